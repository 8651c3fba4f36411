//! Shows an identity that is evidently somebody else's.
//!
//! ## What it sees
//! Two personas show one identity document or name one profile; of the one there is proof that it is theirs (met in person, a
//! badge, a call-back, years of work), of the other there is none. Two of one name count only when both work here at once and
//! share nothing that one person would have in both places.
//!
//! ## Why it matters
//! Personas are built on identities of real people, some of whom work for the same organization.
//!
//! ## Innocent reasons
//! One person with two contracts at once and new contact details for each; papers of a household in one envelope.
//!
//! ## Blind spots
//! Owners whom the organization does not know. Where the owner's pay and the other's end in one place, the owner has a part in it
//! as far as records show, and this says nothing: that is a network with somebody who lends an identity.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Sentence, Stage};

use crate::stolen;

pub(crate) static CARD: Card = Card {
    id: "identity-of-another-person",
    title: "Shows an identity that is evidently somebody else's",
    stage: Stage::Identity,
    family: Family::Doc,
    weight: Bits(7.0),
    weight_from: "guess: near-conclusive where the two are two people, less since records of one person come apart",
    needs: &[Need::Workers, Need::Badges],
    benign: &[
        "one person with two contracts at once, and new contact details for each",
        "papers of one household in one envelope",
    ],
    verify: "ask HR whether both records are of one person, before anything else; then ask both, apart, to show the document on a call",
    sources: &["DOJ", "WP26"],
    indicators: &["IDV-07", "PAY-09", "APP-14"],
    attack: &["T1656"],
};

/// One finding for each identity that somebody shows beside its owner.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    stolen::findings(scene, &CARD, |it| (&it.by, &it.owner), Sentence::clone)
}
