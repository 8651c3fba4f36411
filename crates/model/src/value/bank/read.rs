//! How an account's text and columns are read, and which scheme's check digits they carry.

use iban::{Iban, IbanLike};

use super::{BankAccount, Checksum, EXPECTED, Number};
use crate::value::{ValueError, country_code};

/// Letters and digits of an account number. Published (ISO 13616): 34 at most; guess: 4 at least.
const ACCOUNT_CHARS: std::ops::RangeInclusive<usize> = 4..=34;
/// Characters above which a text is not read at all. Guess.
const MAX_CHARS: usize = 128;
/// Digits that an export must leave of a masked account. Guess: one digit names nothing; banks leave four.
const MIN_MASKED_DIGITS: usize = 2;
/// Repetitions of `X` that hide digits; one or two can be letters of a number. Guess.
const MIN_MASKING_X: usize = 3;

/// What the columns say about the bank.
pub(super) struct Bank {
    pub(super) routing: Option<String>,
    pub(super) sort_code: Option<String>,
    pub(super) bic: Option<String>,
    pub(super) country: Option<&'static str>,
}

/// One text that may hold bank and account.
pub(super) fn from_text(text: &str) -> Result<BankAccount, ValueError> {
    let text = text.trim();
    if text.chars().count() > MAX_CHARS {
        return Err(EXPECTED);
    }
    if let Some(masked) = masked(text) {
        return masked;
    }
    if let Some((bank, account)) = text.split_once(['/', '|']) {
        return at_bank(account, named_bank(bank));
    }
    if let Some((sort_code, account)) = leading_sort_code(text) {
        return at_bank(account, named_bank(sort_code));
    }
    if let Some((routing, account)) = text.split_once(' ').filter(|(it, _)| is_routing_number(it)) {
        return at_bank(account, named_bank(routing));
    }
    alone(text)
}

/// An account with what its columns say about the bank.
pub(super) fn at_bank(account: &str, bank: Bank) -> Result<BankAccount, ValueError> {
    if let Some(masked) = masked(account) {
        return masked;
    }
    let written = compact(account)?;
    let digits_alone = written.bytes().all(|it| it.is_ascii_digit());
    let routing = bank.routing.as_deref().map(compact_code);
    let sort_code = bank.sort_code.as_deref().map(compact_code);
    let american = bank.country.is_none_or(|it| it == "US");
    let british = bank.country.is_none_or(|it| it == "GB");
    if let Some(routing) = routing.filter(|it| !it.is_empty()) {
        // Spreadsheets drop the leading zero that half of all routing numbers have.
        let padded = format!("{routing:0>9}");
        if american && routing.len() >= 8 && is_routing_number(&padded) {
            let number = Number::Aba { routing: padded, account: written };
            return Ok(BankAccount { number, checksum: Checksum::Passed });
        }
        let checksum =
            if american && routing.len() == 9 { Checksum::Failed } else { Checksum::NotApplicable };
        return Ok(other(Some(routing), written, checksum));
    }
    if let Some(sort_code) = sort_code.filter(|it| !it.is_empty()) {
        let padded = format!("{sort_code:0>6}");
        if british && digits_alone && padded.len() == 6 && written.len() <= 8 {
            let number = Number::SortCode { sort_code: padded, account: format!("{written:0>8}") };
            return Ok(BankAccount { number, checksum: Checksum::NotApplicable });
        }
        return Ok(other(Some(sort_code), written, Checksum::NotApplicable));
    }
    let bic =
        bank.bic.as_deref().map(compact_code).filter(|it| is_bic(it)).map(|it| it[..8].to_owned());
    let bank = bic.or_else(|| bank.country.map(str::to_owned));
    let unplaced = alone(account)?;
    // An IBAN names its bank itself.
    if bank.is_none() || unplaced.checksum == Checksum::Passed {
        return Ok(unplaced);
    }
    Ok(other(bank, written, Checksum::NotApplicable))
}

/// A number without its bank: an IBAN, or whatever the export calls an account.
fn alone(text: &str) -> Result<BankAccount, ValueError> {
    let written = compact(text)?;
    if !looks_like_iban(&written) {
        return Ok(other(None, written, Checksum::NotApplicable));
    }
    match written.parse::<Iban>() {
        Ok(iban) => {
            let number = Number::Iban(iban.electronic_str().to_owned());
            Ok(BankAccount { number, checksum: Checksum::Passed })
        }
        Err(_refused) => Ok(other(None, written, Checksum::Failed)),
    }
}

