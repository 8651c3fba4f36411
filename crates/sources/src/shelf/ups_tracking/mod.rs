//! UPS tracking as its API answers: what happened to a parcel, where, and who took it.
//!
//! How to get it: Tracking API `GET /api/track/v1/details/{number}` (`trackResponse`), or the messages that UPS Track Alert
//! pushes (one flat object an activity), as JSON.
//!
//! What was seen: no record. From the vendor's published API description and a public client's test: every field that is
//! read, and examples of pushed messages.
//!
//! An activity has the local date and time, often the offset, sometimes the same in GMT (`gmtTime` may have lost a zero in
//! front). Without any zone a time is read as UTC. Addresses of shipper and consignee are not kept: the order has them.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use bonafide_model::{
    Fact, Need, ParcelStep, Reading, Record, Reject,
    value::{self, AddressParts, PostalAddress, ValueError},
};
use jiff::Timestamp;

use crate::{
    Source,
    object::{Object, objects},
    shelf::carrier_events::{parcel, signer, step},
    telling::{Field, Telling, finish},
};

const ID: &str = "ups_tracking";
const EXPECTED_TIME: ValueError =
    ValueError::Expected("a date as YYYYMMDD and a time as HHMMSS in every activity");

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "UPS",
    title: "UPS tracking: what happened to a parcel, where, and who took it",
    feeds: &[Need::CarrierEvents],
    how: "Tracking API `GET /api/track/v1/details/{number}`, or messages of UPS Track Alert, as JSON",
    permission: "an application of the shipper's account with the Tracking product",
    tells: "where a parcel went, whether it was redirected, held, collected, delivered or returned, and who took it",
    cannot: "who took it in when nobody signed; activities older than four months; names are given to the shipper only",
    shape_from: "vendor reference: the published API description; messages of Track Alert from its examples",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let is_answer = it.inside("trackResponse").is_some_and(|it| it.has("shipment"));
        let is_pushed =
            it.has("trackingNumber") && it.has("activityStatus") && it.has("localActivityDate");
        is_answer || is_pushed
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    let Some(answer) = root.inside("trackResponse") else {
        let mut telling = number(&root, None)?;
        let status = root.inside("activityStatus").unwrap_or_default();
        let place = root.inside("activityLocation").unwrap_or_default();
        let at = time(
            (root.text("gmtActivityDate"), root.text("gmtActivityTime"), Some("Z".into())),
            (root.text("localActivityDate"), root.text("localActivityTime"), None),
        );
        tell(&mut telling, (&status, &place, &root), at);
        return telling.finish("a message without an activity");
    };
    let mut tellings = Vec::new();
    let json = answer.json("shipment").unwrap_or_default();
    for shipment in objects(&json) {
        let json = shipment.json("package").unwrap_or_default();
        for package in objects(&json) {
            let mut telling = number(&package, shipment.text("inquiryNumber"))?;
            activities(&package, &mut telling);
            tellings.push(telling);
        }
    }
    finish(tellings, "a parcel of which the carrier knows nothing yet")
}

fn number(package: &Object<'_>, inquiry: Option<Cow<'_, str>>) -> Result<Telling, Reject> {
    let Some(number) = package.text("trackingNumber").or(inquiry) else {
        return Err(Reject::new("expected the parcel's number in `trackingNumber`"));
    };
    Field::new("trackingNumber", &number).read(parcel)
}

fn activities(package: &Object<'_>, telling: &mut Telling) {
    let delivery = package.inside("deliveryInformation").unwrap_or_default();
    let json = package.json("activity").unwrap_or_default();
    for activity in objects(&json) {
        let status = activity.inside("status").unwrap_or_default();
        let place = activity.inside("location").and_then(|it| it.inside("address"));
        let at = time(
            (activity.text("gmtDate"), activity.text("gmtTime"), Some("Z".into())),
            (activity.text("date"), activity.text("time"), activity.text("gmtOffset")),
        );
        tell(telling, (&status, &place.unwrap_or_default(), &delivery), at);
    }
}

/// Says one activity by its status, its place and what is known of the delivery.
fn tell(
    telling: &mut Telling,
    (status, place, delivery): (&Object<'_>, &Object<'_>, &Object<'_>),
    at: Result<Timestamp, ValueError>,
) {
    let at = match at {
        Ok(at) => at,
        Err(err) => return telling.unread("activity", &err),
    };
    let description = status.any(&["description", "simplifiedTextDescription"]);
    let step = step::of(status.text("type").as_deref(), description.as_deref());
    let signed_by = if step == ParcelStep::Delivered {
        telling.read_first(delivery, &["receivedBy"], signer).flatten()
    } else {
        None
    };
    telling.say_at(Fact::Parcel { step, place: address(place), signed_by }, Some(at));
}

fn address(place: &Object<'_>) -> Option<PostalAddress> {
    let text = |name: &str| place.text(name).map(|it| it.into_owned());
    PostalAddress::from_parts(AddressParts {
        line1: text("addressLine1"),
        line2: text("addressLine2"),
        city: text("city"),
        region: text("stateProvince"),
        postcode: text("postalCode"),
        country: text("countryCode").or_else(|| text("country")),
    })
    .ok()
}

/// Date, time and offset as they are written.
type Written<'a> = (Option<Cow<'a, str>>, Option<Cow<'a, str>>, Option<Cow<'a, str>>);

/// The instant in GMT if it is there, else the local one.
fn time(gmt: Written<'_>, local: Written<'_>) -> Result<Timestamp, ValueError> {
    let (date, time, offset) = if gmt.0.is_some() && gmt.1.is_some() { gmt } else { local };
    let digits = |text: Option<Cow<'_, str>>| -> String {
        text.unwrap_or_default().chars().filter(char::is_ascii_digit).collect()
    };
    let (date, time) = (digits(date), format!("{:0>6}", digits(time)));
    let (Some((year, day)), 6) = (date.split_at_checked(4), time.len()) else {
        return Err(EXPECTED_TIME);
    };
    let (Some((month, day)), Some((hour, rest))) =
        (day.split_at_checked(2), time.split_at_checked(2))
    else {
        return Err(EXPECTED_TIME);
    };
    let (minute, second) = rest.split_at_checked(2).ok_or(EXPECTED_TIME)?;
    let offset = offset.filter(|it| it.contains(':') || it == "Z").unwrap_or("Z".into());
    value::parse_time(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}{offset}"))
        .or(Err(EXPECTED_TIME))
}
