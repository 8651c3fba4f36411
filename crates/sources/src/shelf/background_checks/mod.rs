//! Background checks: one row a check of one person, as screening companies give them in their reports.
//!
//! How to get it: the screening company's portal (HireRight, Sterling, First Advantage, Certn …): a report of orders with one
//! row a service, as CSV, with the candidate's mail address or your own candidate id. Needs an account with reports.
//!
//! What it tells: who was checked, jobs and schools named to the company, and whether identity, job and school were confirmed,
//! found otherwise, or could not be settled. What it cannot: what was answered in words; who the candidate really is.
//!
//! Shape: our columns. HireRight and most others publish no reference of their reports (HireRight: no public API at all);
//! their headers among the synonyms (`Request ID`, `Service`, `Adjudication`, `Date Completed`) are from memory.
//!
//! Criminal, driving, drug, health and credit checks, and those of the right to work, are passed over by their name.

#[cfg(test)]
mod tests;

use bonafide_model::{
    AddressPurpose, Fact, Need, Reading, Record, Reject, ScreeningOutcome,
    value::{PersonName, Phone, PostalAddress, ValueError},
};
use jiff::Timestamp;

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index, yes_or_no},
    telling::{Telling, date, day, instant},
    worker::{self, id},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "background_checks",
    vendor: "any",
    title: "Results of background checks, one row a check",
    feeds: &[Need::BackgroundChecks],
    how: "screening company's portal (HireRight, Sterling, First Advantage, Certn): report of orders as CSV, one row a service, with the candidate's mail address or your candidate id",
    permission: "an account of the portal that may run reports",
    tells: "whether identity, jobs and schools that a candidate named were confirmed, found otherwise or left open",
    cannot: "what was answered in words; criminal, driving, drug, health and credit checks are never read",
    shape_from: "our columns; headers of HireRight's and others' reports from memory",
    columns: &[
        Column::new(
            "check_id",
            "order_id order_number order_no request_id request_number report_id screening_id \
             case_id case_number reg_id reference_number vorgangsnummer",
        ),
        Column::new(
            "candidate_id",
            "applicant_id ats_candidate_id client_reference client_reference_id \
             client_candidate_id external_id custom_id requisition_candidate_id kandidaten_id",
        ),
        Column::new("worker_number", worker::NUMBER),
        Column::new(
            "candidate_email",
            "candidate_e_mail candidate_email_address applicant_email applicant_email_address \
             subject_email email email_address e_mail personal_email kandidat_e_mail \
             email_du_candidat",
        ),
        Column::new("work_email", "work_e_mail business_email company_email dienstliche_e_mail"),
        Column::new(
            "candidate_name",
            "candidate applicant applicant_name subject subject_name full_name name kandidat \
             candidat",
        ),
        Column::new("first_name", "candidate_first_name applicant_first_name given_name vorname"),
        Column::new("last_name", "candidate_last_name applicant_last_name surname nachname"),
        Column::new("phone", "candidate_phone applicant_phone phone_number mobile telefon"),
        Column::new(
            "check",
            "check_type check_name service service_name service_type screening screening_type \
             screening_name verification verification_type prüfung contrôle",
        ),
        Column::new(
            "outcome",
            "result check_result screening_result verification_result service_result \
             adjudication service_adjudication finding overall_result service_status \
             check_status ergebnis résultat",
        ),
        Column::new("discrepancy", "discrepancy_found has_discrepancy discrepancies abweichung"),
        Column::new("employer", "employer_name company company_name organization arbeitgeber"),
        Column::new("title", "position job_title claimed_title"),
        Column::new("school", "school_name institution institution_name university hochschule"),
        Column::new("degree", "degree_claimed qualification abschluss"),
        Column::new("since", "claimed_start_date start_date from_date date_from"),
        Column::new("until", "claimed_end_date end_date to_date date_to"),
        Column::new("work_city", "work_location_city"),
        Column::new("work_region", "work_location_state work_state"),
        Column::new("work_country", "work_location_country"),
        Column::new(
            "completed_at",
            "completed_on completed completed_date completion_date date_completed \
             service_completed_date closed_at closed_date report_date abgeschlossen_am",
        ),
        Column::new(
            "ordered_at",
            "ordered_on ordered order_date date_ordered requested_at request_date submitted_at \
             created_at beauftragt_am",
        ),
    ],
    marks: &[
        &["check"],
        &["outcome", "discrepancy"],
        &["candidate_id", "candidate_email", "worker_number", "work_email", "check_id"],
    ],
    recognize: |record| has_marks(record, &SOURCE) && names_a_check(record),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

