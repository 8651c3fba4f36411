//! What watch lists say: a value of some kind, by whom it is listed, since when, until when and how surely.
//!
//! Values become the same types as those of records, so that a list can be met with what people use. Lists write values so that
//! nobody clicks on them (`ada[at]mail[.]example`, `hxxps://…`), which is undone. Names of people are read nowhere.

use std::sync::Arc;

use bonafide_model::{
    Fact, Indicator, Reading, Reject, Subject,
    value::{
        self, AccountKind, BankAccount, Email, Handle, Phone, Serial, Site, ValueError, Wallet,
        utc_day,
    },
};
use jiff::{Timestamp, ToSpan, civil::Date};

use crate::telling::{Field, Telling, finish};

/// What kind of value a list names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A mail address.
    Email,
    /// A domain, or a host under one.
    Domain,
    /// A telephone number with its country code.
    Phone,
    /// A public address, or a network in CIDR notation.
    Network,
    /// A name on a site.
    Profile(Site),
    /// The address of a profile or page.
    Page,
    /// A wallet.
    Wallet,
    /// A bank account.
    Account,
    /// A device's serial number.
    Serial,
}

/// By whom something is listed, and for how long.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listing {
    /// The list, as its publisher names it.
    pub(crate) list: Arc<str>,
    /// Why, in the publisher's words for a class of things; never free text.
    pub(crate) why: Option<Arc<str>>,
    /// Times from the first to the last at which the publisher says so.
    pub(crate) seen: Vec<Timestamp>,
    /// Last day.
    pub(crate) until: Option<Date>,
    /// From 0 to 100.
    pub(crate) confidence: Option<u8>,
}

/// The listed values of one record, and those that could not be read.
#[derive(Debug, Default)]
pub(crate) struct Listings {
    told: Vec<Telling>,
    unread: Vec<(String, ValueError)>,
}

impl Listings {
    /// Says that a value is listed; one that cannot be read is noted. Without a kind, its form tells.
    pub(crate) fn say(&mut self, kind: Option<&Kind>, field: Field<'_>, listing: &Listing) {
        let read = match kind {
            Some(kind) => kind.read(field.text),
            None => Kind::proposed(field.text).and_then(|it| it.read(field.text)),
        };
        match read {
            Ok(indicator) => self.told.push(listing.telling(indicator)),
            Err(err) => self.unread(field.column, err),
        }
    }

    /// Notes a field that could not be read.
    pub(crate) fn unread(&mut self, column: &str, err: ValueError) {
        self.unread.push((column.to_owned(), err));
    }

    /// Reads a field that may be missing or broken.
    pub(crate) fn read<T>(
        &mut self,
        field: Option<Field<'_>>,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Option<T> {
        let field = field?;
        parse(field.text).map_err(|err| self.unread(field.column, err)).ok()
    }

    /// The answer; `idle` if the record lists nothing.
    pub(crate) fn finish(mut self, idle: &'static str) -> Result<Reading, Reject> {
        let Some(first) = self.told.first_mut() else {
            return match self.unread.first() {
                Some((column, err)) => Err(Reject::new(format!("column `{column}`: {err}"))),
                None => Ok(Reading::PassOver(idle)),
            };
        };
        for (column, err) in &self.unread {
            first.unread(column, err);
        }
        finish(self.told, idle)
    }
}

impl Listing {
    fn telling(&self, indicator: Indicator) -> Telling {
        let mut telling = Telling::about(Subject::Indicator(indicator));
        let fact = Fact::Listed {
            list: Arc::clone(&self.list),
            why: self.why.clone(),
            until: self.until,
            confidence: self.confidence,
        };
        if self.seen.is_empty() {
            telling.say(fact);
            return telling;
        }
        for at in &self.seen {
            telling.say_at(fact.clone(), Some(*at));
        }
        telling
    }
}

impl Kind {
    /// Reads a value of this kind.
    pub(crate) fn read(&self, text: &str) -> Result<Indicator, ValueError> {
        let text = armed(text);
        match self {
            Self::Email => match text.strip_prefix('@') {
                Some(domain) => domain_of(domain),
                None => Email::parse(&text).map(Indicator::Email),
            },
            Self::Domain => domain_of(&text),
            Self::Phone => Phone::parse(&text, None).map(Indicator::Phone),
            Self::Network => network(&text),
            Self::Profile(site) => Handle::new(site.clone(), &text).map(Indicator::Handle),
            Self::Page => Handle::parse_own_url(&text).map(Indicator::Handle),
            Self::Wallet => Wallet::parse(&text).map(Indicator::Wallet),
            Self::Account => BankAccount::parse(&text).map(Indicator::Account),
            Self::Serial => Serial::parse(&text).map(Indicator::Serial),
        }
    }

