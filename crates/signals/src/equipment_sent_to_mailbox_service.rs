//! Equipment goes to a mailbox shop or a post-office box.
//!
//! ## What it sees
//! Delivery addresses of equipment, and places where the carrier left it, that name a private mailbox (`PMB`) or a
//! post-office box.
//!
//! ## Why it matters
//! Nobody lives in a box. It hides who takes the laptop, and shops send on what arrives.
//!
//! ## Innocent reasons
//! Theft in the house, a village without delivery; see `CARD.benign`. Where many have their equipment sent so, it is a
//! custom and does not count.
//!
//! ## Blind spots
//! Shops that write their boxes as `#` or `Suite` look like flats.

use bonafide_model::{
    AddressPurpose, Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
    value::PostalAddress,
};

use crate::surprise;

pub(crate) static CARD: Card = Card {
    id: "equipment-sent-to-mailbox-service",
    title: "Equipment goes to a mailbox shop or a post-office box",
    stage: Stage::Shipping,
    family: Family::Ship,
    weight: Bits(2.0),
    weight_from: "guess: moderate in the threat catalogue (SHP-02); RF26 says never to ship there",
    needs: &[Need::Shipments],
    benign: &[
        "parcels that are stolen from the doorstep",
        "a village or an island to which carriers do not deliver",
        "somebody who travels and has one lasting address",
    ],
    verify: "ask for a delivery by name and signature to the home on file, as for everybody",
    sources: &["RF26", "FBI23"],
    indicators: &["SHP-02"],
    attack: &[],
};

/// A post-office box, which country people have (guess).
const POST_OFFICE_BITS: Bits = Bits(1.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let with_address = scene.personas().filter(|it| deliveries(it).next().is_some()).count();
    let findings = scene.personas().filter_map(look).collect::<Vec<_>>();
    surprise::weigh(findings, with_address)
}

fn look(persona: &Persona) -> Option<Finding> {
    let boxes = deliveries(persona).filter(|(address, _)| address.is_po_box());
    // A mailbox shop first: it weighs more.
    let (address, said) = boxes.max_by_key(|(address, _)| address.is_private_mailbox())?;
    let is_shop = address.is_private_mailbox();
    let because = sentence!(
        "equipment for {} went to {}: {}",
        persona,
        if is_shop { "a mailbox shop" } else { "a post-office box" },
        address
    );
    let finding = Finding::new(&CARD, &persona.id, because, said.from());
    Some(if is_shop { finding } else { finding.weighing(POST_OFFICE_BITS) })
}

/// Where equipment was to go, and where the carrier left it.
fn deliveries(persona: &Persona) -> impl Iterator<Item = (&PostalAddress, &Said)> {
    let left =
        persona.find(|it| if let Fact::Parcel { place, .. } = it { place.as_ref() } else { None });
    persona.addresses_for(AddressPurpose::ShipTo).chain(left)
}
