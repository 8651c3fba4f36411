//! How often each answer was given, day by day, until it goes to the ledger.

use std::{borrow::Cow, collections::HashMap, net::IpAddr, sync::Arc};

use bonafide_model::{Access, Locator, Provenance, Repeats, Statement, Subject};
use jiff::Timestamp;

use super::{
    answer::{self, Said},
    day::{Day, Moment},
};
use crate::account::Account;

/// Number of an answer in a tally.
pub(super) type AnswerId = u32;

/// Answers, and the lines to which they were given.
#[derive(Debug, Default)]
pub(super) struct Tally {
    said: Vec<Said>,
    answers: Vec<Answer>,
    /// In the order in which they were met: those of one day lie together, since files are nearly in order of time.
    days: Vec<Day>,
    /// Where each day stands; made when the first line goes back to a day between others. Looked up only.
    places: Option<HashMap<(AnswerId, i32), usize, foldhash::fast::RandomState>>,
    /// Where the days stand that were counted last to answers that are being counted; kept for its memory.
    lately: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Answer {
    /// Which of what was said.
    said: usize,
    /// The address in the place of the one with which it was said.
    address: Option<IpAddr>,
    /// Where the day stands that was counted last.
    last: usize,
    /// The earliest and the latest day counted so far.
    span: (i32, i32),
}

impl Answer {
    fn new(said: usize, address: Option<IpAddr>) -> Self {
        Self { said, address, last: usize::MAX, span: NO_SPAN }
    }

    /// The same, as if it had never been counted.
    fn uncounted(&self) -> Self {
        Self::new(self.said, self.address)
    }
}

/// Before the first day, after the last.
const NO_SPAN: (i32, i32) = (i32::MAX, i32::MIN);

impl Tally {
    /// A new answer, to which no line is counted yet.
    pub(super) fn enter(&mut self, said: Said) -> AnswerId {
        self.said.push(said);
        self.push(Answer::new(self.said.len() - 1, None))
    }

