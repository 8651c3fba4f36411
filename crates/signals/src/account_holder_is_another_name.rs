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
//! A spouse's or parent's account; a company of their own; a former name.
//!
//! ## Blind spots
//! Says nothing where holders are not recorded. A family name alone in common is enough to stay quiet.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence, value::PersonName,
};

/// What the bank's own refusal weighs, in bits: guess, banks refuse for spellings too.
const BANK_SAYS_BITS: f64 = 3.0;

pub(crate) static CARD: Card = Card {
    id: "account-holder-is-another-name",
    title: "The pay account is held under somebody else's name",
    stage: Stage::Payment,
    family: Family::Payout,
    weight: Bits(5.0),
    weight_from: "guess: strong after an alias check in the threat catalogue (PAY-02)",
    needs: &[Need::Payroll],
    benign: &["a spouse's or parent's account", "a company of their own", "a former name"],
    verify: "ask the worker for the relation to the holder, and the bank for confirmation of payee",
    sources: &["JP24", "TRE22"],
    indicators: &["PAY-02", "PAY-05"],
    attack: &[],
};

/// Compares holders with names.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(of_persona).collect()
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let holders = persona.find(|it| {
        if let Fact::PaidInto { holder: Some(holder), account, .. } = it {
            Some((holder, account))
        } else {
            None
        }
    });
    let agencies: Vec<&str> = persona
        .find(|it| if let Fact::Agency(name) = it { Some(name.as_ref()) } else { None })
        .map(|(it, _)| it)
        .collect();
    for ((holder, account), said) in holders {
        let own_tokens: Vec<&String> =
            persona.names().flat_map(|(name, _)| name.tokens()).collect();
        let has_common = holder.tokens().iter().any(|it| own_tokens.contains(&it));
        let is_agency = agencies.iter().any(|it| is_held_by(holder, it));
        if !own_tokens.is_empty() && !has_common && !is_agency {
            let because = sentence!("{} is paid into {}, held by {}", persona, account, holder);
            return Some(Finding::new(&CARD, &persona.id, because, said.from()));
        }
    }
    let refused =
        persona.said.iter().find(|it| matches!(it.fact, Fact::HolderChecked { matches: false }))?;
    let because = sentence!("the bank says that the account's holder is not {}", persona);
    Some(Finding::new(&CARD, &persona.id, because, refused.from()).weighing(Bits(BANK_SAYS_BITS)))
}

/// Whether an account is the agency's own: payroll writes `Brightwater Staffing LLC` where HR writes `Brightwater Staffing`.
fn is_held_by(holder: &PersonName, agency: &str) -> bool {
    let agency = agency.to_lowercase();
    let words: Vec<&str> =
        agency.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let holder = holder.tokens();
    let is_longer = !words.is_empty()
        && words.iter().all(|word| holder.iter().any(|token| token.as_str() == *word));
    is_longer || holder.iter().all(|token| agency.contains(token.as_str()))
}
