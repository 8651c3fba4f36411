//! Zoom dashboard: who took part in meetings with what machine, and how good the line was.

use std::io;

use jiff::{Timestamp, ToSpan, civil::Date};
use serde_json::{Value, json};

use super::{country_name, days, sessions, zulu};
use crate::{
    activity::Session,
    device::{after, at},
    person::{Candidate, Desk, Egress, Person, Worker},
    random::Random,
    sink::{self, Sink},
    world::World,
};

/// Of a hundred days with work so many have a recorded meeting; guess.
const MEETING_PERCENT: u32 = 14;
/// Of a hundred participants so many have a measured line in the export; guess.
const MEASURED_PERCENT: u32 = 20;

/// Somebody in a call.
struct Seat<'a> {
    at: Timestamp,
    shown: String,
    mail: String,
    user_id: String,
    from: &'a Egress,
    machine: Machine,
    delay_ms: i64,
}

/// What the client tells of its machine.
struct Machine {
    name: String,
    domain: &'static str,
    mac: String,
    disk: String,
    camera: &'static str,
    microphone: &'static str,
    os: &'static str,
}

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let participants =
        days(world).flat_map(|date| seats(world, date)).map(|it| participant(world, &it));
    sink::array("zoom/participants.json", sink, participants)?;
    let measured = days(world)
        .flat_map(|date| seats(world, date))
        .filter(|it| stream(world, it).chance(MEASURED_PERCENT));
    sink::array("zoom/qos.json", sink, measured.map(|it| quality(world, &it)))
}

/// Everybody in calls of a day, in order of time.
fn seats(world: &World, date: Date) -> Vec<Seat<'_>> {
    let mut res: Vec<_> =
        sessions(world, date).iter().filter_map(|it| of_staff(world, it)).collect();
    for person in &world.people {
        let interviewed = person.candidates.iter().filter(|it| interview_day(it) == date);
        res.extend(interviewed.flat_map(|it| of_interview(world, person, it)));
    }
    res.sort_by(|a, b| (a.at, &a.shown).cmp(&(b.at, &b.shown)));
    res
}

/// The day on which an applicant is called, if at all.
fn interview_day(candidate: &Candidate) -> Date {
    candidate.applied.saturating_add(6.days())
}

fn of_staff<'a>(
    world: &World,
    (person, worker, session): &(&'a Person, &'a Worker, Session<'a>),
) -> Option<Seat<'a>> {
    let mut random = Random::stream(
        world.plan.seed,
        "meeting",
        session.at.as_second().unsigned_abs() ^ (person.id as u64) << 40,
    );
    if !random.chance(MEETING_PERCENT) {
        return None;
    }
    let marks = &worker.marks;
    let (os, domain) = (
        if marks.user_agent == crate::hire::MAC_AGENT { "Mac" } else { "Windows" },
        if matches!(worker.desk, Desk::Laptop(_)) { "HARBORLIGHT" } else { "WORKGROUP" },
    );
    let delay_ms = match worker.desk {
        Desk::Virtual { round_trip_ms } => round_trip_ms + random.between(5, 40),
        Desk::Laptop(_) => random.between(18, 75),
    };
    let date = session.at.to_zoned(jiff::tz::TimeZone::UTC).date();
    Some(Seat {
        at: after(session.at, random.between(20, 180)),
        shown: person.name_on(date).full(),
        mail: worker.login.clone(),
        user_id: Random::stream(world.plan.seed, "zoom user", person.id as u64).plate(22),
        from: session.from,
        machine: Machine {
            name: marks.machine_name.clone(),
            domain,
            mac: marks.client_mac.clone(),
            disk: marks.disk_id.clone(),
            camera: marks.camera,
            microphone: marks.microphone,
            os,
        },
        delay_ms,
    })
}

