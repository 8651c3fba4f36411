//! One thread's reader: most lines at a glance, the others in full.

use std::{collections::HashMap, hash::BuildHasher, net::IpAddr, ops::Range, sync::Arc};

use bonafide_model::{Block, LineGate};
use bonafide_sources::Source;
use jiff::Timestamp;

use super::{
    form::{Fit, Fitting, Form, parted},
    keys::{Hasher, Keys, Slot, Written},
    tally::{AnswerId, Tally},
};
use crate::account::Account;

/// Days counted one by one before they go to the ledger: guess, some 30 MB.
const MOST_DAYS: usize = 1 << 17;
/// Answers kept: guess, some 100 MB; a large company has as many pairs of person and device.
const MOST_ANSWERS: usize = 1 << 17;
/// Bytes of their keys. Guess.
const MOST_KEY_BYTES: usize = 64 << 20;
/// Lines that are held against forms before their answers are looked up: measured, so many that the memory has time to come, and
/// so few that little is done twice when one of them is not known.
const AT_ONCE: usize = 24;
/// Lines over which it is judged whether a file repeats itself: guess, a day of a large company.
const TRIAL: u64 = 1 << 16;
/// Trials for which a file that does not is read in full before it is tried again. Guess.
const PAUSE: u64 = 8;

/// A form, and the answers to the lines of it.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) form: Form,
    pub(super) answers: Keys,
    /// By the key without the address; looked up only.
    pub(super) addressed: HashMap<Box<[u8]>, Addressed, Hasher>,
    /// Answers of this form can't be said again at another time.
    pub(super) is_off: bool,
    /// They can't be said again at another address.
    pub(super) is_bound: bool,
    /// Answers that were asked for at another time.
    pub(super) n_asked: u32,
}

/// An answer that may be said at other addresses.
#[derive(Clone)]
pub(super) struct Addressed {
    pub(super) id: AnswerId,
    pub(super) address: IpAddr,
    /// Whether the full reader gave it at a second address too.
    pub(super) is_proved: bool,
}

impl Known {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            answers: Keys::default(),
            addressed: HashMap::default(),
            is_off: false,
            is_bound: false,
            n_asked: 0,
        }
    }

    pub(super) fn forget(&mut self) {
        self.answers.clear();
        self.addressed.clear();
    }

    /// The answer to lines of a key.
    #[inline]
    fn answer(&mut self, hash: u64, key: Key<'_>, tally: &mut Tally) -> Option<AnswerId> {
        self.answers.find(hash, key.0).or_else(|| self.answer_elsewhere(hash, key, tally))
    }

    /// The same of a key whose address was not met with the rest of it.
    fn answer_elsewhere(&mut self, hash: u64, key: Key<'_>, tally: &mut Tally) -> Option<AnswerId> {
        let (address, rest) = parted(key.0, key.1)?;
        let like = self.addressed.get(&*rest)?;
        if !like.is_proved || like.address.is_ipv4() != address.is_ipv4() {
            return None;
        }
        let id = tally.enter_elsewhere(like.id, address)?;
        self.answers.insert(hash, key.0, id);
        Some(id)
    }
}

/// The bytes of a key, and where the address stands in it.
type Key<'a> = (&'a [u8], &'a Range<usize>);

/// A line that was held against the forms.
struct Met {
    form: usize,
    key: Range<usize>,
    hash: u64,
    fitting: Fitting,
    /// Where the next line begins.
    next: usize,
}

/// A reader.
pub(super) struct Reader {
    pub(super) file: Arc<str>,
    pub(super) source: &'static Source,
    pub(super) gate: LineGate,
    pub(super) forms: Vec<Known>,
    /// Forms in the order in which they are tried: the last met first.
    pub(super) order: Vec<usize>,
    pub(super) account: Account,
    pub(super) tally: Tally,
    pub(super) hasher: Hasher,
    /// Lines at the head of what is read, their keys, what these may be answered, and answer and time of those that are known.
    met: Vec<Met>,
    pub(super) keys: Written,
    slots: Vec<Option<Slot>>,
    known: Vec<(AnswerId, Timestamp)>,
    /// Lines that are held against forms at once: fewer where few of them are known.
    reach: usize,
    /// The longest line that the gate let pass: a longer one may be above its cap.
    pub(super) longest: usize,
    /// Lines of this trial, and how many of them were known.
    n_lines: u64,
    pub(super) n_known: u64,
    /// Lines that are read in full until the next trial.
    pause: u64,
}

