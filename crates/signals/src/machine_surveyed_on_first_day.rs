//! On its first day somebody had the laptop describe itself.
//!
//! ## What it sees
//! At least three different programs that describe a machine and its connection, run within a day of the laptop's enrollment.
//!
//! ## Why it matters
//! In recorded sessions the operator's first steps were to ask the machine what it is, who is signed in and how fast the line
//! is: somebody who has never seen it.
//!
//! ## Innocent reasons
//! Setup scripts and curiosity; see `CARD.benign`. Where many laptops show it, a script does it; people in IT are left out.
//!
//! ## Blind spots
//! The same questions asked in the settings, by mouse.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, Device, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::{clock::hours_between, programs, surprise::Frequency};

pub(crate) static CARD: Card = Card {
    id: "machine-surveyed-on-first-day",
    title: "On its first day somebody had the laptop describe itself",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(1.0),
    weight_from: "guess: weak; curious people do it too (EPT-16)",
    needs: &[Need::Programs, Need::Devices],
    benign: &[
        "a developer who looks at the new machine",
        "a setup script",
        "a call with the help desk about a slow line",
    ],
    verify: "nothing by itself; read it beside remote-control programs of the same day",
    sources: &["ANY25"],
    indicators: &["EPT-16"],
    attack: &["T1082", "T1033"],
};

/// Programs that describe a machine, lower case: published (ANY25) and their like on other systems (from memory).
const SURVEYS: &[&str] = &[
    "dxdiag.exe",
    "ipconfig.exe",
    "msinfo32.exe",
    "speedtest",
    "speedtest.exe",
    "system_profiler",
    "systeminfo.exe",
    "whoami",
    "whoami.exe",
];
/// Different ones that are no accident (guess).
const LEAST: usize = 3;
/// The first day: published (ANY25, first session).
const FIRST_HOURS: f64 = 24.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let devices = scene.linked.devices.values();
    let reporting = devices.filter(|it| programs::of(it).next().is_some()).collect::<Vec<_>>();
    let n_surveyed = reporting.iter().filter(|it| surveys(it).len() >= LEAST).count();
    let frequency = Frequency::of_devices(n_surveyed, reporting.len());
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people.filter_map(|persona| frequency.weigh(look(scene, persona)?)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let devices = programs::company_devices(scene, persona).into_iter();
    let (device, seen) = devices.filter(|it| it.holders.len() == 1).find_map(|device| {
        let seen = surveys(device);
        (seen.len() >= LEAST).then_some((device, seen))
    })?;
    let names = seen.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let because = sentence!("on its first day {} ran on the work device {}", names, device.id);
    let mut lines = seen.iter().map(|(_, said)| said.from());
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

/// The different programs of the first day.
fn surveys(device: &Device) -> Vec<(&str, &Said)> {
    let Some(since) = device.since() else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let runs =
        device.find(|it| if let Fact::Ran(program) = it { Some(&*program.name) } else { None });
    let first_day = runs.filter(|(name, said)| {
        let is_early = said
            .first()
            .is_some_and(|at| (-FIRST_HOURS..=FIRST_HOURS).contains(&hours_between(since, at)));
        is_early && SURVEYS.contains(name)
    });
    // `whoami` and `whoami.exe` are one.
    first_day.filter(|(name, _)| seen.insert(name.trim_end_matches(".exe"))).collect()
}
