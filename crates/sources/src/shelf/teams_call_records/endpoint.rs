//! One end of a session: who sat there, and on which machine.

use std::sync::Arc;

use bonafide_model::{
    Artifact, EmailUse, Fact, Identifier,
    value::{Email, PersonName},
};
use jiff::Timestamp;

use super::ID;
use crate::{guests, naming::directory, object::Object, telling::Telling};

/// Somebody in a call.
pub(super) struct Person {
    /// The record's key: directory id, else user name, else the name shown.
    pub(super) key: String,
    mailbox: Option<Email>,
    is_of_organization: bool,
    id: Option<Identifier>,
    shown: Option<String>,
}

impl Person {
    /// Reads an identity; `None` for telephones, applications and nobody. `tenant` is the organizer's.
    pub(super) fn of(identity: &Object<'_>, tenant: Option<&str>) -> Option<Self> {
        let inside = identity.inside("user").or_else(|| identity.inside("guest"));
        let is_guest = identity.has("guest") && identity.inside("user").is_none();
        let user = inside.as_ref().unwrap_or(identity);
        let name = user.text("userPrincipalName");
        let mailbox = name.as_deref().and_then(|it| Email::parse(it).ok());
        let shown = user.text("displayName").map(|it| it.into_owned());
        let id = user.text("id");
        let key = match (&id, &mailbox) {
            (Some(id), _) if !is_guest => id.to_lowercase(),
            (Some(_) | None, Some(mailbox)) => mailbox.reveal().to_owned(),
            (Some(_) | None, None) => guests::key(shown.as_deref()?, id.as_deref()),
        };
        let is_here = user.text("tenantId").zip(tenant).is_none_or(|(of, here)| of == here);
        let is_invited = name.is_some_and(|it| it.contains("#EXT#"));
        Some(Self {
            key,
            mailbox,
            is_of_organization: is_here && !is_invited,
            // The id of a guest is made up for one call.
            id: directory(id.filter(|_| !is_guest)),
            shown,
        })
    }

    /// Begins with what the call knows of them.
    pub(super) fn telling(&self, at: Timestamp) -> Telling {
        let mut telling = Telling::of_person(ID, self.key.as_str()).dated(at);
        telling.say_all(self.id.clone().map(Fact::Knows));
        if let Some(mailbox) = &self.mailbox {
            let of = if self.is_of_organization { EmailUse::Work } else { EmailUse::Unknown };
            telling.say(Fact::Knows(Identifier::Mailbox(mailbox.clone())));
            telling.say(Fact::Email(mailbox.clone(), of));
        }
        let shown = self.shown.as_deref().and_then(|it| PersonName::parse(it).ok());
        telling.say_all(shown.map(Fact::ShownAs));
        telling
    }
}

/// A person with their machine.
pub(super) struct Endpoint {
    pub(super) person: Person,
    machine: Option<Arc<str>>,
    /// System of the client.
    pub(super) os: Option<Arc<str>>,
}

impl Endpoint {
    /// Reads the caller's or the callee's end; `None` for Microsoft's own.
    pub(super) fn of(fields: &Object<'_>, tenant: Option<&str>) -> Option<Self> {
        let identity = fields.inside("associatedIdentity").or_else(|| fields.inside("identity"))?;
        let person = Person::of(&identity, tenant)?;
        let machine = fields.text("name").map(|it| it.to_lowercase().into());
        let agent = fields.inside("userAgent").unwrap_or_default();
        let os = agent.text("platform").filter(|it| *it != "unknown").map(|it| (*it).into());
        Some(Self { person, machine, os })
    }

    /// The machine's name, for comparing within one person.
    pub(super) fn machine(&self) -> Option<Arc<str>> {
        self.machine.clone()
    }

    /// The machine's name as a thing that a person uses.
    pub(super) fn uses(&self) -> Option<Fact> {
        self.machine().map(|it| Fact::Uses(Artifact::ClientName(it)))
    }
}
