//! What the records of systems name: the login that a person uses, the public address and place that they came from, the
//! device by its several names, the program.

use std::{net::IpAddr, sync::Arc};

use bonafide_model::{
    Artifact, Coordinates, DeviceKey, EmailUse, Fact, Identifier, Outcome, Place, Subject,
    value::{self, Email, Serial},
};
use jiff::Timestamp;

use crate::{
    object::Object,
    telling::{Field, Telling},
};

/// How far a vendor's place for an address may be off when it names a city, in kilometers. Guess.
const CITY_RADIUS_KM: u32 = 50;
/// The same when it names no city. Guess.
const REGION_RADIUS_KM: u32 = 500;
/// What systems write where they have no address.
const NO_ADDRESS: &[&str] = &["-", "unknown", "none", "null", "<null>", "n/a", "localhost"];
/// What systems write where they have no name, lower case.
const NO_NAME: &[&str] = &[
    "-",
    "(null)",
    "anonymous",
    "n/a",
    "na",
    "none",
    "notavailable",
    "null",
    "pre-logon",
    "undef",
    "unknown",
];
/// Categories of web filters that tell of a hidden path or of control from elsewhere, lower case. From memory: vendors' lists.
const TELLING_CATEGORIES: &[&str] = &[
    "anonymizer",
    "anonymizers",
    "proxy avoidance",
    "proxy avoidance/anonymizers",
    "remote access",
    "remote access tools",
];
/// Host names that many machines are born with, so that they name none. Guess, from the makers' defaults.
const BORN_WITH: &[&str] = &[
    "computer",
    "desktop",
    "imac",
    "iphone",
    "ipad",
    "laptop",
    "localhost",
    "mac",
    "mac-mini",
    "macbook",
    "macbook-air",
    "macbook-pro",
    "pc",
    "ubuntu",
    "unknown",
    "windows",
];

/// Accounts of Windows and macOS themselves, lower case; `dwm-1`, `umfd-0` and `machine$` are told by their form.
const SYSTEM_ACCOUNTS: &[&str] = &[
    "_mbsetupuser",
    "anonymous logon",
    "defaultaccount",
    "defaultaccount0",
    "gdm",
    "guest",
    "lightdm",
    "local service",
    "local system",
    "localservice",
    "localsystem",
    "loginwindow",
    "n/a",
    "network service",
    "networkservice",
    "nobody",
    "root",
    "sddm",
    "system",
    "unknown",
    "wdagutilityaccount",
];
/// A person's login in a system of the organization.
pub(crate) struct Login {
    /// The record's key: the login in lower case.
    pub(crate) key: String,
    mailbox: Option<Email>,
}

impl Login {
    /// Reads a login, a mail address or not.
    pub(crate) fn read(text: &str) -> Self {
        let mailbox = Email::parse(text).ok();
        let key = mailbox
            .as_ref()
            .map_or_else(|| text.trim().to_lowercase(), |it| it.reveal().to_owned());
        Self { key, mailbox }
    }

    /// The pointer that other records may know.
    pub(crate) fn identifier(&self) -> Identifier {
        match &self.mailbox {
            Some(mailbox) => Identifier::Mailbox(mailbox.clone()),
            None => Identifier::Login(self.key.as_str().into()),
        }
    }

    /// Begins the telling of a login that was let in or refused. Whoever knocks can write any name, so a refused one says
    /// nothing of its mailbox.
    pub(crate) fn telling_of(
        &self,
        outcome: Outcome,
        source: &'static str,
        at: Timestamp,
    ) -> Telling {
        match outcome {
            Outcome::Success => self.telling(source, at),
            Outcome::Failure => {
                let mut telling = Telling::of_person(source, self.key.as_str()).dated(at);
                telling.say(Fact::Knows(self.identifier()));
                telling
            }
        }
    }

    /// Begins a record's telling with what a login says about itself.
    pub(crate) fn telling(&self, source: &'static str, at: Timestamp) -> Telling {
        let mut telling = Telling::of_person(source, self.key.as_str()).dated(at);
        telling.say(Fact::Knows(self.identifier()));
        if let Some(mailbox) = &self.mailbox {
            telling.say(Fact::Email(mailbox.clone(), EmailUse::Work));
        }
        telling
    }
}

/// The login of a person, unless the field says that there is none: blank, masked, or a word for nobody. One backslash
/// parts a domain from a name, however often exporters have doubled it.
pub(crate) fn person(text: &str) -> Option<Login> {
    let mut name = text.trim().to_lowercase();
    while name.contains("\\\\") {
        name = name.replace("\\\\", "\\");
    }
    let is_somebody = name.contains(char::is_alphanumeric) && !NO_NAME.contains(&name.as_str());
    is_somebody.then(|| Login::read(&name))
}

