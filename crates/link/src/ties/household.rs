//! Who lives together, as far as their records say: what such a pair shares means less.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{AddressPurpose, Persona, PersonaId, Tie, TieKind};

use super::Population;
use crate::names;

/// Why two count as living together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// One home and one family name.
    Family,
    /// One home, and nobody else in it.
    Couple,
}

/// Members of a family in one home above which it is no family. Guess.
const FAMILY_MEMBERS: usize = 5;
/// What is left of a tie's weight within a family. Guess: a joint account alone must not lead to a case.
const FAMILY_SHARE: f64 = 0.35;
/// What is left of it between two of one home. Guess: they may be a couple, or two names of one person.
const COUPLE_SHARE: f64 = 0.5;

/// What is left of every further thing that two of one home share, beside the heaviest. Guess: one home explains them all, and a
/// telephone, an address and a joint account of a couple must not lead to a case.
const COUPLE_AGAIN: f64 = 0.5;

/// Takes off what a couple's home explains already.
pub(super) fn count_once(households: &Households, ties: &mut [Tie]) {
    for pair in ties.chunk_by_mut(|x, y| (&x.a, &x.b) == (&y.a, &y.b)) {
        if households.between(&pair[0].a, &pair[0].b) != Some(Home::Couple) {
            continue;
        }
        let mut at_home: Vec<&mut Tie> =
            pair.iter_mut().filter(|it| is_shared_at_home(it.kind)).collect();
        at_home.sort_by(|x, y| y.bits.0.total_cmp(&x.bits.0).then_with(|| x.kind.cmp(&y.kind)));
        at_home.into_iter().skip(1).for_each(|it| it.bits.0 *= COUPLE_AGAIN);
    }
}

impl Home {
    /// What is left of a tie's weight.
    pub(crate) fn share(self) -> f64 {
        match self {
            Self::Family => FAMILY_SHARE,
            Self::Couple => COUPLE_SHARE,
        }
    }

    /// In words.
    pub(crate) fn because(self) -> &'static str {
        match self {
            Self::Family => "weighs less: they share a home and a family name",
            Self::Couple => "weighs less: the two share a home",
        }
    }
}

/// Kinds of things that people of one home have in common.
pub(crate) fn is_shared_at_home(kind: TieKind) -> bool {
    match kind {
        TieKind::Phone
        | TieKind::Mailbox
        | TieKind::Address
        | TieKind::BankAccount
        | TieKind::Wallet
        | TieKind::Gateway
        | TieKind::Egress
        | TieKind::ClientMachine
        | TieKind::IdentityDocument => true,
        TieKind::Profile
        | TieKind::CodeIdentity
        | TieKind::Device
        | TieKind::Authenticator
        | TieKind::ResumeText
        | TieKind::DocumentAncestry
        | TieKind::Image
        | TieKind::ReferenceText
        | TieKind::Vouching
        | TieKind::Referral => false,
    }
}

/// Pairs that live together.
#[derive(Default)]
pub(crate) struct Households {
    pairs: BTreeMap<(PersonaId, PersonaId), Home>,
}

impl Households {
    /// Reads them off the home addresses.
    pub(crate) fn of(population: &Population<'_>) -> Self {
        let mut homes: BTreeMap<String, BTreeSet<&PersonaId>> = BTreeMap::new();
        for persona in population.personas() {
            for ((address, purpose), _) in persona.addresses() {
                if let (AddressPurpose::Home, Some(key)) = (purpose, address.unit_key()) {
                    homes.entry(key).or_default().insert(&persona.id);
                }
            }
        }
        let mut pairs = BTreeMap::new();
        for members in homes.values().filter(|it| (2..=FAMILY_MEMBERS).contains(&it.len())) {
            let members: Vec<&PersonaId> = members.iter().copied().collect();
            for (idx, a) in members.iter().enumerate() {
                for b in &members[idx + 1..] {
                    let (Some(persona_a), Some(persona_b)) =
                        (population.personas.get(*a), population.personas.get(*b))
                    else {
                        continue;
                    };
                    let home = if are_family(persona_a, persona_b) {
                        Some(Home::Family)
                    } else {
                        (members.len() == 2).then_some(Home::Couple)
                    };
                    pairs.extend(home.map(|home| (((*a).clone(), (*b).clone()), home)));
                }
            }
        }
        Self { pairs }
    }

    /// How two, the smaller id first, live together.
    pub(crate) fn between(&self, a: &PersonaId, b: &PersonaId) -> Option<Home> {
        self.pairs.get(&(a.clone(), b.clone())).copied()
    }
}

fn are_family(a: &Persona, b: &Persona) -> bool {
    a.names().any(|(name, _)| b.names().any(|(other, _)| names::share_family_name(name, other)))
}
