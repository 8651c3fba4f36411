//! The word that somebody most likely meant.

use rapidfuzz::distance::osa;

/// Slips that are forgiven at most. Guess.
const MOST_SLIPS: usize = 2;
/// Letters of a word for every wrong, missing, doubled or swapped one that is forgiven. Guess.
const LETTERS_PER_SLIP: usize = 4;

/// The nearest of the known words, if any is near enough to be meant; among equals the first.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let slips = |it: &str| osa::distance(word.chars(), it.to_lowercase().chars());
    let most = (word.chars().count() / LETTERS_PER_SLIP).clamp(1, MOST_SLIPS);
    known
        .into_iter()
        .map(|it| (slips(it), it))
        .filter(|(slips, _)| *slips <= most)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, it)| it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_forgiven_and_another_word_is_not_meant() {
        let known = ["columns", "pattern", "source"];
        assert_eq!(nearest("colums", known), Some("columns"));
        assert_eq!(nearest("Pattren", known), Some("pattern"));
        assert_eq!(nearest("zone", known), None);
    }
}