    /// The kind that a value's own form shows, where only one does.
    pub(crate) fn proposed(text: &str) -> Result<Self, ValueError> {
        let text = armed(text);
        let is = |kind: &Self| kind.read(&text).is_ok();
        let is_iban = BankAccount::parse(&text).is_ok_and(|it| it.kind() == AccountKind::Iban);
        let is_called = text.starts_with('+') || text.to_lowercase().starts_with("tel:");
        let has_path = text.contains('/');
        let forms = [
            (text.contains('@') && !has_path, Self::Email),
            (!text.contains(char::is_whitespace), Self::Network),
            (is_called, Self::Phone),
            (is_iban, Self::Account),
            (has_path, Self::Page),
            (!text.contains('.'), Self::Wallet),
            (!has_path, Self::Domain),
        ];
        let mut fitting = forms.into_iter().filter(|(is_formed, kind)| *is_formed && is(kind));
        fitting.next().map(|(_, kind)| kind).ok_or(ValueError::Expected(
            "a value whose kind its form shows, or its kind beside it (email, domain, phone, network, profile, wallet, \
             account, serial)",
        ))
    }

    /// The kind that a word names, as lists and their users write it.
    pub(crate) fn named(word: &str) -> Option<Self> {
        let folded = bonafide_model::Header::fold(word);
        Some(match folded.as_str() {
            "email" | "e_mail" | "mail" | "email_address" | "email_addr" | "email_src"
            | "email_dst" | "mailbox" => Self::Email,
            "domain" | "domain_name" | "mail_domain" | "hostname" | "host" | "fqdn" => Self::Domain,
            "phone" | "phone_number" | "telephone" | "mobile" | "tel" | "msisdn" => Self::Phone,
            "ip" | "ipv4" | "ipv6" | "ip_address" | "ipv4_addr" | "ipv6_addr" | "ip_addr"
            | "ip_src" | "ip_dst" | "network" | "cidr" | "ip_range" | "subnet" => Self::Network,
            "url" | "profile" | "profile_url" | "page" | "website" | "link" => Self::Page,
            "wallet"
            | "crypto"
            | "crypto_wallet"
            | "wallet_address"
            | "crypto_address"
            | "cryptocurrency_wallet"
            | "btc"
            | "bitcoin"
            | "eth"
            | "ethereum"
            | "trx"
            | "tron"
            | "usdt" => Self::Wallet,
            "account" | "bank_account" | "iban" | "bank_account_number" => Self::Account,
            "serial" | "serial_number" | "device_serial" | "device" => Self::Serial,
            _ => Self::Profile(site(&folded)?),
        })
    }
}

/// A site or service where people go by a name, from the word for it or for a name on it (`github_username`).
pub(crate) fn site(word: &str) -> Option<Site> {
    let word = bonafide_model::Header::fold(word);
    const ENDINGS: &[&str] = &[
        "_username",
        "_user",
        "_account",
        "_handle",
        "_login",
        "_profile",
        "_name",
        "_id",
        "_url",
    ];
    let ending = ENDINGS.iter().find(|it| word.ends_with(**it)).map_or(0, |it| it.len());
    // `LinkedIn` folds to `linked_in`.
    let service = word.get(..word.len() - ending)?.replace('_', "");
    Some(match service.as_str() {
        "github" => Site::GitHub,
        "gitlab" => Site::GitLab,
        "bitbucket" => Site::Bitbucket,
        "linkedin" => Site::LinkedIn,
        "telegram" => Site::Telegram,
        "upwork" => Site::Upwork,
        "freelancer" => Site::Freelancer,
        "fiverr" => Site::Fiverr,
        "twitter" | "x" => Site::X,
        "facebook" => Site::Facebook,
        "skype" | "discord" | "wechat" | "line" | "jabber" | "xmpp" | "slack" | "whatsapp"
        | "signal" | "instagram" | "npm" | "pypi" | "kaggle" | "stackoverflow" => {
            Site::Other(service)
        }
        _ => return None,
    })
}

/// The last day before an instant at which something ceases to count.
pub(crate) fn day_before(end: Timestamp) -> Date {
    let last = end.checked_sub(1.nanosecond()).unwrap_or(end);
    utc_day(last)
}

