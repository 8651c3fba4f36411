//! Shared bank accounts and wallets.

use std::collections::BTreeMap;

use bonafide_model::{
    TieKind, sentence,
    value::{BankAccount, Wallet},
};

use super::{Cap, Population, Shared, Sharers, note};

/// Guess: money must end up in one place; couples and agencies are looked at apart.
const ACCOUNT_BITS: f64 = 9.0;
/// Guess: as an account; deposit addresses of an exchange are per customer.
const WALLET_BITS: f64 = 9.0;

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
    let accounts = accounts.into_values().map(|(account, sharers)| Shared {
        kind: TieKind::BankAccount,
        value: sentence!("{}", account),
        bits: ACCOUNT_BITS,
        cap: Cap::Personal,
        words: "are or were paid into one account",
        sharers,
        passers_by: 0,
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
