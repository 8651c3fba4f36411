//! A program that replaces the camera or the voice is on the work laptop.
//!
//! ## What it sees
//! Programs on company laptops that are in the shipped list of virtual cameras and voice changers and on fewer than
//! a tenth of the devices here.
//!
//! ## Why it matters
//! Another face, another voice or a recorded picture goes into a call through such a program.
//!
//! ## Innocent reasons
//! Streaming and effects; see `CARD.benign`. People in IT are left out.
//!
//! ## Blind spots
//! On a machine that is not managed nothing is seen; meetings name the camera, see virtual-camera-in-meeting.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, SoftwareKind, Stage};

use crate::programs;

pub(crate) static CARD: Card = Card {
    id: "virtual-camera-on-laptop",
    title: "A program that replaces the camera or the voice is on the work laptop",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(1.0),
    weight_from: "guess: streamers and teachers have them; one that is reported in this scheme says more",
    needs: &[Need::Programs],
    benign: &["streaming and teaching", "backgrounds and effects", "accessibility"],
    verify: "ask what the program is for",
    sources: &["MS25", "SW24"],
    indicators: &["EPT-13"],
    attack: &["T1656"],
};

/// For a program that is reported in this scheme (guess).
const REPORTED_BITS: Bits = Bits(2.5);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    programs::findings(
        scene,
        &CARD,
        &[SoftwareKind::VirtualCamera, SoftwareKind::VoiceChanger],
        REPORTED_BITS,
    )
}
