//! GitLab audit events: who signed in, cloned, exported or opened up which project, made a key, or changed their mail address.
//!
//! How to get it, any of: API `GET /audit_events`, `/groups/{id}/audit_events`, `/projects/{id}/audit_events`; streaming to a
//! destination, the only way to see git operations; the export as CSV in the interface; `audit_json.log` of an own
//! installation.
//!
//! What was seen: 2 lines of `audit_json.log` of a public collector's tests (`meta.remote_ip`, `meta.user`, `with`, `change`,
//! `from`, `to`). From GitLab's own pages: the examples of API and streaming (`details.author_email`, `custom_message` as
//! text or as `{"protocol","action"}`, deploy keys and tokens as `author_class` with ids below zero), the list of event types,
//! the columns of the CSV; `Signed in with STANDARD authentication` and `Failed to login with …` from its tests. From memory:
//! `verb` of a git operation, `details.failed_login`, `add_ssh_key` and `Added SSH key`, the wording of a changed visibility,
//! `change` as `username`. The 3 `GitLab.Audit` records of panther-analysis are inventions and were not used.
//!
//! An author is told by their number, which every event has; mail address and user name are said as what it is known by.

mod event;
#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    value::{Email, PersonName},
};

use crate::{
    Source,
    naming::public_ip,
    object::Object,
    telling::{Telling, finish},
};
use event::{Event, Kind};

const ID: &str = "gitlab_audit_events";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "GitLab",
    title: "GitLab audit events: sign-ins, projects cloned and opened up, keys made, mail addresses changed",
    feeds: &[Need::CodeAudit],
    how: "API `GET /audit_events` (also of a group or project), audit event streaming, the export as CSV, or `audit_json.log`",
    permission: "an administrator for the instance, an owner for a group, a maintainer for a project; Premium or Ultimate",
    tells: "who used which project from where, downloaded or exported it, made it public, made an access token or deploy key; failed sign-ins; mail addresses and user names that an account had before; when two-factor sign-in was switched off",
    cannot: "git operations are streamed only, never stored; an older stream does not tell a clone from a fetch; no browser, no place of the address",
    shape_from: "vendor reference: GitLab's audit events API, schema, streaming examples and list of event types; real sample of `audit_json.log`: a public collector's tests",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let has = |name: &&str| it.has(name);
        let is_event = ["author_id", "entity_id", "entity_type"].iter().all(has);
        is_event && ["details", "target_type", "target_details", "change"].iter().any(has)
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let event = Event::new(&fields);
    let at = fields.require_time(&["created_at", "Created At (UTC)", "time"])?;
    if event.is_of_no_person() {
        return Ok(Reading::PassOver("an act of a key, a token or a program, or of nobody"));
    }
    let author = fields.require(&["author_id"])?;
    let mut telling = account(&author, at);
    let mailbox = event.text("author_email").and_then(|it| Email::parse(&it).ok());
    if let Some(mailbox) = mailbox {
        telling.say(Fact::Knows(Identifier::Mailbox(mailbox.clone())));
        telling.say(Fact::Email(mailbox, EmailUse::Unknown));
    }
    let user = fields.text("meta.user").map(|it| it.to_lowercase());
    telling.say_all(user.map(|it| Fact::Knows(Identifier::CodeLogin(it.into()))));
    // What is one word is a user name or a role.
    let name = event.text("author_name").filter(|it| it.contains(' '));
    telling.say_all(name.and_then(|it| PersonName::parse(&it).ok()).map(Fact::Name));
    telling.say_all(event.done());
    let (object, name) = event.address();
    let mut access = Access::new(Channel::Code, at);
    access.ip = public_ip(&mut telling, object, name);
    access.outcome = event.outcome();
    access.client = event.client();
    telling.access(access);
    let subject = about(&event, &fields, &author, at);
    finish([Some(telling), subject].into_iter().flatten(), "nothing of use")
}

/// An account by its number.
fn account(number: &str, at: jiff::Timestamp) -> Telling {
    Telling::of_person(ID, format!("user/{number}")).dated(at)
}

/// What is said of the account that something was done to, which may be the author's own.
fn about(
    event: &Event<'_>,
    fields: &Object<'_>,
    author: &str,
    at: jiff::Timestamp,
) -> Option<Telling> {
    if fields.text("entity_type").is_none_or(|it| it != "User") {
        return None;
    }
    let number = fields.text("entity_id");
    let mut telling = account(number.as_deref().unwrap_or(author), at);
    match event.kind() {
        Kind::FactorsOff => telling.say(Fact::FactorReset),
        Kind::MailChanged => {
            for mailbox in event.before_and_after().filter_map(|it| Email::parse(&it).ok()) {
                telling.say(Fact::Knows(Identifier::Mailbox(mailbox.clone())));
                telling.say(Fact::Email(mailbox, EmailUse::Unknown));
            }
        }
        Kind::LoginChanged => {
            let logins = event.before_and_after().map(|it| it.to_lowercase());
            telling.say_all(logins.map(|it| Fact::Knows(Identifier::CodeLogin(it.into()))));
        }
        Kind::SignedIn | Kind::SignInFailed | Kind::Git(_) | Kind::Other => return None,
    }
    Some(telling)
}
