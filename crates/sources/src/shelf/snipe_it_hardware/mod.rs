//! Snipe-IT hardware: which machine was checked out to whom, when, and until when.
//!
//! How to get it: API `GET /api/v1/hardware` (one object an asset), as JSON. Its CSV is a table of shipments
//! (`asset_shipments`).
//!
//! What was seen: no record. From the vendor's public code: the fields of an asset and of the user that it is checked out to,
//! times as objects (`datetime` or `date`, each with `formatted`). From memory: custom fields by their name.
//!
//! An asset's own name counts as a host name if there is a digit in it: others call a thing `Spare`. A check-out is counted as the day on which the machine went to the person. Names and notes are escaped for web pages.

#[cfg(test)]
mod tests;

use bonafide_model::{
    EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    value::{Email, PersonName, Serial},
};
use jiff::Timestamp;

use crate::{
    Source,
    machines::{account, model},
    naming::{device, host, managed, serial},
    object::Object,
    telling::{Field, Telling, finish, instant},
    worker,
};

const ID: &str = "snipe_it_hardware";
/// Custom fields that hold a machine's host name.
const HOST: &[&str] = &["Hostname", "Host name", "Computer name", "Device name"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Snipe-IT",
    title: "Snipe-IT hardware: machines checked out to people, and when they were due back",
    feeds: &[Need::Devices, Need::Shipments],
    how: "API `GET /api/v1/hardware` as JSON",
    permission: "an API token of a user with View on assets",
    tells: "which machine went to whom and when, until when it was lent, its serial number and model, whether it is the person's own",
    cannot: "where it was sent; earlier holders, who stand in the activity report",
    shape_from: "vendor reference: the vendor's public code that writes an asset; from memory: custom fields",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        it.has("asset_tag") && it.has("serial") && it.has("status_label") && it.has("assigned_to")
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let asset = Object::of(record)?;
    let custom = asset.inside("custom_fields").unwrap_or_default();
    let host_name = HOST
        .iter()
        .find_map(|it| custom.inside(it)?.text("value"))
        .or_else(|| asset.text("name").filter(|it| it.contains(|it: char| it.is_ascii_digit())))
        .and_then(|it| host(&it));
    let names = [serial(asset.text("serial")), managed("snipe_it", asset.text("id")), host_name];
    let Some(mut telling) = device(names, None) else {
        return Err(Reject::new("expected a serial number or an id in `serial` or `id`"));
    };
    let name_of = |name: &str| asset.inside(name).and_then(|it| it.text("name"));
    telling.say_all(model(&[name_of("manufacturer"), name_of("model")], &[]));
    telling.say_all((asset.flag("byod") == Some(true)).then_some(Fact::CompanyOwned(false)));
    let since = time(&mut telling, &asset, "last_checkout");
    let person = asset.inside("assigned_to").and_then(|it| person(&it, &mut telling));
    let Some((pointer, mut person)) = person else {
        return telling.finish("an asset that is nobody's");
    };
    telling.say_at(Fact::HeldBy(pointer), since);
    let serial = asset.text("serial").and_then(|it| Serial::parse(&it).ok());
    let asset_tag = asset.text("asset_tag").map(|it| (*it).into());
    if since.is_some() {
        let sent = Fact::SentDevice { serial: serial.clone(), asset_tag, tracking: None };
        person.say_at(sent, since);
    }
    let due = time(&mut person, &asset, "expected_checkin");
    if due.is_some() {
        person.say_at(Fact::DeviceOverdue { serial }, due);
    }
    finish([telling, person], "nothing of use")
}

/// A time or day, which is an object of the stored form and a form for people.
fn time(telling: &mut Telling, asset: &Object<'_>, name: &str) -> Option<Timestamp> {
    let inner = asset.inside(name);
    let text = match &inner {
        Some(inner) => inner.any(&["datetime", "date"]),
        None => asset.text(name),
    };
    telling.read(text.as_deref().map(|it| Field::new(name, it)), instant)
}

/// The person whom an asset is checked out to, by the best of the pointers; places and other assets are none.
fn person(to: &Object<'_>, telling: &mut Telling) -> Option<(Identifier, Telling)> {
    if to.text("type").is_some_and(|it| it != "user") {
        return None;
    }
    let mailbox = telling.read_first(to, &["email"], Email::parse);
    let number = telling.read_first(to, &["employee_number"], worker::id);
    let pointers = [
        mailbox.clone().map(Identifier::Mailbox),
        number.map(Identifier::Worker),
        to.text("username").and_then(|it| account(&it)),
    ];
    let mut pointers = pointers.into_iter().flatten();
    let first = pointers.next()?;
    let key = to.any(&["id", "username", "email"])?;
    let mut person = Telling::of_person(ID, &*key);
    person.say(Fact::Knows(first.clone()));
    person.say_all(pointers.map(Fact::Knows));
    person.say_all(mailbox.map(|it| Fact::Email(it, EmailUse::Work)));
    let name = match (to.text("first_name"), to.text("last_name")) {
        (Some(given), Some(family)) => PersonName::from_parts(&given, &family).ok(),
        (Some(_), None) | (None, Some(_)) | (None, None) => {
            person.read_first(to, &["name"], PersonName::parse)
        }
    };
    person.say_all(name.map(Fact::Name));
    Some((first, person))
}
