//! One activity: when, in which application, by whom and from where, in each of the forms in which it is exported.

use bonafide_model::{Access, Channel, EmailUse, Fact, Identifier, Place, Reject, value::Email};
use jiff::Timestamp;

use super::{Event, ID};
use crate::{
    naming::{Login, Written, directory, public_ip},
    object::{Object, objects},
    telling::Telling,
};

/// The profile that stands for anybody who is not signed in.
const ANYBODY: &str = "105250506097979753968";
/// Why an activity without a person is passed over.
const NOBODY: &str = "not an act of a person";

/// One activity of the log.
pub(super) struct Activity<'a> {
    /// Google's name for the application, lower case.
    pub(super) application: String,
    /// When it happened.
    pub(super) at: Timestamp,
    /// The record, or what of it holds the address.
    from: Object<'a>,
    /// Name of the address's field there.
    address: &'static str,
    actor: Option<Actor>,
    events: Vec<Event>,
}

/// Who acted.
struct Actor {
    mailbox: Option<Email>,
    profile: Option<Identifier>,
    is_outsider: bool,
}

impl<'a> Activity<'a> {
    /// Whether a record looks like an activity.
    pub(super) fn is_one(fields: &Object<'_>) -> bool {
        let is_api = fields.inside("id").is_some_and(|it| it.has("applicationName"));
        is_api || is_flat(fields) || shared_with_cloud(fields).is_some()
    }

    /// Reads what every activity has.
    pub(super) fn of(fields: Object<'a>) -> Result<Self, Reject> {
        if let Some((payload, metadata)) = shared_with_cloud(&fields) {
            return Self::from_cloud(&fields, &payload, &metadata);
        }
        if is_flat(&fields) {
            return Self::from_flat(fields);
        }
        let id = fields.inside("id").unwrap_or_default();
        let at = id.require_time(&["time"]).map_err(|_place| {
            Reject::new("expected a time in `id.time`; export the activities whole")
        })?;
        let application = id.text("applicationName").unwrap_or_default().to_lowercase();
        let actor = fields.inside("actor").and_then(|it| Actor::of(&it));
        let json = fields.json("events").or_else(|| fields.json("event"));
        let events = match &json {
            Some(json) => objects(json).iter().map(Event::of).collect(),
            None => vec![Event::of(&fields)],
        };
        Ok(Self { application, at, from: fields, address: "ipAddress", actor, events })
    }

    /// The form without `id`, which does not say its application.
    fn from_flat(fields: Object<'a>) -> Result<Self, Reject> {
        let at = fields.require_time(&["timestamp"])?;
        let event = Event::of(&fields);
        let application = match event.kind.as_str() {
            "access" | "acl_change" => "drive",
            "auth" => "token",
            "call" | "conference_action" => "meet",
            _ => "login",
        };
        let actor = Actor::named(fields.text("email").as_deref(), fields.text("profileId"));
        Ok(Self {
            application: application.to_owned(),
            at,
            from: fields,
            address: "ip_address",
            actor,
            events: vec![event],
        })
    }

    fn from_cloud(
        fields: &Object<'a>,
        payload: &Object<'a>,
        metadata: &Object<'a>,
    ) -> Result<Self, Reject> {
        let at = fields.require_time(&["timestamp"])?;
        let service = payload.text("serviceName").unwrap_or_default().to_lowercase();
        let application = service.split('.').next().unwrap_or_default().to_owned();
        let who = payload.inside("authenticationInfo").unwrap_or_default();
        let actor = Actor::named(who.text("principalEmail").as_deref(), None::<&str>);
        let json = metadata.json("event").unwrap_or_default();
        let events = objects(&json).iter().map(Event::of).collect();
        let from = payload.inside("requestMetadata").unwrap_or_default();
        Ok(Self { application, at, from, address: "callerIp", actor, events })
    }

