//! Zscaler Internet Access: the feed of the Nanolog Streaming Service about web traffic, and administrators' sign-ins.
//!
//! How to get it: an NSS or Cloud NSS feed of web logs as JSON, as `name=value` parted by tabs, or as CEF; a feed of audit logs
//! as JSON. Add `devicehostname`, `deviceowner`, `devicemodel` and `deviceostype` to the feed's format.
//!
//! What was seen: web, audit, DNS, firewall and tunnel records of another collector's tests. From Zscaler's and partners' guides:
//! the formats of the three feeds and what their fields mean.
//!
//! Web traffic is made by programs day and night, so it is the check-in of the device and not its owner's use. Of what was visited
//! only the category is looked at, and only kept where it tells of a hidden path or of control from elsewhere.

#[cfg(test)]
mod tests;

use std::{net::IpAddr, sync::Arc};

use bonafide_model::{Access, Channel, Fact, Need, Outcome, Reading, Record, Reject};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{device, host, person, public_ip, telling_category},
    object::Object,
    syslog::{Line, headed, spaced},
    telling::{Telling, finish},
};

const ID: &str = "zscaler_zia";
const NOTHING: &str = "nothing of use";
const USER: &[&str] = &["user", "login", "elogin", "suser"];
/// Most telling first: the address after translation, then the one that the service met.
const ADDRESS: &[&str] =
    &["clientpublicIP", "cintip", "sourceTranslatedAddress", "ClientIP", "cip", "src"];
const CATEGORY: &[&str] = &["urlcategory", "urlcat", "cat", "urlsupercategory", "urlsupercat"];
const TIME: &[&str] = &["datetime", "time", "rt", "TimeGenerated"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Zscaler",
    title: "Zscaler Internet Access: addresses of devices with the client, and administrators' sign-ins",
    feeds: &[Need::RemoteNetwork, Need::Devices],
    how: "a Nanolog Streaming Service feed of web logs (JSON, tab-parted `name=value`, or CEF) with the fields `clientpublicIP`, `devicehostname`, `deviceowner`, `devicemodel`, and one of audit logs (JSON)",
    permission: "an administrator who may edit NSS feeds; for an existing feed, read access to where it goes",
    tells: "from which public address which device speaks, whose it is, which model; that a category of anonymizers or remote access was met; from where administrators signed in",
    cannot: "times are read as UTC, which a feed in another zone is not; traffic through an office's tunnel has the office's address; pages are not read",
    shape_from: "vendor reference: Zscaler NSS feed output format, web and audit logs",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

/// A record of a feed.
enum Feed<'a> {
    Web(Object<'a>),
    Audit(Object<'a>),
    Other,
}

fn recognize(record: &Record) -> bool {
    let line = Line::of(record);
    find(record, line.as_ref()).is_some()
}

fn find<'a>(record: &'a Record, line: Option<&'a Line<'a>>) -> Option<Feed<'a>> {
    if let Some(feed) = Object::of(record).ok().and_then(by_names) {
        return Some(feed);
    }
    let line = line?;
    if let Some(feed) = line.object().and_then(by_names) {
        return Some(feed);
    }
    let text = line.text();
    if let Some(message) = headed(text) {
        let is_web = message.product.eq_ignore_ascii_case("NSSWeblog");
        let feed = if is_web { Feed::Web(message.fields) } else { Feed::Other };
        return (message.vendor == "Zscaler").then_some(feed);
    }
    if !text.contains("vendor=Zscaler") {
        return None;
    }
    let fields = spaced(text);
    Some(if is_web(&fields) { Feed::Web(fields) } else { Feed::Other })
}

