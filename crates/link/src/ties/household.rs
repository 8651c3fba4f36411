//! Who lives together, as far as their records say: what such a pair shares means less.

use std::collections::BTreeMap;

use bonafide_model::{AddressPurpose, Fact, Persona, PersonaId, Tie, TieKind};

use super::Population;
use crate::names::{self, Agreement};

/// Why two count as living together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// One family name, and one home, an account for both, or parcels of the one that go to the other's home.
    Family,
    /// One home, and nobody else in it.
    Couple,
    /// One home, and others in it: flatmates, or a family of several names.
    Shared,
}

/// People in one home, or with one account, above which they are no household. Guess.
const HOUSEHOLD_MEMBERS: usize = 5;
/// What is left of a tie's weight within a family. Guess: a joint account alone must not lead to a case.
const FAMILY_SHARE: f64 = 0.35;
/// What is left of it between two of one home. Guess: they may be a couple, or two names of one person.
const COUPLE_SHARE: f64 = 0.5;

/// What is left of every further thing that two of one home share, beside the heaviest. Guess: one home explains them all, and a
/// telephone, an address and a joint account of a couple must not lead to a case.
const COUPLE_AGAIN: f64 = 0.5;

/// Takes off what the home of two of unlike names explains already.
pub(super) fn count_once(households: &Households, ties: &mut [Tie]) {
    for pair in ties.chunk_by_mut(|x, y| (&x.a, &x.b) == (&y.a, &y.b)) {
        let Some(home @ (Home::Couple | Home::Shared)) = households.between(&pair[0].a, &pair[0].b)
        else {
            continue;
        };
        let mut at_home: Vec<&mut Tie> =
            pair.iter_mut().filter(|it| home.explains(it.kind)).collect();
        at_home.sort_by(|x, y| y.bits.0.total_cmp(&x.bits.0).then_with(|| x.kind.cmp(&y.kind)));
        at_home.into_iter().skip(1).for_each(|it| it.bits.0 *= COUPLE_AGAIN);
    }
}

impl Home {
    /// What is left of a tie's weight.
    pub(crate) fn share(self) -> f64 {
        match self {
            Self::Family => FAMILY_SHARE,
            Self::Couple | Self::Shared => COUPLE_SHARE,
        }
    }

    /// Whether people who live so have things of this kind in common.
    pub(crate) fn explains(self, kind: TieKind) -> bool {
        match kind {
            TieKind::Phone
            | TieKind::Mailbox
            | TieKind::Address
            | TieKind::BankAccount
            | TieKind::Wallet
            | TieKind::Gateway
            | TieKind::Egress
            | TieKind::ClientMachine
            | TieKind::Authenticator
            | TieKind::IdentityDocument => true,
            // Brothers and sisters write their résumés on one computer, from one file.
            TieKind::ResumeText | TieKind::DocumentAncestry | TieKind::Image => {
                self == Self::Family
            }
            TieKind::Profile
            | TieKind::CodeIdentity
            | TieKind::Device
            | TieKind::ReferenceText
            | TieKind::Vouching
            | TieKind::Referral => false,
        }
    }

    /// In words.
    pub(crate) fn because(self) -> &'static str {
        match self {
            Self::Family => "weighs less: they are of one family, as home and name say",
            Self::Couple => "weighs less: the two share a home",
            Self::Shared => "weighs less: they share a home with others",
        }
    }
}

/// Pairs that live together.
#[derive(Default)]
pub(crate) struct Households {
    pairs: BTreeMap<(PersonaId, PersonaId), Home>,
}

impl Households {
    /// Reads them off homes, accounts and deliveries.
    pub(crate) fn of(population: &Population<'_>) -> Self {
        let homes = dwellings(population, AddressPurpose::Home);
        let mut pairs = BTreeMap::new();
        for members in homes.values().filter(|it| is_a_household(it)) {
            let others = if members.len() == 2 { Home::Couple } else { Home::Shared };
            pairs.extend(pairs_among(members).into_iter().map(|(a, b)| {
                let home = if are_family(a, b) { Home::Family } else { others };
                ((a.id.clone(), b.id.clone()), home)
            }));
        }
        // Who has moved out, and who has parcels sent to their mother, is of the family still. Two of one whole name are none: one
        // may go by the other's.
        let mut add_family = |a: &Persona, b: &Persona| {
            let is_one_name = names::of_people(a, b) == Agreement::Agree;
            if a.id != b.id && are_family(a, b) && !is_one_name {
                let (a, b) = (a.id.clone().min(b.id.clone()), a.id.clone().max(b.id.clone()));
                pairs.insert((a, b), Home::Family);
            }
        };
        for paid in accounts(population).values().filter(|it| is_a_household(it)) {
            pairs_among(paid).into_iter().for_each(|(a, b)| add_family(a, b));
        }
        for (unit, sent) in dwellings(population, AddressPurpose::ShipTo) {
            let at_home = homes.get(&unit).into_iter().flat_map(BTreeMap::values);
            let is_few = sent.len() <= HOUSEHOLD_MEMBERS;
            at_home.filter(|_| is_few).for_each(|a| sent.values().for_each(|b| add_family(a, b)));
        }
        Self { pairs }
    }

    /// How two, the smaller id first, live together.
    pub(crate) fn between(&self, a: &PersonaId, b: &PersonaId) -> Option<Home> {
        self.pairs.get(&(a.clone(), b.clone())).copied()
    }
}

/// People who have one thing in common.
type People<'a> = BTreeMap<&'a PersonaId, &'a Persona>;

fn is_a_household(people: &People<'_>) -> bool {
    (2..=HOUSEHOLD_MEMBERS).contains(&people.len())
}

/// Each pair, the smaller id first.
fn pairs_among<'a>(people: &People<'a>) -> Vec<(&'a Persona, &'a Persona)> {
    let people: Vec<&Persona> = people.values().copied().collect();
    let mut res = Vec::new();
    for (idx, a) in people.iter().enumerate() {
        res.extend(people.iter().skip(idx + 1).map(|b| (*a, *b)));
    }
    res
}

/// People by the dwelling that they name for a purpose.
fn dwellings<'a>(
    population: &Population<'a>,
    wanted: AddressPurpose,
) -> BTreeMap<String, People<'a>> {
    by_key(population, |persona| persona.addresses_for(wanted).filter_map(|(it, _)| it.unit_key()))
}

/// People by the account into which they are paid.
fn accounts<'a>(population: &Population<'a>) -> BTreeMap<String, People<'a>> {
    by_key(population, |persona| {
        let paid = persona.find(|it| {
            if let Fact::PaidInto { account, .. } = it { account.joinable_key() } else { None }
        });
        paid.map(|(account, _)| account)
    })
}

fn by_key<'a, K: Iterator<Item = String>>(
    population: &Population<'a>,
    keys: impl Fn(&'a Persona) -> K,
) -> BTreeMap<String, People<'a>> {
    let mut res: BTreeMap<String, People<'a>> = BTreeMap::new();
    for persona in population.personas() {
        for key in keys(persona) {
            res.entry(key).or_default().insert(&persona.id, persona);
        }
    }
    res
}

fn are_family(a: &Persona, b: &Persona) -> bool {
    a.names().any(|(name, _)| b.names().any(|(other, _)| names::share_family_name(name, other)))
}
