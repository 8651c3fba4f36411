//! References: one row a filled-in form or a call, about a candidate and by a referee.
//!
//! How to get it: the reference-checking service (Checkr, Xref, Refapp, SkillSurvey …) or the recruiters' own form as CSV, with
//! the referee's contact, the time and network address of submission, and the text. Needs a recruiting administrator.
//!
//! What it tells: who vouched for whom, with which mail and telephone, from where, in which words, and whether the former
//! employer was called back on a number found independently. What it cannot: whether the referee is who they say.
//!
//! Shape: our columns. One row speaks of two people: the candidate and the referee. Of the text only hashes of its phrases
//! are kept.

mod shingles;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    value::{self, Email, PersonName, Phone, ValueError},
};
use jiff::Timestamp;

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index, yes_or_no},
    telling::{self, Telling, instant},
    worker::id,
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "reference_checks",
    vendor: "any",
    title: "References given for candidates",
    feeds: &[Need::References],
    how: "reference-checking service or recruiters' form as CSV, with referee contact, time and network address of submission, and text",
    permission: "a recruiter's login of the reference service",
    tells: "who vouched for whom, reachable how, from which address, in which words; whether a call-back confirmed it",
    cannot: "whether the referee is who they say; references taken by telephone leave no address",
    shape_from: "our columns",
    columns: &[
        Column::new("reference_id", "request_id check_id"),
        Column::new(
            "candidate_id",
            "applicant_id ats_candidate_id greenhouse_candidate_id kandidaten_id",
        ),
        Column::new("candidate_name", "candidate applicant_name applicant kandidat candidat"),
        Column::new(
            "candidate_email",
            "applicant_email candidate_email_address candidate_e_mail kandidat_e_mail \
             email_du_candidat",
        ),
        Column::new(
            "referee_name",
            "reference_name referee reference_full_name provider_name referenzgeber \
             nom_du_référent",
        ),
        Column::new(
            "referee_email",
            "reference_email reference_email_address referee_email_address referee_e_mail \
             provider_email referenzgeber_e_mail email_du_référent",
        ),
        Column::new(
            "referee_phone",
            "reference_phone reference_phone_number referee_phone_number referee_mobile \
             provider_phone referenzgeber_telefon téléphone_du_référent",
        ),
        Column::new(
            "employer",
            "company company_name reference_company referee_company former_employer \
             organisation organization arbeitgeber employeur entreprise",
        ),
        Column::new(
            "submitted_at",
            "completed_at submitted_on completed_on submitted completed submission_date \
             date_completed response_date eingereicht_am soumis_le",
        ),
        Column::new(
            "ip_address",
            "ip reference_ip referee_ip referee_ip_address submission_ip ip_adresse adresse_ip",
        ),
        Column::new(
            "reference_text",
            "reference comments response responses feedback text kommentar commentaires",
        ),
        Column::new(
            "call_back_confirmed",
            "callback_confirmed call_back_confirmed_on employer_confirmed verified_by_call_back \
             rückruf_bestätigt",
        ),
    ],
    marks: &[
        &["candidate_id", "candidate_name", "candidate_email"],
        &["referee_email", "referee_phone", "referee_name"],
    ],
    recognize: |record| has_marks(record, &SOURCE),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let candidate_id = row.field("candidate_id").map(|it| it.read(id)).transpose()?;
    let candidate_mail = row.field("candidate_email").map(|it| it.read(Email::parse)).transpose();
    let pointer = match (&candidate_id, &candidate_mail) {
        (Some(id), _) => Identifier::Candidate(Arc::clone(id)),
        (None, Ok(Some(mail))) => Identifier::Mailbox(mail.clone()),
        (None, Ok(None)) => {
            return Err(Reject::new(
                "expected a candidate id or a candidate email in every row; add one of the columns",
            ));
        }
        (None, Err(why)) => return Err(why.clone()),
    };
    let mut candidate = candidate(&row, candidate_id, candidate_mail.ok().flatten());
    let submitted_at = candidate.read(row.field("submitted_at"), instant);
    call_back(&row, &mut candidate, submitted_at);
    match referee(&row, &mut candidate) {
        Some(mut referee) => {
            vouch(&row, &mut referee, pointer, submitted_at);
            telling::finish([candidate, referee], "a reference of which nothing is said")
        }
        None => candidate.finish("a reference of which nothing is said"),
    }
}

