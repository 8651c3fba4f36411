//! Duo authentication log, version 2: approvals of a second factor, with the place of the computer and of the phone.
//!
//! How to get it: Admin API `GET /admin/v2/logs/authentication`, or Duo's log sync, as JSON.
//!
//! What was seen: 8 records of panther-analysis (Apache-2.0; cut down, without a time) and 2 whole ones of another
//! collector's tests, with epoch (`timestamp`) and ISO time (`isotimestamp`) beside each other. From Duo's API reference:
//! `event_type` may be `enrollment`; `auth_device.ip` is filled for pushes alone.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Access, Artifact, Channel, EmailUse, Fact, Identifier, Need, Outcome, Place, Reading, Record,
    Reject,
    value::{Email, Phone},
};

use crate::{
    Source,
    naming::{Login, Written, directory, public_ip, uses},
    object::Object,
};

const ID: &str = "duo_authentication_log";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Cisco Duo",
    title: "Duo authentication log: second factors with the place of computer and phone",
    feeds: &[Need::SecondFactors, Need::Authenticators],
    how: "Admin API `GET /admin/v2/logs/authentication` or Duo's log sync",
    permission: "an Admin API application with the grant to read logs",
    tells: "which phone approved whose sign-in, and from which address each of the two spoke",
    cannot: "the phone's address is there for pushes only; bypasses and remembered devices name no phone",
    shape_from: "real sample: panther-analysis (Apache-2.0); vendor reference: Duo Admin API",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record)
        .is_ok_and(|it| it.has("access_device") && it.has("auth_device") && it.has("factor"))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let event = Object::of(record)?;
    let kind = event.text("event_type").or_else(|| event.text("eventtype")).unwrap_or_default();
    let is_approval = matches!(&*kind, "authentication" | "auth_log");
    if !is_approval && kind != "enrollment" {
        return Ok(Reading::PassOver("an event of another kind"));
    }
    let at = event.require_time(&["isotimestamp", "timestamp"])?;
    let user = event.inside("user").unwrap_or_default();
    let name = user.text("name").or_else(|| event.text("email"));
    let login = Login::read(&name.ok_or_else(|| Reject::new("expected a value in `user.name`"))?);
    let computer = event.inside("access_device").unwrap_or_default();
    let phone = event.inside("auth_device").unwrap_or_default();

    let mut telling = login.telling(ID, at);
    let mut access = Access::new(Channel::SecondFactor, at);
    access.outcome = outcome(&event)?;
    access.ip = public_ip(&mut telling, &computer, "ip");
    access.factor_ip = public_ip(&mut telling, &phone, "ip");
    access.client = computer.any(&["epkey", "hostname"]).map(|it| Arc::from(it.to_lowercase()));
    access.os = computer.text("os").map(|it| Arc::from(&*it));
    access.vendor_place = place(&computer);

    telling.say_all(directory(user.text("key")).map(Fact::Knows));
    if let Some(email) = event
        .text("email")
        .and_then(|it| Email::parse(&it).ok())
        .filter(|it| it.reveal() != login.key)
    {
        telling.say(Fact::Knows(Identifier::Mailbox(email.clone())));
        telling.say(Fact::Email(email, EmailUse::Work));
    }
    // Who refuses a push did not enroll the phone for a stranger: a refused factor is still the person's own.
    let label = phone.text("name");
    let id = phone.text("key").or_else(|| label.clone());
    telling.say_all(id.map(|it| uses(Artifact::Authenticator, &it)));
    telling.say_all(label.and_then(|it| number(&it)).map(Fact::Phone));
    if is_approval {
        telling.access(access);
    }
    telling.finish("nothing of use")
}

fn outcome(event: &Object<'_>) -> Result<Outcome, Reject> {
    match event.text("result").map(|it| it.to_lowercase()).as_deref() {
        Some("success") => Ok(Outcome::Success),
        Some("denied" | "deny" | "failure" | "error" | "fraud") => Ok(Outcome::Failure),
        Some(_) | None => {
            Err(Reject::new("expected success, denied, failure, error or fraud in `result`"))
        }
    }
}

/// The telephone number in a phone's label, `My iPhone X (734-555-0142)`: in brackets, or the whole label.
fn number(label: &str) -> Option<Phone> {
    let bracketed =
        label.rsplit_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
    // Duo writes numbers without a country code in the United States' way.
    let read = |text: &str| Phone::parse(text, Some("US")).ok();
    bracketed.and_then(read).or_else(|| read(label))
}

fn place(computer: &Object<'_>) -> Option<Place> {
    let written = computer.inside("location")?;
    let (country, region, city) =
        (written.text("country"), written.text("state"), written.text("city"));
    Written {
        country: country.as_deref(),
        region: region.as_deref(),
        city: city.as_deref(),
        point: None,
    }
    .place()
}
