//! Long phrases that few résumés share: eight words in a row, without names, numbers and addresses.
//!
//! A phrase of a template stands in many résumés and says nothing; so does one from a job advertisement. Two separate
//! phrases that stand in two or three résumés alone were hardly written twice.

use std::collections::{BTreeMap, BTreeSet};

/// Words of a phrase. Guess: five in a row are common speech, eight are somebody's sentence.
pub(crate) const PHRASE_WORDS: usize = 8;
/// Résumés in which a phrase may stand to be rare. Guess.
const RARE_RESUMES: usize = 3;
/// Separate phrases that two résumés must share. Guess: one may be a proverb or a firm's motto.
const LEAST_RUNS: usize = 2;
/// Words of one résumé that are looked at. Guess: ten dense pages.
const MOST_WORDS: usize = 6_000;
/// Digits from which a word is a number of somebody's. Guess.
const NUMBER_DIGITS: usize = 5;

/// Words of a résumé as they are compared.
pub(crate) struct Text {
    words: Vec<String>,
}

impl Text {
    /// Takes the words of a text, but for mail addresses, web addresses, long numbers and the words in `names`.
    pub(crate) fn of(text: &str, names: &BTreeSet<String>) -> Self {
        let mut words: Vec<String> = Vec::new();
        for chunk in text.split_whitespace() {
            if words.len() >= MOST_WORDS {
                break;
            }
            let digits = chunk.chars().filter(char::is_ascii_digit).count();
            let is_somebodys =
                chunk.contains(['@', '/']) || chunk.starts_with("www.") || digits >= NUMBER_DIGITS;
            if is_somebodys {
                continue;
            }
            let parts = chunk
                .split(|it: char| !it.is_alphanumeric())
                .filter(|it| !it.is_empty())
                .map(str::to_lowercase);
            words.extend(parts.filter(|it| !names.contains(it)));
        }
        Self { words }
    }

    /// Hashes of the phrases, one a word at which a whole phrase starts.
    fn phrases(&self) -> impl Iterator<Item = u64> {
        let hashes: Vec<u64> = self.words.iter().map(|it| fnv(it.bytes())).collect();
        let count = (hashes.len() + 1).saturating_sub(PHRASE_WORDS);
        (0..count).map(move |at| {
            fnv(hashes[at..at + PHRASE_WORDS].iter().flat_map(|it| it.to_le_bytes()))
        })
    }
}

/// FNV-1a, 64 bits. Published (Fowler, Noll, Vo). A chance meeting of two hashes gives one phrase, never two runs.
fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Rare phrases that two texts share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resemblance {
    /// Position of the first text's owner.
    pub(crate) a: usize,
    /// Position of the second's, greater.
    pub(crate) b: usize,
    /// Words in shared rare phrases.
    pub(crate) words: usize,
    /// Separate shared phrases.
    pub(crate) runs: usize,
    /// The beginning of the longest.
    pub(crate) beginning: String,
    /// How many texts at most have one of the phrases.
    pub(crate) sharers: usize,
}

/// Compares the texts of every owner with those of all others. The work grows with the words, not with the pairs.
pub(crate) fn resemblances(texts: &[(usize, Text)]) -> Vec<Resemblance> {
    let mut phrases: Vec<(u64, usize)> = Vec::new();
    for (owner, text) in texts {
        phrases.extend(text.phrases().map(|hash| (hash, *owner)));
    }
    phrases.sort_unstable();
    phrases.dedup();
    let mut shared: BTreeMap<(usize, usize), BTreeMap<u64, usize>> = BTreeMap::new();
    for same in phrases.chunk_by(|a, b| a.0 == b.0) {
        if !(2..=RARE_RESUMES).contains(&same.len()) {
            continue;
        }
        for (idx, (hash, a)) in same.iter().enumerate() {
            for (_, b) in &same[idx + 1..] {
                shared.entry((*a, *b)).or_default().insert(*hash, same.len());
            }
        }
    }
    let mut of_owner: BTreeMap<usize, Vec<&Text>> = BTreeMap::new();
    texts.iter().for_each(|(owner, text)| of_owner.entry(*owner).or_default().push(text));
    let compared = shared.into_iter().filter(|(_, hashes)| hashes.len() >= LEAST_RUNS);
    compared
        .filter_map(|((a, b), hashes)| resemblance((a, b), of_owner.get(&a)?, &hashes))
        .collect()
}

/// Runs of shared phrases as they stand in the first owner's texts.
fn resemblance(
    (a, b): (usize, usize),
    texts: &[&Text],
    hashes: &BTreeMap<u64, usize>,
) -> Option<Resemblance> {
    let mut runs: Vec<&[String]> = Vec::new();
    let mut counted: BTreeSet<u64> = BTreeSet::new();
    for text in texts {
        let mut run: Option<(usize, usize)> = None;
        for (at, hash) in text.phrases().enumerate() {
            // A second copy of the same résumé says nothing more.
            if !hashes.contains_key(&hash) || !counted.insert(hash) {
                continue;
            }
            run = match run {
                Some((start, end)) if at < end => Some((start, at + PHRASE_WORDS)),
                before => {
                    runs.extend(before.map(|(start, end)| &text.words[start..end]));
                    Some((at, at + PHRASE_WORDS))
                }
            };
        }
        runs.extend(run.map(|(start, end)| &text.words[start..end]));
    }
    let longest = runs.iter().max_by(|x, y| x.len().cmp(&y.len()).then_with(|| y.cmp(x)))?;
    let beginning = longest[..PHRASE_WORDS].join(" ");
    let words = runs.iter().map(|it| it.len()).sum();
    let sharers = hashes.values().copied().max()?;
    (runs.len() >= LEAST_RUNS).then_some(Resemblance {
        a,
        b,
        words,
        runs: runs.len(),
        beginning,
        sharers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "Led the migration of billing from a monolith to nine small services without a minute of downtime.";
    const TWO: &str = "Taught four apprentices to read core dumps before breakfast and wrote the handbook they still use.";

    fn texts(texts: &[&str]) -> Vec<(usize, Text)> {
        texts
            .iter()
            .enumerate()
            .map(|(owner, text)| (owner, Text::of(text, &BTreeSet::new())))
            .collect()
    }

    #[test]
    fn two_rare_sentences_tie_and_one_does_not() {
        let a = format!("Ada. {ONE} Then something else altogether happened in spring. {TWO}");
        let b = format!("{TWO} I like boats. {ONE}");
        let found = resemblances(&texts(&[
            &a,
            &b,
            "Plumber with ten years of experience in old houses and new ones.",
        ]));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].a, found[0].b, found[0].runs, found[0].sharers), (0, 1, 2, 2));
        assert_eq!(found[0].beginning, "led the migration of billing from a monolith");
        assert_eq!(resemblances(&texts(&[ONE, ONE])), []);
    }

    #[test]
    fn a_template_of_many_ties_nobody() {
        let template = format!("{ONE} And now to something else that I did at length. {TWO}");
        let many: Vec<&str> = vec![&template; 40];
        assert_eq!(resemblances(&texts(&many)), []);
    }

    #[test]
    fn names_mail_and_numbers_are_left_out() {
        let names = BTreeSet::from(["ada".to_owned(), "novak".to_owned()]);
        let text = Text::of(
            "Ada Novak, ada@mail.example +1-555-0100 https://ada.example built C-3 engines",
            &names,
        );
        assert_eq!(text.words, ["built", "c", "3", "engines"]);
    }
}
