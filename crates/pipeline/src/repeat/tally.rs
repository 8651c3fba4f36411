//! How often each answer was given, day by day, until it goes to the ledger.

use std::{borrow::Cow, collections::HashMap, net::IpAddr, sync::Arc};

use bonafide_model::{Access, Locator, Provenance, Repeats, Subject};
use jiff::Timestamp;

use super::answer::{self, Said};
use crate::account::Account;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Number of an answer in a tally.
pub(super) type AnswerId = u32;

/// Answers, and the lines to which they were given.
#[derive(Debug, Default)]
pub(super) struct Tally {
    said: Vec<Said>,
    answers: Vec<Answer>,
    /// In the order in which they were met: those of one day lie together, since files are nearly in order of time.
    days: Vec<Day>,
    // Looked up by key only.
    places: HashMap<(AnswerId, i64), usize, foldhash::fast::RandomState>,
}

#[derive(Debug)]
struct Answer {
    /// Which of what was said.
    said: usize,
    /// The address in the place of the one with which it was said.
    address: Option<IpAddr>,
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
        self.said.push(said);
        self.push(Answer { said: self.said.len() - 1, address: None, last: usize::MAX })
    }

    /// A new answer: what another says, at another address.
    pub(super) fn enter_elsewhere(&mut self, like: AnswerId, address: IpAddr) -> Option<AnswerId> {
        let said = self.answers.get(usize::try_from(like).ok()?)?.said;
        Some(self.push(Answer { said, address: Some(address), last: usize::MAX }))
    }

    fn push(&mut self, answer: Answer) -> AnswerId {
        let id = AnswerId::try_from(self.answers.len())
            .expect("answers are handed over long before there are that many");
        self.answers.push(answer);
        id
    }

    /// What an answer says, at the address of the first of its kind.
    pub(super) fn said(&self, id: AnswerId) -> Option<&Said> {
        self.said.get(self.answers.get(usize::try_from(id).ok()?)?.said)
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
        let n_said = self.said.len();
        self.said.extend(other.said);
        let mut ids = Vec::with_capacity(other.answers.len());
        for (theirs, answer) in (0..).zip(other.answers) {
            ids.push(match ours.get(&theirs) {
                Some(id) => *id,
                None => {
                    self.push(Answer { said: n_said + answer.said, last: usize::MAX, ..answer })
                }
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
        let mut order: Vec<(usize, AnswerId, &Day)> = Vec::with_capacity(days.len());
        for day in &days {
            let answer = usize::try_from(day.answer).ok().and_then(|it| self.answers.get_mut(it));
            if let Some(answer) = answer {
                answer.last = usize::MAX;
                order.push((answer.said, day.answer, day));
            }
        }
        order.sort_by_key(|it| (it.0, it.1));
        let mut uses: Vec<(&Subject, Cow<'_, Access>, Vec<Repeats>)> = Vec::new();
        for of_said in order.chunk_by(|a, b| a.0 == b.0) {
            let said = of_said.first().and_then(|it| self.said.get(it.0));
            let statements = match said {
                None => continue,
                Some(Said::Statements(statements)) => statements,
                Some(Said::Nothing(why)) => {
                    account.pass_over(why, of_said.iter().map(|it| u64::from(it.2.count)).sum());
                    continue;
                }
            };
            let repeats: Vec<Repeats> = of_said.iter().map(|it| repeats(it.2, file)).collect();
            account.count_repeats(statements, &repeats);
            for statement in statements {
                let Some(access) = statement.fact.as_access() else {
                    account.ledger.fold_repeats(statement, &repeats);
                    continue;
                };
                let mut repeats = repeats.iter();
                for of_answer in of_said.chunk_by(|a, b| a.1 == b.1) {
                    let own = repeats.by_ref().take(of_answer.len()).cloned().collect();
                    uses.push((&statement.subject, self.at_address(access, of_answer), own));
                }
            }
        }
        account.ledger.fold_uses(uses.iter().map(|it| (it.0, &*it.1, &*it.2)).collect());
    }

    /// A use as these days' answer says it.
    fn at_address<'a>(
        &self,
        access: &'a Access,
        days: &[(usize, AnswerId, &Day)],
    ) -> Cow<'a, Access> {
        let answer = days.first().and_then(|it| self.answers.get(usize::try_from(it.1).ok()?));
        let moved = answer.and_then(|it| Some((self.said.get(it.said)?.address()?, it.address?)));
        match moved {
            Some((old, new)) => Cow::Owned(answer::at_address(access, old, new)),
            None => Cow::Borrowed(access),
        }
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
