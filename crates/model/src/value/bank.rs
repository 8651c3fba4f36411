//! A bank account as payroll knows it: an IBAN, a routing or sort code with an account, or what an export left of it.

mod read;

use serde::{Deserialize, Serialize};
use std::fmt;

use super::{ValueError, country_code, is_rounded_by_spreadsheet, mask};

const EXPECTED: ValueError = ValueError::Expected("a bank account number");
/// Characters that an account must have to join two people, where its bank is unknown. Guess: shorter numbers are
/// given out by many banks.
const JOINABLE_CHARS_ALONE: usize = 8;
/// The same where the bank is known. Guess.
const JOINABLE_CHARS_AT_A_BANK: usize = 5;

/// The columns that payroll and HR exports spread one account over; empty ones are `None`.
#[derive(Clone, Default)]
pub struct AccountParts {
    /// International account number.
    pub iban: Option<String>,
    /// Account number at the bank.
    pub account_number: Option<String>,
    /// ABA routing number, or another country's bank code.
    pub routing_number: Option<String>,
    /// Sort code (United Kingdom, Ireland).
    pub sort_code: Option<String>,
    /// Bank identifier (SWIFT).
    pub bic: Option<String>,
    /// Country of the bank, by name or ISO code.
    pub country: Option<String>,
}

/// Which scheme an account is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// An IBAN with correct check digits.
    Iban,
    /// An ABA routing number with a correct check digit, and an account.
    Aba,
    /// A sort code and an account.
    SortCode,
    /// Anything else that can be compared.
    Other,
    /// The last digits alone.
    Masked,
}

/// What the scheme's check digits say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Checksum {
    /// They agree.
    Passed,
    /// They do not: mistyped or invented.
    Failed,
    /// The scheme has none.
    NotApplicable,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
enum Number {
    Iban(String),
    Aba { routing: String, account: String },
    SortCode { sort_code: String, account: String },
    Other { bank: Option<String>, account: String },
    Masked { last: String },
}

/// A bank account; equal when written alike but for case, spaces and punctuation.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BankAccount {
    number: Number,
    checksum: Checksum,
}

impl BankAccount {
    /// Reads an account from one text: an IBAN, `routing/account`, `12-34-56 12345678`, `****1234`, or a bare number.
    ///
    /// An IBAN or routing number whose check digits disagree is kept as [`AccountKind::Other`], see [`Self::checksum`].
    pub fn parse(text: &str) -> Result<BankAccount, ValueError> {
        if is_rounded_by_spreadsheet(text) && text.contains(['.', ',', '+']) {
            return Err(ValueError::Rounded("a bank account number"));
        }
        read::from_text(text)
    }

