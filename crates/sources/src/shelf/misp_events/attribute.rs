//! One attribute: what kind of value it is, and whether its event means it to be looked for.

use std::sync::Arc;

use bonafide_model::value::utc_day;
use bonafide_model::value::{self, Site, ValueError};
use jiff::Timestamp;

use crate::{
    listings::{Kind, Listing, Listings},
    object::{Object, objects},
    telling::{Field, date, midnight},
};

/// Why attributes were left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kept {
    why: Option<&'static str>,
}

impl Kept {
    pub(super) fn nothing(why: &'static str) -> Self {
        Self { why: Some(why) }
    }

    /// The reason that is shown is that of the last attribute that could have been read.
    pub(super) fn and(self, other: Self) -> Self {
        Self { why: other.why.or(self.why) }
    }

    pub(super) fn why_nothing(self, idle: &'static str) -> &'static str {
        self.why.unwrap_or(idle)
    }
}

/// A type whose value a person's records can carry.
struct Type {
    name: &'static str,
    kind: fn() -> Kind,
    /// Whether MISP ticks `to_ids` unless told otherwise. Published: PyMISP's `describeTypes.json`.
    is_for_detection_by_default: bool,
    /// Which side of a `|` is the value.
    side: Side,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Whole,
    First,
}

const fn ticked(name: &'static str, kind: fn() -> Kind) -> Type {
    Type { name, kind, is_for_detection_by_default: true, side: Side::Whole }
}

const fn unticked(name: &'static str, kind: fn() -> Kind) -> Type {
    Type { name, kind, is_for_detection_by_default: false, side: Side::Whole }
}

const fn first(name: &'static str, kind: fn() -> Kind) -> Type {
    Type { name, kind, is_for_detection_by_default: true, side: Side::First }
}

/// `email-dst` and `target-email` are those who were written to, `dns-soa-email` is a provider's: none of them is among these.
/// `bank-account-nr` names no bank.
const TYPES: &[Type] = &[
    ticked("btc", || Kind::Wallet),
    ticked("dash", || Kind::Wallet),
    ticked("domain", || Kind::Domain),
    first("domain|ip", || Kind::Domain),
    ticked("email", || Kind::Email),
    unticked("email-reply-to", || Kind::Email),
    ticked("email-src", || Kind::Email),
    unticked("github-username", || Kind::Profile(Site::GitHub)),
    ticked("hostname", || Kind::Domain),
    first("hostname|port", || Kind::Domain),
    ticked("iban", || Kind::Account),
    ticked("ip-dst", || Kind::Network),
    first("ip-dst|port", || Kind::Network),
    ticked("ip-src", || Kind::Network),
    first("ip-src|port", || Kind::Network),
    unticked("jabber-id", || Kind::Profile(Site::Other("jabber".to_owned()))),
    unticked("phone-number", || Kind::Phone),
    unticked("twitter-id", || Kind::Profile(Site::X)),
    ticked("url", || Kind::Page),
    unticked("whois-registrant-email", || Kind::Email),
    unticked("whois-registrant-phone", || Kind::Phone),
    ticked("xmr", || Kind::Wallet),
];

/// Name of an object, name of its attribute there, kind of the value.
type Part = (&'static str, &'static str, fn() -> Kind);
/// The same for attributes of type `text`, by the object that they are in and their name there.
const PARTS: &[Part] = &[
    ("coin-address", "address-crypto", || Kind::Wallet),
    ("telegram-account", "phone", || Kind::Phone),
    ("telegram-account", "username", || Kind::Profile(Site::Telegram)),
];

/// Whose values are those of victims.
const VICTIMS: &str = "Targeting data";
const DELETED: &str = "an event or attribute that was deleted";
const NOT_MEANT: &str = "a value that is not meant for detection";
const WRONG: &str = "a value that somebody has found to be a false positive";

/// Says what an attribute lists; `part` is the object that it is in and its name there.
pub(super) fn say(
    attribute: &Object<'_>,
    part: Option<(&str, &str)>,
    list: &Arc<str>,
    listings: &mut Listings,
) -> Kept {
    let (Some(name), Some(value)) = (attribute.text("type"), attribute.text("value")) else {
        return Kept::default();
    };
    let Some((kind, is_for_detection_by_default, side)) = kind(&name, part) else {
        return Kept::default();
    };
    let category = attribute.text("category");
    if category.as_deref() == Some(VICTIMS) {
        return Kept::nothing("a value of a victim");
    }
    if truth(attribute, "deleted") == Some(true) {
        return Kept::nothing(DELETED);
    }
    if is_for_detection_by_default && truth(attribute, "to_ids") == Some(false) {
        return Kept::nothing(NOT_MEANT);
    }
    let sightings = sightings(attribute, listings);
    if sightings.is_false_positive {
        return Kept::nothing(WRONG);
    }
    let seen = seen(attribute, listings);
    let until = sightings.expired.map(utc_day);
    let confidence = confidence(attribute);
    // Categories are words for whole classes of crime; the event says more, and is named.
    let listing = Listing { list: Arc::clone(list), why: None, seen, until, confidence };
    let value = match side {
        Side::Whole => &*value,
        Side::First => value.split('|').next().unwrap_or(&value),
    };
    listings.say(Some(&kind), Field::new(&name, value), &listing);
    Kept::default()
}

fn kind(name: &str, part: Option<(&str, &str)>) -> Option<(Kind, bool, Side)> {
    if let Some(known) = TYPES.iter().find(|it| it.name == name) {
        return Some(((known.kind)(), known.is_for_detection_by_default, known.side));
    }
    let (object, relation) = part.filter(|_| name == "text")?;
    let (_, _, kind) = PARTS.iter().find(|it| (it.0, it.1) == (object, relation))?;
    Some((kind(), false, Side::Whole))
}

/// `true`, `1` and their opposites.
fn truth(object: &Object<'_>, name: &str) -> Option<bool> {
    match &*object.text(name)?.to_lowercase() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// First and last time at which the value was in use; else when the attribute was written.
fn seen(attribute: &Object<'_>, listings: &mut Listings) -> Vec<Timestamp> {
    let mut time = |names: &[&str]| {
        let (name, text) = attribute.named(names).filter(|(_, text)| text != "0")?;
        listings.read(Some(Field::new(name, &text)), time_or_day)
    };
    let in_use: Vec<Timestamp> =
        [time(&["first_seen"]), time(&["last_seen"])].into_iter().flatten().collect();
    if in_use.is_empty() { time(&["timestamp", "date"]).into_iter().collect() } else { in_use }
}

/// Seconds since 1970; older exports write the day alone (`20260105`).
fn time_or_day(text: &str) -> Result<Timestamp, ValueError> {
    value::parse_time(text).or_else(|err| date(text).and_then(midnight).or(Err(err)))
}

/// What others have noted since.
#[derive(Default)]
struct Sightings {
    is_false_positive: bool,
    expired: Option<Timestamp>,
}

/// Kinds of sightings. Published: MISP core format.
const FALSE_POSITIVE: &str = "1";
const EXPIRED: &str = "2";

fn sightings(attribute: &Object<'_>, listings: &mut Listings) -> Sightings {
    let json = attribute.json("Sighting").unwrap_or("[]".into());
    let mut res = Sightings::default();
    for sighting in objects(&json) {
        match sighting.text("type").as_deref() {
            Some(FALSE_POSITIVE) => res.is_false_positive = true,
            Some(EXPIRED) => {
                let at = sighting.text("date_sighting");
                let at = at.as_deref().map(|it| Field::new("date_sighting", it));
                let at = listings.read(at, value::parse_time);
                res.expired = [res.expired, at].into_iter().flatten().min();
            }
            Some(_) | None => {}
        }
    }
    res
}

/// Published: `numerical_value` in the taxonomy `misp`.
const CONFIDENCE: &[(&str, u8)] = &[
    ("misp:confidence-level=\"completely-confident\"", 100),
    ("misp:confidence-level=\"usually-confident\"", 75),
    ("misp:confidence-level=\"fairly-confident\"", 50),
    ("misp:confidence-level=\"rarely-confident\"", 25),
    ("misp:confidence-level=\"unconfident\"", 0),
];

/// The least of the tags that say how sure somebody is.
fn confidence(attribute: &Object<'_>) -> Option<u8> {
    let tags = attribute.json("Tag").unwrap_or("[]".into());
    let names = objects(&tags).into_iter().filter_map(|it| it.text("name"));
    names.filter_map(|name| CONFIDENCE.iter().find(|it| it.0 == name).map(|it| it.1)).min()
}