/// How sure a publisher is, from 0 to 100: a number, a percentage, or one of three words.
pub(crate) fn confidence(text: &str) -> Result<u8, ValueError> {
    const EXPECTED: ValueError =
        ValueError::Expected("a confidence from 0 to 100, or one of high, medium and low");
    // Published (STIX 2.1, appendix A): the middle of what none, low, medium and high stand for.
    match text.to_lowercase().as_str() {
        "high" => return Ok(85),
        "medium" | "med" | "moderate" => return Ok(50),
        "low" => return Ok(15),
        _ => {}
    }
    let number = text.trim_end_matches('%').trim();
    let number: f64 = number.replace(',', ".").parse().or(Err(EXPECTED))?;
    // `0.8` is a share; `1` may be either and counts as the lesser.
    let percent = if number < 1.0 && !text.contains('%') { number * 100.0 } else { number };
    if !(0.0..=100.0).contains(&percent) {
        return Err(EXPECTED);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in range")]
    Ok(percent.round() as u8)
}

/// A value as it was before somebody made it harmless.
fn armed(text: &str) -> String {
    let mut res = text.trim().to_owned();
    for (written, meant) in [
        ("[.]", "."),
        ("(.)", "."),
        ("{.}", "."),
        ("[dot]", "."),
        ("(dot)", "."),
        ("[@]", "@"),
        ("[at]", "@"),
        ("(at)", "@"),
        ("[:]", ":"),
        ("[://]", "://"),
    ] {
        if res.contains(written) {
            res = res.replace(written, meant);
        }
    }
    let is_link = res.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("hxxp"));
    if is_link {
        res.replace_range(..4, "http");
    }
    res
}

/// A domain without what lists put before it for "and all under it".
fn domain_of(text: &str) -> Result<Indicator, ValueError> {
    const EXPECTED: ValueError = ValueError::Expected("a domain (corp.example)");
    let domain = text.trim().trim_start_matches("*.").trim_matches('.').to_lowercase();
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |it: &&str| {
        !it.is_empty() && it.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '_'))
    };
    let ends_in_letters = labels.last().is_some_and(|it| it.chars().any(char::is_alphabetic));
    if labels.len() < 2 || !labels.iter().all(is_label) || !ends_in_letters {
        return Err(EXPECTED);
    }
    Ok(Indicator::Domain(domain.into()))
}

/// An address, or a network by its first address and the length of its prefix.
fn network(text: &str) -> Result<Indicator, ValueError> {
    const EXPECTED: ValueError =
        ValueError::Expected("a public IP address, or a network as address and length (`…/24`)");
    let (address, prefix) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
    let ip = value::parse_ip(address).or(Err(EXPECTED))?;
    let most = if ip.is_ipv4() { 32 } else { 128 };
    let prefix = prefix.map_or(Ok(most), |it| it.trim().parse::<u8>().or(Err(EXPECTED)))?;
    if prefix == 0 || prefix > most || !value::is_public(ip) {
        return Err(EXPECTED);
    }
    Ok(Indicator::network(ip, prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_shows_its_kind_or_is_refused() {
        for (text, kind) in [
            ("ada[at]mail[.]example", Kind::Email),
            ("198.51.100[.]7", Kind::Network),
            ("2001:db8::/48", Kind::Network),
            ("+1 202 555 0123", Kind::Phone),
            ("DE89 3704 0044 0532 0130 00", Kind::Account),
            ("hxxps://github[.]com/ada-dev", Kind::Page),
            ("github.com/ada-dev", Kind::Page),
            ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", Kind::Wallet),
            ("*.corp.example", Kind::Domain),
        ] {
            assert_eq!(Kind::proposed(text), Ok(kind), "{text}");
        }
        for text in ["ada-dev", "C02XTEST1234", "10.0.0.1", "0/0", "@ada", "Ada Quill"] {
            assert!(Kind::proposed(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_word_names_a_kind() {
        for (word, kind) in [
            ("E-Mail", Kind::Email),
            ("ipv4-addr", Kind::Network),
            ("GitHub username", Kind::Profile(Site::GitHub)),
            ("Telegram", Kind::Profile(Site::Telegram)),
            ("skype id", Kind::Profile(Site::Other("skype".to_owned()))),
        ] {
            assert_eq!(Kind::named(word), Some(kind), "{word}");
        }
        assert_eq!(Kind::named("sha256"), None);
    }

    #[test]
    fn a_network_begins_with_its_first_address() {
        let read = |text: &str| Kind::Network.read(text);
        assert_eq!(read("198.51.100.77/24"), read("198.51.100.0/24"));
        assert!(read("192.168.0.0/16").is_err() && read("198.51.100.0/33").is_err());
    }

    #[test]
    fn confidence_is_a_number_or_a_word() {
        let read = |text: &str| confidence(text).ok();
        assert_eq!(
            ["85", "0.8", "75 %", "High", "101", "sure"].map(read),
            [Some(85), Some(80), Some(75), Some(85), None, None]
        );
    }

    #[test]
    fn what_ends_at_midnight_counts_until_the_day_before() {
        let day = |text: &str| day_before(text.parse().expect("a time")).to_string();
        assert_eq!(day("2026-03-01T00:00:00Z"), "2026-02-28");
        assert_eq!(day("2026-03-01T10:00:00Z"), "2026-03-01");
    }
}
