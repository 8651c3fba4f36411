//! Gateways and public addresses behind which two personas stand.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    net::IpAddr,
};

use bonafide_model::{
    Channel, DeviceId, Fact, Footprint, NetworkKind, Outcome, PersonaId, Provenance, Sentence,
    Show, TieKind, sentence,
    value::{self, Mac},
};
use jiff::{SignedDuration, civil::Date};

use super::{Cap, Population, Shared, Sharers, is_remote};

/// Guess: two machines behind one home router for long; an office is looked at apart.
const GATEWAY_BITS: f64 = 7.0;
/// Guess: seen once, it may be a hotel.
const GATEWAY_ONCE_BITS: f64 = 3.0;
/// Guess: a home connection used by few on many days; carriers put several homes behind one address.
const ACCESS_BITS: f64 = 5.0;
/// Guess: an exit of a VPN or a rented server is shared by strangers.
const RENTED_BITS: f64 = 1.0;
/// Guess: the tables do not know the address.
const UNKNOWN_BITS: f64 = 2.0;
/// Days on which each must have been seen behind a public address. Guess: more than a visit.
const DAYS: usize = 3;
/// Time between first and last sighting behind a gateway from which it is more than a visit. Guess.
const STAYED: SignedDuration = SignedDuration::from_hours(72);
/// First bytes of gateway addresses that many networks have: VRRP and HSRP. Published (RFC 5798; IEEE registry, Cisco).
const VIRTUAL_GATEWAYS: [[u8; 3]; 2] = [[0x00, 0x00, 0x5e], [0x00, 0x00, 0x0c]];

/// One place on the net: an IPv4 address, or an IPv6 network, since its homes have many addresses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// One address.
    Address(IpAddr),
    /// One network.
    Network(String),
}

impl Show for Place {
    fn masked(&self) -> String {
        match self {
            Self::Address(ip) => Show::masked(ip),
            Self::Network(network) => network.clone(),
        }
    }

    fn full(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(ip) => ip.fmt(f),
            Self::Network(network) => network.fmt(f),
        }
    }
}

/// The place of a public address; private ones are nowhere.
pub(crate) fn place_on_net(ip: IpAddr) -> Place {
    match ip.to_canonical() {
        ip @ IpAddr::V4(_) => Place::Address(ip),
        ip @ IpAddr::V6(_) => Place::Network(value::network_key(ip)),
    }
}

/// Everything of this kind that more than one persona has.
pub(super) fn shared<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut res = gateways(population);
    res.extend(egresses(population));
    res
}

/// Devices seen behind one gateway, with whose they are.
#[derive(Default)]
struct Behind<'a> {
    devices: BTreeSet<&'a DeviceId>,
    sharers: Sharers<'a>,
    visits: usize,
}

fn gateways<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut index: BTreeMap<Mac, Behind<'a>> = BTreeMap::new();
    for device in population.devices.values() {
        // A device in several hands does not tell who stood behind the gateway.
        let (1, Some(holder)) = (device.holders.len(), device.holders.first()) else { continue };
        for (mac, said) in
            device.find(|it| if let Fact::Gateway { mac } = it { Some(mac) } else { None })
        {
            if mac.is_locally_administered()
                || mac.is_multicast()
                || VIRTUAL_GATEWAYS.contains(&mac.oui())
            {
                continue;
            }
            let behind = index.entry(*mac).or_default();
            let stayed = matches!((said.first(), said.last()), (Some(first), Some(last)) if last.duration_since(first) >= STAYED);
            behind.visits += usize::from(!stayed);
            behind.devices.insert(&device.id);
            behind.sharers.entry(holder).or_default().insert(said.from());
        }
    }
    let shared = |(mac, behind): (Mac, Behind<'a>)| {
        let all_remote =
            behind.sharers.keys().all(|id| population.personas.get(*id).is_some_and(is_remote));
        Shared {
            kind: TieKind::Gateway,
            value: sentence!("gateway {}", mac),
            bits: if behind.visits == 0 { GATEWAY_BITS } else { GATEWAY_ONCE_BITS },
            cap: if all_remote { Cap::Personal } else { Cap::Common },
            words: "have devices behind one gateway",
            sharers: behind.sharers,
            passers_by: 0,
        }
    };
    index.into_iter().map(shared).collect()
}

/// Days and an example line of one persona at one place.
type Stay<'a> = (BTreeSet<Date>, BTreeSet<&'a Provenance>);

fn egresses<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut index: BTreeMap<Place, (IpAddr, BTreeMap<&'a PersonaId, Stay<'a>>)> = BTreeMap::new();
    let mut see = |id: &'a PersonaId, footprint: &'a Footprint| {
        for (key, cell) in &footprint.cells {
            // A referee's and an applicant's form are filled in once; they are compared by signals of their own.
            if key.outcome != Outcome::Success || key.channel == Channel::Reference {
                continue;
            }
            for ip in
                [key.ip, key.factor_ip].into_iter().flatten().filter(|it| value::is_public(*it))
            {
                let (_, stays) =
                    index.entry(place_on_net(ip)).or_insert_with(|| (ip, BTreeMap::new()));
                let (days, lines) = stays.entry(id).or_default();
                days.insert(key.day);
                lines.insert(&cell.example);
            }
        }
    };
    for persona in population.personas() {
        see(&persona.id, &persona.footprint);
    }
    for device in population.devices.values() {
        if let (1, Some(holder)) = (device.holders.len(), device.holders.first()) {
            see(holder, &device.footprint);
        }
    }
    let several = index.into_iter().filter(|(_, (_, stays))| stays.len() > 1);
    several.filter_map(|(place, (ip, stays))| egress(population, place, ip, stays)).collect()
}

fn egress<'a>(
    population: &Population<'a>,
    place: Place,
    ip: IpAddr,
    stays: BTreeMap<&'a PersonaId, Stay<'a>>,
) -> Option<Shared<'a>> {
    let bits = match population.atlas.network(ip).kind {
        NetworkKind::Access => ACCESS_BITS,
        NetworkKind::Hosting | NetworkKind::Cloud | NetworkKind::Vpn => RENTED_BITS,
        NetworkKind::Unknown => UNKNOWN_BITS,
        NetworkKind::Private => return None,
    };
    let people = stays.len();
    let sharers: Sharers<'a> = stays
        .into_iter()
        .filter(|(_, (days, _))| days.len() >= DAYS)
        .map(|(id, (_, lines))| (id, lines))
        .collect();
    let passers_by = people - sharers.len();
    let some_remote = sharers.keys().any(|id| population.personas.get(*id).is_some_and(is_remote));
    let some_not = sharers.keys().any(|id| {
        population
            .personas
            .get(*id)
            .is_some_and(|it| !is_remote(it) && it.find(works_somewhere).next().is_some())
    });
    // A small branch office is a rare address, too.
    let bits = if some_not && !some_remote { bits / 2.0 } else { bits };
    let value: Sentence = sentence!("{}", place);
    Some(Shared {
        kind: TieKind::Egress,
        value,
        bits,
        cap: Cap::Rare,
        words: "work from one public address that few others use",
        sharers,
        passers_by,
    })
}

fn works_somewhere(fact: &Fact) -> Option<()> {
    matches!(fact, Fact::WorksAt(_)).then_some(())
}
