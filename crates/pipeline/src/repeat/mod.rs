//! Knows at a glance a line that says again what an earlier line said.
//!
//! A year of sign-ins is millions of lines that differ in their time, in ids that nobody reads, and in who, where and with
//! what; the last three recur. So the first line of its kind goes to the full reader, which tells on which parts its answer
//! rests ([`read_noting`]); a later line that is equal in those parts gets the same answer at its own time, and is only
//! counted. Nothing is guessed: what differs anywhere else than in a sound, unread value goes to the full reader again.
//!
//! Read `leaves` first (a line taken apart), then `form` (what lines have in common), then `answer` (what is counted).

mod answer;
mod form;
mod leaves;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, ops::Range, sync::Arc};

use bonafide_model::{Block, Body, LineFile, LineGate, Record, value};
use bonafide_sources::{Source, read_noting};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::account::Account;
use answer::{Answer, Said};
use form::{Fit, Form};
use leaves::{is_sound, take_apart};

/// Forms kept: guess, exports have a few dozen shapes of record; more are trial upon trial for every line.
const MOST_FORMS: usize = 48;
/// Days counted one by one before they go to the ledger: guess, some 30 MB.
const MOST_DAYS: usize = 1 << 17;
/// Answers kept: guess, some 100 MB; a large company has as many pairs of person and device.
const MOST_ANSWERS: usize = 1 << 17;
/// Lines over which it is judged whether a file repeats itself: guess, a day of a large company.
const TRIAL: u64 = 1 << 16;
/// Trials for which a file that does not is read in full before it is tried again. Guess.
const PAUSE: u64 = 8;
/// Answers of one form that are asked for at another time, before their source is taken at its word. Guess; that no source on
/// the shelf answers otherwise at another time is held by a test.
const ASKED_AGAIN: u32 = 64;

type Answers = HashMap<Box<[u8]>, Answer, foldhash::quality::RandomState>;

/// Reads a file of JSON lines.
pub(crate) fn read(file: &dyn LineFile, name: &Arc<str>, source: &'static Source) -> Account {
    let mut readers: Vec<Reader> = (0..rayon::current_num_threads().max(1))
        .map(|_| Reader::new(Arc::clone(name), source, file.gate()))
        .collect();
    let mut blocks = file.blocks();
    let mut spare: Vec<Vec<u8>> = Vec::new();
    loop {
        let next = || blocks.next_block(spare.pop().unwrap_or_default());
        let batch: Vec<Block> = std::iter::from_fn(next).take(readers.len()).collect();
        if batch.is_empty() {
            break;
        }
        spare =
            readers.par_iter_mut().zip(batch).map(|(reader, block)| reader.block(block)).collect();
    }
    Account::of_mixed(readers.into_par_iter().map(Reader::close).collect::<Vec<_>>())
}

struct Known {
    form: Form,
    // Looked up by key; the order in which answers are settled changes nothing.
    answers: Answers,
    /// Answers of this form can't be said again at another time.
    is_off: bool,
    /// Answers that were asked for at another time.
    n_asked: u32,
}

struct Reader {
    file: Arc<str>,
    source: &'static Source,
    gate: LineGate,
    forms: Vec<Known>,
    /// Forms in the order in which they are tried: the last met first.
    order: Vec<usize>,
    account: Account,
    key: Vec<u8>,
    /// Lines of this trial, and how many of them were known.
    n_lines: u64,
    n_known: u64,
    /// Lines that are read in full until the next trial.
    pause: u64,
    n_days: usize,
    n_answers: usize,
}

impl Reader {
    fn new(file: Arc<str>, source: &'static Source, gate: LineGate) -> Self {
        Self {
            file,
            source,
            gate,
            forms: Vec::new(),
            order: Vec::new(),
            account: Account::default(),
            key: Vec::new(),
            n_lines: 0,
            n_known: 0,
            pause: 0,
            n_days: 0,
            n_answers: 0,
        }
    }

    /// Reads a block and hands its buffer back.
    fn block(&mut self, block: Block) -> Vec<u8> {
        let (first, bytes) = match block {
            Block::Lines { first, bytes } => (first, bytes),
            Block::Refused(from, why) => {
                self.account.enter(from, Err(why));
                return Vec::new();
            }
        };
        let is_text = std::str::from_utf8(&bytes).is_ok();
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', &bytes).chain([bytes.len()]);
        for (number, end) in (first..).zip(ends) {
            let line = bytes.get(start..end).unwrap_or_default().trim_ascii();
            let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
            if !line.is_empty() {
                self.line(number, line, is_text);
            }
            start = end + 1;
        }
        self.keep_small();
        bytes
    }

    fn line(&mut self, number: u64, line: &[u8], is_text: bool) {
        if self.pause > 0 || !is_text {
            self.pause = self.pause.saturating_sub(1);
            return self.in_full(number, line);
        }
        if self.n_lines >= TRIAL {
            self.pause = if self.n_known * 2 < self.n_lines { PAUSE * TRIAL } else { 0 };
            (self.n_lines, self.n_known) = (0, 0);
        }
        self.n_lines += 1;
        for rank in 0..self.order.len() {
            let Some(known) = self.order.get(rank).and_then(|it| self.forms.get_mut(*it)) else {
                continue;
            };
            match known.form.fit(line, &mut self.key) {
                Fit::No => {}
                Fit::Unclear => return self.in_full(number, line),
                Fit::Yes(time) => {
                    if known.is_off {
                        return self.in_full(number, line);
                    }
                    let answer = known.answers.get_mut(self.key.as_slice());
                    if let (Some(answer), Some(at)) = (answer, time_of(line, &time)) {
                        let before = answer.n_days();
                        answer.count(at, number);
                        self.n_days += answer.n_days() - before;
                        self.n_known += 1;
                        self.order.get_mut(..=rank).unwrap_or_default().rotate_right(1);
                        return;
                    }
                    break;
                }
            }
        }
        self.learn(number, line);
    }

