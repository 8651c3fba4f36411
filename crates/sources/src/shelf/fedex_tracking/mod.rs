//! FedEx tracking as its API answers: every scan of a parcel, and who took it.
//!
//! How to get it: Track API `POST /track/v1/trackingnumbers` with `includeDetailedScans`, as JSON.
//!
//! What was seen: the vendor's example answer in a public client's test: every field that is read.
//!
//! Names and addresses of shipper and recipient are not kept: the order has them.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Fact, Need, ParcelStep, Reading, Record, Reject,
    value::{self, AddressParts, PostalAddress},
};

use crate::{
    Source,
    object::{Object, objects, texts},
    shelf::carrier_events::{parcel, signer, step},
    telling::{Field, Telling, finish},
};

const ID: &str = "fedex_tracking";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "FedEx",
    title: "FedEx tracking: every scan of a parcel, and who took it",
    feeds: &[Need::CarrierEvents],
    how: "Track API `POST /track/v1/trackingnumbers` with `includeDetailedScans`, as JSON",
    permission: "a project of the shipper's account with the Track API",
    tells: "where a parcel went, whether it was redirected, held, collected, delivered or returned, and who took it",
    cannot: "who took it in when nobody signed; scans older than 90 days",
    shape_from: "vendor reference: the example answer in a public client's test",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record)
        .is_ok_and(|it| it.inside("output").is_some_and(|it| it.has("completeTrackResults")))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    let output = root.inside("output").unwrap_or_default();
    let mut tellings = Vec::new();
    let json = output.json("completeTrackResults").unwrap_or_default();
    for complete in objects(&json) {
        let json = complete.json("trackResults").unwrap_or_default();
        for result in objects(&json) {
            let own = result.inside("trackingNumberInfo").and_then(|it| it.text("trackingNumber"));
            let Some(number) = own.or_else(|| complete.text("trackingNumber")) else {
                return Err(Reject::new("expected the parcel's number in `trackingNumber`"));
            };
            let mut telling = Field::new("trackingNumber", &number).read(parcel)?;
            scans(&result, &mut telling);
            tellings.push(telling);
        }
    }
    finish(tellings, "a parcel of which the carrier knows nothing yet")
}

fn scans(result: &Object<'_>, telling: &mut Telling) {
    let delivery = result.inside("deliveryDetails").unwrap_or_default();
    let json = result.json("scanEvents").unwrap_or_default();
    for scan in objects(&json) {
        let Some(at) = telling.read_first(&scan, &["date"], value::parse_time) else { continue };
        let words = ["eventDescription", "exceptionDescription"].map(|it| scan.text(it));
        let words = words.iter().flatten().map(|it| &**it).collect::<Vec<_>>().join(": ");
        let code = scan.any(&["eventType", "derivedStatusCode"]);
        let step = step::of(
            code.as_deref(),
            Some(&words).filter(|it| !it.is_empty()).map(|it| it.as_str()),
        );
        let signed_by = if step == ParcelStep::Delivered {
            telling.read_first(&delivery, &["receivedByName", "signedByName"], signer).flatten()
        } else {
            None
        };
        let place = scan.inside("scanLocation").and_then(|it| address(&it));
        telling.say_at(Fact::Parcel { step, place, signed_by }, Some(at));
    }
}

fn address(place: &Object<'_>) -> Option<PostalAddress> {
    let text = |name: &str| place.text(name).map(|it| it.into_owned());
    let json = place.json("streetLines").unwrap_or_default();
    let mut lines = texts(&json).into_iter().map(|it| it.into_owned());
    PostalAddress::from_parts(AddressParts {
        line1: lines.next(),
        line2: lines.next(),
        city: text("city"),
        region: text("stateOrProvinceCode"),
        postcode: text("postalCode"),
        country: text("countryCode").or_else(|| text("countryName")),
    })
    .ok()
}
