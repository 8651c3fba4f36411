//! What a screening says: whether a job, a school, an identity or the trace of a number held, and who gave a reference.

use bonafide_model::{
    AddressPurpose, EmailUse, Fact, Identifier, ScreeningOutcome,
    value::{AddressParts, Email, PersonName, Phone, PostalAddress},
};
use jiff::Timestamp;

use super::ID;
use crate::{
    object::{Object, objects, texts},
    telling::{Telling, date, instant},
};

/// Kinds of screening that are read, as a report names them.
pub(super) const KINDS: &[&str] = &[
    "ssn_trace",
    "employment_verification",
    "international_employment_verification",
    "education_verification",
    "international_education_verification",
    "identity_verification",
    "international_identity_document_validation",
    "personal_reference_verification",
    "professional_reference_verification",
];
/// What the trace of a number says when it does not belong to the candidate.
const MISMATCHES: &[&str] = &[
    "name_mismatch",
    "data_mismatch",
    "invalid_issuance_year",
    "death_index",
    "ssn_already_taken",
];
/// Answers of an employer that found nothing otherwise, by a word in them. Guess.
const NO_ANSWER: &[&str] = &["unable", "not ", "n/a", "decline", "refuse"];

/// Says a screening; `true` if it said anything.
pub(super) fn tell(kind: &str, screening: &Object<'_>, telling: &mut Telling) -> bool {
    let at = telling.read_first(screening, &["completed_at", "created_at"], instant);
    let json = screening.json("records").unwrap_or_default();
    let records = objects(&json);
    match kind {
        "ssn_trace" => trace(screening, at, telling),
        "employment_verification" | "international_employment_verification" => {
            for record in &records {
                if let Some(job) = record.inside("employer") {
                    employer(&job, telling);
                }
                say("employment", job_outcome(record), at, telling);
            }
            !records.is_empty()
        }
        "education_verification" | "international_education_verification" => {
            for record in &records {
                if let Some(attended) = record.inside("school") {
                    school(&attended, telling);
                }
                say("education", school_outcome(record), at, telling);
            }
            !records.is_empty()
        }
        "identity_verification" | "international_identity_document_validation" => {
            let outcome = match screening.text("result").as_deref() {
                Some("clear") => Some(ScreeningOutcome::Confirmed),
                Some("consider") => Some(ScreeningOutcome::Discrepant),
                Some(_) | None => None,
            };
            say("identity", outcome, at, telling)
        }
        _ => false,
    }
}

fn say(
    check: &str,
    outcome: Option<ScreeningOutcome>,
    at: Option<Timestamp>,
    telling: &mut Telling,
) -> bool {
    let fact = outcome.map(|outcome| Fact::Screened { check: check.into(), outcome });
    telling.say_at_all(fact, at);
    outcome.is_some()
}

/// The ids under which the report keeps its screenings of a kind.
pub(super) fn ids(kind: &str, report: &Object<'_>, telling: &mut Telling) {
    let one = report.text(&format!("{kind}_id"));
    let json = report.json(&format!("{kind}_ids")).unwrap_or_default();
    for id in one.into_iter().chain(texts(&json)) {
        telling.say(Fact::Knows(Identifier::Application((&*id).into())));
    }
}

/// The trace of a social security number: whether it belongs to the name, and the towns that it was seen in.
fn trace(screening: &Object<'_>, at: Option<Timestamp>, telling: &mut Telling) -> bool {
    let is_so = |name: &&&str| screening.flag(name) == Some(true);
    let mut is_said = false;
    for mismatch in MISMATCHES.iter().filter(is_so) {
        let check = format!("ssn_trace {mismatch}");
        is_said |= say(&check, Some(ScreeningOutcome::Discrepant), at, telling);
    }
    let found_nothing = ["no_data", "thin_file"].iter().any(|it| is_so(&it));
    let says = |word: &str| {
        ["status", "result"].iter().any(|it| screening.text(it).as_deref() == Some(word))
    };
    // A name that was compared and fits; before 2021 that was written into status or result.
    let fits = screening.flag("name_mismatch") == Some(false) || says("clear");
    let is_over = ["complete", "clear", "consider"].iter().any(|it| says(it));
    if is_over && !is_said {
        let outcome = match (found_nothing || says("consider"), fits) {
            (true, _) => Some(ScreeningOutcome::Unsettled),
            (false, true) => Some(ScreeningOutcome::Confirmed),
            (false, false) => None,
        };
        is_said = say("ssn_trace", outcome, at, telling);
    }
    for place in objects(&screening.json("addresses").unwrap_or_default()) {
        let part = |name: &str| place.text(name).map(|it| it.into_owned());
        let parts = AddressParts {
            city: part("city"),
            region: part("state"),
            country: Some("US".to_owned()),
            ..AddressParts::default()
        };
        let seen_at = telling.read_first(&place, &["to_date", "from_date"], instant);
        let address = PostalAddress::from_parts(parts).ok().filter(|it| it.city().is_some());
        is_said |= address.is_some();
        let address = address.map(|it| Fact::Address(it, AddressPurpose::Home));
        telling.say_at_all(address, seen_at);
    }
    is_said
}

