//! What is learned from the full reader's answer to a line.

use std::{hash::BuildHasher, net::IpAddr, ops::Range};

use bonafide_model::{Body, LineGate, Record, value};
use bonafide_sources::{Source, read_noting};
use jiff::Timestamp;

use super::{
    answer::Said,
    clock::parse,
    form::{Fit, Form, parted},
    leaves::take_apart,
    reader::{Addressed, Known, Reader},
    tally::{AnswerId, Tally},
};

/// Forms kept: guess, exports have a few dozen shapes of record; more are trial upon trial for every line.
const MOST_FORMS: usize = 48;
/// Answers of one form that are asked for at another time, before their source is taken at its word. Guess; that no source on
/// the shelf answers otherwise at another time is held by a test.
const ASKED_AGAIN: u32 = 64;

/// An answer and what it rests on.
pub(super) struct Told {
    pub(super) said: Said,
    pub(super) at: Option<Timestamp>,
    pub(super) reads: Vec<Range<usize>>,
}

impl Reader {
    /// The full reader, and what can be learned from its answer.
    pub(super) fn learn(&mut self, number: u64, line: &[u8]) {
        let record = match (self.gate)(number, line) {
            Err((from, why)) => return self.account.enter(from, Err(why)),
            Ok(record) => record,
        };
        self.longest = self.longest.max(line.len());
        let (outcome, reads) = read_noting(self.source, &record);
        let is_untouched = matches!(&record.body, Body::Json(text) if text.as_bytes() == line);
        let said = outcome.as_ref().ok().filter(|_| is_untouched).cloned().and_then(Said::of);
        let said = said.filter(|(said, _)| !said.is_of_place(&record.from));
        let counted = said.and_then(|(said, at)| self.remember(line, Told { said, at, reads }));
        match counted {
            Some((id, at)) => self.tally.count(id, at, number),
            None => self.account.enter(record.from, outcome),
        }
    }

    /// Puts an answer by; gives its number and the time of the line.
    fn remember(&mut self, line: &[u8], told: Told) -> Option<(AnswerId, Timestamp)> {
        let (mut skeleton, mut ranges) = (Vec::new(), Vec::new());
        if !take_apart(line, &mut skeleton, &mut ranges) {
            return None;
        }
        let texts: Vec<&[u8]> = ranges.iter().filter_map(|it| line.get(it.clone())).collect();
        let (idx, mut keys_hold) = self.form_of(line, &skeleton, &texts)?;
        let known = self.forms.get_mut(idx)?;
        keys_hold &= known.form.note(&ranges, &told.reads);
        known.n_asked += 1;
        let is_repeatable = find_time(&mut known.form, &texts, told.at, &mut keys_hold)
            && !reads_another_time(&known.form, &texts)
            && known.form.time().is_none_or(|time| {
                if known.n_asked > ASKED_AGAIN {
                    return true;
                }
                let again = said_later(self.source, &mut self.gate, line, ranges.get(time));
                again.is_some_and(|again| {
                    keys_hold &= known.form.note(&ranges, &again.reads);
                    again.said == told.said && again.at.is_some() == told.at.is_some()
                })
            });
        known.is_off |= !is_repeatable;
        if !keys_hold || known.is_off {
            known.forget();
        }
        find_address(&mut known.form, &texts, &told.said);
        self.keys.clear();
        let Fit::Yes(line) = known.form.fit(line, &mut self.keys) else { return None };
        if known.is_off {
            return None;
        }
        let key = self.keys.get(0..self.keys.len());
        let hash = self.hasher.hash_one(key);
        if let Some(id) = known.answers.find(hash, key) {
            return Some((id, line.at));
        }
        let id = self.tally.enter(told.said);
        known.answers.insert(hash, key, id);
        known.compare(parted(key, &line.address), id, &self.tally);
        Some((id, line.at))
    }

    /// The form of a line, a new one if need be, and whether keys written down before still hold.
    fn form_of(&mut self, line: &[u8], skeleton: &[u8], texts: &[&[u8]]) -> Option<(usize, bool)> {
        let mut forms = self.forms.iter_mut().enumerate();
        let widened = forms.find_map(|(idx, it)| Some((idx, it.form.widen(skeleton, texts)?)));
        if widened.is_some() {
            return widened;
        }
        if self.forms.len() >= MOST_FORMS {
            return None;
        }
        self.forms.push(Known::new(Form::of(line)?));
        self.order.insert(0, self.forms.len() - 1);
        Some((self.forms.len() - 1, true))
    }
}

