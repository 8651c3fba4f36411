//! Slack's list of members: who stands behind a user id, the time zone that their client states, telephone and title.
//!
//! How to get it, any of: Web API `GET users.list` (page by page), `GET users.info`; the list of members exported as CSV in the
//! workspace's settings.
//!
//! What was seen: no record of a real workspace. From Slack's types (`UsersListResponse` of npm `@slack/web-api` and others):
//! all fields of a member and of its profile. From memory: the columns of the exported list (`username`, `email`, `status`,
//! `userid`, `fullname`, `displayname`).
//!
//! The time zone follows the member's computer unless they chose another. Pronouns, pictures, status texts and names to be called by are not
//! read.

#[cfg(test)]
mod tests;

use bonafide_model::{
    EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    value::{Email, PersonName, Phone, Zone},
};

use crate::{
    Source,
    naming::directory,
    object::Object,
    telling::{Field, Telling},
};

const ID: &str = "slack_members";
const USER_ID: &[&str] = &["id", "userid"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Slack",
    title: "Slack members: mail address, stated time zone, telephone and title behind a user id",
    // It knows people and logs no use.
    feeds: &[Need::Profiles],
    how: "Web API `GET users.list`, page by page, or the list of members exported in the workspace's settings",
    permission: "a token with the scopes users:read and users:read.email; an owner or administrator for the exported list",
    tells: "which mail address, name, title and telephone belong to a user id, and which time zone the member's client states",
    cannot: "when the time zone was set; the exported list has neither time zone nor telephone",
    shape_from: "vendor reference: Slack's `users.list` and the types of npm @slack/web-api; the exported list from memory",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let has = |names: &[&str]| names.iter().all(|name| it.has(name));
        has(&["id", "team_id", "profile"])
            || has(&["username", "userid", "fullname", "displayname"])
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let id = fields.require(USER_ID)?;
    let is_robot = ["is_bot", "is_app_user", "is_workflow_bot", "is_connector_bot"]
        .iter()
        .any(|it| fields.flag(it) == Some(true));
    let is_robot =
        is_robot || fields.text("status").is_some_and(|it| it.eq_ignore_ascii_case("bot"));
    if is_robot || id == "USLACKBOT" {
        return Ok(Reading::PassOver("a bot or an application"));
    }
    let profile = fields.inside("profile").unwrap_or_default();
    let mut telling = Telling::of_person(ID, &*id);
    telling.say_all(directory(Some(&id)).map(Fact::Knows));
    let text = |names: &[&str]| profile.any(names).or_else(|| fields.any(names));
    if let Some(text) = text(&["email"]) {
        let mailbox = telling.read(Some(Field::new("email", &text)), Email::parse);
        telling.say_all(mailbox.into_iter().flat_map(|it| of(it, is_guest(&fields))));
    }
    let name = text(&["real_name", "fullname"]);
    telling.say_all(name.and_then(|it| PersonName::parse(&it).ok()).map(Fact::Name));
    if let Some(text) = profile.text("phone") {
        let phone = telling.read(Some(Field::new("phone", &text)), |it| Phone::parse(it, None));
        telling.say_all(phone.map(Fact::Phone));
    }
    let title = profile.text("title");
    telling.say_all(title.map(|it| Fact::Role { title: (*it).into(), department: None }));
    if let Some(text) = fields.text("tz") {
        let zone = telling.read(Some(Field::new("tz", &text)), Zone::parse);
        telling.say_all(zone.map(Fact::StatedZone));
    }
    telling.finish("nothing of use")
}

/// Guests of one or of several channels are from outside.
fn is_guest(fields: &Object<'_>) -> bool {
    fields.flag("is_restricted") == Some(true)
        || fields.flag("is_ultra_restricted") == Some(true)
        || fields.text("status").is_some_and(|it| it.to_lowercase().contains("guest"))
}

fn of(mailbox: Email, is_guest: bool) -> [Fact; 2] {
    let of = if is_guest { EmailUse::Unknown } else { EmailUse::Work };
    [Fact::Knows(Identifier::Mailbox(mailbox.clone())), Fact::Email(mailbox, of)]
}
