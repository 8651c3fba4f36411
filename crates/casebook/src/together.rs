//! Many stories as one company: every story keeps its people and things to itself, and all are linked, looked at and weighed together.
//!
//! Pages use the same few invented mailboxes, numbers and networks. So each story's values are told apart by its number before the
//! ledgers are joined: what was equal in a story stays equal, what was not stays unlike, and nothing is equal across stories but what
//! is common everywhere (places, employers, programs, vendors).

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use bonafide_model::{
    Artifact, Atlas, CellKey, DeviceKey, Fact, Footprint, Identifier, Ledger, NetworkFacts, Place,
    PlaceQuery, Provenance, RecordKey, Scan, Settings, Sighting, Subject,
    value::{AddressParts, BankAccount, Email, Handle, Mac, Phone, PostalAddress, Serial, Wallet},
};
use bonafide_pipeline::Tables;
use bonafide_reference::Shipped;

use crate::{Page, PageError, StoryAtlas, tell};

/// All pages as one company, as of the latest day of them.
pub fn together(pages: &[Page], shipped: &Shipped) -> Result<Scan, PageError> {
    let mut ledger = Ledger::default();
    let mut reports = Vec::new();
    let mut atlas = Moved { stories: StoryAtlas::new(shipped), blocks: Vec::new() };
    for (number, page) in (1..).zip(pages) {
        let mut story =
            Story { number, stem: &page.stem, moved: BTreeMap::new(), atlas: &mut atlas };
        for (report, said) in tell::read(page)? {
            ledger.merge(story.own(said));
            reports.push(report);
        }
    }
    let as_of = pages.iter().filter_map(|it| it.as_of).max();
    let settings = Settings { as_of, ..Settings::default() };
    let tables = Tables { atlas: &atlas, lists: shipped.lists() };
    Ok(bonafide_pipeline::analyze(ledger, reports, tables, &settings))
}

/// The story's networks at other addresses: what was in one /24 stays in one, at the same place.
struct Moved<'a> {
    stories: StoryAtlas<'a>,
    /// By place in a row of /24 blocks the first three bytes of the story's own.
    blocks: Vec<[u8; 3]>,
}

/// Where the blocks begin: public addresses that no story uses.
const FIRST_BLOCK: u32 = 0x1000_0000;

impl Atlas for Moved<'_> {
    fn network(&self, ip: IpAddr) -> NetworkFacts {
        let IpAddr::V4(it) = ip else { return self.stories.network(ip) };
        let place =
            u32::from(it).checked_sub(FIRST_BLOCK).and_then(|it| usize::try_from(it >> 8).ok());
        match place.and_then(|it| self.blocks.get(it)) {
            Some([a, b, c]) => {
                self.stories.network(Ipv4Addr::new(*a, *b, *c, it.octets()[3]).into())
            }
            None => self.stories.network(ip),
        }
    }

    fn place(&self, query: &PlaceQuery) -> Option<Place> {
        self.stories.place(query)
    }
}

struct Story<'a, 'b> {
    number: u32,
    stem: &'a str,
    /// Where its /24 blocks went.
    moved: BTreeMap<[u8; 3], u32>,
    atlas: &'a mut Moved<'b>,
}

impl Story<'_, '_> {
    fn own(&mut self, ledger: Ledger) -> Ledger {
        let mut res = Ledger::default();
        for (subject, facts) in ledger.said {
            let own = res.said.entry(self.subject(subject)).or_default();
            for (fact, sighting) in facts {
                let from = self.from(&sighting.from);
                own.insert(self.fact(fact), Sighting { from, ..sighting });
            }
        }
        for (subject, footprint) in ledger.footprints {
            let own: &mut Footprint = res.footprints.entry(self.subject(subject)).or_default();
            for (key, mut cell) in footprint.cells {
                cell.example = self.from(&cell.example);
                let (ip, factor_ip) =
                    (key.ip.map(|it| self.ip(it)), key.factor_ip.map(|it| self.ip(it)));
                own.cells.insert(CellKey { ip, factor_ip, ..key }, cell);
            }
        }
        res
    }

    fn from(&self, from: &Provenance) -> Provenance {
        Provenance { file: format!("{}/{}", self.stem, from.file).into(), at: from.at.clone() }
    }

    fn subject(&self, subject: Subject) -> Subject {
        match subject {
            // A file is joined to whose folder it lies in, by the name that it has there.
            Subject::Record(RecordKey { source, key }) if key.contains('/') => {
                let (folders, name) = key.rsplit_once('/').unwrap_or_default();
                let own: Vec<String> = folders.split('/').map(|it| self.name(it)).collect();
                let key = format!("{}/{name}", own.join("/")).into();
                Subject::Record(RecordKey { source, key })
            }
            Subject::Record(RecordKey { source, key }) => {
                Subject::Record(RecordKey { source, key: self.text(&key) })
            }
            Subject::Device(key) => Subject::Device(self.device(key)),
            Subject::Parcel(number) => Subject::Parcel(self.name(&number)),
            Subject::Indicator(_) => subject,
        }
    }