/// An applicant on a call with a recruiter, from a machine of their own; perhaps with an interpreter beside them.
fn of_interview<'a>(world: &World, person: &'a Person, candidate: &'a Candidate) -> Vec<Seat<'a>> {
    let Some(from) = &candidate.interview else { return Vec::new() };
    let mut random = Random::stream(world.plan.seed, "interview", candidate.id);
    let time = at(interview_day(candidate), random.between(14 * 60, 19 * 60));
    let (name, mac, disk) =
        (format!("{}-pc", person.name.handle()), random.mac("a8:6d:aa"), random.uuid());
    let delay_ms = random.between(20, 80);
    let seat = |shown: String, mail: &str, at: Timestamp| Seat {
        at,
        shown,
        mail: mail.to_owned(),
        user_id: String::new(),
        from,
        machine: Machine {
            name: name.clone(),
            domain: "WORKGROUP",
            mac: mac.clone(),
            disk: disk.clone(),
            camera: "Integrated Camera",
            microphone: "Microphone Array",
            os: "Windows",
        },
        delay_ms,
    };
    let mut res = vec![seat(person.name.full(), &person.mail, time)];
    res.extend(
        candidate.interpreter.iter().map(|it| seat(it.clone(), &person.mail, after(time, 3))),
    );
    res
}

fn stream(world: &World, seat: &Seat<'_>) -> Random {
    Random::stream(world.plan.seed, &seat.shown, seat.at.as_second().unsigned_abs())
}

fn participant(world: &World, seat: &Seat<'_>) -> Value {
    let mut random = stream(world, seat);
    let machine = &seat.machine;
    let place = format!(
        "{} ({})",
        seat.from.city.as_deref().unwrap_or("Unknown"),
        country_name(&seat.from.country)
    );
    json!({
        "id": seat.user_id, "participant_user_id": seat.user_id, "user_id": random.digits(8), "user_name": seat.shown, "email": seat.mail,
        "device": machine.os, "os": machine.os, "os_version": if machine.os == "Mac" { "14.5.0" } else { "11 22631" },
        "ip_address": seat.from.ip.to_string(), "internal_ip_addresses": [format!("192.168.1.{}", 20 + seat.machine.disk.len())],
        "location": place, "network_type": "Wifi", "microphone": machine.microphone, "speaker": machine.microphone, "camera": machine.camera,
        "data_center": "United States (US03)", "full_data_center": "United States;United States (US03_SC CRC)", "connection_type": "UDP",
        "join_time": zulu(seat.at), "leave_time": zulu(after(seat.at, 48)), "share_application": false, "share_desktop": false,
        "share_whiteboard": false, "recording": false, "status": "in_meeting", "pc_name": machine.name, "domain": machine.domain,
        "mac_addr": machine.mac, "harddisk_id": machine.disk, "version": "6.0.11.39959", "leave_reason": "left the meeting",
        "device_name": machine.name, "client": format!("Zoom Workplace for {}", machine.os),
    })
}

fn quality(world: &World, seat: &Seat<'_>) -> Value {
    let mut random = stream(world, seat);
    let user_id = random.digits(8);
    let mut line = |kind: i64| {
        let delay = seat.delay_ms + random.between(0, 30) + kind;
        json!({
            "bitrate": format!("{} kbps", random.between(28, 900)), "latency": format!("{delay} ms"), "jitter": format!("{} ms", random.between(1, 9)),
            "avg_loss": "0%", "max_loss": "0.4%",
        })
    };
    json!({
        "id": seat.user_id, "user_id": user_id, "user_name": seat.shown, "email": seat.mail, "device": seat.machine.os,
        "ip_address": seat.from.ip.to_string(), "location": seat.from.city, "join_time": zulu(seat.at), "leave_time": zulu(after(seat.at, 48)),
        "pc_name": seat.machine.name, "domain": seat.machine.domain, "mac_addr": seat.machine.mac, "harddisk_id": seat.machine.disk,
        "version": "6.0.11.39959",
        "user_qos": [{
            "date_time": zulu(after(seat.at, 5)), "audio_input": line(0), "audio_output": line(1), "video_input": line(4), "video_output": line(6),
            "cpu_usage": {"zoom_min_cpu_usage": "2%", "zoom_avg_cpu_usage": "5%", "zoom_max_cpu_usage": "11%", "system_max_cpu_usage": "38%"},
        }],
    })
}
