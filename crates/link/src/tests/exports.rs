//! Ledgers in a few words, and short forms of what linking made of them.

use std::{net::IpAddr, sync::Arc};

use bonafide_model::{
    Access, AccountUse, AddressPurpose, Atlas, Channel, Coordinates, DeviceKey, EmailUse, Fact,
    Identifier, Indicator, Ledger, Linked, NetworkFacts, NetworkKind, PersonaId, Place, PlaceQuery,
    Provenance, RecordKey, Statement, Subject,
    value::{AddressParts, BankAccount, Email, Mac, PersonName, Phone, PostalAddress, Serial},
};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// The day of every scan.
pub(super) const AS_OF: &str = "2026-06-01";

/// Statements in the order they were made.
#[derive(Debug, Clone, Default)]
pub(super) struct Exports {
    pub(super) statements: Vec<(Statement, Provenance)>,
}

impl Exports {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A record says facts.
    pub(super) fn record(
        mut self,
        source: &'static str,
        key: &str,
        facts: impl IntoIterator<Item = Fact>,
    ) -> Self {
        self.say(Subject::Record(RecordKey::new(source, key)), "2026-01-05", facts);
        self
    }

    /// The same, on a day.
    pub(super) fn record_on(
        mut self,
        day: &str,
        (source, key): (&'static str, &str),
        facts: impl IntoIterator<Item = Fact>,
    ) -> Self {
        self.say(Subject::Record(RecordKey::new(source, key)), day, facts);
        self
    }

    /// A device export says facts.
    pub(super) fn device(
        mut self,
        key: DeviceKey,
        day: &str,
        facts: impl IntoIterator<Item = Fact>,
    ) -> Self {
        self.say(Subject::Device(key), day, facts);
        self
    }

    /// A watch list names a value.
    pub(super) fn listed(mut self, indicator: Indicator, list: &str) -> Self {
        let listed = Fact::Listed { list: list.into(), why: None, until: None, confidence: None };
        self.say(Subject::Indicator(indicator), "2026-01-05", [listed]);
        self
    }

    /// A worker of HR with a work mail `<login>@corp.example`.
    pub(super) fn worker(
        self,
        number: &str,
        full_name: &str,
        facts: impl IntoIterator<Item = Fact>,
    ) -> Self {
        let login = format!("{}@corp.example", number.to_lowercase());
        let own = [name(full_name), worker(number), work(&login), Fact::Hired];
        self.record("hris_workers", number, own.into_iter().chain(facts))
    }

    /// An applicant.
    pub(super) fn candidate(
        self,
        id: &str,
        full_name: &str,
        facts: impl IntoIterator<Item = Fact>,
    ) -> Self {
        let own = [
            name(full_name),
            candidate(id),
            Fact::Applied { job: Arc::from("engineer"), channel: None },
        ];
        self.record("greenhouse_candidates", id, own.into_iter().chain(facts))
    }

    /// Others who share nothing, so that the population is of some size.
    pub(super) fn bystanders(mut self, count: usize) -> Self {
        for idx in 0..count {
            self = self.worker(
                &format!("B{idx}"),
                &format!("By{} Stander{}", word(idx), word(idx * 7 + 3)),
                [],
            );
        }
        self
    }

    fn say(&mut self, subject: Subject, day: &str, facts: impl IntoIterator<Item = Fact>) {
        let line = u64::try_from(self.statements.len()).unwrap() + 1;
        for fact in facts {
            let at = fact.as_access().map_or_else(|| on(day), |it| it.at);
            let statement = Statement { subject: subject.clone(), fact, at: Some(at) };
            self.statements.push((statement, Provenance::line("exports.csv", line)));
        }
    }

    pub(super) fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::default();
        self.statements.iter().for_each(|(statement, from)| ledger.fold(statement.clone(), from));
        ledger
    }

    pub(super) fn link(&self) -> Linked {
        crate::link(self.ledger(), &SmallAtlas, on(AS_OF))
    }

    /// Records of each persona, `source key + source key`, sorted.
    pub(super) fn folded(&self) -> Vec<String> {
        let short = |it: &RecordKey| format!("{}:{}", it.source, it.key);
        let mut res: Vec<String> = self
            .link()
            .personas
            .values()
            .map(|it| it.records.iter().map(short).collect::<Vec<_>>().join(" + "))
            .collect();
        res.sort();
        res
    }

    /// Ties as `W1 W2 phone 7.0`, each persona by the last of its record keys in order, sorted.
    pub(super) fn tied(&self) -> Vec<String> {
        let linked = self.link();
        let mut res: Vec<String> = linked
            .ties
            .iter()
            .map(|tie| {
                let mut pair = [short_of(&linked, &tie.a), short_of(&linked, &tie.b)];
                pair.sort();
                format!("{} {} {} {:.1}", pair[0], pair[1], tie.kind.as_str(), tie.bits.0)
            })
            .collect();
        res.sort();
        res
    }

    /// Members of each network, sorted.
    pub(super) fn networks(&self) -> Vec<String> {
        let linked = self.link();
        let mut res: Vec<String> = linked
            .networks
            .values()
            .map(|network| {
                let mut members: Vec<String> = network
                    .members
                    .iter()
                    .map(|it| format!("{} {}", short_of(&linked, &it.persona), it.role.as_str()))
                    .collect();
                members.sort();
                members.join(", ")
            })
            .collect();
        res.sort();
        res
    }

    /// Facilitators as `payee bank_account W1 W2`, in order.
    pub(super) fn facilitators(&self) -> Vec<String> {
        let linked = self.link();
        let all = linked.networks.values().flat_map(|it| &it.facilitators);
        all.map(|it| {
            let mut served: Vec<String> =
                it.personas.iter().map(|id| short_of(&linked, id)).collect();
            served.sort();
            format!("{} {} {}", it.role.as_str(), it.kind.as_str(), served.join(" "))
        })
        .collect()
    }
}

