//! A keyboard on the work laptop is also a drive.
//!
//! ## What it sees
//! One USB device that is keyboard or pointer and mass storage at once, under the ids of a Linux gadget or of one
//! of the real keyboards whose identity KVMs borrow.
//!
//! ## Why it matters
//! KVMs bring a virtual drive with them, and a disguise as a well-known keyboard does not take it away. The real
//! keyboard has none.
//!
//! ## Innocent reasons
//! Boards and toys; see `CARD.benign`. Keyboards with card readers have ids of their own; people in IT and labs are
//! left out.
//!
//! ## Blind spots
//! The drive can be switched off, and many inventories do not give the classes of a device.

use bonafide_model::{
    Bits, Card, Device, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::{kvm, programs, surprise};

pub(crate) static CARD: Card = Card {
    id: "keyboard-that-is-also-a-drive",
    title: "A keyboard on the work laptop is also a drive",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(6.0),
    weight_from: "guess: strong once docks are left out (CHELM); the disguises are decoded from source (KVMSRC)",
    needs: &[Need::Peripherals],
    benign: &[
        "a developer board or phone in gadget mode",
        "a test rig",
        "a board that filters a mouse or reads switches for hands that shake, with its settings on a drive",
        "a rubber-ducky toy of a security enthusiast",
    ],
    verify: "ask on a call to see what is plugged in, as part of an ordinary asset check",
    sources: &["CHELM", "KVMSRC"],
    indicators: &["EPT-03"],
    attack: &["T1219.003", "T1200"],
};

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    let findings = people.filter_map(|persona| look(scene, persona)).collect();
    let is_usb = |it: &Fact| matches!(it, Fact::Usb { .. });
    surprise::weigh(findings, surprise::people_whose_devices_show(scene, is_usb))
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let mut hits: Vec<(&Device, &Said)> = Vec::new();
    for device in programs::company_devices(scene, persona) {
        let seen = kvm::keyboards_and_drives(device).into_iter();
        hits.extend(
            seen.filter(|said| programs::is_in_time_of(persona, device, said))
                .map(|said| (device, said)),
        );
    }
    let (device, first) = hits.first()?;
    let Fact::Usb { vendor_id, product_id, .. } = &first.fact else { return None };
    let ids = format!("{vendor_id:04x}:{product_id:04x}");
    let because =
        sentence!("a keyboard ({}) on the work device {} is a drive as well", ids, device.id);
    Some(
        Finding::new(&CARD, &persona.id, because, first.from())
            .and(hits.iter().map(|(_, said)| said.from())),
    )
}
