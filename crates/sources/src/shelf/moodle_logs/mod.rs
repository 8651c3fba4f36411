//! Moodle: the log of what users did, from which address, and the list of users that says who they are.
//!
//! How to get it: Site administration, Reports, Logs: download as CSV (names, times in words); better, the tables
//! `mdl_logstore_standard_log` and `mdl_user` as CSV or JSON by a report of an administrator's.
//!
//! What it tells: when somebody used the learning system, from which address; with the list of users, their login and mail
//! and the address of their last visit. What it cannot: the download tells people by the name shown.
//!
//! Shape: Moodle's own source of the report (`report/log`) for the download's columns; columns of the two tables, and
//! `The user with id '…'` at the start of a description, from memory of Moodle's source. A day in words such as
//! `3/03/24, 14:05`, whose month can't be told, is refused: take the table, which has seconds since 1970.
//!
//! What was done, courses, marks, and descriptions beyond the number of the user are not read.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    value::{Email, PersonName, Phone, ValueError},
};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{Login, public_ip},
    object::Object,
    telling::{Telling, instant},
};

const ID: &str = "moodle_logs";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Moodle",
    title: "Log and users of the learning system Moodle",
    feeds: &[Need::Training],
    how: "the tables `mdl_logstore_standard_log` and `mdl_user` as CSV or JSON; or Reports, Logs, download",
    permission: "a site administrator, or a manager with `report/log:view`",
    tells: "when somebody used the learning system from which address; login and mail of users, and where they were last",
    cannot: "the download tells people by the name shown, and its times are in the zone of whoever downloads",
    shape_from: "vendor reference: Moodle's source of the log report (seen, not copied); tables and the form of descriptions from memory",
    columns: &[],
    marks: &[],
    recognize: |record| Object::of(record).is_ok_and(|it| form(&it).is_some()),
    read,
};

/// What a record is.
#[derive(Clone, Copy)]
enum Form {
    /// A row of the report's download.
    Download,
    /// A row of the table behind it.
    Table,
    /// A user.
    User,
}

fn form(record: &Object<'_>) -> Option<Form> {
    let has = |names: &[&str]| names.iter().all(|it| record.has(it));
    if has(&["Event context", "Event name", "IP address", "User full name"]) {
        return Some(Form::Download);
    }
    if has(&["eventname", "userid", "timecreated", "ip"]) && (has(&["origin"]) || has(&["crud"])) {
        return Some(Form::Table);
    }
    let is_user = has(&["username", "firstname", "lastname", "email"]);
    let is_moodle = has(&["lastip"]) || has(&["mnethostid"]) || has(&["lastaccess", "auth"]);
    (is_user && is_moodle).then_some(Form::User)
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let record = Object::of(record)?;
    match form(&record) {
        Some(Form::Download) => download(&record),
        Some(Form::Table) => table(&record),
        Some(Form::User) => user(&record),
        None => Err(Reject::new(
            "a row of Moodle's log or users: expected `User full name` and `IP address`, or `userid`, `timecreated` and `ip`",
        )),
    }
}

fn download(row: &Object<'_>) -> Result<Reading, Reject> {
    if row.text("Origin").is_some_and(|it| it != "web" && it != "ws") {
        return Ok(Reading::PassOver("an act of a program"));
    }
    let name = row.text("User full name").filter(|it| &**it != "-");
    let number = row.text("Description").and_then(|it| number(&it).map(str::to_owned));
    let Some(key) = number.clone().or_else(|| name.as_ref().map(|it| it.to_lowercase())) else {
        return Ok(Reading::PassOver("an act of nobody"));
    };
    let Some(time) = row.text("Time") else {
        return Err(Reject::new("expected a time in `Time`"));
    };
    let at = when(&time).map_err(|err| Reject::new(format!("`Time`: {err}")))?;
    let mut telling = account(&key, at);
    let name = telling.read_first(row, &["User full name"], PersonName::parse);
    telling.say_all(name.map(Fact::Name));
    let mut access = Access::new(Channel::Training, at);
    access.ip = public_ip(&mut telling, row, "IP address");
    telling.access(access);
    telling.finish("nothing of use")
}

