//! Commits are written on a clock that does not fit the claimed place.
//!
//! ## What it sees
//! The offset from UTC in the person's own commits since they were hired. Most commits have one that no claimed place has
//! within two hours, over weeks. UTC itself is ignored.
//!
//! ## Why it matters
//! Git writes the offset of the computer's clock into every commit; who sets a zone for meetings rarely thinks of it.
//!
//! ## Innocent reasons
//! Journeys, a computer whose zone was never set, a team's zone kept on purpose; see `CARD.benign`.
//!
//! ## Blind spots
//! Computers and containers that run on UTC; offsets can be set at will. Commits that were squashed or made on the web carry
//! the server's clock.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, Subject, sentence,
    value::Zone,
};
use jiff::Timestamp;

use crate::{clock, places};

pub(crate) static CARD: Card = Card {
    id: "git-offset-contradicts-claimed-place",
    title: "Commits are written on a clock that does not fit the claimed place",
    stage: Stage::Code,
    family: Family::Netloc,
    weight: Bits(2.0),
    weight_from: "guess: weak to moderate in the threat catalogue (DEV-05, ACC-11)",
    needs: &[Need::CodeHistory, Need::Workers],
    benign: &[
        "a long journey or a move that HR has not heard of",
        "a computer or container whose time zone was never set",
        "the team's time zone kept on purpose",
        "commits of former years that were imported or rebased",
    ],
    verify: "ask where the work was done in those weeks, and compare with the addresses of sign-ins",
    sources: &["SEAL", "SEED"],
    indicators: &["DEV-05", "ACC-11"],
    attack: &[],
};

/// Slack in minutes for neighboring zones and daylight saving: guess.
const SLACK_MINUTES: i32 = 120;
/// Commits without which it may be a day on the road: guess.
const LEAST_COMMITS: u64 = 10;
/// Days without which it is a journey: guess.
const LEAST_DAYS: f64 = 28.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|it| look(scene, it)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let claims = places::claims(scene, persona);
    let zones = claims
        .iter()
        .map(|(place, _)| Zone::parse(place.zone.as_deref()?).ok())
        .collect::<Option<Vec<_>>>()?;
    if zones.is_empty() {
        return None;
    }
    let hired = persona.hired().map(|(at, _)| at);
    let clocks = persona.find(|it| if let Fact::ClockOffset(it) = it { Some(*it) } else { None });
    // Before they were hired people lived elsewhere. What began before is not told apart, so it counts as before.
    let counted = clocks.filter(|(offset, said)| {
        *offset != 0 && is_commit(said) && hired.is_none_or(|it| said.first() >= Some(it))
    });
    let (strange, fitting): (Vec<_>, Vec<_>) =
        counted.partition(|(offset, said)| is_strange(i32::from(*offset), said, &zones));
    let count = |of: &[(i16, &Said)]| of.iter().map(|(_, said)| said.sighting.count).sum::<u64>();
    if count(&strange) < LEAST_COMMITS || count(&strange) <= count(&fitting) {
        return None;
    }
    // The clock that was used most, and for weeks.
    let (offset, said) = strange
        .iter()
        .filter(|(_, said)| span_days(said) >= LEAST_DAYS)
        .max_by_key(|(offset, said)| (said.sighting.count, *offset))?;
    let words = format!("{:+03}:{:02}", offset / 60, (offset % 60).abs());
    let because = sentence!(
        "{} commits of {} are on a clock at UTC{}, while the claimed place is {}",
        said.sighting.count,
        persona,
        words,
        places::claim_words(&claims)
    );
    let lines = strange.iter().map(|(_, said)| said.from());
    Some(
        Finding::new(&CARD, &persona.id, because, said.from())
            .and(lines)
            .and(claims.iter().map(|(_, said)| said.from())),
    )
}

fn is_commit(said: &Said) -> bool {
    matches!(&said.subject, Subject::Record(record) if record.source == "git_commits")
}

fn is_strange(offset: i32, said: &Said, zones: &[Zone]) -> bool {
    let fits = |at: Timestamp| {
        zones.iter().any(|it| (it.offset_minutes_at(at) - offset).abs() <= SLACK_MINUTES)
    };
    ![said.first(), said.last()].into_iter().flatten().any(fits)
}

fn span_days(said: &Said) -> f64 {
    match (said.first(), said.last()) {
        (Some(first), Some(last)) => clock::days_between(first, last),
        (_, _) => 0.0,
    }
}
