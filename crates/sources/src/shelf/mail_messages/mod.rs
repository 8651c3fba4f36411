//! Mail messages: who wrote under which names, from which address and with which clock, and whether the sender's domain
//! stands by it.
//!
//! How to get it: save messages as `.eml`, export a folder as mbox (Thunderbird, Apple Mail, Google Takeout or Vault), or give
//! a maildir. The gate turns each message into `{"mail":{…}}` without its text and subject.
//!
//! Shape: ours, made by the gate from RFC 5322 (header), RFC 3848 (`ESMTPSA` is a submission with a login), RFC 8601
//! (`Authentication-Results`). Seen in public list archives: `X-Originating-IP: [203.0.113.7]` of Exchange, Gmail's
//! `from [192.168.0.2] (host. [203.0.113.7]) by smtp.example with ESMTPSA`, webmail's `from [203.0.113.7] by web.example via HTTP`. From Microsoft's pages:
//! `X-MS-Exchange-Organization-AuthAs` is `Internal` for mail of the organization itself and is removed on the way in. From
//! memory: the names of other services' headers for the sender's address.
//!
//! A header is what the sender wrote. So of mail that failed the checks of the sender's own domain nothing is kept but that it
//! failed; and mail of lists and machines says nothing about a person.

#[cfg(test)]
mod tests;

use std::{net::IpAddr, sync::Arc};

use bonafide_model::{
    Access, Artifact, Channel, EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    value::{self, Email, ValueError},
};
use jiff::Timestamp;

use crate::{
    Source,
    correspondent::Correspondent,
    naming,
    object::{Object, objects, texts},
};

const ID: &str = "mail_messages";
/// Why a record that says nothing would be passed over; a mailbox always says something.
const NOTHING: &str = "nothing of use";
/// Minutes from UTC that any clock on land has. Published (tz database): -12:00 to +14:00.
const OFFSETS_MINUTES: std::ops::RangeInclusive<i16> = -12 * 60..=14 * 60;
/// Letters from which a word of a name in a file's name tells whose file it is.
const TELLING_LETTERS: usize = 3; // guess: `li.pdf` may be anything
/// Protocols of a submission with a login, so that the first machine is the writer's own (RFC 3848, RFC 6531).
const SUBMISSIONS: &[&str] =
    &["ESMTPA", "ESMTPSA", "LMTPA", "LMTPSA", "UTF8SMTPA", "UTF8SMTPSA", "UTF8LMTPA", "UTF8LMTPSA"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "any",
    title: "Mail messages by their headers",
    feeds: &[Need::Mail],
    how: "messages saved as `.eml`, folders exported as mbox, or a maildir; text and subject are not kept",
    permission: "whoever owns the mailbox, or an administrator with eDiscovery or Vault rights",
    tells: "under which names and mailboxes somebody wrote, which other mailbox answers should go to, the offset of the writer's clock, the address that a message was submitted from, files attached under the writer's own name, and mail that failed the checks of its domain",
    cannot: "webmail of large providers hides the writer's address and often the offset; mail of lists and machines is passed over; Outlook's .pst and .msg have to be exported first",
    shape_from: "vendor reference: RFC 5322, 3848 and 8601, headers seen in public list archives; from memory: headers of other services for the sender's address",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record)
        .ok()
        .and_then(|it| it.inside("mail"))
        .is_some_and(|it| it.has("from") || it.has("received") || it.has("date"))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let whole = Object::of(record)?;
    let mail = whole.inside("mail").ok_or_else(|| {
        Reject::new("expected a mail as the gate reads it; give it as .eml or mbox")
    })?;
    let from = mail.json("from").unwrap_or_default();
    let Some(writer) = objects(&from).iter().find_map(|it| Correspondent::of(it, "address")) else {
        return Ok(Reading::PassOver("mail without a sender's address"));
    };
    let writer = writer.map_err(|err| Reject::new(format!("`from`: {err}")))?;
    if mail.flag("automatic") == Some(true) || writer.is_machine() {
        return Ok(Reading::PassOver("mail of a list or a machine"));
    }
    let is_internal =
        mail.text("authenticated_as").is_some_and(|it| it.eq_ignore_ascii_case("Internal"));
    let used = if is_internal { EmailUse::Work } else { EmailUse::Unknown };
    let date = mail.text("date");
    let read = date.as_deref().map(value::parse_time);
    let at = read.as_ref().and_then(|it| it.as_ref().ok()).copied();
    let mut telling = writer.telling(ID, used, at);
    if let Some(Err(err)) = &read {
        telling.unread("date", err);
    }
    if mail.has("unread") {
        telling
            .unread("attachments", &ValueError::Expected("a mail whose parts can be told apart"));
    }
    if is_unproven(&mail) {
        telling.say(Fact::MailUnproven);
        return telling.finish(NOTHING);
    }
    telling.say(Fact::Knows(Identifier::Mailbox(writer.mailbox.clone())));
    let message = Message { mail: &mail, writer: &writer };
    telling.say_all(message.other_mailbox().map(|it| Fact::Email(it, EmailUse::Unknown)));
    // Within an organization people pass on others' files.
    if !is_internal {
        telling.say_all(message.own_files().into_iter().map(Fact::NamesFile));
    }
    if !message.is_sent_for_another() {
        let offset = mail.text("offset");
        telling.say_all(offset.as_deref().and_then(clock_offset).map(Fact::ClockOffset));
        let machine = message.machine();
        telling.say_all(machine.as_ref().and_then(Machine::name).map(Fact::Uses));
        if let Some(at) = at {
            telling.access(message.access(at, machine));
        }
    }
    telling.finish(NOTHING)
}

