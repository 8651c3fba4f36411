//! A remote-control program that is not common here is on the work laptop.
//!
//! ## What it sees
//! Programs on company laptops that are in the shipped list of remote-control tools, browser tools included, and
//! that are on fewer than a tenth of the devices here.
//!
//! ## Why it matters
//! A laptop that stands with a facilitator has to be worked from elsewhere; a tool of one's own is the plain way.
//!
//! ## Innocent reasons
//! Support and hobby; see `CARD.benign`. What many devices have was rolled out; people in IT are left out, and so are
//! teams most of whom have such tools: support reaches its customers by them.
//!
//! ## Blind spots
//! Tools under another file name and hardware KVMs are not seen, and in a team with such tools nobody shows.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, sentence};

use crate::programs;

pub(crate) static CARD: Card = Card {
    id: "remote-access-tool-on-company-laptop",
    title: "A remote-control program that is not common here is on the work laptop",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(2.5),
    weight_from: "guess: weak to moderate alone; help desks, suppliers and hobbies bring them too",
    needs: &[Need::Programs],
    benign: &[
        "a support session with a supplier",
        "help for a relative from the work laptop",
        "a tool of a former rollout",
    ],
    verify: "ask IT whether it installed the tool, and look at when it runs",
    sources: &["GTIG24", "SOPH25", "RF26", "CS", "MS26", "U42"],
    indicators: &["EPT-06"],
    attack: &["T1219"],
};

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let findings = programs::uncommon_remote_tools(scene, CARD.weight).into_iter().filter_map(
        |(persona, hits)| {
            let because =
                sentence!("{} on the work device {}", programs::words(&hits), hits[0].device.id);
            let finding = Finding::new(&CARD, &persona.id, because, hits[0].said.from())
                .and(hits.iter().map(|it| it.said.from()));
            programs::rarest(&hits)?.weigh(finding)
        },
    );
    findings.collect()
}
