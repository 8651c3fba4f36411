//! Damage that knows nothing of what it damages: bits, ends, letters, lines.

use crate::{chance::Chance, odd};

/// Bytes that are no UTF-8.
const NO_LETTERS: &[&[u8]] = &[
    b"\xff",
    b"\xc3",
    b"\xc3\x28",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\x80\x80",
    b"\xf0\x9f\x98",
    b"\xfe\xff",
    b"\xff\xfe",
];
/// Bytes that mean something to somebody.
const MARKS: &[&[u8]] = &[
    b"\0",
    b"\0\0\0\0",
    b"\"",
    b"'",
    b"\n",
    b"\r",
    b"\r\n",
    b",",
    b";",
    b"\t",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\\",
    b"<",
    b">",
    b"&",
    b"=",
    b"\x1a",
    b"\x1b[0m",
    b"\xef\xbb\xbf",
    b"--",
];

/// The file, damaged somewhere.
pub(crate) fn damaged(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    match chance.below(10) {
        0 | 1 => flipped(file, chance),
        2 | 3 => cut(file, chance),
        4 => inserted(file, chance.of(NO_LETTERS), chance),
        5 => inserted(file, chance.of(MARKS), chance),
        6 => relined(file, chance),
        7 => respelled(file, chance),
        8 => without_a_part(file, chance),
        _ => with_other_words(file, chance),
    }
}

/// Up to eight bits are turned.
fn flipped(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut res = file.to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(res.len());
        if let Some(byte) = res.get_mut(at) {
            *byte ^= 1 << chance.below(8);
        }
    }
    res
}

/// The file ends early: anywhere, at a line's end, or behind a mark.
fn cut(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mark = chance.of(&[b"\n".as_slice(), b"\r", b",", b":", b"\"", b"{", b"[", b"\\", b"\xc3"]);
    let ends: Vec<usize> =
        file.windows(1).enumerate().filter(|(_, it)| it == &mark).map(|(at, _)| at).collect();
    let end = match ends.get(chance.below(ends.len())) {
        Some(at) if !chance.one_in(3) => at + chance.below(2),
        _ => chance.below(file.len()),
    };
    file[..end].to_vec()
}

fn inserted(file: &[u8], what: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut res = file.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(res.len() + 1);
        res.splice(at..at, what.iter().copied());
    }
    res
}

/// Lines in another order, twice, none at all, or with other ends.
fn relined(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = file.split_inclusive(|it| *it == b'\n').collect();
    let (a, b) = (chance.below(lines.len()), chance.below(lines.len()));
    match chance.below(6) {
        0 if !lines.is_empty() => lines.swap(a, b),
        1 if !lines.is_empty() => drop(lines.remove(a)),
        2 if !lines.is_empty() => lines.insert(b, lines[a]),
        3 => return replaced(file, b"\n", b"\r\n"),
        4 => return replaced(file, b"\n", b"\r"),
        _ => return replaced(file, b"\n", b" "),
    }
    lines.concat()
}

/// Another delimiter or another encoding.
fn respelled(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    let utf_16 = |mark: &[u8], order: fn(u16) -> [u8; 2]| {
        let text = String::from_utf8_lossy(file);
        mark.iter().copied().chain(text.encode_utf16().flat_map(order)).collect()
    };
    match chance.below(6) {
        0 => replaced(file, b",", b";"),
        1 => replaced(file, b",", b"\t"),
        2 => replaced(file, b"\"", b"'"),
        3 => utf_16(b"\xff\xfe", u16::to_le_bytes),
        4 => utf_16(b"", u16::to_be_bytes),
        _ => [b"\xef\xbb\xbf", file].concat(),
    }
}

/// A part is missing, or stands somewhere else.
fn without_a_part(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut res = file.to_vec();
    let start = chance.below(file.len());
    let end = (start + chance.below(200)).min(file.len());
    let part: Vec<u8> = res.drain(start..end).collect();
    if chance.one_in(2) {
        let at = chance.below(res.len() + 1);
        res.splice(at..at, part);
    }
    res
}

/// Some words are others.
fn with_other_words(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    let text = String::from_utf8_lossy(file).into_owned();
    let mut res = text;
    for _ in 0..=chance.below(6) {
        let from = chance.place(&res);
        let is_part = |it: char| it.is_alphanumeric() || "-_.@+".contains(it);
        let start = res[from..].find(is_part).map_or(from, |it| from + it);
        let end = res[start..].find(|it| !is_part(it)).map_or(res.len(), |it| start + it);
        let other = if chance.one_in(2) {
            odd::text(chance)
        } else {
            odd::damaged(&res[start..end], chance)
        };
        res.replace_range(start..end, &other);
    }
    res.into_bytes()
}

fn replaced(file: &[u8], what: &[u8], with: &[u8]) -> Vec<u8> {
    let [byte] = what else { return file.to_vec() };
    file.split(|it| it == byte).collect::<Vec<_>>().join(with)
}
