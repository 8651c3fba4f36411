//! What records of every kind have: who acted, when, from which address, and lists of named values.

use std::{borrow::Cow, net::IpAddr};

use bonafide_model::{Access, Channel, Fact, Reject};
use jiff::Timestamp;

use super::ID;
use crate::{
    naming::{Login, directory, public_ip},
    object::{Object, objects},
    telling::Telling,
};

const TIME: &[&str] =
    &["CreationTime", "CreationDate", "TimeGenerated", "TimeGenerated [UTC]", "Timestamp"];
/// Where the client's address stands, the most telling first: an address of Exchange's own may stand in `ClientIP`.
const ADDRESSES: &[&str] =
    &["ClientIPAddress", "Client_IPAddress", "ClientIP", "ActorIpAddress", "ActorIP"];
/// User types that are no person's: published in Microsoft's schema, by number and by name, lower case.
const NOT_PEOPLE: &[&str] = &[
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "dcadmin",
    "system",
    "application",
    "serviceprincipal",
    "custompolicy",
    "systempolicy",
];
/// Accounts that stand for programs, as mail addresses.
const PROGRAMS: &[&str] = &["app@sharepoint"];
/// How identities say what they are: published in the same place by name, seen as numbers.
const CLAIM: &str = "0";
const DISPLAY_NAME: &str = "1";
const PRINCIPAL_NAME: &str = "5";

/// One record of the log.
pub(super) struct Event<'a> {
    pub(super) fields: &'a Object<'a>,
    pub(super) at: Timestamp,
}

impl<'a> Event<'a> {
    /// Reads what every record has; the time may stand outside the envelope.
    pub(super) fn new(fields: &'a Object<'a>, row: &Object<'_>) -> Result<Self, Reject> {
        let at = if fields.any(TIME).is_some() {
            fields.require_time(TIME)?
        } else {
            row.require_time(TIME)?
        };
        Ok(Self { fields, at })
    }

    pub(super) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.fields.text(name)
    }

    /// The person who acted; `None` for programs, services and accounts without a mail address.
    pub(super) fn actor(&self) -> Option<Login> {
        let kind = self.text("UserType").map(|it| it.to_lowercase());
        let user = self.text("UserId")?;
        let is_person = !kind.is_some_and(|it| NOT_PEOPLE.contains(&it.as_str()))
            && user.contains('@')
            && !PROGRAMS.contains(&user.to_lowercase().as_str())
            && self.fields.flag("ExternalAccess") != Some(true);
        is_person.then(|| Login::read(&user))
    }

    /// Begins the telling of who acted.
    pub(super) fn telling(&self, actor: &Login) -> Telling {
        let mut telling = actor.telling(ID, self.at);
        let id = self.directory_id("Actor");
        telling.say_all(directory(id).map(Fact::Knows));
        telling
    }

    /// The account that a record of the directory is about.
    pub(super) fn target(&self) -> Option<Telling> {
        let json = self.fields.json("Target").unwrap_or_default();
        let identities = objects(&json);
        let named = identities
            .iter()
            .find(|it| it.text("Type").is_some_and(|it| it == PRINCIPAL_NAME))
            .and_then(|it| it.text("ID"));
        let name = named.or_else(|| self.text("ObjectId").filter(|it| it.contains('@')))?;
        let mut telling = Login::read(&name).telling(ID, self.at);
        telling.say_all(directory(self.directory_id("Target")).map(Fact::Knows));
        Some(telling)
    }

    /// The directory's id among the identities of a list: behind `User_` in records of the directory, first of all in
    /// sign-ins.
    fn directory_id(&self, list: &str) -> Option<String> {
        let json = self.fields.json(list)?;
        let identities = objects(&json);
        let ids = || identities.iter().filter_map(|it| Some((it.text("ID")?, it.text("Type")?)));
        let behind_user = ids().find_map(|(id, _)| id.strip_prefix("User_").map(str::to_owned));
        let is_own = |(id, kind): &(Cow<'_, str>, Cow<'_, str>)| kind == CLAIM && !id.contains('@');
        behind_user.or_else(|| ids().find(is_own).map(|(id, _)| id.into_owned()))
    }

    /// What the target is called.
    pub(super) fn target_name(&self) -> Option<String> {
        let json = self.fields.json("Target")?;
        let identities = objects(&json);
        let named =
            identities.iter().find(|it| it.text("Type").is_some_and(|it| it == DISPLAY_NAME))?;
        named.text("ID").map(Cow::into_owned)
    }

    /// The value of a name in a list of `{Name, Value}`, which a collector's copy may have as one object.
    pub(super) fn value(&self, list: &str, name: &str) -> Option<String> {
        let json = self.fields.json(list)?;
        let pairs = objects(&json);
        let is_named =
            |pair: &Object<'_>| pair.text("Name").is_some_and(|it| it.eq_ignore_ascii_case(name));
        let value = match pairs.iter().find(|it| is_named(it)) {
            Some(pair) => pair.json("Value"),
            None => pairs.iter().find_map(|it| it.json(name)),
        };
        value.map(Cow::into_owned).filter(|it| !it.trim().is_empty())
    }

    /// Name, value before and value after of every changed property.
    pub(super) fn properties(&self) -> Vec<(String, String, String)> {
        let json = self.fields.json("ModifiedProperties").unwrap_or_default();
        let text = |it: &Object<'_>, name: &str| it.json(name).unwrap_or_default().into_owned();
        objects(&json)
            .iter()
            .map(|it| (text(it, "Name"), text(it, "OldValue"), text(it, "NewValue")))
            .collect()
    }

    pub(super) fn ip(&self, telling: &mut Telling) -> Option<IpAddr> {
        let (name, _) = self.fields.named(ADDRESSES)?;
        public_ip(telling, self.fields, name)
    }

    /// One use of office software by the person.
    pub(super) fn used(&self, telling: &mut Telling) {
        let mut access = Access::new(Channel::Office, self.at);
        access.ip = self.ip(telling);
        access.client = self.text("ClientMachineName").map(|it| it.to_lowercase().into());
        telling.access(access);
    }
}
