//! Why two that something brought together are not one person, or do not stand in one network.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Asked, Network, NetworkId, Persona, PersonaId, RecordKey, Refused, Sentence, Tie, sentence,
};

use crate::{
    fold::Apart,
    networks,
    ties::{Population, Ties},
};

/// Joins of records that were refused, as the two personas that came of it.
pub(crate) fn persons(
    personas: &BTreeMap<PersonaId, Persona>,
    apart: Vec<Apart>,
) -> BTreeSet<Refused> {
    let owners = owners(personas, apart.iter().map(|it| &it.records));
    let refused = |it: &Apart| {
        let (a, b) = pair(&owners, &it.records)?;
        Some(Refused { a, b, asked: Asked::OnePerson, because: it.because.clone() })
    };
    apart.iter().filter_map(refused).collect()
}

/// Personas of records that were decided to be of different people; of each two the smaller id first.
pub(crate) fn decided(
    personas: &BTreeMap<PersonaId, Persona>,
    apart: &[[RecordKey; 2]],
) -> BTreeSet<(PersonaId, PersonaId)> {
    let owners = owners(personas, apart.iter());
    apart.iter().filter_map(|it| pair(&owners, it)).collect()
}

/// Whose some records are.
fn owners<'a>(
    personas: &'a BTreeMap<PersonaId, Persona>,
    asked: impl Iterator<Item = &'a [RecordKey; 2]>,
) -> BTreeMap<&'a RecordKey, &'a PersonaId> {
    let asked: BTreeSet<&RecordKey> = asked.flatten().collect();
    let records = personas.values().flat_map(|it| it.records.iter().map(move |key| (key, &it.id)));
    records.filter(|(key, _)| asked.contains(key)).collect()
}

fn pair(
    owners: &BTreeMap<&RecordKey, &PersonaId>,
    records: &[RecordKey; 2],
) -> Option<(PersonaId, PersonaId)> {
    let [one, other] = records.each_ref().map(|key| owners.get(key).copied());
    let (one, other) = (one?, other?);
    Some((one.min(other).clone(), one.max(other).clone()))
}

/// Pairs with ties that do not stand in one network, each with what it would have taken.
pub(crate) fn networks(
    population: &Population<'_>,
    found: &Ties,
    networks: &BTreeMap<NetworkId, Network>,
) -> Vec<Refused> {
    let members = networks
        .values()
        .flat_map(|network| network.members.iter().map(move |it| (&it.persona, &network.id)));
    let network_of: BTreeMap<&PersonaId, &NetworkId> = members.collect();
    let pairs = found.ties.chunk_by(|x, y| (&x.a, &x.b) == (&y.a, &y.b));
    let apart = pairs.filter(|ties| {
        let (a, b) = (network_of.get(&ties[0].a), network_of.get(&ties[0].b));
        a.is_none() || a != b
    });
    apart
        .map(|ties| Refused {
            a: ties[0].a.clone(),
            b: ties[0].b.clone(),
            asked: Asked::OneNetwork,
            because: because(population, found, ties),
        })
        .collect()
}

fn because(population: &Population<'_>, found: &Ties, ties: &[Tie]) -> Sentence {
    let counted: Vec<&Tie> =
        ties.iter().filter(|it| networks::is_counted(population, found, it)).collect();
    let excused = ties.iter().find_map(|it| networks::why_not_counted(population, found, it));
    if let (true, Some(why)) = (counted.is_empty(), excused) {
        return Sentence::plain(why);
    }
    let (causes, bits) = networks::causes(counted);
    let bits = format!("{bits:.1}");
    if let [cause] = causes.as_slice() {
        return sentence!(
            "what they share is all of one cause, {}, and one innocent reason explains it; two causes are needed, and {} bits",
            *cause,
            networks::CORE_BITS
        );
    }
    sentence!(
        "what they share comes to {} bits over {} causes ({}); {} are needed",
        bits,
        causes.len(),
        causes.join(", "),
        networks::CORE_BITS
    )
}
