//! The HR system's list of workers: one row a worker, employees and contractors.
//!
//! How to get it: a custom report or "all workers" export as CSV (Workday, BambooHR, Personio, HiBob, Rippling, Deel, Gusto
//! …), leavers included, with home address and personal contact. Needs an HR administrator. Every HR system lets the
//! customer name the columns; what is not recognized is given by a mapping file.
//!
//! What it tells: who works here under which name, number and logins, from when to when, from where by their own word, by
//! whose referral or through which agency. What it cannot: whether any of it is true.
//!
//! Shape: our columns; names of Merge `Employee`, Finch individual and employment, BambooHR fields as published, and of
//! dbt_workday's seeds (Apache-2.0). Tables of positions or absences have starts and ends of their own, so a table that
//! names nobody is left alone; a warehouse that splits workers over several tables joins them first. Columns of origin, belief, health, family and age are not read.
//!
//! A row speaks for the day of the export, which it does not name: who they are is said without a time.

mod columns;
mod employment;
#[cfg(test)]
mod tests;

use bonafide_model::{
    AccountUse, AddressPurpose, EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    WorkPlace,
    value::{Email, PersonName, Phone, PostalAddress, ValueError, Zone},
};

use crate::{
    Source,
    columns::{Index, Row, has_marks, index, yes_or_no},
    shelf::payroll_accounts::say_account,
    telling::{Field, Telling, day},
    worker::{Pointer, id},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "hris_workers",
    vendor: "any",
    title: "Workers as the HR system knows them",
    feeds: &[Need::Workers],
    how: "HR system: report of all workers, leavers included, as CSV with home address and personal contact",
    permission: "an HR administrator",
    tells: "name, numbers and logins, personal mail and phone, home and agreed place of work, start, end and kind of leaving, referral, agency",
    cannot: "whether any of it is true; earlier values that were overwritten",
    shape_from: "our columns; names of Merge Employee, Finch, BambooHR (vendor references) and dbt_workday's seeds",
    columns: columns::COLUMNS,
    marks: &[&["worker_number", "work_email"], columns::EMPLOYMENT, columns::PERSON],
    recognize: |record| has_marks(record, &SOURCE),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let pointer = Pointer::of(&row)?;
    let mut telling = Telling::of_person(SOURCE.id, pointer.key());
    pointer.tell(&row, &mut telling);

    let home = telling.address(&row, "home");
    names(&row, &mut telling);
    contact(&row, &mut telling, home.as_ref().and_then(PostalAddress::country));
    identifiers(&row, &mut telling);
    employment::tell(&row, &mut telling);
    if let Some(home) = home {
        telling.say(Fact::Address(home, AddressPurpose::Home));
    }
    place_of_work(&row, &mut telling);
    if let Some(zone) = telling.read(row.field("time_zone"), Zone::parse) {
        telling.say(Fact::StatedZone(zone));
    }
    referral(row.field("referred_by"), &mut telling);
    met_in_person(row.field("met_in_person_on"), &mut telling);
    if telling.read(row.field("own_device"), yes_or_no) == Some(true) {
        telling.say(Fact::OwnDevice);
    }
    say_account(&row, &mut telling, AccountUse::Current, None);
    telling.finish("a worker of whom nothing is said")
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