fn by_names(whole: Object<'_>) -> Option<Feed<'_>> {
    let kind = whole.text("sourcetype").map(|it| it.to_lowercase());
    let kind = kind.filter(|it| it.starts_with("zscalernss") || it.starts_with("zscaler-nss"));
    let Some(kind) = kind else { return is_web(&whole).then_some(Feed::Web(whole)) };
    let event = whole.inside("event").unwrap_or(whole);
    Some(match kind.rsplit('-').next().unwrap_or_default() {
        "web" => Feed::Web(event),
        "audit" => Feed::Audit(event),
        _ => Feed::Other,
    })
}

/// By the fields of a web log, though nobody says what it is.
fn is_web(fields: &Object<'_>) -> bool {
    let has = |names: &[&str]| names.iter().any(|it| fields.has(it));
    has(&["clientpublicIP", "cintip"])
        && has(&["urlcategory", "urlcat"])
        && has(&["user", "login", "elogin"])
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let line = Line::of(record);
    match find(record, line.as_ref()) {
        Some(Feed::Web(fields)) => web(&fields, line.as_ref()),
        Some(Feed::Audit(fields)) => audit(&fields),
        Some(Feed::Other) => Ok(Reading::PassOver("a feed of another kind")),
        None => Err(Reject::new(
            "expected a record of a Nanolog Streaming Service feed; export it unchanged",
        )),
    }
}

fn web(fields: &Object<'_>, line: Option<&Line<'_>>) -> Result<Reading, Reject> {
    let at = match line.filter(|_| fields.any(TIME).is_none()) {
        // The tab-parted form begins with a time that has no name.
        Some(line) => line.time(line.split("=").map_or("", |(head, _)| head))?,
        None => fields.require_time(TIME)?,
    };
    let user = fields.any(USER).and_then(|it| person(&it));
    let mut person = user.as_ref().map(|it| it.telling(ID, at));
    let mut machine = machine(fields, at);
    if let Some(it) = machine.as_mut() {
        it.say_all(user.as_ref().map(|it| Fact::HeldBy(it.identifier())));
    }
    let category = CATEGORY.iter().find_map(|it| telling_category(&fields.text(it)?));
    // What is known of the machine is its own; without one it is the person's.
    let Some(subject) = machine.as_mut().or(person.as_mut()) else {
        return Ok(Reading::PassOver("traffic of no known person or device"));
    };
    let mut access = Access::new(Channel::Device, at);
    access.ip = address(subject, fields);
    access.os = fields.any(&["deviceostype", "deviceosversion"]).map(|it| Arc::from(&*it));
    if access.ip.is_some() {
        subject.access(access);
    }
    subject.say_all(category);
    finish(
        [person, machine].into_iter().flatten(),
        "a record that names no person and no public address",
    )
}

fn address(telling: &mut Telling, fields: &Object<'_>) -> Option<IpAddr> {
    ADDRESS.iter().find_map(|it| public_ip(telling, fields, it))
}

/// The device by its name; its owner is the account of the operating system.
fn machine(fields: &Object<'_>, at: Timestamp) -> Option<Telling> {
    let mut telling = device([fields.text("devicehostname").and_then(|it| host(&it))], Some(at))?;
    let owner = fields.text("deviceowner").and_then(|it| person(&it));
    telling.say_all(owner.map(|it| Fact::HeldBy(it.identifier())));
    let model = fields.text("devicemodel").filter(|it| person(it).is_some());
    let os = fields.any(&["deviceosversion", "deviceostype"]).map(|it| Arc::from(&*it));
    telling.say_all(model.map(|it| Fact::Model { model: (*it).into(), os }));
    Some(telling)
}

/// Administrators of the service.
fn audit(fields: &Object<'_>) -> Result<Reading, Reject> {
    if fields.text("action").is_none_or(|it| it != "SIGN_IN") {
        return Ok(Reading::PassOver("an administrator's act other than a sign-in"));
    }
    let Some(login) = fields.text("adminid").and_then(|it| person(&it)) else {
        return Ok(Reading::PassOver("a sign-in that names no person"));
    };
    let at = fields.require_time(&["time", "datetime"])?;
    let is_in = fields.text("result").is_none_or(|it| it.eq_ignore_ascii_case("success"));
    let outcome = if is_in { Outcome::Success } else { Outcome::Failure };
    let mut telling = login.telling_of(outcome, ID, at);
    let mut access = Access::new(Channel::SignIn, at);
    access.outcome = outcome;
    access.ip = public_ip(&mut telling, fields, "clientip");
    telling.access(access);
    telling.finish(NOTHING)
}
