//! One client machine opens the virtual desktops of several workers.
//!
//! ## What it sees
//! Names and ids of the machines that connect to virtual desktops, equal for several personas; where the broker names no
//! machine, a rare public address from which several personas connect with the same client and operating system.
//!
//! ## Why it matters
//! Where work is done on one's own device, the broker is the one place that sees the device; one machine under two
//! names is one pair of hands.
//!
//! ## Innocent reasons
//! Kiosks and couples; see `CARD.benign`. Default names say nothing by their frequency, families weigh less.
//!
//! ## Blind spots
//! Brokers that do not log the client, and virtual machines cloned per persona, show nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use bonafide_model::{
    Bits, Card, Channel, Family, Finding, Need, Persona, PersonaId, Scene, Stage, TieKind,
};
use jiff::civil::Date;

use crate::sharing;

pub(crate) static CARD: Card = Card {
    id: "vdi-client-shared-by-several-workers",
    title: "One client machine opens the virtual desktops of several workers",
    stage: Stage::VirtualDesktop,
    family: Family::Share,
    weight: Bits(8.0),
    weight_from: "guess: published as near-conclusive across names (MSDX25)",
    needs: &[Need::VirtualDesktops],
    benign: &[
        "a shared kiosk or thin client",
        "a couple with one computer",
        "a default machine name",
    ],
    verify: "ask each worker, separately, which machine they work on",
    sources: &["MSDX25"],
    indicators: &["VDI-03"],
    attack: &["T1078"],
};

/// Brokers that name the client machine, by the start of their sources' ids.
const BROKERS: &[&str] = &["azure_virtual_desktop", "citrix_monitor", "windows_event_log"];
/// Days on which a client is seen at an address, below which it is a visit (guess).
const LEAST_DAYS: usize = 2;
/// One rare address with one kind of client is less than one machine by its id (guess).
const SAME_CLIENT_BITS: Bits = Bits(6.0);

/// Address, operating system and kind of a client.
type Client<'a> = (IpAddr, Option<&'a str>, Option<&'a str>);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let machines = sharing::telling(scene, persona, TieKind::ClientMachine).into_iter();
    let machines =
        machines.filter(|tie| sharing::is_from(persona, tie, BROKERS)).collect::<Vec<_>>();
    if let Some(finding) = sharing::finding(&CARD, persona, &machines) {
        return Some(finding);
    }
    let own = clients(persona);
    let has_client_of = |id: &PersonaId| {
        scene.linked.personas.get(id).is_some_and(|it| !own.is_disjoint(&clients(it)))
    };
    let addresses = sharing::telling(scene, persona, TieKind::Egress).into_iter();
    let addresses = addresses
        .filter(|tie| !own.is_empty() && has_client_of(tie.other(&persona.id)))
        .collect::<Vec<_>>();
    let finding = sharing::finding(&CARD, persona, &addresses)?;
    let bits = Bits(finding.bits.0.min(SAME_CLIENT_BITS.0));
    Some(finding.weighing(bits))
}

/// Clients of virtual desktops that were seen at an address on some days.
fn clients(persona: &Persona) -> BTreeSet<Client<'_>> {
    let mut days: BTreeMap<Client, BTreeSet<Date>> = BTreeMap::new();
    for (key, _) in persona.footprint.through(Channel::VirtualDesktop) {
        if let Some(ip) = key.ip {
            days.entry((ip, key.os.as_deref(), key.client.as_deref())).or_default().insert(key.day);
        }
    }
    days.into_iter()
        .filter(|(_, days)| days.len() >= LEAST_DAYS)
        .map(|(client, _)| client)
        .collect()
}
