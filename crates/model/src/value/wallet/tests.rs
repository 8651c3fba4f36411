//! Wallets: the published example addresses of each chain, one broken digit each, and any text.

use super::*;

fn check(text: &str, expected: &str) {
    let found = Wallet::parse(text)
        .map_or_else(|err| err.to_string(), |it| format!("{:?} {it}", it.chain()));
    assert_eq!(found, expected, "{text}");
}

#[test]
fn bitcoin_is_read_in_every_form() {
    check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "Bitcoin 1A1z…vfNa");
    check("3P14159f73E4gFr7JterCCQh9QjiTjiZrG", "Bitcoin 3P14…iZrG");
    check("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "Bitcoin bc1q…f3t4");
    check("bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=1", "Bitcoin 1A1z…vfNa");
    check(
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "expected a wallet address whose check digits agree",
    );
    check("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "expected a wallet address");
}

#[test]
fn ethereum_case_is_checked_where_it_is_mixed() {
    check("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "Ethereum 0x5a…eAed");
    check("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", "Ethereum 0x5a…eAed");
    check("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "Ethereum 0x5a…eAed");
    check(
        "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "expected a wallet address whose check digits agree",
    );
    check("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "expected a wallet address");
}

#[test]
fn tron_solana_and_others_are_told_apart() {
    check("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "Tron TR7N…Lj6t");
    check(
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u",
        "expected a wallet address whose check digits agree",
    );
    check("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "Solana Toke…Q5DA");
    check("11111111111111111111111111111111", "expected a wallet address");
    check("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "Other rHb9…tyTh");
    check("Ada Lovelace", "expected a wallet address");
    check("", "expected a wallet address");
}

proptest::proptest! {
    #[test]
    fn every_key_has_an_address_that_is_read_again(key in proptest::array::uniform32(1u8..)) {
        let text = bs58::encode(key).into_string();
        let wallet = Wallet::parse(&text).unwrap();
        proptest::prop_assert_eq!(wallet.chain(), Chain::Solana);
        proptest::prop_assert_eq!(Wallet::parse(wallet.reveal()), Ok(wallet.clone()));
        let middle = wallet.reveal()[4..wallet.reveal().len() - 4].to_owned();
        let debug = format!("{:?}", wallet);
        proptest::prop_assert!(!debug.contains(&middle));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}|0x[0-9a-fA-F]{40}|bc1[0-9a-z]{6,60}") {
        if let Ok(wallet) = Wallet::parse(&text) {
            proptest::prop_assert_eq!(Wallet::parse(wallet.reveal()), Ok(wallet.clone()));
        }
    }
}
