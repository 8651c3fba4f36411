//! ServiceNow hardware assets, computers and users: whose a machine is, by the person's mail address, login or number.
//!
//! How to get it: Table API `GET /api/now/table/alm_hardware` or `cmdb_ci_computer`, best with
//! `sysparm_display_value=all` and `sysparm_fields=…,assigned_to,assigned_to.email,assigned_to.user_name,assigned_to.employee_number`;
//! beside them `GET /api/now/table/sys_user`, which says whose an id is; or a list exported as CSV.
//!
//! What was seen: computers of public modules' and clients' documentation, with plain values and with `display_value` beside
//! `value`. From the vendor's developer pages: the names of a computer's fields. From memory: those of `alm_hardware` and
//! `sys_user`, references with `link` alone.
//!
//! A reference may be an id of 32 hexadecimal digits, a name, or both; what looks like an id is never shown as a model.
//! Times in `value` are UTC.

mod reference;
#[cfg(test)]
mod tests;

use bonafide_model::{
    Fact, Identifier, Need, Reading, Record, Reject,
    value::{self, Email, PersonName, ValueError, Zone},
};

use crate::{
    Source,
    machines::{account, model},
    naming::{device, directory, host, managed, serial},
    object::Object,
    telling::{Field, Telling, finish},
    worker,
};
use reference::{id, shown};

const ID: &str = "servicenow_hardware_assets";
/// Fields that assets and computers have and other tables with serial numbers have not.
const MARKS: &[&str] = &["install_status", "substatus", "model_category", "sys_class_name"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "ServiceNow",
    title: "ServiceNow hardware assets, computers and users: whose a machine is",
    feeds: &[Need::Devices],
    how: "Table API: `alm_hardware` or `cmdb_ci_computer` with `sysparm_display_value=all` and the fields `assigned_to.email`, `assigned_to.user_name`, `assigned_to.employee_number`; beside them `sys_user`; or a list as CSV",
    permission: "a reading role on the tables, such as itil or asset",
    tells: "which machine is assigned to whom, since when, its serial number, host name and model; which mail address, login and personnel number belong to one person",
    cannot: "where a machine is; a person who is known by name alone is not joined to anybody",
    shape_from: "vendor reference: fields of computers in the developer documentation and public modules; from memory: fields of `alm_hardware` and `sys_user`",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| is_user(&it) || is_asset(&it))
}

fn is_user(row: &Object<'_>) -> bool {
    row.has("sys_id") && row.has("user_name") && (row.has("email") || row.has("employee_number"))
}

fn is_asset(row: &Object<'_>) -> bool {
    let names_a_machine = row.has("serial_number") || row.has("asset_tag");
    let is_tables = row.has("sys_id") || (row.has("serial_number") && row.has("asset_tag"));
    names_a_machine && is_tables && MARKS.iter().any(|it| row.has(it))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Object::of(record)?;
    if is_user(&row) { user(&row) } else { asset(&row) }
}

fn asset(row: &Object<'_>) -> Result<Reading, Reject> {
    let names = [
        serial(shown(row, "serial_number")),
        managed("servicenow", id(row, "sys_id")),
        managed("servicenow", id(row, "ci").or_else(|| id(row, "asset"))),
        shown(row, "name").and_then(|it| host(&it)),
    ];
    let Some(mut telling) = device(names, None) else {
        return Err(Reject::new(
            "expected a serial number or an id in `serial_number` or `sys_id`; add them to the fields",
        ));
    };
    let maker = shown(row, "manufacturer");
    let kind = shown(row, "model_id").or_else(|| shown(row, "model"));
    let has_maker =
        matches!((&maker, &kind), (Some(maker), Some(kind)) if kind.starts_with(maker.as_str()));
    let maker = maker.filter(|_| !has_maker).map(Into::into);
    telling.say_all(model(
        &[maker, kind.map(Into::into)],
        &[shown(row, "os").map(Into::into), shown(row, "os_version").map(Into::into)],
    ));
    let since = id(row, "assigned");
    let since = since.as_deref().map(|it| Field::new("assigned", it));
    let since = telling.read(since, value::parse_time);
    let person = Person::of(row, "assigned_to");
    let Some(pointer) = person.pointers.first().cloned() else {
        if person.name.is_some() {
            telling.unread("assigned_to", &ValueError::Expected(
                "the person's mail address or id beside the name; add `assigned_to.email` to the fields",
            ));
        }
        return telling.finish("a machine that is nobody's");
    };
    telling.say_at(Fact::HeldBy(pointer), since);
    finish([Some(telling), person.telling()].into_iter().flatten(), "nothing of use")
}

