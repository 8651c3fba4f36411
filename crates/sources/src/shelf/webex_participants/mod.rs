//! Webex meeting participants: who joined when, under which name, from which address, or from which telephone.
//!
//! How to get it, either: API `GET /meetingParticipants?meetingId=…` of ended meetings; API `GET /meetingReports/attendees`,
//! which alone has the address.
//!
//! What was seen: no record of a real meeting. From the vendor's API description (`webex-openapi-specs`, CC-BY-4.0, as schemas
//! and an example repeat it): the fields of a participant with its `devices`, the fields of an attendee's report with
//! `ipAddress` and `clientAgent` (`WINDOWS,IE`), that a time of 1970 stands for none. From memory: the states `lobby`,
//! `joined` and `end`.
//!
//! Guests type their own name and mail address, which Webex does not check. What they fill into a registration form (company,
//! postal address) is not read.

mod participant;
#[cfg(test)]
mod tests;

use bonafide_model::{Fact, Need, Outcome, Reading, Record, Reject, value::Phone};

use crate::{
    Source,
    naming::public_ip,
    object::{Object, objects},
    telling::{Field, Telling},
};
pub(crate) use participant::{Fields, Participant};

const ID: &str = "webex_participants";
/// Names of the fields that hold the participant's own.
const FIELDS: Fields =
    Fields { email: "email", name: "displayName", joined: "joinedTime", left: "leftTime" };

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Cisco Webex",
    title: "Webex meeting participants: names shown, addresses and telephones",
    feeds: &[Need::Meetings],
    how: "API `GET /meetingParticipants?meetingId=…` and `GET /meetingReports/attendees`, page by page, for ended meetings",
    permission: "an administrator of the organization, and the scopes meeting:admin_participants_read and meeting:admin_schedule_read",
    tells: "who was in which call, in interviews too, under which name and from which address; from which telephone somebody dialed in",
    cannot: "the list of participants has no address, the attendees' report no camera; guests' mail addresses are not checked by Webex",
    shape_from: "vendor reference: Webex API description (participants, attendee reports)",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let has = |names: &[&str]| names.iter().all(|name| it.has(name));
        let is_listed = has(&["displayName", "meetingId"])
            && ["devices", "joinedTime", "hostEmail"].iter().any(|name| it.has(name));
        is_listed || has(&["displayName", "joinedTime", "ipAddress", "clientAgent"])
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let Some(participant) = Participant::of(&fields, &FIELDS)? else {
        return Ok(Reading::PassOver("nobody is named, or nobody has joined yet"));
    };
    let mut telling = participant.telling(ID);
    let mut access = participant.access(&mut telling);
    access.ip = public_ip(&mut telling, &fields, "ipAddress");
    if fields.text("state").is_some_and(|it| it == "lobby") {
        access.outcome = Outcome::Failure;
    }
    let json = fields.json("devices").unwrap_or_default();
    let devices = objects(&json);
    let agent = fields.text("clientAgent");
    let agent = agent.as_deref().and_then(|it| it.split(',').next());
    let kind = devices.iter().find_map(|it| it.text("deviceType"));
    access.os = agent.or(kind.as_deref()).map(Into::into);
    for device in &devices {
        dialed_in(device, &mut telling);
    }
    telling.access(access);
    telling.finish("nothing of use")
}

/// The telephone from which somebody called in; one that the meeting has called is no proof of whose it is.
fn dialed_in(device: &Object<'_>, telling: &mut Telling) {
    let is_caller = device.text("callType").is_some_and(|it| it == "callIn");
    if let Some(text) = device.text("phoneNumber").filter(|_| is_caller) {
        let field = Field::new("devices.phoneNumber", &text);
        let phone = telling.read(Some(field), |it| Phone::parse(it, None));
        telling.say_all(phone.map(Fact::Phone));
    }
}
