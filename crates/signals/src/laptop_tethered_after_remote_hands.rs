//! The laptop was put on a cable as a KVM arrived, and never moved again.
//!
//! ## What it sees
//! In this order: a wireless network, then within a day of each other a hardware KVM and a cable, and after that
//! day no other network.
//!
//! ## Why it matters
//! This is how a laptop goes into the rack: unpacked on home Wi-Fi, KVM plugged in, cabled, left there.
//!
//! ## Innocent reasons
//! A permanent desk without a KVM is not seen here at all; see `CARD.benign`. People in IT and labs are left out.
//!
//! ## Blind spots
//! Needs times of networks and of USB devices from one endpoint agent.

use bonafide_model::{
    Bits, Card, Device, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::{clock::hours_between, kvm, programs};

pub(crate) static CARD: Card = Card {
    id: "laptop-tethered-after-remote-hands",
    title: "The laptop was put on a cable as a KVM arrived, and never moved again",
    stage: Stage::Shipping,
    family: Family::Remctl,
    weight: Bits(9.0),
    weight_from: "guess: published as near-conclusive with a KVM (HUN26)",
    needs: &[Need::DeviceNetworks, Need::Peripherals],
    benign: &["an enthusiast who sets up a permanent desk with a home lab"],
    verify: "ask on a call to see the desk, as part of an ordinary asset check",
    sources: &["HUN26"],
    indicators: &["SHP-05"],
    attack: &["T1219.003", "T1200"],
};

/// Hours within which the cable follows the KVM or the other way around: published (HUN26: fifteen minutes to hours).
const TOGETHER_HOURS: f64 = 24.0;

/// The three lines of the story.
struct RackDay<'a> {
    wireless: &'a Said,
    remote_hands: &'a Said,
    wired: &'a Said,
}

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene
        .personas()
        .filter(|it| !scene.is_it_or_lab(it))
        .filter_map(|persona| look(scene, persona))
        .collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let devices = programs::company_devices(scene, persona);
    let (device, day) =
        devices.into_iter().find_map(|device| Some((device, rack_day(scene, device)?)))?;
    if !programs::is_in_time_of(persona, device, day.wired) {
        return None;
    }
    let because = sentence!(
        "the work device {} went from Wi-Fi to a cable within a day of a hardware KVM, and joined no other network since",
        device.id
    );
    let more = [day.remote_hands.from(), day.wireless.from()];
    Some(Finding::new(&CARD, &persona.id, because, day.wired.from()).and(more))
}

fn rack_day<'a>(scene: &Scene, device: &'a Device) -> Option<RackDay<'a>> {
    let joined = || {
        device
            .find(|it| if let Fact::Joined { is_wired, .. } = it { Some(*is_wired) } else { None })
    };
    let earliest = |wanted: bool| {
        joined()
            .filter(move |(is_wired, said)| *is_wired == wanted && said.first().is_some())
            .map(|(_, said)| said)
            .min_by_key(|it| it.first())
    };
    let (wireless, wired) = (earliest(false)?, earliest(true)?);
    let hands =
        kvm::remote_hands(scene.lists, device).into_iter().filter(|it| it.first().is_some());
    let remote_hands = hands.min_by_key(|it| it.first())?;
    let (unpacked, cabled, plugged) = (wireless.first()?, wired.first()?, remote_hands.first()?);
    let is_in_order = unpacked < cabled
        && unpacked <= plugged
        && hours_between(plugged, cabled).abs() <= TOGETHER_HOURS;
    let moved_since = joined().any(|(_, said)| {
        said.fact != wired.fact
            && said.last().is_some_and(|it| hours_between(cabled, it) > TOGETHER_HOURS)
    });
    (is_in_order && !moved_since).then_some(RackDay { wireless, remote_hands, wired })
}
