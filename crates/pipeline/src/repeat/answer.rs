//! What the full reader answered to a line, and how often lines that get the same answer were met since.

use std::sync::Arc;

use bonafide_model::{Fact, Locator, Provenance, Reading, Repeats, Statement};
use jiff::Timestamp;

use crate::account::Account;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A repeatable answer.
#[derive(Debug)]
pub(super) struct Answer {
    said: Said,
    days: Vec<Day>,
}

/// What lines of one key say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// These, each at the time of the line or without a time.
    Statements(Vec<Statement>),
    /// Nothing, for a reason.
    Nothing(&'static str),
}

/// The lines of one UTC day.
#[derive(Debug)]
struct Day {
    /// Days since 1970.
    number: i64,
    count: u32,
    first: (Timestamp, u64),
    last: Timestamp,
    topmost: u64,
    hours: [u32; 24],
}

impl Said {
    /// The answer without its time, and the time; `None` if it holds more than one time or an end of its own, so that it
    /// can't be said again at another time.
    pub(super) fn of(reading: Reading) -> Option<(Self, Option<Timestamp>)> {
        let mut statements = match reading {
            Reading::PassOver(why) => return Some((Self::Nothing(why), None)),
            Reading::Says(statements) => statements,
        };
        let mut time = None;
        for statement in &mut statements {
            let mut at = statement.at;
            if let Fact::Access(access) = &mut statement.fact {
                if access.until.is_some() || at.is_some_and(|it| it != access.at) {
                    return None;
                }
                at = Some(access.at);
                access.at = Timestamp::UNIX_EPOCH;
                statement.at = at;
            }
            if let Some(at) = at {
                if time.is_some_and(|it| it != at) {
                    return None;
                }
                time = Some(at);
                statement.at = Some(Timestamp::UNIX_EPOCH);
            }
        }
        Some((Self::Statements(statements), time))
    }
}

impl Answer {
    /// An answer that no line was counted for yet.
    pub(super) fn new(said: Said) -> Self {
        Self { said, days: Vec::new() }
    }

    /// Counts a line. The time of a line whose answer has none is of no account.
    pub(super) fn count(&mut self, at: Timestamp, line: u64) {
        let second = at.as_second();
        let number = second.div_euclid(DAY);
        // Files are nearly in order of time, so the last day is the one as a rule.
        let day = match self.days.iter().rposition(|it| it.number == number) {
            Some(idx) => self.days.get_mut(idx),
            None => {
                self.days.push(Day {
                    number,
                    count: 0,
                    first: (at, line),
                    last: at,
                    topmost: line,
                    hours: [0; 24],
                });
                self.days.last_mut()
            }
        };
        let Some(day) = day else { return };
        day.count += 1;
        day.first = day.first.min((at, line));
        day.last = day.last.max(at);
        day.topmost = day.topmost.min(line);
        let hour = usize::try_from(second.rem_euclid(DAY) / HOUR).unwrap_or(0);
        if let Some(n) = day.hours.get_mut(hour) {
            *n += 1;
        }
    }

    /// Number of days that are counted one by one.
    pub(super) fn n_days(&self) -> usize {
        self.days.len()
    }

    /// Hands everything counted so far over and begins anew.
    pub(super) fn settle(&mut self, file: &Arc<str>, account: &mut Account) {
        let days = std::mem::take(&mut self.days);
        let at = |line: u64| Provenance { file: Arc::clone(file), at: Locator::Line(line) };
        match &self.said {
            Said::Nothing(why) => {
                let count = days.iter().map(|it| u64::from(it.count)).sum();
                if count > 0 {
                    account.pass_over(why, count);
                }
            }
            Said::Statements(statements) => {
                let repeats: Vec<Repeats> = days
                    .into_iter()
                    .map(|it| Repeats {
                        count: it.count,
                        first: it.first.0,
                        last: it.last,
                        hours: it.hours,
                        from: at(it.first.1),
                        topmost: at(it.topmost),
                    })
                    .collect();
                account.enter_repeats(statements, &repeats);
            }
        }
    }
}
