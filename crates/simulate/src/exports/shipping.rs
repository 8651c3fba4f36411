//! Orders of laptops from the asset system, and what the carriers say about their parcels.

use std::io;

use jiff::{ToSpan, civil::Date};

use super::{workers, zulu_on};
use crate::{
    device::{Laptop, Parcel},
    person::{Desk, Home, Person, Worker},
    sink::{self, Sink},
    world::World,
};

const ORDERS: &[&str] = &[
    "order_id",
    "worker_number",
    "work_email",
    "serial_number",
    "asset_tag",
    "recipient_name",
    "phone",
    "ship_line1",
    "ship_line2",
    "ship_city",
    "ship_region",
    "ship_postcode",
    "ship_country",
    "ordered_at",
    "address_changed_at",
    "shipped_at",
    "carrier",
    "tracking_number",
    "return_due_on",
    "returned_at",
];
/// Spelled as a carrier's portal spells them.
const EVENTS: &[&str] = &[
    "Tracking Number",
    "Event At",
    "Event Code",
    "Description",
    "City",
    "Region",
    "Postcode",
    "Country",
    "Signed By",
];

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    sink(
        "it/asset_shipments.csv",
        &sink::table(
            ORDERS,
            parcels(world).map(|(_, worker, laptop, it)| order(worker, laptop, it)),
        ),
    )?;
    sink(
        "it/carrier_events.csv",
        &sink::table(EVENTS, parcels(world).flat_map(|(_, _, _, it)| events(it))),
    )
}

fn parcels(world: &World) -> impl Iterator<Item = (&Person, &Worker, &Laptop, &Parcel)> {
    workers(world).filter_map(|(person, worker)| match &worker.desk {
        Desk::Laptop(laptop) => Some((person, worker, laptop.as_ref(), laptop.parcel.as_ref()?)),
        Desk::Virtual { .. } => None,
    })
}

fn order(worker: &Worker, laptop: &Laptop, parcel: &Parcel) -> Vec<String> {
    let to = &parcel.to;
    vec![
        parcel.order.clone(),
        worker.number.clone(),
        worker.login.clone(),
        laptop.serial.clone(),
        laptop.asset_tag.clone(),
        parcel.recipient.clone(),
        parcel.phone.clone().unwrap_or_default(),
        to.line1.clone(),
        to.line2.clone(),
        to.place.city.to_owned(),
        to.place.region_code.to_owned(),
        to.postcode.clone(),
        to.place.country.to_owned(),
        parcel.ordered.to_string(),
        parcel.address_changed.map(|it| it.to_string()).unwrap_or_default(),
        parcel.shipped.to_string(),
        parcel.carrier.to_owned(),
        parcel.tracking.clone(),
        parcel.return_due.map(|it| it.to_string()).unwrap_or_default(),
        parcel.returned.map(|it| it.to_string()).unwrap_or_default(),
    ]
}

fn events(parcel: &Parcel) -> Vec<Vec<String>> {
    let next_day = parcel.shipped.saturating_add(1.day());
    let mut res = vec![
        event(parcel, (parcel.shipped, 17 * 60), ("PU", "Picked up"), None),
        event(parcel, (next_day, 4 * 60), ("IT", "In transit"), None),
    ];
    if parcel.redirected.is_some() {
        res.push(event(
            parcel,
            (next_day, 9 * 60),
            ("RD", "Delivery address changed at the recipient's request"),
            Some(&parcel.to),
        ));
    }
    res.push(event(
        parcel,
        (parcel.delivered(), 14 * 60 + 32),
        ("DL", "Delivered"),
        Some(parcel.delivered_to()),
    ));
    res
}

fn event(
    parcel: &Parcel,
    (date, minute): (Date, i64),
    (code, description): (&str, &str),
    at: Option<&Home>,
) -> Vec<String> {
    let part = |of: fn(&Home) -> &str| at.map(of).unwrap_or_default().to_owned();
    vec![
        parcel.tracking.clone(),
        zulu_on(date, minute),
        code.to_owned(),
        description.to_owned(),
        part(|it| it.place.city),
        part(|it| it.place.region_code),
        part(|it| &it.postcode),
        part(|it| it.place.country),
        if code == "DL" { parcel.signed_by.clone() } else { String::new() },
    ]
}
