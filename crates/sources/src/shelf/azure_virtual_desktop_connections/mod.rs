//! Azure Virtual Desktop connections: from which address and client a person reached their desktop.
//!
//! How to get it: Log Analytics table `WVDConnections`, as JSON or CSV, or diagnostic settings of the host pool, category
//! `Connection`. Add the columns of the network table by a join to get the round trip in the same row:
//!
//! ```kusto
//! WVDConnections | where State == "Connected"
//! | join kind=leftouter (WVDConnectionNetworkData | summarize EstRoundTripTimeInMs = min(EstRoundTripTimeInMs) by CorrelationId) on CorrelationId
//! ```
//!
//! What was seen: no row. From Microsoft's table reference: all columns. From published queries: the states `Started`,
//! `Connected`, `Completed`, of which the last has no client; `GatewayRegion` such as `eastus2`.
//!
//! A connection leaves a row a state; only `Connected` is a use. The table has no name of the client machine, and its
//! operating system is what the client says of itself. A client on a private link has no public address.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{Access, Channel, Fact, Identifier, Need, Reading, Record, Reject};

use crate::{
    Source,
    naming::{Login, public_ip},
    object::{Object, first_row, read_rows},
    shelf::azure_virtual_desktop_network::{round_trip, session_region},
};

const ID: &str = "azure_virtual_desktop_connections";
const TIME: &[&str] = &["TimeGenerated", "TimeGenerated [UTC]", "time"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Microsoft",
    title: "Azure Virtual Desktop connections: the client's address behind a virtual desktop",
    feeds: &[Need::VirtualDesktops],
    how: "Log Analytics table `WVDConnections` as JSON or CSV, or diagnostic settings of the host pool (Connection)",
    permission: "Log Analytics Reader on the workspace",
    tells: "from which address and operating system a person reached their desktop, which software as a service never sees",
    cannot: "no name of the client machine and nothing about its hardware; no address where clients use a private link",
    shape_from: "vendor reference: Azure Monitor table WVDConnections",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    first_row(record, |row| {
        let inner = row.inside("properties");
        let row = inner.as_ref().unwrap_or(row);
        row.has("ClientSideIPAddress") && row.has("State") && row.has("UserName")
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    let inner = row.inside("properties");
    let connection = inner.as_ref().unwrap_or(row);
    if connection.require(&["State"])? != "Connected" {
        return Ok(Reading::PassOver("a state other than connected"));
    }
    let at = if connection.any(TIME).is_some() {
        connection.require_time(TIME)?
    } else {
        row.require_time(TIME)?
    };
    let login = Login::read(&connection.require(&["UserName"])?);
    let mut telling = login.telling(ID, at);
    // The network measurements of this connection name it alone.
    let id = connection.text("CorrelationId").or_else(|| row.text("CorrelationId"));
    telling.say_all(id.map(|it| Fact::Knows(Identifier::Connection(it.to_lowercase().into()))));
    let mut access = Access::new(Channel::VirtualDesktop, at);
    access.ip = public_ip(&mut telling, connection, "ClientSideIPAddress");
    access.os = connection.text("ClientOS").map(|it| Arc::from(&*it));
    access.client = connection.text("ClientType").map(|it| Arc::from(&*it));
    access.round_trip_ms = round_trip(connection, &mut telling);
    access.measured_at = access.round_trip_ms.and_then(|_| session_region(connection));
    telling.access(access);
    telling.finish("nothing of use")
}
