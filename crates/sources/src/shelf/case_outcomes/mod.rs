//! The register of closed cases: one row a person whose case somebody looked into, and what came of it.
//!
//! How to get it: whoever decides keeps it; a spreadsheet with these columns is enough.
//!
//! What it tells: about whom a case was confirmed or cleared, when, and how long that counts. What it cannot: why; notes and
//! names of those who decided are not read.
//!
//! Shape: our columns.

#[cfg(test)]
mod tests;

use bonafide_model::{CaseOutcome, Fact, Need, Reading, Record, Reject, value::ValueError};

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index},
    telling::{Telling, date, instant},
    worker::{self, id},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "case_outcomes",
    vendor: "any",
    title: "Register of closed cases",
    feeds: &[Need::CaseOutcomes],
    how: "a list that whoever decides keeps, as CSV: one row per person and decision, with the worker number, candidate id or mail address, `confirmed` or `cleared`, and the day",
    permission: "whoever keeps the list: security, HR or legal",
    tells: "whose case was confirmed or cleared, when, and until when that counts",
    cannot: "why; notes and those who decided are not read; open cases are passed over",
    shape_from: "our columns",
    columns: &[
        Column::new("case_id", "case case_number case_no fall fallnummer dossier"),
        Column::new(
            "outcome",
            "decision case_outcome disposition conclusion ergebnis entscheidung décision",
        ),
        Column::new(
            "decided_at",
            "decided_on decision_date closed_at closed_on date_decided entschieden_am décidé_le",
        ),
        Column::new(
            "expires_at",
            "expires_on counts_until valid_until review_by gültig_bis valable_jusqu_au",
        ),
        Column::new("candidate_id", "applicant_id kandidaten_id"),
        Column::new("candidate_email", "applicant_email personal_email kandidat_e_mail"),
        Column::new("worker_number", worker::NUMBER),
        Column::new("work_email", worker::WORK_EMAIL),
    ],
    marks: &[
        &["outcome"],
        &["decided_at"],
        &["candidate_id", "candidate_email", "worker_number", "work_email"],
        &["case_id", "expires_at"],
    ],
    recognize: |record| has_marks(record, &SOURCE) && has_a_decision(record),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

/// Words for outcomes, as written in lower case; `None` for a case that is still open.
const OUTCOMES: &[(&str, Option<CaseOutcome>)] = &[
    ("confirmed", Some(CaseOutcome::Confirmed)),
    ("bestätigt", Some(CaseOutcome::Confirmed)),
    ("confirmé", Some(CaseOutcome::Confirmed)),
    ("cleared", Some(CaseOutcome::Cleared)),
    ("entlastet", Some(CaseOutcome::Cleared)),
    ("écarté", Some(CaseOutcome::Cleared)),
    ("open", None),
    ("pending", None),
    ("offen", None),
    ("ouvert", None),
];

fn outcome(text: &str) -> Result<Option<CaseOutcome>, ValueError> {
    let text = text.trim().to_lowercase();
    let known = OUTCOMES.iter().find(|(word, _)| *word == text);
    known.map(|(_, it)| *it).ok_or(ValueError::Expected("`confirmed`, `cleared` or `open`"))
}

/// Whether the row holds a decision: many tables have an outcome and a day.
fn has_a_decision(record: &Record) -> bool {
    let row = Row::of(record, SOURCE.columns, &INDEX);
    row.is_ok_and(|it| it.text("outcome").is_some_and(|it| outcome(it).is_ok()))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let Some(field) = row.field("outcome") else {
        return Err(Reject::new("expected an outcome in every row; add the column `outcome`"));
    };
    let Some(outcome) = field.read(outcome)? else {
        return Ok(Reading::PassOver("a case that is still open"));
    };
    let mut telling = who(&row)?;
    // Until when a decision counts decides whether it counts: unlike a day, it is not left out when it is misread.
    let until = row.field("expires_at").map(|it| it.read(date)).transpose()?;
    let at = telling.read(row.field("decided_at"), instant);
    telling.say_at(Fact::CaseClosed { outcome, until }, at);
    telling.finish("a case of nobody")
}

/// The person by the first of candidate id, mailboxes and worker number.
fn who(row: &Row<'_>) -> Result<Telling, Reject> {
    let key = ["candidate_id", "candidate_email", "work_email", "worker_number"]
        .iter()
        .find_map(|it| row.field(it));
    let Some(key) = key else {
        return Err(Reject::new(
            "expected a candidate id, a mail address or a worker number in every row; add one of the columns",
        ));
    };
    let key = key.read(id)?;
    // Of a mailbox the case of letters is no difference.
    let key = if key.contains('@') { key.to_lowercase().into() } else { key };
    let mut telling = Telling::of_person(SOURCE.id, key);
    worker::or_candidate_known_by(row, &mut telling);
    Ok(telling)
}
