//! One event of any shape: its number, provider, time and machine, and its values by name.

use std::borrow::Cow;

use bonafide_model::{EmailUse, Fact, Identifier, Reject, value};
use jiff::Timestamp;

use super::{ID, layouts};
use crate::{
    json::Text,
    naming::{Login, device, host, is_system_account},
    object::{Object, objects},
    telling::Telling,
};

/// Domains of accounts that Windows makes for itself, lower case.
const SYSTEM_DOMAINS: &[&str] = &[
    "font driver host",
    "iis apppool",
    "nt authority",
    "nt service",
    "nt virtual machine",
    "window manager",
];
/// Domains that say where an account is kept and are no part of its name, lower case.
const KEEPERS: &[&str] = &[".", "azuread", "microsoftaccount"];
/// Names of the one element that stands between `UserData` and its values.
const USER_DATA: &[&str] = &[
    "AddServiceID",
    "EventInfo",
    "EventXML",
    "InstallDeviceID",
    "UMDFHostDeviceArrivalBegin",
    "UMDFHostDeviceRequest",
];
const TIMES: &[&str] = &[
    "@timestamp",
    "TimeCreated",
    "EventTime",
    "systemTime",
    "TimeGenerated",
    "TimeGenerated [UTC]",
    "timestamp",
];
/// How Windows writes that a session is at the machine itself.
const AT_THE_MACHINE: &[&str] = &["-", "local", "localhost", "::1", "127.0.0.1"];

/// One event.
pub(super) struct Event<'a> {
    row: &'a Object<'a>,
    pub(super) id: u32,
    /// Lower case; empty if not written.
    pub(super) provider: String,
    pub(super) at: Timestamp,
    computer: Option<String>,
    parts: Vec<Object<'a>>,
    /// Values without names.
    values: Vec<String>,
}

/// What tells about an event and what stands in it.
struct Shape<'a> {
    row: &'a Object<'a>,
    heads: Vec<Object<'a>>,
    parts: Vec<Object<'a>>,
}

impl<'a> Shape<'a> {
    fn of(row: &'a Object<'a>) -> Self {
        let inside = |of: &Object<'a>, names: &[&str]| -> Vec<Object<'a>> {
            names.iter().filter_map(|it| of.inside(it)).collect()
        };
        // Winlogbeat has an `event` of its own.
        let event = row.inside("Event").filter(|it| it.inside("System").is_some());
        if event.is_some() || row.inside("System").is_some() {
            let event = event.as_ref().unwrap_or(row);
            let parts = inside(event, &["EventData", "UserData"]);
            return Self { row, heads: inside(event, &["System"]), parts };
        }
        if let Some(windows) = row.inside("win").or_else(|| row.inside("data")?.inside("win")) {
            let parts = inside(&windows, &["eventdata", "eventInfo", "userData"]);
            return Self { row, heads: inside(&windows, &["system"]), parts };
        }
        if let Some(winlog) = row.inside("winlog") {
            let parts = inside(&winlog, &["event_data", "user_data"]);
            let heads = [Some(winlog), row.inside("event")].into_iter().flatten().collect();
            return Self { row, heads, parts };
        }
        Self { row, heads: Vec::new(), parts: inside(row, &["event_data"]) }
    }

    fn text(&self, names: &[&str]) -> Option<Cow<'a, str>> {
        self.heads.iter().find_map(|it| it.any(names)).or_else(|| self.row.any(names))
    }

    /// A value that some tools keep with the attributes of its element.
    fn attribute(&self, element: &str, names: &[&str]) -> Option<Cow<'a, str>> {
        self.heads.iter().find_map(|head| {
            let apart = head.inside(&format!("{element}_attributes"));
            let element = apart.or_else(|| head.inside(element))?;
            element.inside("attributes").unwrap_or(element).any(names)
        })
    }
}

impl<'a> Event<'a> {
    pub(super) fn of(row: &'a Object<'a>) -> Result<Self, Reject> {
        let values = unnamed(row.json("Properties").as_deref(), "Value");
        let shape = Shape::of(row);
        let number = shape
            .text(&["EventID", "event_id", "code", "Id"])
            .or_else(|| element_text(&shape, "EventID"))
            .ok_or_else(|| Reject::new("expected an event's number in `EventID`"))?;
        let id = number.parse().or(Err(Reject::new("`EventID`: expected a number")))?;
        let time = shape
            .attribute("TimeCreated", &["SystemTime"])
            .or_else(|| shape.text(TIMES))
            .ok_or_else(|| Reject::new("expected a time in `TimeCreated`"))?;
        let at =
            value::parse_time(&time).map_err(|err| Reject::new(format!("`TimeCreated`: {err}")))?;
        let provider = shape
            .attribute("Provider", &["Name"])
            .or_else(|| shape.text(&["provider_name", "SourceName", "EventSourceName"]))
            .unwrap_or_default()
            .to_lowercase();
        let computer = shape
            .text(&["Computer", "computer_name", "MachineName", "Hostname"])
            .or_else(|| row.inside("host")?.text("name"))
            .map(Cow::into_owned);
        let mut parts = shape.parts;
        let inner: Vec<Object<'a>> = parts
            .iter()
            .flat_map(|part| USER_DATA.iter().filter_map(|it| part.inside(it)))
            .collect();
        let attributes: Vec<Object<'a>> =
            inner.iter().filter_map(|it| it.inside("attributes")).collect();
        parts.extend(inner);
        parts.extend(attributes);
        let values = if values.is_empty() { data(&parts) } else { values };
        Ok(Self { row, id, provider, at, computer, parts, values })
    }

