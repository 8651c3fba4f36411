//! Sign-ins, second factors, and what people do to their own accounts.

use bonafide_model::{Channel, DataAction, EmailUse, Fact, Outcome, value::Email};

use super::{Activity, Event, Told, used};
use crate::{hr_applications::is_hr, telling::Field};

/// Google's own detections that speak of who uses an account; that a password leaked says nothing about its owner.
const DETECTIONS: &[&str] = &[
    "account_disabled_hijacked",
    "suspicious_login",
    "suspicious_login_less_secure_app",
    "suspicious_programmatic_login",
];
/// A challenge that was met, or that leads to a sign-in of its own.
const STEP: &str = "a step before the outcome";

/// Events of `login` and `user_accounts`, which Cloud Logging puts together.
pub(super) fn tell(activity: &Activity<'_>, event: &Event) -> Told {
    if event.kind == "account_warning" {
        return warned(activity, event);
    }
    match event.name.trim() {
        "login_success" => signed_in(activity, event, Outcome::Success),
        "login_failure" => signed_in(activity, event, Outcome::Failure),
        "login_challenge" if is_passed(event) => Err(STEP),
        "login_challenge" => signed_in(activity, event, Outcome::Failure),
        "login_verification" => verified(activity, event),
        "logout" => Err("a sign-out"),
        "2sv_disable" => without_factors(activity),
        "email_forwarding_out_of_domain" => forwarded(activity, event),
        "" => Err("an event without a name"),
        _ => used(activity, activity.person()?),
    }
}

fn signed_in(activity: &Activity<'_>, event: &Event, outcome: Outcome) -> Told {
    let mut telling = activity.person()?;
    let mut access = activity.access(&mut telling, Channel::SignIn);
    access.outcome = outcome;
    access.client = event.text("dusi").map(Into::into);
    telling.access(access);
    if event.flag("is_suspicious") == Some(true) {
        telling.say(Fact::Alerted("suspicious_login".into()));
    }
    Ok(vec![telling])
}

/// A second factor was asked for and answered.
fn verified(activity: &Activity<'_>, event: &Event) -> Told {
    if event.flag("is_second_factor") != Some(true) {
        return Err(STEP);
    }
    let mut telling = activity.person()?;
    let mut access = activity.access(&mut telling, Channel::SecondFactor);
    access.outcome = if is_passed(event) { Outcome::Success } else { Outcome::Failure };
    access.client = event.text("dusi").map(Into::into);
    telling.access(access);
    Ok(vec![telling])
}

/// `passed`, or `Challenge Passed.`
fn is_passed(event: &Event) -> bool {
    event.text("login_challenge_status").is_some_and(|it| it.to_lowercase().contains("passed"))
}

/// A warning of Google's about an account, which is not the actor's.
fn warned(activity: &Activity<'_>, event: &Event) -> Told {
    let name = event.name.trim();
    if name == "login_success" {
        return signed_in(activity, event, Outcome::Success);
    }
    if !DETECTIONS.contains(&name) {
        return Err("a warning that says nothing about who uses the account");
    }
    let mailbox = event.text("affected_email_address").filter(|it| Email::parse(it).is_ok());
    let mailbox = mailbox.ok_or("a warning that names no account")?;
    let mut telling = activity.somebody(mailbox, false);
    // In microseconds; the warning itself may come days later.
    let signed_in = event.text("login_timestamp").map(|it| Field::new("login_timestamp", it));
    let at = telling.read(signed_in, bonafide_model::value::parse_time);
    telling.say_at(Fact::Alerted(name.into()), Some(at.unwrap_or(activity.at)));
    Ok(vec![telling])
}

/// The person took their own second factors away.
fn without_factors(activity: &Activity<'_>) -> Told {
    let mut telling = activity.person()?;
    telling.say(Fact::FactorReset);
    activity.tell_use(&mut telling, Channel::Office);
    Ok(vec![telling])
}

/// Mail goes on to a mailbox outside, which is as a rule the person's own.
fn forwarded(activity: &Activity<'_>, event: &Event) -> Told {
    let mut telling = activity.person()?;
    let field = event.text("email_forwarding_destination_address");
    let field = field.map(|it| Field::new("email_forwarding_destination_address", it));
    let mailbox = telling.read(field, Email::parse);
    let domain = mailbox.as_ref().map(|it| it.domain().into());
    telling.say(Fact::Data { action: DataAction::ForwardingSet, object: domain });
    telling.say_all(mailbox.map(|it| Fact::Email(it, EmailUse::Unknown)));
    activity.tell_use(&mut telling, Channel::Office);
    Ok(vec![telling])
}

/// A sign-in to another vendor's application with the Google account.
pub(super) fn single_sign_on(activity: &Activity<'_>, event: &Event) -> Told {
    let outcome = match event.name.as_str() {
        "login_success" => Outcome::Success,
        "login_failure" => Outcome::Failure,
        _ => return Err("an event of another kind"),
    };
    let is_hr = event.text("application_name").is_some_and(is_hr);
    let mut telling = activity.person()?;
    let channel = if is_hr { Channel::HrPortal } else { Channel::SignIn };
    let mut access = activity.access(&mut telling, channel);
    access.outcome = outcome;
    telling.access(access);
    Ok(vec![telling])
}

/// An application was refused for the device or place of the client, or would have been if the rule were in force.
pub(super) fn by_device_and_place(activity: &Activity<'_>, event: &Event) -> Told {
    let is_trial = event.name.starts_with("MONITOR_MODE");
    let mut telling = activity.person()?;
    let mut access = activity.access(&mut telling, Channel::Office);
    access.outcome = if is_trial { Outcome::Success } else { Outcome::Failure };
    let device = event.text("CAA_DEVICE_ID").filter(|it| !it.eq_ignore_ascii_case("unknown"));
    access.client = device.map(Into::into);
    telling.access(access);
    Ok(vec![telling])
}
