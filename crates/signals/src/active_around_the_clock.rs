//! The account hardly ever rests.
//!
//! ## What it sees
//! Stretches of activity between pauses of five hours. Over at least ten stretches, one in ten is longer than
//! sixteen hours; days without a pause count as stretches of a day each.
//!
//! ## Why it matters
//! Several people who work one account in turns leave no night.
//!
//! ## Innocent reasons
//! Sync and jobs; see `CARD.benign`. Device check-ins do not count; nor do telephones, which renew their sessions by
//! themselves, nor code from rented servers, where build machines push it.
//!
//! ## Blind spots
//! Shifts that leave five hours free look like one diligent person.

use bonafide_model::{
    Bits, Card, Cell, CellKey, Channel, Family, Finding, Need, NetworkKind, Persona, Scene, Stage,
    sentence,
};

use crate::{clients, clock, places, surprise};

pub(crate) static CARD: Card = Card {
    id: "active-around-the-clock",
    title: "The account hardly ever rests",
    stage: Stage::Conduct,
    family: Family::Work,
    weight: Bits(1.5),
    weight_from: "guess: weak; sync and automatic jobs explain most",
    needs: &[Need::SignIns],
    benign: &[
        "a mail program that syncs all night",
        "automatic jobs under the person's account",
        "a crunch before a release",
    ],
    verify: "look at which clients are active at night, before asking anybody",
    sources: &["SEAL"],
    indicators: &["CON-02"],
    attack: &[],
};

/// A pause that can be sleep (guess).
const PAUSE_HOURS: i64 = 5;
/// Longer than one person is awake and at work, again and again: published as a pattern; the figure is the catalogue's (CON-02).
const LONG_HOURS: i64 = 16;
/// Stretches without which the tenth longest says nothing (guess).
const LEAST_STRETCHES: usize = 10;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let all = scene.personas().filter_map(|persona| {
        let mut stretches = stretches(&clock::active_hours(by_hand(scene, persona)));
        stretches.sort_unstable();
        (stretches.len() >= LEAST_STRETCHES).then_some((persona, stretches))
    });
    let all = all.collect::<Vec<_>>();
    let findings = all.iter().filter_map(|(persona, stretches)| look(scene, persona, stretches));
    surprise::weigh(findings.collect(), all.len())
}

/// Uses for which somebody sat at a computer, as far as that can be told.
fn by_hand<'a>(
    scene: &'a Scene<'_>,
    persona: &'a Persona,
) -> impl Iterator<Item = (&'a CellKey, &'a Cell)> {
    let is_job = |key: &CellKey| {
        let kind = places::network(scene, key).kind;
        key.channel == Channel::Code && matches!(kind, NetworkKind::Hosting | NetworkKind::Cloud)
    };
    persona.footprint.human().filter(move |(key, _)| !is_job(key) && !clients::is_mobile(key))
}

/// Looks at the lengths of the days, shortest first.
fn look(scene: &Scene, persona: &Persona, stretches: &[i64]) -> Option<Finding> {
    let tenth_longest = stretches[stretches.len() - 1 - stretches.len() / 10];
    if tenth_longest <= LONG_HOURS {
        return None;
    }
    let n_long = stretches.iter().filter(|it| **it > LONG_HOURS).count();
    let because = sentence!(
        "{} of {} days go on for more than {} hours without a pause of {}",
        n_long,
        stretches.len(),
        LONG_HOURS,
        PAUSE_HOURS
    );
    let mut lines = by_hand(scene, persona).map(|(_, cell)| &cell.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

/// Lengths in hours of what lies between pauses; what is longer than a day is cut into days.
fn stretches(active_hours: &[i64]) -> Vec<i64> {
    let runs = active_hours.chunk_by(|a, b| b - a <= PAUSE_HOURS);
    let lengths = runs.filter_map(|run| Some(run.last()? - run.first()? + 1));
    lengths
        .flat_map(|hours| {
            let days = (hours / 24).max(0).unsigned_abs() as usize;
            std::iter::repeat_n(24, days).chain((hours % 24 > 0).then_some(hours % 24))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::stretches;

    #[test]
    fn a_night_divides_and_a_day_without_one_is_cut() {
        assert_eq!(stretches(&[9, 12, 16, 33, 36]), [8, 4]);
        let without_rest = (0..50).collect::<Vec<_>>();
        assert_eq!(stretches(&without_rest), [24, 24, 2]);
        assert!(stretches(&[]).is_empty());
    }
}
