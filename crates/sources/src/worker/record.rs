//! What a worker's record says: who they are, from when to when they work here and where, and into which account they are paid.

use bonafide_model::{
    AccountUse, AddressPurpose, EmailUse, Fact, Identifier, WorkPlace,
    value::{Email, PersonName, Phone, PostalAddress, ValueError, Zone},
};

use super::{Gathered, employment, id, known_by};
use crate::{
    account::say_account,
    columns::{Row, yes_or_no},
    telling::{Field, Telling, day},
};

/// Says all that a row with the columns of a worker's record has.
pub(crate) fn tell(row: &Row<'_>, telling: &mut Telling) {
    known_by(row, telling);
    let home = telling.address(row, "home");
    names(row, telling);
    contact(row, telling, home.as_ref().and_then(PostalAddress::country));
    identifiers(row, telling);
    employment::tell(row, telling);
    if let Some(home) = home {
        telling.say(Fact::Address(home, AddressPurpose::Home));
    }
    place_of_work(row, telling);
    if let Some(zone) = telling.read(row.field("time_zone"), Zone::parse) {
        telling.say(Fact::StatedZone(zone));
    }
    referral(row.field("referred_by"), telling);
    met_in_person(row.field("met_in_person_on"), telling);
    if telling.read(row.field("own_device"), yes_or_no) == Some(true) {
        telling.say(Fact::OwnDevice);
    }
    say_account(row, telling, AccountUse::Current, None);
}

/// Says what was gathered of a worker. Where they have no number, the `id` of their record is what other exports of the same
/// system point with; an id that is a bare number is not said, since another worker may have that number.
pub(crate) fn tell_gathered(id: Option<&str>, mut gathered: Gathered, telling: &mut Telling) {
    let is_own = |it: &&str| it.bytes().any(|it| !it.is_ascii_digit());
    if let Some(id) = id.filter(is_own).filter(|_| gathered.lacks("worker_number")) {
        gathered.put("worker_number", "id", id);
    }
    tell(&gathered.row(), telling);
}

fn names(row: &Row<'_>, telling: &mut Telling) {
    let (given, family) = (row.text("first_name"), row.text("last_name"));
    if let Some(part) = row.field("first_name").or(row.field("last_name")) {
        let name = telling.read(Some(part), |_| {
            PersonName::from_parts(given.unwrap_or(""), family.unwrap_or(""))
        });
        telling.say_all(name.map(Fact::Name));
    } else {
        let name = telling.read(row.field("full_name"), PersonName::parse);
        telling.say_all(name.map(Fact::Name));
    }
    // A preferred name is a first name alone or a whole name.
    let preferred = telling.read(row.field("preferred_name"), |text| match family {
        Some(family) if !text.contains(char::is_whitespace) => PersonName::from_parts(text, family),
        _ => PersonName::parse(text),
    });
    telling.say_all(preferred.map(Fact::Name));
}

fn contact(row: &Row<'_>, telling: &mut Telling, country: Option<&str>) {
    if let Some(email) = row.text("work_email").and_then(|it| Email::parse(it).ok()) {
        telling.say(Fact::Email(email, EmailUse::Work));
    }
    if let Some(email) = telling.read(row.field("email"), Email::parse) {
        // Without a column for work mail this one is what other systems point with.
        if row.field("work_email").is_none() {
            telling.say(Fact::Knows(Identifier::Mailbox(email.clone())));
        }
        telling.say(Fact::Email(email, EmailUse::Unknown));
    }
    let personal = telling.read(row.field("personal_email"), Email::parse);
    telling.say_all(personal.map(|it| Fact::Email(it, EmailUse::Personal)));
    let Some(phones) = row.field("phone") else { return };
    for text in phones.text.split([';', '|', '\n']).filter(|it| !it.trim().is_empty()) {
        let phone =
            telling.read(Some(Field::new(phones.column, text)), |it| Phone::parse(it, country));
        telling.say_all(phone.map(Fact::Phone));
    }
}

fn identifiers(row: &Row<'_>, telling: &mut Telling) {
    let candidate = telling.read(row.field("candidate_id"), id);
    telling.say_all(candidate.map(|it| Fact::Knows(Identifier::Candidate(it))));
    let lower = |it: &str| it.trim_start_matches('@').to_lowercase().into();
    telling.say_all(row.text("code_login").map(|it| Fact::Knows(Identifier::CodeLogin(lower(it)))));
    telling
        .say_all(row.text("directory_id").map(|it| Fact::Knows(Identifier::Directory(it.into()))));
    let login = row.text("login").map(|it| match Email::parse(it) {
        Ok(mailbox) => Identifier::Mailbox(mailbox),
        Err(_) => Identifier::Login(lower(it)),
    });
    telling.say_all(login.map(Fact::Knows));
}

fn place_of_work(row: &Row<'_>, telling: &mut Telling) {
    let arrangement = telling.read(row.field("work_arrangement"), employment::work_place);
    let is_remote =
        row.text("work_line1").is_some_and(|it| it.to_lowercase().starts_with("remote"));
    let arrangement = arrangement.or(is_remote.then_some(WorkPlace::Remote));
    telling.say_all(arrangement.map(Fact::WorksAt));
    // `Remote - Texas` is an arrangement and no address.
    if !is_remote && let Some(address) = telling.address(row, "work") {
        telling.say(Fact::Address(address, AddressPurpose::Work));
    }
}

fn referral(field: Option<Field<'_>>, telling: &mut Telling) {
    let Some(field) = field else { return };
    if let Ok(mailbox) = Email::parse(field.text) {
        telling.say(Fact::ReferredBy(Identifier::Mailbox(mailbox)));
        return;
    }
    let is_number = !field.text.contains(char::is_whitespace)
        && field.text.contains(|it: char| it.is_ascii_digit());
    if is_number {
        let worker = telling.read(Some(field), id);
        telling.say_all(worker.map(|it| Fact::ReferredBy(Identifier::Worker(it))));
        return;
    }
    let name = telling.read(Some(field), PersonName::parse);
    telling.say_all(name.map(Fact::ReferredByName));
}

/// The column holds the day, or only that it was so.
fn met_in_person(field: Option<Field<'_>>, telling: &mut Telling) {
    let day_or_word = |text: &str| match (day(text), yes_or_no(text)) {
        (Ok(at), _) => Ok((true, at)),
        (Err(_), Ok(was_met)) => Ok((was_met, None)),
        (Err(_), Err(_)) => {
            Err(ValueError::Expected("the date of the meeting (YYYY-MM-DD), or yes or no"))
        }
    };
    if let Some((true, at)) = telling.read(field, day_or_word) {
        telling.say_at(Fact::MetInPerson, at);
    }
}
