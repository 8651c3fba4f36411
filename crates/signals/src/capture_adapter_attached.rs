//! An HDMI capture adapter is plugged into the work laptop.
//!
//! ## What it sees
//! USB devices on company laptops that are in the shipped list of HDMI capture adapters; used as the camera of a
//! meeting it weighs more.
//!
//! ## Why it matters
//! In one published case a capture adapter fed the picture of another machine into calls.
//!
//! ## Innocent reasons
//! Hobby and conference kit; see `CARD.benign`. People in IT and labs are left out.
//!
//! ## Blind spots
//! An adapter on the other end of the cable, at the operator's machine, is not seen.

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::{kvm, programs, surprise};

pub(crate) static CARD: Card = Card {
    id: "capture-adapter-attached",
    title: "An HDMI capture adapter is plugged into the work laptop",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(2.0),
    weight_from: "guess: streamers and conference rooms own them; moderate only in company",
    needs: &[Need::Peripherals],
    benign: &[
        "streaming or video as a hobby",
        "conference equipment",
        "a camera with HDMI output as webcam",
    ],
    verify: "ask what the adapter is for",
    sources: &["HUN26"],
    indicators: &["EPT-04"],
    attack: &["T1219.003"],
};

/// When a meeting names it as the camera (guess).
const IN_MEETING_BITS: Bits = Bits(3.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    let findings = people.filter_map(|persona| look(scene, persona)).collect();
    let is_usb = |it: &Fact| matches!(it, Fact::Usb { .. });
    surprise::weigh(findings, surprise::people_whose_devices_show(scene, is_usb))
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let hits = programs::seen_on_company_devices(scene, persona, |fact| {
        Some(kvm::capture_on_usb(scene.lists, fact)?.device.as_str())
    });
    let (name, device, first) = hits.first()?;
    let because =
        sentence!("{}, a capture adapter, is plugged into the work device {}", *name, device.id);
    let finding = Finding::new(&CARD, &persona.id, because, first.from())
        .and(hits.iter().map(|(_, _, said)| said.from()));
    let cameras =
        persona.find(|it| if let Fact::MeetingDevice(name) = it { Some(name) } else { None });
    let in_meetings = cameras
        .filter(|(name, _)| kvm::capture_by_text(scene.lists, name).is_some())
        .collect::<Vec<_>>();
    if in_meetings.is_empty() {
        return Some(finding);
    }
    Some(finding.and(in_meetings.iter().map(|(_, said)| said.from())).weighing(IN_MEETING_BITS))
}
