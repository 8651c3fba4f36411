//! Ashby candidates: people who applied or were found, the clients that they used, and what Ashby's own checks saw in them.
//!
//! How to get it: `POST /candidate.list` (all pages) or `/candidate.info`, and for every candidate `/candidate.listClientInfo`
//! and, where Ashby's own checks are switched on, `/candidate.listFraudChecks`, as JSON; or the candidate webhooks as received.
//!
//! What it tells: name, mail, telephone, place, time zone, profiles, present employer and school, names of files, referrer;
//! network address and system of every client with which a candidate sent in an application or answered an invitation; the
//! names of what Ashby's checks saw. What it cannot: whether any of it is true.
//!
//! Shape: live answers recorded in the tests of Nango's integration templates (seen, not copied) and Ashby's own OpenAPI
//! description. What a check saw is kept by name alone: values and descriptions are unstable.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, Fact, Identifier, Need, Outcome, Reading, Record, Reject,
    value::{Handle, Site, Zone},
};
use jiff::Timestamp;

use crate::{
    Source,
    applicant::{about, sent_from},
    ashby::{Opened, credited, files, open, who},
    object::{Object, objects, texts},
    telling::{Field, Telling, instant},
};

const ID: &str = "ashby_candidates";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Ashby",
    title: "Candidates of the applicant-tracking system, with the clients that they used",
    feeds: &[Need::Applications],
    how: "API `candidate.list`, all pages, and `candidate.listClientInfo` and `candidate.listFraudChecks` for each candidate; or the candidate webhooks as received",
    permission: "an Ashby API key with `candidatesRead`; the checks need their feature",
    tells: "name, mail, phone, place, time zone, profiles, present employer and school, file names, referrer; network address and system of the client of every application; names of what Ashby's own checks saw",
    cannot: "whether any of it is true; earlier employers",
    shape_from: "real sample: live answers recorded in NangoHQ/integration-templates (seen, not copied); vendor reference: Ashby's OpenAPI description",
    columns: &[],
    marks: &[],
    recognize: |record| open(record).is_some_and(|it| kind(&it).is_some()),
    read,
};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Candidate,
    Client,
    Check,
    Merge,
    Deletion,
}

fn kind(opened: &Opened<'_>) -> Option<Kind> {
    let has = |names: &[&str]| names.iter().all(|it| opened.record.has(it));
    match opened.action.as_deref() {
        Some("candidateMerge") if has(&["deletedCandidate", "mergedCandidate"]) => {
            Some(Kind::Merge)
        }
        Some("candidateDelete") if has(&["candidate"]) => Some(Kind::Deletion),
        Some(_) => None,
        None if has(&["relatedEntityType", "candidateId", "ipAddress"]) => Some(Kind::Client),
        None if has(&["fraudSignals", "candidateId"]) => Some(Kind::Check),
        None if has(&["name", "primaryEmailAddress", "applicationIds"]) => Some(Kind::Candidate),
        None => None,
    }
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let opened = open(record).and_then(|it| Some((kind(&it)?, it.record)));
    let Some((kind, record)) = opened else {
        return Err(Reject::new(
            "an Ashby candidate: expected `name`, `primaryEmailAddress` and `applicationIds`; export it from the API unchanged",
        ));
    };
    match kind {
        Kind::Candidate => candidate(&record),
        Kind::Client => client(&record),
        Kind::Check => check(&record),
        Kind::Merge => merge(&record),
        Kind::Deletion => Ok(Reading::PassOver("a webhook about something deleted")),
    }
}

fn candidate(record: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(record.text("id").as_deref(), ID)?;
    let at = telling.read_first(record, &["createdAt"], instant);
    who(record, at, &mut telling);
    profiles(record, at, &mut telling);
    let zone = telling.read_first(record, &["timezone"], Zone::parse);
    telling.say_at_all(zone.map(Fact::StatedZone), at);
    if let Some(employer) = record.text("company") {
        let title = record.text("position").map(|it| (&*it).into());
        let employer = (&*employer).into();
        telling.say(Fact::Employment { employer, title, since: None, until: None });
    }
    if let Some(school) = record.text("school") {
        let school = (&*school).into();
        telling.say(Fact::Schooling { school, degree: None, since: None, until: None });
    }
    for id in texts(&record.json("applicationIds").unwrap_or_default()) {
        telling.say(Fact::Knows(Identifier::Application((&*id).into())));
    }
    files(record, &mut telling);
    credited(record, at, &mut telling);
    telling.finish("a candidate of whom nothing is said")
}

fn profiles(record: &Object<'_>, at: Option<Timestamp>, telling: &mut Telling) {
    for link in objects(&record.json("socialLinks").unwrap_or_default()) {
        let Some(url) = link.text("url") else { continue };
        let kind = link.text("type").unwrap_or_default();
        let handle = telling.read(Some(Field::new("socialLinks", &url)), |it| match &*kind {
            "LinkedIn" => Handle::new(Site::LinkedIn, it),
            "GitHub" => Handle::new(Site::GitHub, it),
            _ => Handle::parse_url(it),
        });
        telling.say_at_all(handle.map(Fact::Handle), at);
    }
}

/// The client that a candidate used once.
fn client(record: &Object<'_>) -> Result<Reading, Reject> {
    let at = record.require_time(&["createdAt"])?;
    let mut telling = about(record.text("candidateId").as_deref(), ID)?;
    let kind = record.text("relatedEntityType").unwrap_or_default().to_lowercase();
    if kind == "application" {
        let id = record.text("relatedEntityId");
        telling.say_all(id.map(|it| Fact::Knows(Identifier::Application((&*it).into()))));
    }
    let mut access = Access::new(Channel::Application, at);
    if kind.starts_with("blocked") {
        access.outcome = Outcome::Failure;
    }
    sent_from(record, ("ipAddress", "userAgent"), access, &mut telling);
    telling.finish("a client of which nothing is known")
}

fn check(record: &Object<'_>) -> Result<Reading, Reject> {
    let json = record.json("fraudSignals").unwrap_or_default();
    let signals = objects(&json);
    if signals.is_empty() {
        return Ok(Reading::PassOver("a check that saw nothing"));
    }
    let mut telling = about(record.text("candidateId").as_deref(), ID)?;
    let at = telling.read_first(record, &["createdAt"], instant);
    let application = record.text("applicationId");
    telling.say_all(application.map(|it| Fact::Knows(Identifier::Application((&*it).into()))));
    let names = signals.iter().filter_map(|it| it.text("name"));
    telling.say_at_all(names.map(|it| Fact::Alerted((&*it).into())), at);
    telling.finish("a check that saw nothing")
}

/// Two candidates of one person, as a recruiter has decided.
fn merge(record: &Object<'_>) -> Result<Reading, Reject> {
    let id = |name: &str| record.inside(name).and_then(|it| it.text("id"));
    let (Some(gone), Some(stays)) = (id("deletedCandidate"), id("mergedCandidate")) else {
        return Err(Reject::new(
            "an Ashby webhook: expected the `id` of the deleted and of the merged candidate",
        ));
    };
    let mut telling = about(Some(&gone), ID)?;
    telling.say(Fact::Knows(Identifier::Candidate((&*stays).into())));
    telling.finish("a merge")
}