/// Words in the names of checks that are read, and what the check is called here.
const CHECKS: &[(&str, &str)] = &[
    ("employ", "employment"),
    ("educat", "education"),
    ("degree", "education"),
    ("identi", "identity"),
    ("ssn", "ssn_trace"),
    ("social security", "ssn_trace"),
    ("address", "address"),
    ("reference", "reference"),
    ("resume", "employment"),
    ("cv ", "employment"),
];
/// Words in the names of checks that are none of our business, though a word above may stand beside them.
const PRIVATE: &[&str] = &[
    "crimin",
    "court",
    "drug",
    "driv",
    "mvr",
    "motor",
    "credit",
    "health",
    "medical",
    "sex",
    "sanction",
    "watch",
    "i-9",
    "i9",
    "eligib",
    "right to work",
    "visa",
    "civil",
    "bankrupt",
    "fingerprint",
    "immigra",
];
/// Words of results, in the order in which they are looked for: `No discrepancy` is none, `Not verified` no confirmation.
const OUTCOMES: &[(&str, Option<ScreeningOutcome>)] = &[
    ("no discrepan", Some(ScreeningOutcome::Confirmed)),
    ("discrepan", Some(ScreeningOutcome::Discrepant)),
    ("mismatch", Some(ScreeningOutcome::Discrepant)),
    ("no match", Some(ScreeningOutcome::Discrepant)),
    ("not match", Some(ScreeningOutcome::Discrepant)),
    ("fail", Some(ScreeningOutcome::Discrepant)),
    ("unable", Some(ScreeningOutcome::Unsettled)),
    ("unverif", Some(ScreeningOutcome::Unsettled)),
    ("not verif", Some(ScreeningOutcome::Unsettled)),
    ("not confirm", Some(ScreeningOutcome::Unsettled)),
    ("inconclus", Some(ScreeningOutcome::Unsettled)),
    ("cancel", Some(ScreeningOutcome::Unsettled)),
    ("consider", Some(ScreeningOutcome::Unsettled)),
    ("review", Some(ScreeningOutcome::Unsettled)),
    ("pending", None),
    ("progress", None),
    ("order", None),
    ("open", None),
    ("complete", None),
    ("closed", None),
    ("verif", Some(ScreeningOutcome::Confirmed)),
    ("clear", Some(ScreeningOutcome::Confirmed)),
    ("confirm", Some(ScreeningOutcome::Confirmed)),
    ("pass", Some(ScreeningOutcome::Confirmed)),
    ("match", Some(ScreeningOutcome::Confirmed)),
    ("meets", Some(ScreeningOutcome::Confirmed)),
    ("bestätigt", Some(ScreeningOutcome::Confirmed)),
    ("abweich", Some(ScreeningOutcome::Discrepant)),
];