    /// A new answer: what another says, at another address.
    pub(super) fn enter_elsewhere(&mut self, like: AnswerId, address: IpAddr) -> Option<AnswerId> {
        let said = self.answers.get(usize::try_from(like).ok()?)?.said;
        Some(self.push(Answer::new(said, Some(address))))
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

    /// Counts lines, of each its answer and time; the first stands at that place. The time of a line whose answer has none is of
    /// no account.
    #[inline]
    pub(super) fn count_all(&mut self, lines: &[(AnswerId, Timestamp)], first: u64) {
        let mut places = std::mem::take(&mut self.lately);
        places.clear();
        // One step for all lines and then the next, so that none waits for the memory of the one before.
        for (id, _) in lines {
            let answer = usize::try_from(*id).ok().and_then(|it| self.answers.get(it));
            places.push(answer.map_or(usize::MAX, |it| it.last));
        }
        for (number, ((id, at), place)) in (first..).zip(lines.iter().zip(&places)) {
            let line = Moment::new(*at, number);
            let is_counted = self.days.get_mut(*place).is_some_and(|it| it.take(line));
            if !is_counted {
                self.count(*id, *at, number);
            }
        }
        self.lately = places;
    }

    /// Counts a line.
    pub(super) fn count(&mut self, id: AnswerId, at: Timestamp, line: u64) {
        let line = Moment::new(at, line);
        let Some(day) = self.day(id, line) else { return };
        if !day.take(line) {
            self.close_day(id, line.day);
            if let Some(next) = self.day(id, line) {
                next.take(line);
            }
        }
    }

    /// The day of an answer, a new one if need be.
    #[inline]
    fn day(&mut self, id: AnswerId, line: Moment) -> Option<&mut Day> {
        let (at, number) = (usize::try_from(id).ok()?, line.day);
        let answer = self.answers.get_mut(at)?;
        if self.days.get(answer.last).is_none_or(|it| it.number != number) {
            let (earliest, latest) = answer.span;
            answer.span = (earliest.min(number), latest.max(number));
            let is_outside = number < earliest || number > latest;
            let known = if is_outside { None } else { self.place(id, number) };
            let place = known.unwrap_or(self.days.len());
            if known.is_none() {
                let (first, last) = ((line.at, line.line), line.at);
                let (answer, topmost, hours) = (id, line.line, [0; 24]);
                self.days.push(Day { first, last, topmost, answer, number, hours });
                if let Some(places) = &mut self.places {
                    places.insert((id, number), place);
                }
            }
            self.answers.get_mut(at)?.last = place;
        }
        self.days.get_mut(self.answers.get(at)?.last)
    }

    /// Where a day between others stands, if it was counted before.
    fn place(&mut self, id: AnswerId, number: i32) -> Option<usize> {
        let all = || self.days.iter().zip(0..).map(|(it, place)| ((it.answer, it.number), place));
        self.places.get_or_insert_with(|| all().collect()).get(&(id, number)).copied()
    }

    /// The next line of that day begins another, which stands in its place from then on.
    fn close_day(&mut self, id: AnswerId, number: i32) {
        let Some(day) = self.day_of(id).filter(|it| it.number == number) else { return };
        let next = Day { hours: [0; 24], ..day.clone() };
        let place = self.days.len();
        self.days.push(next);
        if let Some(places) = &mut self.places {
            places.insert((id, number), place);
        }
        let answer = usize::try_from(id).ok().and_then(|it| self.answers.get_mut(it));
        if let Some(answer) = answer {
            answer.last = place;
        }
    }

    /// The day of an answer that was counted last.
    fn day_of(&self, id: AnswerId) -> Option<&Day> {
        self.days.get(self.answers.get(usize::try_from(id).ok()?)?.last)
    }

    /// Takes over what another tally has counted. `ours` gives the number of its answers in this one; answers without one are new.
    pub(super) fn absorb(&mut self, other: Self, ours: &HashMap<AnswerId, AnswerId>) {
        let n_said = self.said.len();
        self.said.extend(other.said);
        let mut ids = Vec::with_capacity(other.answers.len());
        for (theirs, answer) in (0..).zip(other.answers) {
            ids.push(match ours.get(&theirs) {
                Some(id) => *id,
                None => self.push(Answer::new(n_said + answer.said, answer.address)),
            });
        }
        // Their days stand beside ours, and are added to them on the way to the ledger.
        let id = |theirs: &Day| usize::try_from(theirs.answer).ok().and_then(|it| ids.get(it));
        let days = other.days.into_iter();
        self.days.extend(days.filter_map(|it| Some(Day { answer: *id(&it)?, ..it })));
    }

    /// A tally with the same answers, to which no line is counted yet.
    pub(super) fn beside(&self) -> Self {
        let answers = self.answers.iter().map(Answer::uncounted).collect();
        Self { said: self.said.clone(), answers, ..Self::default() }
    }

    /// Hands everything counted so far over; the answers stay. An account adds up to the same in whatever order, but footprints
    /// grow cheapest when everything of one subject comes together.
    pub(super) fn settle(&mut self, file: &Arc<str>, account: &mut Account) {
        self.places = None;
        self.answers.iter_mut().for_each(|it| *it = it.uncounted());
        let ranks = self.ranks();
        let days = std::mem::take(&mut self.days);
        let counted = days.iter().filter_map(|day| {
            let said = self.answer(day.answer)?.said;
            let order = (*ranks.get(said)?, said, day.answer, day.number);
            Some(Counted { order, day })
        });
        let mut order: Vec<Counted<'_>> = counted.collect();
        order.sort_unstable_by_key(|it| it.order);
        for of_subject in order.chunk_by(|a, b| a.order.0 == b.order.0) {
            self.settle_subject(of_subject, file, account);
        }
    }

    /// For each thing said the rank of its subject among all.
    fn ranks(&self) -> Vec<usize> {
        let subjects: Vec<Option<&Subject>> = self.said.iter().map(Said::subject).collect();
        let mut order = subjects.clone();
        order.sort_unstable();
        order.dedup();
        subjects.iter().map(|it| order.partition_point(|other| other < it)).collect()
    }

    fn settle_subject(&self, days: &[Counted<'_>], file: &Arc<str>, account: &mut Account) {
        let mut parts: Vec<(&[Statement], Vec<AnswerId>, Vec<Repeats>)> = Vec::new();
        for of_said in days.chunk_by(|a, b| a.order.1 == b.order.1) {
            match of_said.first().and_then(|it| self.said.get(it.order.1)) {
                None => {}
                Some(Said::Statements(statements)) => {
                    let (answers, repeats) = repeats(of_said, file);
                    parts.push((statements, answers, repeats));
                }
                Some(Said::Nothing(why)) => {
                    let count = of_said.iter().map(|it| u64::from(it.day.count())).sum();
                    account.pass_over(why, count);
                }
            }
        }
        let mut uses: Vec<(&Subject, Cow<'_, Access>, &[Repeats])> = Vec::new();
        for (statements, answers, repeats) in &parts {
            account.count_repeats(statements, repeats);
            let is_no_use = |it: &&Statement| it.fact.as_access().is_none();
            account.ledger.fold_repeats(statements.iter().filter(is_no_use), repeats);
            for statement in *statements {
                let Some(access) = statement.fact.as_access() else { continue };
                let mut rest = repeats.as_slice();
                for of_answer in answers.chunk_by(|a, b| a == b) {
                    let (own, next) = rest.split_at_checked(of_answer.len()).unwrap_or_default();
                    rest = next;
                    let access = self.at_address(access, of_answer.first().copied());
                    uses.push((&statement.subject, access, own));
                }
            }
        }
        account.ledger.fold_uses(uses.iter().map(|it| (it.0, &*it.1, it.2)).collect());
    }

    fn answer(&self, id: AnswerId) -> Option<&Answer> {
        self.answers.get(usize::try_from(id).ok()?)
    }

    /// A use as an answer says it.
    fn at_address<'a>(&self, access: &'a Access, id: Option<AnswerId>) -> Cow<'a, Access> {
        let answer = id.and_then(|it| self.answer(it));
        let moved = answer.and_then(|it| Some((self.said.get(it.said)?.address()?, it.address?)));
        match moved {
            Some((old, new)) => Cow::Owned(answer::at_address(access, old, new)),
            None => Cow::Borrowed(access),
        }
    }
}

/// A day on its way to the ledger.
struct Counted<'a> {
    /// Rank of the subject, what is said, answer and number of the day: beside the day, so that sorting looks at no day.
    order: (usize, usize, AnswerId, i32),
    day: &'a Day,
}

/// Days in order of answer and number, for each the answer and all its lines together.
fn repeats(days: &[Counted<'_>], file: &Arc<str>) -> (Vec<AnswerId>, Vec<Repeats>) {
    let at = |line: u64| Provenance { file: Arc::clone(file), at: Locator::Line(line) };
    let (mut answers, mut res) = (Vec::with_capacity(days.len()), Vec::with_capacity(days.len()));
    for parts in days.chunk_by(|a, b| a.order == b.order) {
        let Some((Counted { day, .. }, others)) = parts.split_first() else { continue };
        let (mut first, mut last, mut topmost) = (day.first, day.last, day.topmost);
        let mut hours = day.hours.map(u32::from);
        for Counted { day, .. } in others {
            first = first.min(day.first);
            last = last.max(day.last);
            topmost = topmost.min(day.topmost);
            hours.iter_mut().zip(day.hours).for_each(|(all, it)| *all += u32::from(it));
        }
        let (count, from, topmost) = (hours.iter().sum(), at(first.1), at(topmost));
        answers.push(day.answer);
        res.push(Repeats { count, first: first.0, last, hours, from, topmost });
    }
    (answers, res)
}

#[cfg(test)]
mod tests {
    use bonafide_model::{Channel, Fact, RecordKey, Statement, value::Email};

    use super::*;
    use crate::repeat::day::DAY;

    fn said(name: &str) -> Said {
        let subject = Subject::Record(RecordKey::new("t", name));
        let at = Some(Timestamp::UNIX_EPOCH);
        let mut access = Access::new(Channel::SignIn, Timestamp::UNIX_EPOCH);
        access.ip = Some("192.0.2.1".parse().unwrap());
        let mailbox = Email::parse("ada@corp.example").unwrap();
        let facts =
            [Fact::Email(mailbox, bonafide_model::EmailUse::Work), Fact::Access(Box::new(access))];
        Said::Statements(facts.map(|fact| Statement { subject: subject.clone(), fact, at }).into())
    }

    fn settled(mut tally: Tally) -> String {
        let mut account = Account::default();
        tally.settle(&"t.ndjson".into(), &mut account);
        format!("{:#?}", account.close(crate::unopened("t.ndjson".into(), String::new())))
    }

    /// Lines of two people over some days, forth and back.
    fn lines() -> Vec<(usize, Timestamp, u64)> {
        let second = |n: i64| 1_767_225_600 + (n * 7919 % 11) * DAY + n * 60 % DAY;
        let line = |n: i64| (n, Timestamp::from_second(second(n)).unwrap());
        let lines = (0..2000).map(line);
        lines.map(|(n, at)| (usize::from(n % 3 == 0), at, n.unsigned_abs() + 1)).collect()
    }

    fn entered() -> (Tally, [AnswerId; 2]) {
        let mut tally = Tally::default();
        let ids = ["ada", "bob"].map(|it| tally.enter(said(it)));
        (tally, ids)
    }

    #[test]
    fn the_order_of_lines_and_who_counts_them_change_nothing() {
        let (mut all, ids) = entered();
        let (mut backwards, _) = entered();
        let (mut first, _) = entered();
        let (mut second, _) = entered();
        for (who, at, line) in lines() {
            all.count(ids[who], at, line);
            let part = if line / 100 % 2 == 0 { &mut first } else { &mut second };
            part.count(ids[who], at, line);
        }
        for (who, at, line) in lines().into_iter().rev() {
            backwards.count(ids[who], at, line);
        }
        // One answer is known to be the same, the other is found out when it is told.
        first.absorb(second, &HashMap::from([(ids[0], ids[0])]));
        let expected = settled(all);
        assert_eq!(settled(backwards), expected);
        assert_eq!(settled(first), expected);
    }

    #[test]
    fn an_hour_may_have_more_lines_than_a_small_number_holds() {
        let (mut tally, [id, _]) = entered();
        let at = Timestamp::from_second(1_767_225_600).unwrap();
        for line in 1..=200_000 {
            tally.count(id, at, line);
        }
        assert!(tally.n_days() <= 4);
        let told = settled(tally);
        assert!(told.contains("records: 200000,") && told.contains("count: 200000,"), "{told}");
    }

    #[test]
    fn an_answer_elsewhere_says_the_same_at_its_own_address() {
        let (mut tally, [id, other]) = entered();
        let at = Timestamp::from_second(1_767_225_600).unwrap();
        let elsewhere = tally.enter_elsewhere(id, "198.51.100.7".parse().unwrap()).unwrap();
        tally.count(elsewhere, at, 1);
        tally.count(other, at, 2);
        let told = settled(tally);
        assert!(told.contains("198.51.100.7") && told.contains("192.0.2.1"), "{told}");
        assert!(told.contains("records: 2,"), "{told}");
    }
}
