//! Two remote-control programs arrived on a laptop in its first month.
//!
//! ## What it sees
//! At least two different remote-control tools, uncommon here, first seen within thirty days of the laptop's
//! enrollment.
//!
//! ## Why it matters
//! Facilitators set a second way in before they hand the first one over; day-one tooling is in most published
//! cases.
//!
//! ## Innocent reasons
//! Support by several parties; see `CARD.benign`. What many devices have was rolled out; people in IT are left out, and
//! so are teams most of whom have such tools: support reaches its customers by them.
//!
//! ## Blind spots
//! Needs the times at which programs were seen; an inventory without times is silent. In a team with such tools nobody
//! shows.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, DeviceId, Family, Finding, Need, Persona, Scene, Stage, sentence,
};

use crate::{
    clock::days_between,
    programs::{self, Hit},
    surprise::Frequency,
};

pub(crate) static CARD: Card = Card {
    id: "two-remote-access-tools-on-recent-laptop",
    title: "Two remote-control programs arrived on a laptop in its first month",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(6.0),
    weight_from: "guess: published as strong on a new remote hire (SOPH25, CS, ANY25)",
    needs: &[Need::Programs, Need::Devices],
    benign: &[
        "a supplier, such as that of a screen reader, and a help desk that use different tools",
        "a tinkerer who tries tools out",
    ],
    verify: "ask IT whether it installed either, and look at when they run and from where they are used",
    sources: &["SOPH25", "CS", "ANY25", "RF26"],
    indicators: &["EPT-06"],
    attack: &["T1219"],
};

/// Days after enrollment in which the laptop is set up: published (SOPH25, "first days"; the window is the catalogue's R2).
const FIRST_DAYS: f64 = 30.0;
/// Records of endpoint agents can be a little older than the enrollment (guess).
const EARLY_DAYS: f64 = 2.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    programs::uncommon_remote_tools(scene, CARD.weight)
        .into_iter()
        .filter_map(|(persona, hits)| look(persona, hits))
        .collect()
}

fn look(persona: &Persona, hits: Vec<Hit>) -> Option<Finding> {
    let mut by_device: BTreeMap<&DeviceId, Vec<Hit>> = BTreeMap::new();
    for hit in hits.into_iter().filter(is_early) {
        by_device.entry(&hit.device.id).or_default().push(hit);
    }
    let n_tools = |hits: &[Hit]| hits.iter().map(|it| it.name).collect::<BTreeSet<_>>().len();
    let (device, hits) = by_device.into_iter().find(|(_, hits)| n_tools(hits) >= 2)?;
    let because = sentence!(
        "{} on the work device {} within its first month",
        programs::words(&hits),
        *device
    );
    let finding = Finding::new(&CARD, &persona.id, because, hits[0].said.from())
        .and(hits.iter().map(|it| it.said.from()));
    // Where all but one may be the house's, one is left, which has a signal of its own.
    let tools: BTreeMap<&str, Frequency> = hits.iter().map(|it| (it.name, it.frequency)).collect();
    let mut rarities = tools.into_values().collect::<Vec<_>>();
    rarities.sort_by(|a, b| a.cmp_rarity(*b));
    rarities.get(1)?.weigh(finding)
}

fn is_early(hit: &Hit) -> bool {
    match (hit.device.since(), hit.said.first()) {
        (Some(since), Some(first)) => {
            (-EARLY_DAYS..=FIRST_DAYS).contains(&days_between(since, first))
        }
        _ => false,
    }
}
