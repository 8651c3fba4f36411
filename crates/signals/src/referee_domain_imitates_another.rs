//! A referee writes from a domain that imitates a known one.
//!
//! ## What it sees
//! The domain of a referee's mailbox that reads like one that other people here have a mailbox at: with a digit for a letter,
//! letters that look alike, a hyphen more or less, or, where it is the named employer's, one letter off. Nobody but referees
//! uses it, and it is neither the named employer's own name nor used by as many as the other.
//!
//! ## Why it matters
//! Forged references keep the form of the firm's addresses and come from a domain that was bought for it.
//!
//! ## Innocent reasons
//! Firms of like names; see `CARD.benign`. Other endings of one name, and longer names that begin alike, are a firm's own and are
//! left out.
//!
//! ## Blind spots
//! An employer at which nobody else here has a mailbox.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, PersonaId, PersonaStage, Provenance, Scene,
    Stage, sentence,
};

use crate::{employers, vouching};

/// Letters of a name from which one letter off is no other short name (guess).
const LEAST_LETTERS: usize = 6;

/// The first word of each domain that people write from, with whom.
type Labels = BTreeMap<String, (String, BTreeSet<PersonaId>, bool)>;

pub(crate) static CARD: Card = Card {
    id: "referee-domain-imitates-another",
    title: "A referee writes from a domain that imitates a known one",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(4.0),
    weight_from: "guess: a look-alike domain is strong in the threat catalogue (NET-02)",
    needs: &[Need::References],
    benign: &[
        "another firm of a like name",
        "a second domain of the same firm",
        "a typing error in the form",
    ],
    verify: "call the former employer's switchboard on a number that you found yourself and ask for the referee",
    sources: &["KB4", "FLARE26"],
    indicators: &["NET-02"],
    attack: &["T1583.001"],
};

/// Compares the domains of referees with those of everybody else.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let labels = labels(scene);
    let mut res = Vec::new();
    for (candidate, theirs) in vouching::by_candidate(scene) {
        let found = theirs.keys().find_map(|referee| {
            let referee = &scene.linked.personas[*referee];
            let (domain, imitated, line) = imitation(scene, referee, &labels)?;
            Some((referee, domain, imitated, line))
        });
        let Some((referee, domain, imitated, line)) = found else { continue };
        let persona = &scene.linked.personas[candidate];
        let because = sentence!(
            "a referee of {} writes from {}, which reads like {}, where others here have mailboxes",
            persona,
            domain,
            imitated
        );
        res.push(
            Finding::new(&CARD, candidate, because, line)
                .and([theirs[&referee.id].from()])
                .with([&referee.id]),
        );
    }
    res
}

fn labels(scene: &Scene<'_>) -> Labels {
    let mut res = Labels::new();
    for persona in scene.personas() {
        let vouches = persona.said.iter().any(|it| matches!(it.fact, Fact::VouchedFor { .. }));
        let is_referee = vouches || persona.stage == PersonaStage::Referee;
        for (email, _) in persona.emails() {
            let domain = email.registrable_domain();
            if scene.lists.free_mail_domains.contains(domain) {
                continue;
            }
            let entry = res.entry(label(domain).to_owned());
            let (_, people, only_referees) =
                entry.or_insert_with(|| (domain.to_owned(), BTreeSet::new(), true));
            people.insert(persona.id.clone());
            *only_referees &= is_referee;
        }
    }
    res
}

fn label(domain: &str) -> &str {
    domain.split('.').next().unwrap_or(domain)
}

/// A domain of the referee, the one that it imitates, and the line that has it.
fn imitation<'a>(
    scene: &Scene<'_>,
    referee: &'a Persona,
    labels: &Labels,
) -> Option<(String, String, &'a Provenance)> {
    let employers: BTreeSet<String> =
        referee
            .find(|it| {
                if let Fact::VouchedFor { employer, .. } = it { employer.as_deref() } else { None }
            })
            .map(|(it, _)| employers::key(it))
            .collect();
    referee.emails().find_map(|(email, said)| {
        let domain = email.registrable_domain();
        let own = label(domain);
        let (_, people, only_referees) = labels.get(own)?;
        // The firm's own name is no imitation of whatever reads like it.
        let is_firms = employers.contains(&own.replace('-', ""));
        if is_firms || !only_referees || scene.lists.free_mail_domains.contains(domain) {
            return None;
        }
        let is_imitated =
            |(known, (_, others, _)): &(&String, &(String, BTreeSet<PersonaId>, bool))| {
                let is_named = employers.contains(&known.replace('-', ""));
                others.difference(people).next().is_some()
                    && (is_named || others.len() > people.len())
                    && *known != own
                    && (looks(known) == looks(own) || is_named && is_one_letter_off(known, own))
            };
        let (_, (imitated, _, _)) = labels.iter().find(is_imitated)?;
        Some((domain.to_owned(), imitated.clone(), said.from()))
    })
}

/// How a name looks at a glance: letters that are taken for one another are one, hyphens are none.
fn looks(label: &str) -> String {
    let small: String = label
        .chars()
        .filter(|it| *it != '-')
        .map(|it| match it {
            '0' => 'o',
            '1' | 'i' => 'l',
            '3' => 'e',
            '5' => 's',
            other => other,
        })
        .collect();
    small.replace("rn", "m").replace("vv", "w").replace("cl", "d")
}

/// Whether one letter was exchanged, put in or left out inside two long names, and not at the end, where a plural or a number is.
fn is_one_letter_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    shorter >= LEAST_LETTERS && longer - shorter <= 1 && tail > 0 && head + tail + 1 >= longer
}

#[cfg(test)]
mod tests {
    use super::{is_one_letter_off, looks};

    #[test]
    fn what_is_taken_for_one_another_looks_alike() {
        for (a, b, expected) in [
            ("northmill", "northmi11", true),
            ("northmill", "north-mill", true),
            ("modern", "modem", true),
            ("northmill", "northmills", false),
            ("northmill", "southmill", false),
        ] {
            assert_eq!(looks(a) == looks(b), expected, "{a} and {b}");
        }
        assert!(is_one_letter_off("northmill", "nortmill"));
        assert!(is_one_letter_off("northmill", "northnill"));
        assert!(!is_one_letter_off("northmill", "northmills"), "a plural");
        assert!(!is_one_letter_off("northmill", "southmill"));
        assert!(!is_one_letter_off("tarn", "torn"), "short names are near one another");
    }
}
