//! Who stands near a confirmed case: in most cases there is more than one (published: SEAL), so whoever shares something rare
//! with one, or with somebody who does, is looked at sooner.

use std::collections::BTreeMap;

use bonafide_model::{CaseOutcome, Fact, NearConfirmed, Persona, PersonaId, Tie};
use jiff::{Timestamp, tz::TimeZone};

use crate::who_else::{Step, who_else};

/// For everybody within reach of a confirmed case the firmest way there; of equals the one from the lesser id. Cases that are
/// confirmed themselves need nobody to say so.
pub(crate) fn of(
    personas: &BTreeMap<PersonaId, Persona>,
    ties: &[Tie],
    as_of: Timestamp,
) -> BTreeMap<PersonaId, NearConfirmed> {
    let confirmed: Vec<&PersonaId> =
        personas.values().filter(|it| is_confirmed(it, as_of)).map(|it| &it.id).collect();
    let mut res: BTreeMap<PersonaId, NearConfirmed> = BTreeMap::new();
    if confirmed.is_empty() {
        return res;
    }
    let step = |it: &Tie| Step { a: it.a.clone(), b: it.b.clone(), kind: it.kind, bits: it.bits.0 };
    let steps: Vec<Step> = ties.iter().map(step).collect();
    for from in confirmed.iter().copied() {
        for reached in who_else(from, &steps) {
            let Some(to) = reached.way.last().filter(|it| !confirmed.contains(it)) else {
                continue;
            };
            let near = NearConfirmed {
                confirmed: from.clone(),
                bits: reached.bits,
                way: reached.way.clone(),
            };
            match res.get_mut(to) {
                Some(known) if known.bits >= near.bits => {}
                Some(known) => *known = near,
                None => drop(res.insert(to.clone(), near)),
            }
        }
    }
    res
}

/// Whether the latest decision about somebody is that the case is confirmed, and still counts.
fn is_confirmed(persona: &Persona, as_of: Timestamp) -> bool {
    let today = as_of.to_zoned(TimeZone::UTC).date();
    let decisions = persona.said.iter().filter_map(|said| {
        let Fact::CaseClosed { outcome, until } = &said.fact else { return None };
        Some((said.last(), *outcome, *until))
    });
    // Of two decisions of one day the milder counts: it is greater in order.
    let latest = decisions.max_by_key(|(at, outcome, _)| (*at, *outcome));
    latest.is_some_and(|(_, outcome, until)| {
        outcome == CaseOutcome::Confirmed && until.is_none_or(|it| it >= today)
    })
}
