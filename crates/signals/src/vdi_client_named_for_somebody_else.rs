//! The virtual desktop is opened from a machine that is another worker's or another firm's by its name.
//!
//! ## What it sees
//! Names of client machines that brokers and gateways log. One bears first and last name of another worker and none of the
//! person's own, or follows the asset naming of another organization.
//!
//! ## Why it matters
//! The machine at the far end is the one thing that a worker on a virtual desktop does not set up anew for every persona.
//!
//! ## Innocent reasons
//! Borrowed computers; see `CARD.benign`. A family's computer shares a part of the name with the person and does not count;
//! people in IT are left out.
//!
//! ## Blind spots
//! Default names; brokers that do not log the client.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, DeviceKey, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::{brokers, hosts, names};

pub(crate) static CARD: Card = Card {
    id: "vdi-client-named-for-somebody-else",
    title: "The virtual desktop is opened from a machine that is another worker's or another firm's by its name",
    stage: Stage::VirtualDesktop,
    family: Family::Share,
    weight: Bits(4.0),
    weight_from: "guess: strong for another persona in the threat catalogue (VDI-07), less because a name is but a name",
    needs: &[Need::VirtualDesktops],
    benign: &[
        "a computer borrowed from a colleague for a day",
        "a second-hand laptop of a former employer that was never renamed",
        "two people of one name",
    ],
    verify: "ask on which computer the virtual desktop is opened, and whose it is",
    sources: &["SEED", "MSDX25"],
    indicators: &["VDI-07", "CON-08"],
    attack: &["T1078"],
};

/// For a name that only shows another organization (guess).
const ORGANIZATION_BITS: Bits = Bits(2.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let own = own_organizations(scene);
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people
        .filter_map(|it| of_another_worker(scene, it).or_else(|| of_another_firm(it, &own)))
        .collect()
}

fn of_another_worker(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let (other, said) = machines(persona).find_map(|(host, said)| {
        let is_own = persona.names().any(|(name, _)| hosts::names(host, name));
        let named = |other: &&Persona| other.names().any(|(name, _)| hosts::names(host, name));
        let others = scene.personas().filter(|it| !is_own && is_stranger(it, persona));
        Some((others.into_iter().find(named)?, said))
    })?;
    let because = sentence!(
        "{} opens the virtual desktop from a machine that bears the name of {}",
        persona,
        other
    );
    Some(Finding::new(&CARD, &persona.id, because, said.from()).with([&other.id]))
}

fn of_another_firm(persona: &Persona, own: &BTreeSet<&str>) -> Option<Finding> {
    let (firm, said) = machines(persona).find_map(|(host, said)| {
        Some((hosts::organization(host).filter(|it| !own.contains(it))?, said))
    })?;
    let because = sentence!(
        "{} opens the virtual desktop from a machine that is named as one of another organization, {}",
        persona,
        firm
    );
    let finding = Finding::new(&CARD, &persona.id, because, said.from());
    Some(finding.weighing(ORGANIZATION_BITS))
}

fn machines(persona: &Persona) -> impl Iterator<Item = (&str, &Said)> {
    brokers::machines(persona).filter(|(host, _)| !brokers::is_made_up(host))
}

/// Whether the two share no part of their names, as families do.
fn is_stranger(a: &Persona, b: &Persona) -> bool {
    let tokens = |it: &Persona| -> BTreeSet<String> {
        it.names().flat_map(|(name, _)| name.tokens().iter().cloned()).collect()
    };
    names::differ(a, b) && tokens(a).is_disjoint(&tokens(b))
}

/// How this organization names its own machines.
fn own_organizations<'a>(scene: &Scene<'a>) -> BTreeSet<&'a str> {
    let keys = scene.linked.devices.values().flat_map(|it| &it.keys);
    keys.filter_map(|key| match key {
        DeviceKey::Host(host) => hosts::organization(host),
        DeviceKey::Serial(_) | DeviceKey::Managed { .. } => None,
    })
    .collect()
}
