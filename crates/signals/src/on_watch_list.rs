//! A watch list names something that the person uses.
//!
//! ## What it sees
//! A mail address, domain, telephone number, profile, wallet, bank account, device or network address of the person that a list
//! among the scan's inputs names: STIX, MISP, a sanctions list, or the organization's own. Lists are held against all records,
//! also those from before the value was listed.
//!
//! ## Why it matters
//! Operators of this scheme use mailboxes, wallets and profiles for years and with many employers, and investigators publish them.
//!
//! ## Innocent reasons
//! Lists err and age; see `CARD.benign`. What has expired does not count, what was listed long ago counts less, and so does what
//! its publisher is not sure of. A network that many here use, or that is an exit of a VPN or cloud, counts nothing.
//!
//! ## Blind spots
//! What nobody has published. Names of people are never compared.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Indicator, Need, Persona, PersonaId, Said, Scene, Stage,
    sentence, value::utc_day,
};
use jiff::civil::Date;

use crate::{
    listed::{Hit, Listed},
    surprise::Frequency,
};

pub(crate) static CARD: Card = Card {
    id: "on-watch-list",
    title: "A watch list names something that the person uses",
    stage: Stage::Application,
    family: Family::List,
    weight: Bits(7.0),
    weight_from: "guess: strong in the threat catalogue for exact, unique values (APP-16, PAY-06); wallets and accounts more, networks and domains less",
    needs: &[Need::WatchLists],
    benign: &[
        "the list errs, or names a victim whose mailbox or identity was used",
        "the number, name on a site or address was given to somebody else since",
        "somebody else had got into the account on that day",
        "the list is the organization's own and names a person who was cleared",
    ],
    verify: "ask the list's publisher for the case behind the entry, and check that the value is still the same person's; for a sanctions list, ask counsel before anything is paid",
    sources: &["TAYV", "GL26"],
    indicators: &["APP-16", "PAY-06", "DEV-09"],
    attack: &["T1585"],
};

/// A wallet or account is one person's or one facilitator's: guess, as for shared ones.
const MONEY_BITS: f64 = 9.0;
/// An address may have been somebody else's that day: guess.
const NETWORK_BITS: f64 = 5.0;
/// A domain may have many mailboxes: guess.
const DOMAIN_BITS: f64 = 3.0;
/// Findings below this are not shown: guess.
const LEAST_BITS: f64 = 0.5;
/// Days after which an entry about something that people keep says half as much: guess, three years.
const HALF_LIFE_DAYS: f64 = 1_095.0;
/// The same for a network, counted between the use and the listing: guess, a lease of a few months.
const NETWORK_HALF_LIFE_DAYS: f64 = 90.0;
/// Days between use and listing from which a network says nothing: guess.
const NETWORK_MOST_DAYS: i32 = 365;

pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let listed = Listed::of(scene);
    if listed.is_empty() {
        return Vec::new();
    }
    let used: BTreeMap<&PersonaId, (&Persona, Vec<Hit<'_>>)> = scene
        .personas()
        .map(|it| (&it.id, (it, listed.used_by(scene, it))))
        .filter(|(_, (_, hits))| !hits.is_empty())
        .collect();
    let mut users: BTreeMap<&Indicator, BTreeSet<&PersonaId>> = BTreeMap::new();
    for (id, (_, hits)) in &used {
        for hit in hits {
            users.entry(hit.indicator).or_default().insert(id);
        }
    }
    let is_common = |it: &Indicator| {
        let n_users = users.get(it).map_or(0, BTreeSet::len);
        let is_sharable = matches!(it, Indicator::Network(..) | Indicator::Domain(_));
        is_sharable && Frequency::of_people(n_users, scene.n_people()).is_common(Bits(base(it)))
    };
    used.into_values()
        .filter_map(|(persona, hits)| {
            let hits = hits.iter().filter(|it| !is_common(it.indicator));
            let meant = hits.flat_map(|hit| entries(scene, hit));
            finding(persona, meant.collect())
        })
        .collect()
}

/// One entry of a list, held against one use.
struct Entry<'a> {
    hit: Hit<'a>,
    said: &'a Said,
    bits: f64,
}

