//! Logons, remote desktop sessions and the gateway before them.

use bonafide_model::{
    Access, Artifact, Channel, Fact, Outcome, Reading, Reject, value, value::ValueError,
};

use super::event::{Account, Event};
use crate::{
    naming::uses,
    telling::{Field, Telling},
};

/// Why an event that says nothing would be passed over; a login always says something.
const NOTHING: &str = "nothing of use";
const NOBODY: &str = "a logon that names no person";
/// Ways of logging on that put somebody in front of the machine: interactive, unlock, cached, cached unlock. Published in
/// Microsoft's event reference.
const AT_THE_MACHINE: &[&str] = &["2", "7", "11", "13"];
/// Over a remote desktop, also with cached credentials.
const REMOTE: &[&str] = &["10", "12"];
/// Over the network: so the first step of a remote desktop is written, which asks for the password before the session.
const NETWORK: &str = "3";
/// The account does not exist: published in Microsoft's event reference.
const NO_SUCH_ACCOUNT: &str = "0xc0000064";

pub(super) fn logged_on(event: &Event<'_>) -> Result<Reading, Reject> {
    let kind = event.text("LogonType").unwrap_or_default();
    let is_local = AT_THE_MACHINE.contains(&&*kind);
    if !is_local && !REMOTE.contains(&&*kind) {
        return Ok(Reading::PassOver("a logon that put nobody at a desktop"));
    }
    let Some(account) = account(event, "TargetDomainName", "TargetUserName") else {
        return Ok(Reading::PassOver(NOBODY));
    };
    // Who comes back to a remote session unlocks it, with the client's address.
    if is_local && event.is_at_the_machine("IpAddress") {
        return held(event, &account);
    }
    remote(event, &account, "IpAddress")
}

pub(super) fn failed(event: &Event<'_>) -> Result<Reading, Reject> {
    let is_unknown = ["Status", "SubStatus"]
        .iter()
        .any(|it| event.text(it).is_some_and(|it| it.eq_ignore_ascii_case(NO_SUCH_ACCOUNT)));
    if is_unknown {
        return Ok(Reading::PassOver("a failed logon to an account that does not exist"));
    }
    let kind = event.text("LogonType").unwrap_or_default();
    let is_remote = kind == NETWORK || REMOTE.contains(&&*kind);
    let Some(account) = account(event, "TargetDomainName", "TargetUserName") else {
        return Ok(Reading::PassOver(NOBODY));
    };
    let mut telling = account.telling(event.at);
    let mut access = Access::new(Channel::VirtualDesktop, event.at);
    access.outcome = Outcome::Failure;
    access.ip = address(event, "IpAddress", &mut telling);
    if !is_remote || access.ip.is_none() {
        return Ok(Reading::PassOver("a failed logon that did not come from outside"));
    }
    telling.access(access);
    telling.finish(NOTHING)
}

/// A session was taken up again or left, from a client that is named.
pub(super) fn reconnected(event: &Event<'_>) -> Result<Reading, Reject> {
    session(event, true)
}

/// The client of a session that is never taken up again is named only when it is left.
pub(super) fn disconnected(event: &Event<'_>) -> Result<Reading, Reject> {
    session(event, false)
}

fn session(event: &Event<'_>, is_start: bool) -> Result<Reading, Reject> {
    let Some(account) = account(event, "AccountDomain", "AccountName") else {
        return Ok(Reading::PassOver(NOBODY));
    };
    let client = event.text("ClientName").filter(|it| !it.eq_ignore_ascii_case("unknown"));
    if event.is_at_the_machine("ClientAddress") && client.is_none() {
        return if is_start {
            held(event, &account)
        } else {
            Ok(Reading::PassOver("a session left at the machine itself"))
        };
    }
    let mut telling = account.telling(event.at);
    let client = client.map(|it| it.to_lowercase());
    telling.say_all(client.as_deref().map(|it| uses(Artifact::ClientName, it)));
    if is_start {
        let mut access = Access::new(Channel::VirtualDesktop, event.at);
        access.ip = address(event, "ClientAddress", &mut telling);
        access.client = client.map(Into::into);
        telling.access(access);
    } else if client.is_none() {
        return Ok(Reading::PassOver("a session that was left"));
    }
    telling.finish(NOTHING)
}

/// A session of the local session manager: `User` with its domain, `Address` of the client.
pub(super) fn managed(event: &Event<'_>) -> Result<Reading, Reject> {
    let Some(account) = account(event, "", "User") else {
        return Ok(Reading::PassOver(NOBODY));
    };
    if event.is_at_the_machine("Address") {
        return held(event, &account);
    }
    remote(event, &account, "Address")
}

/// The remote connection manager has only numbered parameters.
pub(super) fn authenticated(event: &Event<'_>) -> Result<Reading, Reject> {
    let Some(account) = account(event, "Param2", "Param1") else {
        return Ok(Reading::PassOver(NOBODY));
    };
    remote(event, &account, "Param3")
}

/// The gateway let somebody through to a machine inside.
pub(super) fn through_gateway(event: &Event<'_>) -> Result<Reading, Reject> {
    let Some(account) = account(event, "", "Username") else {
        return Ok(Reading::PassOver(NOBODY));
    };
    remote(event, &account, "IpAddress")
}

fn account(event: &Event<'_>, domain: &str, name: &str) -> Option<Account> {
    Account::of(event.text(domain).as_deref(), &event.text(name)?)
}

/// Somebody sits at the machine.
fn held(event: &Event<'_>, account: &Account) -> Result<Reading, Reject> {
    let Some(mut telling) = event.machine()? else {
        return Ok(Reading::PassOver(super::NAMELESS));
    };
    telling.say(Fact::HeldBy(account.login.identifier()));
    telling.finish(NOTHING)
}

/// Somebody uses the machine from elsewhere.
fn remote(event: &Event<'_>, account: &Account, field: &str) -> Result<Reading, Reject> {
    let mut telling = account.telling(event.at);
    let mut access = Access::new(Channel::VirtualDesktop, event.at);
    access.ip = address(event, field, &mut telling);
    telling.access(access);
    telling.finish(NOTHING)
}

/// The client's address, if it is a public one.
fn address(event: &Event<'_>, name: &str, telling: &mut Telling) -> Option<std::net::IpAddr> {
    let text = event.text(name)?;
    let parse = |it: &str| -> Result<_, ValueError> { value::parse_ip(it) };
    telling.read(Some(Field::new(name, &text)), parse).filter(|it| value::is_public(*it))
}
