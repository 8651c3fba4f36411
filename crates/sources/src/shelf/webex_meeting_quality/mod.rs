//! Webex meeting qualities: from which address, on which system and with which camera somebody was in a call, and how long
//! packets took.
//!
//! How to get it: API `GET https://analytics.webexapis.com/v1/meeting/qualities?meetingId=…` for each ended meeting.
//!
//! What was seen: no record of a real meeting. From the vendor's API description (`webex-openapi-specs`, CC-BY-4.0): all
//! fields, and that `latency` lists the average of each sampling interval in milliseconds. From memory: `audioIn` and
//! `audioOut` beside the two video streams; `serverRegion` as `San Jose, USA`; that `joinMeetingTime` counts the seconds that
//! joining took.
//!
//! The least latency of all streams and intervals is kept: it is the part that distance and detours make. Webex does not say
//! whether it counts one way or both, so it is no more than a lower bound of a round trip.

#[cfg(test)]
mod tests;

use bonafide_model::{Fact, Need, Place, Reading, Record, Reject};

use crate::{
    Source,
    naming::{Written, public_ip},
    object::{Object, objects, texts},
    shelf::webex_participants::{Fields, Participant},
};

const ID: &str = "webex_meeting_quality";
/// Streams that go over the network, there and back.
const STREAMS: &[&str] = &["audioIn", "audioOut", "videoIn", "videoOut", "shareIn", "shareOut"];
/// Milliseconds above which a figure is no latency. Guess: a minute.
const MAX_LATENCY_MS: f64 = 60_000.0;
/// Names of the fields that hold the participant's own.
const FIELDS: Fields = Fields {
    email: "webexUserEmail",
    name: "webexUserName",
    joined: "joinTime",
    left: "leaveTime",
};

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Cisco Webex",
    title: "Webex meeting qualities: address, system, camera and latency of participants",
    feeds: &[Need::Meetings, Need::RoundTrips],
    how: "API `GET https://analytics.webexapis.com/v1/meeting/qualities?meetingId=…`, for each ended meeting",
    permission: "an administrator of an organization with Pro Pack, and the scope analytics:read_all",
    tells: "from which address, on which system, with which camera, microphone and speaker somebody was in a call, and the least latency to Webex",
    cannot: "whether the latency counts one way or both, so it is a lower bound of a round trip; no hardware address of the machine; Webex keeps 7 days",
    shape_from: "vendor reference: Webex API description (meeting qualities)",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        it.has("meetingInstanceId") && (it.has("webexUserName") || it.has("webexUserEmail"))
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let Some(participant) = Participant::of(&fields, &FIELDS)? else {
        return Ok(Reading::PassOver("nobody is named, or nobody has joined yet"));
    };
    let mut telling = participant.telling(ID);
    for name in ["camera", "microphone", "speakerName"] {
        telling.say_all(fields.text(name).map(|it| Fact::MeetingDevice((*it).into())));
    }
    let mut access = participant.access(&mut telling);
    access.ip = public_ip(&mut telling, &fields, "publicIP");
    access.os = fields.any(&["osType", "clientType"]).map(|it| (*it).into());
    access.round_trip_ms = least_latency(&fields);
    access.measured_at = access.round_trip_ms.and_then(|_| server(&fields));
    telling.access(access);
    telling.finish("nothing of use")
}

/// The least that was measured; zero means that the stream was off.
fn least_latency(fields: &Object<'_>) -> Option<u32> {
    let mut least: Option<f64> = None;
    for stream in STREAMS {
        let json = fields.json(stream).unwrap_or_default();
        for object in objects(&json) {
            let latencies = object.json("latency").unwrap_or_default();
            let measured = texts(&latencies).into_iter().filter_map(|it| it.parse::<f64>().ok());
            let measured = measured.filter(|it| *it >= 1.0 && *it < MAX_LATENCY_MS);
            least = measured.chain(least).min_by(f64::total_cmp);
        }
    }
    // Below the limit, so that nothing is cut off.
    least.map(|it| it.round() as u32)
}

/// Where Webex's end stands, as far as it is written: `San Jose, USA`.
fn server(fields: &Object<'_>) -> Option<Place> {
    let text = fields.text("serverRegion")?;
    let (city, country) = text.rsplit_once(',').unwrap_or(("", &text));
    let city = Some(city.trim()).filter(|it| !it.is_empty());
    Written { country: Some(country.trim()), city, ..Written::default() }.place()
}