/// A person as a reference names them, with the fields that were asked for beside it.
struct Person {
    /// The best first: mail address, personnel number, login, the system's own id.
    pointers: Vec<Identifier>,
    name: Option<PersonName>,
}

impl Person {
    fn of(row: &Object<'_>, field: &str) -> Self {
        let beside = |name: &str| shown(row, &format!("{field}.{name}"));
        let mailbox = beside("email").and_then(|it| Email::parse(&it).ok());
        let number = beside("employee_number").and_then(|it| worker::id(&it).ok());
        let pointers = [
            mailbox.map(Identifier::Mailbox),
            number.map(Identifier::Worker),
            beside("user_name").and_then(|it| account(&it)),
            directory(reference::sys_id(row, field)),
        ];
        Self {
            pointers: pointers.into_iter().flatten().collect(),
            name: beside("name")
                .or_else(|| shown(row, field))
                .and_then(|it| PersonName::parse(&it).ok()),
        }
    }

    /// What ties the pointers together; nothing if there is one only.
    fn telling(self) -> Option<Telling> {
        let key = match self.pointers.last()? {
            Identifier::Directory(id) => id.clone(),
            Identifier::Mailbox(mailbox) => mailbox.reveal().into(),
            Identifier::Worker(text) | Identifier::Login(text) => text.clone(),
            Identifier::Candidate(_)
            | Identifier::Application(_)
            | Identifier::CodeLogin(_)
            | Identifier::Connection(_) => return None,
        };
        if self.pointers.len() < 2 {
            return None;
        }
        let mut telling = Telling::of_person(ID, key);
        telling.say_all(self.pointers.into_iter().map(Fact::Knows));
        telling.say_all(self.name.map(Fact::Name));
        Some(telling)
    }
}

fn user(row: &Object<'_>) -> Result<Reading, Reject> {
    let Some(key) = id(row, "sys_id") else {
        return Err(Reject::new("expected the user's id in `sys_id`; add it to the fields"));
    };
    let text = |name: &str| shown(row, name);
    let mut telling = Telling::of_person(ID, key.as_str());
    telling.say_all(directory(Some(&key)).map(Fact::Knows));
    let mailbox = text("email");
    let field = mailbox.as_deref().map(|it| Field::new("email", it));
    if let Some(mailbox) = telling.read(field, Email::parse) {
        telling.say(Fact::Knows(Identifier::Mailbox(mailbox.clone())));
        telling.say(Fact::Email(mailbox, bonafide_model::EmailUse::Work));
    }
    let number = text("employee_number");
    let field = number.as_deref().map(|it| Field::new("employee_number", it));
    let number = telling.read(field, worker::id);
    telling.say_all(number.map(|it| Fact::Knows(Identifier::Worker(it))));
    telling.say_all(text("user_name").and_then(|it| account(&it)).map(Fact::Knows));
    let name = match (text("first_name"), text("last_name")) {
        (Some(given), Some(family)) => PersonName::from_parts(&given, &family).ok(),
        (Some(_), None) | (None, Some(_)) | (None, None) => {
            text("name").and_then(|it| PersonName::parse(&it).ok())
        }
    };
    telling.say_all(name.map(Fact::Name));
    telling.say_all(
        text("title").map(|it| Fact::Role {
            title: it.into(),
            department: text("department").map(Into::into),
        }),
    );
    let zone = id(row, "time_zone");
    let field = zone.as_deref().map(|it| Field::new("time_zone", it));
    let zone = telling.read(field, Zone::parse);
    telling.say_all(zone.map(Fact::StatedZone));
    telling.finish("nothing of use")
}
