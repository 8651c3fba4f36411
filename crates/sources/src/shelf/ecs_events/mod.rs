//! Events in the Elastic Common Schema, of whatever product: sign-ins, tunnels, programs, packages, detections.
//!
//! How to get it: an Elasticsearch search or scroll (`_source`, also `hits.hits`), an agent's own output, or a saved search of
//! Kibana as CSV. Where a vendor's own export can be had, that one says more.
//!
//! What was seen: no record. From the published schema, 9.5.0-dev: the fields and the values of `event.category`, `event.type`,
//! `event.kind`. From memory: `winlog.logon.type`, the time and the empty cells of Kibana's CSV.
//!
//! Fields come nested or with dots, lists as lists or with commas. A logon that a machine's own system logged says who is in
//! front of that machine; one that an identity provider logged says from where somebody signed in. What tells them apart is
//! `event.module`.

mod fields;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Access, Channel, Fact, Need, Outcome, Place, Program, Reading, Record, Reject, Statement, value,
};

use crate::{
    Source,
    machines::{self, application},
    naming::{
        Login, Written, device, directory, host, managed, program_name, serial, telling_switch,
    },
    object::{Object, objects},
    telling::{Field, Telling, finish},
};
use fields::Event;

const ID: &str = "ecs_events";
/// Modules by which a machine's own system logs.
const MACHINES: &[&str] = &["auditd", "endpoint", "security", "system", "windows"];
/// Kinds of Windows' logon, lower case, that put a person in front of the machine.
const AT_THE_MACHINE: &[&str] =
    &["interactive", "unlock", "remoteinteractive", "cachedinteractive", "cachedremoteinteractive"];
/// Why an event without a device's name or id is passed over.
const NO_DEVICE: &str = "an event of no machine by name";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Elastic",
    title: "Events in the Elastic Common Schema, of any product: sign-ins, tunnels, programs, detections",
    feeds: &[Need::SignIns, Need::RemoteNetwork, Need::Devices, Need::Programs, Need::Alerts],
    how: "an Elasticsearch search or scroll as JSON, an agent's own output, or a saved search of Kibana as CSV",
    permission: "a role that may read the indices",
    tells: "who signed in or opened a tunnel when and from where, who was in front of a machine, which programs ran or were installed there, what was detected",
    cannot: "what the integration did not map; marks of anonymous addresses; a vendor's own export says more",
    shape_from: "vendor reference: the published schema, 9.5.0-dev; from memory: `winlog.logon.type`, Kibana's CSV",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(root) = Object::of(record) else { return false };
    let is_event = |it: &Object<'_>| it.has("@timestamp") && Event::new(it).has_kind();
    let hits = root.inside("hits").and_then(|it| it.json("hits")).unwrap_or_default();
    let first_hit = objects(&hits).into_iter().next();
    [Some(&root), first_hit.as_ref()]
        .into_iter()
        .flatten()
        .any(|it| is_event(it) || source(it).is_some_and(|it| is_event(&it)))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    let Some(hits) = root.inside("hits").and_then(|it| it.json("hits")) else {
        let source = source(&root);
        return read_event(&Event::new(source.as_ref().unwrap_or(&root)));
    };
    let (mut said, mut passed, mut refused) = (Vec::new(), "a search without hits", None);
    for hit in objects(&hits) {
        let source = hit.inside("_source");
        match read_event(&Event::new(source.as_ref().unwrap_or(&hit))) {
            Ok(Reading::Says(more)) => said.extend(more),
            Ok(Reading::PassOver(why)) => passed = why,
            Err(why) => refused = Some(why),
        }
    }
    let first = said.first().map(|it: &Statement| it.subject.clone());
    match (first, refused) {
        (Some(subject), Some(why)) => {
            // One bad hit costs itself, not the others, and is noted beside them.
            let fact = Fact::Unread { column: "hits".into(), why: why.0.into() };
            said.push(Statement { subject, fact, at: None });
            Ok(Reading::Says(said))
        }
        (Some(_), None) => Ok(Reading::Says(said)),
        (None, Some(why)) => Err(why),
        (None, None) => Ok(Reading::PassOver(passed)),
    }
}

/// The event inside a hit; an event's own `source` is an address and has no time.
fn source<'a>(hit: &Object<'a>) -> Option<Object<'a>> {
    hit.inside("_source").filter(|it| it.has("@timestamp"))
}

fn read_event(event: &Event<'_>) -> Result<Reading, Reject> {
    let is = |field: &str, word: &str| event.all(field).iter().any(|it| it == word);
    if is("event.kind", "alert") || is("event.kind", "signal") {
        return detected(event);
    }
    if is("event.category", "authentication") {
        let module = event.first("event.module").unwrap_or_default();
        let is_machines =
            MACHINES.contains(&module.as_str()) || event.first("winlog.logon.type").is_some();
        return if is_machines { logged_on(event) } else { used(event, Channel::SignIn) };
    }
    if is("event.category", "process") && is("event.type", "start") {
        return ran(event);
    }
    if is("event.category", "package") && !is("event.type", "deletion") {
        return installed(event);
    }
    let words = ["event.dataset", "event.action", "observer.type"].map(|it| event.first(it));
    let is_vpn = words.iter().flatten().any(|it| it.to_lowercase().contains("vpn"));
    let is_start = ["start", "connection", "allowed"].iter().any(|it| is("event.type", it));
    if is_vpn && is_start {
        return used(event, Channel::Vpn);
    }
    Ok(Reading::PassOver("an event of another kind"))
}

