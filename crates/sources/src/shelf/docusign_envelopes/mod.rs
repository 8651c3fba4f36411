//! Docusign envelopes: who opened and signed a contract, when, from which address, and whether their identity was checked.
//!
//! How to get it: eSignature REST API `GET /accounts/{id}/envelopes/{id}/audit_events`, and `…/recipients` or the envelope
//! with `?include=recipients`, as JSON; or the JSON that Connect sends (data in `envelopeSummary`, with recipients).
//!
//! What it tells: from the history, the network address of everybody who opened, viewed, signed or declined; from recipients,
//! name, mail, telephone to which a code was sent, when they opened and signed, and what the checks of their identity came to.
//! What it cannot: the history names people by name and user id, not by mail address; take the recipients beside it.
//!
//! Shape: Docusign's own schema of Connect, its generated clients, and its SOAP page of `EnvelopeAuditEventsV2`, which has the
//! names of the history's fields (seen, not copied). From memory: that `auditEvents` holds lists of names and values, `api` as
//! a source, `Sent Invitations` as an action, and `GeoLocation` as a place in words; where it is something else it is not read.
//!
//! The sender of an envelope, its documents, fields, messages, and birth dates and numbers of an id check are not read. A check
//! of identity that failed is an open question: a blurred picture fails as a forged one does.

mod recipient;
#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, Fact, Need, Outcome, Place, Reading, Record, Reject, value::PersonName,
};

use crate::{
    Source,
    naming::{Written, directory, public_ip},
    object::{Object, objects},
    telling::{Telling, finish},
};

const ID: &str = "docusign_envelopes";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Docusign",
    title: "Histories and recipients of contracts signed with Docusign",
    feeds: &[Need::Signatures],
    how: "eSignature API `GET …/envelopes/{id}/audit_events` and `…/envelopes/{id}/recipients` for every contract; or the JSON that Connect sends",
    permission: "an integration with the scope `signature`, for a user who may see the envelopes (an administrator, or shared access)",
    tells: "from which address a contract was opened and signed, by whom and when; the telephone that a code went to; checks of identity",
    cannot: "the history has names and user ids, no mail addresses: take the recipients too; an address may be that of a mail scanner that opened the link",
    shape_from: "vendor reference: Docusign's Connect schema, clients and SOAP page of audit events (seen, not copied); the list of names and values, words of sources and actions from memory",
    columns: &[],
    marks: &[],
    recognize: |record| Object::of_json(record).is_ok_and(|it| form(&it).is_some()),
    read,
};

/// What a record is.
enum Form<'a> {
    /// The whole history of an envelope.
    History(Object<'a>),
    /// One event of it.
    Event(Object<'a>),
    /// The recipients of an envelope.
    Recipients(Object<'a>),
    /// A webhook or an envelope without its recipients.
    Bare,
}

fn form<'a>(whole: &Object<'a>) -> Option<Form<'a>> {
    let is_recipients = |it: &Object<'_>| {
        it.has("signers")
            && ["recipientCount", "carbonCopies", "currentRoutingOrder", "inPersonSigners"]
                .iter()
                .any(|name| it.has(name))
    };
    if whole.has("auditEvents") {
        return Some(Form::History(whole.clone()));
    }
    if whole.has("eventFields") {
        return Some(Form::Event(whole.clone()));
    }
    if is_recipients(whole) {
        return Some(Form::Recipients(whole.clone()));
    }
    let data = whole.inside("data").filter(|it| it.has("envelopeId") && whole.has("event"));
    let is_webhook = data.is_some();
    let summary = data.and_then(|it| it.inside("envelopeSummary"));
    let envelope = summary.unwrap_or_else(|| whole.clone());
    let is_envelope = envelope.has("envelopeId") || envelope.has("recipientsUri");
    if !is_webhook && !is_envelope {
        return None;
    }
    let recipients = envelope.inside("recipients").filter(is_recipients);
    Some(recipients.map_or(Form::Bare, Form::Recipients))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let whole = Object::of_json(record)?;
    match form(&whole) {
        Some(Form::History(history)) => {
            let json = history.json("auditEvents").unwrap_or_default();
            let told: Result<Vec<_>, Reject> = objects(&json).iter().map(event).collect();
            finish(told?.into_iter().flatten(), "a history in which no person did anything")
        }
        Some(Form::Event(one)) => finish(event(&one)?, "an event of a program, or of nobody"),
        Some(Form::Recipients(recipients)) => {
            finish(recipient::all(&recipients), "an envelope that nobody has to sign")
        }
        Some(Form::Bare) => Ok(Reading::PassOver(
            "an envelope without recipients; include them, or fetch its history",
        )),
        None => Err(Reject::new(
            "a Docusign envelope: expected `auditEvents`, `signers` or `envelopeSummary`; export it from the API unchanged",
        )),
    }
}

/// One event of a history; none if a program did it, or if it names nobody.
fn event(event: &Object<'_>) -> Result<Option<Telling>, Reject> {
    let json = event.json("eventFields").unwrap_or_default();
    let listed = objects(&json);
    let pairs: Vec<(String, String)> = listed
        .iter()
        .filter_map(|it| Some((it.text("name")?.into_owned(), it.text("value")?.into_owned())))
        .collect();
    let fields = Object::of_pairs(pairs.iter().map(|(name, value)| (&**name, &**value)));
    let at = fields.require_time(&["logTime"])?;
    let action = fields.text("Action").unwrap_or_default().to_lowercase();
    let source = fields.text("Source").unwrap_or_default().to_lowercase();
    if source.contains("api") || action.contains("sent invitation") {
        return Ok(None);
    }
    let person = directory(fields.text("UserId"));
    let name = fields.text("UserName");
    let Some(key) = fields.text("UserId").filter(|_| person.is_some()).or(name) else {
        return Ok(None);
    };
    let mut telling = Telling::of_person(ID, key.to_lowercase()).dated(at);
    telling.say_all(person.map(Fact::Knows));
    let name = telling.read_first(&fields, &["UserName"], PersonName::parse);
    telling.say_all(name.map(Fact::Name));
    let mut access = Access::new(Channel::Signing, at);
    access.ip = public_ip(&mut telling, &fields, "ClientIPAddress");
    access.vendor_place = fields.text("GeoLocation").and_then(|it| place(&it));
    if action.contains("fail") {
        access.outcome = Outcome::Failure;
    }
    telling.access(access);
    Ok(Some(telling))
}

/// `City, Region, Country`, as far as it is written.
fn place(text: &str) -> Option<Place> {
    let mut parts = text.rsplit(',').map(str::trim).filter(|it| !it.is_empty());
    let country = parts.next();
    let (region, city) = (parts.next(), parts.next());
    // Of two parts the first is a town or a region: which one is not known, and the wider is never wrong.
    Written { country, region, city, point: None }.place()
}
