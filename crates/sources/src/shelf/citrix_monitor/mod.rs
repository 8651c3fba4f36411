//! Citrix Monitor: from which client, address and place a person reached a virtual desktop, and how long the way was.
//!
//! How to get it: Monitor Service OData API, version 4 (`…/Citrix/Monitor/OData/v4/Data/…` on premises,
//! `https://api.cloud.com/monitorodata/…` in the cloud). Best is one set with all that belongs to a session:
//!
//! ```text
//! Sessions?$expand=User,Connections,SessionMetrics
//! ```
//!
//! The sets `Connections` (alone or with `$expand=Session($expand=User)`) and `SessionMetrics` are read too; without a user a
//! row stands for its session, and the session's own row says whose that was. Rows that a report has joined and flattened
//! (`Upn`, `ClientName`, `ClientAddress`) are read as well, as CSV or JSON.
//!
//! What was seen: no row. From Citrix's published field reference and from types that another collector declares: all fields
//! of sessions, connections and users; from published reports: that `SessionMetrics` has `IcaRttMS` and names the session in
//! `SessionId`. From memory: `CollectedDate` beside them.
//!
//! `ClientAddress` is what the client says of itself, often a private address; `ClientPublicIP`, country and city are filled
//! only where the policy for the location of endpoints is switched on. The address of the gateway is not the client's and is
//! not read. Numbers of users in one site mean others in the next, so they join nobody.

mod client;
#[cfg(test)]
mod tests;

use bonafide_model::{Fact, Identifier, Need, Reading, Record, Reject, value::PersonName};
use jiff::Timestamp;

use crate::{
    Source,
    naming::Login,
    object::{Object, first_row, objects, read_rows},
    telling::{Field, Telling},
};
use client::Connection;