/// A job that the candidate named.
pub(super) fn employer(job: &Object<'_>, telling: &mut Telling) {
    let Some(employer) = job.text("name") else { return };
    let title = job.text("position").map(|it| (&*it).into());
    let since = telling.read_first(job, &["start_date"], date);
    let until = telling.read_first(job, &["end_date"], date);
    telling.say(Fact::Employment { employer: (&*employer).into(), title, since, until });
}

/// A school that the candidate named.
pub(super) fn school(attended: &Object<'_>, telling: &mut Telling) {
    let Some(school) = attended.text("name") else { return };
    let degree = attended.text("degree").map(|it| (&*it).into());
    let since = telling.read_first(attended, &["start_date"], date);
    let until = telling.read_first(attended, &["end_date"], date);
    telling.say(Fact::Schooling { school: (&*school).into(), degree, since, until });
}

/// What became of a job: found otherwise only where the employer named another day or position.
fn job_outcome(record: &Object<'_>) -> Option<ScreeningOutcome> {
    let result = record.inside("result").unwrap_or_default();
    let is_otherwise = |name: &&str| {
        let answer = result.inside(name).unwrap_or_default();
        let found = answer.text("comments").map(|it| it.to_lowercase());
        answer.flag("verified") == Some(false)
            && found.is_some_and(|it| !NO_ANSWER.iter().any(|word| it.contains(word)))
    };
    if ["start_date", "end_date", "position"].iter().any(is_otherwise) {
        return Some(ScreeningOutcome::Discrepant);
    }
    by_status(record)
}

/// What became of a school: found otherwise only where it named another degree.
fn school_outcome(record: &Object<'_>) -> Option<ScreeningOutcome> {
    let result = record.inside("result").unwrap_or_default();
    let has_other = !objects(&result.json("degrees").unwrap_or_default()).is_empty();
    match (result.flag("verified"), has_other) {
        (Some(true), _) => Some(ScreeningOutcome::Confirmed),
        (Some(false), true) => Some(ScreeningOutcome::Discrepant),
        (Some(false), false) => by_status(record).map(|_| ScreeningOutcome::Unsettled),
        (None, _) => by_status(record),
    }
}

/// None while it is under way.
fn by_status(record: &Object<'_>) -> Option<ScreeningOutcome> {
    if record.has("cancellation_reason") && record.text("cancellation_reason").is_some() {
        return Some(ScreeningOutcome::Unsettled);
    }
    match record.text("status").as_deref() {
        Some("clear") => Some(ScreeningOutcome::Confirmed),
        Some("consider") => Some(ScreeningOutcome::Unsettled),
        Some(_) | None => None,
    }
}

/// Who gave a reference, known by mail or telephone; what was asked and answered stays unread.
pub(super) fn referee(kind: &str, reference: &Object<'_>, candidate: &str) -> Option<Telling> {
    if !kind.contains("reference") {
        return None;
    }
    let email = reference.text("email").and_then(|it| Email::parse(&it).ok());
    let phone = reference.text("phone").and_then(|it| Phone::parse(&it, Some("US")).ok());
    let key = email.as_ref().map(Email::reveal).or(phone.as_ref().map(Phone::reveal))?;
    let mut telling = Telling::of_person(ID, key);
    let at = telling.read_first(reference, &["completed_at", "created_at"], instant);
    let name = telling.read_first(reference, &["name"], PersonName::parse);
    telling.say_all(name.map(Fact::Name));
    telling.say_all(email.clone().map(|it| Fact::Email(it, EmailUse::Unknown)));
    telling.say_all(phone.map(Fact::Phone));
    let candidate = Identifier::Candidate(candidate.into());
    telling.say_at(Fact::VouchedFor { candidate, employer: None }, at);
    Some(telling)
}