    /// The full reader, with nothing learned.
    fn in_full(&mut self, number: u64, line: &[u8]) {
        match (self.gate)(number, line) {
            Err((from, why)) => self.account.enter(from, Err(why)),
            Ok(record) => {
                let outcome = (self.source.read)(&record);
                self.account.enter(record.from, outcome);
            }
        }
    }

    /// The full reader, and what can be learned from its answer.
    fn learn(&mut self, number: u64, line: &[u8]) {
        let record = match (self.gate)(number, line) {
            Err((from, why)) => return self.account.enter(from, Err(why)),
            Ok(record) => record,
        };
        let (outcome, reads) = read_noting(self.source, &record);
        let is_untouched = matches!(&record.body, Body::Json(text) if text.as_bytes() == line);
        let said = outcome.as_ref().ok().filter(|_| is_untouched).cloned().and_then(Said::of);
        let Some((said, at)) = said else { return self.account.enter(record.from, outcome) };
        let counted = self.remember(line, Told { said, at, reads });
        let Some((form, time)) = counted else {
            return self.account.enter(record.from, outcome);
        };
        let answer = self.forms.get_mut(form).and_then(|it| it.answers.get_mut(&*self.key));
        match answer {
            Some(answer) => {
                let before = answer.n_days();
                answer.count(time, number);
                self.n_days += answer.n_days() - before;
            }
            None => self.account.enter(record.from, outcome),
        }
    }

    /// Puts an answer by; gives the form and the time under which it was put, with the key in `self.key`.
    fn remember(&mut self, line: &[u8], told: Told) -> Option<(usize, Timestamp)> {
        let (mut skeleton, mut ranges) = (Vec::new(), Vec::new());
        if !take_apart(line, &mut skeleton, &mut ranges) {
            return None;
        }
        let texts: Vec<&[u8]> = ranges.iter().filter_map(|it| line.get(it.clone())).collect();
        let widened = self
            .forms
            .iter_mut()
            .enumerate()
            .find_map(|(idx, it)| Some((idx, it.form.widen(&skeleton, &texts)?)));
        let (idx, mut keys_hold) = match widened {
            Some(found) => found,
            None if self.forms.len() < MOST_FORMS => {
                let form = Form::of(line)?;
                self.forms.push(Known {
                    form,
                    answers: Answers::default(),
                    is_off: false,
                    n_asked: 0,
                });
                self.order.insert(0, self.forms.len() - 1);
                (self.forms.len() - 1, true)
            }
            None => return None,
        };
        let known = self.forms.get_mut(idx)?;
        keys_hold &= known.form.note(&ranges, &told.reads);
        known.n_asked += 1;
        let is_repeatable = find_time(&mut known.form, &texts, told.at, &mut keys_hold)
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
            self.n_days -= known.answers.values().map(Answer::n_days).sum::<usize>();
            self.n_answers -= known.answers.len();
            settle(&mut known.answers, &self.file, &mut self.account);
            known.answers.clear();
        }
        let Fit::Yes(time) = known.form.fit(line, &mut self.key) else { return None };
        let at = time_of(line, &time).filter(|_| !known.is_off)?;
        known.answers.entry(self.key.as_slice().into()).or_insert_with(|| {
            self.n_answers += 1;
            Answer::new(told.said)
        });
        Some((idx, at))
    }

    fn keep_small(&mut self) {
        if self.n_days < MOST_DAYS && self.n_answers < MOST_ANSWERS {
            return;
        }
        for known in &mut self.forms {
            settle(&mut known.answers, &self.file, &mut self.account);
            if self.n_answers >= MOST_ANSWERS {
                known.answers.clear();
            }
        }
        self.n_days = 0;
        self.n_answers = self.forms.iter().map(|it| it.answers.len()).sum();
    }

    fn close(mut self) -> Account {
        for mut answer in self.forms.into_iter().flat_map(|it| it.answers.into_values()) {
            answer.settle(&self.file, &mut self.account);
        }
        self.account
    }
}

/// Enters all counts, in whatever order: an account adds up to the same.
fn settle(answers: &mut Answers, file: &Arc<str>, account: &mut Account) {
    answers.values_mut().for_each(|it| it.settle(file, account));
}

/// An answer and what it rests on.
struct Told {
    said: Said,
    at: Option<Timestamp>,
    reads: Vec<Range<usize>>,
}

/// The time that stands in a line; any time at all for a form without one, whose answers have none.
#[inline]
fn time_of(line: &[u8], range: &Range<usize>) -> Option<Timestamp> {
    if range.is_empty() {
        return Some(Timestamp::UNIX_EPOCH);
    }
    parse(line.get(range.clone())?).filter(|it| ORDINARY.contains(&it.as_second()))
}

/// Seconds from 1971 to 2200: earlier and later times often stand for "never", which sources read in their own ways.
const ORDINARY: Range<i64> = 31_536_000..7_258_118_400;

fn parse(leaf: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(leaf).ok().filter(|_| is_sound(leaf))?;
    value::parse_time(text).ok()
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

/// What the full reader says to the same line at another time.
fn said_later(
    source: &Source,
    gate: &mut LineGate,
    line: &[u8],
    time: Option<&Range<usize>>,
) -> Option<Told> {
    let range = time?.clone();
    let other = another_time(line.get(range.clone())?)?;
    let mut line = line.to_vec();
    line.splice(range, other);
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
