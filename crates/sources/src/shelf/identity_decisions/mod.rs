//! The register of decisions on who is one person: one row two identities, and whether they are the same person's.
//!
//! How to get it: whoever looks at what a scan has joined or kept apart keeps it; a spreadsheet with these columns is enough.
//!
//! What it tells: which records are never, or always, of one person, whatever else speaks for or against it. What it cannot: why;
//! notes and names of those who decided are not read. It speaks for or against nobody.
//!
//! Shape: our columns. A decision that can't be read as it is written would be a decision that is not kept, so that such a row is refused.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Decided, Fact, Identifier, Reading, Record, Reject,
    value::{Email, ValueError},
};

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index},
    telling::{Telling, instant},
    worker::id,
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "identity_decisions",
    vendor: "any",
    title: "Register of decisions on who is one person",
    feeds: &[],
    how: "a list that whoever reviews identities keeps, as CSV: one row per decision, with a worker number, candidate id or mail address of either side, and `same` or `different`",
    permission: "whoever keeps the list: security, HR or recruiting",
    tells: "which identities are one person's and which are different people's, whatever the records say",
    cannot: "why; notes and those who decided are not read; what is undecided is passed over",
    shape_from: "our columns",
    columns: &[
        Column::new("decision", "verdict same_or_different same_person entscheidung décision"),
        Column::new("decided_at", "decided_on decision_date date_decided entschieden_am décidé_le"),
        Column::new("candidate_id", "one_candidate_id candidate_id_l candidate_id_a"),
        Column::new("candidate_email", "one_candidate_email candidate_email_l candidate_email_a"),
        Column::new("worker_number", "one_worker_number worker_number_l worker_number_a"),
        Column::new("work_email", "one_work_email work_email_l work_email_a"),
        Column::new("other_candidate_id", "candidate_id_r candidate_id_b"),
        Column::new("other_candidate_email", "candidate_email_r candidate_email_b"),
        Column::new("other_worker_number", "worker_number_r worker_number_b"),
        Column::new("other_work_email", "work_email_r work_email_b"),
    ],
    marks: &[&["decision"], &ONE, &OTHER],
    recognize: |record| has_marks(record, &SOURCE) && has_a_decision(record),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

/// Columns of the one side: candidate id, candidate's mail, worker number, mail at work.
const ONE: [&str; 4] = ["candidate_id", "candidate_email", "worker_number", "work_email"];
/// The same of the other side.
const OTHER: [&str; 4] =
    ["other_candidate_id", "other_candidate_email", "other_worker_number", "other_work_email"];

/// Words beside those of [`Decided::WORDS`], in lower case.
const MORE_WORDS: [(&str, Option<Decided>); 4] = [
    ("gleich", Some(Decided::OnePerson)),
    ("verschieden", Some(Decided::DifferentPeople)),
    ("identique", Some(Decided::OnePerson)),
    ("différent", Some(Decided::DifferentPeople)),
];

fn decision(text: &str) -> Result<Option<Decided>, ValueError> {
    let text = text.trim().to_lowercase();
    let known = Decided::WORDS.iter().chain(&MORE_WORDS).find(|(word, _)| *word == text);
    known.map(|(_, it)| *it).ok_or(ValueError::Expected("`same`, `different` or `undecided`"))
}

/// Whether the row holds a decision: many tables have a column of that name.
fn has_a_decision(record: &Record) -> bool {
    let row = Row::of(record, SOURCE.columns, &INDEX);
    row.is_ok_and(|it| it.text("decision").is_some_and(|it| decision(it).is_ok()))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let Some(field) = row.field("decision") else {
        return Ok(Reading::PassOver("a pair that nobody has decided about"));
    };
    let Some(decided) = field.read(decision)? else {
        return Ok(Reading::PassOver("a pair that nobody has decided about"));
    };
    let (ones, others) = (side(&row, ONE)?, side(&row, OTHER)?);
    if ones.iter().any(|it| others.contains(it)) {
        return Err(Reject::new(
            "both sides name one identifier; expected those of two records that are the same or different",
        ));
    }
    let key = format!("{} / {}", key(&row, ONE), key(&row, OTHER));
    let mut telling = Telling::of_person(SOURCE.id, key);
    let at = telling.read(row.field("decided_at"), instant);
    for one in &ones {
        for other in &others {
            let (one, other) = (one.clone(), other.clone());
            telling.say_at(Fact::Decided { one, other, decided }, at);
        }
    }
    telling.finish("a decision about nobody")
}

/// What identifies one side, in the order of its columns; at least one thing.
fn side(row: &Row<'_>, columns: [&str; 4]) -> Result<Vec<Identifier>, Reject> {
    let issued = |column: &str, known: fn(Arc<str>) -> Identifier| {
        row.field(column).map(|it| it.read(id).map(known)).transpose()
    };
    let mail = |column: &str| {
        row.field(column).map(|it| it.read(Email::parse).map(Identifier::Mailbox)).transpose()
    };
    let all = [
        issued(columns[0], Identifier::Candidate)?,
        mail(columns[1])?,
        issued(columns[2], Identifier::Worker)?,
        mail(columns[3])?,
    ];
    let res: Vec<Identifier> = all.into_iter().flatten().collect();
    if res.is_empty() {
        return Err(Reject::new(format!(
            "expected a candidate id, a mail address or a worker number on either side; fill in one of {}",
            columns.join(", ")
        )));
    }
    Ok(res)
}

/// What a side is called first; of a mailbox the case of letters is no difference.
fn key(row: &Row<'_>, columns: [&str; 4]) -> String {
    let name = columns.iter().find_map(|it| row.text(it)).unwrap_or_default();
    if name.contains('@') { name.to_lowercase() } else { name.to_owned() }
}