/// A directory's id of a person, which other systems of the same directory repeat.
pub(crate) fn directory(id: Option<impl AsRef<str>>) -> Option<Identifier> {
    let id = id?;
    let id = id.as_ref().trim();
    names_one(id).then(|| Identifier::Directory(id.into()))
}

/// A public address in a field; private ones say nothing about a place and are left out, unreadable ones are noted.
pub(crate) fn public_ip(telling: &mut Telling, object: &Object<'_>, name: &str) -> Option<IpAddr> {
    let text = object
        .text(name)
        .filter(|it| !NO_ADDRESS.iter().any(|none| it.eq_ignore_ascii_case(none)))?;
    telling.read(Some(Field::new(name, &text)), value::parse_ip).filter(|it| value::is_public(*it))
}

/// A place as a vendor writes it beside an address.
#[derive(Default)]
pub(crate) struct Written<'a> {
    /// Name or code.
    pub(crate) country: Option<&'a str>,
    /// State or region.
    pub(crate) region: Option<&'a str>,
    /// City.
    pub(crate) city: Option<&'a str>,
    /// Degrees north and east.
    pub(crate) point: Option<(f64, f64)>,
}

impl Written<'_> {
    /// The place, if the country is known.
    pub(crate) fn place(&self) -> Option<Place> {
        let country = value::country_code(self.country?)?;
        // Null island is where a vendor puts what it can't place.
        let is_on_earth = |(lat, lon): (f64, f64)| {
            lat.abs() <= 90.0 && lon.abs() <= 180.0 && (lat, lon) != (0.0, 0.0)
        };
        // A point without a city or state is the middle of a country: nobody is meant to be there.
        let is_placed = self.city.is_some() || self.region.is_some();
        let at = self
            .point
            .filter(|it| is_placed && is_on_earth(*it))
            .map(|(lat, lon)| Coordinates::new(lat, lon));
        Some(Place {
            country: country.to_owned(),
            region: self.region.map(str::to_owned),
            city: self.city.map(str::to_owned),
            at,
            zone: None,
            radius_km: if self.city.is_some() { CITY_RADIUS_KM } else { REGION_RADIUS_KM },
        })
    }
}

/// A place as Microsoft's directory writes it beside a sign-in or a detection: JSON, or a text that holds it.
pub(crate) fn directory_place(json: &str) -> Option<Place> {
    let location = Object::parse(json)?;
    let (country, region, city) =
        (location.text("countryOrRegion"), location.text("state"), location.text("city"));
    let coordinates = location.inside("geoCoordinates").unwrap_or_default();
    Written {
        country: country.as_deref(),
        region: region.as_deref(),
        city: city.as_deref(),
        point: point(&coordinates, "latitude", "longitude"),
    }
    .place()
}

/// Degrees north and east from two fields.
pub(crate) fn point(object: &Object<'_>, latitude: &str, longitude: &str) -> Option<(f64, f64)> {
    let number = |name: &str| object.text(name)?.parse::<f64>().ok().filter(|it| it.is_finite());
    Some((number(latitude)?, number(longitude)?))
}

/// A client device that the organization does not manage, or an authenticator, as something that a person uses.
pub(crate) fn uses(artifact: fn(Arc<str>) -> Artifact, id: &str) -> Fact {
    Fact::Uses(artifact(id.trim().into()))
}

/// Whether an account on a machine is the system's own, not a person's.
pub(crate) fn is_system_account(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    SYSTEM_ACCOUNTS.contains(&name.as_str())
        || name.ends_with('$')
        || name.starts_with("dwm-")
        || name.starts_with("umfd-")
}

/// A device by its host name, unless many machines are born with that name or it is no host name at all.
pub(crate) fn host(name: &str) -> Option<DeviceKey> {
    let name = name.trim().to_lowercase();
    let host = name.split('.').next().unwrap_or_default();
    let is_host = !host.is_empty()
        && host.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'));
    (is_host && !BORN_WITH.contains(&host) && !NO_NAME.contains(&host))
        .then(|| DeviceKey::Host(host.to_owned()))
}

/// A device by the id of a system that manages it.
pub(crate) fn managed(system: &'static str, id: Option<impl AsRef<str>>) -> Option<DeviceKey> {
    let id = id?.as_ref().trim().to_lowercase();
    names_one(&id).then_some(DeviceKey::Managed { system, id })
}

/// Whether an id is one: an all-zero id is what directories write for nobody, a word for nothing what databases do.
fn names_one(id: &str) -> bool {
    let is_word_for_nothing = NO_NAME.iter().any(|it| id.eq_ignore_ascii_case(it));
    !is_word_for_nothing && id.bytes().any(|it| it.is_ascii_alphanumeric() && it != b'0')
}