    /// What happened.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    /// Begins the telling of the actor.
    pub(super) fn person(&self) -> Result<Telling, &'static str> {
        let actor = self.actor.as_ref().ok_or(NOBODY)?;
        let mut telling = match (&actor.mailbox, &actor.profile) {
            (Some(mailbox), _) => self.somebody(mailbox.reveal(), actor.is_outsider),
            (None, Some(Identifier::Directory(id))) => {
                Telling::of_person(ID, id.clone()).dated(self.at)
            }
            (None, Some(_) | None) => return Err(NOBODY),
        };
        telling.say_all(actor.profile.clone().map(Fact::Knows));
        Ok(telling)
    }

    /// The actor's mailbox.
    pub(super) fn mailbox(&self) -> Option<&Email> {
        self.actor.as_ref()?.mailbox.as_ref()
    }

    /// Begins the telling of whoever has this mailbox; one of the organization unless it is an outsider's.
    pub(super) fn somebody(&self, mailbox: &str, is_outsider: bool) -> Telling {
        let login = Login::read(mailbox);
        if !is_outsider {
            return login.telling(ID, self.at);
        }
        let mut telling = Telling::of_person(ID, login.key.as_str()).dated(self.at);
        let identifier = login.identifier();
        telling.say(Fact::Knows(identifier.clone()));
        if let Identifier::Mailbox(mailbox) = identifier {
            telling.say(Fact::Email(mailbox, EmailUse::Unknown));
        }
        telling
    }

    /// A use at the time of the activity, from its address.
    pub(super) fn access(&self, telling: &mut Telling, channel: Channel) -> Access {
        let mut access = Access::new(channel, self.at);
        access.ip = public_ip(telling, &self.from, self.address);
        access.vendor_place = access.ip.and_then(|_| self.place());
        access
    }

    /// Tells of a use if it came from a public address, and whether it did: without one it may be a program's own.
    pub(super) fn tell_use(&self, telling: &mut Telling, channel: Channel) -> bool {
        let access = self.access(telling, channel);
        let is_public = access.ip.is_some();
        if is_public {
            telling.access(access);
        }
        is_public
    }

    /// Where Google places the address: a country and its subdivision (`FR-IDF`).
    fn place(&self) -> Option<Place> {
        let network = self.from.inside("networkInfo")?;
        let (country, region) = (network.text("regionCode"), network.text("subdivisionCode"));
        Written { country: country.as_deref(), region: region.as_deref(), ..Written::default() }
            .place()
    }
}

impl Actor {
    fn of(fields: &Object<'_>) -> Option<Self> {
        let kind = fields.text("callerType").unwrap_or_default();
        if matches!(&*kind, "KEY" | "APPLICATION") {
            return None;
        }
        let mut actor = Self::named(fields.text("email").as_deref(), fields.text("profileId"))?;
        actor.is_outsider = kind == "EXTERNAL_USER";
        Some(actor)
    }

    fn named(email: Option<&str>, profile: Option<impl AsRef<str>>) -> Option<Self> {
        let mailbox = email.and_then(|it| Email::parse(it).ok());
        let profile = directory(profile.filter(|it| it.as_ref() != ANYBODY));
        let is_somebody = mailbox.is_some() || profile.is_some();
        is_somebody.then_some(Self { mailbox, profile, is_outsider: false })
    }
}

/// The form of search tools: the event's own fields beside the actor's, and no `id`.
fn is_flat(fields: &Object<'_>) -> bool {
    ["unique_id", "timestamp", "email", "name", "parameters"].iter().all(|it| fields.has(it))
}

/// The payload of a log entry in Cloud Logging, and the activity in it.
fn shared_with_cloud<'a>(fields: &Object<'a>) -> Option<(Object<'a>, Object<'a>)> {
    let payload = fields.inside("protoPayload")?;
    let metadata = payload.inside("metadata")?;
    let is_activity =
        metadata.text("@type").is_some_and(|it| it.ends_with("ccc_hosted_reporting.ActivityProto"));
    is_activity.then_some((payload, metadata))
}
