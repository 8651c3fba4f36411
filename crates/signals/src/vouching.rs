//! Who vouches for whom, as far as both are known here.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Fact, Identifier, Persona, PersonaId, Said, Scene, Tie, TieKind};

/// People who give one telephone number above which it is the switchboard's where a referee works. Guess.
const MOST_ON_A_PHONE: usize = 4;

/// Whether what a referee shares is the number of their desk at work rather than their own.
pub(crate) fn is_of_a_desk(tie: &Tie) -> bool {
    tie.kind == TieKind::Phone && tie.sharers > MOST_ON_A_PHONE
}

/// For each of one side everybody of the other side, with the first line that says so.
pub(crate) type Vouches<'a> = BTreeMap<&'a PersonaId, BTreeMap<&'a PersonaId, &'a Said>>;

/// From referees to those whom they vouch for.
pub(crate) fn by_referee<'a>(scene: &Scene<'a>) -> Vouches<'a> {
    let vouches: Vec<(&Persona, &Identifier, &Said)> = scene
        .personas()
        .flat_map(|it| given(it).map(move |(whom, said)| (it, whom, said)))
        .collect();
    if vouches.is_empty() {
        return Vouches::new();
    }
    // Few are vouched for, of whom the identifiers are worth a look.
    let wanted: BTreeSet<&Identifier> = vouches.iter().map(|(_, whom, _)| *whom).collect();
    let mut by_identifier: BTreeMap<&Identifier, &PersonaId> = BTreeMap::new();
    for persona in scene.personas() {
        let known = persona.find(|it| if let Fact::Knows(it) = it { Some(it) } else { None });
        let known = known.filter(|(it, _)| wanted.contains(it));
        by_identifier.extend(known.map(|(it, _)| (it, &persona.id)));
    }
    let mut res = Vouches::new();
    for (persona, whom, said) in vouches {
        let Some(other) = by_identifier.get(whom).filter(|it| **it != &persona.id) else {
            continue;
        };
        res.entry(&persona.id).or_default().entry(*other).or_insert(said);
    }
    res
}

/// Whom somebody vouches for.
fn given(referee: &Persona) -> impl Iterator<Item = (&Identifier, &Said)> {
    referee
        .find(|it| if let Fact::VouchedFor { candidate, .. } = it { Some(candidate) } else { None })
}

/// From those who are vouched for to their referees.
pub(crate) fn by_candidate<'a>(scene: &Scene<'a>) -> Vouches<'a> {
    let mut res = Vouches::new();
    for (referee, candidates) in by_referee(scene) {
        for (candidate, said) in candidates {
            res.entry(candidate).or_default().insert(referee, said);
        }
    }
    res
}
