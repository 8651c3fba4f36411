//! What became of an opportunity: applications, referrals, offers, and the end of it.

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Identifier, Reading, Reject,
    value::{Email, PersonName, Zone},
};

use super::{person::pages, under};
use crate::{
    applicant::{call, refer, sent_from},
    object::{Object, objects},
    telling::{Field, Telling, instant},
};

/// An application. `channel` is where its opportunity came from; one that a recruiter made for a candidate was not sent by them.
pub(super) fn application(record: &Object<'_>, channel: Option<&str>, telling: &mut Telling) {
    let id = record.text("id").map(|it| Fact::Knows(Identifier::Application((&*it).into())));
    telling.say_all(id);
    let at = telling.read_first(record, &["createdAt"], instant);
    let kind = record.text("type").unwrap_or_default().to_lowercase();
    if kind != "user" {
        let posting = record.inside("posting");
        let title = posting.as_ref().and_then(|it| it.any(&["text", "id"]));
        let job = title.or_else(|| record.text("posting"));
        let channel = channel.map(Into::into);
        telling.say_at_all(job.map(|it| Fact::Applied { job: (&*it).into(), channel }), at);
    }
    let name = telling.read_first(record, &["name"], PersonName::parse);
    telling.say_at_all(name.map(Fact::Name), at);
    let email = telling.read_first(record, &["email"], Email::parse);
    telling.say_at_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)), at);
    if let Some(phone) = record.inside("phone").and_then(|it| it.text("value")) {
        call(Field::new("phone", &phone), None, at, telling);
    }
    let employer = record.text("company").map(|it| Fact::Employment {
        employer: (&*it).into(),
        title: None,
        since: None,
        until: None,
    });
    telling.say_at_all(employer, at);
    pages(record, at, telling);
    if kind == "referral"
        && let Some(user) = record.inside("user")
    {
        refer(&user, at, telling);
    }
    // The client of a referral is the referrer's, and that of a recruiter's entry the recruiter's.
    if kind == "posting"
        && let Some(at) = at
    {
        let access = Access::new(Channel::Application, at);
        sent_from(record, ("ipAddress", "userAgent"), access, telling);
        let zone = telling.read_first(record, &["timezone"], Zone::parse);
        telling.say_at_all(zone.map(Fact::StatedZone), Some(at));
    }
    // A requisition is written into an application when its candidate is hired.
    let is_hired = record.inside("requisitionForHire").is_some();
    if is_hired {
        telling.say_at(Fact::Hired, None);
    }
    archived(record, is_hired, telling);
}

/// Whether an opportunity may have ended in a hire: its last stage is that of the offer, or an application names a requisition.
pub(super) fn is_near_hire(record: &Object<'_>) -> bool {
    let stage = record.inside("stage");
    let stage = stage.as_ref().and_then(|it| it.text("text")).or_else(|| record.text("stage"));
    let at_offer = stage.is_some_and(|it| it.to_lowercase().contains("offer"));
    let json = record.json("applications").unwrap_or_default();
    at_offer || objects(&json).iter().any(|it| it.inside("requisitionForHire").is_some())
}

/// Says how an archived candidate ended. A reason that is an id alone may be that of a hire.
pub(super) fn archived(record: &Object<'_>, may_be_hired: bool, telling: &mut Telling) {
    let Some(end) = record.inside("archived") else { return };
    let Some(at) = telling.read_first(&end, &["archivedAt"], instant) else { return };
    let reason = end.inside("reason");
    let kind = reason.as_ref().and_then(|it| it.any(&["type", "text"]));
    let is_hire = kind.map(|it| it.trim().eq_ignore_ascii_case("hired"));
    match is_hire {
        Some(true) => telling.say_at(Fact::Hired, None),
        Some(false) => telling.say_at(Fact::Refused, Some(at)),
        None if may_be_hired => {}
        None => telling.say_at(Fact::Refused, Some(at)),
    }
}

/// States of an offer in which the candidate has it before them.
const WITH_CANDIDATE: &[&str] = &["sent", "sent-manually", "opened", "denied", "signed"];

pub(super) fn offer(record: &Object<'_>, telling: &mut Telling) {
    let sent_at = telling.read_first(record, &["sentAt"], instant);
    let status = record.text("status").unwrap_or_default().to_lowercase();
    if sent_at.is_some() || WITH_CANDIDATE.contains(&&*status) {
        telling.say_at(Fact::Offered, sent_at);
    }
    let signer = record.inside("signatures").and_then(|it| it.inside("candidate"));
    if let Some(signer) = &signer {
        let name = telling.read_first(signer, &["name"], PersonName::parse);
        telling.say_at_all(name.map(Fact::Name), sent_at);
        let email = telling.read_first(signer, &["email"], Email::parse);
        telling.say_at_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)), sent_at);
    }
    if status == "signed" || signer.is_some_and(|it| it.flag("signed") == Some(true)) {
        let json = record.json("fields").unwrap_or_default();
        let starts = objects(&json).into_iter().find(|it| {
            it.text("identifier").is_some_and(|it| it.to_lowercase().contains("start_date"))
        });
        let first_day = starts.and_then(|it| telling.read_first(&it, &["value"], instant));
        telling.say_at(Fact::Hired, first_day);
    }
}

pub(super) fn referral(record: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = under(record)?;
    let at = telling.read_first(record, &["completedAt", "createdAt"], instant);
    let Some(user) = record.inside("referrer").or_else(|| record.inside("user")) else {
        return Ok(Reading::PassOver("a referral whose referrer is an id alone"));
    };
    refer(&user, at, &mut telling);
    telling.finish("a referral that names nobody")
}
