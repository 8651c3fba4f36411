//! Training: one row a course that somebody took, with when, and from which address where the system gives it.
//!
//! How to get it: the learning system's report of enrollments or completions as CSV (Docebo, TalentLMS, Cornerstone, Workday
//! Learning, Absorb …), with mail address or worker number and the dates of start, last access and completion.
//!
//! What it tells: who did training that the organization asks for, at which hours, from where. What it cannot: who sat there;
//! most reports name no address.
//!
//! Shape: our columns; headers of Docebo's, TalentLMS's and Cornerstone's reports among the synonyms are from memory. Moodle
//! and xAPI have sources of their own. Which course it was, marks and progress are not kept.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, Fact, Need, Reading, Record, Reject,
    value::{self, PersonName, ValueError},
};
use jiff::Timestamp;

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index},
    naming::{person, system_of_agent},
    telling::{Telling, instant},
    worker::{self, id},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "lms_completions",
    vendor: "any",
    title: "Courses that workers took, with times and addresses",
    feeds: &[Need::Training],
    how: "learning system's report of enrollments or completions as CSV (Docebo, TalentLMS, Cornerstone, Workday Learning, Absorb), with mail address or worker number",
    permission: "a role of the learning system that may run reports",
    tells: "who did training when, and from which address where the report has it",
    cannot: "who sat there; most reports name no address",
    shape_from: "our columns; headers of Docebo, TalentLMS and Cornerstone from memory",
    columns: &[
        Column::new("worker_number", worker::NUMBER),
        Column::new(
            "work_email",
            "work_e_mail user_email learner_email employee_email email email_address e_mail \
             user_principal_name upn mail e_mail_adresse",
        ),
        Column::new("login", "username user_name user_login user_id learner_id benutzername"),
        Column::new(
            "full_name",
            "name user learner learner_name employee_name user_full_name teilnehmer",
        ),
        Column::new("first_name", "given_name user_first_name vorname prénom"),
        Column::new("last_name", "surname family_name user_last_name nachname nom"),
        Column::new(
            "course",
            "course_name course_title course_code training training_title training_name \
             learning_object kurs formation",
        ),
        Column::new(
            "started_at",
            "start_date started_on started first_access first_access_date course_first_access \
             date_started begonnen_am",
        ),
        Column::new(
            "last_access_at",
            "last_access last_access_date course_last_access last_accessed last_activity \
             last_activity_date letzter_zugriff",
        ),
        Column::new(
            "completed_at",
            "completion_date completed_on completed date_completed completion_time \
             course_completion_date transcript_completed_date completed_date abgeschlossen_am",
        ),
        Column::new(
            "ip_address",
            "ip client_ip user_ip completion_ip last_ip remote_address ip_adresse adresse_ip",
        ),
        Column::new("user_agent", "browser client user_browser"),
    ],
    marks: &[
        &["course"],
        &["started_at", "last_access_at", "completed_at"],
        &["worker_number", "work_email", "login"],
    ],
    recognize: |record| has_marks(record, &SOURCE),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let login = ["work_email", "login"].iter().find_map(|it| person(row.text(it)?));
    let number = row.field("worker_number");
    let key = match (&login, number) {
        (Some(login), _) => login.key.clone(),
        (None, Some(number)) => number.read(id)?.to_string(),
        (None, None) => {
            return Err(Reject::new(
                "expected a mail address, a login or a worker number in every row; add one of the columns",
            ));
        }
    };
    let mut telling = Telling::of_person(SOURCE.id, key);
    let logins = ["work_email", "login"].iter().filter_map(|it| person(row.text(it)?));
    telling.say_all(logins.map(|it| Fact::Knows(it.identifier())));
    worker::known_by(&row, &mut telling);
    let parts = row.text("first_name").zip(row.text("last_name"));
    let name = parts.and_then(|(given, family)| PersonName::from_parts(given, family).ok());
    let name = name.or_else(|| telling.read(row.field("full_name"), PersonName::parse));
    telling.say_all(name.map(Fact::Name));
    visits(&row, &mut telling);
    telling.finish("a course that nobody has begun")
}

/// Start, last access and completion; the address is that of the last of them.
fn visits(row: &Row<'_>, telling: &mut Telling) {
    let mut times: Vec<Timestamp> = ["started_at", "last_access_at", "completed_at"]
        .iter()
        .filter_map(|it| telling.read(row.field(it), instant))
        .collect();
    times.sort();
    times.dedup();
    let ip =
        telling.read(row.field("ip_address"), value::parse_ip).filter(|it| value::is_public(*it));
    if ip.is_some() && times.is_empty() {
        telling.unread("ip_address", &ValueError::Expected("the time of its use beside it"));
    }
    let last = times.last().copied();
    for at in times {
        let mut access = Access::new(Channel::Training, at);
        if Some(at) == last {
            access.ip = ip;
            access.os = row.text("user_agent").and_then(system_of_agent);
        }
        telling.access(access);
    }
}
