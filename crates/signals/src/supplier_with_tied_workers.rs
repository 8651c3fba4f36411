//! Workers of one supplier are tied to people outside it far more often than others.
//!
//! ## What it sees
//! A supplier of four or more people, three or more of whom share a telephone, authenticator, computer, device, wallet or signing
//! key with somebody of another name outside it, when Fisher's exact test says that so many of one supplier are no chance.
//!
//! ## Why it matters
//! Some suppliers are a front: their people are a few hands behind many names, who come by other ways too.
//!
//! ## Innocent reasons
//! What people of one supplier share with one another by working for it ties nobody. Only those who are tied themselves get the
//! finding; their colleagues do not.
//!
//! ## Blind spots
//! Suppliers that no record names; people who are swapped behind one seat; hands that stay within one supplier.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Identifier, Need, Persona, PersonaId, Scene, Stage, Tie,
    TieKind, sentence,
};

use crate::{employers, from_ties, names};

/// Things that strangers do not share by living near one another.
const KINDS: &[TieKind] = &[
    TieKind::Phone,
    TieKind::Wallet,
    TieKind::Device,
    TieKind::Authenticator,
    TieKind::ClientMachine,
    TieKind::CodeIdentity,
];
/// People of a supplier, and of these tied, without which nothing is tested (guess): two are a couple.
const LEAST_PEOPLE: usize = 4;
const LEAST_TIED: usize = 3;
/// Probability below which it is no chance (guess; there are tens of suppliers, not thousands).
const P: f64 = 0.01;

pub(crate) static CARD: Card = Card {
    id: "supplier-with-tied-workers",
    title: "Workers of one supplier are tied to people outside it far more often than others",
    stage: Stage::Conduct,
    family: Family::Refnet,
    weight: Bits(2.0),
    weight_from: "guess: moderate in the threat catalogue (3PT-02); the shared things themselves count in their own family",
    needs: &[Need::Workers],
    benign: &[
        "a small firm whose people have relatives here",
        "a supplier that hands out telephones or computers in turns",
    ],
    verify: "ask the supplier who checked each person's identity, where each device is and who is paid",
    sources: &["FLARE26", "SEAL", "RF26"],
    indicators: &["3PT-02", "3PT-01"],
    attack: &["T1199"],
};

/// Tests every supplier against all other workers.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let is_worker = |it: &&Persona| {
        it.hired().is_some()
            || it.said.iter().any(|it| matches!(it.fact, Fact::Knows(Identifier::Worker(_))))
    };
    let workers: Vec<&Persona> = scene.personas().filter(is_worker).collect();
    let tied: BTreeMap<&PersonaId, &Tie> =
        workers.iter().filter_map(|it| Some((&it.id, tie(scene, it)?))).collect();
    let mut suppliers: BTreeMap<String, BTreeSet<&PersonaId>> = BTreeMap::new();
    for worker in &workers {
        let named = worker.find(|it| if let Fact::Agency(name) = it { Some(name) } else { None });
        for (name, _) in named {
            suppliers.entry(employers::key(name)).or_default().insert(&worker.id);
        }
    }
    let mut res = Vec::new();
    for people in suppliers.values() {
        let own: Vec<&PersonaId> =
            people.iter().copied().filter(|it| tied.contains_key(*it)).collect();
        let p = at_least(own.len(), people.len(), (tied.len(), workers.len()));
        if people.len() >= LEAST_PEOPLE && own.len() >= LEAST_TIED && p <= P {
            res.extend(own.iter().map(|id| finding(scene, (id, tied[*id]), (&own, people.len()))));
        }
    }
    res.sort_by(|a, b| a.persona.cmp(&b.persona));
    res
}

/// The heaviest telling tie to somebody of another name.
fn tie<'a>(scene: &Scene<'a>, persona: &Persona) -> Option<&'a Tie> {
    let all = KINDS.iter().flat_map(|kind| scene.ties(&persona.id, *kind));
    let hard = all.filter(|it| {
        it.bits.0 >= from_ties::HARD_BITS
            && names::differ(persona, &scene.linked.personas[it.other(&persona.id)])
    });
    hard.max_by(|a, b| a.bits.0.total_cmp(&b.bits.0).then_with(|| b.because.cmp(&a.because)))
}

fn finding(
    scene: &Scene<'_>,
    (id, tie): (&PersonaId, &Tie),
    (tied, n_people): (&[&PersonaId], usize),
) -> Finding {
    let persona = &scene.linked.personas[id];
    let because = sentence!(
        "{} of {} people of one supplier are tied to somebody of another name outside it, {} among them: {}",
        tied.len(),
        n_people,
        persona,
        tie.because
    );
    from_ties::on_top_of(&CARD, persona, (tie, because))
        .with(tied.iter().copied().filter(|it| *it != id))
}

/// Fisher's exact test, one-sided: the probability that of `n` people drawn from all at least `k` are tied, if `tied` of `all` are.
fn at_least(k: usize, n: usize, (tied, all): (usize, usize)) -> f64 {
    let choose = |n: usize, k: usize| -> f64 {
        (0..k).map(|it| ((n - it) as f64).ln() - ((it + 1) as f64).ln()).sum()
    };
    (k..=n.min(tied))
        .filter(|it| n - it <= all - tied)
        .map(|it| (choose(tied, it) + choose(all - tied, n - it) - choose(all, n)).exp())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::at_least;

    #[test]
    fn the_test_gives_what_tables_give() {
        // Published: Fisher's lady, who named 3 of 4 cups and 4 of 4 cups of 8.
        assert!((at_least(3, 4, (4, 8)) - 17.0 / 70.0).abs() < 1e-12);
        assert!((at_least(4, 4, (4, 8)) - 1.0 / 70.0).abs() < 1e-12);
        assert!((at_least(0, 4, (4, 8)) - 1.0).abs() < 1e-12);
        assert!(at_least(5, 4, (4, 8)).abs() < 1e-12);
    }
}
