//! Slack access logs of a workspace: from which address, with which client and when a member used it.
//!
//! How to get it: Web API `GET team.accessLogs` (page by page), a collector's copy of it, or a table of the same fields.
//!
//! What was seen: no record of a real workspace. From Slack's reference and its types (npm `@slack/web-api` 7.15.0
//! `TeamAccessLogsResponse`): all fields, a page's example with two entries, that an entry counts every use by one user, address
//! and client between `date_first` and `date_last`, that `ip`, `isp`, `country` and `region` may be null. From memory: the
//! columns of the interface's own download (`Date Accessed`, `User Agent - Full`, `Last Date Accessed`).
//!
//! The uses between the first and the last are counted by Slack and not told one by one, so two are said.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, Fact, Identifier, Need, Place, Reading, Record, Reject,
    value::{self, Email},
};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{Written, directory, public_ip},
    object::Object,
    shelf::slack_audit_logs::system,
    telling::{Field, Telling},
};

const ID: &str = "slack_access_logs";
const FIRST: &[&str] = &["date_first", "Date Accessed"];
const LAST: &[&str] = &["date_last", "Last Date Accessed"];
const AGENT: &[&str] = &["user_agent", "User Agent - Full"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Slack",
    title: "Slack access logs: addresses and clients of members",
    feeds: &[Need::Collaboration],
    how: "Web API `GET team.accessLogs`, page by page, and the list of members (`slack_members`), which knows their mail addresses",
    permission: "an owner or administrator of a paid workspace, and a token with the scope admin",
    tells: "from which addresses and with which clients a member used Slack, first and last, and where Slack places them",
    cannot: "entries carry Slack's user id and no mail address, so that they say nothing without the list of members or the audit logs; the uses between the first and the last",
    shape_from: "vendor reference: Slack's `team.accessLogs` and the types of npm @slack/web-api 7.15.0",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let has = |names: &[&str]| names.iter().any(|name| it.has(name));
        has(&["user_id", "username"]) && has(FIRST) && has(LAST) && has(AGENT)
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let id = fields.text("user_id");
    let name = fields.text("username").map(|it| it.to_lowercase());
    let Some(key) = id.as_deref().or(name.as_deref()) else {
        return Err(Reject::new("expected Slack's user id in `user_id`"));
    };
    let first = fields.require_time(FIRST)?;
    let mut telling = Telling::of_person(ID, key).dated(first);
    telling.say_all(directory(id).map(Fact::Knows));
    // A user name is no login of the organization's; but some are written as mail addresses.
    let mailbox = name.and_then(|it| Email::parse(&it).ok());
    telling.say_all(mailbox.map(|it| Fact::Knows(Identifier::Mailbox(it))));
    let last = fields
        .named(LAST)
        .and_then(|(name, text)| telling.read(Some(Field::new(name, &text)), value::parse_time));
    let access = access(&fields, &mut telling, first);
    telling.access(access.clone());
    if let Some(at) = last.filter(|it| *it > first) {
        telling.access(Access { at, ..access });
    }
    telling.finish("nothing of use")
}

fn access(fields: &Object<'_>, telling: &mut Telling, at: Timestamp) -> Access {
    let mut access = Access::new(Channel::Office, at);
    let name = if fields.has("ip") { "ip" } else { "ip_address" };
    access.ip = public_ip(telling, fields, name);
    access.os = fields.any(AGENT).and_then(|it| system(&it));
    access.vendor_place = access.ip.and_then(|_| place(fields));
    access
}

fn place(fields: &Object<'_>) -> Option<Place> {
    let (country, region) = (fields.text("country"), fields.text("region"));
    Written { country: country.as_deref(), region: region.as_deref(), ..Written::default() }.place()
}