/// The offset that the writer's clock wrote, in minutes; servers write UTC for whomever, so that one says nothing.
fn clock_offset(zone: &str) -> Option<i16> {
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        (_, _) => return None,
    };
    if digits.len() != 4 || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let number: i16 = digits.parse().ok()?;
    let minutes = sign * (number / 100 * 60 + number % 100);
    (minutes != 0 && OFFSETS_MINUTES.contains(&minutes)).then_some(minutes)
}

/// Whether the server that took the mail in found that it did not come from the sender's domain.
fn is_unproven(mail: &Object<'_>) -> bool {
    let checks = mail.json("authentication").unwrap_or_default();
    // The first is the receiver's own; those below it may have been written by the sender.
    let Some(results) = objects(&checks).first().and_then(|it| it.json("results")) else {
        return false;
    };
    let results = objects(&results);
    let verdicts = |method: &str| {
        let of_method =
            results.iter().filter(|it| it.text("method").is_some_and(|it| it == method));
        of_method.filter_map(|it| it.text("result")).map(|it| it.into_owned()).collect::<Vec<_>>()
    };
    let is = |verdicts: &[String], wanted: &[&str]| {
        verdicts.iter().any(|it| wanted.contains(&it.as_str()))
    };
    let (dmarc, spf, dkim) = (verdicts("dmarc"), verdicts("spf"), verdicts("dkim"));
    if is(&dmarc, &["pass", "bestguesspass"]) {
        return false;
    }
    is(&dmarc, &["fail"])
        || is(&spf, &["fail", "softfail"]) && !is(&dkim, &["pass"])
        || is(&dkim, &["fail"]) && !is(&spf, &["pass"]) && !is(&dkim, &["pass"])
}

/// Whether a hop is that of a writer with a login, or of a browser at a webmail service, which is named by its address.
fn is_from_writer(hop: &Object<'_>) -> bool {
    let is = |name: &str, wanted: &[&str]| {
        hop.text(name).is_some_and(|it| wanted.iter().any(|wanted| it.eq_ignore_ascii_case(wanted)))
    };
    let greeting = hop.text("from").unwrap_or_default();
    let is_address = value::parse_ip(greeting.trim_matches(['[', ']'])).is_ok();
    is("with", SUBMISSIONS) || is_address && (is("with", &["HTTP"]) || is("via", &["HTTP"]))
}

