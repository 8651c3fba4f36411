//! People with different names are paid to one wallet.
//!
//! ## What it sees
//! One wallet address that pay of people with different names goes to.
//!
//! ## Why it matters
//! As with a bank account, and a wallet has no joint holders by custom.
//!
//! ## Innocent reasons
//! A couple; a payment agent named in the contract.
//!
//! ## Blind spots
//! Deposit addresses of an exchange change per customer and are fine; exchange hot wallets are hubs and weigh nothing.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "shared-wallet",
    title: "People with different names are paid to one wallet",
    stage: Stage::Payment,
    family: Family::Payout,
    weight: Bits(9.0),
    weight_from: "guess: near-conclusive in the threat catalogue (PAY-01, PAY-06)",
    needs: &[Need::Payroll],
    benign: &["a couple", "a payment agent named in the contract"],
    verify: "ask each worker to sign a short message with the wallet",
    sources: &["TAYV"],
    indicators: &["PAY-01", "PAY-06", "SRC-07"],
    attack: &[],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::Wallet)
}
