//! Forms, tests and contracts come from one other place than the claimed one.
//!
//! ## What it sees
//! Two or more doors of hiring (application, test, contract, training, job platform), over a week or more, that all see the person
//! in one region more than 300 km from every claimed place.
//!
//! ## Why it matters
//! Each of these systems is another vendor's and sees the address by itself; that they agree is no error of one table.
//!
//! ## Innocent reasons
//! A journey lasts days and not all of hiring; whoever was seen once near a claimed place, or in a second far region, is left
//! out. VPNs, rented servers and common exits do not count.
//!
//! ## Blind spots
//! An exit in the claimed place; systems that export no address.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Place, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::{hiring, places};

/// Farther than an address table errs within a region (guess).
const FAR_KM: f64 = 300.0;
/// As near as counts as the same region (guess).
const NEAR_KM: f64 = 150.0;
/// Doors that agree at least (guess); from three on the weight is whole: published (threat catalogue INT-01).
const LEAST_DOORS: usize = 2;
const DOORS: usize = 3;
/// From first to last, in days (guess): longer than most journeys of somebody who looks for work.
const LEAST_DAYS: i64 = 8;
/// What two doors weigh (guess).
const TWO_DOORS_BITS: Bits = Bits(2.0);

pub(crate) static CARD: Card = Card {
    id: "hiring-steps-agree-on-another-place",
    title: "Forms, tests and contracts come from one other place than the claimed one",
    stage: Stage::Interview,
    family: Family::Netloc,
    weight: Bits(3.5),
    weight_from: "guess: moderate from three independent systems in the threat catalogue (INT-01, ACC-14)",
    needs: &[Need::Applications],
    benign: &[
        "somebody who is about to move to the claimed place",
        "a long stay with family abroad while looking for work",
        "an address on file that is a parent's",
    ],
    verify: "ask where they live today and from when on the address on file holds",
    sources: &["DTEX24", "MS26", "SEAL"],
    indicators: &["INT-01", "ACC-14", "APP-10"],
    attack: &["T1078"],
};

/// Looks at all doors of hiring of each person.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(|it| of_persona(scene, it)).collect()
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let claims = places::claims(scene, persona);
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut doors: BTreeMap<Channel, (&Place, &Cell)> = BTreeMap::new();
    let mut first: Option<&Place> = None;
    for (key, cell) in hiring::uses(persona) {
        let Some(place) = places::telling_place(scene, key, cell) else { continue };
        let km = places::km_from_claims(&claims, place)?;
        let seen = *first.get_or_insert(place);
        if km <= FAR_KM || seen.km_apart(place).is_none_or(|it| it > NEAR_KM) {
            return None;
        }
        days.insert(key.day);
        doors.entry(key.channel).or_insert((place, cell));
    }
    if doors.len() < LEAST_DOORS || places::span_days(&days) < LEAST_DAYS {
        return None;
    }
    let names = doors.keys().map(|it| it.label()).collect::<Vec<_>>().join(", ");
    let because = sentence!(
        "{} says {}, and {} all came from {}",
        persona,
        places::claim_words(&claims),
        names,
        first?.label()
    );
    let mut lines = doors.values().map(|(_, cell)| &cell.example);
    let bits = if doors.len() < DOORS { TWO_DOORS_BITS } else { CARD.weight };
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines).weighing(bits))
}
