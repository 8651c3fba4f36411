//! Hashes of a text's phrases: texts are compared by how many they share, and cannot be read back from them.

use std::{collections::BTreeSet, sync::Arc};

/// Words in a phrase. Guess: long enough that two people seldom write the same, short enough to survive small edits.
const WORDS: usize = 5;
/// Phrases kept of one text, those of the smallest hashes: a fair sample of a long text, and the whole of a usual one. Guess.
const MOST: usize = 512;

/// Sorted hashes of the phrases of a text; none if it is shorter than a phrase.
pub(super) fn of(text: &str) -> Option<Arc<[u64]>> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let hashes: BTreeSet<u64> = words.windows(WORDS).map(|it| hash(&it.join(" "))).collect();
    (!hashes.is_empty()).then(|| hashes.into_iter().take(MOST).collect())
}

/// 64-bit FNV-1a: the same on every machine and in every version. Published: offset basis and prime of its authors.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_equal_whatever_stands_between_the_words() {
        let one = of("She was a pleasure to work with, always.").expect("a phrase");
        assert_eq!(of("She was — a pleasure to WORK with always"), Some(Arc::clone(&one)));
        assert_eq!(one.len(), 4);
        assert_eq!(of("A pleasure to work"), None);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash("foobar"), 0x85944171f73967e8);
    }

    #[test]
    fn a_long_text_gives_a_sample() {
        let text: String = (0..2000).map(|it| format!("word{it} ")).collect();
        assert_eq!(of(&text).map(|it| it.len()), Some(MOST));
    }
}
