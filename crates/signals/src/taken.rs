//! What somebody took with them before a day: repositories, files, by name.

use std::collections::BTreeMap;

use bonafide_model::{DataAction, Fact, GitAction, Said};
use jiff::Timestamp;

use crate::clock::days_between;

/// Times the own norm from which it is unusual (guess).
const TIMES_NORM: f64 = 5.0;
/// Days of history without which there is no norm (guess).
const LEAST_HISTORY_DAYS: f64 = 60.0;

/// The repository that was copied.
pub(crate) fn repository(fact: &Fact) -> Option<&str> {
    let Fact::Git { action: GitAction::Cloned | GitAction::Downloaded, repository } = fact else {
        return None;
    };
    Some(repository)
}

/// What was done to a file, and its name.
pub(crate) fn file(fact: &Fact) -> Option<(DataAction, &str)> {
    let Fact::Data { action, object: Some(object) } = fact else { return None };
    // Mail that is forwarded names where it goes, and no file.
    (*action != DataAction::ForwardingSet).then_some((*action, &**object))
}

/// What was taken in the last days before a day, and what is usual.
pub(crate) struct Taken<'a> {
    /// Everything of the last days, by name.
    pub(crate) lately: BTreeMap<&'a str, &'a Said>,
    /// How many of them for the first time.
    pub(crate) fresh: usize,
    /// How many new ones are usual in as many days; `None` without enough history.
    norm: Option<f64>,
}

impl<'a> Taken<'a> {
    /// Of named things, in the last days before a day, which is named by its midnight and counts.
    pub(crate) fn before(
        day: Timestamp,
        last_days: f64,
        things: impl Iterator<Item = (&'a str, &'a Said)>,
    ) -> Self {
        let is_last = |at: Timestamp| (-1.0..=last_days).contains(&days_between(at, day));
        let mut first_taken: BTreeMap<&str, Timestamp> = BTreeMap::new();
        let mut lately: BTreeMap<&str, &Said> = BTreeMap::new();
        for (name, said) in things {
            let (Some(first), Some(last)) = (said.first(), said.last()) else { continue };
            let known = first_taken.entry(name).or_insert(first);
            *known = first.min(*known);
            if is_last(last) {
                lately.entry(name).or_insert(said);
            }
        }
        let fresh = first_taken.values().filter(|first| is_last(**first)).count();
        let earlier = first_taken.values().filter(|first| days_between(**first, day) > last_days);
        let history_days =
            earlier.clone().min().map_or(0.0, |first| days_between(*first, day) - last_days);
        let norm = earlier.count() as f64 * last_days / history_days.max(last_days);
        Self { lately, fresh, norm: (history_days >= LEAST_HISTORY_DAYS).then_some(norm) }
    }

    /// Whether at least `some` are new, and far more than the person's own norm.
    pub(crate) fn is_unusual(&self, some: usize) -> bool {
        let fresh = self.fresh as f64;
        self.fresh >= some && self.norm.is_some_and(|norm| fresh >= TIMES_NORM * norm)
    }

    /// Whether `many` were taken, most of them new: much for anybody.
    pub(crate) fn is_much(&self, many: usize) -> bool {
        self.lately.len() >= many && self.fresh * 2 >= self.lately.len()
    }
}
