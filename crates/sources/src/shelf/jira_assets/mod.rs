//! Jira Assets (once Insight): objects that stand for machines, and whose they are.
//!
//! How to get it: `POST /jsm/assets/workspace/{id}/v1/object/aql` (Cloud), `GET /rest/assets/1.0/aql/objects` or
//! `POST …/object/navlist/aql` (Data Center), as the API answers it: a page of objects with the names of their attributes, or
//! single objects with `objectTypeAttribute` inside each attribute.
//!
//! What was seen: attributes of one object in a public client's tests, with `objectTypeAttribute`, `value`, `displayValue`.
//! From memory: a page's `values` or `objectEntries` beside `objectTypeAttributes`, and `user` inside a value.
//!
//! Attributes are named by the customer: `Serial Number`, `Hostname`, `Owner`, `Owner Email`, `Model` and their like are
//! read, see the lists. An object without a serial number and host name is no machine to us.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use bonafide_model::{
    Fact, Header, Identifier, Need, Reading, Record, Reject,
    value::{Email, PersonName, ValueError},
};

use crate::{
    Source,
    machines::{holder, model},
    naming::{device, directory, host, managed, serial},
    object::{Object, objects},
    telling::{Telling, finish},
};

const ID: &str = "jira_assets";
/// Keys under which a page holds its objects.
const PAGES: &[&str] = &["values", "objectEntries"];

/// What an attribute is, by its folded name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Serial,
    Host,
    Owner,
    Mailbox,
    Maker,
    Model,
    System,
}

const NAMES: &[(Kind, &[&str])] = &[
    (
        Kind::Serial,
        &["serial_number", "serial", "serial_no", "s_n", "device_serial", "seriennummer"],
    ),
    (Kind::Host, &["hostname", "host_name", "computer_name", "device_name", "fqdn"]),
    (
        Kind::Owner,
        &[
            "owner",
            "user",
            "assigned_to",
            "assignee",
            "assigned_user",
            "primary_user",
            "current_user",
            "used_by",
            "employee",
            "holder",
            "besitzer",
            "benutzer",
        ],
    ),
    (
        Kind::Mailbox,
        &[
            "email",
            "e_mail",
            "owner_email",
            "user_email",
            "assigned_to_email",
            "work_email",
            "employee_email",
        ],
    ),
    (Kind::Maker, &["manufacturer", "vendor", "make", "hersteller"]),
    (Kind::Model, &["model", "model_name", "device_model", "modell"]),
    (Kind::System, &["operating_system", "os", "os_version", "betriebssystem"]),
];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Atlassian",
    title: "Jira Assets: machines and whose they are",
    feeds: &[Need::Devices],
    how: "Assets API: objects by AQL (`/object/aql`, `/aql/objects`, `/object/navlist/aql`) as JSON, with the attributes' names",
    permission: "a user with the role Object schema users on the schema",
    tells: "which machine belongs to whom, its serial number, host name and model, where attributes of such names hold them",
    cannot: "attributes under other names; since when somebody has a machine; an owner known by name alone is not joined to anybody",
    shape_from: "vendor reference: attributes of an object in a public client; from memory: pages, and users inside values",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(root) = Object::of(record) else { return false };
    let is_object = |it: &Object<'_>| {
        it.has("attributes") && it.has("objectType") && (it.has("objectKey") || it.has("label"))
    };
    let is_page = PAGES.iter().any(|name| {
        root.json(name).is_some_and(|json| objects(&json).first().is_some_and(is_object))
    });
    is_object(&root) || is_page
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    let listed = root.json("objectTypeAttributes").unwrap_or_default();
    let mut names = BTreeMap::new();
    for attribute in objects(&listed) {
        if let (Some(id), Some(name)) = (attribute.text("id"), attribute.text("name")) {
            names.insert(id.into_owned(), name.into_owned());
        }
    }
    let Some(json) = PAGES.iter().find_map(|it| root.json(it)) else {
        return finish(asset(&root, &names), "an object without a serial number or host name");
    };
    let page = objects(&json);
    let tellings = page.iter().flat_map(|it| asset(it, &names));
    finish(tellings, "a page without serial numbers and host names")
}

/// What one object says, of a machine and of its owner.
fn asset(object: &Object<'_>, names: &BTreeMap<String, String>) -> Vec<Telling> {
    let found = attributes(object, names);
    let first = |kind: Kind| found.iter().find(|(it, _)| *it == kind).map(|(_, value)| value);
    let text = |kind: Kind| first(kind).and_then(|it| it.text.as_deref());
    let names = [serial(text(Kind::Serial)), text(Kind::Host).and_then(host)];
    if names.iter().all(Option::is_none) {
        return Vec::new();
    }
    let key = managed("jira_assets", object.any(&["objectKey", "globalId"]));
    let Some(mut telling) = device(names.into_iter().chain([key]), None) else { return Vec::new() };
    telling.say_all(model(
        &[text(Kind::Maker).map(Into::into), text(Kind::Model).map(Into::into)],
        &[text(Kind::System).map(Into::into)],
    ));
    let owner = first(Kind::Owner);
    let mailbox =
        [text(Kind::Mailbox), owner.and_then(|it| it.email.as_deref()), text(Kind::Owner)];
    let mailbox = mailbox.into_iter().flatten().find_map(|it| Email::parse(it).ok());
    let account = directory(owner.and_then(|it| it.account.as_deref()));
    let name = owner.and_then(|it| it.text.as_deref());
    let mut person = mailbox.clone().map(|it| holder(ID, it));
    if let Some(person) = &mut person {
        person.say_all(account.clone().map(Fact::Knows));
        person.say_all(name.and_then(|it| PersonName::parse(it).ok()).map(Fact::Name));
    }
    match mailbox.map(Identifier::Mailbox).or(account) {
        Some(pointer) => telling.say(Fact::HeldBy(pointer)),
        None if name.is_some() => telling.unread(
            "Owner",
            &ValueError::Expected("a user, or a mail address in another attribute"),
        ),
        None => {}
    }
    std::iter::once(telling).chain(person).collect()
}

/// The first value of an attribute.
struct Value {
    text: Option<String>,
    email: Option<String>,
    account: Option<String>,
}

fn attributes(object: &Object<'_>, names: &BTreeMap<String, String>) -> Vec<(Kind, Value)> {
    let json = object.json("attributes").unwrap_or_default();
    let mut res = Vec::new();
    for attribute in objects(&json) {
        let own = attribute.inside("objectTypeAttribute").and_then(|it| it.text("name"));
        let listed = attribute.text("objectTypeAttributeId").and_then(|it| names.get(&*it));
        let Some(name) = own.as_deref().or(listed.map(String::as_str)) else { continue };
        let folded = Header::fold(name);
        let kind = NAMES.iter().find(|(_, names)| names.contains(&folded.as_str()));
        let Some((kind, _)) = kind else { continue };
        let values = attribute.json("objectAttributeValues").unwrap_or_default();
        let Some(value) = objects(&values).into_iter().next() else { continue };
        let user = value.inside("user").unwrap_or_default();
        let owned = |text: Option<std::borrow::Cow<'_, str>>| text.map(|it| it.into_owned());
        res.push((
            *kind,
            Value {
                text: owned(value.any(&["displayValue", "value"])),
                email: owned(user.text("emailAddress")),
                account: owned(user.any(&["key", "accountId"])),
            },
        ));
    }
    res
}
