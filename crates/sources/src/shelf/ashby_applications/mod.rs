//! Ashby applications and offers: one record an application, with its candidate inside.
//!
//! How to get it: `POST /application.list` and `/offer.list` (all pages) or `/application.info`, as JSON; or the application,
//! hire and offer webhooks as received.
//!
//! What it tells: who applied for what, when, through which channel and by whose referral, the network address and system of
//! the client that an application was sent from, refusals, offers, agreed first days. What it cannot: who the candidate is
//! beyond name and first contact; that is in the candidates' export.
//!
//! Shape: live answers recorded in the tests of Nango's integration templates (seen, not copied) and Ashby's own OpenAPI
//! description. From memory: the states of an offer.

#[cfg(test)]
mod tests;

use bonafide_model::{Access, Channel, Fact, Identifier, Need, Reading, Record, Reject};
use jiff::Timestamp;

use crate::{
    Source,
    applicant::{about, refer, sent_from},
    ashby::{channel, credited, files, open, who},
    object::{Object, objects},
    telling::{Telling, instant},
};

const ID: &str = "ashby_applications";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Ashby",
    title: "Applications and offers of the applicant-tracking system",
    feeds: &[Need::Applications],
    how: "API `application.list` and `offer.list`, all pages; or the application, hire and offer webhooks as received",
    permission: "an Ashby API key with `candidatesRead` and `offersRead`",
    tells: "who applied for what and when, through which channel and by whose referral, from which network address; refusals, offers, agreed first days",
    cannot: "who the candidate is beyond name and first contact: export the candidates too",
    shape_from: "real sample: live answers recorded in NangoHQ/integration-templates (seen, not copied); vendor reference: Ashby's OpenAPI description; states of an offer from memory",
    columns: &[],
    marks: &[],
    recognize: |record| open_here(record).is_some(),
    read,
};

/// Webhooks that tell of an application or offer, and those that tell of neither.
const ABOUT_APPLICATIONS: &[&str] =
    &["applicationSubmit", "applicationUpdate", "candidateHire", "candidateStageChange"];
const ABOUT_OFFERS: &[&str] = &["offerCreate", "offerUpdate"];
const ABOUT_NEITHER: &[&str] = &[
    "interviewPlanTransition",
    "interviewScheduleCreate",
    "interviewScheduleUpdate",
    "jobCreate",
    "jobPostingPublish",
    "jobPostingUnpublish",
    "jobPostingUpdate",
    "jobUpdate",
    "offerDelete",
    "openingCreate",
    "pushToHRIS",
    "signatureRequestUpdate",
    "surveySubmit",
];

/// What a record is.
enum Opened<'a> {
    Application(Object<'a>),
    Offer(Object<'a>),
    Neither,
}

fn open_here(record: &Record) -> Option<Opened<'_>> {
    let opened = open(record)?;
    if let Some(action) = opened.action.as_deref() {
        if ABOUT_APPLICATIONS.contains(&action) {
            return opened.record.inside("application").map(Opened::Application);
        }
        if ABOUT_OFFERS.contains(&action) {
            return opened.record.inside("offer").map(Opened::Offer);
        }
        return ABOUT_NEITHER.contains(&action).then_some(Opened::Neither);
    }
    let has = |names: &[&str]| names.iter().all(|it| opened.record.has(it));
    if has(&["candidate", "currentInterviewStage", "job"]) {
        return Some(Opened::Application(opened.record));
    }
    has(&["applicationId", "latestVersion"]).then_some(Opened::Offer(opened.record))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    match open_here(record) {
        Some(Opened::Application(record)) => application(&record),
        Some(Opened::Offer(record)) => offer(&record),
        Some(Opened::Neither) => {
            Ok(Reading::PassOver("a webhook about no application and no offer"))
        }
        None => Err(Reject::new(
            "an Ashby application: expected `candidate`, `currentInterviewStage` and `job`; export it from the API unchanged",
        )),
    }
}

fn application(record: &Object<'_>) -> Result<Reading, Reject> {
    let candidate = record.inside("candidate").unwrap_or_default();
    let mut telling = about(candidate.text("id").as_deref(), ID)?;
    let at = telling.read_first(record, &["createdAt"], instant);
    who(&candidate, at, &mut telling);
    let id = record.text("id");
    telling.say_all(id.map(|it| Fact::Knows(Identifier::Application((&*it).into()))));
    let status = record.text("status").unwrap_or_default().to_lowercase();
    // A lead has been found and has not applied.
    let job = record.inside("job").and_then(|it| it.any(&["title", "id"]));
    if status != "lead"
        && let Some(job) = job
    {
        let channel = channel(record).map(Into::into);
        telling.say_at(Fact::Applied { job: (&*job).into(), channel }, at);
    }
    referrers(record, at, &mut telling);
    if let Some(at) = at {
        let access = Access::new(Channel::Application, at);
        sent_from(record, ("submitterClientIp", "submitterUserAgent"), access, &mut telling);
    }
    files(record, &mut telling);
    end(record, &status, &mut telling);
    telling.finish("an application of which nothing is said")
}

fn referrers(record: &Object<'_>, at: Option<Timestamp>, telling: &mut Telling) {
    let json = record.json("referrals").unwrap_or_default();
    let referrals = objects(&json);
    for referral in &referrals {
        let referred_at = telling.read_first(referral, &["referredAt"], instant);
        if let Some(user) = referral.inside("user") {
            refer(&user, referred_at.or(at), telling);
        }
    }
    if referrals.is_empty() {
        credited(record, at, telling);
    }
}

/// An archived application was refused, unless the candidate withdrew it or nobody says why it ended.
fn end(record: &Object<'_>, status: &str, telling: &mut Telling) {
    if status == "hired" {
        telling.say_at(Fact::Hired, None);
        return;
    }
    let reason = record.inside("archiveReason").and_then(|it| it.text("reasonType"));
    if status == "archived" && reason.as_deref() == Some("RejectedByOrg") {
        let at = telling.read_first(record, &["archivedAt"], instant);
        telling.say_at(Fact::Refused, at);
    }
}

/// An offer names its application and not its candidate.
fn offer(record: &Object<'_>) -> Result<Reading, Reject> {
    let Some(application) = record.text("applicationId") else {
        return Err(Reject::new(
            "an Ashby offer: expected `applicationId`; export it from the API unchanged",
        ));
    };
    let mut telling = Telling::of_person(ID, format!("application:{application}"));
    telling.say(Fact::Knows(Identifier::Application((&*application).into())));
    let version = record.inside("latestVersion").unwrap_or_default();
    let states = [record.text("offerStatus"), record.text("acceptanceStatus")]
        .map(|it| it.unwrap_or_default());
    let is_in = |states_of: &[&str]| states.iter().any(|it| states_of.contains(&&**it));
    let is_accepted = is_in(&["CandidateAccepted", "Accepted"]);
    if is_accepted
        || is_in(&["WaitingOnCandidateResponse", "CandidateRejected", "Pending", "Declined"])
    {
        let at = telling.read_first(&version, &["createdAt"], instant);
        telling.say_at(Fact::Offered, at);
    }
    if is_accepted {
        let first_day = telling.read_first(&version, &["startDate"], instant);
        telling.say_at(Fact::Hired, first_day);
    }
    telling.finish("an offer of which nothing is said")
}