    /// Puts an account together from its columns; the IBAN counts where there is one.
    pub fn from_parts(parts: AccountParts) -> Result<BankAccount, ValueError> {
        let given = |part: &Option<String>| {
            part.as_deref().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned)
        };
        if let Some(iban) = given(&parts.iban) {
            return BankAccount::parse(&iban);
        }
        let account = given(&parts.account_number).ok_or(EXPECTED)?;
        if is_rounded_by_spreadsheet(&account) && account.contains(['.', ',', '+']) {
            return Err(ValueError::Rounded("a bank account number"));
        }
        let bank = read::Bank {
            routing: given(&parts.routing_number),
            sort_code: given(&parts.sort_code),
            bic: given(&parts.bic),
            country: given(&parts.country).and_then(|it| country_code(&it)),
        };
        read::at_bank(&account, bank)
    }

    /// Which scheme.
    pub fn kind(&self) -> AccountKind {
        match self.number {
            Number::Iban(_) => AccountKind::Iban,
            Number::Aba { .. } => AccountKind::Aba,
            Number::SortCode { .. } => AccountKind::SortCode,
            Number::Other { .. } => AccountKind::Other,
            Number::Masked { .. } => AccountKind::Masked,
        }
    }

    /// What the check digits say.
    pub fn checksum(&self) -> Checksum {
        self.checksum
    }

    /// ISO code of the bank's country, where the number or its columns tell it.
    pub fn country(&self) -> Option<&str> {
        match &self.number {
            Number::Iban(iban) => iban.get(..2),
            Number::Aba { .. } => Some("US"),
            Number::SortCode { .. } => Some("GB"),
            Number::Other { bank: Some(bank), .. } if bank.len() == 2 => country_code(bank),
            Number::Other { bank: Some(bank), .. } => bank.get(4..6).and_then(country_code),
            Number::Other { bank: None, account } if self.checksum == Checksum::Failed => {
                account.get(..2).and_then(country_code)
            }
            Number::Other { bank: None, .. } | Number::Masked { .. } => None,
        }
    }

    /// The text by which two exports meet; none where the number is masked, too short or a filler (`00000000`).
    ///
    /// A British IBAN and its sort code with account give one key; leading zeros that spreadsheets drop do not count.
    pub fn joinable_key(&self) -> Option<String> {
        let (bank, account) = match &self.number {
            Number::Iban(iban) => match (iban.starts_with("GB"), iban.get(8..14), iban.get(14..)) {
                (true, Some(sort_code), Some(account)) => {
                    (format!("sort:{sort_code}"), account.to_owned())
                }
                _ => ("iban".to_owned(), iban.clone()),
            },
            Number::Aba { routing, account } => {
                (format!("aba:{routing}"), account.trim_start_matches('0').to_owned())
            }
            Number::SortCode { sort_code, account } => {
                (format!("sort:{sort_code}"), account.clone())
            }
            Number::Other { bank, account } => match bank {
                Some(bank) => (format!("other:{bank}"), account.clone()),
                None => ("other:".to_owned(), account.clone()),
            },
            Number::Masked { .. } => return None,
        };
        let alone = bank == "other:";
        let chars_needed = if alone { JOINABLE_CHARS_ALONE } else { JOINABLE_CHARS_AT_A_BANK };
        let filler = account.chars().all(|it| account.starts_with(it));
        (account.chars().count() >= chars_needed && !filler).then(|| format!("{bank}:{account}"))
    }

    /// Whether two numbers in the records of one person are of one account: one key, or one number where an export leaves out the
    /// bank.
    pub fn is_same_of_one_person(&self, other: &Self) -> bool {
        let same_key = self.joinable_key().is_some_and(|it| other.joinable_key() == Some(it));
        let number = |it: &Self| match &it.number {
            Number::Iban(account)
            | Number::Aba { account, .. }
            | Number::SortCode { account, .. }
            | Number::Other { account, .. } => {
                Some(account.trim_start_matches('0').to_owned()).filter(|it| !it.is_empty())
            }
            Number::Masked { .. } => None,
        };
        let has_no_bank = |it: &Self| matches!(it.number, Number::Other { bank: None, .. });
        let same_number = || number(self).is_some_and(|it| number(other) == Some(it));
        same_key || ((has_no_bank(self) || has_no_bank(other)) && same_number())
    }

    /// The account in full, as far as the export gave it.
    pub fn reveal(&self) -> String {
        match &self.number {
            Number::Iban(iban) => iban.clone(),
            Number::Aba { routing, account } => format!("{routing}/{account}"),
            Number::SortCode { sort_code, account } => format!("{sort_code}/{account}"),
            Number::Other { bank: Some(bank), account } => format!("{bank}/{account}"),
            Number::Other { bank: None, account } => account.clone(),
            Number::Masked { last } => format!("****{last}"),
        }
    }
}

impl fmt::Display for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.number {
            Number::Iban(account)
            | Number::Aba { account, .. }
            | Number::SortCode { account, .. }
            | Number::Other { account, .. } => f.write_str(&mask::tail(account, 4)),
            Number::Masked { last } => write!(f, "…{last}"),
        }
    }
}

impl fmt::Debug for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BankAccount({:?} {self})", self.kind())
    }
}

/// Names the columns that are filled and shows none of them.
impl fmt::Debug for AccountParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = |part: &Option<String>| part.as_ref().map(|_| "…");
        f.debug_struct("AccountParts")
            .field("iban", &hidden(&self.iban))
            .field("account_number", &hidden(&self.account_number))
            .field("routing_number", &hidden(&self.routing_number))
            .field("sort_code", &hidden(&self.sort_code))
            .field("bic", &hidden(&self.bic))
            .field("country", &self.country)
            .finish()
    }
}

#[cfg(test)]
mod tests;
