//! GitHub's users: when an account was opened, and which mailbox and name are behind a login.
//!
//! How to get it, any of: REST API `GET /users/{login}`, one object a user; the report "All users" of GitHub Enterprise Server
//! as CSV.
//!
//! What was seen: no record of a real instance. From GitHub's reference of `GET /users/{username}` (`login`, `id`, `node_id`,
//! `type`, `created_at`, `name`, `email`) and of the reports of Enterprise Server (`created_at`, `id`, `login`, `email`, `role`,
//! `suspended?`, `dormant?`, `last_active`). From memory: the report's `last_logged_ip` and `ssh_keys`.
//!
//! Company, place, biography and page of a profile are free text that nobody checks; they are not read. Nor is the last
//! address, of which the report does not say when it was.

#[cfg(test)]
mod tests;

use bonafide_model::{
    EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    value::{Email, PersonName},
};

use crate::{
    Source,
    object::Object,
    telling::{Field, Telling, instant},
};

const ID: &str = "github_users";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "GitHub",
    title: "GitHub users: when an account was opened, and whose it is",
    feeds: &[Need::CodeAudit],
    how: "REST API `GET /users/{login}` for each login, or the report of all users of an Enterprise Server",
    permission: "none for public profiles; a site administrator for the report",
    tells: "when an account was opened, and the public name and mailbox of its owner",
    cannot: "an account can be renamed; what stands in a profile was written by its owner",
    shape_from: "vendor reference: GitHub's REST API `GET /users/{username}` and the user reports of Enterprise Server; of those reports the columns `ssh_keys` and `last_logged_ip` from memory",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let has = |names: &[&str]| names.iter().all(|name| it.has(name));
        let is_answer = has(&["login", "id", "node_id", "created_at", "public_repos"]);
        is_answer
            || has(&["created_at", "id", "login", "email", "role", "last_logged_ip", "ssh_keys"])
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let user = Object::of(record)?;
    let login = user.require(&["login"])?.to_lowercase();
    let is_other = user.text("type").is_some_and(|it| !it.eq_ignore_ascii_case("User"));
    if is_other || login.ends_with("[bot]") {
        return Ok(Reading::PassOver("a bot or an organization"));
    }
    let mut telling = Telling::of_person(ID, login.as_str());
    telling.say(Fact::Knows(Identifier::CodeLogin(login.into())));
    telling.say_all(user.text("name").and_then(|it| PersonName::parse(&it).ok()).map(Fact::Name));
    let mailbox = user.text("email");
    let mailbox = mailbox.as_deref().map(|it| Field::new("email", it));
    if let Some(mailbox) = telling.read(mailbox, Email::parse) {
        telling.say(Fact::Knows(Identifier::Mailbox(mailbox.clone())));
        telling.say(Fact::Email(mailbox, EmailUse::Unknown));
    }
    let opened = user.text("created_at");
    let opened = telling.read(opened.as_deref().map(|it| Field::new("created_at", it)), instant);
    telling.say_at_all(opened.map(|_| Fact::CodeAccountOpened), opened);
    telling.finish("nothing of use")
}
