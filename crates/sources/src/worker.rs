//! Workers as HR, payroll, asset and security systems write them: how a row points at one, by number, by work mail, or by
//! both; and what a whole worker's record says, be it a row of a table or an API's answer.
//!
//! An API's record is gathered under the names of the table's columns ([`gathered`]), so that all HR systems are read by the
//! same reader ([`record`]).

mod columns;
mod employment;
mod gathered;
mod record;

use std::sync::Arc;

use bonafide_model::{
    EmailUse, Fact, Identifier, Reject,
    value::{Email, ValueError, is_rounded_by_spreadsheet},
};

use crate::{columns::Row, object::Object, telling::Telling};
pub(crate) use columns::{COLUMNS, EMPLOYMENT, INDEX, PERSON};
pub(crate) use gathered::{Gathered, Path};
pub(crate) use record::{tell, tell_gathered};

/// Other headers of `worker_number`: Merge, Finch, Workday, Deel, then common ones, ADP, BambooHR, German, French.
pub(crate) const NUMBER: &str = "employee_number employee_id individual_id worker_id personnel_number staff_number staff_id \
     employee_no worker_no emp_number emp_no emp_id payroll_number file_number associate_id eeid personalnummer \
     mitarbeiternummer personal_nr mitarbeiter_nr matricule numéro_de_matricule \
     numero_de_matricule";

/// Other headers of `work_email`, where a table has no mail address but that.
pub(crate) const WORK_EMAIL: &str = "work_e_mail work_email_address email_work employee_email worker_email business_email \
     company_email corporate_email user_principal_name upn email email_address e_mail \
     e_mail_address mail user_email assigned_to_email requested_for_email dienstliche_e_mail e_mail_adresse \
     adresse_e_mail email_professionnel";

/// An id as other exports will write it: spreadsheets turn `10001` into `10001.0`, and long ones into `1.0001E+11`.
pub(crate) fn id(text: &str) -> Result<Arc<str>, ValueError> {
    let text = text.trim();
    if is_rounded_by_spreadsheet(text) {
        return Err(ValueError::Rounded("an id"));
    }
    let whole = text.strip_suffix(".0").filter(|it| it.bytes().all(|it| it.is_ascii_digit()));
    Ok(whole.unwrap_or(text).into())
}

/// Opens the telling of a worker by the id that their HR system gives the record, under the first of its names.
pub(crate) fn about(
    record: &Object<'_>,
    names: &[&str],
    source: &'static str,
) -> Result<Telling, Reject> {
    let key = record.require(names)?;
    Ok(Telling::of_person(source, &*key))
}

/// How a row points at a worker.
pub(crate) struct Pointer {
    number: Option<Arc<str>>,
    mailbox: Option<Email>,
}

impl Pointer {
    /// Reads `worker_number` and `work_email`. One of them may be missing or unreadable, not both.
    pub(crate) fn of(row: &Row<'_>) -> Result<Self, Reject> {
        let number = row.field("worker_number").map(|it| it.read(id)).transpose();
        let mailbox = row.field("work_email").map(|it| it.read(Email::parse)).transpose();
        match (number, mailbox) {
            (Ok(None), Ok(None)) => Err(Reject::new(
                "expected a worker number or a work email in every row; add one of the columns",
            )),
            (Err(why), Ok(None) | Err(_)) | (Ok(None), Err(why)) => Err(why),
            (number, mailbox) => {
                Ok(Self { number: number.ok().flatten(), mailbox: mailbox.ok().flatten() })
            }
        }
    }

    /// The number, else the mail address: the record's own key where the table gives it none.
    pub(crate) fn key(&self) -> Arc<str> {
        let mailbox = || self.mailbox.as_ref().map(|it| it.reveal().into());
        self.number.clone().or_else(mailbox).expect("a pointer has a number or a mailbox")
    }

    /// Whether a text names this very worker.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.number.as_deref() == Some(text)
            || Email::parse(text).is_ok_and(|it| Some(&it) == self.mailbox.as_ref())
    }

    /// Says what the record knows the worker by; an unreadable one of the two is noted.
    pub(crate) fn tell(self, row: &Row<'_>, telling: &mut Telling) {
        known_by(row, telling);
    }
}

/// Says the number and the work mail address that a row has.
pub(crate) fn known_by(row: &Row<'_>, telling: &mut Telling) {
    let number = telling.read(row.field("worker_number"), id);
    telling.say_all(number.map(|it| Fact::Knows(Identifier::Worker(it))));
    let mailbox = telling.read(row.field("work_email"), Email::parse);
    telling.say_all(mailbox.map(|it| Fact::Knows(Identifier::Mailbox(it))));
}

/// Says the candidate id, number, and mail addresses at work and of their own that a row has.
pub(crate) fn or_candidate_known_by(row: &Row<'_>, telling: &mut Telling) {
    let candidate = telling.read(row.field("candidate_id"), id);
    telling.say_all(candidate.map(|it| Fact::Knows(Identifier::Candidate(it))));
    known_by(row, telling);
    let email = telling.read(row.field("candidate_email"), Email::parse);
    telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)));
}
