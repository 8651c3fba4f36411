//! Telephones, addresses and pages of a profile, and the lists in which a profile holds them.

use std::borrow::Cow;

use bonafide_model::{
    AddressPurpose, Fact,
    value::{AddressParts, Handle, Phone, PostalAddress, ValueError},
};

use super::cells;
use crate::{
    object::{Object, objects},
    telling::{Field, Telling, place},
};

/// Most items of a list that are looked for among columns joined with dots. Guess: profiles have a handful.
pub(super) const MOST_ITEMS: usize = 20;
/// Fields by one of which an item is known to be there.
const SIGNS: &[&str] = &["value", "address", "formatted", "title", "username", "type"];
/// Kinds of telephone that ring somewhere else than at the person.
const NOT_OWN: &[&str] =
    &["assistant", "callback", "company_main", "main", "pager", "radio", "telex"];
/// Columns of the console's download that hold telephones.
const PHONE_COLUMNS: &[&str] = &["Work Phone", "Home Phone", "Mobile Phone"];

/// One entry of a list.
pub(super) enum Item<'r, 'a> {
    /// An object.
    Inside(&'r Object<'r>),
    /// Columns that begin alike: `phones.0`.
    Dotted(&'r Object<'a>, String),
}

impl Item<'_, '_> {
    /// A field of the entry.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        match self {
            Item::Inside(object) => object.text(name),
            Item::Dotted(row, prefix) => row.text(&format!("{prefix}.{name}")),
        }
    }
}

/// Takes the entries of a list one by one.
pub(super) fn each(fields: &Object<'_>, list: &str, mut take: impl FnMut(&Item<'_, '_>)) {
    let json = fields.json(list).unwrap_or_default();
    for object in &objects(&json) {
        take(&Item::Inside(object));
    }
    for idx in 0..MOST_ITEMS {
        let prefix = format!("{list}.{idx}");
        if !SIGNS.iter().any(|it| fields.has(&format!("{prefix}.{it}"))) {
            return;
        }
        take(&Item::Dotted(fields, prefix));
    }
}

/// Says where the person is reached and met.
pub(super) fn tell(fields: &Object<'_>, telling: &mut Telling) {
    let country = addresses(fields, telling);
    each(fields, "phones", |item| {
        let is_own =
            item.text("type").is_none_or(|it| !NOT_OWN.contains(&&*it) && !it.ends_with("fax"));
        if let Some(text) = item.text("value").filter(|_| is_own) {
            phone(telling, Field::new("phones.value", &text), country);
        }
    });
    for column in PHONE_COLUMNS {
        for text in cells(fields, column) {
            phone(telling, Field::new(column, &text), country);
        }
    }
    let recovery = fields.any(&["recoveryPhone", "Recovery Phone [MUST BE IN THE E.164 FORMAT]"]);
    if let Some(text) = recovery {
        phone(telling, Field::new("recoveryPhone", &text), None);
    }
    each(fields, "websites", |item| {
        if let Some(text) = item.text("value") {
            let page = telling.read(Some(Field::new("websites.value", &text)), Handle::parse_url);
            telling.say_all(page.map(Fact::Handle));
        }
    });
}

fn phone(telling: &mut Telling, field: Field<'_>, country: Option<&str>) {
    let phone = telling.read(Some(field), |it| Phone::parse(it, country));
    telling.say_all(phone.map(Fact::Phone));
}

/// Home and work; answers with the country of the first of them, where a telephone without a country code rings.
fn addresses(fields: &Object<'_>, telling: &mut Telling) -> Option<&'static str> {
    let mut found = Vec::new();
    each(fields, "addresses", |item| {
        let purpose = match item.text("type").as_deref() {
            Some("home") => AddressPurpose::Home,
            Some("work") => AddressPurpose::Work,
            Some(_) | None => return,
        };
        found.extend(written(item).map(|it| (purpose, it)));
    });
    let columns = [("Home Address", AddressPurpose::Home), ("Work Address", AddressPurpose::Work)];
    for (column, purpose) in columns {
        found.extend(fields.text(column).map(|it| (purpose, place(&it))));
    }
    let mut country = None;
    for (purpose, address) in found {
        match address {
            Ok(address) => {
                country =
                    country.or(address.country().and_then(bonafide_model::value::country_code));
                telling.say(Fact::Address(address, purpose));
            }
            Err(err) => telling.unread("addresses", &err),
        }
    }
    country
}

/// The parts where Google has them, else the one line; `None` for an entry without either.
fn written(item: &Item<'_, '_>) -> Option<Result<PostalAddress, ValueError>> {
    let part = |name: &str| item.text(name).map(Cow::into_owned);
    let parts = AddressParts {
        line1: part("streetAddress"),
        line2: part("extendedAddress"),
        city: part("locality"),
        region: part("region"),
        postcode: part("postalCode"),
        country: part("countryCode").or_else(|| part("country")),
    };
    if parts.line1.is_some() || parts.city.is_some() {
        return Some(PostalAddress::from_parts(parts));
    }
    item.text("formatted").map(|it| place(&it.replace('\n', ", ")))
}
