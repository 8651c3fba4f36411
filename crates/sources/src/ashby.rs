//! Ashby's candidates as its API writes them, alone or inside an application, and the envelope of its answers and webhooks.
//!
//! Shape: live answers recorded in the tests of Nango's integration templates (seen, not copied), and Ashby's own OpenAPI
//! description as api-evangelist keeps it. Custom fields, tags, notes, submitted forms and the verdict `fraudStatus` of
//! whoever looked at a candidate are not read.

use bonafide_model::{
    AddressPurpose, EmailUse, Fact, Record,
    value::{AddressParts, Email, PersonName, PostalAddress},
};
use jiff::Timestamp;

use crate::{
    applicant::{call, name_file, refer},
    object::{Object, objects, texts},
    telling::{Field, Telling},
};

/// An answer or a webhook of Ashby, opened.
pub(crate) struct Opened<'a> {
    /// What a webhook says has happened.
    pub(crate) action: Option<String>,
    /// The record itself; of a webhook, what lies in its `data`.
    pub(crate) record: Object<'a>,
}

/// Takes a record out of the `results` of an answer or the `data` of a webhook.
pub(crate) fn open(record: &Record) -> Option<Opened<'_>> {
    let whole = Object::of_json(record).ok()?;
    if let (Some(action), Some(inside)) = (whole.text("action"), whole.inside("data")) {
        return Some(Opened { action: Some(action.into_owned()), record: inside });
    }
    let inside = if whole.has("success") { whole.inside("results") } else { None };
    Some(Opened { action: None, record: inside.unwrap_or(whole) })
}

/// Says what a candidate's record holds of the person: name, place, mail and telephones.
pub(crate) fn who(candidate: &Object<'_>, at: Option<Timestamp>, telling: &mut Telling) {
    let name = telling.read_first(candidate, &["name"], PersonName::parse);
    telling.say_at_all(name.map(Fact::Name), at);
    let home = candidate.inside("location").and_then(|it| home(&it, telling));
    let country = home.as_ref().and_then(PostalAddress::country).map(str::to_owned);
    telling.say_at_all(home.map(|it| Fact::Address(it, AddressPurpose::Home)), at);
    let mut told = Vec::new();
    for name in ["primaryEmailAddress", "emailAddresses", "alternateEmailAddresses"] {
        for (value, label) in values(candidate, name) {
            // `Work` is where the candidate works now, elsewhere.
            let is_personal = label.is_some_and(|it| it.eq_ignore_ascii_case("personal"));
            let used = if is_personal { EmailUse::Personal } else { EmailUse::Unknown };
            let Some(email) = telling.read(Some(Field::new(name, &value)), Email::parse) else {
                continue;
            };
            // The primary one stands in the list once more.
            if !told.contains(&email) {
                told.push(email.clone());
                telling.say_at(Fact::Email(email, used), at);
            }
        }
    }
    let mut called = Vec::new();
    for name in ["primaryPhoneNumber", "phoneNumbers"] {
        for (value, _) in values(candidate, name) {
            if !called.contains(&value) {
                call(Field::new(name, &value), country.as_deref(), at, telling);
                called.push(value);
            }
        }
    }
}

/// Values with their types, of a field that holds one or a list, as objects or as texts.
fn values(candidate: &Object<'_>, name: &str) -> Vec<(String, Option<String>)> {
    if let Some(text) = candidate.text(name) {
        return vec![(text.into_owned(), None)];
    }
    let json = candidate.json(name).unwrap_or_default();
    let labeled = objects(&json)
        .into_iter()
        .filter_map(|it| Some((it.text("value")?.into_owned(), it.text("type").map(String::from))));
    let plain = texts(&json).into_iter().map(|it| (it.into_owned(), None));
    labeled.chain(plain).collect()
}

/// The place that a candidate is at; its summary begins with the country, so its parts are read.
fn home(location: &Object<'_>, telling: &mut Telling) -> Option<PostalAddress> {
    let json = location.json("locationComponents").unwrap_or_default();
    let part = |kind: &str| {
        let parts = objects(&json);
        let part = parts.iter().find(|it| it.text("type").is_some_and(|it| &*it == kind))?;
        part.text("name").map(String::from)
    };
    let parts = AddressParts {
        city: part("City"),
        region: part("Region"),
        country: part("Country"),
        ..AddressParts::default()
    };
    if parts.city.is_none() && parts.region.is_none() && parts.country.is_none() {
        return None;
    }
    let summary = Field::new("location", "locationComponents");
    telling.read(Some(summary), |_| PostalAddress::from_parts(parts))
}

/// Names the files of a candidate or application.
pub(crate) fn files(record: &Object<'_>, telling: &mut Telling) {
    let mut named = Vec::new();
    for field in ["resumeFileHandle", "fileHandles"] {
        for file in objects(&record.json(field).unwrap_or_default()) {
            let Some(name) = file.text("name").map(String::from) else { continue };
            if !named.contains(&name) {
                name_file(&name, telling);
                named.push(name);
            }
        }
    }
}

/// Where a record came from, as Ashby names it.
pub(crate) fn channel(record: &Object<'_>) -> Option<String> {
    record.inside("source")?.text("title").map(String::from)
}

/// Says who referred the candidate. Whoever sourced one gets the credit; only a referral makes them a referrer.
pub(crate) fn credited(record: &Object<'_>, at: Option<Timestamp>, telling: &mut Telling) {
    let Some(source) = record.inside("source") else { return };
    let group = source.inside("sourceType").and_then(|it| it.text("title"));
    let is_referral = [source.text("title"), group]
        .into_iter()
        .flatten()
        .any(|it| it.to_lowercase().contains("referral"));
    if is_referral && let Some(user) = record.inside("creditedToUser") {
        refer(&user, at, telling);
    }
}