    fn name(&self, name: &str) -> String {
        format!("{name}.s{}", self.number)
    }

    fn text(&self, text: &str) -> Arc<str> {
        self.name(text).into()
    }

    fn device(&self, key: DeviceKey) -> DeviceKey {
        match key {
            DeviceKey::Serial(it) => DeviceKey::Serial(self.serial(&it)),
            DeviceKey::Host(it) => DeviceKey::Host(self.name(&it)),
            DeviceKey::Managed { system, id } => DeviceKey::Managed { system, id: self.name(&id) },
        }
    }

    fn ip(&mut self, ip: IpAddr) -> IpAddr {
        let IpAddr::V4(it) = ip else { return ip };
        if !bonafide_model::value::is_public(ip) {
            return ip;
        }
        let [a, b, c, last] = it.octets();
        let blocks = &mut self.atlas.blocks;
        let block = *self.moved.entry([a, b, c]).or_insert_with(|| {
            blocks.push([a, b, c]);
            u32::try_from(blocks.len() - 1).expect("stories have few networks")
        });
        Ipv4Addr::from(FIRST_BLOCK + (block << 8) + u32::from(last)).into()
    }

    fn email(&self, it: &Email) -> Email {
        let text = format!("{}.s{}@{}", it.local(), self.number, it.domain());
        Email::parse(&text).expect("a mailbox with a longer name is one")
    }

    /// The same number with other last digits, if there is one.
    fn phone(&self, it: &Phone) -> Phone {
        let digits = it.e164();
        let Some((area, last)) = digits.split_at_checked(digits.len().saturating_sub(7)) else {
            return it.clone();
        };
        let last: u32 = last.bytes().fold(0, |all, it| all * 10 + u32::from(it.wrapping_sub(b'0')));
        // Exchanges from 220, so that a number of North America is one.
        let tries =
            (0..40).map(|n| (last + self.number * 7919 + n * 104_729) % 7_000_000 + 2_200_000);
        let parsed = tries.filter_map(|it| Phone::parse(&format!("{area}{it:07}"), None).ok());
        parsed.into_iter().next().unwrap_or_else(|| it.clone())
    }

    fn serial(&self, it: &Serial) -> Serial {
        Serial::parse(&format!("{}S{}", it.reveal(), self.number)).unwrap_or_else(|_| it.clone())
    }

    /// Another device of the same maker.
    fn mac(&self, it: Mac) -> Mac {
        let text = it.reveal();
        let bytes: Vec<u8> =
            text.split([':', '-']).filter_map(|it| u8::from_str_radix(it, 16).ok()).collect();
        let [a, b, c, d, e, f] = bytes[..] else { return it };
        let [high, low] = u16::try_from(self.number).unwrap_or(u16::MAX).to_be_bytes();
        let text = format!("{a:02x}:{b:02x}:{c:02x}:{:02x}:{:02x}:{f:02x}", d ^ high, e ^ low);
        Mac::parse(&text).unwrap_or(it)
    }

    fn handle(&self, it: &Handle) -> Handle {
        Handle::new(it.site().clone(), &format!("{}-s{}", it.name(), self.number))
            .unwrap_or_else(|_| it.clone())
    }

    fn address(&self, it: PostalAddress) -> PostalAddress {
        let Some(line1) = it.line1() else { return it };
        let owned = |it: Option<&str>| it.map(str::to_owned);
        let parts = AddressParts {
            line1: Some(format!("{}{line1}", self.number)),
            line2: owned(it.line2()),
            city: owned(it.city()),
            region: owned(it.region()),
            postcode: owned(it.postcode()),
            country: owned(it.country()),
        };
        PostalAddress::from_parts(parts).unwrap_or(it)
    }

    /// An account of the same scheme whose check digits agree; others stay as they are.
    fn account(&self, it: &BankAccount) -> BankAccount {
        let text = it.reveal();
        let own = match text.split_once('/') {
            Some((bank, account)) => format!("{bank}/{account}{}", self.number),
            None if it.kind() == bonafide_model::value::AccountKind::Iban => {
                iban(&text, self.number)
            }
            None => format!("{text}{}", self.number),
        };
        BankAccount::parse(&own).unwrap_or_else(|_| it.clone())
    }

    fn wallet(&self, it: &Wallet) -> Wallet {
        let sum: u64 = it
            .reveal()
            .bytes()
            .fold(7, |all, it| all.wrapping_mul(0x0100_0000_01b3).wrapping_add(u64::from(it)));
        Wallet::parse(&format!("0x{sum:016x}{:024x}", self.number)).unwrap_or_else(|_| it.clone())
    }

