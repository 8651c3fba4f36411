//! Somebody as mails and calendars name them: a mailbox, and the name that is shown beside it.

use bonafide_model::{
    EmailUse, Fact,
    value::{Email, PersonName, ValueError},
};

use jiff::Timestamp;

use crate::{object::Object, telling::Telling};

/// Mailboxes that machines write from, by what stands before the `@`. Guess, from what services use.
const MACHINES: &[&str] = &[
    "alert",
    "alerts",
    "auto-confirm",
    "automailer",
    "bounce",
    "bounces",
    "calendar-notification",
    "daemon",
    "mailer-daemon",
    "notification",
    "notifications",
    "notify",
    "postmaster",
    "system",
];
/// The same wherever it stands.
const NOBODY: &[&str] =
    &["no-reply", "noreply", "no_reply", "donotreply", "do-not-reply", "do_not_reply"];

/// A mailbox with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correspondent {
    /// The mailbox.
    pub(crate) mailbox: Email,
    /// The name shown; none if it is the address again.
    pub(crate) name: Option<PersonName>,
}

impl Correspondent {
    /// Reads the address in one field of an object and the name in `name`; `None` if there is no address.
    pub(crate) fn of(object: &Object<'_>, field: &str) -> Option<Result<Self, ValueError>> {
        let address = object.text(field)?;
        // A shown name may be a team's or the address again; what is no name of a person is no mistake.
        let name = object.text("name").and_then(|it| PersonName::parse(&it).ok());
        Some(Email::parse(&address).map(|mailbox| Self { mailbox, name }))
    }

    /// `Ada Example <ada@x.example>`: one mailbox under two names is two records, so that what they share is seen.
    pub(crate) fn key(&self) -> String {
        match &self.name {
            Some(name) => format!("{} <{}>", name.tokens().join(" "), self.mailbox.reveal()),
            None => self.mailbox.reveal().to_owned(),
        }
    }

    /// Begins a record's telling with mailbox and name, as of a time if there is one.
    pub(crate) fn telling(
        &self,
        source: &'static str,
        used: EmailUse,
        at: Option<Timestamp>,
    ) -> Telling {
        let mut telling = Telling::of_person(source, self.key());
        if let Some(at) = at {
            telling = telling.dated(at);
        }
        telling.say(Fact::Email(self.mailbox.clone(), used));
        telling.say_all(self.name.clone().map(Fact::Name));
        telling
    }

    /// Whether a machine writes from this mailbox.
    pub(crate) fn is_machine(&self) -> bool {
        let local = self.mailbox.local().split('+').next().unwrap_or_default();
        MACHINES.contains(&local) || NOBODY.iter().any(|it| local.contains(it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Result<Correspondent, ValueError>> {
        Correspondent::of(&Object::parse(json).expect("an object"), "address")
    }

    #[test]
    fn a_key_is_a_mailbox_with_its_name_and_shows_neither() {
        let ada = read(r#"{"address":"Ada@X.example","name":"Example, Ada"}"#)
            .and_then(Result::ok)
            .expect("a correspondent");
        assert_eq!(ada.key(), "ada example <ada@x.example>");
        assert!(Email::parse(&ada.key()).is_ok(), "so that outputs mask it");
        let plain = read(r#"{"address":"a@x.example","name":"a@x.example"}"#);
        assert_eq!(plain.and_then(Result::ok).map(|it| it.key()).as_deref(), Some("a@x.example"));
        assert!(read(r#"{"name":"Ada"}"#).is_none());
        assert!(read(r#"{"address":"ada"}"#).is_some_and(|it| it.is_err()));
    }

    #[test]
    fn machines_are_told() {
        let is_machine = |address: &str| {
            read(&format!(r#"{{"address":"{address}"}}"#))
                .and_then(Result::ok)
                .is_some_and(|it| it.is_machine())
        };
        for address in ["noreply@x.example", "jobs-noreply+1@x.example", "Mailer-Daemon@x.example"]
        {
            assert!(is_machine(address), "{address}");
        }
        assert!(!is_machine("norman.reply@x.example"));
    }
}
