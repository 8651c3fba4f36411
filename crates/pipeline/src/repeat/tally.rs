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
    places: HashMap<(AnswerId, i32), usize, foldhash::fast::RandomState>,
}

#[derive(Debug, Clone, Copy)]
struct Answer {
    /// Which of what was said.
    said: usize,
    /// The address in the place of the one with which it was said.
    address: Option<IpAddr>,
    /// Where the day stands that was counted last.
    last: usize,
}

/// Lines of one UTC day that got one answer; small, since there are as many as cells of footprints. A day whose counts are full
/// is continued by another.
#[derive(Debug, Clone)]
struct Day {
    /// Earliest time, and its line.
    first: (Timestamp, u64),
    last: Timestamp,
    topmost: u64,
    answer: AnswerId,
    /// Days since 1970.
    number: i32,
    hours: [u16; 24],
}

impl Day {
    fn count(&self) -> u32 {
        self.hours.iter().map(|it| u32::from(*it)).sum()
    }

    /// Takes the lines of another in. False, and nothing is done, if there are too many.
    fn merge(&mut self, other: &Self) -> bool {
        let mut hours = self.hours;
        for (ours, theirs) in hours.iter_mut().zip(other.hours) {
            let Some(sum) = ours.checked_add(theirs) else { return false };
            *ours = sum;
        }
        self.hours = hours;
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.topmost = self.topmost.min(other.topmost);
        true
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
        let number = i32::try_from(number).expect("an instant is within some million days");
        let hour = usize::try_from(second_of_day / HOUR).expect("a day has 24 hours");
        let Some(day) = self.day(id, number, (at, line)) else { return };
        day.first = day.first.min((at, line));
        day.last = day.last.max(at);
        day.topmost = day.topmost.min(line);
        let Some(n) = day.hours.get_mut(hour) else { return };
        *n += 1;
        if *n == u16::MAX {
            self.close_day(id, number);
        }
    }

    /// The day of an answer, a new one if need be.
    #[inline]
    fn day(&mut self, id: AnswerId, number: i32, first: (Timestamp, u64)) -> Option<&mut Day> {
        let answer = self.answers.get_mut(usize::try_from(id).ok()?)?;
        if self.days.get(answer.last).is_none_or(|it| it.number != number) {
            let next = self.days.len();
            answer.last = *self.places.entry((id, number)).or_insert(next);
            if answer.last == next {
                let (last, topmost) = first;
                self.days.push(Day { first, last, topmost, answer: id, number, hours: [0; 24] });
            }
        }
        self.days.get_mut(answer.last)
    }

    /// The next line of that day begins another.
    fn close_day(&mut self, id: AnswerId, number: i32) {
        self.places.remove(&(id, number));
        let answer = usize::try_from(id).ok().and_then(|it| self.answers.get_mut(it));
        if let Some(answer) = answer {
            answer.last = usize::MAX;
        }
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
            let id = usize::try_from(theirs.answer).ok().and_then(|it| ids.get(it)).copied();
            let Some(id) = id else { continue };
            let day = self.day(id, theirs.number, theirs.first);
            if day.is_some_and(|it| !it.merge(&theirs)) {
                self.days.push(Day { answer: id, ..theirs });
            }
        }
    }

    /// A tally with the same answers, to which no line is counted yet.
    pub(super) fn beside(&self) -> Self {
        let answers = self.answers.iter().map(|it| Answer { last: usize::MAX, ..*it }).collect();
        Self { said: self.said.clone(), answers, ..Self::default() }
    }

    /// Hands everything counted so far over; the answers stay. An account adds up to the same in whatever order, but footprints
    /// grow cheapest when everything of one subject comes together.
    pub(super) fn settle(&mut self, file: &Arc<str>, account: &mut Account) {
        self.places.clear();
        self.answers.iter_mut().for_each(|it| it.last = usize::MAX);
        let ranks = self.ranks();
        let days = std::mem::take(&mut self.days);
        let counted = |day| {
            let said = self.answer(day)?.said;
            Some(Counted { rank: *ranks.get(said)?, said, day })
        };
        let mut order: Vec<Counted<'_>> = days.iter().filter_map(counted).collect();
        order.sort_unstable_by_key(|it| (it.rank, it.said, it.day.answer));
        for of_subject in order.chunk_by(|a, b| a.rank == b.rank) {
            self.settle_subject(of_subject, file, account);
        }
    }

    /// For each thing said the rank of its subject among all.
    fn ranks(&self) -> Vec<usize> {
        let subject = |it: &Said| match it {
            Said::Statements(statements) => statements.first().map(|it| it.subject.clone()),
            Said::Nothing(_) => None,
        };
        let subjects: Vec<Option<Subject>> = self.said.iter().map(subject).collect();
        let mut order: Vec<&Option<Subject>> = subjects.iter().collect();
        order.sort_unstable();
        order.dedup();
        subjects.iter().map(|it| order.partition_point(|other| *other < it)).collect()
    }

    fn settle_subject(&self, days: &[Counted<'_>], file: &Arc<str>, account: &mut Account) {
        let mut uses: Vec<(&Subject, Cow<'_, Access>, Vec<Repeats>)> = Vec::new();
        for of_said in days.chunk_by(|a, b| a.said == b.said) {
            let statements = match of_said.first().and_then(|it| self.said.get(it.said)) {
                None => continue,
                Some(Said::Statements(statements)) => statements,
                Some(Said::Nothing(why)) => {
                    account
                        .pass_over(why, of_said.iter().map(|it| u64::from(it.day.count())).sum());
                    continue;
                }
            };
            let repeats: Vec<Repeats> = of_said.iter().map(|it| repeats(it.day, file)).collect();
            account.count_repeats(statements, &repeats);
            for statement in statements {
                let Some(access) = statement.fact.as_access() else {
                    account.ledger.fold_repeats(statement, &repeats);
                    continue;
                };
                let mut repeats = repeats.iter();
                for of_answer in of_said.chunk_by(|a, b| a.day.answer == b.day.answer) {
                    let own = repeats.by_ref().take(of_answer.len()).cloned().collect();
                    uses.push((&statement.subject, self.at_address(access, of_answer), own));
                }
            }
        }
        account.ledger.fold_uses(uses.iter().map(|it| (it.0, &*it.1, &*it.2)).collect());
    }

    fn answer(&self, day: &Day) -> Option<&Answer> {
        self.answers.get(usize::try_from(day.answer).ok()?)
    }

    /// A use as the answer of these days says it.
    fn at_address<'a>(&self, access: &'a Access, days: &[Counted<'_>]) -> Cow<'a, Access> {
        let answer = days.first().and_then(|it| self.answer(it.day));
        let moved = answer.and_then(|it| Some((self.said.get(it.said)?.address()?, it.address?)));
        match moved {
            Some((old, new)) => Cow::Owned(answer::at_address(access, old, new)),
            None => Cow::Borrowed(access),
        }
    }
}

/// A day on its way to the ledger.
struct Counted<'a> {
    rank: usize,
    said: usize,
    day: &'a Day,
}

fn repeats(day: &Day, file: &Arc<str>) -> Repeats {
    let at = |line: u64| Provenance { file: Arc::clone(file), at: Locator::Line(line) };
    Repeats {
        count: day.count(),
        first: day.first.0,
        last: day.last,
        hours: day.hours.map(u32::from),
        from: at(day.first.1),
        topmost: at(day.topmost),
    }
}