/// A device by its serial number, unless firmware left the field empty.
pub(crate) fn serial(text: Option<impl AsRef<str>>) -> Option<DeviceKey> {
    Serial::parse(text?.as_ref()).ok().map(DeviceKey::Serial)
}

/// A telling of the device by the best of its names, with all others said about it; `None` if it has none.
pub(crate) fn device(
    names: impl IntoIterator<Item = Option<DeviceKey>>,
    at: Option<Timestamp>,
) -> Option<Telling> {
    let mut names = names.into_iter().flatten();
    let mut telling = Telling::about(Subject::Device(names.next()?));
    if let Some(at) = at {
        telling = telling.dated(at);
    }
    for name in names {
        telling.say(Fact::SameDevice(name));
    }
    Some(telling)
}

/// What a web filter's category says, if it tells of a hidden path or of control from elsewhere; never the page itself.
pub(crate) fn telling_category(category: &str) -> Option<Fact> {
    let category = category.trim();
    let is_telling = TELLING_CATEGORIES.contains(&category.to_lowercase().as_str());
    is_telling.then(|| Fact::Alerted(format!("web category {category}").into()))
}

/// The name of a program from its path: lower case, without folders.
pub(crate) fn program_name(path: &str) -> Option<Arc<str>> {
    let name = path.trim().rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    (!name.is_empty()).then(|| name.into())
}

/// Words of a browser's user agent and the system that they mean, in the order in which they are looked for: phones name the
/// systems that theirs descends from.
const AGENTS: &[(&str, &str)] = &[
    ("iphone", "iOS"),
    ("ipad", "iOS"),
    ("android", "Android"),
    ("cros ", "ChromeOS"),
    ("windows", "Windows"),
    ("mac os x", "macOS"),
    ("macintosh", "macOS"),
    ("linux", "Linux"),
];

/// The operating system that a browser's user agent names.
pub(crate) fn system_of_agent(agent: &str) -> Option<Arc<str>> {
    let agent = agent.to_lowercase();
    AGENTS.iter().find(|(word, _)| agent.contains(word)).map(|(_, system)| (*system).into())
}

/// The part of a command line that tells: the set-up of a remote desktop with its PIN given, never the PIN.
pub(crate) fn telling_switch(program: &str, command_line: &str) -> Option<Arc<str>> {
    (program.starts_with("remoting_start_host") && command_line.contains("--pin="))
        .then(|| "--pin=".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_a_mailbox_or_not() {
        assert_eq!(Login::read(" Ada@Corp.Example ").key, "ada@corp.example");
        assert!(
            matches!(Login::read("CORP\\Ada").identifier(), Identifier::Login(login) if &*login == "corp\\ada")
        );
    }

    #[test]
    fn words_for_nobody_are_no_login() {
        for text in ["", " N/A ", "*****", "pre-logon", "UNDEF", "-"] {
            assert!(person(text).is_none(), "{text}");
        }
        assert_eq!(person(r"CORP\\\\Ada").map(|it| it.key).as_deref(), Some(r"corp\ada"));
    }

    #[test]
    fn default_host_names_name_no_device() {
        for name in ["MacBook-Pro.local", "localhost", "", "Ada's laptop", "10/17/2022"] {
            assert_eq!(host(name), None, "{name}");
        }
        assert_eq!(host("LT-0042.corp.example"), Some(DeviceKey::Host("lt-0042".into())));
    }

    #[test]
    fn zero_ids_name_nobody() {
        assert_eq!(directory(Some("00000000-0000-0000-0000-000000000000")), None);
        assert_eq!(directory(Some("NULL")), None);
        assert_eq!(managed("entra", Some("")), None);
        assert_eq!(managed("entra", None::<&str>), None);
    }

    #[test]
    fn a_browser_names_its_system() {
        for (agent, system) in [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36", Some("Windows")),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36", Some("macOS")),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)", Some("iOS")),
            ("Mozilla/5.0 (Linux; Android 14; Pixel 8)", Some("Android")),
            ("curl/8.5.0", None),
        ] {
            assert_eq!(system_of_agent(agent).as_deref(), system, "{agent}");
        }
    }

    #[test]
    fn only_the_switch_of_a_command_line_is_kept() {
        assert_eq!(
            telling_switch("remoting_start_host.exe", "x --code=4/a --pin=555123").as_deref(),
            Some("--pin=")
        );
        assert_eq!(telling_switch("bash", "echo --pin=1"), None);
        assert_eq!(
            program_name(r"C:\Program Files\AnyDesk\AnyDesk.exe").as_deref(),
            Some("anydesk.exe")
        );
    }
}
