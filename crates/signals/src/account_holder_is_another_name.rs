//! The pay account is held under somebody else's name.
//!
//! ## What it sees
//! The holder of a pay account, as payroll or the bank gives it, has no name in common with the worker; or the bank
//! says that they do not match.
//!
//! ## Why it matters
//! Pay is collected by a facilitator.
//!
//! ## Innocent reasons
//! A spouse's or parent's account, which weighs less where records show the two at one home; a company of their own; a former name.
//! Who is new in a country or leaves a home is paid to somebody they trust until there is an account of their own: it weighs less once
//! pay goes there.
//!
//! ## Blind spots
//! Says nothing where holders are not recorded. A family name alone in common is enough to stay quiet.

use std::collections::BTreeMap;

use bonafide_model::{
    AccountUse, AddressPurpose, Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene,
    Stage, sentence,
    value::{BankAccount, PersonName},
};

use crate::{
    households::{self, People},
    met_in_person, names,
};

/// What the bank's own refusal weighs, in bits: guess, banks refuse for spellings too.
const BANK_SAYS_BITS: f64 = 3.0;
/// What somebody else's account weighs once pay has moved to one in the person's name, in bits: guess, who collects for others is
/// rarely let go.
const FORMER_BITS: f64 = 1.5;
/// What the account of somebody weighs who lives in the same home by the records, in bits: guess, a couple has one purse, and a host
/// can have two names.
const AT_HOME_BITS: f64 = 2.0;

pub(crate) static CARD: Card = Card {
    id: "account-holder-is-another-name",
    title: "The pay account is held under somebody else's name",
    stage: Stage::Payment,
    family: Family::Payout,
    weight: Bits(5.0),
    weight_from: "guess: strong after an alias check in the threat catalogue (PAY-02)",
    needs: &[Need::Payroll, Need::Workers],
    benign: &["a spouse's or parent's account", "a company of their own", "a former name"],
    verify: "ask the worker for the relation to the holder, and the bank for confirmation of payee",
    sources: &["JP24", "TRE22"],
    indicators: &["PAY-02", "PAY-05"],
    attack: &[],
};

/// Compares holders with names.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let homes = households::named(scene, AddressPurpose::Home);
    scene.personas().filter_map(|it| of_persona(it, &homes)).collect()
}

fn of_persona(persona: &Persona, homes: &BTreeMap<String, People<'_>>) -> Option<Finding> {
    let (own, strange): (Vec<Paid<'_>>, Vec<Paid<'_>>) =
        paid(persona).into_iter().partition(|it| is_own(persona, it.holder));
    let finding = |it: &Paid<'_>, words: &str| {
        let because = sentence!("{} {} {}, held by {}", persona, words, it.account, it.holder);
        let finding = Finding::new(&CARD, &persona.id, because, it.said.from());
        met_in_person::leaves(persona, it.said, finding)
    };
    let is_mended = |it: &&Paid<'_>| it.is_over && own.iter().any(|it| !it.is_over);
    if let Some(it) = strange.iter().find(|it| !is_mended(it)) {
        if lives_with(persona, it.holder, homes) {
            let words = "is paid into an account of somebody at home,";
            return Some(finding(it, words).weighing(Bits(AT_HOME_BITS)));
        }
        return Some(finding(it, "is paid into"));
    }
    let refused = persona.find(|it| (*it == Fact::HolderChecked { matches: false }).then_some(()));
    if let Some(((), refused)) = refused.last() {
        let because = sentence!("the bank says that the account's holder is not {}", persona);
        let finding = Finding::new(&CARD, &persona.id, because, refused.from());
        return Some(finding.weighing(Bits(BANK_SAYS_BITS)));
    }
    let words = "is paid into an account of their own since pay went into";
    strange.first().map(|it| finding(it, words).weighing(Bits(FORMER_BITS)))
}

/// An account whose holder is told.
struct Paid<'a> {
    holder: &'a PersonName,
    account: &'a BankAccount,
    /// Pay has moved away from it.
    is_over: bool,
    said: &'a Said,
}

fn paid(persona: &Persona) -> Vec<Paid<'_>> {
    let told = persona.find(|it| {
        let Fact::PaidInto { holder: Some(holder), account, stands, .. } = it else { return None };
        Some((holder, account, *stands == AccountUse::Former))
    });
    told.map(|((holder, account, is_former), said)| {
        let is_over = is_former || persona.paid_into(account).1.is_some();
        Paid { holder, account, is_over, said }
    })
    .collect()
}

/// Whether the holder is somebody whose records give the same home, as a spouse's do who works or applied here.
fn lives_with(
    persona: &Persona,
    holder: &PersonName,
    homes: &BTreeMap<String, People<'_>>,
) -> bool {
    let own = households::homes(persona);
    let at_home = own.iter().filter_map(|it| homes.get(it)).flat_map(BTreeMap::values);
    at_home
        .filter(|(other, _)| other.id != persona.id)
        .any(|(other, _)| other.names().any(|(name, _)| names::could_be_one(name, holder)))
}

/// Whether a holder has a name in common with the person, or is the agency that pays them; nothing is strange to somebody of whom no
/// name is known.
fn is_own(persona: &Persona, holder: &PersonName) -> bool {
    if persona.names().next().is_none() {
        return true;
    }
    let has = |token: &String| persona.names().any(|(name, _)| name.tokens().contains(token));
    holder.tokens().iter().any(has)
        || persona.agencies().iter().any(|agency| is_held_by(holder, agency))
}

/// Whether an account is the agency's own: payroll writes `Brightwater Staffing LLC` where HR writes `Brightwater Staffing`.
fn is_held_by(holder: &PersonName, agency: &str) -> bool {
    let words: Vec<&str> =
        agency.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let holder = holder.tokens();
    let is_longer = !words.is_empty()
        && words.iter().all(|word| holder.iter().any(|token| token.as_str() == *word));
    is_longer || holder.iter().all(|token| agency.contains(token.as_str()))
}
