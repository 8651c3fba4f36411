//! Duo authentication log, version 2: which machine asked, which phone approved, and where both were.

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};
use serde_json::{Value, json};

use super::{country_name, days, sessions};
use crate::{
    activity::Session,
    person::{Desk, Egress, Person, Worker},
    random::Random,
    sink::{File, Sink},
    world::World,
};

/// Of a hundred sign-ins so many ask for the second factor again; guess.
const ASKED_PERCENT: u32 = 35;

/// Half of the staff approves with Duo.
pub(super) fn has_duo(person: &Person) -> bool {
    person.id.is_multiple_of(2)
        || person.worker.as_ref().is_some_and(|it| it.habits.phone.is_some())
}

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let file = File::new("duo/authentication.ndjson.gz", sink);
    let mut packed = GzBuilder::new().write(file, Compression::default());
    for date in days(world) {
        for (person, worker, session) in sessions(world, date) {
            let mut random = Random::stream(
                world.plan.seed,
                "duo",
                session.at.as_second().unsigned_abs() ^ (person.id as u64) << 40,
            );
            if has_duo(person) && random.chance(ASKED_PERCENT) {
                writeln!(packed, "{}", authentication(&mut random, worker, &session))?;
            }
        }
    }
    packed.finish()?.finish()
}

fn authentication(random: &mut Random, worker: &Worker, session: &Session<'_>) -> Value {
    let at = session.at.as_second() + 20;
    let is_mac = worker.marks.user_agent == crate::hire::MAC_AGENT;
    let host = match &worker.desk {
        Desk::Laptop(laptop) => laptop.host.as_str(),
        Desk::Virtual { .. } => worker.marks.machine_name.as_str(),
    };
    let phone_key = Random::stream(0, &worker.marks.authenticator, 0).plate(20);
    json!({
        "access_device": {
            "browser": "Chrome", "browser_version": "136.0.0.0", "flash_version": null, "hostname": host, "ip": session.from.ip.to_string(),
            "is_encryption_enabled": true, "is_firewall_enabled": true, "is_password_set": true, "java_version": null,
            "location": location(session.from), "os": if is_mac { "Mac OS X" } else { "Windows" }, "os_version": if is_mac { "14.5" } else { "10.0.22631" },
            "security_agents": "unknown",
        },
        "adaptive_trust_assessments": {},
        "alias": "",
        "application": {"key": "DIEXAMPLE0000000SSO", "name": "Single Sign-On"},
        "auth_device": {
            "ip": session.phone.ip.to_string(), "key": format!("DP{phone_key}"), "location": location(session.phone),
            "name": format!("{} ({})", worker.marks.phone_model, &worker.marks.authenticator[..6]),
        },
        "email": worker.login, "event_type": "authentication", "factor": "duo_push",
        "isotimestamp": jiff::Timestamp::from_second(at).map(|it| it.strftime("%Y-%m-%dT%H:%M:%S.000000+00:00").to_string()).unwrap_or_default(),
        "ood_software": null, "reason": "user_approved", "result": "success", "timestamp": at,
        "trusted_endpoint_status": if matches!(worker.desk, Desk::Laptop(_)) { "trusted" } else { "not trusted" },
        "txid": random.uuid(),
        "user": {"groups": ["All Staff"], "key": format!("DU{}", Random::stream(0, &worker.login, 0).plate(18)), "name": worker.login},
    })
}

fn location(from: &Egress) -> Value {
    json!({"city": from.city, "country": country_name(&from.country), "state": from.region})
}
