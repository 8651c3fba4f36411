//! Systems were used after the last day.
//!
//! ## What it sees
//! Successful sign-ins, second factors, virtual desktops and code hosting more than two days after the last day of
//! a leaver.
//!
//! ## Why it matters
//! Dismissed workers of this scheme came back for data, and threatened with it.
//!
//! ## Innocent reasons
//! Late closing of accounts and syncing phones; see `CARD.benign`. Payroll portals stay open for former staff and
//! do not count.
//!
//! ## Blind spots
//! Tokens and keys that leave no sign-in are not seen.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, Cell, CellKey, Channel, Family, Finding, Need, Persona, PersonaStage, Scene, Stage,
    sentence,
};

use crate::clock::days_between;

pub(crate) static CARD: Card = Card {
    id: "sign-in-after-leaving",
    title: "Systems were used after the last day",
    stage: Stage::Offboarding,
    family: Family::Exfil,
    weight: Bits(3.0),
    weight_from: "guess: moderate; late deprovisioning is common, its use is not",
    needs: &[Need::SignIns, Need::Workers],
    benign: &[
        "an account that was kept open by agreement",
        "a phone that goes on syncing",
        "a last day entered too early",
    ],
    verify: "ask HR for the true last day, and IT when the accounts were closed",
    sources: &["MS26", "SEED"],
    indicators: &["OFF-02"],
    attack: &["T1078"],
};

/// Days that closing an account takes (guess).
const GRACE_DAYS: f64 = 2.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let leavers = scene.personas().filter(|it| it.stage == PersonaStage::Leaver);
    leavers.filter_map(look).collect()
}

fn look(persona: &Persona) -> Option<Finding> {
    let (left, _, left_line) = persona.left()?;
    let is_late = |(key, cell): &(&CellKey, &Cell)| {
        let is_looked_at = matches!(
            key.channel,
            Channel::SignIn | Channel::SecondFactor | Channel::VirtualDesktop | Channel::Code
        );
        // The last day is named by its midnight, and is worked.
        is_looked_at && days_between(left, cell.first) > GRACE_DAYS + 1.0
    };
    let late = persona.footprint.human().filter(is_late).collect::<Vec<_>>();
    let (last_key, _) = late.last()?;
    let days = late.iter().map(|(key, _)| key.day).collect::<BTreeSet<_>>();
    let because = sentence!(
        "used systems on {} days after the last day at work, last on {}",
        days.len(),
        last_key.day
    );
    Some(
        Finding::new(&CARD, &persona.id, because, left_line)
            .and(late.iter().map(|(_, cell)| &cell.example)),
    )
}