fn candidate(row: &Row<'_>, id: Option<Arc<str>>, mail: Option<Email>) -> Telling {
    let key = id
        .as_deref()
        .or(mail.as_ref().map(Email::reveal))
        .expect("a candidate has an id or a mail address");
    let mut telling = Telling::of_person(SOURCE.id, format!("candidate:{key}"));
    telling.say_all(id.map(|it| Fact::Knows(Identifier::Candidate(it))));
    match mail {
        Some(mail) => telling.say(Fact::Email(mail, EmailUse::Unknown)),
        None => {
            telling.read(row.field("candidate_email"), Email::parse);
        }
    }
    let name = telling.read(row.field("candidate_name"), PersonName::parse);
    telling.say_all(name.map(Fact::Name));
    telling
}

/// The column holds the day of the call, or only that it was so.
fn call_back(row: &Row<'_>, candidate: &mut Telling, submitted_at: Option<Timestamp>) {
    let day_or_word = |text: &str| match (instant(text), yes_or_no(text)) {
        (Ok(at), _) => Ok((true, Some(at))),
        (Err(_), Ok(is_confirmed)) => Ok((is_confirmed, submitted_at)),
        (Err(_), Err(_)) => {
            Err(ValueError::Expected("the date of the call-back (YYYY-MM-DD), or yes or no"))
        }
    };
    if let Some((true, at)) = candidate.read(row.field("call_back_confirmed"), day_or_word) {
        candidate.say_at(Fact::CallBackConfirmed, at);
    }
}

/// The referee, known by mail, else by telephone; one known by name alone cannot be told from others of that name.
fn referee(row: &Row<'_>, candidate: &mut Telling) -> Option<Telling> {
    let mail = candidate.read(row.field("referee_email"), Email::parse);
    let phone = candidate.read(row.field("referee_phone"), |it| Phone::parse(it, None));
    let Some(key) = mail.as_ref().map(Email::reveal).or(phone.as_ref().map(Phone::reveal)) else {
        candidate.unread(
            "referee_email",
            &ValueError::Expected(
                "a mail address or an international telephone number of the referee",
            ),
        );
        return None;
    };
    let mut referee = Telling::of_person(SOURCE.id, key);
    let name = referee.read(row.field("referee_name"), PersonName::parse);
    referee.say_all(name.map(Fact::Name));
    referee.say_all(mail.map(|it| Fact::Email(it, EmailUse::Unknown)));
    referee.say_all(phone.map(Fact::Phone));
    Some(referee)
}

fn vouch(
    row: &Row<'_>,
    referee: &mut Telling,
    candidate: Identifier,
    submitted_at: Option<Timestamp>,
) {
    let employer = row.text("employer").map(Into::into);
    referee.say_at(Fact::VouchedFor { candidate, employer }, submitted_at);
    let ip =
        referee.read(row.field("ip_address"), value::parse_ip).filter(|it| value::is_public(*it));
    match (ip, submitted_at) {
        (Some(_), Some(at)) => referee.access(Access { ip, ..Access::new(Channel::Reference, at) }),
        (Some(_), None) => {
            referee.unread("ip_address", &ValueError::Expected("the time of submission beside it"))
        }
        (None, _) => {}
    }
    let text = row.text("reference_text").and_then(shingles::of);
    if let Some(text) = text {
        referee.say_at(Fact::ReferenceText(text), submitted_at);
    }
}