    fn identifier(&self, it: Identifier) -> Identifier {
        match it {
            Identifier::Candidate(it) => Identifier::Candidate(self.text(&it)),
            Identifier::Application(it) => Identifier::Application(self.text(&it)),
            Identifier::Worker(it) => Identifier::Worker(self.text(&it)),
            Identifier::Login(it) => Identifier::Login(self.text(&it)),
            Identifier::Directory(it) => Identifier::Directory(self.text(&it)),
            Identifier::CodeLogin(it) => Identifier::CodeLogin(self.text(&it)),
            Identifier::Mailbox(it) => Identifier::Mailbox(self.email(&it)),
            Identifier::Connection(it) => Identifier::Connection(self.text(&it)),
        }
    }

    fn artifact(&self, it: Artifact) -> Artifact {
        match it {
            Artifact::Authenticator(it) => Artifact::Authenticator(self.text(&it)),
            Artifact::ClientDevice(it) => Artifact::ClientDevice(self.text(&it)),
            Artifact::ClientMac(it) => Artifact::ClientMac(self.mac(it)),
            Artifact::DiskId(it) => Artifact::DiskId(self.text(&it)),
            Artifact::ClientName(it) => Artifact::ClientName(self.text(&it)),
            Artifact::BrowserToken(it) => Artifact::BrowserToken(self.text(&it)),
            Artifact::SigningKey(it) => Artifact::SigningKey(self.text(&it)),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what holds no value of one story alone stays as it is"
    )]
    fn fact(&mut self, fact: Fact) -> Fact {
        match fact {
            Fact::Email(it, of) => Fact::Email(self.email(&it), of),
            Fact::Phone(it) => Fact::Phone(self.phone(&it)),
            Fact::Address(it, of) => Fact::Address(self.address(it), of),
            Fact::Handle(it) => Fact::Handle(self.handle(&it)),
            Fact::Knows(it) => Fact::Knows(self.identifier(it)),
            Fact::ReferredBy(it) => Fact::ReferredBy(self.identifier(it)),
            Fact::HeldBy(it) => Fact::HeldBy(self.identifier(it)),
            Fact::SameDevice(it) => Fact::SameDevice(self.device(it)),
            Fact::VouchedFor { candidate, employer } => {
                Fact::VouchedFor { candidate: self.identifier(candidate), employer }
            }
            Fact::PaidToWallet(it) => Fact::PaidToWallet(self.wallet(&it)),
            Fact::PaidInto { account, holder, bank, stands } => {
                Fact::PaidInto { account: self.account(&account), holder, bank, stands }
            }
            Fact::AccountChanged { ip } => Fact::AccountChanged { ip: ip.map(|it| self.ip(it)) },
            Fact::Gateway { mac } => Fact::Gateway { mac: self.mac(mac) },
            Fact::Uses(it) => Fact::Uses(self.artifact(it)),
            other => self.paper_or_parcel(other),
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "as in `fact`, whose other half this is")]
    fn paper_or_parcel(&self, fact: Fact) -> Fact {
        let serial = |it: Option<Serial>| it.map(|it| self.serial(&it));
        let text = |it: Option<Arc<str>>| it.map(|it| self.text(&it));
        match fact {
            Fact::SentDevice { serial: it, asset_tag, tracking } => Fact::SentDevice {
                serial: serial(it),
                asset_tag: text(asset_tag),
                tracking: text(tracking),
            },
            Fact::ReturnedDevice { serial: it } => Fact::ReturnedDevice { serial: serial(it) },
            Fact::DeviceOverdue { serial: it } => Fact::DeviceOverdue { serial: serial(it) },
            Fact::Joined { name, is_wired } => Fact::Joined { name: text(name), is_wired },
            Fact::WroteChange { change, history } => {
                Fact::WroteChange { change: self.text(&change), history: self.text(&history) }
            }
            Fact::ReferenceText(it) => {
                Fact::ReferenceText(it.iter().map(|it| it ^ u64::from(self.number)).collect())
            }
            Fact::Attached(it) => {
                let mut it = Arc::unwrap_or_clone(it);
                let own = |ids: BTreeSet<String>| ids.iter().map(|it| self.name(it)).collect();
                it.sha256 = self.text(&it.sha256).as_ref().to_owned();
                it.ancestry_ids = own(std::mem::take(&mut it.ancestry_ids));
                it.images = own(std::mem::take(&mut it.images));
                Fact::Attached(Arc::new(it))
            }
            other => other,
        }
    }
}

/// An IBAN of the same country and bank with other last digits.
fn iban(text: &str, number: u32) -> String {
    let text: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let (Some(country), Some(rest)) = (text.get(..2), text.get(4..)) else { return text };
    let keep = rest.len().saturating_sub(6);
    let last: u32 = rest.get(keep..).and_then(|it| it.parse().ok()).unwrap_or(0);
    let rest = format!(
        "{}{:06}",
        rest.get(..keep).unwrap_or_default(),
        (last + number * 7919) % 1_000_000
    );
    let digits = format!("{rest}{country}00");
    let remainder = digits.bytes().fold(0_u32, |all, it| match char::from(it).to_digit(36) {
        Some(digit) if digit > 9 => (all * 100 + digit) % 97,
        Some(digit) => (all * 10 + digit) % 97,
        None => all,
    });
    format!("{country}{:02}{rest}", 98 - remainder)
}