fn outcome(event: &Event<'_>) -> Outcome {
    match event.first("event.outcome").as_deref() {
        Some("failure") => Outcome::Failure,
        Some(_) | None => Outcome::Success,
    }
}

/// The person, by mail address or by login.
fn person(event: &Event<'_>) -> Option<Login> {
    let mailbox = event.first("user.email").map(|it| Login::read(&it));
    mailbox.or_else(|| machines::login(&event.first("user.name")?))
}

fn used(event: &Event<'_>, channel: Channel) -> Result<Reading, Reject> {
    if event.all("event.type").iter().any(|it| it == "end") {
        return Ok(Reading::PassOver("the end of a session"));
    }
    let Some(login) = person(event) else {
        return Ok(Reading::PassOver("a use of a system by nobody by name"));
    };
    let at = event.at()?;
    let mut telling = login.telling(ID, at);
    // Security ids of Windows are no ids of a directory that others repeat.
    let id = event.first("user.id").filter(|it| !it.starts_with("S-1-"));
    telling.say_all(directory(id).map(Fact::Knows));
    let mut access = Access::new(channel, at);
    access.outcome = outcome(event);
    let ip = ["source.ip", "client.ip"].iter().find_map(|it| Some((*it, event.first(it)?)));
    let ip = ip.as_ref().map(|(name, text)| Field::new(name, text));
    access.ip = telling.read(ip, value::parse_ip).filter(|it| value::is_public(*it));
    access.client = event.first("device.id").map(|it| Arc::from(it.to_lowercase()));
    let os = ["user_agent.os.name", "host.os.name"].iter().find_map(|it| event.first(it));
    access.os = os.map(Arc::from);
    access.vendor_place = place(event);
    telling.access(access);
    telling.finish("nothing of use")
}

fn place(event: &Event<'_>) -> Option<Place> {
    let at = |name: &str| {
        let paths = [format!("source.geo.{name}"), format!("client.geo.{name}")];
        paths.iter().find_map(|it| event.first(it))
    };
    let number = |name: &str| at(name)?.parse::<f64>().ok().filter(|it| it.is_finite());
    let country = at("country_iso_code").or_else(|| at("country_name"));
    let (region, city) = (at("region_name"), at("city_name"));
    Written {
        country: country.as_deref(),
        region: region.as_deref(),
        city: city.as_deref(),
        point: number("location.lat").zip(number("location.lon")),
    }
    .place()
}

/// A telling of the machine on which it happened.
fn machine(event: &Event<'_>) -> Result<Option<Telling>, Reject> {
    let firm = [
        serial(event.first("device.serial_number")),
        ["host.hostname", "host.name"]
            .iter()
            .find_map(|it| event.first(it))
            .and_then(|it| host(&it)),
    ];
    // An id means something within one product alone, so it counts only where there is no name.
    let is_named = firm.iter().any(Option::is_some);
    let id = managed("ecs", event.first("host.id").filter(|_| !is_named));
    let at = event.at()?;
    Ok(device(firm.into_iter().chain([id]), Some(at)))
}

fn logged_on(event: &Event<'_>) -> Result<Reading, Reject> {
    let kind = event.first("winlog.logon.type").unwrap_or_default().to_lowercase();
    let is_there = AT_THE_MACHINE.contains(&kind.as_str());
    if !is_there || outcome(event) == Outcome::Failure {
        return Ok(Reading::PassOver("a logon that failed or put nobody in front of the machine"));
    }
    let Some(mut telling) = machine(event)? else { return Ok(Reading::PassOver(NO_DEVICE)) };
    telling.say_all(person(event).map(|it| Fact::HeldBy(it.identifier())));
    telling.finish("a logon of the system itself")
}

fn ran(event: &Event<'_>) -> Result<Reading, Reject> {
    let path = event.first("process.executable").or_else(|| event.first("process.name"));
    let Some(name) = path.and_then(|it| program_name(&it)) else {
        return Ok(Reading::PassOver("a process without a file name"));
    };
    let Some(mut telling) = machine(event)? else { return Ok(Reading::PassOver(NO_DEVICE)) };
    let switch = event.first("process.command_line").and_then(|it| telling_switch(&name, &it));
    let product = event.first("process.pe.product").map(Into::into);
    telling.say(Fact::Ran(Program { name, product, switch }));
    telling.say_all(person(event).map(|it| Fact::HeldBy(it.identifier())));
    telling.finish("nothing of use")
}

fn installed(event: &Event<'_>) -> Result<Reading, Reject> {
    let Some(name) = event.first("package.name") else {
        return Ok(Reading::PassOver("a package without a name"));
    };
    let Some(mut telling) = machine(event)? else { return Ok(Reading::PassOver(NO_DEVICE)) };
    telling.say(Fact::Installed(application(&name)));
    telling.finish("nothing of use")
}

/// A detection is the machine's if there is one, else the person's.
fn detected(event: &Event<'_>) -> Result<Reading, Reject> {
    let name = ["rule.name", "kibana.alert.rule.name"].iter().find_map(|it| event.first(it));
    let Some(name) = name else {
        return Ok(Reading::PassOver("a detection without a name"));
    };
    let fact = Fact::Alerted(name.into());
    let person = person(event);
    if let Some(mut telling) = machine(event)? {
        telling.say(fact);
        telling.say_all(person.map(|it| Fact::HeldBy(it.identifier())));
        return telling.finish("nothing of use");
    }
    let Some(person) = person else {
        return Ok(Reading::PassOver("a detection that names neither machine nor person"));
    };
    let mut telling = person.telling(ID, event.at()?);
    telling.say(fact);
    finish([telling], "nothing of use")
}
