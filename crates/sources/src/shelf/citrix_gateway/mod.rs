//! Citrix Gateway (NetScaler Gateway): logins, sessions and published desktops, with the client's address.
//!
//! How to get it: audit log of the NetScaler (`ns.log`) or its syslog, modules SSLVPN and AAA.
//!
//! What was seen: heads and messages of other modules in splunk-connect-for-syslog's tests (Apache-2.0); LOGOUT, TCPCONNSTAT,
//! LOGIN_FAILED of another collector's tests; LOGIN and ICASTART in published examples. From memory: ICAEND_CONNSTAT.
//!
//! Its dates are written as the administrator chose, month first unless told otherwise. A line is read by whatever date in it
//! can't be confused, else by the day that the collector wrote before it, else month first.

mod message;
#[cfg(test)]
mod tests;

use bonafide_model::{Access, Channel, Need, Outcome, Reading, Record, Reject};

use crate::{
    Source,
    naming::{Login, person, public_ip},
    object::Object,
    syslog::Line,
};
use message::Message;

const ID: &str = "citrix_gateway";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Citrix",
    title: "Citrix Gateway: logins, sessions and started desktops with the client's address",
    feeds: &[Need::RemoteNetwork, Need::VirtualDesktops],
    how: "syslog of the NetScaler, or its `ns.log`, with the modules SSLVPN and AAA",
    permission: "read access to the syslog server, or a NetScaler administrator who may download logs",
    tells: "who logged in from which public address and browser, how long the session lasted, which published desktop or application was started from where, which logins were refused",
    cannot: "dates that could be day or month first are read month first unless the line or its head tells otherwise; times without GMT are read as UTC; no name of the client machine",
    shape_from: "real sample: splunk-connect-for-syslog (Apache-2.0) for the heads; vendor reference: NetScaler syslog messages; from memory: ICAEND_CONNSTAT",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Line::of(record).is_some_and(|it| is_of_firewall(it.text()) || Message::of(it.text()).is_some())
}

/// The appliance's application firewall writes CEF between the other messages.
fn is_of_firewall(text: &str) -> bool {
    text.contains("CEF:0|Citrix|NetScaler|")
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let line = Line::of(record);
    if line.as_ref().is_some_and(|it| is_of_firewall(it.text())) {
        return Ok(Reading::PassOver("a message of the application firewall"));
    }
    let Some(message) = line.as_ref().and_then(|it| Message::of(it.text())) else {
        return Err(Reject::new("expected a NetScaler audit message; export the log unchanged"));
    };
    let (channel, outcome) = match message.kind() {
        ("SSLVPN", "LOGIN") => (door(&message), Outcome::Success),
        ("SSLVPN", "LOGOUT") => (Channel::Vpn, Outcome::Success),
        ("SSLVPN", "ICASTART" | "ICAEND_CONNSTAT") => (Channel::VirtualDesktop, Outcome::Success),
        // Programs open connections whenever they like.
        ("SSLVPN", "TCPCONNSTAT") => (Channel::Device, Outcome::Success),
        ("AAA" | "SSLVPN", "LOGIN_FAILED") => (Channel::Vpn, Outcome::Failure),
        _ => return Ok(Reading::PassOver("a message of another kind")),
    };
    let Some(login) = login(&message) else {
        return Ok(Reading::PassOver("a message that names no person"));
    };
    let at = message.time()?;
    let mut telling = login.telling_of(outcome, ID, at);
    let mut access = Access::new(channel, at);
    access.outcome = outcome;
    let address = message.value("Client_ip").or_else(|| message.value("Source"));
    let address = address.map(|it| Object::of_pairs([("Client_ip", it)]));
    access.ip = address.and_then(|it| public_ip(&mut telling, &it, "Client_ip"));
    access.os = message.client_os().map(Into::into);
    if let Some((since, until)) = message.session() {
        access.at = since;
        access.until = Some(until);
    }
    telling.access(access);
    telling.finish("nothing of use")
}

/// A login that is only for published desktops is told by its client.
fn door(message: &Message<'_>) -> Channel {
    let client = message.value("SSLVPN_client_type").unwrap_or_default();
    if client.eq_ignore_ascii_case("ica") { Channel::VirtualDesktop } else { Channel::Vpn }
}

/// `User ada`, or `username:domainname ada:corp.example`.
fn login(message: &Message<'_>) -> Option<Login> {
    if let Some(name) = message.value("User") {
        return person(name);
    }
    let (name, domain) = message.value("username:domainname")?.split_once(':')?;
    if name.contains('@') || domain.is_empty() {
        return person(name);
    }
    person(name)?;
    person(&format!("{domain}\\{name}"))
}
