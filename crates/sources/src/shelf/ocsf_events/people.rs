//! Authentication, Account Change and Tunnel Activity: what people did.

use std::sync::Arc;

use bonafide_model::{Access, Artifact, Channel, Fact, Outcome, Place, Reading, Reject};
use jiff::Timestamp;

use super::{ID, is_activity, machine, time};
use crate::{
    machines,
    naming::{Login, Written, directory, public_ip, uses},
    object::Object,
    telling::Telling,
};

/// Kinds of logon (`logon_type_id`) that put a person in front of a machine: interactive, unlock, remote, cached.
const AT_THE_MACHINE: &[&str] = &["2", "7", "10", "11", "12", "13"];
/// `user.type_id` of accounts that belong to no person: the system's own.
const SYSTEM: &str = "3";

pub(super) fn signed_in(event: &Object<'_>) -> Result<Reading, Reject> {
    if !is_activity(event, "1", "Logon") {
        return Ok(Reading::PassOver("an authentication that is no logon"));
    }
    let Some(user) = User::of(event) else {
        return Ok(Reading::PassOver("a logon of nobody by name"));
    };
    if let Some(kind) = event.text("logon_type_id").filter(|it| it != "0" && it != "99") {
        return logged_on(event, &user, &kind);
    }
    let at = time(event)?;
    let mut telling = user.telling(at);
    let access = access(event, Channel::SignIn, &mut telling, at);
    let is_own = event.at("device.is_personal").is_some_and(|it| it == "true")
        || event.at("device.is_managed").is_some_and(|it| it == "false");
    let client = event.at("device.uid").filter(|_| is_own && access.outcome == Outcome::Success);
    telling.say_all(client.map(|it| uses(Artifact::ClientDevice, &it)));
    telling.access(access);
    telling.finish("nothing of use")
}

/// A logon to a machine's own system: who holds the machine.
fn logged_on(event: &Object<'_>, user: &User, kind: &str) -> Result<Reading, Reject> {
    if !AT_THE_MACHINE.contains(&kind) || outcome(event) == Outcome::Failure {
        return Ok(Reading::PassOver("a logon that failed or put nobody in front of the machine"));
    }
    let Some(mut telling) = machine(event)? else {
        return Ok(Reading::PassOver("a logon to no machine by name"));
    };
    telling.say(Fact::HeldBy(user.login.identifier()));
    telling.finish("nothing of use")
}

pub(super) fn tunneled(event: &Object<'_>) -> Result<Reading, Reject> {
    if !is_activity(event, "1", "Open") {
        return Ok(Reading::PassOver("a tunnel that was not opened just then"));
    }
    let Some(user) = User::of(event) else {
        return Ok(Reading::PassOver("a tunnel of nobody by name"));
    };
    let at = time(event)?;
    let mut telling = user.telling(at);
    let access = access(event, Channel::Vpn, &mut telling, at);
    telling.access(access);
    telling.finish("nothing of use")
}

pub(super) fn changed(event: &Object<'_>) -> Result<Reading, Reject> {
    if !is_activity(event, "11", "MFA Factor Disable") {
        return Ok(Reading::PassOver("a change of an account that disables no factor"));
    }
    let Some(user) = User::named(event, "user") else {
        return Ok(Reading::PassOver("a change to nobody by name"));
    };
    if outcome(event) == Outcome::Failure {
        return Ok(Reading::PassOver("a reset that did not happen"));
    }
    if User::named(event, "actor.user").is_some_and(|it| it.login.key == user.login.key) {
        return Ok(Reading::PassOver("a factor that the person took off by themselves"));
    }
    let mut telling = user.telling(time(event)?);
    telling.say(Fact::FactorReset);
    telling.finish("nothing of use")
}

/// A person by the login of an event.
struct User {
    login: Login,
    uid: Option<String>,
}

impl User {
    /// Whom the event is about, else who acted.
    fn of(event: &Object<'_>) -> Option<Self> {
        Self::named(event, "user").or_else(|| Self::named(event, "actor.user"))
    }

    fn named(event: &Object<'_>, path: &str) -> Option<Self> {
        let at = |name: &str| event.at(&format!("{path}.{name}"));
        if at("type_id").is_some_and(|it| it == SYSTEM) {
            return None;
        }
        let named = || at("name").and_then(|it| machines::login(&it));
        let login = at("email_addr").map(|it| Login::read(&it)).or_else(named)?;
        Some(Self { login, uid: at("uid").map(|it| it.into_owned()) })
    }

    fn telling(&self, at: Timestamp) -> Telling {
        let mut telling = self.login.telling(ID, at);
        telling.say_all(directory(self.uid.as_deref()).map(Fact::Knows));
        telling
    }
}

fn outcome(event: &Object<'_>) -> Outcome {
    let is_failure = match event.text("status_id") {
        Some(id) => id == "2",
        None => event.text("status").is_some_and(|it| it.eq_ignore_ascii_case("failure")),
    };
    if is_failure { Outcome::Failure } else { Outcome::Success }
}

fn access(event: &Object<'_>, channel: Channel, telling: &mut Telling, at: Timestamp) -> Access {
    let mut access = Access::new(channel, at);
    access.outcome = outcome(event);
    access.ip = match event.inside("src_endpoint") {
        Some(source) => public_ip(telling, &source, "ip"),
        None => public_ip(telling, event, "src_endpoint.ip"),
    };
    let first = |paths: &[&str]| paths.iter().find_map(|it| event.at(it));
    let client =
        first(&["device.uid", "src_endpoint.uid", "device.hostname", "src_endpoint.hostname"]);
    access.client = client.map(|it| Arc::from(it.to_lowercase()));
    access.os = first(&["device.os.name", "src_endpoint.os.name"]).map(|it| Arc::from(&*it));
    access.vendor_place = place(event);
    access
}

fn place(event: &Object<'_>) -> Option<Place> {
    let at = |name: &str| event.at(&format!("src_endpoint.location.{name}"));
    let number = |name: &str| at(name)?.parse::<f64>().ok().filter(|it| it.is_finite());
    let (country, region, city) = (at("country"), at("region"), at("city"));
    Written {
        country: country.as_deref(),
        region: region.as_deref(),
        city: city.as_deref(),
        point: number("lat").zip(number("long")),
    }
    .place()
}
