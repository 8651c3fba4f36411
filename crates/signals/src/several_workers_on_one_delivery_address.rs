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
//! An office or co-working space; an agency's office, which weighs less where everybody is engaged through it; a receptionist
//! or concierge; relatives who receive for one another.
//!
//! ## Blind spots
//! A large building without unit numbers; offices are known by their share of all deliveries.

use bonafide_model::{AddressPurpose, Bits, Card, Family, Finding, Need, Scene, Stage, sentence};

use crate::households;

/// Two people may be flatmates; from three on the weight is whole: guess.
const TWO_PEOPLE_BITS: Bits = Bits(3.0);
/// Agencies and employers of record take equipment in and send it on, and a host can call himself one: guess.
const AGENCY_BITS: Bits = Bits(2.0);

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
        "an agency or employer of record that takes equipment in and sends it on",
        "a receptionist or concierge",
        "relatives who receive for one another",
    ],
    verify: "ask each of them to read back the serial number from the address on file, on a call",
    sources: &["DOJ", "U42"],
    indicators: &["SHP-03"],
    attack: &[],
};

/// Groups delivery addresses by unit. Those who live there are at home; a household that receives its own laptops is no host.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    households::strangers_at(
        scene,
        &CARD,
        (AddressPurpose::ShipTo, TWO_PEOPLE_BITS, AGENCY_BITS),
        |persona, n| {
            sentence!(
                "equipment for {} and {} other people went to one address that is not their home on file",
                persona,
                n
            )
        },
    )
}
