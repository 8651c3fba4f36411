//! All steps of hiring came from one region, and the work comes from another that nobody has on file.
//!
//! ## What it sees
//! At least two days of hiring (application, test, contract, job platform), all in one region, and in the first three months at
//! least ten days of work, nine in ten of them in one region more than 500 km away and far from every claimed place.
//!
//! ## Why it matters
//! Whoever is hired and whoever works are one person in one place, unless one was hired and another works. It needs no address on
//! file, so it also sees contractors of whom there is none.
//!
//! ## Innocent reasons
//! People move for a job; see `CARD.benign`. Whoever told it, or was seen near home at work, is left out, and so is what agencies
//! sent in. VPNs, rented servers and common exits do not count.
//!
//! ## Blind spots
//! An exit in the region of the hiring; hiring by telephone and mail, which leaves no address.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Place, Scene, Stage, sentence,
    value::utc_day,
};
use jiff::civil::Date;

use crate::{clients, hiring, places};

pub(crate) static CARD: Card = Card {
    id: "hired-in-one-place-works-in-another",
    title: "All steps of hiring came from one region, and the work comes from another that nobody has on file",
    stage: Stage::Interview,
    family: Family::Netloc,
    weight: Bits(2.5),
    weight_from: "guess: as hiring steps that agree on another place, less because people move for a job",
    needs: &[Need::Applications, Need::SignIns, Need::Assessments],
    benign: &[
        "somebody who moved for the job and told nobody yet",
        "an application from a journey or from family",
        "a contractor who works from a customer's site",
    ],
    verify: "ask where they live and since when, and who took part in the hiring conversations",
    sources: &["SP26", "FLARE26", "RF26"],
    indicators: &["INT-01", "3PT-03"],
    attack: &["T1078"],
};

/// Farther than address tables err within a region (guess).
const FAR_KM: f64 = 500.0;
/// As near as counts as the same region (guess).
const NEAR_KM: f64 = 150.0;
/// Days of hiring, and of work (guess).
const LEAST_HIRING_DAYS: usize = 2;
const LEAST_WORK_DAYS: usize = 10;
/// Days of work of which this many in a hundred are in the one region (guess).
const LEAST_PERCENT: usize = 90;
/// How long after the last step of hiring the work is looked at, in days (guess).
const MOST_DAYS_AFTER: i64 = 100;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    if hiring::is_sent_by_agency(persona) {
        return None;
    }
    let start = utc_day(persona.hired()?.0);
    let steps = steps(scene, persona, start)?;
    let (hired_at, _) = *steps.first()?;
    let worked = work(scene, persona, start);
    let (works_at, _) = worked
        .iter()
        .map(|(_, stay)| *stay)
        .find(|(place, _)| hired_at.km_apart(place).is_some_and(|km| km > FAR_KM))?;
    let near = worked
        .iter()
        .filter(|(_, (place, _))| works_at.km_apart(place).is_some_and(|km| km <= NEAR_KM));
    let near = near.map(|(day, _)| *day).collect::<BTreeSet<_>>();
    let days = worked.iter().map(|(day, _)| *day).collect::<BTreeSet<_>>();
    let claims = places::claims(scene, persona);
    let is_claimed = places::km_from_claims(&claims, works_at).is_some_and(|km| km <= FAR_KM);
    let is_steady = places::percent(near.len(), days.len()) >= LEAST_PERCENT;
    if is_claimed || !is_steady || near.len() < LEAST_WORK_DAYS {
        return None;
    }
    let because = sentence!(
        "{} was hired from {} and works from {} on {} of the first {} days seen",
        persona,
        hired_at.label(),
        works_at.label(),
        near.len(),
        days.len()
    );
    let mut lines = steps.iter().chain(worked.iter().map(|(_, stay)| stay)).map(|it| &it.1.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

/// A place with what shows it.
type Stay<'a> = (&'a Place, &'a Cell);

/// Steps of hiring before the first day, if they all came from one region.
fn steps<'a>(scene: &'a Scene, persona: &'a Persona, start: Date) -> Option<Vec<Stay<'a>>> {
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut res: Vec<Stay> = Vec::new();
    for (key, cell) in hiring::uses(persona).filter(|(key, _)| key.day < start) {
        let is_step = key.channel != Channel::Training;
        let place = places::telling_place(scene, key, cell).filter(|_| is_step);
        let Some(place) = place else { continue };
        let first = res.first().map_or(place, |it| it.0);
        if first.km_apart(place).is_none_or(|km| km > NEAR_KM) {
            return None;
        }
        days.insert(key.day);
        res.push((place, cell));
    }
    (days.len() >= LEAST_HIRING_DAYS).then_some(res)
}

/// Work of the first months, by day.
fn work<'a>(scene: &'a Scene, persona: &'a Persona, start: Date) -> Vec<(Date, Stay<'a>)> {
    let is_early = |day: Date| {
        day >= start && start.until(day).is_ok_and(|it| i64::from(it.get_days()) <= MOST_DAYS_AFTER)
    };
    let uses = persona.footprint.human().filter(|(key, _)| {
        places::is_work(key.channel) && !clients::is_mobile(key) && is_early(key.day)
    });
    let seen = uses.filter_map(|(key, cell)| {
        Some((key.day, (places::telling_place(scene, key, cell)?, cell)))
    });
    seen.collect()
}
