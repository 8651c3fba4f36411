//! Google Workspace's directory of users: names, mailboxes, the private address and telephone for recovery, last sign-in.
//!
//! How to get it, any of: Directory API `GET /admin/directory/v1/users?customer=my_customer&projection=full`, page by page;
//! the admin console's download of users as CSV; or `gam print users allfields`, which writes the API's fields as columns
//! joined with dots.
//!
//! What was seen: 6 users of a public collector's tests in the API's form, with `recoveryEmail`, `recoveryPhone`, `aliases`,
//! `externalIds`, `organizations`, `posixAccounts`; the header and rows of a console's download (`2016/04/04 00:24:13`,
//! `Never logged in`); a header of GAM (`primaryEmail,name.fullName,phones.0.value`). From Google's help: that several values
//! in a cell of the console's are separated by commas. From memory: the kinds of telephone, address and external id; that a
//! last sign-in of 1970 means never; that the console writes UTC.
//!
//! Not read: gender, languages, photo, notes, groups, custom fields. A suspended account is no leaving and is not told.

mod contact;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Identifier, Reading, Record, Reject,
    value::{Email, PersonName, ValueError, parse_time},
};
use jiff::Timestamp;

use crate::{
    Source,
    naming::directory,
    object::{Object, texts},
    telling::{Field, Telling},
    worker,
};
use contact::{Item, each};

const ID: &str = "google_workspace_users";
const MAILBOX: &[&str] = &["primaryEmail", "Email Address [Required]"];
/// Ends of the second addresses that Google gives every account by itself.
const GIVEN_BY_GOOGLE: &str = ".test-google-a.com";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Google",
    title: "Google Workspace users: names, mailboxes, recovery address and telephone",
    // Names, addresses and a last sign-in are no kind of record that a check rests on alone.
    feeds: &[],
    how: "Directory API `GET /admin/directory/v1/users?customer=my_customer&projection=full`, the admin console's download of users as CSV, or `gam print users allfields`",
    permission: "an administrator with the Users Read privilege and the scope admin.directory.user.readonly",
    tells: "which mailboxes, worker number, title and telephone belong to whom, the private mail address and telephone left for recovery, when the account was made and last used",
    cannot: "recovery address and telephone are left out for administrators' accounts unless a super administrator asks; no network address of the last sign-in; a suspended account is not told from a busy one",
    shape_from: "real sample: users of a public collector's tests, a console's download and a header of GAM; vendor reference: Directory API `users`, Google's help on its CSV",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let is_user = it.text("kind").is_some_and(|it| it == "admin#directory#user");
        let is_listed = ["orgUnitPath", "isMailboxSetup", "creationTime", "name.givenName"]
            .iter()
            .chain(&["name.fullName", "recoveryEmail", "recoveryPhone"])
            .any(|name| it.has(name));
        let is_download = it.has("Email Address [Required]") && it.has("First Name [Required]");
        is_download || (it.has("primaryEmail") && (is_user || is_listed))
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let (column, text) = fields.named(MAILBOX).ok_or_else(|| {
        Reject::new("expected a mail address in `primaryEmail` or `Email Address [Required]`")
    })?;
    let mailbox = Field::new(column, &text).read(Email::parse)?;
    let mut telling = Telling::of_person(ID, mailbox.reveal());
    let made = instant(&mut telling, &fields, &["creationTime"]);
    telling.say(Fact::Knows(Identifier::Mailbox(mailbox.clone())));
    telling.say_at(Fact::Email(mailbox.clone(), EmailUse::Work), made);
    telling.say_all(directory(fields.text("id")).map(Fact::Knows));
    telling.say_all(name(&fields).map(Fact::Name));
    mailboxes(&fields, &mailbox, &mut telling);
    contact::tell(&fields, &mut telling);
    work(&fields, &mut telling);
    if let Some(at) = instant(&mut telling, &fields, &["lastLoginTime", "Last Sign In [READ ONLY]"])
    {
        telling.access(Access::new(Channel::SignIn, at));
    }
    telling.finish("a user about whom nothing is said")
}

fn name(fields: &Object<'_>) -> Option<PersonName> {
    let inside = fields.inside("name").unwrap_or_default();
    let part = |name: &str, others: &[&str]| inside.text(name).or_else(|| fields.any(others));
    let given = part("givenName", &["name.givenName", "First Name [Required]"]);
    let family = part("familyName", &["name.familyName", "Last Name [Required]"]);
    let both = PersonName::from_parts(
        given.as_deref().unwrap_or_default(),
        family.as_deref().unwrap_or_default(),
    );
    let full = || PersonName::parse(&part("fullName", &["name.fullName"])?).ok();
    both.ok().or_else(full)
}

