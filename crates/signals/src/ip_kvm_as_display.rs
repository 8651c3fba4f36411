//! The laptop's monitor is a hardware KVM, or another worker's monitor at the same time.
//!
//! ## What it sees
//! Displays whose identity is that of a hardware KVM; copies of real monitors that KVMs offer as a disguise, told
//! by their serial number; and one monitor serial number on the laptops of several remote workers in one and the same
//! time.
//!
//! ## Why it matters
//! A KVM has to be a monitor as well. Two laptops far apart cannot have the very same one.
//!
//! ## Innocent reasons
//! Careless makers; see `CARD.benign`. Serial numbers on many devices, placeholder numbers, people who come to an
//! office, and monitors that were sold or handed on, seen first here and then there, are left out for the last rule.
//!
//! ## Blind spots
//! The identity of the display can be changed, and management systems seldom export it.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Device, Fact, Family, Finding, KvmDisplay, Need, Persona, PersonaId, Provenance,
    Said, Scene, Span, Stage, WorkPlace, sentence,
};

use crate::{kvm, programs};

pub(crate) static CARD: Card = Card {
    id: "ip-kvm-as-display",
    title: "The laptop's monitor is a hardware KVM, or another worker's at the same time",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(9.0),
    weight_from: "guess: published as near-conclusive of remote control (ATTACK); identities decoded from the products' sources (KVMSRC)",
    needs: &[Need::Peripherals],
    benign: &[
        "an enthusiast with a home lab",
        "a monitor that goes to and fro between two who share it",
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
/// Who has it, from when to when, with the line.
type Seen<'a> = BTreeMap<&'a PersonaId, (Span, &'a Provenance)>;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let shared = shared_monitors(scene);
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
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
        "one monitor, by its serial number, is on the laptops of {} remote workers at the same time",
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

/// Monitors on the laptops of several personas in one and the same time, none of whom is known to come to an office. Without
/// times, a monitor that was handed on cannot be told from one in two places.
fn shared_monitors<'a>(scene: &Scene<'a>) -> BTreeMap<Monitor<'a>, Seen<'a>> {
    let mut res: BTreeMap<Monitor, Seen> = BTreeMap::new();
    for persona in scene.personas() {
        let devices = programs::company_devices(scene, persona).into_iter();
        for said in devices.filter(|it| it.holders.len() == 1).flat_map(|it| &it.said) {
            let (Some(monitor), Some(first), Some(last)) =
                (monitor(&said.fact), said.first(), said.last())
            else {
                continue;
            };
            let seen = res.entry(monitor).or_default();
            let (span, _) = seen.entry(&persona.id).or_insert(((first, last), said.from()));
            *span = (span.0.min(first), span.1.max(last));
        }
    }
    let is_remote = |id: &PersonaId| scene.linked.personas.get(id).is_some_and(is_remote);
    res.retain(|_, seen| {
        let is_of_few = (2..=MOST_DEVICES).contains(&seen.len());
        let all_remote = seen.keys().all(|id| is_remote(id));
        let spans: Vec<Span> = seen.values().map(|(span, _)| *span).collect();
        seen.retain(|_, (span, _)| spans.iter().filter(|it| overlap(*span, **it)).count() > 1);
        is_of_few && all_remote && seen.len() > 1
    });
    res
}

/// A display by which two laptops would have one and the same.
fn monitor(fact: &Fact) -> Option<Monitor<'_>> {
    let Fact::Display { manufacturer: Some(maker), serial: Some(serial), .. } = fact else {
        return None;
    };
    let is_issued =
        serial.len() >= LEAST_SERIAL_LETTERS && &**serial != UNSET_SERIAL && !is_one_letter(serial);
    is_issued.then_some((maker, serial))
}

fn overlap(a: Span, b: Span) -> bool {
    a.0.max(b.0) <= a.1.min(b.1)
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
