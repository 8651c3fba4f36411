//! Slack audit logs of an Enterprise organization: who signed in from where, downloaded, exported, let in which application.
//!
//! How to get it: Audit Logs API `GET /audit/v1/logs` (page by page), or a SIEM's copy.
//!
//! What was seen: 29 entries of panther-analysis (Apache-2.0; times as text, many without one), among them `app_installed`,
//! `anomaly` with its reasons, `user_logout`; 4 of a public collector's tests with times in seconds, among them `user_login`,
//! `user_created`, `file_downloaded` with a session. From memory: `user_login_failed`, `file_public_link_created`, the
//! `…_export_downloaded` actions, `guest_created`.
//!
//! A person is told by Slack's user id, by which the access logs and the list of members know them too. Names of files and
//! channels are not read.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Access, Channel, DataAction, EmailUse, Fact, Identifier, Need, Outcome, Place, Reading, Record,
    Reject,
    value::{Email, PersonName},
};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{Written, directory, public_ip},
    object::{Object, texts},
    telling::{Telling, finish},
};

const ID: &str = "slack_audit_logs";
/// The user as whom Slack itself writes.
const SLACKBOT: &str = "USLACKBOT";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Slack",
    title: "Slack audit logs: sign-ins, anomalies, downloads, exports, applications let in",
    feeds: &[Need::Collaboration, Need::Alerts],
    how: "Audit Logs API `GET /audit/v1/logs`, or a SIEM's copy",
    permission: "an owner of an Enterprise organization, and an application with the scope auditlogs:read",
    tells: "who used Slack from which address, when Slack saw a session that does not fit, what was downloaded or made public by a link, which exports were fetched, which applications were let in, which accounts were made by whom",
    cannot: "Enterprise plans only; messages and their readers; reading a channel leaves no entry",
    shape_from: "real sample: panther-analysis (Apache-2.0), tests of a public collector; vendor reference: Slack's Audit Logs API",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let actor = it.inside("actor").is_some_and(|it| it.has("user") || it.has("type"));
        let context = it.inside("context");
        let is_context = context.is_some_and(|it| it.has("location") || it.has("ua"));
        it.has("action") && actor && is_context
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let action = fields.require(&["action"])?.to_lowercase();
    let Some(actor) = fields.inside("actor").and_then(|it| it.inside("user")) else {
        return Ok(Reading::PassOver("not an act of a person"));
    };
    if actor.text("id").is_some_and(|it| it == SLACKBOT) {
        return Ok(Reading::PassOver("not an act of a person"));
    }
    if action == "user_logout" {
        return Ok(Reading::PassOver("a sign-out"));
    }
    let at = fields.require_time(&["date_create"])?;
    let mut telling = person(&actor, EmailUse::Work, at)?;
    let done = done(&action, &fields);
    let access = access(&action, &fields, &mut telling, at);
    let is_sign_in = action.starts_with("user_login");
    let is_use = is_sign_in || access.ip.is_some();
    let made = made(&action, &fields, at);
    if done.is_none() && !is_use && made.is_none() {
        return Ok(Reading::PassOver("an entry without a public address that says nothing else"));
    }
    telling.say_all(done);
    if is_use {
        telling.access(access);
    }
    finish([Some(telling), made].into_iter().flatten(), "nothing of use")
}

/// Begins with what Slack knows of a user.
fn person(user: &Object<'_>, of: EmailUse, at: Timestamp) -> Result<Telling, Reject> {
    let mailbox = user.text("email").and_then(|it| Email::parse(&it).ok());
    let id = user.text("id");
    let key: Arc<str> = match (&id, &mailbox) {
        (Some(id), _) => Arc::from(&**id),
        (None, Some(mailbox)) => Arc::from(mailbox.reveal()),
        (None, None) => {
            return Err(Reject::new("expected an id or a mail address in `actor.user`"));
        }
    };
    let mut telling = Telling::of_person(ID, key).dated(at);
    telling.say_all(directory(id).map(Fact::Knows));
    if let Some(mailbox) = mailbox {
        telling.say(Fact::Knows(Identifier::Mailbox(mailbox.clone())));
        telling.say(Fact::Email(mailbox, of));
    }
    // What is one word is a user name.
    let name = user.text("name").filter(|it| it.contains(' '));
    telling.say_all(name.and_then(|it| PersonName::parse(&it).ok()).map(Fact::Name));
    Ok(telling)
}

fn access(action: &str, fields: &Object<'_>, telling: &mut Telling, at: Timestamp) -> Access {
    let context = fields.inside("context").unwrap_or_default();
    let mut access = Access::new(Channel::Office, at);
    if action == "user_login_failed" {
        access.outcome = Outcome::Failure;
    }
    access.ip = public_ip(telling, &context, "ip_address");
    access.os = context.text("ua").and_then(|it| system(&it));
    access.vendor_place = fields.inside("details").and_then(|it| place(&it));
    access
}

/// `London, UK`, which Slack writes with an anomaly.
fn place(details: &Object<'_>) -> Option<Place> {
    let text = details.text("location")?;
    let (region, country) = text.rsplit_once(',')?;
    Written { country: Some(country.trim()), region: Some(region.trim()), ..Written::default() }
        .place()
}

/// What was done with files, exports and applications, and what Slack itself saw.
fn done(action: &str, fields: &Object<'_>) -> Option<Fact> {
    let entity = fields.inside("entity").unwrap_or_default();
    let file = || Some(entity.inside("file")?.text("id")?.as_ref().into());
    match action {
        "anomaly" => Some(Fact::Alerted(anomaly(fields).into())),
        "file_downloaded" => Some(Fact::Data { action: DataAction::Downloaded, object: file() }),
        "file_public_link_created" => {
            Some(Fact::Data { action: DataAction::SharedOutside, object: file() })
        }
        "app_installed" => {
            let app = entity.inside("app")?;
            app.any(&["name", "id"]).map(|it| Fact::AppGranted((*it).into()))
        }
        _ if action.ends_with("_export_downloaded") => {
            Some(Fact::Data { action: DataAction::Exported, object: None })
        }
        _ => None,
    }
}

/// `anomaly: asn, ip_address`.
fn anomaly(fields: &Object<'_>) -> String {
    let reasons = fields.inside("details").and_then(|it| it.json("reason"));
    let reasons = reasons.as_deref().map(texts).unwrap_or_default().join(", ");
    if reasons.is_empty() { "anomaly".to_owned() } else { format!("anomaly: {reasons}") }
}

/// The account that was made, if one was.
fn made(action: &str, fields: &Object<'_>, at: Timestamp) -> Option<Telling> {
    let of = match action {
        "user_created" => EmailUse::Work,
        "guest_created" => EmailUse::Unknown,
        _ => return None,
    };
    person(&fields.inside("entity")?.inside("user")?, of, at).ok()
}

/// The system in a user agent: `Macintosh` of `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) …`.
pub(crate) fn system(agent: &str) -> Option<Arc<str>> {
    let (_, rest) = agent.split_once('(')?;
    let (inside, _) = rest.split_once(')')?;
    let first = inside.split(';').next().map(str::trim).filter(|it| !it.is_empty())?;
    Some(first.into())
}
