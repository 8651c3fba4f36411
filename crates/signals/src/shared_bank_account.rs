//! People with different names are paid into one bank account.
//!
//! ## What it sees
//! Pay accounts from payroll or bank-change records, equal once spaces and case are gone, under different names;
//! former accounts count.
//!
//! ## Why it matters
//! One operator who holds several jobs under several names still needs the money in one place.
//!
//! ## Innocent reasons
//! Spouses with a joint account; contractors of one umbrella company; a data-entry slip.
//!
//! ## Blind spots
//! Pay through an agency that hides the account; exports that mask account numbers.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "shared-bank-account",
    title: "People with different names are paid into one bank account",
    stage: Stage::Payment,
    family: Family::Payout,
    weight: Bits(9.0),
    weight_from: "guess: near-conclusive across unrelated names in the threat catalogue (PAY-01)",
    needs: &[Need::Payroll, Need::Workers, Need::AccountChanges],
    benign: &[
        "spouses with a joint account",
        "contractors of one umbrella company",
        "a data-entry slip",
    ],
    verify: "ask payroll for the account holder as the bank returns it",
    sources: &["TRE22", "JP24"],
    indicators: &["PAY-01"],
    attack: &[],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::BankAccount)
}
