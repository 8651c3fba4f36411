//! An address is in a range that a public report ties to this scheme.
//!
//! ## What it sees
//! Any use, let in or refused, second factors and bank changes included, from a network range that a dated public
//! report names, while the entry holds.
//!
//! ## Why it matters
//! A few small ranges have been tied to operators of this scheme for years.
//!
//! ## Innocent reasons
//! Lists age; see `CARD.benign`. Entries are held against uses from a year before their date up to their expiry.
//!
//! ## Blind spots
//! Nearly all work goes through exits that are in no list.

use std::{collections::BTreeMap, net::IpAddr};

use bonafide_model::{
    Bits, Card, DocumentedRange, Fact, Family, Finding, Need, Persona, Provenance, Scene, Stage,
    sentence, value::utc_day,
};
use jiff::{ToSpan as _, civil::Date};

pub(crate) static CARD: Card = Card {
    id: "address-in-documented-range",
    title: "An address is in a range that a public report ties to this scheme",
    stage: Stage::Access,
    family: Family::List,
    weight: Bits(7.0),
    weight_from: "guess: published as strong for a current, exact range (TAYV)",
    needs: &[Need::SignIns],
    benign: &[
        "the range was given to somebody else since the report",
        "a sensor or a researcher tests the systems",
        "a traveler in the region",
    ],
    verify: "check the report and its date, and whether the range is still with the same operator",
    sources: &["TAYV"],
    indicators: &["ACC-12"],
    attack: &["T1078"],
};

/// A report tells of what was seen up to this many days before its date (guess).
const REPORTED_DAYS: i64 = 365;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let own = persona.footprint.cells.iter();
    let devices = scene.devices(persona).filter(|it| it.holders.len() == 1);
    let cells = own.chain(devices.flat_map(|it| it.footprint.cells.iter()));
    let mut hits: BTreeMap<Date, (IpAddr, &DocumentedRange, &Provenance)> = BTreeMap::new();
    for (key, cell) in cells {
        for ip in [key.ip, key.factor_ip].into_iter().flatten() {
            if let Some(range) = holding(scene, ip, key.day) {
                hits.entry(key.day).or_insert((ip, range, &cell.example));
            }
        }
    }
    let changes = persona
        .find(|it| if let Fact::AccountChanged { ip: Some(ip) } = it { Some(*ip) } else { None });
    for (ip, said) in changes {
        let Some(at) = said.first() else { continue };
        let day = utc_day(at);
        if let Some(range) = holding(scene, ip, day) {
            hits.entry(day).or_insert((ip, range, said.from()));
        }
    }
    let (_, (ip, range, first)) = hits.first_key_value()?;
    let because = sentence!(
        "on {} days seen at {}, in a range that {} names: {}",
        hits.len(),
        *ip,
        range.source,
        range.label
    );
    Some(
        Finding::new(&CARD, &persona.id, because, first)
            .and(hits.values().map(|(_, _, line)| *line)),
    )
}

/// The documented range that holds an address, if its entry may be held against a use on that day.
fn holding<'a>(scene: &'a Scene, ip: IpAddr, day: Date) -> Option<&'a DocumentedRange> {
    let range = scene.network(ip).documented.as_ref()?;
    let as_of = range.as_of.parse::<Date>().ok()?;
    let since = as_of.checked_sub(REPORTED_DAYS.days()).ok()?;
    (since <= day && day <= range.expires.parse().ok()?).then_some(range)
}
