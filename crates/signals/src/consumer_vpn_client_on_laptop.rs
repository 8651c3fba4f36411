//! A consumer VPN client is on the work laptop.
//!
//! ## What it sees
//! Programs on company laptops that are in the shipped list of consumer VPN clients and on fewer than a tenth of
//! the devices here.
//!
//! ## Why it matters
//! An exit in the claimed place hides where the laptop is. Astrill is named in most published cases.
//!
//! ## Innocent reasons
//! Privacy and travel; see `CARD.benign`. People in IT are left out.
//!
//! ## Blind spots
//! A VPN in the router or on another machine leaves nothing on the laptop.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, SoftwareKind, Stage};

use crate::programs;

pub(crate) static CARD: Card = Card {
    id: "consumer-vpn-client-on-laptop",
    title: "A consumer VPN client is on the work laptop",
    stage: Stage::Endpoint,
    family: Family::Netloc,
    weight: Bits(1.5),
    weight_from: "guess: privacy-minded people install them; one that is reported in this scheme and rare here says more",
    needs: &[Need::Programs],
    benign: &["privacy", "streaming while traveling", "work from a country where a VPN is needed"],
    verify: "ask what the client is for, and whether it may be removed",
    sources: &["GTIG24", "MS25", "KUD26"],
    indicators: &["EPT-09"],
    attack: &["T1090"],
};

/// For a program that is reported in this scheme (guess).
const REPORTED_BITS: Bits = Bits(3.5);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    programs::findings(scene, &CARD, &[SoftwareKind::VpnClient], REPORTED_BITS)
}
