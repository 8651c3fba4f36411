//! A second account was made on the company laptop itself.
//!
//! ## What it sees
//! Local accounts made on a company laptop that bear neither the holder's name nor a name that many laptops here have. Within a
//! week of a remote-control program that is uncommon here it weighs more.
//!
//! ## Why it matters
//! The host keeps an account for setting things up and for the next operator.
//!
//! ## Innocent reasons
//! Support and developers' tools; see `CARD.benign`. People in IT are left out.
//!
//! ## Blind spots
//! Needs Windows' own security log. Accounts of a domain are made elsewhere and are not looked at.

use bonafide_model::{
    Bits, Card, DeviceId, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};
use jiff::Timestamp;

use crate::{
    clock::days_between,
    programs,
    surprise::{self, Frequencies},
};

pub(crate) static CARD: Card = Card {
    id: "local-account-made-on-laptop",
    title: "A second account was made on the company laptop itself",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(2.0),
    weight_from: "guess: moderate in the threat catalogue (EPT-21), less where no remote tool goes with it",
    needs: &[Need::Devices],
    benign: &[
        "a help desk that made an account for a repair",
        "a developer's tool that runs under an account of its own",
        "an account for a child on a laptop that goes home",
    ],
    verify: "ask IT whether it made the account, and look at when it was used",
    sources: &["U42"],
    indicators: &["EPT-21"],
    attack: &["T1136.001"],
};

/// Days between the account and the program (guess).
const TOGETHER_DAYS: f64 = 7.0;
/// When a remote-control program arrived at that time (guess).
const WITH_TOOL_BITS: Bits = Bits(3.5);
/// Accounts that Windows makes by itself, lower case (from memory).
const BORN_WITH: &[&str] = &["defaultuser0", "defaultuser1", "wdagutilityaccount", "wsiaccount"];

/// Remote-control programs that are uncommon here: on which device, and since when.
type Tools<'a> = Vec<(&'a DeviceId, Timestamp, &'a Said)>;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let known = surprise::on_devices(scene, |it| matches!(it, Fact::LocalAccountMade(_)), account);
    let hits =
        programs::uncommon_remote_tools(scene, CARD.weight).into_iter().flat_map(|(_, hits)| hits);
    let tools: Tools =
        hits.filter_map(|it| Some((&it.device.id, it.said.first()?, it.said))).collect();
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people.filter_map(|persona| look(scene, persona, (&known, &tools))).collect()
}

fn look(
    scene: &Scene,
    persona: &Persona,
    (known, tools): (&Frequencies<String>, &Tools),
) -> Option<Finding> {
    let made = programs::seen_on_company_devices(scene, persona, account).into_iter();
    let made =
        made.filter(|(name, ..)| !known.get(name).is_common(CARD.weight) && !is_own(name, persona));
    let made = made.collect::<Vec<_>>();
    let (_, device, first) = made.first()?;
    let because = sentence!("a second local account was made on the work device {}", device.id);
    let lines = made.iter().map(|(_, _, said)| said.from());
    let finding = Finding::new(&CARD, &persona.id, because, first.from()).and(lines);
    let with_tool = tools.iter().find(|(on, at, _)| {
        made.iter().any(|(_, device, said)| {
            let made_at = said.first().filter(|_| device.id == **on);
            made_at.is_some_and(|it| days_between(it, *at).abs() <= TOGETHER_DAYS)
        })
    });
    let finding = match with_tool {
        Some((_, _, said)) => finding.and([said.from()]).weighing(WITH_TOOL_BITS),
        None => finding,
    };
    known.rarest(made.iter().map(|(name, ..)| name)).weigh(finding)
}

fn account(fact: &Fact) -> Option<String> {
    let Fact::LocalAccountMade(name) = fact else { return None };
    let name = name.to_lowercase();
    (!BORN_WITH.contains(&name.as_str())).then_some(name)
}

/// Whether the account is the holder's own, by a name or mailbox of theirs.
fn is_own(account: &str, persona: &Persona) -> bool {
    let is_named =
        persona.names().any(|(name, _)| name.tokens().iter().any(|part| account.contains(part)));
    is_named || persona.emails().any(|(email, _)| email.local().to_lowercase() == account)
}
