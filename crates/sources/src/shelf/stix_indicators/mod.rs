//! Indicators in STIX 2.1 (and 2.0): bundles, answers of TAXII servers, and one object a line.
//!
//! How to get it: the export or feed of a threat-intelligence platform (OpenCTI, MISP, a TAXII collection) as JSON.
//!
//! What it tells: which mail addresses, domains, networks, telephone numbers, wallets, bank accounts and profiles somebody
//! publishes to be looked for, from when until when, and how surely. What it cannot: whether the publisher is right.
//!
//! Shape: the JSON schemas of OASIS for bundle, indicator and user account; the pattern language from memory of the
//! specification; objects that platforms add (`cryptocurrency-wallet`, `phone-number`, `hostname`, `bank-account`) as published
//! exporters write them.
//!
//! Only indicators list something. What else stands in a bundle (addresses that were observed, victims, actors and their names)
//! says nobody's guilt and is passed over; an identity gives the name of the publisher of the indicators beside it.

mod pattern;
mod selector;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use bonafide_model::{
    Need, Reading, Record, Reject,
    value::{self, ValueError},
};

use self::selector::Meaning;
use crate::{
    Source,
    listings::{Listing, Listings, confidence, day_before},
    object::{Object, objects, texts},
    telling::Field,
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "stix_indicators",
    vendor: "any",
    title: "Threat indicators in STIX",
    feeds: &[Need::WatchLists],
    how: "threat-intelligence platform or TAXII collection: export or feed as STIX 2.1 JSON; a bundle over 16 MiB as one object per line (jq -c '.objects[]')",
    permission: "read access to the collection or feed",
    tells: "which mail addresses, domains, networks, telephone numbers, wallets, bank accounts and profiles a publisher names, from when until when, and how surely",
    cannot: "whether the publisher is right; patterns of several things at once, of files, processes or traffic, and in other languages than STIX are passed over; observed objects and actors list nothing; where each object stands on its own, the publisher is known by the id alone",
    shape_from: "vendor reference: OASIS cti-stix2-json-schemas (bundle, core, indicator, identity, user-account); objects of platforms as published exporters write them; the pattern language from memory",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

/// The list's name where an indicator names no publisher.
const NO_PUBLISHER: &str = "STIX indicators without a publisher";
/// Words for what an indicator shows, that are kept. Guess.
const MOST_WORDS: usize = 5;
/// Letters of such a word at most; what is longer is a sentence. Guess.
const WORD_LETTERS: usize = 60;
const BENIGN: &str = "an indicator that its publisher calls benign, or of anonymizers alone, which honest people use too";
const UNSOUND: ValueError = ValueError::Expected(
    "an indicator with a pattern, and with times in RFC 3339 where it has any",
);
const IDLE: &str = "a bundle without indicators";

fn recognize(record: &Record) -> bool {
    let Ok(object) = Object::of_json(record) else { return false };
    let (Some(kind), Some(id)) = (object.text("type"), object.text("id")) else { return false };
    id.strip_prefix(&*kind).is_some_and(|it| it.starts_with("--"))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let object = Object::of_json(record)?;
    let mut listings = Listings::default();
    if object.require(&["type"])? != "bundle" {
        let idle = one(&object, &BTreeMap::new(), &mut listings)?;
        return listings.finish(idle);
    }
    let Some(json) = object.json("objects") else { return Ok(Reading::PassOver(IDLE)) };
    let objects = objects(&json);
    let publishers = objects.iter().filter_map(publisher).collect();
    let mut idle = IDLE;
    for object in objects.iter().filter(|it| it.text("type").as_deref() == Some("indicator")) {
        match one(object, &publishers, &mut listings) {
            Ok(why) => idle = why,
            Err(_) => listings.unread("objects", UNSOUND),
        }
    }
    listings.finish(idle)
}

/// Publishers by id.
type Publishers<'a> = BTreeMap<Cow<'a, str>, Cow<'a, str>>;

/// The name of an identity, unless it is one person's.
fn publisher<'a>(object: &Object<'a>) -> Option<(Cow<'a, str>, Cow<'a, str>)> {
    let is_person = object.text("identity_class").as_deref() == Some("individual");
    let is_identity = object.text("type").as_deref() == Some("identity");
    (is_identity && !is_person).then_some((object.text("id")?, object.text("name")?))
}

