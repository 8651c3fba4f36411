//! How often each answer was given, day by day, until it goes to the ledger.

use std::{collections::HashMap, sync::Arc};

use bonafide_model::{Access, Locator, Provenance, Repeats, Subject};
use jiff::Timestamp;

use super::answer::Said;
use crate::account::Account;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Number of an answer in a tally.
pub(super) type AnswerId = u32;

/// Answers, and the lines to which they were given.
#[derive(Debug, Default)]
pub(super) struct Tally {
    answers: Vec<Answer>,
    /// In the order in which they were met: those of one day lie together, since files are nearly in order of time.
    days: Vec<Day>,
    // Looked up by key only.
    places: HashMap<(AnswerId, i64), usize, foldhash::fast::RandomState>,
}

#[derive(Debug)]
struct Answer {
    said: Said,
    /// Where the day stands that was counted last.
    last: usize,
}

/// The lines of one UTC day that got one answer.
#[derive(Debug)]
struct Day {
    answer: AnswerId,
    /// Days since 1970.
    number: i64,
    count: u32,
    hours: [u32; 24],
    /// Earliest time, and its line.
    first: (Timestamp, u64),
    last: Timestamp,
    topmost: u64,
}

impl Day {
    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        for (ours, theirs) in self.hours.iter_mut().zip(other.hours) {
            *ours += theirs;
        }
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.topmost = self.topmost.min(other.topmost);
    }
}

impl Tally {
    /// A new answer, to which no line is counted yet.
    pub(super) fn enter(&mut self, said: Said) -> AnswerId {
        let id = AnswerId::try_from(self.answers.len())
            .expect("answers are handed over long before there are that many");
        self.answers.push(Answer { said, last: usize::MAX });
        id
    }

    /// What an answer says.
    pub(super) fn said(&self, id: AnswerId) -> Option<&Said> {
        Some(&self.answers.get(usize::try_from(id).ok()?)?.said)
    }

    /// Number of answers.
    pub(super) fn n_answers(&self) -> usize {
        self.answers.len()
    }

    /// Number of days that are counted one by one.
    pub(super) fn n_days(&self) -> usize {
        self.days.len()
    }

    /// Counts a line. The time of a line whose answer has none is of no account.
    #[inline]
    pub(super) fn count(&mut self, id: AnswerId, at: Timestamp, line: u64) {
        let second = at.as_second();
        let (number, second_of_day) = (second.div_euclid(DAY), second.rem_euclid(DAY));
        let Some(day) = self.day(id, number, (at, line)) else { return };
        day.count += 1;
        day.first = day.first.min((at, line));
        day.last = day.last.max(at);
        day.topmost = day.topmost.min(line);
        let hour = usize::try_from(second_of_day / HOUR).unwrap_or(0);
        if let Some(n) = day.hours.get_mut(hour) {
            *n += 1;
        }
    }

    #[inline]
    fn day(&mut self, id: AnswerId, number: i64, first: (Timestamp, u64)) -> Option<&mut Day> {
        let answer = self.answers.get_mut(usize::try_from(id).ok()?)?;
        if self.days.get(answer.last).is_none_or(|it| it.number != number) {
            let next = self.days.len();
            answer.last = *self.places.entry((id, number)).or_insert(next);
            if answer.last == next {
                let (last, topmost) = first;
                self.days.push(Day {
                    answer: id,
                    number,
                    count: 0,
                    hours: [0; 24],
                    first,
                    last,
                    topmost,
                });
            }
        }
        self.days.get_mut(answer.last)
    }

    /// Takes over what another tally has counted. `ours` gives the number of its answers in this one; answers without one are new.
    pub(super) fn absorb(&mut self, other: Self, ours: &HashMap<AnswerId, AnswerId>) {
        let mut ids = Vec::with_capacity(other.answers.len());
        for (theirs, answer) in (0..).zip(other.answers) {
            ids.push(match ours.get(&theirs) {
                Some(id) => *id,
                None => self.enter(answer.said),
            });
        }
        for theirs in other.days {
            let id = usize::try_from(theirs.answer).ok().and_then(|it| ids.get(it));
            if let Some(day) = id.and_then(|it| self.day(*it, theirs.number, theirs.first)) {
                day.merge(&theirs);
            }
        }
    }

    /// Hands everything counted so far over, in whatever order, since an account adds up to the same; the answers stay.
    pub(super) fn settle(&mut self, file: &Arc<str>, account: &mut Account) {
        self.places.clear();
        let days = std::mem::take(&mut self.days);
        let mut order: Vec<(AnswerId, &Day)> = days.iter().map(|it| (it.answer, it)).collect();
        order.sort_by_key(|it| it.0);
        let mut uses: Vec<(&Subject, &Access, Vec<Repeats>)> = Vec::new();
        let mut counted = order.as_slice();
        for (id, answer) in (0..).zip(&mut self.answers) {
            answer.last = usize::MAX;
            let n = counted.iter().take_while(|it| it.0 == id).count();
            let (own, rest) = counted.split_at(n);
            counted = rest;
            if own.is_empty() {
                continue;
            }
            let statements = match &answer.said {
                Said::Statements(statements) => statements,
                Said::Nothing(why) => {
                    account.pass_over(why, own.iter().map(|it| u64::from(it.1.count)).sum());
                    continue;
                }
            };
            let repeats: Vec<Repeats> = own.iter().map(|it| repeats(it.1, file)).collect();
            account.count_repeats(statements, &repeats);
            for statement in statements {
                match statement.fact.as_access() {
                    Some(access) => uses.push((&statement.subject, access, repeats.clone())),
                    None => account.ledger.fold_repeats(statement, &repeats),
                }
            }
        }
        account.ledger.fold_uses(uses);
    }
}

fn repeats(day: &Day, file: &Arc<str>) -> Repeats {
    let at = |line: u64| Provenance { file: Arc::clone(file), at: Locator::Line(line) };
    Repeats {
        count: day.count,
        first: day.first.0,
        last: day.last,
        hours: day.hours,
        from: at(day.first.1),
        topmost: at(day.topmost),
    }
}
