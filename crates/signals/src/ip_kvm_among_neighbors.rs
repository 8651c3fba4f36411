//! A hardware KVM answers by name on the laptop's network.
//!
//! ## What it sees
//! Names of machines on the local network of a company laptop that a hardware KVM is born with, such as `pikvm` or
//! `jetkvm-` and a number.
//!
//! ## Why it matters
//! The KVM's identity on USB and as a monitor can be changed from its menu. Its own name on the network is set elsewhere and
//! often left.
//!
//! ## Innocent reasons
//! A home lab; see `CARD.benign`. People in IT and labs are left out.
//!
//! ## Blind spots
//! A KVM on a network of its own, or one that was renamed; machines of which the agent learns no name.

use bonafide_model::{
    Bits, Card, Device, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::programs;

pub(crate) static CARD: Card = Card {
    id: "ip-kvm-among-neighbors",
    title: "A hardware KVM answers by name on the laptop's network",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(5.0),
    weight_from: "guess: less than a KVM on the laptop itself, which is published as near-conclusive; here it may serve another machine",
    needs: &[Need::DeviceNetworks],
    benign: &[
        "an enthusiast with a server at home",
        "somebody in the household who works in IT",
        "a shared office with a server room",
    ],
    verify: "ask which machine the KVM is for, and look at the laptop's USB devices and monitor",
    sources: &["KVMSRC", "RUNZ", "HUN26"],
    indicators: &["EPT-01"],
    attack: &["T1219.003", "T1200"],
};

/// Names that the products give themselves, as words at the start: published (KVMSRC, RUNZ).
const BORN_WITH: &[&str] = &["pikvm", "tinypilot", "jetkvm", "nanokvm", "blikvm", "glkvm"];

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people.filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let hits: Vec<(&str, &Device, &Said)> =
        programs::seen_on_company_devices(scene, persona, |fact| {
            let Fact::Neighbor { host } = fact else { return None };
            is_kvm(host).then_some(&**host)
        });
    let (host, device, first) = hits.first()?;
    let because = sentence!(
        "on the network of the work device {} a machine calls itself {}",
        device.id,
        *host
    );
    let lines = hits.iter().map(|(_, _, said)| said.from());
    Some(Finding::new(&CARD, &persona.id, because, first.from()).and(lines))
}

fn is_kvm(host: &str) -> bool {
    let word = host.split(|it: char| !it.is_ascii_alphabetic()).next().unwrap_or_default();
    BORN_WITH.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::is_kvm;

    #[test]
    fn products_are_told_from_servers_of_virtual_machines() {
        for (host, expected) in [
            ("pikvm", true),
            ("jetkvm-4f2a", true),
            ("nanokvm2", true),
            ("kvm-host", false),
            ("kvm2", false),
            ("pikvmlike", false),
        ] {
            assert_eq!(is_kvm(host), expected, "{host}");
        }
    }
}
