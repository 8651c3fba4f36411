//! Résumés and letters beside the exports: PDF, DOCX and text files as `intake` has turned them into text and traces.
//!
//! How to get it: download the attachments of the applicant-tracking system into a folder beside its export, under their own
//! names, best in one folder per candidate id.
//!
//! What it tells: the text, how and by whom the file was made, and the mail addresses, international telephone numbers,
//! profiles and jobs found in it. What it cannot: scanned pages have no text; a résumé names no network.
//!
//! Shape: whatever a person writes, so reading is careful: a mail address or profile counts only above a heading such as
//! `References`, a telephone number only with its country code, a job only on a line that names employer, title and months.

mod contact;
mod jobs;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{Body, EmailUse, Fact, Need, Reading, Record, Reject};

use crate::{Source, telling::Telling};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "resume_files",
    vendor: "any",
    title: "Résumés and letters as files",
    feeds: &[Need::Resumes],
    how: "attachments downloaded from the applicant-tracking system under their own names, best in one folder per candidate id",
    permission: "a recruiter who may see attachments",
    tells: "text, authorship and ancestry of the file; mail, international phone, profiles and jobs named in it",
    cannot: "scanned pages without text; whether the jobs are true",
    shape_from: "file format: PDF, DOCX and plain text",
    columns: &[],
    marks: &[],
    recognize: |record| matches!(record.body, Body::Document(_)),
    read,
};

/// Headings below which others' contact details stand, in lower case.
const REFEREES: &[&str] =
    &["references", "referees", "reference", "referenzen", "références", "referencias"];

fn read(record: &Record) -> Result<Reading, Reject> {
    let Body::Document(document) = &record.body else {
        return Err(Reject::new("expected a PDF, DOCX or text file"));
    };
    let mut telling = Telling::of_person(SOURCE.id, Arc::clone(&record.from.file));
    telling.say(Fact::Attached(Arc::clone(document)));
    let own: Vec<&str> =
        document.text.lines().take_while(|it| !is_heading_of_referees(it)).collect();
    telling.say_all(contact::emails(&own).into_iter().map(|it| Fact::Email(it, EmailUse::Unknown)));
    telling.say_all(contact::phones(&own).into_iter().map(Fact::Phone));
    telling.say_all(contact::profiles(&own).into_iter().map(Fact::Handle));
    telling.say_all(jobs::found_in(&own));
    telling.finish("an empty file")
}

fn is_heading_of_referees(line: &str) -> bool {
    let heading = line.trim().trim_matches(['#', '*', ':', '-', ' ']).to_lowercase();
    REFEREES.contains(&heading.as_str())
}