/// Says what one object lists, and why it lists nothing if so.
fn one(
    object: &Object<'_>,
    publishers: &Publishers<'_>,
    listings: &mut Listings,
) -> Result<&'static str, Reject> {
    let kind = object.require(&["type"])?;
    if kind != "indicator" {
        return Ok(other(&kind));
    }
    if object.flag("revoked") == Some(true) {
        return Ok("an indicator that its publisher has taken back");
    }
    let types = words(object, "indicator_types").or_else(|| words(object, "labels"));
    let types = types.unwrap_or_default();
    let is_harmless = |it: &Cow<'_, str>| matches!(&**it, "benign" | "anonymization");
    if !types.is_empty() && types.iter().all(is_harmless) {
        return Ok(BENIGN);
    }
    let written = object.require(&["pattern"])?;
    if object.text("pattern_type").is_some_and(|it| it != "stix") {
        return Ok("an indicator in another language than STIX patterns");
    }
    let Some(alternatives) = pattern::alternatives(&written) else {
        return Ok("a pattern of several observations at once, or in another language");
    };
    let listing = listing(object, publishers, &types, listings)?;
    let mut idle = "an indicator of files, processes or traffic";
    for all in &alternatives {
        match selector::meaning(all) {
            Meaning::Values(kind, values) => {
                for value in values {
                    listings.say(kind.as_ref(), Field::new("pattern", value), &listing);
                }
            }
            Meaning::Nothing(why) => idle = why,
        }
    }
    Ok(idle)
}

fn other(kind: &str) -> &'static str {
    match kind {
        "identity" | "threat-actor" | "intrusion-set" | "campaign" | "persona" => {
            "an actor or an organization: names are not looked for, only indicators list values"
        }
        "relationship"
        | "sighting"
        | "report"
        | "grouping"
        | "note"
        | "opinion"
        | "marking-definition"
        | "extension-definition"
        | "language-content" => "an object about other objects",
        "observed-data" => "an observation: only indicators say that a value is to be looked for",
        _ => "an object that is no indicator: only indicators say that a value is to be looked for",
    }
}

fn words<'a>(object: &Object<'a>, name: &str) -> Option<Vec<Cow<'a, str>>> {
    let json = object.json(name)?;
    let short = |it: &Cow<'_, str>| it.chars().count() <= WORD_LETTERS;
    let words: Vec<Cow<'a, str>> = texts(&json)
        .into_iter()
        .filter(short)
        .take(MOST_WORDS)
        .map(|it| Cow::Owned(it.into_owned()))
        .collect();
    (!words.is_empty()).then_some(words)
}

fn listing(
    object: &Object<'_>,
    publishers: &Publishers<'_>,
    types: &[Cow<'_, str>],
    listings: &mut Listings,
) -> Result<Listing, Reject> {
    let since = object.named(&["valid_from", "created"]);
    let since = since.as_ref().map(|(name, text)| Field::new(name, text));
    let seen = listings.read(since, value::parse_time);
    // An end that cannot be read may have passed: the indicator is refused rather than counted for ever.
    let until = object.text("valid_until");
    let until = until.as_deref().map(|it| Field::new("valid_until", it).read(value::parse_time));
    let until = until.transpose()?.map(day_before);
    let sure = object.text("confidence");
    let sure = sure.as_deref().map(|it| Field::new("confidence", it));
    let confidence = listings.read(sure, confidence);
    let why = (!types.is_empty()).then(|| Arc::from(types.join(", ")));
    let list = list(object, publishers);
    Ok(Listing { list, why, seen: seen.into_iter().collect(), until, confidence })
}

/// The publisher's name, else the report that is referred to, else the publisher's id.
fn list(object: &Object<'_>, publishers: &Publishers<'_>) -> Arc<str> {
    let by = object.text("created_by_ref");
    if let Some(name) = by.as_ref().and_then(|it| publishers.get(it)) {
        return Arc::from(&**name);
    }
    let references = object.json("external_references");
    let named = references.as_deref().map(objects).unwrap_or_default();
    let report = named.first().and_then(|it| it.text("source_name"));
    report.or(by).map_or_else(|| NO_PUBLISHER.into(), |it| Arc::from(&*it))
}
