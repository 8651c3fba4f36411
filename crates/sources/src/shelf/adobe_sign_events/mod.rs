//! Adobe Acrobat Sign: who opened and signed an agreement, when, and from which address.
//!
//! How to get it: REST API `GET /agreements/{id}/events` (version 6; version 5 has them in `GET /agreements/{id}`), as JSON;
//! or the webhooks of agreements as received.
//!
//! What it tells: mail address, and name where it is given, of everybody who viewed, signed or declined, with network address
//! and time; telephone of the device; mail and name of all who take part. What it cannot: who held the mailbox.
//!
//! Shape: answers of version 5 in the tests of a PHP client, Adobe's generated clients and pages of webhook payloads (seen, not
//! copied). From memory: kinds of event other than `CREATED` and `SIGNATURE_REQUESTED`, which are looked at by words in them.
//!
//! What the sender does, reasons, comments, places in degrees, messages and documents are not read.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Need, Outcome, Reading, Record, Reject,
    value::{Email, PersonName, Phone},
};

use crate::{
    Source,
    naming::public_ip,
    object::{Object, objects},
    telling::{Field, Telling, finish},
};

const ID: &str = "adobe_sign_events";
/// Words of kinds of event that are the sender's or the system's, not a signer's.
const NOT_A_SIGNERS: &[&str] = &[
    "CREATED",
    "REQUESTED",
    "BOUNCED",
    "CANCELLED",
    "EXPIRED",
    "RECALLED",
    "REMINDER",
    "SHARE",
    "VAULTED",
    "WORKFLOW",
];

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Adobe",
    title: "Events and participants of agreements signed with Acrobat Sign",
    feeds: &[Need::Signatures],
    how: "REST API `GET /agreements/{id}/events` for every agreement, or the webhooks of agreements as received",
    permission: "an integration with the scope `agreement_read:account`, made by an administrator",
    tells: "from which address an agreement was viewed and signed, by which mailbox and when; who takes part",
    cannot: "who held the mailbox; an address may be that of a mail scanner that opened the link",
    shape_from: "vendor reference: Adobe's clients and pages of webhook payloads, answers in tests of a PHP client (seen, not copied); kinds of event from memory",
    columns: &[],
    marks: &[],
    recognize: |record| Object::of_json(record).is_ok_and(|it| form(&it).is_some()),
    read,
};

/// What a record is.
#[derive(Clone, Copy)]
enum Form {
    /// One event, of the API or of a webhook.
    Event,
    /// An agreement with its events.
    Agreement,
}

fn form(whole: &Object<'_>) -> Option<Form> {
    let is_event = |it: &Object<'_>| {
        let acts = it.has("actingUserEmail") || it.has("actingUserIpAddress");
        let is_listed = it.has("date") && it.has("type");
        acts && (is_listed || (it.has("event") && it.has("eventDate")))
    };
    if is_event(whole) {
        return Some(Form::Event);
    }
    let json = whole.json("events")?;
    objects(&json).first().is_some_and(is_event).then_some(Form::Agreement)
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let whole = Object::of_json(record)?;
    let mut told = Vec::new();
    match form(&whole) {
        Some(Form::Event) => told.extend(event(&whole)?),
        Some(Form::Agreement) => {
            for it in objects(&whole.json("events").unwrap_or_default()) {
                told.extend(event(&it)?);
            }
            told.extend(people(&whole, "participants"));
        }
        None => {
            return Err(Reject::new(
                "an event of Acrobat Sign: expected `actingUserEmail`, and `date` or `eventDate`; export it from the API unchanged",
            ));
        }
    }
    let agreement = whole.inside("agreement").unwrap_or_default();
    let sets = agreement.inside("participantSetsInfo").unwrap_or_default();
    for set in objects(&sets.json("participantSets").unwrap_or_default()) {
        told.extend(people(&set, "memberInfos"));
    }
    finish(told, "an act of the sender or of the system")
}

/// What a signer did; none if it is the sender's act or nobody's.
fn event(event: &Object<'_>) -> Result<Option<Telling>, Reject> {
    let kind = event.any(&["event", "type"]).unwrap_or_default().to_uppercase();
    if NOT_A_SIGNERS.iter().any(|it| kind.contains(it)) {
        return Ok(None);
    }
    let Some(acting) = event.text("actingUserEmail") else { return Ok(None) };
    let at = event.require_time(&["eventDate", "date"])?;
    let mut telling = Telling::of_person(ID, acting.to_lowercase()).dated(at);
    let email = telling.read(Some(Field::new("actingUserEmail", &acting)), Email::parse);
    telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)));
    let name = telling.read_first(event, &["actingUserName"], PersonName::parse);
    telling.say_all(name.map(Fact::Name));
    let phone = telling.read_first(event, &["devicePhoneNumber"], |it| Phone::parse(it, None));
    telling.say_all(phone.map(Fact::Phone));
    let mut access = Access::new(Channel::Signing, at);
    access.ip = public_ip(&mut telling, event, "actingUserIpAddress");
    if kind.contains("FAIL") {
        access.outcome = Outcome::Failure;
    }
    telling.access(access);
    Ok(Some(telling))
}

/// Mail address and name of those who take part, but for the sender.
fn people(object: &Object<'_>, list: &str) -> Vec<Telling> {
    let json = object.json(list).unwrap_or_default();
    let person = |it: &Object<'_>| {
        let roles = it.json("roles").unwrap_or_default();
        let email = it.text("email").filter(|_| !roles.contains("SENDER"))?;
        let mut telling = Telling::of_person(ID, email.to_lowercase());
        let email = telling.read(Some(Field::new("email", &email)), Email::parse);
        telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)));
        let name = telling.read_first(it, &["name"], PersonName::parse);
        telling.say_all(name.map(Fact::Name));
        Some(telling)
    };
    objects(&json).iter().filter_map(person).collect()
}