fn table(row: &Object<'_>) -> Result<Reading, Reject> {
    let number = row.text("userid").filter(|it| !matches!(&**it, "0" | "-1" | "-10" | "-20"));
    let is_program = row.text("origin").is_some_and(|it| matches!(&*it, "cli" | "restore"));
    let Some(number) = number.filter(|_| !is_program) else {
        return Ok(Reading::PassOver("an act of a program, or of nobody"));
    };
    // Who looks through another's eyes sits at the address.
    let real = row.text("realuserid").filter(|it| &**it != "0");
    let at = row.require_time(&["timecreated"])?;
    let mut telling = account(&real.unwrap_or(number), at);
    let mut access = Access::new(Channel::Training, at);
    access.ip = public_ip(&mut telling, row, "ip");
    telling.access(access);
    telling.finish("nothing of use")
}

/// Opens the telling of an account by its number, which log and list of users share.
fn account(number: &str, at: Timestamp) -> Telling {
    Telling::of_person(ID, number).dated(at)
}

fn user(row: &Object<'_>) -> Result<Reading, Reject> {
    let username = row.require(&["username"])?;
    if &*username == "guest"
        || row.flag("deleted") == Some(true)
        || row.text("deleted").as_deref() == Some("1")
    {
        return Ok(Reading::PassOver("a guest, or an account that was deleted"));
    }
    let mut telling = Telling::of_person(ID, &*row.any(&["id"]).unwrap_or(username.clone()));
    telling.say(Fact::Knows(Login::read(&username).identifier()));
    let email = telling.read_first(row, &["email"], Email::parse);
    telling.say_all(email.clone().map(|it| Fact::Knows(Identifier::Mailbox(it))));
    telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)));
    let worker = row.text("idnumber");
    telling.say_all(worker.map(|it| Fact::Knows(Identifier::Worker((&*it).into()))));
    let part = |name: &str| row.text(name).unwrap_or_default();
    let name = PersonName::from_parts(&part("firstname"), &part("lastname")).ok();
    telling.say_all(name.map(Fact::Name));
    let country = row.text("country");
    for column in ["phone1", "phone2"] {
        let phone = telling.read_first(row, &[column], |it| Phone::parse(it, country.as_deref()));
        telling.say_all(phone.map(Fact::Phone));
    }
    let seen_at = row.named(&["lastaccess", "currentlogin"]).filter(|(_, it)| &**it != "0");
    if seen_at.is_some()
        && let Some(at) = telling.read_first(row, &["lastaccess", "currentlogin"], instant)
    {
        let mut access = Access::new(Channel::Training, at);
        access.ip = public_ip(&mut telling, row, "lastip");
        telling.access(access);
    }
    telling.finish("a user of whom nothing is said")
}

/// The number in `The user with id '5' viewed …`.
fn number(description: &str) -> Option<&str> {
    let rest = description.strip_prefix("The user with id '")?;
    let (number, _) = rest.split_once('\'')?;
    number.bytes().all(|it| it.is_ascii_digit()).then_some(number).filter(|it| !it.is_empty())
}

/// `21/03/24, 14:05:09` and `21 March 2024, 2:05 PM`, beside what other exports write.
fn when(text: &str) -> Result<Timestamp, ValueError> {
    let (day, clock) = text.split_once(", ").unwrap_or((text, ""));
    let whole = match day.rsplit_once('/') {
        Some((front, year)) if year.len() == 2 => format!("{front}/20{year} {clock}"),
        Some(_) | None => format!("{day} {clock}"),
    };
    instant(text).or_else(|_as_written| instant(whole.trim()))
}
