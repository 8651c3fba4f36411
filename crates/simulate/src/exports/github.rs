//! GitHub organization audit log with its git events, one a line.

use std::io;

use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};

use super::{days, sessions};
use crate::{
    activity::{self, Session},
    device::after,
    person::{Incident, Person, Worker},
    random::Random,
    sink::{File, Sink},
    world::{ORGANIZATION, World},
};

/// The organization's repositories.
const REPOSITORIES: &[&str] = &[
    "web-shop",
    "ledger",
    "carrier-gateway",
    "claims-ui",
    "infra",
    "data-pipelines",
    "mobile",
    "search",
    "pricing",
    "handbook",
    "auth",
    "label-printer",
    "forecasts",
    "support-tools",
    "platform-libs",
    "billing",
];
/// Repositories that the dismissed worker takes along; the worker's own work touches three.
const TAKEN: usize = 14;

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut file = File::new("github/audit_log.ndjson", sink);
    for date in days(world) {
        let mut events: Vec<_> =
            sessions(world, date).iter().flat_map(|it| of_session(world, it)).collect();
        events.extend(world.people.iter().flat_map(|it| mass_clone(world, it, date)));
        events.sort_by_key(|(at, _)| *at);
        for (_, event) in events {
            file.line(&event)?;
        }
    }
    file.finish()
}

fn of_session(
    world: &World,
    (person, worker, session): &(&Person, &Worker, Session<'_>),
) -> Vec<(Timestamp, Value)> {
    let Some(login) = &worker.code_login else { return Vec::new() };
    let mut random = Random::stream(
        world.plan.seed,
        "code",
        session.at.as_second().unsigned_abs() ^ (person.id as u64) << 40,
    );
    (0..random.below(3))
        .map(|_| {
            let at = after(session.at, random.between(15, 230));
            let own = (person.id + random.below(3)) % REPOSITORIES.len();
            let action = if random.chance(2) {
                "git.clone"
            } else if random.chance(70) {
                "git.push"
            } else {
                "git.fetch"
            };
            (at, event(&mut random, (login, worker), (at, session), (action, REPOSITORIES[own])))
        })
        .collect()
}

/// A token is made, and with it everything is cloned within an hour.
fn mass_clone(world: &World, person: &Person, date: Date) -> Vec<(Timestamp, Value)> {
    let Some(worker) = &person.worker else { return Vec::new() };
    let is_today =
        worker.incidents.iter().any(|it| matches!(it, Incident::MassClone { on } if *on == date));
    let (Some(login), true) = (&worker.code_login, is_today) else { return Vec::new() };
    let mut random = Random::stream(world.plan.seed, "clone", person.id as u64);
    let start = crate::device::at(date, 21 * 60 + 12);
    let home = &worker.habits.home;
    let session = Session {
        at: start,
        until: after(start, 60),
        from: home,
        operator: None,
        seat: home,
        phone: home,
    };
    let mut res = vec![(
        start,
        event(
            &mut random,
            (login, worker),
            (start, &session),
            ("personal_access_token.create", REPOSITORIES[0]),
        ),
    )];
    for (idx, repository) in REPOSITORIES.iter().take(TAKEN).enumerate() {
        let at = after(start, 4 + idx as i64 * 3);
        res.push((
            at,
            event(&mut random, (login, worker), (at, &session), ("git.clone", repository)),
        ));
    }
    res
}

fn event(
    random: &mut Random,
    (login, worker): (&str, &Worker),
    (at, session): (Timestamp, &Session<'_>),
    (action, repository): (&str, &str),
) -> Value {
    let is_git = action.starts_with("git.");
    let mut res = json!({
        "@timestamp": at.as_millisecond(), "_document_id": random.plate(22), "action": action, "actor": login,
        "actor_id": activity::day_number(worker.hired) * 1_000 + login.len() as u64, "actor_ip": session.from.ip.to_string(),
        "actor_location": {"country_code": session.from.country}, "org": ORGANIZATION, "org_id": 12_345_678, "business": ORGANIZATION, "business_id": 12_345,
        "created_at": at.as_millisecond(), "external_identity_nameid": worker.login,
        "user_agent": if is_git { "git/2.45.1" } else { worker.marks.user_agent },
    });
    if is_git {
        res["repo"] = json!(format!("{ORGANIZATION}/{repository}"));
        res["repository"] = json!(format!("{ORGANIZATION}/{repository}"));
        res["repository_public"] = json!(false);
        res["transport_protocol"] = json!(1);
        res["transport_protocol_name"] = json!("http");
        res["programmatic_access_type"] = json!("Personal access token (classic)");
    } else {
        res["user"] = json!(login);
    }
    res
}
