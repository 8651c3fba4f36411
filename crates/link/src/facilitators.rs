//! Who and what serves several members of a network: hosts of laptops, receivers of pay, those who vouch.

mod papers;

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    AddressPurpose, Channel, Evidence, Facilitator, FacilitatorKind, FacilitatorRole, Fact,
    Persona, PersonaId, Place, PlaceQuery, Provenance, Sentence, Tie, TieKind, sentence,
    value::PostalAddress,
};

use crate::{
    names::{self, Agreement},
    ties::{Households, Population, Sharers, Ties, note, place_on_net},
};

/// Members that something must serve to be a facilitator. Guess: one is a person at home.
const SERVED: usize = 2;
/// Kilometers from the delivery address at which a device works elsewhere. Guess: beyond what city-level tables err.
const ELSEWHERE_KM: f64 = 150.0;

/// Facilitators of one network, ordered by role, kind and value.
pub(crate) fn of(
    population: &Population<'_>,
    found: &Ties,
    members: &[&Persona],
    ties: &[Tie],
) -> Vec<Facilitator> {
    let mut res = delivery_addresses(population, members);
    res.extend(from_ties(population, ties));
    res.extend(account_holders(members));
    res.extend(vouchers(population, members, ties));
    res.extend(agencies(population, members));
    res.extend(papers::account_openers(population, members));
    res.extend(papers::identity_lenders(population, found, members));
    // What a household has in common serves a household.
    res.retain(|it| !is_one_household(&found.households, &it.personas));
    res.sort_by(|x, y| (x.role, x.kind, &x.value).cmp(&(y.role, y.kind, &y.value)));
    res
}

fn is_one_household(households: &Households, personas: &BTreeSet<PersonaId>) -> bool {
    let lives_with_the_rest = |(idx, a): (usize, &PersonaId)| {
        personas.iter().skip(idx + 1).all(|b| households.between(a, b).is_some())
    };
    personas.len() > 1 && personas.iter().enumerate().all(lives_with_the_rest)
}

/// `None` where it serves too few.
fn facilitator(
    role: FacilitatorRole,
    kind: FacilitatorKind,
    value: Sentence,
    served: &Sharers<'_>,
) -> Option<Facilitator> {
    let lines: BTreeSet<&Provenance> = served.values().flatten().copied().collect();
    let evidence = Evidence::new(lines.first()?).and(lines.iter().copied());
    let personas: BTreeSet<PersonaId> = served.keys().map(|it| (*it).clone()).collect();
    (personas.len() >= SERVED).then_some(Facilitator { role, kind, value, personas, evidence })
}

