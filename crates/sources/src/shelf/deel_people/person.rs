//! Who somebody is: the person of the directory, their personal details, and the contracts that they work under.

use bonafide_model::{
    AddressPurpose, EmailUse, Fact, Identifier, Reading, Reject, ScreeningOutcome,
    value::{Email, PersonName},
};

use super::ID;
use crate::{
    deel::{HOME, known_by},
    object::{Object, objects, texts},
    telling::{Field, Telling, instant},
    worker::{Gathered, Path, about, tell_gathered},
};

const PERSON: &[Path] = &[
    ("first_name", "first_name"),
    ("last_name", "last_name"),
    ("full_name", "full_name"),
    ("preferred_name", "preferred_first_name"),
    ("title", "job_title"),
    ("hire_date", "start_date"),
    ("time_zone", "timezone"),
    ("work_country", "country"),
    ("work_line1", "work_location"),
];
const EMPLOYMENT: &[Path] = &[
    ("work_email", "work_email"),
    ("work_email", "email"),
    ("title", "job_title"),
    ("hire_date", "start_date"),
    ("termination_date", "termination_last_day"),
    ("termination_date", "completion_date"),
    ("work_country", "country"),
    ("time_zone", "timezone"),
];

pub(super) fn person(record: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(record, &["id"], ID)?;
    let id = record.text("id");
    telling.say_all(id.map(|it| Fact::Knows(Identifier::Directory((&*it).into()))));
    known_by(record, &mut telling);
    let mut gathered = Gathered::default();
    let json = record.json("emails").unwrap_or_default();
    for email in objects(&json) {
        let kind = email.text("type").unwrap_or_default().to_lowercase();
        let column = match &*kind {
            "work" => "work_email",
            "personal" => "personal_email",
            _ => "email",
        };
        gathered.take(&email, "emails", &[(column, "value")]);
    }
    employments(record, &mut gathered);
    gathered.take(record, "", PERSON);
    gathered.take_inside(record, "department", &[("department", "name")]);
    let json = record.json("addresses").unwrap_or_default();
    if let Some(home) = objects(&json).first() {
        gathered.take(home, "addresses", HOME);
    }
    tell_gathered(None, gathered, &mut telling);
    telling.finish("a person of whom nothing is said")
}

/// The employment that counts: one that goes on, else the last one written.
fn employments(record: &Object<'_>, gathered: &mut Gathered) {
    let json = record.json("employments").unwrap_or_default();
    let employments = objects(&json);
    let going_on = employments.iter().find(|it| it.flag("is_ended") == Some(false));
    let kind = record.text("hiring_type").unwrap_or_default().to_lowercase();
    if kind.contains("eor") {
        gathered.put("agency", "hiring_type", "Deel");
    }
    let Some(employment) = going_on.or(employments.last()) else { return };
    if employment.flag("is_ended") == Some(true) {
        gathered.put("status", "employments.is_ended", "ended");
    }
    match employment.flag("voluntarily_left") {
        Some(true) => gathered.put("termination_kind", "voluntarily_left", "voluntary"),
        Some(false) => gathered.put("termination_kind", "voluntarily_left", "involuntary"),
        None => {}
    }
    gathered.take(employment, "employments", EMPLOYMENT);
}

const PERSONAL: &[Path] = &[
    ("first_name", "legal_first_name"),
    ("last_name", "legal_last_name"),
    ("preferred_name", "preferred_name"),
    ("work_email", "work_email"),
    ("personal_email", "personal_email"),
];

pub(super) fn personal(record: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(record, &["id", "worker_id"], ID)?;
    known_by(record, &mut telling);
    let mut gathered = Gathered::of(record, PERSONAL);
    for phone in objects(&record.json("phone_numbers").unwrap_or_default()) {
        let is_work = phone.text("type").is_some_and(|it| it.eq_ignore_ascii_case("work"));
        let Some(number) = phone.text("phone_number").filter(|_| !is_work) else { continue };
        let number = match phone.text("dial_code") {
            Some(code) => format!("+{} {number}", code.trim_start_matches('+')),
            None => number.into_owned(),
        };
        gathered.put("phone", "phone_numbers", number);
    }
    let json = record.json("addresses").unwrap_or_default();
    let addresses = objects(&json);
    let is_home =
        |it: &&Object<'_>| it.text("type").is_none_or(|it| it.eq_ignore_ascii_case("home"));
    if let Some(home) = addresses.iter().find(is_home) {
        gathered.take(home, "addresses", HOME);
    }
    tell_gathered(None, gathered, &mut telling);
    for post in addresses.iter().filter(|it| !is_home(it)) {
        let post = Gathered::of(post, HOME);
        let address = telling.address(&post.row(), "home");
        telling.say_all(address.map(|it| Fact::Address(it, AddressPurpose::Payroll)));
    }
    checked(record, &mut telling);
    telling.finish("a person of whom nothing is said")
}

/// Deel's own check of the identity.
fn checked(record: &Object<'_>, telling: &mut Telling) {
    let Some(check) = record.inside("kyc") else { return };
    if check.flag("is_kyc_approved") == Some(true) {
        let at = telling.read_first(&check, &["kyc_approval_date"], instant);
        let outcome = ScreeningOutcome::Confirmed;
        telling.say_at(Fact::Screened { check: "identity".into(), outcome }, at);
    }
}

const CONTRACT: &[Path] = &[
    ("title", "job_title"),
    ("hire_date", "start_date"),
    ("termination_date", "termination_date"),
];

/// A contract is a record of its own: its worker is known by mail address.
pub(super) fn contract(record: &Object<'_>) -> Result<Reading, Reject> {
    let id = record.require(&["id"])?;
    let mut telling = Telling::of_person(ID, format!("contract:{id}"));
    let worker = record.inside("worker").unwrap_or_default();
    let mut gathered = Gathered::of(record, CONTRACT);
    gathered.take(
        &worker,
        "worker",
        &[
            ("first_name", "first_name"),
            ("last_name", "last_name"),
            ("full_name", "full_name"),
            ("work_country", "country"),
        ],
    );
    let kind = record.text("type").unwrap_or_default().to_lowercase();
    if kind.contains("eor") || kind == "employee" {
        gathered.put("agency", "type", "Deel");
    }
    tell_gathered(None, gathered, &mut telling);
    for name in ["email", "expected_email"] {
        let email = telling.read_first(&worker, &[name], Email::parse);
        if let Some(email) = email {
            telling.say(Fact::Knows(Identifier::Mailbox(email.clone())));
            telling.say(Fact::Email(email, EmailUse::Unknown));
        }
    }
    let json = worker.json("alternate_email").unwrap_or_default();
    let named = objects(&json).into_iter().filter_map(|it| it.text("email").map(String::from));
    for text in named.chain(texts(&json).into_iter().map(String::from)) {
        let field = Field::new("worker.alternate_email", &text);
        let email = telling.read(Some(field), Email::parse);
        telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)));
    }
    signed(record, &mut telling);
    telling.finish("a contract that names nobody")
}

/// The name with which the worker signed.
fn signed(record: &Object<'_>, telling: &mut Telling) {
    let Some(signatures) = record.inside("signatures") else { return };
    let at = telling.read_first(&signatures, &["worker_signed_at", "signed_at"], instant);
    let name = telling.read_first(&signatures, &["worker_signature"], PersonName::parse);
    telling.say_at_all(name.map(Fact::Name), at);
}
