//! Zoom meeting participants: from where somebody joined, on what machine, with which camera, under which name.
//!
//! How to get it: Dashboard API `GET /metrics/meetings/{id}/participants` (page by page), or Quality of Service Subscription.
//!
//! What was seen: no record with values. From the vendor's types (npm `@zoom/rivet` 0.4.0,
//! `DashboardsListMeetingParticipantsResponse`): all fields. From Zoom's API reference: that a guest's ids are blank, and
//! `location` as `City (CC)`. From memory: that `mac_addr` and `harddisk_id` may hold several, separated by commas.
//!
//! A guest, such as a candidate in an interview, has no account: the record is keyed by mail address, or else by the name
//! shown. Addresses inside the home network are not kept, and who dialed in by telephone has none.

mod participant;
#[cfg(test)]
mod tests;

use bonafide_model::{Fact, Need, Reading, Record, Reject};

use crate::{Source, object::Object};
pub(crate) use participant::Participant;

const ID: &str = "zoom_participants";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Zoom",
    title: "Zoom meeting participants: address, machine, camera and name shown",
    feeds: &[Need::Meetings],
    how: "Dashboard API `GET /metrics/meetings/{id}/participants`",
    permission: "a Business plan and the scope dashboard_meetings:read:admin",
    tells: "from which address, on which machine and with which camera and microphone somebody joined, in interviews too",
    cannot: "guests carry no id and often no mail address, so that they are told by the name shown; telephone callers leave nothing",
    shape_from: "vendor reference: types of npm @zoom/rivet 0.4.0",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        it.has("join_time") && it.has("user_name") && (it.has("camera") || it.has("microphone"))
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let Some(participant) = Participant::of(&fields)? else {
        return Ok(Reading::PassOver("joined by telephone, or nobody is named"));
    };
    let mut telling = participant.telling(ID);
    participant.tell_machine(&mut telling);
    for name in ["camera", "microphone", "speaker"] {
        telling.say_all(fields.text(name).map(|it| Fact::MeetingDevice((*it).into())));
    }
    let access = participant.access(&mut telling);
    telling.access(access);
    telling.finish("nothing of use")
}
