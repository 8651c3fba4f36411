//! DHL tracking as its APIs answer: every event of a shipment, and who signed.
//!
//! How to get it, either of: Shipment Tracking - Unified `GET /track/shipments` (all of DHL); MyDHL API
//! `GET /shipments/{number}/tracking` (Express), as JSON.
//!
//! What was seen: the vendor's example answers in two public clients' tests: every field that is read, but for `GMTOffset` and
//! `signedBy` in an event of Express, which are from memory.
//!
//! An event of the unified API has a time without a zone where the carrier knows none: it is read as UTC.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Fact, Need, ParcelStep, Reading, Record, Reject,
    value::{self, AddressParts, PersonName, PostalAddress},
};
use jiff::Timestamp;

use crate::{
    Source,
    object::{Object, objects},
    shelf::carrier_events::{parcel, signer, step},
    telling::{Field, Telling, finish, place},
};

const ID: &str = "dhl_tracking";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "DHL",
    title: "DHL tracking: every event of a shipment, and who signed",
    feeds: &[Need::CarrierEvents],
    how: "Shipment Tracking - Unified `GET /track/shipments`, or MyDHL API `GET /shipments/{number}/tracking`, as JSON",
    permission: "an app of the developer portal with the tracking API",
    tells: "where a shipment went, whether it was redirected, held, collected, delivered or returned, and who signed",
    cannot: "who took it in when nobody signed; events older than the carrier keeps them; names without the shipper's own key",
    shape_from: "vendor reference: example answers in public clients' tests; from memory: `GMTOffset` and `signedBy` of Express",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(root) = Object::of(record) else { return false };
    let json = root.json("shipments").unwrap_or_default();
    is_shipment(&root) || objects(&json).first().is_some_and(is_shipment)
}

fn is_shipment(it: &Object<'_>) -> bool {
    let is_unified = it.has("id") && it.has("service") && it.has("status") && it.has("events");
    let is_express = it.has("shipmentTrackingNumber") && it.has("events");
    is_unified || is_express
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    let json = root.json("shipments").unwrap_or_default();
    let page = objects(&json);
    let all: Vec<&Object<'_>> = if page.is_empty() { vec![&root] } else { page.iter().collect() };
    let mut tellings = Vec::new();
    for shipment in all {
        let Some((name, number)) = shipment.named(&["shipmentTrackingNumber", "id"]) else {
            return Err(Reject::new("expected the shipment's number in `id`"));
        };
        let mut telling = Field::new(name, &number).read(parcel)?;
        events(shipment, &mut telling);
        tellings.push(telling);
    }
    finish(tellings, "a shipment of which the carrier knows nothing yet")
}

fn events(shipment: &Object<'_>, telling: &mut Telling) {
    let proof = shipment.inside("details").and_then(|it| it.inside("proofOfDelivery"));
    let signed = proof.and_then(|it| it.inside("signed")).unwrap_or_default();
    let json = shipment.json("events").unwrap_or_default();
    let listed = objects(&json);
    // The status repeats the last event; without a history it is all there is.
    let status = shipment.inside("status").filter(|_| listed.is_empty());
    for event in listed.iter().chain(&status) {
        let Some(at) = time(event, telling) else { continue };
        let code = event.any(&["typeCode", "statusCode"]);
        let words = event.any(&["description", "status"]);
        let step = step::of(code.as_deref(), words.as_deref());
        let signed_by = if step == ParcelStep::Delivered {
            let own = telling.read_first(event, &["signedBy"], signer).flatten();
            own.or_else(|| name(&signed, telling))
        } else {
            None
        };
        telling.say_at(Fact::Parcel { step, place: address(event), signed_by }, Some(at));
    }
}

/// `timestamp`, or the date, time and offset of Express.
fn time(event: &Object<'_>, telling: &mut Telling) -> Option<Timestamp> {
    if event.has("timestamp") {
        return telling.read_first(event, &["timestamp"], value::parse_time);
    }
    let parts = [event.text("date"), event.text("time")];
    let day = parts.iter().flatten().map(|it| &**it).collect::<Vec<_>>().join("T");
    let offset = event.text("GMTOffset").unwrap_or_default();
    telling.read(Some(Field::new("date", &format!("{day}{offset}"))), value::parse_time)
}

fn name(signed: &Object<'_>, telling: &mut Telling) -> Option<PersonName> {
    match (signed.text("givenName"), signed.text("familyName")) {
        (Some(given), Some(family)) => PersonName::from_parts(&given, &family).ok(),
        (Some(_), None) | (None, Some(_)) | (None, None) => {
            telling.read_first(signed, &["name", "familyName"], signer).flatten()
        }
    }
}

fn address(event: &Object<'_>) -> Option<PostalAddress> {
    if let Some(area) = event.json("serviceArea") {
        return objects(&area).first()?.text("description").and_then(|it| place(&it).ok());
    }
    let address = event.inside("location")?.inside("address")?;
    let text = |name: &str| address.text(name).map(|it| it.into_owned());
    // `OMAHA - USA` names the country again.
    let locality = text("addressLocality");
    let (city, country) = match locality.as_deref().and_then(|it| it.split_once(" - ")) {
        Some((city, country)) => (Some(city.to_owned()), Some(country.to_owned())),
        None => (locality, None),
    };
    PostalAddress::from_parts(AddressParts {
        line1: text("streetAddress"),
        city,
        postcode: text("postalCode"),
        country: text("countryCode").or(country),
        ..AddressParts::default()
    })
    .ok()
}
