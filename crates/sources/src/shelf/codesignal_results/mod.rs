//! CodeSignal: test sessions and live interviews of candidates, and what its proctors saw of another person or place.
//!
//! How to get it: webhooks as received, or the GraphQL API's `companyTestSession` and `liveInterview`, as JSON.
//!
//! What it tells: name and mail of the candidate, when a test or interview began and ended, reasons for which a proctored
//! session was not certified if they speak of another person or of the identity document, and that a solution was like
//! another's. What it cannot: from which address; CodeSignal gives none.
//!
//! Shape: CodeSignal's own pages of webhooks, with an example of every event, and of its GraphQL types (seen, not copied).
//! Reasons are a list of CodeSignal's own; of the two published that speak of a person, `Presence of others` and
//! `Unsatisfactory ID`, words are looked for. Results, feedback and how somebody typed are not read.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Need, Reading, Record, Reject,
    value::{Email, PersonName, ValueError},
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Source,
    object::{Object, objects, texts},
    telling::{Telling, instant},
};

const ID: &str = "codesignal_results";
/// Milliseconds above which a duration is none of a test. Guess: a week, for tests that may be left and taken up again.
const MAX_DURATION_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Words of reasons that speak of who sat there, lower case.
const PERSON: &[&str] = &["other", "person", "people", "identity", "imperson", " id", "location"];
/// Events that are sent when a candidate ends a test, with its duration.
const FINISHED: &[&str] = &["companyTestSessionFinished", "preScreenResultVerificationPending"];

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "CodeSignal",
    title: "Test sessions and live interviews, and what proctors saw",
    feeds: &[Need::Assessments],
    how: "the webhooks as received, or the GraphQL API's `companyTestSession` and `liveInterview`",
    permission: "an administrator of the company's account: webhooks or an API key",
    tells: "who took a test or interview when, and that a proctor saw another person or an identity document that would not do",
    cannot: "from which address: CodeSignal gives none; who sat at the keyboard of a session that was not proctored",
    shape_from: "vendor reference: CodeSignal's pages of webhooks and GraphQL types (seen, not copied)",
    columns: &[],
    marks: &[],
    recognize: |record| form(record).is_some(),
    read,
};

/// What a record is.
enum Form<'a> {
    Webhook(Object<'a>),
    Session(Object<'a>),
    Interview(Object<'a>),
}

fn form(record: &Record) -> Option<Form<'_>> {
    let whole = Object::of_json(record).ok()?;
    if whole.has("event") && whole.has("triggeredOn") && whole.has("payload") {
        return Some(Form::Webhook(whole));
    }
    let of = |it: &Object<'_>| {
        it.has("testTaker") || (it.has("candidateEmail") && it.has("interviewersFeedback"))
    };
    let inner = if of(&whole) {
        whole
    } else {
        // The answer of GraphQL: `{"data":{"companyTestSession":{…}}}`.
        let data = whole.inside("data")?;
        data.names().filter_map(|it| data.inside(it)).find(of)?
    };
    Some(if inner.has("testTaker") { Form::Session(inner) } else { Form::Interview(inner) })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    match form(record) {
        Some(Form::Webhook(event)) => webhook(&event),
        Some(Form::Session(session)) => session_of(&session),
        Some(Form::Interview(interview)) => interview_of(&interview),
        None => Err(Reject::new(
            "a CodeSignal session: expected `event` and `payload`, or `testTaker`; keep webhooks and answers unchanged",
        )),
    }
}

fn webhook(event: &Object<'_>) -> Result<Reading, Reject> {
    let payload = event.inside("payload").unwrap_or_default();
    if !payload.has("candidateEmail") {
        return Ok(Reading::PassOver("a webhook about no candidate"));
    }
    let sent_at = event.require_time(&["triggeredOn"])?;
    let mut telling = candidate(&payload, &["testSessionId", "interviewId"])?.dated(sent_at);
    who(&payload, &mut telling);
    let kind = event.text("event").unwrap_or_default();
    if kind == "companyTestSessionStarted" {
        telling.access(Access::new(Channel::Assessment, sent_at));
    }
    if FINISHED.contains(&&*kind)
        && let Some(duration) = telling.read_first(&payload, &["duration"], duration)
    {
        taken(sent_at.checked_sub(duration).ok(), Some(sent_at), &mut telling);
    }
    if kind == "liveInterviewFinished" {
        let started_at = telling.read_first(&payload, &["startDate"], instant);
        let ended_at = telling.read_first(&payload, &["endDate"], instant);
        taken(started_at, ended_at, &mut telling);
    }
    for reason in texts(&payload.json("rejectedReasons").unwrap_or_default()) {
        note(&reason, &mut telling);
    }
    let label = payload.text("plagiarismLabel");
    if matches!(label.as_deref(), Some("medium" | "high")) {
        telling.say(Fact::AssessmentNoted("plagiarism".into()));
    }
    telling.finish("a webhook that says nothing of a candidate")
}

fn session_of(session: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = candidate(session, &["id"])?;
    let started_at = telling.read_first(session, &["startDate"], instant);
    let ended_at = telling.read_first(session, &["finishDate"], instant);
    let created_at = telling.read_first(session, &["createDate"], instant);
    if let Some(at) = ended_at.or(started_at).or(created_at) {
        telling = telling.dated(at);
    }
    let taker = session.inside("testTaker").unwrap_or_default();
    who(&taker, &mut telling);
    taken(started_at, ended_at, &mut telling);
    for reason in objects(&session.json("verificationRejectionReasons").unwrap_or_default()) {
        note(&reason.text("name").unwrap_or_default(), &mut telling);
    }
    telling.finish("a session of nobody")
}

fn interview_of(interview: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = candidate(interview, &["id"])?;
    who(interview, &mut telling);
    let started_at = telling.read_first(interview, &["startDate"], instant);
    let ended_at = telling.read_first(interview, &["finishDate"], instant);
    taken(started_at, ended_at, &mut telling);
    telling.finish("an interview of nobody")
}

/// Opens the telling of a session, which is of one candidate.
fn candidate(object: &Object<'_>, names: &[&str]) -> Result<Telling, Reject> {
    Ok(Telling::of_person(ID, &*object.require(names)?))
}

fn who(object: &Object<'_>, telling: &mut Telling) {
    let email = telling.read_first(object, &["candidateEmail", "email"], Email::parse);
    telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)));
    let part = |name: &str| object.text(name).unwrap_or_default();
    let name = PersonName::from_parts(&part("firstName"), &part("lastName")).ok();
    let name = name.or_else(|| telling.read_first(object, &["candidateName"], PersonName::parse));
    telling.say_all(name.map(Fact::Name));
}

fn taken(started_at: Option<Timestamp>, until: Option<Timestamp>, telling: &mut Telling) {
    if let Some(at) = started_at {
        telling.access(Access { until, ..Access::new(Channel::Assessment, at) });
    }
}

/// A reason that speaks of another person, a place or the identity document.
fn note(reason: &str, telling: &mut Telling) {
    let small = reason.to_lowercase();
    if PERSON.iter().any(|it| small.contains(it)) {
        telling.say(Fact::AssessmentNoted(small.into()));
    }
}

fn duration(text: &str) -> Result<SignedDuration, ValueError> {
    let milliseconds = text.parse::<i64>().ok().filter(|it| (0..MAX_DURATION_MS).contains(it));
    milliseconds
        .map(SignedDuration::from_millis)
        .ok_or(ValueError::Expected("a duration in milliseconds, of less than a week"))
}
