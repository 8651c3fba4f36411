//! The application came through an anonymizing network.
//!
//! ## What it sees
//! All applications and tests of a person came from VPN exits, rented servers or addresses that the system itself names as
//! anonymizing.
//!
//! ## Why it matters
//! Who claims one place and sits in another needs an exit in the claimed one, before there is any device.
//!
//! ## Innocent reasons
//! Privacy is common among applicants, so it weighs little. Where a fifth of all applicants come so, the system sees its own
//! gateway and it counts for nobody; one visit from a home connection clears it.
//!
//! ## Blind spots
//! Exits in homes; systems that export no address.

use bonafide_model::{
    Bits, Card, Cell, CellKey, Channel, Family, Finding, Need, Persona, Scene, Stage, sentence,
};

use crate::{hiring, places, surprise};

pub(crate) static CARD: Card = Card {
    id: "applied-through-anonymizing-network",
    title: "The application came through an anonymizing network",
    stage: Stage::Application,
    family: Family::Netloc,
    weight: Bits(1.0),
    weight_from: "guess: weak in the threat catalogue (APP-10)",
    needs: &[Need::Applications],
    benign: &[
        "a VPN or relay that is always on",
        "a cloud desktop",
        "somebody who applies from a country where much is blocked",
    ],
    verify: "none alone; ask in the first call from where they take it, as everybody",
    sources: &["DTEX24", "DOCS"],
    indicators: &["APP-10"],
    attack: &["T1090"],
};

/// Looks at everybody who applied or took a test, and at how many of them came so.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut n_seen = 0;
    let mut res = Vec::new();
    for persona in scene.personas() {
        let came: Vec<(&CellKey, &Cell)> = came(persona).collect();
        n_seen += usize::from(!came.is_empty());
        res.extend(of_persona(scene, persona, &came));
    }
    surprise::weigh(res, n_seen)
}

fn came(persona: &Persona) -> impl Iterator<Item = (&CellKey, &Cell)> {
    hiring::uses(persona).filter(|(key, _)| {
        key.ip.is_some() && matches!(key.channel, Channel::Application | Channel::Assessment)
    })
}

fn of_persona(scene: &Scene<'_>, persona: &Persona, came: &[(&CellKey, &Cell)]) -> Option<Finding> {
    let (key, first) = came.first()?;
    let is_hidden = |key: &CellKey| {
        places::is_anonymized(scene, key) && !places::through_common_exit(scene, key)
    };
    if !came.iter().all(|(key, _)| is_hidden(key)) {
        return None;
    }
    let operator = places::network(scene, key).operator.as_deref().unwrap_or("operator not named");
    let because =
        sentence!("{} applied through an anonymizing network only ({})", persona, operator);
    let lines = came.iter().map(|(_, cell)| &cell.example);
    Some(Finding::new(&CARD, &persona.id, because, &first.example).and(lines))
}
