//! Deel equipment: orders with the address that they go to, and assets with whoever holds them.
//!
//! How to get it: API `GET /rest/v2/it/orders` and `/it/assets` (all pages), as JSON.
//!
//! What it tells: to which address and telephone equipment was ordered and when, whether it left the warehouse, who holds
//! which device. What it cannot: the serial number of what is under way; changes of the address.
//!
//! Shape: Deel's own OpenAPI descriptions as api-evangelist keeps them. Birth dates, tax and passport numbers and delivery
//! instructions of an address are not read.

#[cfg(test)]
mod tests;

use bonafide_model::{
    AddressPurpose, Fact, Identifier, Need, Reading, Record, Reject, Subject,
    value::{Email, PersonName, PostalAddress},
};
use jiff::Timestamp;

use crate::{
    Source,
    applicant::call,
    deel::HOME,
    naming::serial,
    object::{Object, objects, texts},
    telling::{Field, Telling, finish, instant},
    worker::Gathered,
};

const ID: &str = "deel_equipment";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Deel",
    title: "Equipment ordered for workers and held by them",
    feeds: &[Need::Shipments, Need::Devices],
    how: "API `GET /rest/v2/it/orders` and `/it/assets`, all pages",
    permission: "an organization token with `it-orders:read` and `it-assets:read`",
    tells: "to which address and phone equipment was ordered and when, whether it left the warehouse, who holds which device",
    cannot: "serial numbers of equipment on its way; changes of the address; where a device is now",
    shape_from: "vendor reference: Deel's OpenAPI descriptions",
    columns: &[],
    marks: &[],
    recognize: |record| open(record).is_some(),
    read,
};

/// What a record is.
enum Opened<'a> {
    Order(Object<'a>),
    Asset(Object<'a>),
}

fn open(record: &Record) -> Option<Opened<'_>> {
    let whole = Object::of_json(record).ok()?;
    let inside = if whole.has("order_items") || whole.has("assigned_user") {
        None
    } else {
        // A single one is answered inside `data`.
        whole.inside("data")
    };
    let record = inside.unwrap_or(whole);
    let has = |name: &str| record.names().any(|it| it == name);
    if has("order_items") && has("user") {
        return Some(Opened::Order(record));
    }
    let is_asset = has("assigned_user") && has("serial_number");
    is_asset.then_some(Opened::Asset(record))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    match open(record) {
        Some(Opened::Order(record)) => order(&record),
        Some(Opened::Asset(record)) => asset(&record),
        None => Err(Reject::new(
            "an order or asset of Deel: expected `order_items` and `user`, or `assigned_user` and `serial_number`; export it from the API unchanged",
        )),
    }
}

/// States of an item that has left the warehouse.
const UNDER_WAY: &[&str] = &["SHIPPED", "COMPLETED"];

/// An order is a record of its own, so that its address, telephone and items stay together.
fn order(record: &Object<'_>) -> Result<Reading, Reject> {
    let id = record.require(&["id"])?;
    let mut telling = Telling::of_person(ID, format!("order:{id}"));
    let at = telling.read_first(record, &["created_at"], instant);
    let user = record.inside("user").unwrap_or_default();
    if pointers(&user).is_empty() {
        return Err(Reject::new(
            "an order of Deel: expected `emails` or `hris_profile_id` of the user that it goes to; export it with a token that sees people",
        ));
    }
    holder(&user, at, &mut telling);
    let items = record.json("order_items").unwrap_or_default();
    let is_sent = objects(&items)
        .iter()
        .any(|it| it.text("status").is_some_and(|it| UNDER_WAY.contains(&&*it)));
    if is_sent {
        telling.say_at(Fact::SentDevice { serial: None, asset_tag: None, tracking: None }, None);
    }
    telling.finish("an order that goes nowhere")
}

/// Whoever an order goes to or holds an asset.
fn holder(user: &Object<'_>, at: Option<Timestamp>, telling: &mut Telling) {
    for pointer in pointers(user) {
        telling.say(Fact::Knows(pointer));
    }
    let (given, family) = (user.text("first_name"), user.text("last_name"));
    let name = match (given.as_deref(), family.as_deref()) {
        (None, None) => None,
        (given, family) => PersonName::from_parts(given.unwrap_or(""), family.unwrap_or("")).ok(),
    };
    telling.say_all(name.map(Fact::Name));
    let Some(written) = user.inside("address") else { return };
    let purpose = match written.text("type").as_deref() {
        Some("DELIVERY") | None => AddressPurpose::ShipTo,
        Some("PII" | "PARTIAL") => AddressPurpose::Home,
        Some("BILLING") => AddressPurpose::Payroll,
        // Of a warehouse, a supplier or the company.
        Some(_) => return,
    };
    let gathered = Gathered::of(&written, HOME);
    let address = telling.address(&gathered.row(), "home");
    let country = address.as_ref().and_then(PostalAddress::country).map(str::to_owned);
    telling.say_at_all(address.map(|it| Fact::Address(it, purpose)), at);
    if let Some(phone) = written.text("phone_number") {
        call(Field::new("user.address.phone_number", &phone), country.as_deref(), at, telling);
    }
}

fn pointers(user: &Object<'_>) -> Vec<Identifier> {
    let profile = user.text("hris_profile_id").map(|it| Identifier::Directory((&*it).into()));
    let json = user.json("emails").unwrap_or_default();
    let emails = texts(&json).into_iter().filter_map(|it| Email::parse(&it).ok());
    profile.into_iter().chain(emails.map(Identifier::Mailbox)).collect()
}

/// An asset is a device that somebody holds.
fn asset(record: &Object<'_>) -> Result<Reading, Reject> {
    let Some(device) = serial(record.text("serial_number")) else {
        return Ok(Reading::PassOver("equipment without a serial number"));
    };
    let mut device = Telling::about(Subject::Device(device));
    let product = record.inside("product").unwrap_or_default();
    let model = [product.text("brand"), product.text("name")];
    let model: Vec<&str> = model.iter().flatten().map(|it| &**it).collect();
    if !model.is_empty() {
        device.say(Fact::Model { model: model.join(" ").into(), os: None });
    }
    // What Deel owns is lent to the company for its worker.
    device.say(Fact::CompanyOwned(true));
    let user = record.inside("assigned_user");
    for pointer in user.as_ref().map(pointers).unwrap_or_default() {
        device.say(Fact::HeldBy(pointer));
    }
    let Some(user) = user.filter(|it| !pointers(it).is_empty()) else {
        return device.finish("equipment that nobody holds");
    };
    let id = record.text("id").unwrap_or_default();
    let mut person = Telling::of_person(ID, format!("asset:{id}"));
    holder(&user, None, &mut person);
    finish([device, person], "equipment that nobody holds")
}
