//! A line of JSON as its skeleton (keys, brackets, commas, spaces) and its leaves (texts, numbers, `true`, `false`, `null`).
//!
//! Lines of one skeleton differ in their leaves alone. Nothing here checks grammar: the first line of a skeleton goes to the
//! full reader, and a sound leaf in the place of another keeps a line sound.

use std::ops::Range;

use memchr::memchr2;

/// Stands for a leaf in a skeleton; no sound JSON holds this byte.
const LEAF: u8 = 0;

/// Takes a line apart. False if a text in it does not end.
pub(super) fn take_apart(
    line: &[u8],
    skeleton: &mut Vec<u8>,
    leaves: &mut Vec<Range<usize>>,
) -> bool {
    skeleton.clear();
    leaves.clear();
    let mut at = 0;
    while let Some(byte) = line.get(at) {
        match byte {
            b'"' => {
                let Some(end) = text_end(line, at) else { return false };
                let rest = line.get(end..).unwrap_or_default().trim_ascii_start();
                if rest.first() == Some(&b':') {
                    skeleton.extend_from_slice(line.get(at..end).unwrap_or_default());
                } else {
                    skeleton.push(LEAF);
                    leaves.push(at..end);
                }
                at = end;
            }
            byte if is_between(*byte) => {
                skeleton.push(*byte);
                at += 1;
            }
            _ => {
                let end = at + literal_len(line.get(at..).unwrap_or_default());
                skeleton.push(LEAF);
                leaves.push(at..end);
                at = end;
            }
        }
    }
    true
}

fn is_between(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b'[' | b']' | b',' | b':') || byte.is_ascii_whitespace()
}

/// Where the text that begins here ends, behind its quote.
fn text_end(line: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr2(b'"', b'\\', line.get(at..)?)?;
        if line.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Length of the number or word that begins here, at least 1.
fn literal_len(bytes: &[u8]) -> usize {
    bytes.iter().position(|it| is_between(*it) || *it == b'"').unwrap_or(bytes.len()).max(1)
}

/// The leaf that begins here, if it is plain: a text without escapes, or a number or word.
#[inline]
pub(super) fn plain_len(bytes: &[u8]) -> Option<usize> {
    if bytes.first() != Some(&b'"') {
        return (!bytes.is_empty()).then(|| literal_len(bytes));
    }
    let n = memchr2(b'"', b'\\', bytes.get(1..)?)?;
    (bytes.get(n + 1) == Some(&b'"')).then_some(n + 2)
}

/// The same as [`plain_len`] where the leaf is a text of ASCII alone, sound and with its end well inside the bytes; `None` says
/// nothing. Eight bytes are looked at in one step, as most leaves are shorter than a call of a search is worth.
#[inline]
pub(super) fn short_len(bytes: &[u8]) -> Option<usize> {
    if bytes.first() != Some(&b'"') {
        return None;
    }
    let mut at = 1;
    loop {
        let eight = u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
        let ends = not_plain(eight);
        if ends != 0 {
            at += usize::try_from(ends.trailing_zeros() / 8).ok()?;
            return (bytes.get(at) == Some(&b'"')).then_some(at + 1);
        }
        at += 8;
    }
}

/// The highest bit of each byte that is a quote, a backslash, a control character or not ASCII. Above the lowest such byte there
/// may be bits too many.
#[inline]
fn not_plain(eight: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let below = |it: u64, least: u8| it.wrapping_sub(ONES * u64::from(least)) & !it;
    let is = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    (eight | below(eight, b' ') | is(b'"') | is(b'\\')) & HIGH
}

/// Whether a plain leaf is sound JSON. Numbers with an exponent are left to the full reader.
#[inline]
pub(super) fn is_sound(leaf: &[u8]) -> bool {
    match leaf.first() {
        Some(b'"') => leaf.iter().all(|it| *it >= b' '),
        Some(b'-' | b'0'..=b'9') => is_number(leaf.strip_prefix(b"-").unwrap_or(leaf)),
        Some(_) => matches!(leaf, b"true" | b"false" | b"null"),
        None => false,
    }
}

fn is_number(digits: &[u8]) -> bool {
    let n_whole = digits.iter().take_while(|it| it.is_ascii_digit()).count();
    let (whole, rest) = digits.split_at(n_whole);
    let is_whole = !whole.is_empty() && (whole.len() == 1 || whole.first() != Some(&b'0'));
    let is_fraction = match rest.split_first() {
        None => true,
        Some((point, places)) => {
            *point == b'.' && !places.is_empty() && places.iter().all(u8::is_ascii_digit)
        }
    };
    is_whole && is_fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_its_skeleton_and_its_leaves() {
        let line = br#"{"a": "x\"y", "b":[1, null],"c":{},"d":"","e":true}"#;
        let (mut skeleton, mut leaves) = (Vec::new(), Vec::new());
        assert!(take_apart(line, &mut skeleton, &mut leaves));
        assert_eq!(skeleton, b"{\"a\": \0, \"b\":[\0, \0],\"c\":{},\"d\":\0,\"e\":\0}");
        let texts: Vec<&[u8]> = leaves.iter().map(|it| &line[it.clone()]).collect();
        assert_eq!(texts, [br#""x\"y""#.as_slice(), b"1", b"null", b"\"\"", b"true"]);
    }

    #[test]
    fn broken_lines_end() {
        let (mut skeleton, mut leaves) = (Vec::new(), Vec::new());
        for line in ["{\"a", "{\"a\\", "\"", "{\"a\":\"b\\\""] {
            assert!(!take_apart(line.as_bytes(), &mut skeleton, &mut leaves), "{line}");
        }
        assert!(take_apart(b"\xff\x00x", &mut skeleton, &mut leaves));
    }

    #[test]
    fn short_texts_are_measured_as_others_are() {
        let mut n = 17_u32;
        for _ in 0..200_000 {
            let mut text = vec![b'"'];
            for _ in 0..n % 29 {
                n = n.wrapping_mul(48271).wrapping_add(11);
                text.push(match n >> 16 & 63 {
                    0 => b'"',
                    1 => b'\\',
                    2 => 0x1f,
                    3 => 0x80,
                    4 => 0xff,
                    5 => 0,
                    6 => b'!',
                    7 => b']',
                    8 => 0x7f,
                    other => b' ' + u8::try_from(other).unwrap(),
                });
            }
            text.push(b'"');
            n = n.wrapping_mul(48271).wrapping_add(11);
            let behind = [text.as_slice(), b",\"x\":12345"].concat();
            let len = plain_len(&behind)
                .filter(|it| behind[..*it].is_ascii() && is_sound(&behind[..*it]));
            assert_eq!(short_len(&behind), len, "{behind:?}");
        }
        assert_eq!(short_len(b"\"ab\""), None);
        assert_eq!(short_len(b"1234567890"), None);
    }

    #[test]
    fn what_serde_refuses_is_not_sound() {
        for leaf in [
            "01",
            "-",
            "-01",
            "--1",
            "1.",
            ".5",
            "1.5.2",
            "1.-5",
            "-.5",
            "tru",
            "\"\u{1}\"",
            "nul",
            "+1",
            "0x1",
            "1e",
            "Null",
        ] {
            assert!(serde_json::from_str::<serde_json::Value>(leaf).is_err(), "{leaf}");
            assert!(!is_sound(leaf.as_bytes()), "{leaf}");
        }
        for leaf in
            ["0", "17", "-1.5", "0.25", "-0", "-0.0", "37.3359", "true", "null", "\"\"", "\"ä\""]
        {
            assert!(is_sound(leaf.as_bytes()), "{leaf}");
        }
    }
}
