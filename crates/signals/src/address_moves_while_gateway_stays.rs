//! The laptop's public address goes back and forth between far places, and its router stays the same.
//!
//! ## What it sees
//! Company laptops that stood behind one router all the time, seen there on ten days or more, while their public addresses, in
//! networks of homes and phones, changed between two places more than 500 km apart, there, back and there again, with five days in
//! each.
//!
//! ## Why it matters
//! A router stands where the laptop stands. If the public address moves without it, the traffic leaves somewhere else: through a
//! tunnel on the router that ends in other people's homes.
//!
//! ## Innocent reasons
//! Routers move house with their owner, once; see `CARD.benign`. VPNs that are known as such, rented servers and common exits have
//! signals of their own and are left out here.
//!
//! ## Blind spots
//! Needs an agent that reports the router. A laptop whose router was reported seldom is not judged.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Cell, Device, Fact, Family, Finding, Need, Persona, Place, Said, Scene, Stage,
    sentence, value::utc_day,
};
use jiff::civil::Date;

use crate::{places, programs};

pub(crate) static CARD: Card = Card {
    id: "address-moves-while-gateway-stays",
    title: "The laptop's public address goes back and forth between far places, and its router stays the same",
    stage: Stage::Endpoint,
    family: Family::Netloc,
    weight: Bits(2.0),
    weight_from: "guess: moderate to strong in the threat catalogue (EPT-20), less because travel routers travel",
    needs: &[Need::DeviceNetworks, Need::Devices],
    benign: &[
        "a travel router that goes along on every journey",
        "a second line by a mobile provider that lets its customers out far away",
        "a telephone that lends its network on journeys",
    ],
    verify: "ask whether the router travels or tunnels, and for one week on another access",
    sources: &["RF26"],
    indicators: &["EPT-20"],
    attack: &["T1090"],
};

/// Farther than address tables err, or a provider lets its customers out in another town (guess).
const FAR_KM: f64 = 500.0;
/// Sightings of the router (guess).
const LEAST_SIGHTINGS: u64 = 10;
/// Days in each of the two places (guess).
const LEAST_DAYS: usize = 5;
/// Changes between them: there, back and there again is no move (guess).
const LEAST_CHANGES: usize = 3;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let devices = programs::company_devices(scene, persona);
    devices.into_iter().find_map(|device| {
        let router = only_router(device)?;
        let days = days_behind(scene, device, router)?;
        let (here, there) = far_apart(&days)?;
        let because = sentence!(
            "the work device {} stands behind one router all the time, and its public address changes between {} and {}",
            device.id,
            here.label(),
            there.label()
        );
        let lines = days.values().map(|(_, cell)| &cell.example);
        Some(Finding::new(&CARD, &persona.id, because, router.from()).and(lines))
    })
}

/// The router of a device that was never seen behind another.
fn only_router(device: &Device) -> Option<&Said> {
    let mut routers = device.said.iter().filter(|it| matches!(it.fact, Fact::Gateway { .. }));
    let router = routers.next().filter(|it| it.sighting.count >= LEAST_SIGHTINGS)?;
    routers.next().is_none().then_some(router)
}

/// Where the public address was on each day from the first to the last sighting of the router.
fn days_behind<'a>(
    scene: &'a Scene,
    device: &'a Device,
    router: &Said,
) -> Option<BTreeMap<Date, (&'a Place, &'a Cell)>> {
    let (first, last) = (utc_day(router.first()?), utc_day(router.last()?));
    let mut days = BTreeMap::new();
    for (key, cell) in &device.footprint.cells {
        if key.day < first || key.day > last || !places::is_access(scene, key) {
            continue;
        }
        if let Some(place) = places::telling_place(scene, key, cell) {
            days.entry(key.day).or_insert((place, cell));
        }
    }
    Some(days)
}

/// The first place and one far from it, if the days go to and fro between the two.
fn far_apart<'a>(days: &BTreeMap<Date, (&'a Place, &'a Cell)>) -> Option<(&'a Place, &'a Place)> {
    let (here, _) = *days.values().next()?;
    let is_far = |it: &Place| here.km_apart(it).is_some_and(|km| km > FAR_KM);
    let (there, _) = *days.values().find(|(place, _)| is_far(place))?;
    let sides = days.values().map(|(place, _)| is_far(place)).collect::<Vec<_>>();
    let n_far = sides.iter().filter(|it| **it).count();
    let changes = sides.windows(2).filter(|it| it[0] != it[1]).count();
    let is_each_long = n_far >= LEAST_DAYS && sides.len() - n_far >= LEAST_DAYS;
    (is_each_long && changes >= LEAST_CHANGES).then_some((here, there))
}