struct Message<'m> {
    mail: &'m Object<'m>,
    writer: &'m Correspondent,
}

/// The machine that a mail was submitted from, as the first server saw it.
struct Machine {
    ip: Option<IpAddr>,
    greeting: Option<String>,
}

impl Machine {
    /// Its name, if it gave one that is its own: mail programs greet with the machine's name, with its address, or all alike.
    fn name(&self) -> Option<Artifact> {
        let name = self.greeting.as_deref().filter(|it| !it.contains(['.', '[']))?;
        naming::host(name)?;
        Some(Artifact::ClientName(name.to_lowercase().into()))
    }
}

impl Message<'_> {
    /// The one mailbox that answers should go to, if it is another one of a person.
    fn other_mailbox(&self) -> Option<Email> {
        let reply_to = self.mail.json("reply_to")?;
        let reply_to = objects(&reply_to);
        let [only] = reply_to.as_slice() else { return None };
        let other = Correspondent::of(only, "address")?.ok()?;
        let is_other = other.mailbox.mailbox_key() != self.writer.mailbox.mailbox_key();
        (is_other && !other.is_machine()).then_some(other.mailbox)
    }

    /// Attached files that are called after the writer: whoever passes on another's résumé does not call it so.
    fn own_files(&self) -> Vec<Arc<str>> {
        let Some(name) = &self.writer.name else { return Vec::new() };
        let attached = self.mail.json("attachments").unwrap_or_default();
        let is_own = |it: &Object<'_>| {
            let called = it.text("name").unwrap_or_default().to_lowercase();
            let mut words = called.split(|it: char| !it.is_alphanumeric());
            let is_telling = |it: &str| it.chars().count() >= TELLING_LETTERS;
            words.any(|word| is_telling(word) && name.tokens().iter().any(|it| it == word))
        };
        objects(&attached)
            .iter()
            .filter(|it| is_own(it))
            .filter_map(|it| it.text("file").map(|it| Arc::from(&*it)))
            .collect()
    }

    /// Whether a service or an assistant sent it in the writer's name, so that clock and machine are another's.
    fn is_sent_for_another(&self) -> bool {
        let sender = self.mail.json("sender").unwrap_or_default();
        let sender = objects(&sender).iter().find_map(|it| Correspondent::of(it, "address"));
        sender.is_some_and(|it| it.is_ok_and(|it| it.mailbox != self.writer.mailbox))
    }

    fn machine(&self) -> Option<Machine> {
        let public = |it: &str| value::parse_ip(it).ok().filter(|it| value::is_public(*it));
        let named = self.mail.json("originating_ip").unwrap_or_default();
        let named = texts(&named).iter().find_map(|it| public(it));
        let hops = self.mail.json("received").unwrap_or_default();
        let hops = objects(&hops);
        // Latest first, so the last is the server that took the mail from the writer.
        let first = hops.last().filter(|it| is_from_writer(it));
        let Some(first) = first else {
            return named.map(|it| Machine { ip: Some(it), greeting: None });
        };
        let ips = first.json("ips").unwrap_or_default();
        // Behind the greeting stands the address that the server itself saw.
        let seen = texts(&ips).iter().rev().find_map(|it| public(it));
        Some(Machine { ip: named.or(seen), greeting: first.text("from").map(|it| it.into_owned()) })
    }

    fn access(&self, at: Timestamp, machine: Option<Machine>) -> Access {
        let mut access = Access::new(Channel::Office, at);
        access.ip = machine.and_then(|it| it.ip);
        access.client = self.mail.text("program").map(|it| Arc::from(&*it));
        access
    }
}
