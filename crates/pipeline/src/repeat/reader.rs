//! One thread's reader: most lines at a glance, the others in full.

use std::{collections::HashMap, net::IpAddr, sync::Arc};

use bonafide_model::{Block, LineGate};
use bonafide_sources::Source;
use jiff::Timestamp;

use super::{
    form::{Fit, Form, Key},
    tally::{AnswerId, Tally},
};
use crate::account::Account;

/// Days counted one by one before they go to the ledger: guess, some 30 MB.
const MOST_DAYS: usize = 1 << 17;
/// Answers kept: guess, some 100 MB; a large company has as many pairs of person and device.
const MOST_ANSWERS: usize = 1 << 17;
/// Lines over which it is judged whether a file repeats itself: guess, a day of a large company.
const TRIAL: u64 = 1 << 16;
/// Trials for which a file that does not is read in full before it is tried again. Guess.
const PAUSE: u64 = 8;

/// A form, and the answers to the lines of it.
pub(super) struct Known {
    pub(super) form: Form,
    // Both are looked up by key only.
    pub(super) answers: HashMap<Box<[u8]>, AnswerId, foldhash::quality::RandomState>,
    /// By the key without the address.
    pub(super) addressed: HashMap<Box<[u8]>, Addressed, foldhash::quality::RandomState>,
    /// Answers of this form can't be said again at another time.
    pub(super) is_off: bool,
    /// They can't be said again at another address.
    pub(super) is_bound: bool,
    /// Answers that were asked for at another time.
    pub(super) n_asked: u32,
}

/// An answer that may be said at other addresses.
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
            answers: HashMap::default(),
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

    /// The same form, with nothing known of its lines.
    fn beside(&self) -> Self {
        Self {
            is_off: self.is_off,
            is_bound: self.is_bound,
            n_asked: self.n_asked,
            ..Self::new(self.form.clone())
        }
    }

    /// The answer to lines of this key.
    fn answer(&mut self, key: &Key, tally: &mut Tally) -> Option<AnswerId> {
        if let Some(id) = self.answers.get(&*key.bytes) {
            return Some(*id);
        }
        let (address, rest) = key.parted()?;
        let like = self.addressed.get(&*rest)?;
        let is_covered = like.is_proved && like.address.is_ipv4() == address.is_ipv4();
        let said = tally.said(like.id).filter(|_| is_covered)?.with_address(like.address, address);
        let id = tally.enter(said);
        self.answers.insert(key.bytes.as_slice().into(), id);
        Some(id)
    }
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
    pub(super) key: Key,
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
    /// To a form, whose lines end after so many bytes; its key is written down.
    Form { idx: usize, length: usize, at: Timestamp },
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
            key: Key::default(),
            longest: 0,
            n_lines: 0,
            n_known: 0,
            pause: 0,
        }
    }

    /// A reader of the same file that knows the same forms.
    pub(super) fn beside(&self, gate: LineGate) -> Self {
        Self {
            forms: self.forms.iter().map(Known::beside).collect(),
            order: self.order.clone(),
            longest: self.longest,
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
        let mut rest = bytes.as_slice();
        for number in first.. {
            if rest.is_empty() {
                break;
            }
            let length = match self.glance(number, rest) {
                Some(length) => length,
                None => self.look(number, rest),
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        self.keep_small();
        bytes
    }

    /// Counts the line that begins here if it is known just so, and gives its length with its end.
    #[inline]
    fn glance(&mut self, number: u64, bytes: &[u8]) -> Option<usize> {
        if self.pause > 0 || self.n_lines >= TRIAL {
            return None;
        }
        let Found::Form { idx, length, at } = self.find(bytes) else { return None };
        if length > self.longest {
            return None;
        }
        let end = match bytes.get(length..)? {
            [] => 0,
            [b'\n', ..] => 1,
            [b'\r', b'\n', ..] => 2,
            _ => return None,
        };
        let id = *self.forms.get(idx)?.answers.get(&*self.key.bytes)?;
        self.tally.count(id, at, number);
        self.n_lines += 1;
        self.n_known += 1;
        Some(length + end)
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
        match self.find(line) {
            Found::Form { idx, length, at } if length == line.len() => {
                let known = self.forms.get_mut(idx);
                let answer = known.and_then(|it| it.answer(&self.key, &mut self.tally));
                if let Some(id) = answer {
                    self.tally.count(id, at, number);
                    self.n_known += 1;
                    return;
                }
            }
            Found::Form { .. } | Found::Unclear => return self.in_full(number, line),
            Found::Nowhere => {}
        }
        self.learn(number, line);
    }

    #[inline]
    fn find(&mut self, bytes: &[u8]) -> Found {
        for rank in 0..self.order.len() {
            let Some(idx) = self.order.get(rank).copied() else { continue };
            let Some(known) = self.forms.get(idx) else { continue };
            match known.form.fit(bytes, &mut self.key) {
                Fit::No => {}
                Fit::Unclear => return Found::Unclear,
                Fit::Yes(..) if known.is_off => return Found::Unclear,
                Fit::Yes(length, at) => {
                    if rank > 0 {
                        self.order.get_mut(..=rank).unwrap_or_default().rotate_right(1);
                    }
                    return Found::Form { idx, length, at };
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
        let has_room = self.tally.n_answers() < MOST_ANSWERS;
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
        let ours = &self.forms;
        let same = other.forms.into_iter().flat_map(|theirs| {
            let known = ours.iter().find(|it| it.form.has_keys_of(&theirs.form));
            theirs
                .answers
                .into_iter()
                .filter_map(move |(key, id)| Some((id, *known?.answers.get(&key)?)))
        });
        let same = same.collect();
        self.tally.absorb(other.tally, &same);
        other.account
    }
}
