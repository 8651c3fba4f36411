//! The cards of the sample's signals.

use bonafide_model::{Bits, Card, Family, Need, Stage};

const SHARED_ACCOUNT: Card = Card {
    id: "shared-bank-account",
    title: "Two workers are paid into one bank account",
    stage: Stage::Payment,
    family: Family::Payout,
    weight: Bits(6.0),
    weight_from: "guess: for the sample",
    needs: &[Need::Payroll],
    benign: &["spouses with a joint account", "contractors of one umbrella company"],
    verify: "ask payroll for the account holder's name as the bank returns it",
    sources: &[],
    indicators: &[],
    attack: &[],
};

pub(super) static ACCOUNT: Card = SHARED_ACCOUNT;
pub(super) static PAYEE: Card = Card {
    id: "payee-under-another-name",
    title: "The pay account is held under another name",
    weight: Bits(3.0),
    benign: &["a married name", "a parent's account"],
    ..SHARED_ACCOUNT
};
pub(super) static PLACE: Card = Card {
    id: "work-from-elsewhere",
    title: "Work is done far from the claimed home",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(4.0),
    needs: &[Need::SignIns],
    benign: &["a move that HR does not know of", "a long visit to family"],
    verify: "ask where the person has worked from since the first of these days",
    ..SHARED_ACCOUNT
};
pub(super) static KVM: Card = Card {
    id: "hardware-kvm-attached",
    title: "A device for remote control is attached to the laptop",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(7.0),
    needs: &[Need::Peripherals],
    benign: &["a home office with one screen for two computers"],
    verify: "ask for a photo of the desk with the laptop's serial number on it",
    ..SHARED_ACCOUNT
};
pub(super) static VOUCHED: Card = Card {
    id: "referee-is-an-applicant",
    title: "The referee is another applicant",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(3.5),
    needs: &[Need::References],
    benign: &["former colleagues who look for work at one time"],
    verify: "call the former employer on a number that you find yourself",
    ..SHARED_ACCOUNT
};
pub(super) static MET: Card = Card {
    id: "met-in-person",
    title: "The person was met with an identity document",
    stage: Stage::Identity,
    family: Family::Doc,
    weight: Bits(-4.0),
    needs: &[Need::Workers],
    benign: &["somebody else may have come"],
    verify: "ask who met them, and when",
    ..SHARED_ACCOUNT
};
