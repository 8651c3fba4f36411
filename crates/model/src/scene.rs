//! What a signal may look at: the linked population, the tables and the day. Read-only, and built once.

mod places;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::net::IpAddr;

use jiff::Timestamp;

use crate::{
    AddressPurpose, Atlas, Borrowed, Device, DeviceId, Indicator, Lists, Muted, Network,
    NetworkFacts, NetworkId, Persona, PersonaId, Place, Refused, Said, Sentence, Tie, TieKind,
    value::PostalAddress,
};

use places::Places;

/// The population after linking.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    /// Personas by id.
    pub personas: BTreeMap<PersonaId, Persona>,
    /// Devices by id.
    pub devices: BTreeMap<DeviceId, Device>,
    /// Ties, ordered by pair and kind.
    pub ties: Vec<Tie>,
    /// What several share and what ties nobody, ordered by kind and value.
    pub muted: Vec<Muted>,
    /// Who was brought together and stays apart, in order.
    pub refused: Vec<Refused>,
    /// Identities that somebody shows beside their owner, in order of the pair.
    pub borrowed: Vec<Borrowed>,
    /// Networks by id.
    pub networks: BTreeMap<NetworkId, Network>,
    /// What watch lists name, and what they say of it; ordered by value and fact.
    pub listed: BTreeMap<Indicator, Vec<Said>>,
    /// Whom ties lead to from somebody whose case was confirmed.
    pub near_confirmed: BTreeMap<PersonaId, NearConfirmed>,
    /// Pairs of whom somebody decided that they are different people, the smaller id first.
    pub decided_apart: BTreeSet<(PersonaId, PersonaId)>,
    /// Decisions on who is one person that could not be kept, each with its line, why, and what to do; in order.
    pub unkept: Vec<Sentence>,
}

/// The firmest way from a confirmed case to a persona.
#[derive(Debug, Clone, PartialEq)]
pub struct NearConfirmed {
    /// Whose case was confirmed.
    pub confirmed: PersonaId,
    /// Who stands on the way from there, the persona last.
    pub way: Vec<PersonaId>,
    /// How firm it is: bits of its weakest step, divided by its steps.
    pub bits: f64,
}

impl Linked {
    /// Whether somebody shows a persona's identity without a part of the persona in it.
    pub fn is_victim_of(&self, persona: &PersonaId, by: &PersonaId) -> bool {
        self.borrowed.iter().any(|it| !it.is_lent && &it.owner == persona && &it.by == by)
    }

    /// The network that a persona belongs to.
    pub fn network_of(&self, persona: &PersonaId) -> Option<&Network> {
        self.networks
            .values()
            .find(|network| network.members.iter().any(|it| &it.persona == persona))
    }
}

type Table<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// What is known of an address on the net.
struct Address {
    network: NetworkFacts,
    n_users: usize,
}

/// What signals look at.
pub struct Scene<'a> {
    /// The day of the scan: nothing after it is looked at as "ago".
    pub as_of: Timestamp,
    /// The population.
    pub linked: &'a Linked,
    /// Shipped lists.
    pub lists: &'a Lists,
    places: Places<'a>,
    // Looked up only, by every signal for every use of a system or every persona.
    addresses: Table<IpAddr, Address>,
    ties_of: Table<&'a PersonaId, Vec<usize>>,
    devices_of: Table<&'a PersonaId, Vec<&'a Device>>,
    it_or_lab: HashSet<&'a PersonaId, foldhash::fast::RandomState>,
    n_people: usize,
}

