//! Shared bank accounts and wallets.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    PersonaId, TieKind, sentence,
    value::{BankAccount, Wallet},
};
use jiff::SignedDuration;

use super::{Cap, Population, Shared, Sharers, note};
use crate::names::{self, Agreement};

/// Guess: money must end up in one place; couples and agencies are looked at apart.
const ACCOUNT_BITS: f64 = 9.0;
/// Guess: as an account; deposit addresses of an exchange are per customer.
const WALLET_BITS: f64 = 9.0;

/// Time for which pay goes to a namesake's account before somebody notices. Guess: one pay day and a few days around it.
const MISTAKEN: SignedDuration = SignedDuration::from_hours(24 * 40);

/// Everything of this kind that more than one persona has.
pub(super) fn shared<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut accounts: BTreeMap<String, (&'a BankAccount, Sharers<'a>)> = BTreeMap::new();
    let mut wallets: BTreeMap<&Wallet, Sharers<'a>> = BTreeMap::new();
    for persona in population.personas() {
        for (account, said) in persona.accounts() {
            let Some(key) = account.joinable_key() else { continue };
            let (_, sharers) = accounts.entry(key).or_insert_with(|| (account, Sharers::new()));
            sharers.entry(&persona.id).or_default().insert(said.from());
        }
        for (wallet, said) in persona.wallets() {
            note(&mut wallets, wallet, &persona.id, said.from());
        }
    }
    let accounts = accounts.into_values().map(|(account, mut sharers)| {
        let mistaken = mistaken(population, account, &sharers);
        sharers.retain(|it, _| !mistaken.contains(it));
        Shared {
            kind: TieKind::BankAccount,
            value: sentence!("{}", account),
            bits: ACCOUNT_BITS,
            cap: Cap::Personal,
            words: "are or were paid into one account",
            sharers,
            passers_by: mistaken.len(),
        }
    });
    let wallets = wallets.into_iter().map(|(wallet, sharers)| Shared {
        kind: TieKind::Wallet,
        value: sentence!("{}", wallet),
        bits: WALLET_BITS,
        cap: Cap::Personal,
        words: "are paid into one wallet",
        sharers,
        passers_by: 0,
    });
    accounts.chain(wallets).collect()
}

/// Who was paid into the account of somebody of the same name for a pay day, until it was put right: payroll takes the one for the
/// other.
fn mistaken<'a>(
    population: &Population<'a>,
    account: &BankAccount,
    sharers: &Sharers<'a>,
) -> BTreeSet<&'a PersonaId> {
    let paid = |id: &PersonaId| {
        let persona = population.personas.get(id)?;
        let (since, until) = persona.paid_into(account);
        Some((persona, since?, until))
    };
    let is_mistaken = |id: &&'a PersonaId| {
        let Some((persona, since, Some(until))) = paid(id) else { return false };
        let has_it_for_long = |other: &&'a PersonaId| {
            other != id
                && paid(other).is_some_and(|(other, before, end)| {
                    before < since
                        && end.is_none_or(|it| it > until)
                        && names::of_people(persona, other) == Agreement::Agree
                })
        };
        until.duration_since(since) <= MISTAKEN && sharers.keys().any(has_it_for_long)
    };
    sharers.keys().copied().filter(is_mistaken).collect()
}
