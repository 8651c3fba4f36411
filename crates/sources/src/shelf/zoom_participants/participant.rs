//! What every export of Zoom says of a participant.

use std::sync::Arc;

use bonafide_model::{
    Access, Artifact, Channel, EmailUse, Fact, Identifier, Outcome, Place, Reject,
    value::{self, Email, Mac, PersonName},
};
use jiff::Timestamp;

use crate::{
    guests,
    naming::{Written, directory, public_ip, uses},
    object::Object,
    telling::{Field, Telling},
};

/// Somebody in a meeting.
pub(crate) struct Participant<'a> {
    fields: &'a Object<'a>,
    key: String,
    email: Option<Email>,
    joined: Timestamp,
}

impl<'a> Participant<'a> {
    /// Reads who it is; `None` for telephones and for nobody.
    pub(crate) fn of(fields: &'a Object<'a>) -> Result<Option<Self>, Reject> {
        if fields.text("device").is_some_and(|it| it == "Phone") {
            return Ok(None);
        }
        let email = fields.text("email").and_then(|it| Email::parse(&it).ok());
        let machine = || fields.any(&["harddisk_id", "mac_addr", "ip_address", "user_id"]);
        let name = fields.text("user_name").map(|it| guests::key(&it, machine()));
        let Some(key) = email.as_ref().map(|it| it.reveal().to_owned()).or(name) else {
            return Ok(None);
        };
        let joined = fields.require_time(&["join_time"])?;
        Ok(Some(Self { fields, key, email, joined }))
    }

    /// Begins with the participant's own identifiers and the name shown.
    pub(crate) fn telling(&self, source: &'static str) -> Telling {
        let mut telling = Telling::of_person(source, self.key.as_str()).dated(self.joined);
        if let Some(email) = &self.email {
            telling.say(Fact::Knows(Identifier::Mailbox(email.clone())));
            telling.say(Fact::Email(email.clone(), EmailUse::Unknown));
        }
        telling
            .say_all(directory(self.fields.any(&["id", "participant_user_id"])).map(Fact::Knows));
        // A shown name may be a phone's or a room's; what is no name is no mistake.
        telling.say_all(
            self.fields
                .text("user_name")
                .and_then(|it| PersonName::parse(&it).ok())
                .map(Fact::ShownAs),
        );
        telling
    }

    /// Says what tells one machine from another.
    pub(crate) fn tell_machine(&self, telling: &mut Telling) {
        for mac in several(self.fields, "mac_addr") {
            let mac = telling.read(Some(Field::new("mac_addr", &mac)), Mac::parse);
            telling.say_all(mac.map(|it| Fact::Uses(Artifact::ClientMac(it))));
        }
        for id in several(self.fields, "harddisk_id") {
            telling.say(uses(Artifact::DiskId, &id));
        }
        telling.say_all(self.machine().map(|it| Fact::Uses(Artifact::ClientName(it))));
    }

    /// The time in the meeting.
    pub(crate) fn access(&self, telling: &mut Telling) -> Access {
        let mut access = Access::new(Channel::Meeting, self.joined);
        let left = self.fields.text("leave_time");
        access.until = left
            .and_then(|it| telling.read(Some(Field::new("leave_time", &it)), value::parse_time));
        if self.fields.text("status").is_some_and(|it| it == "in_waiting_room") {
            access.outcome = Outcome::Failure;
        }
        access.ip = public_ip(telling, self.fields, "ip_address");
        access.client = self.machine();
        access.os = self.fields.any(&["os", "device"]).map(|it| Arc::from(&*it));
        access.vendor_place = self.place();
        access
    }

    fn machine(&self) -> Option<Arc<str>> {
        self.fields.text("pc_name").map(|it| it.to_lowercase().into())
    }

    /// `Riverside (US)`.
    fn place(&self) -> Option<Place> {
        let text = self.fields.text("location")?;
        let (city, rest) = text.split_once('(')?;
        let country = rest.trim_end().strip_suffix(')')?;
        let city = Some(city.trim()).filter(|it| !it.is_empty());
        Written { country: Some(country), city, ..Written::default() }.place()
    }
}

/// The parts of a field that may hold several.
fn several(fields: &Object<'_>, name: &str) -> Vec<String> {
    let text = fields.text(name).unwrap_or_default();
    text.split([',', ';']).map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}
