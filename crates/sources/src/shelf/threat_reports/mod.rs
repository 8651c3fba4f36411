//! The register of threats received: one row a threat to publish, sell or withhold the organization's property.
//!
//! How to get it: nobody's system exports it. Security, legal or communications keep a list; a spreadsheet with these
//! columns is enough, one row a message, and the worker it points at as far as somebody has found out.
//!
//! What it tells: that a threat came, when, and whom it points at. What it cannot: who sent it. A row that is marked as a complaint is
//! none, nor is one whose summary opens with that word and speaks of no threat; otherwise the text is not read.
//!
//! Shape: our columns.

#[cfg(test)]
mod tests;

use bonafide_model::{Fact, Need, Reading, Record, Reject};

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index},
    telling::{Telling, instant},
    worker::{self, Pointer},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "threat_reports",
    vendor: "any",
    title: "Register of threats received",
    feeds: &[Need::Threats],
    how: "a list that security or legal keeps, as CSV: one row per message, with the worker number or work email it points at",
    permission: "whoever keeps the list: security, legal or communications",
    tells: "that a threat to publish, sell or withhold property came, when, and at whom it points",
    cannot: "who sent it; a report that points at nobody is passed over",
    shape_from: "our columns",
    columns: &[
        Column::new("report_id", "threat_report_id threat_id extortion_id"),
        Column::new(
            "received_at",
            "threat_received_at received_on date_received received_date received eingegangen_am \
             reçu_le",
        ),
        Column::new("channel", "received_by kanal canal"),
        Column::new("worker_number", worker::NUMBER),
        Column::new("work_email", worker::WORK_EMAIL),
        Column::new("kind", "category type threat_kind report_kind art catégorie"),
        Column::new("about", "points_at subject_person named_person"),
        Column::new("summary", "description threat_summary zusammenfassung résumé"),
    ],
    marks: &[&["report_id"], &["received_at"], &["worker_number", "work_email", "about"]],
    recognize: |record| has_marks(record, &SOURCE),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

/// How registers write that somebody was angry and asked for nothing.
const COMPLAINTS: &[&str] =
    &["complaint", "grievance", "insult", "no threat", "no demand", "beschwerde", "réclamation"];
/// With which of them a summary can open. `No demand` may go on with `yet`.
const OPENINGS: &[&str] = &["complaint", "grievance", "beschwerde", "réclamation"];
/// Beginnings of words by which a summary speaks of a threat, whatever it opens with. Guess: a complaint with one of them is looked at.
const THREATS: &[&str] = &[
    "threat",
    "demand",
    "publish",
    "leak",
    "release",
    "sell",
    "ransom",
    "extort",
    "blackmail",
    "delete",
    "withh",
    "unless",
    "stole",
    "bitcoin",
    "btc",
    "crypto",
    "wallet",
    "droh",
    "erpress",
    "forder",
    "veröffentlich",
    "menac",
    "exig",
    "publi",
];

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let points_at_nobody =
        ["worker_number", "work_email", "about"].iter().all(|it| row.field(it).is_none());
    if points_at_nobody {
        return Ok(Reading::PassOver("a threat that points at nobody"));
    }
    let says_what = ["kind", "about"].iter().filter_map(|it| row.text(it));
    let is_marked = says_what.map(str::to_lowercase).any(|it| COMPLAINTS.contains(&it.as_str()));
    if is_marked || row.text("summary").is_some_and(tells_of_a_complaint) {
        return Ok(Reading::PassOver("a complaint, which is no threat"));
    }
    let pointer = Pointer::of(&row)?;
    let mut telling = Telling::of_person(SOURCE.id, pointer.key());
    pointer.tell(&row, &mut telling);
    // A misread date must not hide the threat: it is said without.
    let at = telling.read(row.field("received_at"), instant);
    telling.say_at(Fact::Threatened, at);
    telling.finish("a report without a worker")
}

/// Whether a summary opens with the word for a complaint and speaks of no threat.
fn tells_of_a_complaint(summary: &str) -> bool {
    let summary = summary.to_lowercase();
    let mut words = summary.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty());
    words.next().is_some_and(|it| OPENINGS.contains(&it))
        && !words.any(|word| THREATS.iter().any(|it| word.starts_with(it)))
}
