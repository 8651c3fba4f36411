//! The address of a cryptocurrency wallet, with the check that its chain defines.

use std::fmt;

use sha2::Sha256;
use sha3::{Digest, Keccak256};

use super::{ValueError, mask};

const EXPECTED: ValueError = ValueError::Expected("a wallet address");
const WRONG_CHECKSUM: ValueError = ValueError::CheckDigits("a wallet address");
/// Characters of the longest address that is tried. Published (BIP 173, CIP 19): 90, and 103 for Cardano.
const MAX_CHARS: usize = 128;
/// Version bytes of base58check addresses. Published (Bitcoin `chainparams.cpp`, TRON `Constant.java`).
const BITCOIN_VERSIONS: [u8; 2] = [0x00, 0x05];
const TRON_VERSION: u8 = 0x41;
/// Human-readable parts of bech32 addresses on other chains. Published (SLIP 173).
const OTHER_PREFIXES: &[&str] = &["addr", "bnb", "cosmos", "ltc", "osmo", "terra", "thor", "zil"];

/// The chain an address belongs to, as far as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    /// Bitcoin, legacy or segwit.
    Bitcoin,
    /// Ethereum and every chain that shares its addresses.
    Ethereum,
    /// TRON.
    Tron,
    /// Solana.
    Solana,
    /// An address with a correct checksum of a chain that is not told apart.
    Other,
}

/// A wallet address whose checksum, where its chain has one, is correct.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wallet {
    chain: Chain,
    address: String,
}

impl Wallet {
    /// Reads an address, also behind `bitcoin:` and the like.
    pub fn parse(text: &str) -> Result<Wallet, ValueError> {
        let text = text.trim();
        if text.len() > MAX_CHARS || !text.is_ascii() {
            return Err(EXPECTED);
        }
        let text = text.split_once(':').map_or(text, |(_scheme, address)| address);
        let text = text.split(['?', '@']).next().unwrap_or(text);
        if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            return ethereum(hex);
        }
        if let Some(wallet) = bech32_address(text) {
            return Ok(wallet);
        }
        base58_address(text)
    }

    /// Which chain.
    pub fn chain(&self) -> Chain {
        self.chain
    }

    /// The address in full; Ethereum with its checksum case, bech32 in lower case.
    pub fn reveal(&self) -> &str {
        &self.address
    }
}

fn ethereum(hex: &str) -> Result<Wallet, ValueError> {
    if hex.len() != 40 || !hex.bytes().all(|it| it.is_ascii_hexdigit()) {
        return Err(EXPECTED);
    }
    let address = checksum_case(&hex.to_ascii_lowercase());
    let one_case = hex.bytes().all(|it| !it.is_ascii_lowercase())
        || hex.bytes().all(|it| !it.is_ascii_uppercase());
    if !one_case && address != hex {
        return Err(WRONG_CHECKSUM);
    }
    Ok(Wallet { chain: Chain::Ethereum, address: format!("0x{address}") })
}

/// EIP-55: a letter is upper case where the hash of the lower-case address has a nibble of 8 or more.
fn checksum_case(lower: &str) -> String {
    let hash = Keccak256::digest(lower.as_bytes());
    let nibble =
        |idx: usize| if idx.is_multiple_of(2) { hash[idx / 2] >> 4 } else { hash[idx / 2] & 0xf };
    lower
        .chars()
        .enumerate()
        .map(|(idx, it)| if nibble(idx) >= 8 { it.to_ascii_uppercase() } else { it })
        .collect()
}

fn bech32_address(text: &str) -> Option<Wallet> {
    if let Ok((prefix, _version, _program)) = bech32::segwit::decode(text) {
        let bitcoin = matches!(prefix.to_lowercase().as_str(), "bc" | "tb");
        let chain = if bitcoin { Chain::Bitcoin } else { Chain::Other };
        return Some(Wallet { chain, address: text.to_ascii_lowercase() });
    }
    let (prefix, _payload) = bech32::decode(text).ok()?;
    let known = OTHER_PREFIXES.contains(&prefix.to_lowercase().as_str());
    known.then(|| Wallet { chain: Chain::Other, address: text.to_ascii_lowercase() })
}

fn base58_address(text: &str) -> Result<Wallet, ValueError> {
    let wallet = |chain| Ok(Wallet { chain, address: text.to_owned() });
    let ripple = bs58::decode(text).with_alphabet(bs58::Alphabet::RIPPLE).into_vec();
    if text.starts_with('r') && ripple.is_ok_and(|bytes| checked_version(&bytes) == Some(0)) {
        return wallet(Chain::Other);
    }
    let bytes = bs58::decode(text).into_vec().or(Err(EXPECTED))?;
    match (bytes.len(), checked_version(&bytes)) {
        (25, Some(version)) if BITCOIN_VERSIONS.contains(&version) => wallet(Chain::Bitcoin),
        (25, Some(TRON_VERSION)) => wallet(Chain::Tron),
        (25, Some(_)) => wallet(Chain::Other),
        (25, None) => Err(WRONG_CHECKSUM),
        // Solana's addresses are bare keys: 32 bytes that carry no checksum. All ones is its system program.
        (32, _) if bytes.iter().any(|it| *it != 0) => wallet(Chain::Solana),
        _ => Err(EXPECTED),
    }
}

/// The version byte, where the last four bytes are the start of the double hash of the others.
fn checked_version(bytes: &[u8]) -> Option<u8> {
    let (payload, check) = bytes.split_last_chunk::<4>()?;
    let hash = Sha256::digest(Sha256::digest(payload));
    hash.starts_with(check).then(|| payload.first().copied())?
}

impl fmt::Display for Wallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mask::ends(&self.address, 4))
    }
}

impl fmt::Debug for Wallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wallet({:?} {self})", self.chain)
    }
}

#[cfg(test)]
mod tests;
