//! Pay mail of several people goes to one address that is not their home.
//!
//! ## What it sees
//! Two or more people whose payroll, tax or cheque mail goes to one dwelling at which they do not live, and to which little of
//! the organization's pay mail goes.
//!
//! ## Why it matters
//! A helper receives the cheques and tax forms of several personas.
//!
//! ## Innocent reasons
//! A tax adviser; relatives. An address of many is an office or an agency's, and is left out.
//!
//! ## Blind spots
//! Payroll systems that keep one address for everything.

use bonafide_model::{AddressPurpose, Bits, Card, Family, Finding, Need, Scene, Stage, sentence};

use crate::households;

/// Two people may have one tax adviser; from three on the weight is whole: guess.
const TWO_PEOPLE_BITS: Bits = Bits(2.0);
/// Agencies and employers of record write to their accountants: guess.
const AGENCY_BITS: Bits = Bits(1.0);

pub(crate) static CARD: Card = Card {
    id: "several-workers-on-one-payroll-address",
    title: "Pay mail of several people goes to one address that is not their home",
    stage: Stage::Payment,
    family: Family::Payout,
    weight: Bits(4.5),
    weight_from: "guess: strong if shared in the threat catalogue (PAY-08), less for advisers and relatives",
    needs: &[Need::Payroll],
    benign: &[
        "a tax adviser or accountant",
        "an agency or employer of record that pays",
        "parents to whom mail goes",
        "a mailbox firm for people who travel",
    ],
    verify: "ask each of them whose address it is, and write to the home on file",
    sources: &["DOJ"],
    indicators: &["PAY-08", "IDV-06"],
    attack: &[],
};

/// Groups addresses of pay mail by dwelling.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    households::strangers_at(
        scene,
        &CARD,
        (AddressPurpose::Payroll, TWO_PEOPLE_BITS, AGENCY_BITS),
        |persona, n| {
            sentence!(
                "pay mail of {} and {} other people goes to one address that is not their home on file",
                persona,
                n
            )
        },
    )
}