/// Where a line belongs.
enum Found {
    /// To a form; its key is written down.
    Form(usize, Fitting),
    /// Only the full reader can tell.
    Unclear,
    /// To no form that is known.
    Nowhere,
}

impl Reader {
    pub(super) fn new(file: Arc<str>, source: &'static Source, gate: LineGate) -> Self {
        Self {
            file,
            source,
            gate,
            forms: Vec::new(),
            order: Vec::new(),
            account: Account::default(),
            tally: Tally::default(),
            hasher: Hasher::default(),
            met: Vec::new(),
            keys: Written::default(),
            slots: Vec::new(),
            known: Vec::new(),
            reach: 1,
            longest: 0,
            n_lines: 0,
            n_known: 0,
            pause: 0,
        }
    }

    /// A reader of the same file that knows what this one knows.
    pub(super) fn beside(&self, gate: LineGate) -> Self {
        Self {
            forms: self.forms.clone(),
            tally: self.tally.beside(),
            order: self.order.clone(),
            longest: self.longest,
            hasher: self.hasher.clone(),
            ..Self::new(Arc::clone(&self.file), self.source, gate)
        }
    }

    /// Reads a block and hands its buffer back.
    pub(super) fn block(&mut self, block: Block) -> Vec<u8> {
        let (first, bytes) = match block {
            Block::Lines { first, bytes } => (first, bytes),
            Block::Refused(from, why) => {
                self.account.enter(from, Err(why));
                return Vec::new();
            }
        };
        let (mut rest, mut number) = (bytes.as_slice(), first);
        while !rest.is_empty() {
            let n_known = self.glance(number, rest);
            let known = n_known.checked_sub(1).and_then(|it| self.met.get(it));
            rest = rest.get(known.map_or(0, |it| it.next)..).unwrap_or_default();
            number += n_known as u64;
            if n_known == self.reach {
                self.reach = (self.reach * 2).min(AT_ONCE);
                continue;
            }
            self.reach = n_known.max(1);
            if !rest.is_empty() {
                let length = self.look(number, rest);
                rest = rest.get(length..).unwrap_or_default();
                number += 1;
            }
        }
        self.keep_small();
        bytes
    }

    /// Counts the lines that begin here as far as they are known just so, a few at once; gives how many they are.
    #[inline]
    fn glance(&mut self, number: u64, bytes: &[u8]) -> usize {
        self.met.clear();
        self.keys.clear();
        self.known.clear();
        if self.pause > 0 || self.n_lines >= TRIAL {
            return 0;
        }
        let mut next = 0;
        while self.met.len() < self.reach
            && let Some(met) = self.meet(next, bytes)
        {
            next = met.next;
            self.met.push(met);
        }
        self.slots.clear();
        for met in &self.met {
            let known = self.forms.get(met.form);
            self.slots.push(known.and_then(|it| it.answers.likely(met.hash)));
        }
        for (met, slot) in self.met.iter().zip(&self.slots) {
            let key = self.keys.get(met.key.clone());
            let Some(known) = self.forms.get_mut(met.form) else { break };
            let likely = slot.filter(|it| known.answers.holds(*it, key)).map(|it| it.id);
            let key = (key, &met.fitting.address);
            match likely.or_else(|| known.answer(met.hash, key, &mut self.tally)) {
                Some(id) => self.known.push((id, met.fitting.at)),
                None => break,
            }
        }
        self.tally.count_all(&self.known, number);
        self.n_lines += self.known.len() as u64;
        self.n_known += self.known.len() as u64;
        self.known.len()
    }

    /// Holds the line that begins here against the forms. `None` if it must be looked at more closely.
    #[inline]
    fn meet(&mut self, start: usize, bytes: &[u8]) -> Option<Met> {
        let bytes = bytes.get(start..).filter(|it| !it.is_empty())?;
        let key_start = self.keys.len();
        let Found::Form(form, fitting) = self.find(bytes) else { return None };
        let end = match bytes.get(fitting.length..)? {
            [] => 0,
            [b'\n', ..] => 1,
            [b'\r', b'\n', ..] => 2,
            _ => return None,
        };
        if fitting.length > self.longest {
            return None;
        }
        let key = key_start..self.keys.len();
        let hash = self.hasher.hash_one(self.keys.get(key.clone()));
        Some(Met { form, key, hash, next: start + fitting.length + end, fitting })
    }

