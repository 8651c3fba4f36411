//! The laptop is awake day and night and has known one network only.
//!
//! ## What it sees
//! Check-ins of a company device on at least thirty days, all from one network; on most of the days it speaks in twenty hours
//! of the day or more.
//!
//! ## Why it matters
//! A laptop in a rack is never closed, never carried and never switched off.
//!
//! ## Innocent reasons
//! A docked laptop that is set not to sleep; see `CARD.benign`. Where many devices do it, it is a policy and does not count;
//! people in IT are left out.
//!
//! ## Blind spots
//! Inventories that keep the last check-in only; laptops that may sleep and are woken over the KVM.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Channel, Device, DeviceId, Family, Finding, Need, Persona, Scene, Stage,
    sentence, value,
};
use jiff::civil::Date;

use crate::{programs, surprise::Frequency};

pub(crate) static CARD: Card = Card {
    id: "laptop-on-one-network-day-and-night",
    title: "The laptop is awake day and night and has known one network only",
    stage: Stage::Shipping,
    family: Family::Remctl,
    weight: Bits(1.0),
    weight_from: "guess: weak to moderate in the threat catalogue (SHP-06); docked laptops do it too",
    needs: &[Need::Devices],
    benign: &[
        "a docked laptop that is set not to sleep",
        "long computations over night",
        "somebody who never takes the laptop out of the house",
    ],
    verify: "nothing by itself; ask to see the desk as part of an ordinary asset check if more points there",
    sources: &["HUN26"],
    indicators: &["SHP-06"],
    attack: &["T1219.003"],
};

/// Days without which it is a project (guess).
const LEAST_DAYS: usize = 30;
/// Hours of a day in which a laptop that sleeps at night does not speak (guess).
const LEAST_HOURS: usize = 20;
/// Share of the days on which it speaks in so many hours, in percent (guess).
const LEAST_PERCENT: usize = 80;

/// Days on which the device was awake around the clock.
type Nights<'a> = BTreeMap<Date, &'a Cell>;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let devices = scene.linked.devices.values();
    let sleepless: BTreeMap<&DeviceId, Nights> =
        devices.filter_map(|it| Some((&it.id, nights(it)?))).collect();
    let watched = scene.linked.devices.values().filter(|it| days(it).len() >= LEAST_DAYS).count();
    let frequency = Frequency::of_devices(sleepless.len(), watched);
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people.filter_map(|persona| frequency.weigh(look(scene, persona, &sleepless)?)).collect()
}

fn look(
    scene: &Scene,
    persona: &Persona,
    sleepless: &BTreeMap<&DeviceId, Nights>,
) -> Option<Finding> {
    let devices = programs::company_devices(scene, persona).into_iter();
    let mut devices = devices.filter(|it| it.holders.len() == 1);
    let (device, nights) = devices.find_map(|device| Some((device, sleepless.get(&device.id)?)))?;
    let because = sentence!(
        "the work device {} was awake around the clock on {} days and was never on another network",
        device.id,
        nights.len()
    );
    let mut lines = nights.values().map(|it| &it.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

fn days(device: &Device) -> BTreeSet<Date> {
    device.footprint.through(Channel::Device).map(|(key, _)| key.day).collect()
}

/// The days, if the device was awake on nearly all of them and on one network on all.
fn nights(device: &Device) -> Option<Nights<'_>> {
    let mut networks = BTreeSet::new();
    let mut hours: BTreeMap<Date, (BTreeSet<usize>, &Cell)> = BTreeMap::new();
    for (key, cell) in device.footprint.through(Channel::Device) {
        networks.extend(key.ip.map(value::network_key));
        let (seen, _) = hours.entry(key.day).or_insert_with(|| (BTreeSet::new(), cell));
        seen.extend((0..24).filter(|hour| cell.hours[*hour] > 0));
    }
    let n_days = hours.len();
    let nights: Nights = hours
        .into_iter()
        .filter(|(_, (seen, _))| seen.len() >= LEAST_HOURS)
        .map(|(day, (_, cell))| (day, cell))
        .collect();
    let is_rack =
        n_days >= LEAST_DAYS && networks.len() == 1 && nights.len() * 100 >= n_days * LEAST_PERCENT;
    is_rack.then_some(nights)
}
