//! A hardware KVM is plugged into the work laptop.
//!
//! ## What it sees
//! USB devices on company laptops whose ids and strings are those of a hardware KVM in the shipped list.
//!
//! ## Why it matters
//! A KVM lets somebody elsewhere type, point and see as if they sat at the laptop, and leaves no program behind.
//!
//! ## Innocent reasons
//! Home labs and benches; see `CARD.benign`. People in IT and labs are left out, and so is hardware that server
//! rooms and honest desks share.
//!
//! ## Blind spots
//! The ids can be changed in the menu of most products; see the signals on displays and on keyboards that are
//! drives.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::{kvm, programs};

pub(crate) static CARD: Card = Card {
    id: "ip-kvm-on-usb",
    title: "A hardware KVM is plugged into the work laptop",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(9.0),
    weight_from: "guess: published as near-conclusive of remote control on a remote worker's laptop (HUN26)",
    needs: &[Need::Peripherals],
    benign: &["an enthusiast with a home lab", "a repair bench", "a device lent to IT or a lab"],
    verify: "ask on a call to see the cables at the laptop, as part of an ordinary asset check",
    sources: &["HUN26", "GTIG24", "U42", "ATTACK", "KVMSRC"],
    indicators: &["EPT-01"],
    attack: &["T1219.003", "T1200"],
};

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene
        .personas()
        .filter(|it| !scene.is_it_or_lab(it))
        .filter_map(|persona| look(scene, persona))
        .collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let hits = programs::seen_on_company_devices(scene, persona, |fact| {
        Some(kvm::on_usb(scene.lists, fact)?.device.as_str())
    });
    let (name, device, first) = hits.first()?;
    let because =
        sentence!("{}, a hardware KVM, is plugged into the work device {}", *name, device.id);
    Some(
        Finding::new(&CARD, &persona.id, because, first.from())
            .and(hits.iter().map(|(_, _, said)| said.from())),
    )
}
