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

use std::{collections::BTreeSet, sync::Arc};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Software, SoftwareKind, Stage,
    sentence,
};

use crate::{kvm, surprise::Frequencies};

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

/// For one that is reported in this scheme (guess).
const REPORTED_BITS: Bits = Bits(3.0);

/// A listed device, and whether it is reported in this scheme.
type Listed<'a> = (&'a str, bool);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let known = Frequencies::of_people(scene.personas().filter_map(|persona| {
        let mut devices = shown(persona).peekable();
        devices.peek()?;
        Some(devices.filter_map(|(name, _)| Some(listed(scene, name)?.0)).collect())
    }));
    scene.personas().filter_map(|persona| look(scene, persona, &known)).collect()
}

fn look(scene: &Scene, persona: &Persona, known: &Frequencies<&str>) -> Option<Finding> {
    let hits = shown(persona).filter_map(|(name, said)| Some((listed(scene, name)?, said)));
    let hits =
        hits.filter(|((name, _), _)| !known.get(name).is_common(CARD.weight)).collect::<Vec<_>>();
    let (_, first) = hits.first()?;
    let names = hits
        .iter()
        .map(|((name, _), _)| *name)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
        .join(", ");
    let because = sentence!("meetings name {} as camera or microphone", names);
    let finding = Finding::new(&CARD, &persona.id, because, first.from())
        .and(hits.iter().map(|(_, said)| said.from()));
    let bits = if hits.iter().any(|((_, is_reported), _)| *is_reported) {
        REPORTED_BITS
    } else {
        CARD.weight
    };
    known.rarest(hits.iter().map(|((name, _), _)| name)).weigh(finding.weighing(bits))
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