/// Whether the row names a check: many tables have a service and a result.
fn names_a_check(record: &Record) -> bool {
    let row = Row::of(record, SOURCE.columns, &INDEX);
    let name = row.ok().and_then(|it| it.text("check").map(str::to_lowercase));
    let mut words = CHECKS.iter().map(|(word, _)| word).chain(PRIVATE);
    name.is_some_and(|name| words.any(|it| name.contains(it)))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let Some(name) = row.text("check").map(str::to_lowercase) else {
        return Err(Reject::new(
            "expected the name of the check in every row; add the column `check`",
        ));
    };
    let check = CHECKS.iter().find(|(word, _)| name.contains(word)).map(|(_, check)| *check);
    let Some(check) = check.filter(|_| !PRIVATE.iter().any(|it| name.contains(it))) else {
        return Ok(Reading::PassOver("a check of something that is not read here"));
    };
    let mut telling = who(&row)?;
    let completed_at = telling.read(row.field("completed_at"), when);
    let ordered_at = telling.read(row.field("ordered_at"), when);
    place(&row, &mut telling, ordered_at.or(completed_at));
    claimed(&row, check, &mut telling);
    let result = telling.read(row.field("outcome"), outcome).flatten();
    let result = match telling.read(row.field("discrepancy"), yes_or_no) {
        Some(true) => Some(ScreeningOutcome::Discrepant),
        Some(false) | None => result,
    };
    let fact = result.map(|outcome| Fact::Screened { check: check.into(), outcome });
    telling.say_at_all(fact, completed_at.or(ordered_at));
    telling.finish("a check of nobody, or one without a result")
}

/// The person by the first of candidate id, mailboxes, worker number and order.
fn who(row: &Row<'_>) -> Result<Telling, Reject> {
    let key = ["candidate_id", "candidate_email", "work_email", "worker_number", "check_id"]
        .iter()
        .find_map(|it| row.field(it));
    let Some(key) = key else {
        return Err(Reject::new(
            "expected a candidate id, a mail address or a worker number in every row; add one of the columns",
        ));
    };
    let key = key.read(id)?.to_lowercase();
    let mut telling = Telling::of_person(SOURCE.id, key);
    worker::or_candidate_known_by(row, &mut telling);
    let parts = (row.text("first_name"), row.text("last_name"));
    let name = match parts {
        (Some(given), Some(family)) => PersonName::from_parts(given, family).ok(),
        (Some(_), None) | (None, Some(_)) | (None, None) => {
            telling.read(row.field("candidate_name"), PersonName::parse)
        }
    };
    telling.say_all(name.map(Fact::Name));
    let phone = telling.read(row.field("phone"), |it| Phone::parse(it, None));
    telling.say_all(phone.map(Fact::Phone));
    Ok(telling)
}

fn place(row: &Row<'_>, telling: &mut Telling, at: Option<Timestamp>) {
    let address: Option<PostalAddress> = telling.address(row, "work");
    telling.say_at_all(address.map(|it| Fact::Address(it, AddressPurpose::Work)), at);
}

/// The job or school that was checked.
fn claimed(row: &Row<'_>, check: &str, telling: &mut Telling) {
    let text = |name: &str| row.text(name).map(Into::into);
    let since = telling.read(row.field("since"), date);
    let until = telling.read(row.field("until"), date);
    match (check, text("employer"), text("school")) {
        ("education", _, Some(school)) => {
            telling.say(Fact::Schooling { school, degree: text("degree"), since, until });
        }
        ("employment", Some(employer), _) => {
            telling.say(Fact::Employment { employer, title: text("title"), since, until });
        }
        (_, _, _) => {}
    }
}

/// What a result says; none while the check is under way.
fn outcome(text: &str) -> Result<Option<ScreeningOutcome>, ValueError> {
    let text = text.to_lowercase();
    let meant = OUTCOMES.iter().find(|(word, _)| text.contains(word)).map(|(_, outcome)| *outcome);
    meant.ok_or(ValueError::Expected("verified, discrepancy, unable to verify, or pending"))
}

/// An instant, or a day also as `13.02.2026`.
fn when(text: &str) -> Result<Timestamp, ValueError> {
    instant(text).or_else(|err| day(text).ok().flatten().ok_or(err))
}
