//! Bank accounts: each scheme with published example numbers, its failing twin, and any text.

use super::*;

fn check(text: &str, expected: &str) {
    let found = BankAccount::parse(text).map_or_else(
        |err| err.to_string(),
        |it| format!("{:?} {:?} {it}", it.kind(), it.checksum()),
    );
    assert_eq!(found, expected, "{text}");
}

fn key(text: &str) -> Option<String> {
    BankAccount::parse(text).unwrap().joinable_key()
}

#[test]
fn an_iban_is_read_whatever_its_case_and_spaces() {
    check("GB82 WEST 1234 5698 7654 32", "Iban Passed …5432");
    check("gb82west12345698765432", "Iban Passed …5432");
    check("DE89-3704-0044-0532-0130-00", "Iban Passed …3000");
    let german = BankAccount::parse("DE89370400440532013000").unwrap();
    assert_eq!(
        (german.country(), german.joinable_key()),
        (Some("DE"), Some("iban:DE89370400440532013000".to_owned()))
    );
    assert_eq!(format!("{german:?}"), "BankAccount(Iban …3000)");
}

#[test]
fn an_invented_iban_is_kept_and_says_that_its_digits_disagree() {
    check("gb00test00001234", "Other Failed …1234");
    assert_eq!(BankAccount::parse("GB00 TEST 0000 1234"), BankAccount::parse("gb00test00001234"));
    assert_eq!(key("GB00 TEST 0000 1234"), Some("other::GB00TEST00001234".to_owned()));
    assert_eq!(BankAccount::parse("GB00 TEST 0000 1234").unwrap().country(), Some("GB"));
}

#[test]
fn routing_numbers_are_checked_and_padded() {
    check("021000021/123456789", "Aba Passed …6789");
    check("021000021 123456789", "Aba Passed …6789");
    check("21000021/123456789", "Aba Passed …6789");
    check("021000022/123456789", "Other Failed …6789");
    assert_eq!(key("021000021/000123456"), key("21000021/123456"));
    assert_eq!(BankAccount::parse("021000021/123456789").unwrap().country(), Some("US"));
}

#[test]
fn a_sort_code_meets_the_iban_of_its_account() {
    check("12-34-56 98765432", "SortCode NotApplicable …5432");
    check("12 34 56 98765432", "SortCode NotApplicable …5432");
    assert_eq!(key("123456/98765432"), Some("sort:123456:98765432".to_owned()));
    assert_eq!(key("12-34-56 98765432"), key("GB82 WEST 1234 5698 7654 32"));
}

#[test]
fn what_is_masked_or_short_joins_nobody() {
    for text in [
        "****1234",
        "XXXX-1234",
        "xx1234",
        "ending in 1234",
        "…1234",
        "GB29 •••• •••• 1234",
        "021000021/****1234",
    ] {
        check(text, "Masked NotApplicable …1234");
        assert_eq!(key(text), None, "{text}");
    }
    check("****00001234", "Masked NotApplicable …1234");
    check("TESTDEFFXXX/12345678", "Other NotApplicable …5678");
    check("x x x 1234", "Masked NotApplicable …1234");
    check("****56", "Masked NotApplicable …56");
    check("****", "expected a bank account number");
    assert_eq!(key("123456"), None);
    assert_eq!(key("00000000000"), None);
    assert_eq!(key("12345678"), Some("other::12345678".to_owned()));
}

#[test]
fn other_texts_are_refused() {
    for text in ["", "n/a", "none", "ada@corp.example", "12", "direct deposit"] {
        check(text, "expected a bank account number");
    }
    check(
        "1.23457E+11",
        "expected a bank account number in full, found one rounded by a spreadsheet (like 1.5E+10)",
    );
}

#[test]
fn columns_are_put_together() {
    let text = |it: &str| Some(it.to_owned());
    let from = |parts| {
        BankAccount::from_parts(parts).map(|it: BankAccount| (it.kind(), it.joinable_key()))
    };
    let american = AccountParts {
        account_number: text("123456789"),
        routing_number: text("021000021"),
        ..AccountParts::default()
    };
    assert_eq!(format!("{american:?}").matches("12345").count(), 0);
    assert_eq!(from(american), Ok((AccountKind::Aba, text("aba:021000021:123456789"))));
    let british = AccountParts {
        account_number: text("8765432"),
        sort_code: text("12-34-56"),
        ..AccountParts::default()
    };
    assert_eq!(from(british), Ok((AccountKind::SortCode, text("sort:123456:08765432"))));
    let indian = AccountParts {
        account_number: text("1234567890"),
        routing_number: text("TEST0001234"),
        country: text("India"),
        ..AccountParts::default()
    };
    assert_eq!(from(indian), Ok((AccountKind::Other, text("other:TEST0001234:1234567890"))));
    let swift = AccountParts {
        account_number: text("12345-678"),
        bic: text("TESTDEFFXXX"),
        ..AccountParts::default()
    };
    let account = BankAccount::from_parts(swift).unwrap();
    assert_eq!((account.country(), account.reveal()), (Some("DE"), "TESTDEFF/12345678".to_owned()));
    let iban = AccountParts {
        iban: text("DE89 3704 0044 0532 0130 00"),
        account_number: text("1"),
        ..AccountParts::default()
    };
    assert_eq!(from(iban), Ok((AccountKind::Iban, text("iban:DE89370400440532013000"))));
    assert_eq!(from(AccountParts::default()), Err(EXPECTED));
}

proptest::proptest! {
    #[test]
    fn what_is_revealed_is_read_again(text in "[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}|[0-9]{4,20}|[0-9]{9}/[0-9]{4,17}|[0-9]{6}/[0-9]{6,8}|[A-Z]{4}DE[A-Z]{2}/[0-9]{5,12}|\\*{2,8}[0-9]{2,6}") {
        if let Ok(account) = BankAccount::parse(&text) {
            proptest::prop_assert_eq!(BankAccount::parse(&account.reveal()), Ok(account.clone()));
        }
    }

    #[test]
    fn at_most_four_digits_are_shown(digits in "[0-9]{8,30}") {
        let shown = BankAccount::parse(&digits).unwrap().to_string();
        proptest::prop_assert_eq!(shown, format!("…{}", &digits[digits.len() - 4..]));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}|[A-Za-z0-9*x/. -]{0,40}") {
        if let Ok(account) = BankAccount::parse(&text) {
            proptest::prop_assert_eq!(BankAccount::parse(&account.reveal()), Ok(account.clone()));
        }
    }
}

#[test]
fn one_persons_account_is_known_without_its_bank_and_another_is_not() {
    let at_bank = BankAccount::from_parts(AccountParts {
        account_number: Some("000312345678".to_owned()),
        routing_number: Some("021000021".to_owned()),
        ..AccountParts::default()
    })
    .unwrap();
    let parse = |it: &str| BankAccount::parse(it).unwrap();
    for (other, expected) in [
        ("000312345678", true),
        ("312345678", true),
        ("000998877665", false),
        ("GB30NWBK60161331900999", false),
    ] {
        assert_eq!(at_bank.is_same_of_one_person(&parse(other)), expected, "{other}");
    }
}
