//! What watch lists name, met with what a persona uses: the same typed values on both sides, whenever each was read.
//!
//! Names of people are on no list that we read, so none is compared. A use of a system that was refused is nobody's: whoever
//! tries passwords from a listed address tries everybody's.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use bonafide_model::{
    DeviceKey, Fact, Identifier, Indicator, NetworkKind, Outcome, Persona, Provenance, Said, Scene,
    Subject,
    value::{Handle, Site, utc_day},
};
use jiff::{Timestamp, civil::Date};

/// Prefix lengths from which a network is narrow enough to say something of who is in it. Guess: ranges that reports tie to
/// operators have 22 bits and more; a provider's smallest block of IPv6 has 32.
const NARROW_BITS: (u8, u8) = (22, 40);

/// A listed value that a persona uses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit<'a> {
    /// The value as it is listed.
    pub(crate) indicator: &'a Indicator,
    /// What each list says of it.
    pub(crate) listed: &'a [Said],
    /// The line that shows the use.
    pub(crate) line: &'a Provenance,
    /// The day of the use, where it is one use of many and not something that stays with a person.
    pub(crate) day: Option<Date>,
}

/// Listed values by the text under which two spellings meet.
pub(crate) struct Listed<'a> {
    by_key: BTreeMap<String, (&'a Indicator, &'a [Said])>,
    prefix_bits: BTreeSet<u8>,
}

impl<'a> Listed<'a> {
    /// Everything that the scan's lists name.
    pub(crate) fn of(scene: &Scene<'a>) -> Self {
        let all = &scene.linked.listed;
        let is_narrow = |it: &&Indicator| match it {
            Indicator::Network(IpAddr::V4(_), bits) => *bits >= NARROW_BITS.0,
            Indicator::Network(IpAddr::V6(_), bits) => *bits >= NARROW_BITS.1,
            // A domain at which everybody can open a mailbox names nobody.
            Indicator::Domain(domain) => !scene.lists.free_mail_domains.contains(&**domain),
            Indicator::Email(_)
            | Indicator::Phone(_)
            | Indicator::Handle(_)
            | Indicator::Wallet(_)
            | Indicator::Account(_)
            | Indicator::Serial(_) => true,
        };
        let kept = all.iter().filter(|(indicator, _)| is_narrow(indicator));
        let by_key: BTreeMap<_, _> = kept
            .filter_map(|(indicator, said)| Some((key(indicator)?, (indicator, said.as_slice()))))
            .collect();
        let bits = |it: &&Indicator| {
            if let Indicator::Network(_, bits) = it { Some(*bits) } else { None }
        };
        let prefix_bits = by_key.values().filter_map(|(it, _)| bits(it)).collect();
        Self { by_key, prefix_bits }
    }

    /// Whether nothing is listed.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// Listed values that a persona uses, one hit a value and line.
    pub(crate) fn used_by(&self, scene: &Scene<'a>, persona: &'a Persona) -> Vec<Hit<'a>> {
        let mut res = Vec::new();
        for (key, said) in own(persona) {
            res.extend(self.hit(&key, said.from(), None));
        }
        let changed = persona.find(|it| {
            if let Fact::AccountChanged { ip: Some(ip) } = it { Some(*ip) } else { None }
        });
        for (ip, said) in changed {
            res.extend(self.holding(scene, ip, (said.from(), said.first())));
        }
        for device in scene.devices(persona) {
            let serials = device
                .keys
                .iter()
                .filter_map(|it| if let DeviceKey::Serial(it) = it { Some(it) } else { None });
            let keys = serials.filter_map(|it| key(&Indicator::Serial(it.clone())));
            let line = device.said.first().map(Said::from);
            res.extend(keys.filter_map(|it| self.hit(&it, line?, None)));
        }
        let devices = scene.devices(persona).filter(|it| it.holders.len() == 1);
        let own = persona.footprint.cells.iter();
        let cells = own.chain(devices.flat_map(|it| it.footprint.cells.iter()));
        for (use_, cell) in cells.filter(|(it, _)| it.outcome == Outcome::Success) {
            let ips = [use_.ip.filter(|_| use_.anonymizer.is_none()), use_.factor_ip];
            for ip in ips.into_iter().flatten() {
                res.extend(self.holding(scene, ip, (&cell.example, Some(cell.first))));
            }
        }
        res
    }

    fn hit(&self, key: &str, line: &'a Provenance, day: Option<Date>) -> Option<Hit<'a>> {
        let (indicator, listed) = self.by_key.get(key)?;
        Some(Hit { indicator, listed, line, day })
    }

    /// Listed networks that hold an address; exits of VPNs and clouds are strangers' too.
    fn holding(
        &self,
        scene: &Scene<'a>,
        ip: IpAddr,
        (line, at): (&'a Provenance, Option<Timestamp>),
    ) -> Vec<Hit<'a>> {
        let is_shared_exit =
            matches!(scene.network(ip).kind, NetworkKind::Vpn | NetworkKind::Cloud);
        let Some(at) = at.filter(|_| !is_shared_exit) else { return Vec::new() };
        let day = utc_day(at);
        let keys = self.prefix_bits.iter().filter_map(|bits| key(&Indicator::network(ip, *bits)));
        let keys: BTreeSet<String> = keys.collect();
        keys.iter().filter_map(|it| self.hit(it, line, Some(day))).collect()
    }
}

