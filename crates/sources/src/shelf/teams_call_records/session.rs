//! One session of a call: its two ends, with the networks and devices that its segments measured.

use std::{collections::BTreeSet, net::IpAddr};

use bonafide_model::{
    Access, Artifact, Channel, Fact, Outcome,
    value::{self, Mac},
};
use jiff::SignedDuration;

use super::{Call, endpoint::Endpoint};
use crate::{
    naming::public_ip,
    object::{Object, objects},
    telling::Telling,
};

/// Milliseconds above which a figure is no round trip. Guess: a minute.
const MAX_ROUND_TRIP_MS: i128 = 60_000;
/// Names that stand for whatever the system is set to.
const NO_DEVICE: &[&str] = &["default input device", "default output device", "default"];

/// One end by the names of its fields.
struct End {
    endpoint: &'static str,
    network: &'static str,
    device: &'static str,
}

const ENDS: [End; 2] = [
    End { endpoint: "caller", network: "callerNetwork", device: "callerDevice" },
    End { endpoint: "callee", network: "calleeNetwork", device: "calleeDevice" },
];

/// Tells of everybody at the ends of a session.
pub(super) fn tell(session: &Object<'_>, call: &mut Call<'_>) {
    let written = session.text("startDateTime").map(|it| value::parse_time(&it));
    let unread = written.as_ref().and_then(|it| it.as_ref().err()).cloned();
    let start = written.and_then(Result::ok).unwrap_or(call.start);
    let at_end = |end: &End| Endpoint::of(&session.inside(end.endpoint)?, call.tenant);
    let people: Vec<(&End, Endpoint)> =
        ENDS.iter().filter_map(|end| Some((end, at_end(end)?))).collect();
    let is_to_microsoft = people.len() == 1;
    for (end, endpoint) in people {
        let mut telling = endpoint.person.telling(start);
        if let Some(err) = &unread {
            telling.unread("startDateTime", err);
        }
        telling.say_all(endpoint.uses());
        let mut access = Access::new(Channel::Meeting, start);
        access.until = super::end(session, &mut telling);
        if session.inside("failureInfo").is_some() {
            access.outcome = Outcome::Failure;
        }
        access.client = endpoint.machine();
        access.os = endpoint.os.clone();
        let measured = measure(session, end, &mut telling);
        access.ip = measured.ip;
        access.round_trip_ms = measured.round_trip_ms.filter(|_| is_to_microsoft);
        telling.access(access);
        call.told.insert(endpoint.person.key.clone());
        call.tellings.push(telling);
    }
}

/// What the segments of a session say of one end.
#[derive(Default)]
struct Measured {
    ip: Option<IpAddr>,
    round_trip_ms: Option<u32>,
}

/// Looks through all media of all segments, and says devices and network card on the way.
fn measure(session: &Object<'_>, end: &End, telling: &mut Telling) -> Measured {
    let mut res = Measured::default();
    let mut seen = BTreeSet::new();
    let segments = session.json("segments").unwrap_or_default();
    for segment in objects(&segments) {
        let media = segment.json("media").unwrap_or_default();
        for medium in objects(&media) {
            if let Some(network) = medium.inside(end.network) {
                let ip = res.ip.or_else(|| address(&network, telling));
                res.ip = ip;
                let mac = network.text("macAddress").and_then(|it| Mac::parse(&it).ok());
                let mac = mac.filter(|it| seen.insert(it.reveal()));
                telling.say_all(mac.map(|it| Fact::Uses(Artifact::ClientMac(it))));
            }
            let device = medium.inside(end.device).unwrap_or_default();
            for name in ["captureDeviceName", "renderDeviceName"] {
                let name = device.text(name).filter(|it| is_named(it));
                let name = name.filter(|it| seen.insert(it.to_string()));
                telling.say_all(name.map(|it| Fact::MeetingDevice((*it).into())));
            }
            res.round_trip_ms =
                least_round_trip(&medium).into_iter().chain(res.round_trip_ms).min();
        }
    }
    res
}

/// The address that Microsoft saw, else the client's own if that is a public one.
fn address(network: &Object<'_>, telling: &mut Telling) -> Option<IpAddr> {
    public_ip(telling, network, "reflexiveIPAddress")
        .or_else(|| public_ip(telling, network, "ipAddress"))
}

fn is_named(device: &str) -> bool {
    !NO_DEVICE.iter().any(|it| device.eq_ignore_ascii_case(it))
}

/// The least of the streams' averages.
fn least_round_trip(medium: &Object<'_>) -> Option<u32> {
    let streams = medium.json("streams").unwrap_or_default();
    let streams = objects(&streams);
    streams.iter().filter_map(|it| milliseconds(&it.text("averageRoundTripTime")?)).min()
}

/// `PT0.065S`; nothing and zero mean that it was not measured.
fn milliseconds(text: &str) -> Option<u32> {
    let duration: SignedDuration = text.parse().ok()?;
    let millis = duration.as_millis();
    (1..MAX_ROUND_TRIP_MS).contains(&millis).then_some(millis)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn round_trips_are_durations() {
        for (text, expected) in [
            ("PT0.065S", Some(65)),
            ("PT1S", Some(1000)),
            ("PT0S", None),
            ("PT2H", None),
            ("65 ms", Some(65)),
            ("", None),
            ("soon", None),
        ] {
            assert_eq!(milliseconds(text), expected, "{text}");
        }
    }
}