    /// Reads the line that begins here, and gives its length with its end.
    fn look(&mut self, number: u64, bytes: &[u8]) -> usize {
        let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
        let line = bytes.get(..end).unwrap_or_default().trim_ascii();
        let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        if !line.is_empty() {
            self.line(number, line);
        }
        end + 1
    }

    fn line(&mut self, number: u64, line: &[u8]) {
        if self.pause > 0 || std::str::from_utf8(line).is_err() {
            self.pause = self.pause.saturating_sub(1);
            return self.in_full(number, line);
        }
        if self.n_lines >= TRIAL {
            self.pause = if self.n_known * 2 < self.n_lines { PAUSE * TRIAL } else { 0 };
            (self.n_lines, self.n_known) = (0, 0);
        }
        self.n_lines += 1;
        if line.len() > self.longest {
            return self.learn(number, line);
        }
        self.keys.clear();
        match self.find(line) {
            Found::Form(form, fitting) if fitting.length == line.len() => {
                let key = self.keys.get(0..self.keys.len());
                let hash = self.hasher.hash_one(key);
                let (known, key) = (self.forms.get_mut(form), (key, &fitting.address));
                let answer = known.and_then(|it| it.answer(hash, key, &mut self.tally));
                if let Some(id) = answer {
                    self.tally.count(id, fitting.at, number);
                    self.n_known += 1;
                    return;
                }
            }
            Found::Form(..) | Found::Unclear => return self.in_full(number, line),
            Found::Nowhere => {}
        }
        self.learn(number, line);
    }

    /// Finds the form of the line that begins here, and writes its key behind the others.
    #[inline]
    fn find(&mut self, bytes: &[u8]) -> Found {
        let start = self.keys.len();
        for rank in 0..self.order.len() {
            let Some(idx) = self.order.get(rank).copied() else { continue };
            let Some(known) = self.forms.get_mut(idx) else { continue };
            match known.form.fit(bytes, &mut self.keys) {
                Fit::No => self.keys.truncate(start),
                Fit::Unclear => return Found::Unclear,
                Fit::Yes(..) if known.is_off => return Found::Unclear,
                Fit::Yes(fitting) => {
                    if rank > 0 {
                        self.order.get_mut(..=rank).unwrap_or_default().rotate_right(1);
                    }
                    return Found::Form(idx, fitting);
                }
            }
        }
        Found::Nowhere
    }

    /// The full reader, with nothing learned.
    fn in_full(&mut self, number: u64, line: &[u8]) {
        match (self.gate)(number, line) {
            Err((from, why)) => self.account.enter(from, Err(why)),
            Ok(record) => {
                self.longest = self.longest.max(line.len());
                let outcome = (self.source.read)(&record);
                self.account.enter(record.from, outcome);
            }
        }
    }

    fn keep_small(&mut self) {
        let n_key_bytes: usize = self.forms.iter().map(|it| it.answers.n_bytes()).sum();
        let has_room = self.tally.n_answers() < MOST_ANSWERS && n_key_bytes < MOST_KEY_BYTES;
        if has_room && self.tally.n_days() < MOST_DAYS {
            return;
        }
        self.tally.settle(&self.file, &mut self.account);
        if !has_room {
            self.tally = Tally::default();
            self.forms.iter_mut().for_each(Known::forget);
        }
    }

    /// The account of all that the readers of one file have read.
    pub(super) fn close(readers: Vec<Self>) -> Account {
        let mut readers = readers.into_iter();
        let Some(mut all) = readers.next() else { return Account::default() };
        let mut accounts = vec![Account::default()];
        for other in readers {
            accounts.push(all.absorb(other));
        }
        // Into an account of its own, since cells come cheapest where there are none yet.
        if let Some(counted) = accounts.first_mut() {
            all.tally.settle(&all.file, counted);
        }
        accounts.push(all.account);
        Account::of_mixed(accounts)
    }

    /// Takes over what another reader has counted; gives its account of the rest.
    fn absorb(&mut self, other: Self) -> Account {
        let same = |theirs: &Known| {
            let ours = self.forms.iter().find(|it| it.form.has_keys_of(&theirs.form));
            ours.map(|it| it.answers.shared(&theirs.answers)).unwrap_or_default()
        };
        let same = other.forms.iter().flat_map(same).collect();
        self.tally.absorb(other.tally, &same);
        other.account
    }
}