impl Known {
    /// Holds a new answer against the one that was given at another address and is the same in all else.
    fn compare(&mut self, key: Option<(IpAddr, Vec<u8>)>, id: AnswerId, tally: &Tally) {
        let (Some((address, rest)), Some(said)) = (key, tally.said(id)) else { return };
        if self.is_bound {
            return;
        }
        let Some(like) = self.addressed.get_mut(&*rest) else {
            if said.address() == Some(address) {
                self.addressed.insert(rest.into(), Addressed { id, address, is_proved: false });
            }
            return;
        };
        if like.address.is_ipv4() != address.is_ipv4() {
            return;
        }
        let expected = tally.said(like.id).map(|it| it.with_address(like.address, address));
        if expected.as_ref() == Some(said) {
            like.is_proved = true;
        } else {
            self.is_bound = true;
            self.addressed.clear();
        }
    }
}

/// Finds the leaf that gave an answer its time; false if none did, or several may have.
fn find_time(
    form: &mut Form,
    texts: &[&[u8]],
    at: Option<Timestamp>,
    keys_hold: &mut bool,
) -> bool {
    let Some(at) = at else { return true };
    let is_it = |idx: usize| texts.get(idx).and_then(|it| parse(it)) == Some(at);
    if let Some(known) = form.time() {
        return is_it(known);
    }
    let mut candidates = (0..texts.len()).filter(|idx| form.is_read(*idx) && is_it(*idx));
    let (Some(found), None) = (candidates.next(), candidates.next()) else { return false };
    form.set_time(found, texts.get(found).copied().unwrap_or_default());
    *keys_hold = false;
    true
}

/// Whether the answer rests on a second time, which may be held against the first: then it is another answer at another time.
fn reads_another_time(form: &Form, texts: &[&[u8]]) -> bool {
    let Some(own) = form.time() else { return false };
    texts
        .iter()
        .enumerate()
        .any(|(idx, text)| idx != own && form.is_read(idx) && is_written_time(text))
}

/// Whether a leaf is a time in words; numbers may be anything.
pub(super) fn is_written_time(leaf: &[u8]) -> bool {
    leaf.first() == Some(&b'"') && parse(leaf).is_some()
}

/// Finds the leaf that gave an answer its address, if one alone can have.
fn find_address(form: &mut Form, texts: &[&[u8]], said: &Said) {
    let Some(address) = said.address().filter(|_| form.address().is_none()) else { return };
    let is_it = |leaf: &[u8]| {
        let text = std::str::from_utf8(leaf).ok().map(|it| it.trim_matches('"'));
        text.and_then(|it| value::parse_ip(it).ok()) == Some(address)
    };
    let mut candidates = texts
        .iter()
        .enumerate()
        .filter(|(idx, leaf)| form.is_read(*idx) && is_it(leaf))
        .map(|(idx, _)| idx);
    if let (Some(found), None) = (candidates.next(), candidates.next()) {
        form.set_address(found);
    }
}

/// What the full reader says to the same line at another time.
pub(super) fn said_later(
    source: &Source,
    gate: &mut LineGate,
    line: &[u8],
    time: Option<&Range<usize>>,
) -> Option<Told> {
    let range = time?.clone();
    let other = another_time(line.get(range.clone())?)?;
    said_with(source, gate, line, (range, &other))
}

/// What the full reader says to the same line with another text in one place.
pub(super) fn said_with(
    source: &Source,
    gate: &mut LineGate,
    line: &[u8],
    (range, other): (Range<usize>, &[u8]),
) -> Option<Told> {
    let mut line = line.to_vec();
    line.splice(range, other.iter().copied());
    let record: Record = gate(0, &line).ok()?;
    let (outcome, reads) = read_noting(source, &record);
    let (said, at) = Said::of(outcome.ok()?)?;
    Some(Told { said, at, reads })
}

/// Another time of the same length: another year and hour in an ISO time, another digit in a number.
fn another_time(leaf: &[u8]) -> Option<Vec<u8>> {
    let mut other = leaf.to_vec();
    let start = usize::from(leaf.first() == Some(&b'"'));
    let digits = leaf.get(start..)?.iter().take_while(|it| it.is_ascii_digit()).count();
    if digits == 4 {
        // A leap year, so that every day of the calendar is there.
        other.get_mut(start..start + 4)?.copy_from_slice(b"2004");
        if let Some(hour) = leaf.iter().position(|it| matches!(it, b'T' | b' ')) {
            let text = if leaf.get(hour + 1..hour + 3)? == b"04" { b"19" } else { b"04" };
            other.get_mut(hour + 1..hour + 3)?.copy_from_slice(text);
        }
    } else {
        let digit = other.get_mut(start + 1)?;
        *digit = if *digit == b'5' { b'6' } else { b'5' };
    }
    (parse(&other)? != parse(leaf)?).then_some(other)
}
