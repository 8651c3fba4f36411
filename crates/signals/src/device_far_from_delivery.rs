//! The work device stays far from where it was delivered and from every claimed place.
//!
//! ## What it sees
//! Public addresses of company devices, compared with the places of delivery and with home and declared workplace.
//! On at least ten days, and most days, the device is more than 300 km from all of them.
//!
//! ## Why it matters
//! In a published case a laptop sent to New York ran in London. A laptop that is sent on tells of a facilitator.
//!
//! ## Innocent reasons
//! Travel and agreed stays; see `CARD.benign`. VPNs, rented servers and common exits are left out; a device near a
//! claimed place is quiet, wherever it was picked up. Where the devices of many stay far from where they were sent, as those of
//! a team that works on a customer's site, it weighs less or nothing.
//!
//! ## Blind spots
//! A laptop that stays at the delivery address and is driven from afar is where it should be.

use bonafide_model::{
    AddressPurpose, Bits, Card, Fact, Family, Finding, Need, ParcelStep, Persona, Place, Said,
    Scene, Stage, sentence,
};

use crate::{device_days::Days, places, surprise};

pub(crate) static CARD: Card = Card {
    id: "device-far-from-delivery",
    title: "The work device stays far from where it was delivered and from every claimed place",
    stage: Stage::Shipping,
    family: Family::Ship,
    weight: Bits(5.0),
    weight_from: "guess: strong in the catalogue if it lasts beyond ten working days",
    needs: &[Need::Devices, Need::Shipments],
    benign: &[
        "travel in the first weeks",
        "an agreed stay elsewhere that is not in the exports",
        "a laptop that a relative brought along",
    ],
    verify: "ask the worker where the device is, and for a photograph of its serial number beside a dated page",
    sources: &["SEED", "RF26", "FBI24"],
    indicators: &["SHP-04"],
    attack: &["T1078"],
};

/// Farther than an address table errs within a region (guess).
const FAR_KM: f64 = 300.0;
/// Days from which it is no journey: published (threat catalogue SHP-04).
const LEAST_DAYS: usize = 10;
/// Weight where the device first was as many days where it had been sent: a move that nobody has written down, or a laptop that was
/// sent on. Guess.
const MOVED_BITS: Bits = Bits(2.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let mut looked_at = Vec::new();
    for persona in scene.personas() {
        let deliveries = deliveries(scene, persona);
        if deliveries.is_empty() {
            continue;
        }
        let days = days(scene, persona, &deliveries);
        if days.n() >= LEAST_DAYS {
            looked_at.push((persona, look(persona, &days, &deliveries)));
        }
    }
    surprise::weigh_people(looked_at)
}

fn days<'a>(scene: &'a Scene, persona: &Persona, deliveries: &[(&Place, &Said)]) -> Days<'a> {
    let mut expected = places::claims(scene, persona);
    expected.extend(deliveries.iter().cloned());
    Days::of(scene, persona, |_, place| Some(places::km_from_claims(&expected, place)? > FAR_KM))
}

fn look(persona: &Persona, days: &Days<'_>, deliveries: &[(&Place, &Said)]) -> Option<Finding> {
    if !days.are_mostly_far(LEAST_DAYS) {
        return None;
    }
    let Days { near, far } = days;
    let because = sentence!(
        "the device was delivered to {}, but on {} days it is far from there and from every claimed place, mostly at {}",
        places::claim_words(deliveries),
        far.len(),
        places::usual_place(far.values().map(|(place, _)| *place))
    );
    let (_, (_, first)) = far.first_key_value()?;
    let more = far
        .values()
        .map(|(_, cell)| &cell.example)
        .chain(deliveries.iter().map(|(_, said)| said.from()));
    let finding = Finding::new(&CARD, &persona.id, because, &first.example).and(more);
    let n_before = near.iter().filter(|day| far.keys().all(|it| it > *day)).count();
    Some(if n_before >= LEAST_DAYS { finding.weighing(MOVED_BITS) } else { finding })
}

/// Where parcels were delivered or collected; without tracking, where they were to go.
fn deliveries<'a>(scene: &'a Scene, persona: &'a Persona) -> Vec<(&'a Place, &'a Said)> {
    let arrived = persona.find(|it| {
        let Fact::Parcel { step: ParcelStep::Delivered | ParcelStep::Collected, place, .. } = it
        else {
            return None;
        };
        place.as_ref()
    });
    let arrived = arrived
        .filter_map(|(place, said)| Some((scene.place_of(place)?, said)))
        .collect::<Vec<_>>();
    if !arrived.is_empty() {
        return arrived;
    }
    let to = persona.addresses_for(AddressPurpose::ShipTo);
    to.filter_map(|(address, said)| Some((scene.place_of(address)?, said))).collect()
}