fn short_of(linked: &Linked, id: &PersonaId) -> String {
    linked.personas[id].records.iter().next_back().unwrap().key.to_string()
}

/// A made-up word without a neighbor by spelling.
pub(super) fn word(idx: usize) -> String {
    const SOUNDS: [&str; 10] = ["ba", "ke", "lo", "mi", "nu", "pra", "sto", "vre", "xi", "zu"];
    let mut rest = idx + 11;
    let mut res = String::new();
    while rest > 0 {
        res.push_str(SOUNDS[rest % 10]);
        rest /= 10;
    }
    res
}

/// Midnight of a day.
pub(super) fn on(day: &str) -> Timestamp {
    day.parse::<Date>().unwrap().to_zoned(TimeZone::UTC).unwrap().timestamp()
}

pub(super) fn name(text: &str) -> Fact {
    Fact::Name(person(text))
}
pub(super) fn person(text: &str) -> PersonName {
    PersonName::parse(text).unwrap()
}
pub(super) fn own(text: &str) -> Fact {
    Fact::Email(Email::parse(text).unwrap(), EmailUse::Personal)
}
pub(super) fn mail(text: &str) -> Fact {
    Fact::Email(Email::parse(text).unwrap(), EmailUse::Unknown)
}
pub(super) fn work(text: &str) -> Fact {
    Fact::Email(Email::parse(text).unwrap(), EmailUse::Work)
}
pub(super) fn login(text: &str) -> Fact {
    Fact::Knows(Identifier::Mailbox(Email::parse(text).unwrap()))
}
pub(super) fn worker(number: &str) -> Fact {
    Fact::Knows(Identifier::Worker(Arc::from(number)))
}
pub(super) fn candidate(id: &str) -> Fact {
    Fact::Knows(Identifier::Candidate(Arc::from(id)))
}
pub(super) fn code_login(login: &str) -> Fact {
    Fact::Knows(Identifier::CodeLogin(Arc::from(login)))
}
/// 555-01xx.
pub(super) fn phone(last: u32) -> Fact {
    Fact::Phone(Phone::parse(&format!("+1 212 555 01{last:02}"), Some("US")).unwrap())
}
pub(super) fn vouches(id: &str) -> Fact {
    Fact::VouchedFor { candidate: Identifier::Candidate(Arc::from(id)), employer: None }
}
pub(super) fn account(number: &str) -> Fact {
    Fact::PaidInto {
        account: BankAccount::parse(number).unwrap(),
        holder: None,
        bank: None,
        stands: AccountUse::Current,
    }
}
pub(super) fn address(number: u32, purpose: AddressPurpose) -> Fact {
    let written = |text: &str| Some(text.to_owned());
    let parts = AddressParts {
        line1: Some(format!("{number} Elm Street")),
        city: written("New York"),
        region: written("NY"),
        postcode: written("10001"),
        country: written("US"),
        ..AddressParts::default()
    };
    Fact::Address(PostalAddress::from_parts(parts).unwrap(), purpose)
}
pub(super) fn serial(text: &str) -> Serial {
    Serial::parse(text).unwrap()
}
pub(super) fn sent(text: &str) -> Fact {
    Fact::SentDevice { serial: Some(serial(text)), asset_tag: None, tracking: None }
}
pub(super) fn gateway(last: u8) -> Fact {
    Fact::Gateway { mac: Mac::parse(&format!("00:11:32:aa:bb:{last:02x}")).unwrap() }
}
pub(super) fn managed(system: &'static str, id: &str) -> DeviceKey {
    DeviceKey::Managed { system, id: id.to_owned() }
}
pub(super) fn host(text: &str) -> DeviceKey {
    DeviceKey::Host(text.to_owned())
}

/// Uses through a door from an address, one a day.
pub(super) fn uses(channel: Channel, ip: &str, days: i32) -> Vec<Fact> {
    let ip: IpAddr = ip.parse().unwrap();
    let start = "2026-03-02".parse::<Date>().unwrap();
    let at = |day: i32| (start + day.days()).to_zoned(TimeZone::UTC).unwrap().timestamp();
    (0..days)
        .map(|day| Fact::Access(Box::new(Access { ip: Some(ip), ..Access::new(channel, at(day)) })))
        .collect()
}

/// New York behind 192.0.2.0/24, San Francisco behind 198.18.0.0/16, a VPN behind 203.0.113.0/24.
struct SmallAtlas;

impl Atlas for SmallAtlas {
    fn network(&self, ip: IpAddr) -> NetworkFacts {
        let text = ip.to_string();
        let (kind, place) = if text.starts_with("192.0.2.") {
            (NetworkKind::Access, Some(city("New York", 40.7, -74.0)))
        } else if text.starts_with("198.18.") {
            (NetworkKind::Access, Some(city("San Francisco", 37.8, -122.4)))
        } else if text.starts_with("203.0.113.") {
            (NetworkKind::Vpn, None)
        } else {
            (NetworkKind::Unknown, None)
        };
        NetworkFacts { place, kind, ..NetworkFacts::UNKNOWN }
    }

    fn place(&self, query: &PlaceQuery) -> Option<Place> {
        (query.city.as_deref() == Some("New York")).then(|| city("New York", 40.7, -74.0))
    }
}

fn city(name: &str, latitude: f64, longitude: f64) -> Place {
    let at = Some(Coordinates::new(latitude, longitude));
    Place {
        country: "US".to_owned(),
        region: None,
        city: Some(name.to_owned()),
        at,
        zone: None,
        radius_km: 20,
    }
}
