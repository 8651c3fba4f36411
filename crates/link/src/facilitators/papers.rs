//! Those who open accounts for several, and those who lend their name.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Facilitator, FacilitatorKind, FacilitatorRole, Fact, Persona, PersonaId, sentence, value,
};

use super::facilitator;
use crate::ties::{Population, Sharers, Ties, note, place_on_net};

/// Addresses from which pay details of several members were entered, and of nobody else: one hand opens their accounts.
pub(super) fn account_openers(
    population: &Population<'_>,
    members: &[&Persona],
) -> Vec<Facilitator> {
    let ids: BTreeSet<&PersonaId> = members.iter().map(|it| &it.id).collect();
    let mut index: BTreeMap<_, Sharers<'_>> = BTreeMap::new();
    for persona in population.personas() {
        for (ip, said) in persona
            .find(|it| if let Fact::AccountChanged { ip } = it { *ip } else { None })
            .filter(|(ip, _)| value::is_public(*ip) && !population.atlas.network(*ip).is_rented())
        {
            note(&mut index, place_on_net(ip), &persona.id, said.from());
        }
    }
    // From an office or the payroll clerk's desk come those of many.
    let own = index.into_iter().filter(|(_, served)| served.keys().all(|it| ids.contains(*it)));
    own.filter_map(|(place, served)| {
        let (role, kind) = (FacilitatorRole::AccountOpener, FacilitatorKind::Network);
        facilitator(role, kind, sentence!("{}", place), &served)
    })
    .collect()
}

/// Members whose identity another member shows while the pay of both ends in one place.
pub(super) fn identity_lenders(
    population: &Population<'_>,
    found: &Ties,
    members: &[&Persona],
) -> Vec<Facilitator> {
    let ids: BTreeSet<&PersonaId> = members.iter().map(|it| &it.id).collect();
    let lent = found.borrowed.iter().filter(|it| it.is_lent && ids.contains(&it.owner));
    let mut res: Vec<Facilitator> = Vec::new();
    for borrowed in lent {
        let Some(owner) = population.personas.get(&borrowed.owner) else { continue };
        let value = sentence!("{}", owner);
        if let Some(known) = res.iter_mut().find(|it| it.value == value) {
            known.personas.insert(borrowed.by.clone());
            known.evidence = known.evidence.clone().and(borrowed.evidence.lines());
            continue;
        }
        res.push(Facilitator {
            role: FacilitatorRole::IdentityLender,
            kind: FacilitatorKind::Person,
            value,
            personas: BTreeSet::from([borrowed.by.clone()]),
            evidence: borrowed.evidence.clone(),
        });
    }
    res
}
