//! Equipment for several people went to one address that is not their home.
//!
//! ## What it sees
//! Equipment for two or more people sent to one unit that is not a home which they share on file, and to which few
//! deliveries of the organization go.
//!
//! ## Why it matters
//! A host receives the laptops of several personas.
//!
//! ## Innocent reasons
//! An office or co-working space; a receptionist or concierge; relatives who receive for one another.
//!
//! ## Blind spots
//! A large building without unit numbers; offices are known by their share of all deliveries.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    AddressPurpose, Bits, Card, Family, Finding, Need, Persona, PersonaId, Said, Scene, Stage,
    sentence,
};

/// An address to which more than this share of all people's equipment goes is an office: guess.
const OFFICE_SHARE: f64 = 0.1;
/// Fewer people than this make no office, whatever their share: guess, small firms.
const OFFICE_PEOPLE: usize = 6;
/// Two people may be flatmates; from three on the weight is whole: guess.
const TWO_PEOPLE_BITS: f64 = 3.0;

type Delivery<'a> = (&'a Persona, &'a Said);

pub(crate) static CARD: Card = Card {
    id: "several-workers-on-one-delivery-address",
    title: "Equipment for several people went to one address that is not their home",
    stage: Stage::Shipping,
    family: Family::Ship,
    weight: Bits(6.0),
    weight_from: "guess: strong in the threat catalogue (SHP-03)",
    needs: &[Need::Shipments],
    benign: &[
        "an office or co-working space",
        "a receptionist or concierge",
        "relatives who receive for one another",
    ],
    verify: "ask each of them to read back the serial number from the address on file, on a call",
    sources: &["DOJ", "U42"],
    indicators: &["SHP-03"],
    attack: &[],
};

/// Groups delivery addresses by unit.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut by_unit: BTreeMap<String, BTreeMap<PersonaId, Delivery<'_>>> = BTreeMap::new();
    let mut receivers: BTreeSet<&PersonaId> = BTreeSet::new();
    for persona in scene.personas() {
        for ((address, purpose), said) in persona.addresses() {
            let Some(unit) =
                (purpose == AddressPurpose::ShipTo).then(|| address.unit_key()).flatten()
            else {
                continue;
            };
            receivers.insert(&persona.id);
            by_unit.entry(unit).or_default().entry(persona.id.clone()).or_insert((persona, said));
        }
    }
    let most = (OFFICE_SHARE * receivers.len() as f64).max(OFFICE_PEOPLE as f64 - 1.0);
    let groups =
        by_unit.into_iter().filter(|(_, people)| people.len() > 1 && people.len() as f64 <= most);
    groups.flat_map(|(unit, people)| of_group(&unit, &people)).collect()
}

fn of_group(unit: &str, people: &BTreeMap<PersonaId, Delivery<'_>>) -> Vec<Finding> {
    // Those who live there are at home; a household that receives its own laptops is no host.
    let strangers: Vec<&Delivery<'_>> =
        people.values().filter(|(persona, _)| !lives_at(persona, unit)).collect();
    if strangers.is_empty() || people.len() < 2 {
        return Vec::new();
    }
    let bits = if people.len() > 2 { CARD.weight } else { Bits(TWO_PEOPLE_BITS) };
    let lines: Vec<_> = people.values().map(|(_, said)| said.from()).collect();
    let finding = |(persona, said): &&Delivery<'_>| {
        let because = sentence!(
            "equipment for {} and {} other people went to one address that is not their home on file",
            persona,
            people.len() - 1
        );
        let others = people.keys().filter(|it| **it != persona.id);
        Finding::new(&CARD, &persona.id, because, said.from())
            .and(lines.iter().copied())
            .with(others)
            .weighing(bits)
    };
    strangers.iter().map(finding).collect()
}

fn lives_at(persona: &Persona, unit: &str) -> bool {
    persona.addresses().any(|((address, purpose), _)| {
        purpose == AddressPurpose::Home && address.unit_key().as_deref() == Some(unit)
    })
}
