//! What carriers say about parcels: one row a scan.
//!
//! How to get it: the tracking history of the shipper's account at UPS, FedEx or DHL, or of a tracking service (EasyPost,
//! Shippo, AfterShip) as CSV, by tracking number. Needs the shipping account's login.
//!
//! What it tells: where a parcel went, whether it was sent elsewhere on the way, held, collected, delivered, returned, and who
//! signed. What it cannot: who took it from the porch; carriers keep events for about four months.
//!
//! Shape: our columns; names of EasyPost `tracking_details` and Shippo `tracking_history` as published. Codes differ from
//! carrier to carrier, so the words beside them count first and a code alone only where it is one of the few that we know.

mod signature;
pub(crate) mod step;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Fact, Need, Reading, Record, Reject, Subject,
    value::{ValueError, is_rounded_by_spreadsheet},
};

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index},
    telling::{Telling, instant},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "carrier_events",
    vendor: "any",
    title: "Tracking events of carriers",
    feeds: &[Need::CarrierEvents],
    how: "tracking history from the shipping account (UPS, FedEx, DHL) or a tracking service, as CSV, one row per event",
    permission: "a login of the shipping account",
    tells: "where a parcel went, whether it was redirected, held, collected, delivered or returned, and who signed",
    cannot: "who took it in when nobody signed; events older than the carrier keeps them",
    shape_from: "our columns; names of EasyPost trackers and Shippo tracking (vendor references)",
    columns: &[
        Column::new("tracking_number", TRACKING_NUMBER),
        Column::new(
            "event_at",
            "datetime status_date event_time event_timestamp event_date date_time \
             checkpoint_time scan_time scan_date occurred_at timestamp date zeitpunkt datum \
             horodatage",
        ),
        Column::new(
            "event_code",
            "status_code event_type scan_code scan_event_code status tracking_status code \
             ereignis statut",
        ),
        Column::new(
            "description",
            "message status_details status_detail event_description activity event details \
             remark beschreibung libellé",
        ),
        Column::new("place_line1", "location event_location scan_location"),
        Column::new("place_city", "city location_city tracking_location_city event_city ort ville"),
        Column::new(
            "place_region",
            "region state location_state tracking_location_state state_or_province province",
        ),
        Column::new(
            "place_postcode",
            "postcode zip postal_code zip_code tracking_location_zip plz code_postal",
        ),
        Column::new(
            "place_country",
            "country location_country tracking_location_country country_code land pays",
        ),
        Column::new(
            "signed_by",
            "signed_for_by signature received_by recipient_signature unterschrift signé_par",
        ),
    ],
    marks: &[&["tracking_number"], &["event_at"], &["event_code", "description"]],
    recognize: |record| has_marks(record, &SOURCE),
    read,
};

pub(crate) use signature::signer;

static INDEX: Index = Index::new(|| index(SOURCE.columns));

/// Other headers of `tracking_number`.
pub(crate) const TRACKING_NUMBER: &str = "tracking_code tracking_no tracking_id tracking waybill airway_bill awb consignment_number \
     parcel_number u_tracking_number custom_field_tracking_number sendungsnummer \
     numéro_de_suivi";

/// A tracking number as all exports will write it: upper case, without spaces and dashes.
pub(crate) fn tracking_number(text: &str) -> Result<Arc<str>, ValueError> {
    if is_rounded_by_spreadsheet(text) {
        return Err(ValueError::Rounded("a tracking number"));
    }
    let number: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_uppercase())
        .collect();
    if number.bytes().any(|it| it.is_ascii_digit()) {
        Ok(number.into())
    } else {
        Err(ValueError::Expected("a tracking number"))
    }
}

/// What a carrier knows of a parcel, from here on.
pub(crate) fn parcel(number: &str) -> Result<Telling, ValueError> {
    Ok(Telling::about(Subject::Parcel(tracking_number(number)?.to_string())))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let Some(number) = row.field("tracking_number") else {
        return Err(Reject::new(
            "expected a tracking number in every row; fill the column `tracking_number`",
        ));
    };
    let Some(time) = row.field("event_at") else {
        return Err(Reject::new(
            "expected the time of the event in every row; fill the column `event_at`",
        ));
    };
    let (mut telling, at) = (number.read(parcel)?, time.read(instant)?);
    let step = step::of(row.text("event_code"), row.text("description"));
    let place = telling.address(&row, "place");
    let signed_by = telling.read(row.field("signed_by"), signer).flatten();
    telling.say_at(Fact::Parcel { step, place, signed_by }, Some(at));
    telling.finish("an event without a step")
}