impl<'a> Scene<'a> {
    /// Looks every address up once, on the net and on the map, and indexes ties.
    pub fn new(
        linked: &'a Linked,
        atlas: &'a dyn Atlas,
        lists: &'a Lists,
        as_of: Timestamp,
    ) -> Self {
        let mut users_of_ip: Table<IpAddr, BTreeSet<&PersonaId>> = Table::default();
        let mut others: BTreeSet<IpAddr> = BTreeSet::new();
        for persona in linked.personas.values() {
            for key in persona.footprint.cells.keys() {
                others.extend(key.factor_ip);
                if let Some(ip) = key.ip {
                    users_of_ip.entry(ip).or_default().insert(&persona.id);
                }
            }
            for said in &persona.said {
                if let crate::Fact::AccountChanged { ip: Some(ip) } = &said.fact {
                    others.insert(*ip);
                }
            }
        }
        for device in linked.devices.values() {
            for ip in device.footprint.cells.keys().filter_map(|it| it.ip) {
                users_of_ip.entry(ip).or_default().extend(&device.holders);
            }
        }
        let mut ties_of: Table<&PersonaId, Vec<usize>> = Table::default();
        for (idx, tie) in linked.ties.iter().enumerate() {
            ties_of.entry(&tie.a).or_default().push(idx);
            ties_of.entry(&tie.b).or_default().push(idx);
        }
        let devices = |it: &'a Persona| it.devices.iter().filter_map(|id| linked.devices.get(id));
        let devices_of =
            linked.personas.values().map(|it| (&it.id, devices(it).collect())).collect();
        let used = users_of_ip.into_iter().map(|(ip, users)| (ip, users.len()));
        let address = |(ip, n_users)| (ip, Address { network: atlas.network(ip), n_users });
        let mut addresses: Table<IpAddr, Address> = used.map(address).collect();
        for ip in others {
            addresses.entry(ip).or_insert_with(|| address((ip, 0)).1);
        }
        let n_people = linked.personas.values().filter(|it| it.is_somebody()).count();
        let it_or_lab = linked.personas.values().filter(|it| it.is_it_or_lab());
        let it_or_lab = it_or_lab.map(|it| &it.id).collect();
        let places = Places::of(linked, atlas);
        Self { as_of, linked, lists, places, addresses, ties_of, devices_of, it_or_lab, n_people }
    }

    /// How many personas are somebody: what is common is common among these, however many records lead to nobody.
    pub fn n_people(&self) -> usize {
        self.n_people
    }

    /// Personas in order of id.
    pub fn personas(&self) -> impl Iterator<Item = &'a Persona> + use<'a> {
        self.linked.personas.values()
    }

    /// Devices that a persona holds or held.
    pub fn devices(&self, persona: &Persona) -> impl Iterator<Item = &'a Device> {
        // Most have none, and need not be looked up.
        let known =
            if persona.devices.is_empty() { None } else { self.devices_of.get(&persona.id) };
        known.map_or(&[][..], Vec::as_slice).iter().copied()
    }

    /// Whether the persona administers or builds machines, as [`Persona::is_it_or_lab`].
    pub fn is_it_or_lab(&self, persona: &Persona) -> bool {
        self.it_or_lab.contains(&persona.id)
    }

    /// What the tables know of an address that occurs in the footprints.
    pub fn network(&self, ip: IpAddr) -> &NetworkFacts {
        self.addresses.get(&ip).map_or(&NetworkFacts::UNKNOWN, |it| &it.network)
    }

    /// Personas seen behind an address.
    pub fn users_of(&self, ip: IpAddr) -> usize {
        self.addresses.get(&ip).map_or(0, |it| it.n_users)
    }

    /// Ties of a persona, of one kind. What the owner of an identity shares with somebody who uses it says nothing of the owner.
    pub fn ties<'s>(
        &'s self,
        persona: &'s PersonaId,
        kind: TieKind,
    ) -> impl Iterator<Item = &'a Tie> + use<'a, 's> {
        let linked = self.linked;
        let indices = self.ties_of.get(persona).map_or(&[][..], Vec::as_slice);
        indices
            .iter()
            .map(move |idx| &linked.ties[*idx])
            .filter(move |it| it.kind == kind && !linked.is_victim_of(persona, it.other(persona)))
    }

    /// Where an address is that a persona's records name, as a home, a delivery or otherwise.
    pub fn place_of(&self, address: &PostalAddress) -> Option<&Place> {
        self.places.of_address(address)
    }

    /// Where the persona says they live or work (home addresses, else the declared place of work), with the lines that say so.
    pub fn claimed_places<'s>(&'s self, persona: &'s Persona) -> Vec<(&'s Place, &'s Said)> {
        let of = |wanted: AddressPurpose| {
            let addresses = persona.addresses_for(wanted);
            addresses.filter_map(|(it, said)| Some((self.place_of(it)?, said))).collect::<Vec<_>>()
        };
        let homes = of(AddressPurpose::Home);
        if homes.is_empty() { of(AddressPurpose::Work) } else { homes }
    }
}