const ID: &str = "citrix_monitor";
/// Why a row that says nothing would be passed over.
const NOTHING: &str = "nothing of use";
const COLLECTED: &[&str] = &["CollectedDate", "CreatedDate"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Citrix",
    title: "Citrix Monitor: clients, addresses and round trips of virtual desktop sessions",
    feeds: &[Need::VirtualDesktops, Need::RoundTrips],
    how: "Monitor Service OData API v4: `Sessions?$expand=User,Connections,SessionMetrics`, page by page as JSON; or `Connections` and `SessionMetrics` beside `Sessions?$expand=User`",
    permission: "a read-only administrator of the site",
    tells: "which client machine, from which address, country and city, opened whose desktop, and the round trip between client and desktop",
    cannot: "public address, country and city only where the policy for the location of endpoints is on; the round trip includes the time that the desktop takes to answer; where the desktop stands is not written",
    shape_from: "vendor reference: Monitor Service OData model (Session, Connection, User)",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    first_row(record, |row| {
        let has = |names: &[&str]| names.iter().all(|it| row.has(it));
        has(&["SessionKey", "StartDate"])
            || has(&["ClientName", "ClientAddress", "SessionKey"])
            || has(&["ClientName", "ClientAddress", "Upn"])
            || has(&["IcaRttMS", "SessionId"])
            || has(&["Sid", "Upn", "UserName", "Domain"])
            || has(&["DnsName", "HostedMachineName", "AssociatedUserUPNs"])
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    if row.has("IcaRttMS") && row.has("SessionId") && !row.has("Upn") {
        return measured(row);
    }
    if row.has("Sid") && row.has("UserName") && !row.has("ClientName") {
        return user(row);
    }
    if row.has("DnsName") && !row.has("ClientName") && !row.has("StartDate") {
        return Ok(Reading::PassOver("a machine, which says nothing of clients"));
    }
    if row.has("ClientName") { connected(row) } else { session(row) }
}

/// A session with what was expanded into it.
fn session(row: &Object<'_>) -> Result<Reading, Reject> {
    if row.flag("IsAnonymous") == Some(true) {
        return Ok(Reading::PassOver("a session of nobody"));
    }
    if !row.has("User") && !row.has("Upn") {
        return Err(Reject::new(
            "expected the session's user; export `Sessions` with `$expand=User`",
        ));
    }
    let user = row.inside("User");
    let Some(person) = Person::of(user.as_ref().unwrap_or(row)) else {
        return Ok(Reading::PassOver("a session of nobody"));
    };
    let begun = row.require_time(&["StartDate"])?;
    let mut telling = person.telling(begun);
    telling.say_all(key(row, &["SessionKey"]).map(Fact::Knows));
    let json = row.json("Connections").unwrap_or_default();
    let mut connections = objects(&json);
    if connections.is_empty() {
        connections.extend(row.inside("CurrentConnection"));
    }
    for connection in &connections {
        let connection = Connection { row: connection, session: Some(row), begun: Some(begun) };
        connection.tell(None, &mut telling)?;
    }
    if connections.is_empty() {
        let round_trip = client::round_trip(row, &mut telling);
        Connection { row, session: None, begun: Some(begun) }.tell(round_trip, &mut telling)?;
    }
    let json = row.json("SessionMetrics").unwrap_or_default();
    for metric in objects(&json) {
        let at = metric.require_time(COLLECTED).unwrap_or(begun);
        let round_trip = client::round_trip(&metric, &mut telling);
        if let Some(round_trip_ms) = round_trip {
            telling.access(client::measured(at, round_trip_ms));
        }
    }
    telling.finish(NOTHING)
}

/// A connection by itself, perhaps with its session and that one's user, or flattened with them.
fn connected(row: &Object<'_>) -> Result<Reading, Reject> {
    let session = row.inside("Session");
    let user = session.as_ref().and_then(|it| it.inside("User")).or_else(|| row.inside("User"));
    let person = Person::of(user.as_ref().unwrap_or(row));
    let connection = Connection { row, session: session.as_ref(), begun: None };
    let at = connection.at()?;
    let session_key = key(row, &["SessionKey"]);
    let mut telling = match (&person, &session_key) {
        (Some(person), _) => person.telling(at),
        (None, Some(Identifier::Connection(id))) => {
            Telling::of_person(ID, std::sync::Arc::clone(id)).dated(at)
        }
        (None, Some(_) | None) => {
            return Err(Reject::new(
                "expected a value in `SessionKey`; export `Connections` with it, or with `$expand=Session($expand=User)`",
            ));
        }
    };
    telling.say_all(session_key.map(Fact::Knows));
    let round_trip = client::round_trip(row, &mut telling);
    connection.tell(round_trip, &mut telling)?;
    telling.finish(NOTHING)
}

fn measured(row: &Object<'_>) -> Result<Reading, Reject> {
    let at = row.require_time(COLLECTED)?;
    let id = row.require(&["SessionId", "SessionKey"])?.to_lowercase();
    let mut telling = Telling::of_person(ID, id.as_str()).dated(at);
    telling.say(Fact::Knows(Identifier::Connection(id.into())));
    let text = row.text(client::ROUND_TRIP);
    let field = text.as_deref().map(|it| Field::new(client::ROUND_TRIP, it));
    let Some(round_trip_ms) = field.map(|it| it.read(client::figure)).transpose()?.flatten() else {
        return Ok(Reading::PassOver("an interval without a round trip"));
    };
    telling.access(client::measured(at, round_trip_ms));
    telling.finish(NOTHING)
}

fn user(row: &Object<'_>) -> Result<Reading, Reject> {
    let Some(person) = Person::of(row) else {
        return Err(Reject::new("expected a value in `Upn` or `UserName`"));
    };
    let mut telling = person.begun();
    telling.say_all(person.facts());
    let name = row.text("FullName");
    let field = name.as_deref().map(|it| Field::new("FullName", it));
    let name = telling.read(field, PersonName::parse);
    telling.say_all(name.map(Fact::Name));
    telling.finish(NOTHING)
}

fn key(row: &Object<'_>, names: &[&str]) -> Option<Identifier> {
    row.any(names).map(|it| Identifier::Connection(it.to_lowercase().into()))
}

/// A user of the site.
struct Person {
    login: Login,
    /// The name in a domain, beside a mail address.
    account: Option<String>,
}

impl Person {
    fn of(row: &Object<'_>) -> Option<Self> {
        let account = row.text("UserName").map(|name| {
            let domain = row.text("Domain").map(|it| format!("{it}\\")).unwrap_or_default();
            format!("{domain}{name}").to_lowercase()
        });
        match row.text("Upn").filter(|it| it.contains('@')) {
            Some(upn) => Some(Self { login: Login::read(&upn), account }),
            None => Some(Self { login: Login::read(&account?), account: None }),
        }
    }

    /// What is said of the person besides the login.
    fn facts(&self) -> impl Iterator<Item = Fact> {
        let account = self.account.as_deref();
        account.map(|it| Fact::Knows(Identifier::Login(it.into()))).into_iter()
    }

    fn telling(&self, at: Timestamp) -> Telling {
        let mut telling = self.login.telling(ID, at);
        telling.say_all(self.facts());
        telling
    }

    /// Begins a telling without a time.
    fn begun(&self) -> Telling {
        let mut telling = Telling::of_person(ID, self.login.key.as_str());
        telling.say(Fact::Knows(self.login.identifier()));
        telling
    }
}
