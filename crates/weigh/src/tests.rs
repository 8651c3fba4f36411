//! One count per family, exact sums, ranges that hold the value.

use std::sync::Arc;

use bonafide_model::{
    Bits, Blind, Card, Family, Finding, Need, PersonaId, Provenance, Sentence, Stage,
};

use super::assess;

macro_rules! card {
    ($name:ident, $id:literal, $family:ident, $weight:literal) => {
        static $name: Card = Card {
            id: $id,
            title: "a thing is seen",
            stage: Stage::Access,
            family: Family::$family,
            weight: Bits($weight),
            weight_from: "guess: test",
            needs: &[Need::SignIns],
            benign: &["chance"],
            verify: "ask",
            sources: &[],
            indicators: &[],
            attack: &[],
        };
    };
}

card!(PHONE, "shared-phone", Share, 6.0);
card!(DEVICE, "shared-device", Share, 8.0);
card!(TUNNEL, "tunnel", Netloc, 2.0);
card!(ROAMS, "device-roams", Share, -3.0);

fn finding(card: &'static Card) -> Finding {
    let persona = PersonaId(Arc::from("P-1"));
    Finding::new(card, &persona, Sentence::plain("seen"), &Provenance::line("a.csv", 2))
}

#[test]
fn the_heaviest_of_a_family_counts_and_the_rest_is_shown() {
    let assessment =
        assess(vec![finding(&PHONE), finding(&TUNNEL), finding(&DEVICE)], Bits(-8.0), Vec::new());
    let counted: Vec<(&str, f64)> =
        assessment.findings.iter().map(|it| (it.finding.card.id, it.counted.0)).collect();
    assert_eq!(counted, [("shared-device", 8.0), ("tunnel", 2.0), ("shared-phone", 0.0)]);
    assert_eq!(assessment.bits, Bits(2.0));
    assert_eq!(assessment.probability, 0.8);
}

#[test]
fn what_speaks_for_the_person_counts_beside_what_speaks_against() {
    let assessment = assess(vec![finding(&PHONE), finding(&ROAMS)], Bits(-8.0), Vec::new());
    assert_eq!(assessment.bits, Bits(-5.0));
}

#[test]
fn what_could_not_be_checked_widens_the_range_upwards_only() {
    let seeing = assess(vec![finding(&PHONE)], Bits(-8.0), Vec::new());
    let blind =
        assess(vec![finding(&PHONE)], Bits(-8.0), vec![Blind { signal: "x", need: Need::Payroll }]);
    assert_eq!(seeing.low, blind.low);
    assert!(blind.high > seeing.high);
    assert!(seeing.low < seeing.probability && seeing.probability < seeing.high);
}
