//! A meeting names a virtual camera or a voice changer as the device.
//!
//! ## What it sees
//! Cameras, microphones and speakers named in meetings that are in the shipped lists of virtual cameras, voice
//! changers and capture adapters, and that few here use.
//!
//! ## Why it matters
//! Another face, or the screen of another machine, comes into a call as a camera.
//!
//! ## Innocent reasons
//! Streaming and effects; see `CARD.benign`. What a tenth of those who meet uses is left out.
//!
//! ## Blind spots
//! Meeting services export device names in few accounts; a program can show any name.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Software, SoftwareKind, Stage,
    sentence,
};

use crate::kvm;

pub(crate) static CARD: Card = Card {
    id: "virtual-camera-in-meeting",
    title: "A meeting names a virtual camera or a voice changer as the device",
    stage: Stage::Interview,
    family: Family::Remctl,
    weight: Bits(1.5),
    weight_from: "guess: common for some programs; one that is reported in this scheme, or a capture adapter, says more",
    needs: &[Need::Meetings],
    benign: &[
        "streaming and teaching",
        "backgrounds and effects",
        "hearing aids and other accessibility audio",
    ],
    verify: "ask for one call with the camera of the computer itself",
    sources: &["SPLUNK25", "SW24", "HUN26"],
    indicators: &["INT-03"],
    attack: &["T1656"],
};

/// Users from which a device may be common here (guess).
const COMMON_PERSONAS: usize = 5;
/// And is, at this share of those whose devices are known, in percent (guess).
const COMMON_PERCENT: usize = 10;
/// For one that is reported in this scheme (guess).
const REPORTED_BITS: Bits = Bits(3.0);

/// A listed device, and whether it is reported in this scheme.
type Listed<'a> = (&'a str, bool);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let mut users: BTreeMap<&str, usize> = BTreeMap::new();
    let mut n_known = 0;
    for persona in scene.personas() {
        let mut devices = shown(persona).peekable();
        n_known += usize::from(devices.peek().is_some());
        for name in
            devices.filter_map(|(name, _)| Some(listed(scene, name)?.0)).collect::<BTreeSet<_>>()
        {
            *users.entry(name).or_default() += 1;
        }
    }
    users.retain(|_, n| *n >= COMMON_PERSONAS && *n * 100 >= n_known * COMMON_PERCENT);
    scene.personas().filter_map(|persona| look(scene, persona, &users)).collect()
}

fn look(scene: &Scene, persona: &Persona, common: &BTreeMap<&str, usize>) -> Option<Finding> {
    let hits = shown(persona).filter_map(|(name, said)| Some((listed(scene, name)?, said)));
    let hits = hits.filter(|((name, _), _)| !common.contains_key(name)).collect::<Vec<_>>();
    let (_, first) = hits.first()?;
    let names = hits
        .iter()
        .map(|((name, _), _)| *name)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
        .join(", ");
    let because = sentence!("meetings name {} as camera or microphone, uncommon here", names);
    let finding = Finding::new(&CARD, &persona.id, because, first.from())
        .and(hits.iter().map(|(_, said)| said.from()));
    Some(if hits.iter().any(|((_, is_reported), _)| *is_reported) {
        finding.weighing(REPORTED_BITS)
    } else {
        finding
    })
}

fn shown(persona: &Persona) -> impl Iterator<Item = (&Arc<str>, &Said)> {
    persona.find(|it| if let Fact::MeetingDevice(name) = it { Some(name) } else { None })
}

fn listed<'a>(scene: &Scene<'a>, shown: &str) -> Option<Listed<'a>> {
    let is_replacement = |it: &&Software| {
        matches!(it.kind, SoftwareKind::VirtualCamera | SoftwareKind::VoiceChanger)
    };
    let software = scene
        .lists
        .software_by_text(shown)
        .filter(is_replacement)
        .map(|it| (it.name.as_str(), it.is_reported));
    software.or_else(|| Some((kvm::capture_by_text(scene.lists, shown)?.device.as_str(), true)))
}
