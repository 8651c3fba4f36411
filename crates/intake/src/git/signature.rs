//! The signature of a commit → which kind, and which key made it. Nothing is verified: that takes the keys, and what matters
//! here is whether two names hold one key.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    document::hex,
    mail::{Decoder, Transfer},
};

/// Bytes of a signature that are looked at: guess, the largest post-quantum ones have 50 KiB.
const MOST_BYTES: usize = 64 << 10;
/// Kind of packet that is a signature. Published: RFC 4880 and 9580, section 5.
const SIGNATURE_TAG: u8 = 2;
/// Subpackets that name the key: its id, its fingerprint. Published: RFC 4880 5.2.3.5, RFC 9580 5.2.3.35.
const ISSUER: u8 = 16;
const ISSUER_FINGERPRINT: u8 = 33;
/// Bytes of a key id.
const KEY_ID_BYTES: usize = 8;

/// `{"kind":"gpg","key":"…"}`; `None` for what is no signature.
pub(super) fn of(armored: &str) -> Option<Value> {
    let (label, body) = armored.trim().strip_prefix("-----BEGIN ")?.split_once("-----")?;
    let (kind, key) = match label {
        "PGP SIGNATURE" | "PGP MESSAGE" => ("gpg", key_id(&decode(body))),
        "SSH SIGNATURE" => ("ssh", ssh_fingerprint(&decode(body))),
        "SIGNED MESSAGE" | "PKCS7" => ("x509", None),
        _ => return None,
    };
    Some(key.map_or_else(|| json!({ "kind": kind }), |key| json!({ "kind": kind, "key": key })))
}

/// What an armor holds, without its headers and its checksum.
fn decode(body: &str) -> Vec<u8> {
    let lines = body.lines().skip_while(|it| it.trim().is_empty() || it.contains(": "));
    let lines = lines.take_while(|it| !it.starts_with(['-', '=']));
    let mut decoder = Decoder::new(Transfer::Base64);
    let mut res = Vec::new();
    for line in lines {
        decoder.feed(line.trim().as_bytes(), &mut res);
        if res.len() > MOST_BYTES {
            break;
        }
    }
    decoder.finish(&mut res);
    res
}

/// Takes so many bytes off the front.
fn take<'b>(rest: &mut &'b [u8], n: usize) -> Option<&'b [u8]> {
    let (taken, left) = rest.split_at_checked(n)?;
    *rest = left;
    Some(taken)
}

/// A number of two or four bytes off the front, largest first.
fn number(rest: &mut &[u8], n: usize) -> Option<usize> {
    Some(take(rest, n)?.iter().fold(0, |sum, it| sum << 8 | usize::from(*it)))
}

/// The id of the key that made an OpenPGP signature, upper-case hex. Of a fingerprint of version 4 the id is the end; it is
/// given even where the whole fingerprint is known, since older programs write the id alone.
fn key_id(packets: &[u8]) -> Option<String> {
    let mut rest = packets;
    let tag = *take(&mut rest, 1)?.first()?;
    let is_new = tag & 0x40 != 0;
    let kind = if is_new { tag & 0x3f } else { tag >> 2 & 0x0f };
    let length =
        if is_new { new_length(&mut rest)? } else { number(&mut rest, 1 << (tag & 3).min(2))? };
    if kind != SIGNATURE_TAG {
        return None;
    }
    let mut packet = rest.get(..length.min(rest.len()))?;
    let version = number(&mut packet, 1)?;
    if version == 3 {
        // Length, kind, time, then the id.
        take(&mut packet, 6)?;
        return Some(upper(take(&mut packet, KEY_ID_BYTES)?));
    }
    // Kind of signature, of key and of hash.
    take(&mut packet, 3)?;
    let width = if version == 4 { 2 } else { 4 };
    let mut named = None;
    for _ in 0..2 {
        let n = number(&mut packet, width)?;
        let mut area = take(&mut packet, n)?;
        while let Some((kind, body)) = subpacket(&mut area) {
            let id = match kind {
                ISSUER => body.get(..KEY_ID_BYTES),
                ISSUER_FINGERPRINT if body.first() == Some(&4) => {
                    body.last_chunk::<KEY_ID_BYTES>().map(|it| it.as_slice())
                }
                ISSUER_FINGERPRINT => body.get(1..=KEY_ID_BYTES),
                _ => None,
            };
            named = named.or_else(|| id.map(upper));
        }
    }
    named
}

fn subpacket<'b>(area: &mut &'b [u8]) -> Option<(u8, &'b [u8])> {
    let length = new_length(area)?;
    let (kind, body) = take(area, length)?.split_first()?;
    Some((kind & 0x7f, body))
}

/// A length of one, two or five bytes.
fn new_length(rest: &mut &[u8]) -> Option<usize> {
    let first = number(rest, 1)?;
    match first {
        0..192 => Some(first),
        192..255 => Some(((first - 192) << 8) + number(rest, 1)? + 192),
        _ => number(rest, 4),
    }
}

fn upper(bytes: &[u8]) -> String {
    hex(bytes).to_uppercase()
}

/// `SHA256:…` of the public key in an SSH signature, as `ssh-keygen -l` writes it.
fn ssh_fingerprint(blob: &[u8]) -> Option<String> {
    let mut rest = blob.strip_prefix(b"SSHSIG")?;
    number(&mut rest, 4)?;
    let length = number(&mut rest, 4)?;
    let key = take(&mut rest, length)?;
    Some(format!("SHA256:{}", base64(&Sha256::digest(key))))
}

/// Base64 without padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut res = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            (0..3).fold(0, |sum, idx| sum << 8 | usize::from(chunk.get(idx).copied().unwrap_or(0)));
        for idx in 0..=chunk.len() {
            res.extend(LETTERS.get(bits >> (18 - 6 * idx) & 63).map(|it| char::from(*it)));
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_written_without_padding() {
        for (bytes, expected) in [(&b"Man"[..], "TWFu"), (b"Ma", "TWE"), (b"M", "TQ"), (b"", "")] {
            assert_eq!(base64(bytes), expected);
        }
    }

    #[test]
    fn what_is_cut_or_no_signature_names_no_key() {
        assert_eq!(of("hello"), None);
        for label in ["PGP SIGNATURE", "SSH SIGNATURE", "SIGNED MESSAGE"] {
            let kind = of(&format!("-----BEGIN {label}-----\n\niQ==\n-----END {label}-----"))
                .map(|it| it.to_string());
            assert!(kind.is_some_and(|it| !it.contains("key")), "{label}");
        }
    }
}
