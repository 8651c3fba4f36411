//! Audit events: those by which second factors are taken off an account or change, and those by which somebody lets an
//! application act in their name.
//!
//! Who registers a factor leaves an event that names neither phone nor app; the account's change beside it does. The
//! address in these events is mostly that of a service of Microsoft's, so they are no uses by a person.

use bonafide_model::{Fact, Reading, Reject};
use jiff::Timestamp;

use super::{ID, NOTHING, TIME};
use crate::{
    naming::{Login, directory},
    object::{Object, objects},
    strong_authentication,
    telling::Telling,
};

/// Names of activities by which factors are taken off, lower case. Seen: the first. From Microsoft's list of audit
/// activities: the second.
const RESETS: &[&str] = &["disable strong authentication", "admin deleted security info"];
/// The same of those by which somebody sets up a factor.
const REGISTRATIONS: &[&str] = &[
    "admin registered security info",
    "user changed default security info",
    "user registered all required security info",
    "user registered security info",
    "user started security info registration",
];

pub(super) fn read(row: &Object<'_>, event: &Object<'_>) -> Result<Reading, Reject> {
    let activity = event
        .text("activityDisplayName")
        .or_else(|| row.text("operationName"))
        .unwrap_or_default()
        .to_lowercase();
    if REGISTRATIONS.contains(&activity.as_str()) {
        return Ok(Reading::PassOver("a registration that names neither phone nor app"));
    }
    let is_reset = RESETS.contains(&activity.as_str());
    if !is_reset && activity != "consent to application" && activity != "update user" {
        return Ok(Reading::PassOver("an audit event of another kind"));
    }
    if event.text("result").is_some_and(|it| !it.eq_ignore_ascii_case("success")) {
        return Ok(Reading::PassOver("a change that did not happen"));
    }
    let at = if event.any(TIME).is_some() {
        event.require_time(TIME)?
    } else {
        row.require_time(&["time"])?
    };
    let json = event.json("targetResources").unwrap_or_default();
    let targets = objects(&json);
    if activity == "consent to application" {
        return consented(event, &targets, at);
    }
    let Some(user) = targets.iter().find(|it| it.has("userPrincipalName")) else {
        return Err(Reject::new("expected the user whose account changed in `targetResources`"));
    };
    let login = Login::read(&user.require(&["userPrincipalName"])?);
    if is_reset {
        let mut telling = begun(&login, user, at);
        telling.say(Fact::FactorReset);
        return telling.finish(NOTHING);
    }
    updated(&login, user, at)
}

fn begun(login: &Login, user: &Object<'_>, at: Timestamp) -> Telling {
    let mut telling = login.telling(ID, at);
    telling.say_all(directory(user.text("id")).map(Fact::Knows));
    telling
}

/// Somebody let an application act in their name; what an administrator allows for everybody is nobody's own.
fn consented(event: &Object<'_>, targets: &[Object<'_>], at: Timestamp) -> Result<Reading, Reject> {
    let json = event.json("initiatedBy").unwrap_or_default();
    let user = Object::parse(&json).and_then(|it| it.inside("user"));
    let Some(user) = user.filter(|it| it.text("userPrincipalName").is_some()) else {
        return Ok(Reading::PassOver("not an act of a person"));
    };
    let named = targets.iter().find_map(|it| Some((it, it.text("displayName")?)));
    let Some((target, name)) = named else {
        return Ok(Reading::PassOver("a consent that names no application"));
    };
    let is_for_all = properties(target).iter().any(|(name, _, after)| {
        name == "ConsentContext.OnBehalfOfAll" && after.to_lowercase().contains("true")
    });
    if is_for_all {
        return Ok(Reading::PassOver("an application that an administrator allowed for everybody"));
    }
    let login = Login::read(&user.require(&["userPrincipalName"])?);
    let mut telling = begun(&login, &user, at);
    telling.say(Fact::AppGranted((*name).into()));
    telling.finish(NOTHING)
}

/// An account's properties changed.
fn updated(login: &Login, user: &Object<'_>, at: Timestamp) -> Result<Reading, Reject> {
    let mut telling = begun(login, user, at);
    let mut is_told = false;
    for (name, before, after) in properties(user) {
        is_told |= strong_authentication::tell(&mut telling, &name, &before, &after);
    }
    if !is_told {
        return Ok(Reading::PassOver(
            "a change of an account that tells nothing of second factors",
        ));
    }
    telling.finish(NOTHING)
}

/// Name, value before and value after of every changed property.
fn properties(target: &Object<'_>) -> Vec<(String, String, String)> {
    let json = target.json("modifiedProperties").unwrap_or_default();
    let text = |it: &Object<'_>, name: &str| it.json(name).unwrap_or_default().into_owned();
    objects(&json)
        .iter()
        .map(|it| (text(it, "displayName"), text(it, "oldValue"), text(it, "newValue")))
        .collect()
}
