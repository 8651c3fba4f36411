//! One coding test was taken from two distant places.
//!
//! ## What it sees
//! One session of a test, or two sessions at the same time, from two access networks more than 1,000 km apart.
//!
//! ## Why it matters
//! One person sits in the call, another one at the keyboard; proxies for tests are advertised with remote control.
//!
//! ## Innocent reasons
//! A telephone's connection comes out in another city of the country, so that the distance is large; VPNs, rented servers and
//! common exits do not count.
//!
//! ## Blind spots
//! Remote control of the machine that takes the test shows one address; most services export none.

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Place, Scene, Stage, sentence,
};

use crate::places;

/// Farther than a carrier's gateway is from most of its telephones (guess).
const FAR_KM: f64 = 1000.0;

pub(crate) static CARD: Card = Card {
    id: "coding-test-from-two-distant-places",
    title: "One coding test was taken from two distant places",
    stage: Stage::Interview,
    family: Family::Netloc,
    weight: Bits(3.0),
    weight_from: "guess: two people at one test are what SP26 reports; far gateways of telephones explain some",
    needs: &[Need::Assessments],
    benign: &[
        "a fall-back to a telephone whose carrier comes out far away",
        "a VPN that no list knows, switched on in between",
    ],
    verify: "ask how the connection changed, and for a short second test in a call",
    sources: &["SP26", "FBI23"],
    indicators: &["INT-11"],
    attack: &["T1656"],
};

/// Compares the addresses of each test.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(|it| of_persona(scene, it)).collect()
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let tests = persona.footprint.through(Channel::Assessment);
    let placed: Vec<(&Place, &Cell)> = tests
        .filter(|(key, _)| places::is_access(scene, key))
        .filter_map(|(key, cell)| Some((places::telling_place(scene, key, cell)?, cell)))
        .collect();
    let pairs = placed
        .iter()
        .enumerate()
        .flat_map(|(idx, here)| placed[idx + 1..].iter().map(move |there| (here, there)));
    let (here, there) = pairs
        .filter(|(here, there)| is_at_once(here.1, there.1))
        .find(|(here, there)| here.0.km_apart(there.0).is_some_and(|km| km > FAR_KM))?;
    let because = sentence!(
        "one coding test of {} was taken from {} and from {}",
        persona,
        here.0.label(),
        there.0.label()
    );
    Some(Finding::new(&CARD, &persona.id, because, &here.1.example).and([&there.1.example]))
}

/// Whether two single uses went on at the same time.
fn is_at_once(a: &Cell, b: &Cell) -> bool {
    (a.count, b.count) == (1, 1) && a.first <= b.last && b.first <= a.last
}
