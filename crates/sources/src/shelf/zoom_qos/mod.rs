//! Zoom quality of service: how long packets took between a participant and Zoom.
//!
//! How to get it: Dashboard API `GET /metrics/meetings/{id}/participants/qos` (page by page), or the same for one participant.
//!
//! What was seen: no record with values. From the vendor's types (npm `@zoom/rivet` 0.4.0,
//! `DashboardsListMeetingParticipantsQoSResponse`): `user_qos`, with `latency` as text for each stream; from public
//! collectors' tests: values such as `310 ms`. From memory: that `user_qos` is a list with one entry a minute.
//!
//! The least latency of all streams and minutes is kept: it is the part that distance and detours make. Zoom does not say
//! whether it counts one way or both, nor exactly where its far end is, so it is no more than a lower bound of a round trip.

#[cfg(test)]
mod tests;

use bonafide_model::{Need, Reading, Record, Reject};

use crate::{
    Source,
    object::{Object, objects},
    shelf::zoom_participants::Participant,
};

const ID: &str = "zoom_qos";
/// Streams that go over the network: audio, video and shared screen, there and back.
const STREAMS: &[&str] =
    &["audio_input", "audio_output", "video_input", "video_output", "as_input", "as_output"];
/// Milliseconds above which a figure is no latency. Guess: a minute.
const MAX_LATENCY_MS: u32 = 60_000;

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Zoom",
    title: "Zoom quality of service: latency of participants",
    feeds: &[Need::RoundTrips, Need::Meetings],
    how: "Dashboard API `GET /metrics/meetings/{id}/participants/qos`",
    permission: "a Business plan and the scope dashboard_meetings:read:admin",
    tells: "the least latency between a participant and Zoom during a meeting",
    cannot: "where Zoom's far end stood; whether the figure counts one way or both, so it is a lower bound of a round trip",
    shape_from: "vendor reference: types of npm @zoom/rivet 0.4.0",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| it.has("user_qos") && it.has("join_time"))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let Some(participant) = Participant::of(&fields)? else {
        return Ok(Reading::PassOver("joined by telephone, or nobody is named"));
    };
    let json = fields.json("user_qos").unwrap_or_default();
    let latencies = objects(&json).into_iter().flat_map(|minute| {
        let streams = STREAMS.iter().filter_map(|it| minute.inside(it)).collect::<Vec<_>>();
        streams.into_iter().filter_map(|it| it.text("latency").and_then(|it| milliseconds(&it)))
    });
    let Some(least) = latencies.min() else {
        return Ok(Reading::PassOver("a participant without a measured latency"));
    };
    let mut telling = participant.telling(ID);
    let mut access = participant.access(&mut telling);
    access.round_trip_ms = Some(least);
    telling.access(access);
    telling.finish("nothing of use")
}

/// `310 ms`; zero and blank mean that the stream was off.
fn milliseconds(text: &str) -> Option<u32> {
    let number = text.trim().trim_end_matches("ms").trim_end();
    number.parse::<u32>().ok().filter(|it| (1..MAX_LATENCY_MS).contains(it))
}
