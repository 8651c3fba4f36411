//! People vouch for one another in a circle, or one private person for many.
//!
//! ## What it sees
//! People who vouch for one another in a circle, or a private referee who vouches for three or more people who claim
//! different former employers.
//!
//! ## Why it matters
//! Closed circles vouch for themselves.
//!
//! ## Innocent reasons
//! A team that left one employer together; a manager who vouches for former reports.
//!
//! ## Blind spots
//! A circle that runs through people outside these records.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, PersonaId, PersonaStage, Said, Scene, Stage,
    TieKind, sentence,
};

use crate::vouching::{self, Vouches};

/// People vouched for by one private person that are too many: guess.
const STAR: usize = 3;
/// What a star weighs, in bits: guess, a good manager vouches for many.
const STAR_BITS: f64 = 2.0;

pub(crate) static CARD: Card = Card {
    id: "vouching-ring",
    title: "People vouch for one another in a circle, or one private person for many",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(4.0),
    weight_from: "guess: moderate to strong in the threat catalogue (NET-04)",
    needs: &[Need::References],
    benign: &["a team that left one employer together", "a manager who vouches for former reports"],
    verify: "confirm with the named employer that these people worked there together",
    sources: &["SEED"],
    indicators: &["NET-04"],
    attack: &[],
};

/// Circles of two or three, and stars.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let vouches = vouching::by_referee(scene);
    let mut res = circles(scene, &vouches);
    res.extend(stars(scene, &vouches));
    res
}

fn circles<'a>(scene: &Scene<'a>, vouches: &Vouches<'a>) -> Vec<Finding> {
    let mut res = Vec::new();
    for (a, for_whom) in vouches {
        for (b, said) in for_whom {
            let back = |from: &&PersonaId| vouches.get(from).and_then(|it| it.get(a).copied());
            let direct = back(b);
            let through =
                || vouches.get(b)?.iter().find_map(|(c, second)| Some((*second, back(c)?)));
            let lines: Vec<&Said> = match (direct, through()) {
                (Some(last), _) => vec![last],
                (None, Some((second, last))) => vec![second, last],
                (None, None) => continue,
            };
            let persona = &scene.linked.personas[*a];
            let other = &scene.linked.personas[*b];
            let because = sentence!(
                "{} vouches for {}, and the circle closes back on {}",
                persona,
                other,
                persona
            );
            res.push(
                Finding::new(&CARD, a, because, said.from())
                    .and(lines.iter().map(|it| it.from()))
                    .with([*b]),
            );
            break;
        }
    }
    res
}

fn stars<'a>(scene: &Scene<'a>, vouches: &Vouches<'a>) -> Vec<Finding> {
    let private = |it: &Persona| {
        it.stage == PersonaStage::Referee
            && it.emails().all(|(email, _)| scene.lists.free_mail_domains.contains(email.domain()))
    };
    let mut res = Vec::new();
    for (referee, for_whom) in vouches.iter().filter(|(_, it)| it.len() >= STAR) {
        let referee = &scene.linked.personas[*referee];
        let employers: BTreeSet<String> = referee
            .find(|it| {
                if let Fact::VouchedFor { employer: Some(employer), .. } = it {
                    Some(employer.to_lowercase())
                } else {
                    None
                }
            })
            .map(|(it, _)| it)
            .collect();
        if !private(referee)
            || employers.len() < 2
            || scene.ties(&referee.id, TieKind::Vouching).next().is_none()
        {
            continue;
        }
        for (candidate, said) in for_whom {
            let persona = &scene.linked.personas[*candidate];
            let because = sentence!(
                "{} is vouched for by {}, a private mailbox that vouches for {} people of different former employers",
                persona,
                referee,
                for_whom.len()
            );
            res.push(
                Finding::new(&CARD, candidate, because, said.from())
                    .with([&referee.id])
                    .weighing(Bits(STAR_BITS)),
            );
        }
    }
    res
}
