//! What every export of Webex says of somebody in a meeting.

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Identifier, Reject,
    value::{self, Email, PersonName},
};
use jiff::Timestamp;

use crate::{
    guests,
    object::Object,
    telling::{Field, Telling},
};

/// What an export calls the fields that all of them have.
pub(crate) struct Fields {
    pub(crate) email: &'static str,
    pub(crate) name: &'static str,
    pub(crate) joined: &'static str,
    pub(crate) left: &'static str,
}

/// Somebody in a meeting.
pub(crate) struct Participant<'a> {
    fields: &'a Object<'a>,
    names: &'a Fields,
    key: String,
    email: Option<Email>,
    joined: Timestamp,
}

impl<'a> Participant<'a> {
    /// Reads who it is; `None` for nobody and for somebody who has not joined.
    pub(crate) fn of(fields: &'a Object<'a>, names: &'a Fields) -> Result<Option<Self>, Reject> {
        let email = fields.text(names.email).and_then(|it| Email::parse(&it).ok());
        let machine = fields.any(&["publicIP", "ipAddress", "participantId", "id"]);
        let guest = fields.text(names.name).map(|it| guests::key(&it, machine));
        let Some(key) = email.as_ref().map(|it| it.reveal().to_owned()).or(guest) else {
            return Ok(None);
        };
        if fields.text(names.joined).is_none_or(|it| is_none(&it)) {
            return Ok(None);
        }
        let joined = fields.require_time(&[names.joined])?;
        Ok(Some(Self { fields, names, key, email, joined }))
    }

    /// Begins with the participant's mail address and the name shown.
    pub(crate) fn telling(&self, source: &'static str) -> Telling {
        let mut telling = Telling::of_person(source, self.key.as_str()).dated(self.joined);
        if let Some(email) = &self.email {
            telling.say(Fact::Knows(Identifier::Mailbox(email.clone())));
            telling.say(Fact::Email(email.clone(), EmailUse::Unknown));
        }
        let name = self.fields.text(self.names.name);
        telling.say_all(name.and_then(|it| PersonName::parse(&it).ok()).map(Fact::ShownAs));
        telling
    }

    /// The time in the meeting.
    pub(crate) fn access(&self, telling: &mut Telling) -> Access {
        let mut access = Access::new(Channel::Meeting, self.joined);
        let left = self.fields.text(self.names.left).filter(|it| !is_none(it));
        access.until = left
            .and_then(|it| telling.read(Some(Field::new(self.names.left, &it)), value::parse_time));
        access
    }
}

/// Webex writes the start of 1970 for a time that it has not got yet.
fn is_none(text: &str) -> bool {
    text.starts_with("1970-01-01")
}