/// The text by which a listed value and a used one meet; none for an account of which too little is known.
fn key(indicator: &Indicator) -> Option<String> {
    Some(match indicator {
        Indicator::Email(it) => format!("email:{}", it.mailbox_key()),
        Indicator::Domain(it) => format!("domain:{it}"),
        Indicator::Phone(it) => format!("phone:{}", it.e164()),
        Indicator::Network(ip, bits) => format!("network:{ip}/{bits}"),
        Indicator::Handle(it) => format!("profile:{}", it.key()),
        Indicator::Wallet(it) => format!("wallet:{}", it.reveal()),
        Indicator::Account(it) => format!("account:{}", it.joinable_key()?),
        Indicator::Serial(it) => format!("serial:{}", it.reveal()),
    })
}

/// Everything that a persona's own records name and a list could name.
fn own(persona: &Persona) -> Vec<(String, &Said)> {
    let mut meant: Vec<(Indicator, &Said)> = Vec::new();
    meant.extend(persona.emails().map(|(it, said)| (Indicator::Email(it.clone()), said)));
    meant.extend(persona.phones().map(|(it, said)| (Indicator::Phone(it.clone()), said)));
    meant.extend(persona.profiles().map(|(it, said)| (Indicator::Handle(it.clone()), said)));
    meant.extend(persona.accounts().map(|(it, said)| (Indicator::Account(it.clone()), said)));
    meant.extend(persona.wallets().map(|(it, said)| (Indicator::Wallet(it.clone()), said)));
    let sent = persona.find(|it| {
        if let Fact::SentDevice { serial: Some(serial), .. } = it { Some(serial) } else { None }
    });
    meant.extend(sent.map(|(it, said)| (Indicator::Serial(it.clone()), said)));
    let logins = persona.find(|it| {
        if let Fact::Knows(Identifier::CodeLogin(login)) = it { Some(login) } else { None }
    });
    let handles = logins.filter_map(|(login, said)| {
        let handle = Handle::new(hosting(said)?, login).ok()?;
        Some((Indicator::Handle(handle), said))
    });
    meant.extend(handles);
    let mails = persona.own_emails().map(|(it, said)| (it.domain(), said));
    let pages = persona.profiles().filter(|(it, _)| *it.site() == Site::Web);
    let hosts = pages.map(|(it, said)| (it.name().split('/').next().unwrap_or_default(), said));
    let under = mails.chain(hosts).flat_map(|(domain, said)| {
        let domains = with_those_above(domain);
        domains.into_iter().map(move |it| (Indicator::Domain(it.into()), said))
    });
    meant.extend(under.collect::<Vec<_>>());
    meant.into_iter().filter_map(|(it, said)| Some((key(&it)?, said))).collect()
}

/// Which hosting's logins the record names.
fn hosting(said: &Said) -> Option<Site> {
    let Subject::Record(record) = &said.subject else { return None };
    [("github", Site::GitHub), ("gitlab", Site::GitLab)]
        .into_iter()
        .find(|(vendor, _)| record.source.starts_with(vendor))
        .map(|(_, site)| site)
}

/// A domain and those that it is under, but for the last of all.
fn with_those_above(domain: &str) -> Vec<&str> {
    let above = domain.match_indices('.').filter_map(|(dot, _)| domain.get(dot + 1..));
    std::iter::once(domain).chain(above).filter(|it| it.contains('.')).collect()
}
