//! Whom a commit names: a person with a mailbox, an account of a code host, a machine's user, or nobody.

use bonafide_model::{
    Artifact, EmailUse, Fact, Identifier,
    value::{Email, Handle, PersonName, Site},
};
use jiff::Timestamp;

use crate::{correspondent::Correspondent, naming, object::Object, telling::Telling};

/// Mailboxes of services, by what stands before the `@`. From memory.
const SERVICES: &[&str] = &[
    "actions",
    "bot",
    "buildbot",
    "ci",
    "dependabot",
    "github-actions",
    "jenkins",
    "renovate",
    "semantic-release-bot",
    "web-flow",
];
/// Ends of host names in a network at home or in an office, which git puts behind a user's name where nobody set a mailbox.
/// Published in part (RFC 6762, RFC 8375); the rest from memory.
const LOCAL: &[&str] = &[".local", ".localdomain", ".lan", ".home", ".internal", ".home.arpa"];
/// What git writes for a host without a domain.
const NO_DOMAIN: &str = ".(none)";
/// Before the host in private addresses of code hosts.
const PRIVATE: &str = "users.noreply.";

/// Somebody named by a commit.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// A mailbox.
    Person(Correspondent),
    /// A private address: the login of an account on a host.
    Account { of: Correspondent, login: String },
    /// The user of a machine where no mailbox was set, or of a repository that was imported.
    MachineUser { of: Correspondent, host: Option<String> },
    /// A bot or service.
    Nobody,
    /// No mailbox that can be read.
    Unknown,
}

impl Who {
    pub(super) fn of(hand: &Object<'_>) -> Self {
        let name = hand.text("name").unwrap_or_default();
        let Some(address) = hand.text("address") else { return Self::Unknown };
        let is_bot = |it: &str| it.to_lowercase().contains("[bot]");
        if is_bot(&name) || is_bot(&address) {
            return Self::Nobody;
        }
        let (address, host) = with_domain(&address);
        let Ok(mailbox) = Email::parse(&address) else { return Self::Unknown };
        // One word is a login as often as a name; as a name it would be another than the person's.
        let name = PersonName::parse(&name).ok().filter(|it| it.tokens().len() > 1);
        let of = Correspondent { mailbox, name };
        let local = of.mailbox.local();
        if of.is_machine()
            || SERVICES.contains(&local)
            || of.mailbox.domain().starts_with("noreply.")
        {
            return Self::Nobody;
        }
        if let Some(login) = login(&of.mailbox) {
            return Self::Account { of, login };
        }
        match host {
            Host::Mail => Self::Person(of),
            Host::Named(host) => Self::MachineUser { of, host: Some(host) },
            Host::Repository => Self::MachineUser { of, host: None },
        }
    }

    /// Begins what is told; `None` if there is nobody to tell of.
    pub(super) fn telling(&self, source: &'static str, at: Option<Timestamp>) -> Option<Telling> {
        let bare = |of: &Correspondent| {
            let mut telling = Telling::of_person(source, of.key());
            if let Some(at) = at {
                telling = telling.dated(at);
            }
            telling.say_all(of.name.clone().map(Fact::Name));
            telling
        };
        match self {
            Self::Person(of) => {
                let mut telling = of.telling(source, EmailUse::Unknown, at);
                telling.say(Fact::Knows(Identifier::Mailbox(of.mailbox.clone())));
                Some(telling)
            }
            Self::Account { of, login } => {
                let mut telling = bare(of);
                telling.say(Fact::Knows(Identifier::CodeLogin(login.as_str().into())));
                telling.say_all(profile(of.mailbox.domain(), login).map(Fact::Handle));
                Some(telling)
            }
            Self::MachineUser { of, host } => {
                let mut telling = bare(of);
                let host = host.as_deref().filter(|it| naming::host(it).is_some());
                telling.say_all(host.map(|it| naming::uses(Artifact::ClientName, it)));
                Some(telling)
            }
            Self::Nobody | Self::Unknown => None,
        }
    }
}

/// What stands behind the `@`.
enum Host {
    /// A domain for mail.
    Mail,
    /// A machine in a network at home or in an office.
    Named(String),
    /// The id of a Subversion repository that was imported.
    Repository,
}

/// The address, written like a mailbox where it is none, and what its domain is.
fn with_domain(address: &str) -> (String, Host) {
    let address = address.trim().to_lowercase();
    let Some((user, domain)) = address.rsplit_once('@') else { return (address, Host::Mail) };
    let domain = domain.strip_suffix(NO_DOMAIN).unwrap_or(domain);
    if domain.contains('.') {
        let host = LOCAL.iter().find_map(|it| domain.strip_suffix(it));
        let host = host.map(|it| it.split('.').next().unwrap_or(it).to_owned());
        return (format!("{user}@{domain}"), host.map_or(Host::Mail, Host::Named));
    }
    let is_id = domain.len() == 36 && domain.bytes().all(|it| it.is_ascii_hexdigit() || it == b'-');
    let host = if is_id { Host::Repository } else { Host::Named(domain.to_owned()) };
    (format!("{user}@{domain}.local"), host)
}

/// `12345+login@users.noreply.github.com`, `login@users.noreply.github.com`, `12345-login@users.noreply.gitlab.com`.
fn login(mailbox: &Email) -> Option<String> {
    let host = mailbox.domain().strip_prefix(PRIVATE)?;
    let local = mailbox.local();
    let after = |sign: char| {
        let (id, login) = local.split_once(sign)?;
        (!id.is_empty() && id.bytes().all(|it| it.is_ascii_digit())).then_some(login)
    };
    let is_gitlab = host.contains("gitlab");
    let login = if is_gitlab { after('-') } else { after('+') }.unwrap_or(local);
    // GitLab leaves the name out since some version: the number alone is no login.
    let is_number = is_gitlab && login.bytes().all(|it| it.is_ascii_digit());
    (!login.is_empty() && !is_number).then(|| login.to_owned())
}

/// The page of the account, on hosts that everybody uses.
fn profile(domain: &str, login: &str) -> Option<Handle> {
    let site = match domain.strip_prefix(PRIVATE)? {
        "github.com" => Site::GitHub,
        "gitlab.com" => Site::GitLab,
        _ => return None,
    };
    Handle::new(site, login).ok()
}
