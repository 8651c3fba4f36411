//! xAPI statements: what learners did, as learning systems write it into a record store.
//!
//! How to get it: `GET /xAPI/statements` of the store (Learning Locker, SCORM Cloud, Watershed, 360Learning's webhook …),
//! all pages, as JSON.
//!
//! What it tells: who did training when, and from which address where a system adds one. What it cannot: who sat there.
//!
//! Shape: the specification (ADL, IEEE 9274.1.1) and its conformance samples (seen, not copied). From memory: the registered
//! extension `http://id.tincanapi.com/extension/ip-address`, and others like it that end in `ip-address` or `ip`.
//!
//! What was done, answers, marks and texts are not read. An actor by a hash of their mail is known by nothing that other
//! exports know.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, Fact, Need, Reading, Record, Reject,
    value::{self, PersonName},
};

use crate::{
    Source,
    naming::{Login, person},
    object::{Object, objects},
    telling::{Field, Telling, finish},
};

const ID: &str = "xapi_statements";
/// Ends of the names of extensions that hold a network address, lower case.
const IP_EXTENSIONS: &[&str] = &["ip-address", "ip_address", "ipaddress", "/ip", "/client-ip"];

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "xAPI",
    title: "Statements of learning systems (xAPI)",
    feeds: &[Need::Training],
    how: "`GET /xAPI/statements` of the learning record store, all pages",
    permission: "a credential of the store that may read statements",
    tells: "who did training when, and from which address where a system adds one",
    cannot: "who sat there; most systems add no address",
    shape_from: "vendor reference: the xAPI specification and its conformance samples (seen, not copied); extensions for addresses from memory",
    columns: &[],
    marks: &[],
    recognize: |record| {
        Object::of_json(record).is_ok_and(|it| {
            let first = it.json("statements").unwrap_or_default();
            is_statement(&it) || objects(&first).first().is_some_and(is_statement)
        })
    },
    read,
};

fn is_statement(object: &Object<'_>) -> bool {
    let actor = object.inside("actor").unwrap_or_default();
    let knows_actor =
        ["mbox", "mbox_sha1sum", "openid", "account", "member"].iter().any(|it| actor.has(it));
    let verb = object.inside("verb").unwrap_or_default();
    knows_actor && verb.text("id").is_some_and(|it| it.contains("://")) && object.has("object")
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let whole = Object::of_json(record)?;
    let Some(json) = whole.json("statements") else {
        return finish(statement(&whole)?, "a statement of a group, of nobody known, or withdrawn");
    };
    let told: Result<Vec<_>, Reject> = objects(&json).iter().map(statement).collect();
    finish(told?.into_iter().flatten(), "a page without statements of anybody known")
}

/// One statement; none if it is no person's act.
fn statement(statement: &Object<'_>) -> Result<Option<Telling>, Reject> {
    let verb = statement.inside("verb").unwrap_or_default();
    if verb.text("id").is_some_and(|it| it.ends_with("/voided")) {
        return Ok(None);
    }
    let actor = statement.inside("actor").unwrap_or_default();
    let Some(login) = login(&actor) else { return Ok(None) };
    let at = statement.require_time(&["timestamp", "stored"])?;
    let mut telling = login.telling(ID, at);
    // A system that knows no name repeats the login.
    let name = actor.text("name").filter(|it| it.contains(' '));
    telling.say_all(name.and_then(|it| PersonName::parse(&it).ok()).map(Fact::Name));
    let context = statement.inside("context").unwrap_or_default();
    let extensions = context.inside("extensions").unwrap_or_default();
    let address = extensions.names().find(|name| {
        let name = name.to_lowercase();
        IP_EXTENSIONS.iter().any(|it| name.ends_with(it))
    });
    let mut access = Access::new(Channel::Training, at);
    if let Some((name, text)) = address.and_then(|it| Some((it, extensions.text(it)?))) {
        let ip = telling.read(Some(Field::new(name, &text)), value::parse_ip);
        access.ip = ip.filter(|it| value::is_public(*it));
    }
    telling.access(access);
    Ok(Some(telling))
}

/// The learner by mail address, else by the account of the learning system.
fn login(actor: &Object<'_>) -> Option<Login> {
    let mailbox = actor.text("mbox").map(|it| it.trim_start_matches("mailto:").to_owned());
    let account = || actor.inside("account")?.text("name").map(|it| it.into_owned());
    person(&mailbox.or_else(account)?)
}