/// Other mailboxes of the account, and the person's own.
fn mailboxes(fields: &Object<'_>, primary: &Email, telling: &mut Telling) {
    for list in ["aliases", "nonEditableAliases"] {
        for alias in listed(fields, list) {
            let alias = telling.read(Some(Field::new(list, &alias)), Email::parse);
            let alias = alias.filter(|it| !it.domain().ends_with(GIVEN_BY_GOOGLE));
            telling.say_all(alias.into_iter().flat_map(of_work));
        }
    }
    each(fields, "emails", |item| {
        let mailbox = read_in(telling, item, "address");
        if let Some(mailbox) = mailbox.filter(|it| it != primary) {
            telling.say_all(second(mailbox, primary, is_private(item)));
        }
    });
    for (column, is_private) in [("Home Secondary Email", true), ("Work Secondary Email", false)] {
        for text in cells(fields, column) {
            let mailbox = telling.read(Some(Field::new(column, &text)), Email::parse);
            telling.say_all(mailbox.into_iter().flat_map(|it| second(it, primary, is_private)));
        }
    }
    let recovery = fields.any(&["recoveryEmail", "Recovery Email"]);
    let recovery =
        recovery.and_then(|it| telling.read(Some(Field::new("recoveryEmail", &it)), Email::parse));
    telling.say_all(recovery.map(|it| Fact::Email(it, EmailUse::Personal)));
}

/// A mail address of the profile that is not the account's own.
fn second(mailbox: Email, primary: &Email, is_private: bool) -> Vec<Fact> {
    if mailbox.domain() == primary.domain() {
        return of_work(mailbox).into();
    }
    let of = if is_private { EmailUse::Personal } else { EmailUse::Unknown };
    vec![Fact::Email(mailbox, of)]
}

fn of_work(mailbox: Email) -> [Fact; 2] {
    [Fact::Knows(Identifier::Mailbox(mailbox.clone())), Fact::Email(mailbox, EmailUse::Work)]
}

/// `home`, or a kind of the person's own naming that says so.
fn is_private(item: &Item<'_, '_>) -> bool {
    let is_named = |name: &str| {
        item.text(name)
            .is_some_and(|it| ["home", "personal", "private"].contains(&it.to_lowercase().as_str()))
    };
    is_named("type") || is_named("customType")
}

/// Worker number, title and logins.
fn work(fields: &Object<'_>, telling: &mut Telling) {
    each(fields, "externalIds", |item| {
        let is_worker = item.text("type").is_some_and(|it| it == "organization");
        if let Some(text) = item.text("value").filter(|_| is_worker) {
            number(telling, Field::new("externalIds.value", &text));
        }
    });
    if let Some(text) = fields.text("Employee ID") {
        number(telling, Field::new("Employee ID", &text));
    }
    let mut titles = Vec::new();
    each(fields, "organizations", |item| {
        let is_primary = item.text("primary").is_some_and(|it| it.eq_ignore_ascii_case("true"));
        titles.extend(role(item.text("title"), item.text("department")).map(|it| (is_primary, it)));
    });
    // The primary one, else the first; of a console's download there is one.
    titles.sort_by_key(|(is_primary, _)| !is_primary);
    let written = || role(fields.text("Employee Title"), fields.text("Department"));
    telling.say_all(titles.into_iter().next().map(|(_, role)| role).or_else(written));
    each(fields, "posixAccounts", |item| {
        let login = item.text("username").map(|it| it.to_lowercase());
        telling.say_all(login.map(|it| Fact::Knows(Identifier::Login(it.into()))));
    });
}

fn number(telling: &mut Telling, field: Field<'_>) {
    let number = telling.read(Some(field), worker::id);
    telling.say_all(number.map(Identifier::Worker).map(Fact::Knows));
}

fn role(title: Option<Cow<'_, str>>, department: Option<Cow<'_, str>>) -> Option<Fact> {
    let department = department.map(|it| (*it).into());
    title.map(|it| Fact::Role { title: (*it).into(), department })
}

/// A mail address in an item of a list.
fn read_in(telling: &mut Telling, item: &Item<'_, '_>, name: &str) -> Option<Email> {
    let text = item.text(name)?;
    telling.read(Some(Field::new(name, &text)), Email::parse)
}

/// The texts of a list of texts, in JSON or in columns joined with dots.
fn listed(fields: &Object<'_>, list: &str) -> Vec<String> {
    let json = fields.json(list).unwrap_or_default();
    let inside = texts(&json).into_iter().map(Cow::into_owned);
    // Where columns are joined with dots, the list's own column holds their number.
    let column = |idx: usize| fields.text(&format!("{list}.{idx}")).map(Cow::into_owned);
    inside.chain((0..contact::MOST_ITEMS).map_while(column)).collect()
}

/// The values of a cell of the console's, separated by commas.
fn cells(fields: &Object<'_>, column: &str) -> Vec<String> {
    let text = fields.text(column).unwrap_or_default();
    text.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// A time; none where the export says in words or in its first year that there was none.
fn instant(telling: &mut Telling, fields: &Object<'_>, names: &[&str]) -> Option<Timestamp> {
    let (name, text) = fields.named(names)?;
    let is_never = text.to_lowercase().starts_with("never") || text.starts_with("1970-01-01");
    let read = |it: &str| -> Result<Timestamp, ValueError> { parse_time(it) };
    telling.read(Some(Field::new(name, &text)).filter(|_| !is_never), read)
}
