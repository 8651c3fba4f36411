//! What each kind of operation says.

use std::sync::Arc;

use bonafide_model::{
    Access, Artifact, Channel, DataAction, Fact, Outcome, Reading, Reject, Subject,
};

use super::{
    event::Event,
    forwarding::{self, Forwarding},
};
use crate::{
    naming::{Login, managed, uses},
    strong_authentication,
    telling::{Telling, finish},
};

/// Why a record that says nothing would be passed over; a login always says something.
const NOTHING: &str = "nothing of use";
const NOT_DONE: &str = "an act that did not happen";
/// Kinds of request by which a program refreshes what it was given, lower case.
const BY_PROGRAM: &[&str] = &["oauth2:token"];
/// Trust of a device that the organization joined: published in Microsoft's schema.
const JOINED: &[&str] = &["1", "2"];
/// Kinds of people from outside, lower case: published in Microsoft's schema.
const OUTSIDERS: &[&str] = &["guest", "partner"];

/// Reads a record of one kind.
pub(super) type Act = fn(&Event<'_>) -> Result<Reading, Reject>;

/// Operations that are of use, lower case, without the full stop that the directory writes behind its own.
const ACTS: &[(&str, Act)] = &[
    ("addedtosecurelink", shared),
    ("anonymouslinkcreated", shared_by_link),
    ("consent to application", consented),
    ("disable strong authentication", factors_taken_off),
    ("filedownloaded", downloaded),
    ("filepreviewed", used),
    ("filesyncdownloadedfull", synchronized),
    ("fileuploaded", used),
    ("mailitemsaccessed", mail_read),
    ("new-inboxrule", forwarded),
    ("pageviewed", used),
    ("searchexportdownloaded", exported),
    ("searchexported", exported),
    ("send", used),
    ("set-inboxrule", forwarded),
    ("set-mailbox", forwarded),
    ("sharinginvitationcreated", shared),
    ("sharingset", shared),
    ("update user", account_changed),
    ("updateinboxrules", rule_written),
    ("userloggedin", signed_in),
    ("userloginfailed", sign_in_failed),
];

/// What reads the records of an operation, if they are of use.
pub(super) fn of(operation: &str) -> Option<Act> {
    let name = operation.trim().trim_end_matches('.').to_lowercase();
    ACTS.iter().find(|(it, _)| *it == name).map(|(_, act)| *act)
}

/// Goes on with the person who acted, if it was one and the act happened.
fn by_person(
    event: &Event<'_>,
    tell: impl FnOnce(&Login) -> Result<Reading, Reject>,
) -> Result<Reading, Reject> {
    let Some(actor) = event.actor() else {
        return Ok(Reading::PassOver("not an act of a person"));
    };
    if has_failed(event) { Ok(Reading::PassOver(NOT_DONE)) } else { tell(&actor) }
}

fn has_failed(event: &Event<'_>) -> bool {
    let status = event.text("ResultStatus").unwrap_or_default().to_lowercase();
    matches!(status.as_str(), "failed" | "failure" | "false")
}

fn used(event: &Event<'_>) -> Result<Reading, Reject> {
    by_person(event, |actor| {
        let mut telling = event.telling(actor);
        event.used(&mut telling);
        telling.finish(NOTHING)
    })
}

/// Something done with data by hand.
fn data(
    event: &Event<'_>,
    action: DataAction,
    object: Option<Arc<str>>,
) -> Result<Reading, Reject> {
    by_person(event, |actor| {
        let mut telling = event.telling(actor);
        telling.say(Fact::Data { action, object });
        event.used(&mut telling);
        telling.finish(NOTHING)
    })
}

fn file_name(event: &Event<'_>) -> Option<Arc<str>> {
    let whole = event.fields.any(&["SourceFileName", "ObjectId", "OfficeObjectId"])?;
    let name = whole.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    (!name.is_empty()).then(|| name.into())
}

fn downloaded(event: &Event<'_>) -> Result<Reading, Reject> {
    data(event, DataAction::Downloaded, file_name(event))
}

/// A program on the person's machine brought a file down, whenever it liked.
fn synchronized(event: &Event<'_>) -> Result<Reading, Reject> {
    by_person(event, |actor| {
        let mut telling = event.telling(actor);
        let object = file_name(event);
        telling.say(Fact::Data { action: DataAction::Downloaded, object });
        telling.finish(NOTHING)
    })
}

fn shared_by_link(event: &Event<'_>) -> Result<Reading, Reject> {
    data(event, DataAction::SharedOutside, file_name(event))
}

fn shared(event: &Event<'_>) -> Result<Reading, Reject> {
    let kind = event.text("TargetUserOrGroupType").unwrap_or_default().to_lowercase();
    if !OUTSIDERS.contains(&kind.as_str()) {
        return Ok(Reading::PassOver("a sharing with nobody from outside"));
    }
    data(event, DataAction::SharedOutside, file_name(event))
}

fn exported(event: &Event<'_>) -> Result<Reading, Reject> {
    let name = event.fields.any(&["ExportName", "Object1Name", "CaseName"]);
    data(event, DataAction::Exported, name.map(|it| Arc::from(&*it)))
}

fn mail_read(event: &Event<'_>) -> Result<Reading, Reject> {
    let kind = event.value("OperationProperties", "MailAccessType");
    if kind.is_some_and(|it| it.eq_ignore_ascii_case("Sync")) {
        return Ok(Reading::PassOver("a mailbox that a program keeps in step"));
    }
    used(event)
}

fn forwarded(event: &Event<'_>) -> Result<Reading, Reject> {
    sent_on(event, forwarding::of_command(event))
}

fn rule_written(event: &Event<'_>) -> Result<Reading, Reject> {
    sent_on(event, forwarding::of_rule(event))
}

fn sent_on(event: &Event<'_>, forwarding: Forwarding) -> Result<Reading, Reject> {
    match forwarding {
        Forwarding::None => Ok(Reading::PassOver("a rule or setting that sends no mail on")),
        Forwarding::Inside => Ok(Reading::PassOver("mail that is sent on within the organization")),
        Forwarding::Outside(domain) => data(event, DataAction::ForwardingSet, Some(domain.into())),
    }
}

fn signed_in(event: &Event<'_>) -> Result<Reading, Reject> {
    sign_in(event, Outcome::Success)
}

fn sign_in_failed(event: &Event<'_>) -> Result<Reading, Reject> {
    sign_in(event, Outcome::Failure)
}

/// The operation says whether it went through; the status only says that an answer was given.
fn sign_in(event: &Event<'_>, outcome: Outcome) -> Result<Reading, Reject> {
    let Some(actor) = event.actor() else {
        return Ok(Reading::PassOver("not an act of a person"));
    };
    let device = Client::of(event);
    let is_in = outcome == Outcome::Success;
    let company = managed("entra", device.id.as_deref().filter(|_| device.is_managed && is_in));
    let company = company.map(|key| {
        let mut telling = Telling::about(Subject::Device(key)).dated(event.at);
        telling.say(Fact::HeldBy(actor.identifier()));
        telling
    });
    let mut access = Access::new(Channel::SignIn, event.at);
    access.outcome = outcome;
    access.client = device.id.as_deref().or(device.name.as_deref()).map(Arc::from);
    access.os = device.os.as_deref().map(Arc::from);

    let request = event.value("ExtendedProperties", "RequestType").unwrap_or_default();
    if BY_PROGRAM.contains(&request.to_lowercase().as_str()) {
        let Some(mut telling) = company else {
            return Ok(Reading::PassOver("a sign-in that a program made by itself"));
        };
        access.channel = Channel::Device;
        access.ip = event.ip(&mut telling);
        if access.ip.is_some() {
            telling.access(access);
        }
        return telling.finish(NOTHING);
    }
    let mut telling = event.telling(&actor);
    access.ip = event.ip(&mut telling);
    let unmanaged = device.id.filter(|_| is_in && !device.is_managed);
    telling.say_all(unmanaged.map(|it| uses(Artifact::ClientDevice, &it)));
    telling.access(access);
    finish([Some(telling), company].into_iter().flatten(), NOTHING)
}

/// The client as the directory knows it.
struct Client {
    id: Option<String>,
    name: Option<String>,
    os: Option<String>,
    is_managed: bool,
}

impl Client {
    fn of(event: &Event<'_>) -> Self {
        let text = |name: &str| event.value("DeviceProperties", name);
        let trust = text("TrustType").or_else(|| text("DeviceTrustType")).unwrap_or_default();
        let is_both =
            text("IsCompliantAndManaged").is_some_and(|it| it.eq_ignore_ascii_case("true"));
        Self {
            // An all-zero id is what the directory writes for none.
            id: text("Id").filter(|it| managed("entra", Some(it)).is_some()),
            name: text("DisplayName"),
            os: text("OS"),
            is_managed: is_both || JOINED.contains(&trust.as_str()),
        }
    }
}

/// Somebody let an application act in their name; what an administrator allows for everybody is nobody's own.
fn consented(event: &Event<'_>) -> Result<Reading, Reject> {
    let is_for_all = event.properties().iter().any(|(name, _, after)| {
        name == "ConsentContext.OnBehalfOfAll" && after.to_lowercase().contains("true")
    });
    if is_for_all {
        return Ok(Reading::PassOver("an application that an administrator allowed for everybody"));
    }
    let Some(app) = event.target_name() else {
        return Ok(Reading::PassOver("a consent that names no application"));
    };
    by_person(event, |actor| {
        let mut telling = event.telling(actor);
        telling.say(Fact::AppGranted(app.into()));
        telling.finish(NOTHING)
    })
}

fn factors_taken_off(event: &Event<'_>) -> Result<Reading, Reject> {
    let mut telling = target(event)?;
    if has_failed(event) {
        return Ok(Reading::PassOver(NOT_DONE));
    }
    telling.say(Fact::FactorReset);
    telling.finish(NOTHING)
}

/// The subject is the account that changed, not who changed it.
fn account_changed(event: &Event<'_>) -> Result<Reading, Reject> {
    if has_failed(event) {
        return Ok(Reading::PassOver(NOT_DONE));
    }
    let mut telling = target(event)?;
    let mut is_told = false;
    for (name, before, after) in event.properties() {
        is_told |= strong_authentication::tell(&mut telling, &name, &before, &after);
    }
    if !is_told {
        return Ok(Reading::PassOver(
            "a change of an account that tells nothing of second factors",
        ));
    }
    telling.finish(NOTHING)
}

fn target(event: &Event<'_>) -> Result<Telling, Reject> {
    event.target().ok_or_else(|| Reject::new("expected the user whose account changed in `Target`"))
}
