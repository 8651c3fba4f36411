//! The laptop's monitor is a hardware KVM.
//!
//! ## What it sees
//! Displays whose identity is that of a hardware KVM; copies of real monitors that KVMs offer as a disguise, told
//! by their serial number; and one monitor serial number on the laptops of several remote workers.
//!
//! ## Why it matters
//! A KVM has to be a monitor as well. Two laptops far apart cannot have the very same one.
//!
//! ## Innocent reasons
//! Passed-on monitors and careless makers; see `CARD.benign`. Serial numbers on many devices, placeholder numbers
//! and people who come to an office are left out for the last rule.
//!
//! ## Blind spots
//! The identity of the display can be changed, and management systems seldom export it.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Device, DeviceId, Fact, Family, Finding, KvmDisplay, Need, Persona, PersonaId,
    Provenance, Said, Scene, Stage, WorkPlace, sentence,
};

use crate::{kvm, programs};

pub(crate) static CARD: Card = Card {
    id: "ip-kvm-as-display",
    title: "The laptop's monitor is a hardware KVM",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(9.0),
    weight_from: "guess: published as near-conclusive of remote control (ATTACK); identities decoded from the products' sources (KVMSRC)",
    needs: &[Need::Peripherals],
    benign: &[
        "an enthusiast with a home lab",
        "a monitor that passed from one worker to another",
        "a maker that gives one serial number to many monitors",
    ],
    verify: "ask on a call to see the desk and the monitor's label, as part of an ordinary asset check",
    sources: &["ATTACK", "KVMSRC", "HUN26"],
    indicators: &["EPT-02"],
    attack: &["T1219.003", "T1200"],
};

/// One serial number on more devices than this is a maker's habit (guess).
const MOST_DEVICES: usize = 4;
/// Serial numbers shorter than this are counted and not issued (guess).
const LEAST_SERIAL_LETTERS: usize = 6;
/// `0x01010101`, the number that makers leave in when they set none: published (KVMSRC, EDID of real monitors).
const UNSET_SERIAL: &str = "16843009";
/// For one monitor on several laptops (guess).
const SAME_MONITOR_BITS: Bits = Bits(5.0);

/// Maker and serial number of a monitor.
type Monitor<'a> = (&'a str, &'a str);
/// Who has it, with the line.
type Seen<'a> = BTreeMap<&'a PersonaId, (&'a DeviceId, &'a Provenance)>;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let shared = shared_monitors(scene);
    let people = scene.personas().filter(|it| !it.is_it_or_lab());
    people.filter_map(|it| listed(scene, it).or_else(|| same_monitor(it, &shared))).collect()
}

/// A display that is listed.
fn listed(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let mut hits: Vec<(&KvmDisplay, &Device, &Said)> = Vec::new();
    for device in programs::company_devices(scene, persona) {
        let seen = device.said.iter().filter(|said| programs::is_in_time_of(persona, device, said));
        hits.extend(
            seen.filter_map(|said| Some((kvm::on_display(scene.lists, &said.fact)?, device, said))),
        );
    }
    let (row, device, first) = hits.first()?;
    let because = if row.is_disguise {
        sentence!(
            "the monitor of {} has the serial number of a disguise of {}",
            device.id,
            row.device
        )
    } else {
        sentence!("the monitor of {} names itself as {}, a hardware KVM", device.id, row.device)
    };
    Some(
        Finding::new(&CARD, &persona.id, because, first.from())
            .and(hits.iter().map(|(_, _, said)| said.from())),
    )
}

/// A monitor that another remote worker's laptop has as well.
fn same_monitor(persona: &Persona, shared: &BTreeMap<Monitor, Seen>) -> Option<Finding> {
    let (_, seen) = shared.iter().find(|(_, seen)| seen.contains_key(&persona.id))?;
    let (_, first) = seen.get(&persona.id)?;
    let others = seen.keys().copied().filter(|it| **it != persona.id);
    let because = sentence!(
        "one monitor, by its serial number, is on the laptops of {} remote workers",
        seen.len()
    );
    let lines = seen.values().map(|(_, line)| *line);
    Some(
        Finding::new(&CARD, &persona.id, because, first)
            .and(lines)
            .weighing(SAME_MONITOR_BITS)
            .with(others),
    )
}

/// Monitors on the laptops of several personas, none of whom is known to come to an office.
fn shared_monitors<'a>(scene: &Scene<'a>) -> BTreeMap<Monitor<'a>, Seen<'a>> {
    let mut res: BTreeMap<Monitor, Seen> = BTreeMap::new();
    for persona in scene.personas() {
        for device in
            programs::company_devices(scene, persona).into_iter().filter(|it| it.holders.len() == 1)
        {
            for said in &device.said {
                let Fact::Display { manufacturer: Some(maker), serial: Some(serial), .. } =
                    &said.fact
                else {
                    continue;
                };
                if serial.len() >= LEAST_SERIAL_LETTERS
                    && &**serial != UNSET_SERIAL
                    && !is_one_letter(serial)
                {
                    res.entry((maker, serial))
                        .or_default()
                        .insert(&persona.id, (&device.id, said.from()));
                }
            }
        }
    }
    let is_remote = |id: &PersonaId| scene.linked.personas.get(id).is_some_and(is_remote);
    res.retain(|_, seen| {
        (2..=MOST_DEVICES).contains(&seen.len()) && seen.keys().all(|id| is_remote(id))
    });
    res
}

fn is_remote(persona: &Persona) -> bool {
    persona.said.iter().any(|it| it.fact == Fact::WorksAt(WorkPlace::Remote))
        && !persona
            .said
            .iter()
            .any(|it| matches!(it.fact, Fact::WorksAt(WorkPlace::Office | WorkPlace::Hybrid)))
}

fn is_one_letter(serial: &str) -> bool {
    serial.chars().all(|it| serial.starts_with(it))
}