    /// A value by its name; `None` where Windows wrote a dash.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        let named = self.parts.iter().find_map(|it| it.text(name).or_else(|| listed(it, name)));
        // What is flat has its values beside what tells about it.
        let named = named.or_else(|| self.row.text(name));
        let text = named.or_else(|| {
            let at = layouts::position(self.id, &self.provider, name)?;
            self.values.get(at).map(|it| Cow::Borrowed(it.trim()))
        })?;
        (!text.is_empty() && text != "-").then_some(text)
    }

    pub(super) fn any(&self, names: &[&str]) -> Option<Cow<'_, str>> {
        names.iter().find_map(|it| self.text(it))
    }

    /// Values without names.
    pub(super) fn values(&self) -> &[String] {
        &self.values
    }

    /// The machine's name as written.
    pub(super) fn computer(&self) -> Option<&str> {
        self.computer.as_deref()
    }

    /// Begins the telling of the machine; `None` if its name says nothing.
    pub(super) fn machine(&self) -> Result<Option<Telling>, Reject> {
        let Some(name) = &self.computer else {
            return Err(Reject::new("expected the machine's name in `Computer`"));
        };
        Ok(device([host(name)], Some(self.at)))
    }

    /// Whether the session of an event is at the machine itself, by the address that it names.
    pub(super) fn is_at_the_machine(&self, address: &str) -> bool {
        self.text(address).is_none_or(|it| AT_THE_MACHINE.contains(&it.to_lowercase().as_str()))
    }
}

/// Who acts: a person by domain and name.
pub(super) struct Account {
    pub(super) login: Login,
    /// Whether the account is the person's own with Microsoft.
    is_own: bool,
}

impl Account {
    /// `None` for accounts of the system.
    pub(super) fn of(domain: Option<&str>, name: &str) -> Option<Self> {
        let (domain, name) = match name.rsplit_once('\\') {
            Some((domain, name)) => (Some(domain), name),
            None => (domain, name),
        };
        let domain = domain.unwrap_or_default().trim().to_lowercase();
        if SYSTEM_DOMAINS.contains(&domain.as_str()) || is_system_account(name) || name.is_empty() {
            return None;
        }
        let is_whole =
            name.contains('@') || domain.is_empty() || KEEPERS.contains(&domain.as_str());
        let login =
            if is_whole { Login::read(name) } else { Login::read(&format!("{domain}\\{name}")) };
        Some(Self { login, is_own: domain == "microsoftaccount" })
    }

    /// Begins the telling of a person.
    pub(super) fn telling(&self, at: Timestamp) -> Telling {
        if !self.is_own {
            return self.login.telling(ID, at);
        }
        let mut telling = Telling::of_person(ID, self.login.key.as_str()).dated(at);
        telling.say(Fact::Knows(self.login.identifier()));
        if let Identifier::Mailbox(mailbox) = self.login.identifier() {
            telling.say(Fact::Email(mailbox, EmailUse::Personal));
        }
        telling
    }
}

/// The text of an element that has attributes beside it.
fn element_text<'a>(shape: &Shape<'a>, element: &str) -> Option<Cow<'a, str>> {
    shape.heads.iter().find_map(|it| it.inside(element)?.any(&["text", "Value"]))
}

/// `{"Data":[{"@Name":"TargetUserName","#text":"ada"}]}`, as converters of XML write it.
fn listed<'a>(part: &Object<'a>, name: &str) -> Option<Cow<'a, str>> {
    let json = part.json("Data")?;
    let pairs = objects(&json);
    let found = pairs.iter().find(|it| it.text("Name").is_some_and(|it| it == name))?;
    found.text("text").map(|it| Cow::Owned(it.into_owned()))
}

/// Values of `Data` elements without names.
fn data(parts: &[Object<'_>]) -> Vec<String> {
    let of = |part: &Object<'_>| {
        let json = part.json("Data")?;
        let inner = Object::parse(&json).and_then(|it| it.json("text").map(Cow::into_owned));
        let values: Vec<Option<Text<'_>>> =
            serde_json::from_str(inner.as_deref().unwrap_or(&json)).ok()?;
        Some(
            values
                .into_iter()
                .map(|it| it.map(|it| it.0.into_owned()).unwrap_or_default())
                .collect(),
        )
    };
    parts.iter().find_map(of).unwrap_or_default()
}

/// One value of each object of a list.
fn unnamed(json: Option<&str>, name: &str) -> Vec<String> {
    let objects = json.map(objects).unwrap_or_default();
    objects.iter().map(|it| it.text(name).unwrap_or_default().into_owned()).collect()
}
