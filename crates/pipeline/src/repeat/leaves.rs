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

/// Whether a plain leaf is sound JSON. Numbers with a sign, fraction or exponent are left to the full reader.
#[inline]
pub(super) fn is_sound(leaf: &[u8]) -> bool {
    match leaf.first() {
        Some(b'"') => leaf.iter().all(|it| *it >= b' '),
        Some(b'0') => leaf.len() == 1,
        Some(b'1'..=b'9') => leaf.iter().all(u8::is_ascii_digit),
        Some(_) => matches!(leaf, b"true" | b"false" | b"null"),
        None => false,
    }
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
    fn what_serde_refuses_is_not_sound() {
        for leaf in ["01", "-", "1.", "tru", "\"\u{1}\"", "nul", "+1", "0x1", "1e", "Null"] {
            assert!(serde_json::from_str::<serde_json::Value>(leaf).is_err(), "{leaf}");
            assert!(!is_sound(leaf.as_bytes()), "{leaf}");
        }
        for leaf in ["0", "17", "true", "null", "\"\"", "\"ä\""] {
            assert!(is_sound(leaf.as_bytes()), "{leaf}");
        }
    }
}
