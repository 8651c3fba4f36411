//! OpenVPN: the server's log, its status file, and the log database of OpenVPN Access Server.
//!
//! How to get it: the server's log (`verb 3`), directly or through syslog; the file of the `status` directive, versions 1 to 3;
//! for Access Server `logdba --csv`.
//!
//! What was seen: 51 lines of server logs in another collector's tests; status files of versions 2 and 3 and the header and
//! rows of Access Server's CSV in published code and examples. From OpenVPN's manual: `IV_HWADDR` is the hardware address of
//! the interface by which the client goes out, or another lasting id. From memory: the status file of version 1.
//!
//! A connection leaves some twenty lines; those that name person and address are uses, what repeats every hour when keys are
//! renewed is not. What a client tells of itself (`peer info`) comes before its name; such a line belongs to the connection
//! that is named on the same address and port within the minute.

mod access_server;
mod server_log;
mod status;
#[cfg(test)]
mod tests;

use bonafide_model::{Access, Channel, Need, Outcome, Reading, Record, Reject, value};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{Login, public_ip},
    object::Object,
    syslog::Line,
    telling::Telling,
};

const ID: &str = "openvpn_server";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "OpenVPN",
    title: "OpenVPN: connections of the server's log, its status file, and Access Server's log database",
    feeds: &[Need::RemoteNetwork, Need::Authenticators],
    how: "the server's log at `verb 3` (with `push-peer-info` on the clients it has their hardware addresses), the file of the `status` directive, or `logdba --csv` of Access Server",
    permission: "read access to the server's log folder; for Access Server its administrator",
    tells: "who connected from which public address, for Access Server how long, and which hardware address the client has",
    cannot: "times without a zone are read as UTC; a certificate that several people share counts as one login; the log has no length of sessions",
    shape_from: "vendor reference: OpenVPN manual (status, IV_HWADDR), Access Server log database; from memory: status version 1",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let is_export = Object::of(record).is_ok_and(|it| access_server::is_row(&it));
    is_export
        || Line::of(record)
            .is_some_and(|it| status::part(it.text()).is_some() || server_log::is_line(it.text()))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    if let Some(row) = Object::of(record).ok().filter(access_server::is_row) {
        return access_server::read(&row);
    }
    let Some(line) = Line::of(record) else {
        return Err(Reject::new(
            "expected a line of OpenVPN's log or status file, or a row of `logdba --csv`",
        ));
    };
    match status::part(line.text()) {
        Some(part) => part.read(),
        None => server_log::read(&line),
    }
}

/// One tunnel of a person.
struct Tunnel<'a> {
    login: &'a Login,
    at: Timestamp,
    /// Address and port as written.
    far_end: &'a str,
    outcome: Outcome,
}

impl Tunnel<'_> {
    fn telling(&self) -> (Telling, Access) {
        let mut telling = self.login.telling_of(self.outcome, ID, self.at);
        let mut access = Access::new(Channel::Vpn, self.at);
        access.outcome = self.outcome;
        let address = address(self.far_end);
        access.ip =
            public_ip(&mut telling, &Object::of_pairs([("Real Address", address)]), "Real Address");
        (telling, access)
    }
}

/// The address of `203.0.113.7:51514`, `[AF_INET6]2001:db8::5:1194`, `udp4:203.0.113.7:51514`, `tcp4-server:203.0.113.7`.
fn address(far_end: &str) -> &str {
    let far_end = far_end.trim();
    let far_end = match far_end.split_once(']') {
        Some((family, rest)) if family.starts_with("[AF_") => rest,
        _ => far_end,
    };
    let far_end = match far_end.split_once(':') {
        Some((protocol, rest)) if protocol.starts_with("udp") || protocol.starts_with("tcp") => {
            rest
        }
        _ => far_end,
    };
    let without_port = far_end.rsplit_once(':').filter(|(_, port)| is_port(port));
    match without_port {
        // An address of the sixth version has no brackets around it; without a port it still ends in digits.
        Some((address, _)) if value::parse_ip(address).is_ok() => address,
        _ => far_end,
    }
}

fn is_port(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit())
}