/// The entries about a value that count, each with what it says.
fn entries<'a>(scene: &Scene<'_>, hit: &Hit<'a>) -> Vec<Entry<'a>> {
    let today = utc_day(scene.as_of);
    let mut res = Vec::new();
    for said in hit.listed {
        let Fact::Listed { until, confidence, .. } = &said.fact else { continue };
        // A network is held against the day of its use: what the list said then was so then.
        let counts_on = hit.day.unwrap_or(today);
        if until.is_some_and(|it| it < counts_on) {
            continue;
        }
        let faded = match hit.day {
            Some(day) => fade_of_use(said, day),
            None => Some(half(days_since(said, today), HALF_LIFE_DAYS)),
        };
        let Some(faded) = faded else { continue };
        let sure = confidence.map_or(1.0, |it| f64::from(it) / 100.0);
        let bits = base(hit.indicator) * sure * faded;
        if bits >= LEAST_BITS {
            res.push(Entry { hit: *hit, said, bits });
        }
    }
    res
}

fn base(indicator: &Indicator) -> f64 {
    match indicator {
        Indicator::Wallet(_) | Indicator::Account(_) => MONEY_BITS,
        Indicator::Network(..) => NETWORK_BITS,
        Indicator::Domain(_) => DOMAIN_BITS,
        Indicator::Email(_) | Indicator::Phone(_) | Indicator::Handle(_) | Indicator::Serial(_) => {
            CARD.weight.0
        }
    }
}

/// Days since a list last named something; none before it did, and none where it has no date and so stands as it is.
fn days_since(said: &Said, today: Date) -> i32 {
    said.last().map_or(0, |it| days(utc_day(it), today)).max(0)
}

/// What is left of an entry about a network that was used on a day; nothing if that was too long before or after.
fn fade_of_use(said: &Said, day: Date) -> Option<f64> {
    let (Some(first), Some(last)) = (said.first(), said.last()) else { return Some(1.0) };
    let before = days(day, utc_day(first)).max(0);
    let after = days(utc_day(last), day).max(0);
    let apart = before.max(after);
    (apart <= NETWORK_MOST_DAYS).then(|| half(apart, NETWORK_HALF_LIFE_DAYS))
}

fn half(days: i32, half_life: f64) -> f64 {
    (-f64::from(days) / half_life).exp2()
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |it| it.get_days())
}

fn finding(persona: &Persona, mut entries: Vec<Entry<'_>>) -> Option<Finding> {
    let order =
        |it: &Entry<'_>| (it.hit.indicator.clone(), it.said.fact.clone(), it.hit.line.clone());
    entries.sort_by(|a, b| b.bits.total_cmp(&a.bits).then_with(|| order(a).cmp(&order(b))));
    let best = entries.first()?;
    let others: BTreeSet<&Indicator> = entries.iter().map(|it| it.hit.indicator).collect();
    let n_others = others.len() - 1;
    let more = if n_others == 0 {
        String::new()
    } else {
        format!("; {n_others} more of what they use is listed")
    };
    let because =
        sentence!("{} uses {}, {}{}", persona, best.hit.indicator, named_by(best.said), more);
    let lines = entries.iter().flat_map(|it| [it.hit.line, it.said.from()]);
    Some(
        Finding::new(&CARD, &persona.id, because, best.hit.line)
            .and(lines)
            .weighing(Bits(best.bits)),
    )
}

/// `which Example CSIRT names (attribution), last on 2026-01-05, valid until 2026-07-04, confidence 85`.
fn named_by(said: &Said) -> String {
    let Fact::Listed { list, why, until, confidence } = &said.fact else {
        return String::new();
    };
    let why = why.as_ref().map_or(String::new(), |it| format!(" ({it})"));
    let last = said.last().map_or(String::new(), |it| format!(", last on {}", utc_day(it)));
    let until = until.map_or(String::new(), |it| format!(", valid until {it}"));
    let sure = confidence.map_or(String::new(), |it| format!(", confidence {it}"));
    format!("which {list} names{why}{last}{until}{sure}")
}
