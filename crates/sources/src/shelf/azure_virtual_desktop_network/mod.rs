//! Azure Virtual Desktop network data: the round trip between client and session host, measured all through a session.
//!
//! How to get it: Log Analytics table `WVDConnectionNetworkData`, as JSON or CSV, or diagnostic settings of the host pool,
//! category `NetworkData`.
//!
//! What was seen: no row. From Microsoft's table reference: all columns; none names the user. A row therefore stands for its
//! connection, and the row of `WVDConnections` with the same correlation id says whose that was. A row joined with that table
//! beforehand (`UserName`, `GatewayRegion`) is read at once as that person's.
//!
//! The figure is the mean of an interval, so the least of many is the best estimate of the way. Where the session host stands
//! is not written; the region of the gateway on its side is, in joined rows.

mod region;
#[cfg(test)]
mod tests;

use bonafide_model::{Access, Channel, Fact, Identifier, Need, Place, Reading, Record, Reject};

use crate::{
    Source,
    naming::Login,
    object::{Object, first_row, read_rows},
    telling::{Field, Telling, milliseconds},
};

const ID: &str = "azure_virtual_desktop_network";
const TIME: &[&str] = &["TimeGenerated", "TimeGenerated [UTC]", "time"];
const ROUND_TRIP: &str = "EstRoundTripTimeInMs";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Microsoft",
    title: "Azure Virtual Desktop network data: round trips of connections",
    feeds: &[Need::RoundTrips],
    how: "Log Analytics table `WVDConnectionNetworkData` as JSON or CSV, or diagnostic settings of the host pool (NetworkData); give `WVDConnections` too, for the table names no user, or join its `UserName` and `GatewayRegion` into each row by `CorrelationId`",
    permission: "Log Analytics Reader on the workspace",
    tells: "the least round trip between a person's client and the session host",
    cannot: "whose it is, without the connection's row; where the session host stands, unless `GatewayRegion` is joined in",
    shape_from: "vendor reference: Azure Monitor table WVDConnectionNetworkData",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    first_row(record, |row| {
        let inner = row.inside("properties");
        let row = inner.as_ref().unwrap_or(row);
        // The table of graphics data has the same columns and more, about frames.
        row.has(ROUND_TRIP) && row.has("CorrelationId") && !row.has("ClientSideIPAddress")
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    let inner = row.inside("properties");
    let measured = inner.as_ref().unwrap_or(row);
    let at = if measured.any(TIME).is_some() {
        measured.require_time(TIME)?
    } else {
        row.require_time(TIME)?
    };
    let id = measured
        .text("CorrelationId")
        .or_else(|| row.text("CorrelationId"))
        .map(|it| it.to_lowercase());
    let mut telling = match (measured.text("UserName"), id) {
        (Some(user), _) => Login::read(&user).telling(ID, at),
        (None, Some(id)) => {
            let mut telling = Telling::of_person(ID, id.as_str()).dated(at);
            telling.say(Fact::Knows(Identifier::Connection(id.into())));
            telling
        }
        (None, None) => return Err(Reject::new("expected a value in `CorrelationId`")),
    };
    let Some(round_trip_ms) = round_trip(measured, &mut telling) else {
        return Ok(Reading::PassOver("an interval without a round trip"));
    };
    let mut access = Access::new(Channel::VirtualDesktop, at);
    access.round_trip_ms = Some(round_trip_ms);
    access.measured_at = session_region(measured);
    telling.access(access);
    telling.finish("nothing of use")
}

/// The round trip in milliseconds; zero is what the table has before the first measurement.
pub(crate) fn round_trip(row: &Object<'_>, telling: &mut Telling) -> Option<u32> {
    let text = row.text(ROUND_TRIP)?;
    telling.read(Some(Field::new(ROUND_TRIP, &text)), milliseconds).filter(|it| *it > 0)
}

/// The place of the region on the session host's side: of its gateway, or of a Cloud PC itself.
pub(crate) fn session_region(row: &Object<'_>) -> Option<Place> {
    region::place(&row.any(&["GatewayRegion", "Region"])?)
}
