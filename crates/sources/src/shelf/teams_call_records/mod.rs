//! Microsoft Teams call records: from which address, on which machine and with which microphone and camera somebody called.
//!
//! How to get it: Graph `GET /communications/callRecords/{id}?$expand=sessions($expand=segments),participants_v2` for the ids
//! that a subscription to `/communications/callRecords` tells; or the sessions of a record on their own.
//!
//! What was seen: the 3 examples of Microsoft's documentation (CC-BY-4.0): one call of two people with its session, segment,
//! network and devices, and its `participants_v2`, with seven digits of a second's fraction. From Graph's reference:
//! `reflexiveIPAddress`, `macAddress` (which may be 02:00:00:00:00:00), `connectionType`, `captureDeviceName`,
//! `renderDeviceName`, `averageRoundTripTime` as a duration (`PT0.065S`). From memory: `identity` on an endpoint of older
//! records, `guest` and `phone` among identities, `failureInfo`, `#EXT#` in the user names of guests of the tenant.
//!
//! In a call of several, one end of every session is Microsoft's. Between two people the round trip is to each other, which
//! says nothing about a place, so it is not told. Who talked, and the rating of the call, are not read.

mod endpoint;
mod session;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use bonafide_model::{Access, Channel, Need, Reading, Record, Reject, value};

use jiff::Timestamp;

use crate::{
    Source,
    object::{Object, objects},
    telling::{Field, Telling, finish},
};
use endpoint::Person;

const ID: &str = "teams_call_records";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Microsoft",
    title: "Microsoft Teams call records: addresses, machines, microphones and cameras of callers",
    feeds: &[Need::Meetings, Need::RoundTrips],
    how: "Graph `GET /communications/callRecords/{id}?$expand=sessions($expand=segments),participants_v2`, for every id that a subscription to `/communications/callRecords` tells; Microsoft keeps 30 days",
    permission: "an application with CallRecords.Read.All",
    tells: "from which public address, on which machine and system, with which microphone, speaker and camera somebody was in a call, whom the call had, and how long packets took to Microsoft",
    cannot: "where Microsoft's end stood; guests who are not signed in carry a typed name only; older records than 30 days; the network address of the card is hidden by phones",
    shape_from: "vendor reference: examples and resource pages of microsoft-graph-docs-contrib (CC-BY-4.0)",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let has = |name: &&str| it.has(name);
        let is_record =
            ["organizer_v2", "participants_v2", "sessions", "participants"].iter().any(has);
        let is_session = it.has("caller") && it.has("callee");
        it.has("modalities") && it.has("startDateTime") && (is_record || is_session)
    })
}

/// One call, and what is told of it so far.
struct Call<'a> {
    start: Timestamp,
    /// The organizer's organization.
    tenant: Option<&'a str>,
    tellings: Vec<Telling>,
    /// Keys of the people who were told.
    told: BTreeSet<String>,
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let start = fields.require_time(&["startDateTime"])?;
    let organizer = fields.inside("organizer_v2").and_then(|it| it.inside("identity"));
    let tenant = organizer.and_then(|it| it.inside("user")).and_then(|it| it.text("tenantId"));
    let (tellings, told) = (Vec::new(), BTreeSet::new());
    let mut call = Call { start, tenant: tenant.as_deref(), tellings, told };
    let json = fields.json("sessions").unwrap_or_default();
    for session in objects(&json) {
        session::tell(&session, &mut call);
    }
    if fields.has("caller") {
        session::tell(&fields, &mut call);
    }
    for list in ["participants_v2", "participants"] {
        let json = fields.json(list).unwrap_or_default();
        for participant in objects(&json) {
            let identity = participant.inside("identity");
            let person = Person::of(identity.as_ref().unwrap_or(&participant), call.tenant);
            if let Some(person) = person.filter(|it| call.told.insert(it.key.clone())) {
                call.tellings.push(present(&fields, &person, start));
            }
        }
    }
    finish(call.tellings, "a call without a person who is named")
}

/// Somebody of whom the record says no more than that they were in the call.
fn present(fields: &Object<'_>, person: &Person, start: Timestamp) -> Telling {
    let mut telling = person.telling(start);
    let mut access = Access::new(Channel::Meeting, start);
    access.until = end(fields, &mut telling);
    telling.access(access);
    telling
}

/// When a call or a session of it was over.
fn end(fields: &Object<'_>, telling: &mut Telling) -> Option<Timestamp> {
    let text = fields.text("endDateTime")?;
    telling.read(Some(Field::new("endDateTime", &text)), value::parse_time)
}