fn other(bank: Option<String>, account: String, checksum: Checksum) -> BankAccount {
    BankAccount { number: Number::Other { bank, account }, checksum }
}

/// Letters and digits alone, in upper case; an error where the rest is not mere punctuation.
fn compact(text: &str) -> Result<String, ValueError> {
    let only_punctuation = text
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || it.is_whitespace() || "-.'_".contains(it));
    let written = compact_code(text);
    let has_digits = written.bytes().any(|it| it.is_ascii_digit());
    let fits = only_punctuation && has_digits && ACCOUNT_CHARS.contains(&written.len());
    if fits { Ok(written) } else { Err(EXPECTED) }
}

fn compact_code(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase()).collect()
}

/// What stands before a `/`: a routing number, a sort code, a BIC or a country.
fn named_bank(text: &str) -> Bank {
    let code = compact_code(text);
    let mut bank = Bank { routing: None, sort_code: None, bic: None, country: None };
    let digits_alone = code.bytes().all(|it| it.is_ascii_digit());
    if digits_alone && code.len() == 6 {
        bank.sort_code = Some(code);
    } else if is_bic(&code) {
        bank.bic = Some(code);
    } else if code.len() == 2 && country_code(&code).is_some() {
        bank.country = country_code(&code);
    } else {
        bank.routing = Some(code);
    }
    bank
}

/// `12-34-56 12345678`, also with spaces in the code.
fn leading_sort_code(text: &str) -> Option<(&str, &str)> {
    let (code, account) = text.split_at_checked(8)?;
    let pairs: Vec<&str> = code.split(['-', ' ']).collect();
    let is_pair = |it: &&str| it.len() == 2 && it.bytes().all(|digit| digit.is_ascii_digit());
    let separated = account.starts_with([' ', '-']) && compact_code(account).len() >= 6;
    (pairs.len() == 3 && pairs.iter().all(is_pair) && separated).then_some((code, account))
}

/// Published (ISO 9362): four letters, a country, two of place, and three of branch if any.
fn is_bic(code: &str) -> bool {
    matches!(code.len(), 8 | 11)
        && code.is_ascii()
        && code[..6].bytes().all(|it| it.is_ascii_alphabetic())
        && country_code(&code[4..6]).is_some()
}

/// Published (ISO 13616): two letters and two check digits, 15 to 34 characters in all.
fn looks_like_iban(written: &str) -> bool {
    let bytes = written.as_bytes();
    (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_alphabetic)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
}

/// Published (ABA): nine digits whose sum, weighted 3, 7, 1, is a multiple of ten.
fn is_routing_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|it| it.to_digit(10)).collect();
    let sum: u32 = digits
        .iter()
        .zip([3, 7, 1].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .sum();
    digits.len() == 9 && text.len() == 9 && sum > 0 && sum.is_multiple_of(10)
}

/// The last digits of `****1234`, `XXXX-1234`, `GB29 •••• 5678`, `…1234`, `ending in 1234`; none where nothing is hidden.
fn masked(text: &str) -> Option<Result<BankAccount, ValueError>> {
    let lower = text.trim().to_ascii_lowercase();
    let hidden_by_sign =
        lower.contains(['*', '•', '●', '…', '#', '∙', '·']) || lower.contains("...");
    let hidden_by_word = lower.starts_with("ending ") || lower.starts_with("ends ");
    // The last part alone: a BIC of a head office ends in XXX and hides nothing.
    let account = lower.rsplit(['/', '|']).next().unwrap_or(&lower);
    let written = compact_code(account);
    let longest_x = written.split(|it| it != 'X').map(str::len).max().unwrap_or(0);
    let hidden_by_x = longest_x >= MIN_MASKING_X || written.starts_with("XX");
    if !hidden_by_sign && !hidden_by_word && !hidden_by_x {
        return None;
    }
    let tail: String = lower.chars().rev().take_while(char::is_ascii_digit).collect();
    let last: String = tail.chars().rev().collect();
    let last = last.get(last.len().saturating_sub(4)..).unwrap_or_default().to_owned();
    let number = Number::Masked { last };
    Some(if tail.len() >= MIN_MASKED_DIGITS {
        Ok(BankAccount { number, checksum: Checksum::NotApplicable })
    } else {
        Err(EXPECTED)
    })
}
