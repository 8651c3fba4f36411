//! What is the custom of somebody's team: said of most others of it, it says nothing of one.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Persona, PersonaId, Scene};

/// Others of a team, at least, by whom its custom can be told (guess).
const LEAST_OTHERS: usize = 2;

/// What was found on people, without those of whose team most others show the same. Support has remote tools for its customers'
/// machines, and a team keeps one call open. `could` says on whom it could be seen at all. Who is of one network with somebody is
/// no witness for them.
pub(crate) fn without_customs<'a, T>(
    scene: &Scene<'a>,
    found: Vec<(&'a Persona, T)>,
    could: impl Fn(&Persona) -> bool,
) -> Vec<(&'a Persona, T)> {
    let show: BTreeSet<&PersonaId> = found.iter().map(|(it, _)| &it.id).collect();
    let mut teams: BTreeMap<String, BTreeSet<&PersonaId>> =
        found.iter().flat_map(|(it, _)| it.departments()).map(|it| (it, BTreeSet::new())).collect();
    if teams.is_empty() {
        return found;
    }
    for persona in scene.personas() {
        let own: Vec<String> =
            persona.departments().into_iter().filter(|it| teams.contains_key(it)).collect();
        if !own.is_empty() && could(persona) {
            own.into_iter().for_each(|it| _ = teams.entry(it).or_default().insert(&persona.id));
        }
    }
    let is_custom = |persona: &Persona| {
        let network = scene.linked.network_of(&persona.id);
        let is_apart = |id: &PersonaId| {
            *id != persona.id
                && network.is_none_or(|it| it.members.iter().all(|it| it.persona != *id))
        };
        persona.departments().iter().filter_map(|it| teams.get(it)).any(|team| {
            let others: Vec<&PersonaId> = team.iter().copied().filter(|it| is_apart(it)).collect();
            let n_show = others.iter().filter(|it| show.contains(*it)).count();
            others.len() >= LEAST_OTHERS && n_show * 2 > others.len()
        })
    };
    let customs: BTreeSet<&PersonaId> =
        found.iter().filter(|(it, _)| is_custom(it)).map(|(it, _)| &it.id).collect();
    found.into_iter().filter(|(it, _)| !customs.contains(&it.id)).collect()
}
