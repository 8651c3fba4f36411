//! Okta System Log as the API returns it, one event a line.

use std::io;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{country_name, days, is_logged, sessions, workers, zulu};
use crate::{
    activity::{Session, employed_on},
    device::after,
    person::{Desk, Egress, Incident, Person, Worker},
    random::Random,
    sink::{File, Sink},
    world::World,
};

/// Of a hundred sign-ins so many come after a mistyped password; guess.
const MISTYPED_PERCENT: u32 = 3;

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut file = File::new("okta/system_log.ndjson", sink);
    for date in days(world) {
        let mut events: Vec<_> =
            sessions(world, date).iter().flat_map(|it| of_session(world, it)).collect();
        for (person, worker) in workers(world) {
            events.extend(
                worker
                    .incidents
                    .iter()
                    .filter_map(|it| of_incident(world, person, worker, it))
                    .filter(|(at, _)| {
                        *at >= crate::device::at(date, 0) && *at < crate::device::at(date, 24 * 60)
                    }),
            );
        }
        events.sort_by_key(|(at, _)| *at);
        for (_, event) in events {
            file.line(&event)?;
        }
    }
    file.finish()
}

/// A sign-in; for those who do not use the other second factor also the push that Okta's own app answers.
fn of_session(
    world: &World,
    (person, worker, session): &(&Person, &Worker, Session<'_>),
) -> Vec<(Timestamp, Value)> {
    // Some teams sign in elsewhere.
    if person.has_entra() {
        return Vec::new();
    }
    let mut random = Random::stream(
        world.plan.seed,
        "okta",
        session.at.as_second().unsigned_abs() ^ (person.id as u64) << 40,
    );
    let mut start = event(&mut random, person, worker, (session.at, session.from));
    say(&mut start, "user.session.start", "User login to Okta", "INFO");
    start["outcome"] = json!({"result": "SUCCESS", "reason": null});
    start["debugContext"]["debugData"]["dtHash"] = json!(worker.marks.browser_token);
    if let Some(operator) = session.operator {
        let tunnels = json!([{"anonymous": true, "operator": operator, "type": "VPN"}]);
        start["securityContext"]["isProxy"] = json!(true);
        start["debugContext"]["debugData"]["tunnels"] = json!(tunnels.to_string());
    }
    if let (Desk::Laptop(laptop), true) = (&worker.desk, session.from == session.seat) {
        start["device"] = json!({
            "id": format!("guo{}", laptop.serial.to_lowercase()), "name": laptop.host, "os_platform": if laptop.is_mac { "OSX" } else { "WINDOWS" },
            "managed": true, "registered": true, "screen_lock_type": "BIOMETRIC", "disk_encryption_type": "ALL_INTERNAL_VOLUMES",
        });
    }
    let mut res = vec![(session.at, start.clone())];
    if random.chance(MISTYPED_PERCENT) {
        start["outcome"] = json!({"result": "FAILURE", "reason": "INVALID_CREDENTIALS"});
        let at = after(session.at, -1);
        (start["published"], start["uuid"]) = (json!(zulu(at)), json!(random.uuid()));
        res.push((at, start));
    }
    if !super::duo::has_duo(person) && random.chance(30) {
        let at = after(session.at, 1);
        let mut push = event(&mut random, person, worker, (at, session.phone));
        say(
            &mut push,
            "user.authentication.auth_via_mfa",
            "Authentication of user via MFA",
            "INFO",
        );
        push["outcome"] = json!({"result": "SUCCESS", "reason": null});
        push["debugContext"]["debugData"]["factor"] = json!("OKTA_VERIFY_PUSH");
        push["client"]["userAgent"] = json!({"rawUserAgent": format!("Okta Verify {}", worker.marks.phone_model), "os": "iOS", "browser": "UNKNOWN"});
        push["client"]["device"] = json!("Mobile");
        res.push((at, push));
    }
    res
}

fn of_incident(
    world: &World,
    person: &Person,
    worker: &Worker,
    incident: &Incident,
) -> Option<(Timestamp, Value)> {
    let mut random = Random::stream(world.plan.seed, "okta incident", person.id as u64);
    match incident {
        Incident::RefusedSignIn { at, from } if is_logged(world, *at) => {
            let mut res = event(&mut random, person, worker, (*at, from));
            say(&mut res, "user.session.start", "User login to Okta", "WARN");
            res["outcome"] = json!({"result": "FAILURE", "reason": "INVALID_CREDENTIALS"});
            res["debugContext"]["debugData"]["dtHash"] = json!(worker.marks.browser_token);
            Some((*at, res))
        }
        Incident::FactorReset { at }
            if is_logged(world, *at) && employed_on(person, world.plan.until).is_some() =>
        {
            let mut res = event(&mut random, person, worker, (*at, &worker.habits.home));
            say(&mut res, "user.mfa.factor.reset_all", "Reset all factors for user", "INFO");
            res["outcome"] = json!({"result": "SUCCESS", "reason": null});
            res["actor"] = json!({"id": "00uhelpdesk0000000aa", "type": "User", "alternateId": format!("helpdesk@{}", crate::world::DOMAIN), "displayName": "Help Desk", "detailEntry": null});
            res["target"] = json!([{"id": worker.directory_id, "type": "User", "alternateId": worker.login, "displayName": person.name.full(), "detailEntry": null}]);
            Some((*at, res))
        }
        Incident::RefusedSignIn { .. }
        | Incident::FactorReset { .. }
        | Incident::MassClone { .. }
        | Incident::Threat { .. } => None,
    }
}

fn say(event: &mut Value, kind: &str, message: &str, severity: &str) {
    event["eventType"] = json!(kind);
    event["displayMessage"] = json!(message);
    event["severity"] = json!(severity);
}

/// What every event of a person has.
fn event(
    random: &mut Random,
    person: &Person,
    worker: &Worker,
    (at, from): (Timestamp, &Egress),
) -> Value {
    let is_mac = worker.marks.user_agent == crate::hire::MAC_AGENT;
    let place = json!({
        "city": from.city, "state": from.region, "country": country_name(&from.country), "postalCode": null, "geolocation": null,
    });
    let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    json!({
        "uuid": random.uuid(), "published": zulu(at), "eventType": "", "version": "0", "severity": "INFO", "legacyEventType": null,
        "displayMessage": "",
        "actor": {"id": worker.directory_id, "type": "User", "alternateId": worker.login, "displayName": person.name_on(date).full(), "detailEntry": null},
        "client": {
            "userAgent": {"rawUserAgent": worker.marks.user_agent, "os": if is_mac { "Mac OS X" } else { "Windows 10" }, "browser": "CHROME"},
            "zone": "null", "device": "Computer", "id": null, "ipAddress": from.ip.to_string(), "geographicalContext": place,
        },
        "device": null,
        "authenticationContext": {
            "authenticationProvider": null, "credentialProvider": null, "credentialType": null, "issuer": null, "interface": null,
            "authenticationStep": 0, "externalSessionId": format!("idx{}", random.plate(17)),
        },
        "outcome": {},
        "securityContext": {"asNumber": null, "asOrg": from.organization.to_lowercase(), "isp": from.organization.to_lowercase(), "domain": null, "isProxy": false},
        "debugContext": {"debugData": {"requestId": random.hex(26), "requestUri": "/idp/idx/identify", "url": "/idp/idx/identify?"}},
        "transaction": {"type": "WEB", "id": random.hex(26), "detail": {}},
        "request": {"ipChain": [{"ip": from.ip.to_string(), "geographicalContext": place, "version": "V4", "source": null}]},
        "target": null,
    })
}