/// Addresses to which equipment of several members went.
fn delivery_addresses(population: &Population<'_>, members: &[&Persona]) -> Vec<Facilitator> {
    let mut index: BTreeMap<String, (&PostalAddress, Sharers<'_>)> = BTreeMap::new();
    for persona in members {
        let was_sent =
            persona.find(|it| matches!(it, Fact::SentDevice { .. }).then_some(())).next().is_some();
        let ship_to = persona.addresses_for(AddressPurpose::ShipTo).filter(|_| was_sent);
        for (address, said) in ship_to {
            let Some(key) = address.unit_key() else { continue };
            let (_, served) = index.entry(key).or_insert_with(|| (address, Sharers::new()));
            served.entry(&persona.id).or_default().insert(said.from());
        }
    }
    let at = |(address, served): (&PostalAddress, Sharers<'_>)| {
        let elsewhere = works_elsewhere(population, address, &served);
        let role = if elsewhere { FacilitatorRole::Reshipper } else { FacilitatorRole::LaptopHost };
        facilitator(role, FacilitatorKind::Address, sentence!("{}", address), &served)
    };
    index.into_values().filter_map(at).collect()
}

/// Whether most devices that were sent to the address check in far from it.
fn works_elsewhere(
    population: &Population<'_>,
    address: &PostalAddress,
    served: &Sharers<'_>,
) -> bool {
    let written = |part: Option<&str>| part.map(str::to_owned);
    let query = PlaceQuery {
        country: written(address.country()),
        region: written(address.region()),
        city: written(address.city()),
        postcode: written(address.postcode()),
    };
    let Some(home) = population.atlas.place(&query) else { return false };
    let devices =
        served.keys().filter_map(|id| population.personas.get(*id)).flat_map(|it| &it.devices);
    let (mut far, mut near) = (0_usize, 0_usize);
    for device in devices.filter_map(|id| population.devices.get(id)) {
        let uses = device.footprint.through(Channel::Device).filter_map(|(key, _)| key.ip);
        let places = uses
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(|ip| population.atlas.network(ip))
            .filter(|it| !it.is_rented());
        let apart: Vec<f64> = places.filter_map(|it| Place::km_apart(&home, &it.place?)).collect();
        let is_far = apart.iter().filter(|km| **km > ELSEWHERE_KM).count() * 2 > apart.len();
        match (apart.is_empty(), is_far) {
            (true, _) => {}
            (false, true) => far += 1,
            (false, false) => near += 1,
        }
    }
    far > near
}

/// Accounts, wallets, gateways and public addresses that ties of the network go over.
fn from_ties(population: &Population<'_>, ties: &[Tie]) -> Vec<Facilitator> {
    let mut index: BTreeMap<(FacilitatorRole, FacilitatorKind, &Sentence), Sharers<'_>> =
        BTreeMap::new();
    for tie in ties.iter().filter(|it| it.bits.0 > 0.0) {
        let (role, kind) = match tie.kind {
            TieKind::BankAccount | TieKind::Wallet => {
                (FacilitatorRole::Payee, FacilitatorKind::BankAccount)
            }
            TieKind::Gateway => (FacilitatorRole::LaptopHost, FacilitatorKind::Network),
            TieKind::Egress if stands_behind(population, tie) => {
                (FacilitatorRole::LaptopHost, FacilitatorKind::Network)
            }
            TieKind::Egress
            | TieKind::Phone
            | TieKind::Mailbox
            | TieKind::Address
            | TieKind::Profile
            | TieKind::CodeIdentity
            | TieKind::Device
            | TieKind::Authenticator
            | TieKind::ClientMachine
            | TieKind::ResumeText
            | TieKind::DocumentAncestry
            | TieKind::Image
            | TieKind::IdentityDocument
            | TieKind::ReferenceText
            | TieKind::Vouching
            | TieKind::Referral => continue,
        };
        let served = index.entry((role, kind, &tie.value)).or_default();
        for id in [&tie.a, &tie.b] {
            served.entry(id).or_default().extend(tie.evidence.lines());
        }
    }
    index
        .into_iter()
        .filter_map(|((role, kind, value), served)| facilitator(role, kind, value.clone(), &served))
        .collect()
}

/// Whether company devices of both sides stand behind the public address of a tie, and not their users alone.
fn stands_behind(population: &Population<'_>, tie: &Tie) -> bool {
    let checks_in = |id: &PersonaId| {
        let devices = population
            .personas
            .get(id)
            .into_iter()
            .flat_map(|it| &it.devices)
            .filter_map(|it| population.devices.get(it));
        devices.into_iter().any(|device| {
            let mut places = device
                .footprint
                .through(Channel::Device)
                .filter_map(|(key, _)| key.ip)
                .map(place_on_net);
            places.any(|place| sentence!("{}", place) == tie.value)
        })
    };
    checks_in(&tie.a) && checks_in(&tie.b)
}

/// People in whose name several members' accounts are, and who are none of those members.
fn account_holders(members: &[&Persona]) -> Vec<Facilitator> {
    let mut index: BTreeMap<Vec<&String>, (Sentence, Sharers<'_>)> = BTreeMap::new();
    for persona in members {
        for (holder, said) in persona
            .find(|it| if let Fact::PaidInto { holder, .. } = it { holder.as_ref() } else { None })
        {
            let own = persona.names().map(|(name, _)| name).collect::<Vec<_>>();
            if names::compare_all(own, [holder]) != Agreement::Differ {
                continue;
            }
            let mut words: Vec<&String> = holder.tokens().iter().collect();
            words.sort();
            let (_, served) =
                index.entry(words).or_insert_with(|| (sentence!("{}", holder), Sharers::new()));
            served.entry(&persona.id).or_default().insert(said.from());
        }
    }
    index
        .into_values()
        .filter_map(|(value, served)| {
            facilitator(FacilitatorRole::Payee, FacilitatorKind::Person, value, &served)
        })
        .collect()
}

/// Those who gave references for several members, or for one with whom they share more than that.
fn vouchers(population: &Population<'_>, members: &[&Persona], ties: &[Tie]) -> Vec<Facilitator> {
    let ids: BTreeSet<&PersonaId> = members.iter().map(|it| &it.id).collect();
    let mut index: BTreeMap<&PersonaId, Sharers<'_>> = BTreeMap::new();
    for persona in population.personas() {
        for (candidate, said) in persona.find(|it| {
            if let Fact::VouchedFor { candidate, .. } = it { Some(candidate) } else { None }
        }) {
            if let Some(id) = population.people.whom(candidate).and_then(|it| ids.get(it)) {
                note(&mut index, &persona.id, id, said.from());
            }
        }
    }
    let shares_more = |id: &PersonaId| {
        let own = ties.iter().filter(|it| &it.a == id || &it.b == id);
        own.into_iter()
            .any(|it| !matches!(it.kind, TieKind::Vouching | TieKind::Referral) && it.bits.0 > 0.0)
    };
    let mut res = Vec::new();
    for (id, served) in index {
        let Some(voucher) = population.personas.get(id) else { continue };
        let lines: BTreeSet<&Provenance> = served.values().flatten().copied().collect();
        let Some(first) = lines.first().filter(|_| served.len() >= SERVED || shares_more(id))
        else {
            continue;
        };
        res.push(Facilitator {
            role: FacilitatorRole::Voucher,
            kind: FacilitatorKind::Person,
            value: sentence!("{}", voucher),
            personas: served.keys().map(|it| (*it).clone()).collect(),
            evidence: Evidence::new(first).and(lines.iter().copied()),
        });
    }
    res
}

/// Agencies that engage several members and nobody else.
fn agencies(population: &Population<'_>, members: &[&Persona]) -> Vec<Facilitator> {
    let ids: BTreeSet<&PersonaId> = members.iter().map(|it| &it.id).collect();
    let engaged_by =
        |persona: &&Persona| persona.said.iter().any(|it| matches!(it.fact, Fact::Agency(_)));
    if !members.iter().any(engaged_by) {
        return Vec::new();
    }
    let mut index: BTreeMap<String, (&str, Sharers<'_>)> = BTreeMap::new();
    for persona in population.personas() {
        for (agency, said) in
            persona.find(|it| if let Fact::Agency(name) = it { Some(name) } else { None })
        {
            let (_, served) =
                index.entry(agency.to_lowercase()).or_insert_with(|| (agency, Sharers::new()));
            served.entry(&persona.id).or_default().insert(said.from());
        }
    }
    let own = index.into_values().filter(|(_, served)| served.keys().all(|it| ids.contains(*it)));
    own.filter_map(|(agency, served)| {
        facilitator(
            FacilitatorRole::Agency,
            FacilitatorKind::Organization,
            sentence!("{}", agency),
            &served,
        )
    })
    .collect()
}
