//! Who stands near a confirmed case: in most cases there is more than one (published: SEAL), so whoever shares something rare
//! with one, or with somebody who does, is looked at sooner.

use std::collections::BTreeMap;

use bonafide_model::{CaseOutcome, NearConfirmed, Persona, PersonaId, Tie, value::utc_day};
use jiff::Timestamp;

use crate::who_else::{Reached, Step, neighbors, reached};

/// For everybody within reach of a confirmed case the firmest way there; of equals the one from the lesser id. Cases that are
/// confirmed themselves need nobody to say so.
pub(crate) fn of(
    personas: &BTreeMap<PersonaId, Persona>,
    ties: &[Tie],
    as_of: Timestamp,
) -> BTreeMap<PersonaId, NearConfirmed> {
    let today = utc_day(as_of);
    let is_confirmed =
        |it: &&Persona| it.decision(today).is_some_and(|(it, _)| it == CaseOutcome::Confirmed);
    let confirmed: Vec<&PersonaId> =
        personas.values().filter(is_confirmed).map(|it| &it.id).collect();
    let mut res: BTreeMap<PersonaId, NearConfirmed> = BTreeMap::new();
    if confirmed.is_empty() {
        return res;
    }
    let step = |it: &Tie| Step { a: it.a.clone(), b: it.b.clone(), kind: it.kind, bits: it.bits.0 };
    let steps: Vec<Step> = ties.iter().map(step).collect();
    let neighbors = neighbors(&steps);
    for from in confirmed.iter().copied() {
        for Reached { way, bits } in reached(from, &neighbors) {
            let Some(to) = way.last().filter(|it| !confirmed.contains(it)) else { continue };
            if res.get(to).is_none_or(|known| known.bits < bits) {
                res.insert(to.clone(), NearConfirmed { confirmed: from.clone(), way, bits });
            }
        }
    }
    res
}
