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
/// Words that these phrases must have together. Guess: two sentences of a résumé; sentences of a kind share their middles.
const LEAST_WORDS: usize = 32;
/// Words of one résumé that are looked at. Guess: ten dense pages.
const MOST_WORDS: usize = 6_000;
/// Digits from which a word is a number of somebody's. Guess.
const NUMBER_DIGITS: usize = 5;

/// A résumé as it is compared: its words as hashes, and the text to quote from.
pub(crate) struct Text<'a> {
    text: &'a str,
    names: &'a BTreeSet<String>,
    words: Vec<u64>,
}

impl<'a> Text<'a> {
    /// Takes the words of a text, but for mail addresses, web addresses, long numbers and the words in `names`.
    pub(crate) fn of(text: &'a str, names: &'a BTreeSet<String>) -> Self {
        let hidden: BTreeSet<u64> = names.iter().map(|it| hash_of(it)).collect();
        let words =
            words(text).map(hash_of).filter(|it| !hidden.contains(it)).take(MOST_WORDS).collect();
        Self { text, names, words }
    }

    /// Hashes of the phrases, one a word at which a whole phrase starts.
    fn phrases(&self) -> impl Iterator<Item = u64> {
        self.words.windows(PHRASE_WORDS).map(|words| {
            words.iter().fold(FNV_OFFSET, |hash, word| fnv(hash.rotate_left(23), *word))
        })
    }

    /// The phrase that starts at a word.
    fn quote(&self, at: usize) -> String {
        let words = words(self.text).map(str::to_lowercase).filter(|it| !self.names.contains(it));
        words.skip(at).take(PHRASE_WORDS).collect::<Vec<_>>().join(" ")
    }
}

/// Words of a text that are nobody's address or number.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_somebodys = |chunk: &&str| {
        let digits = chunk.bytes().filter(u8::is_ascii_digit).count();
        chunk.contains(['@', '/']) || chunk.starts_with("www.") || digits >= NUMBER_DIGITS
    };
    let chunks = text.split_whitespace().filter(move |it| !is_somebodys(it));
    chunks
        .flat_map(|chunk| chunk.split(|it: char| !it.is_alphanumeric()))
        .filter(|it| !it.is_empty())
}

/// The hash of a word in lower case.
fn hash_of(word: &str) -> u64 {
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(FNV_OFFSET, |hash, letter| fnv(hash, u64::from(letter)))
}

/// FNV-1a, 64 bits, by letters and words instead of bytes. Published (Fowler, Noll, Vo). A chance meeting of two hashes
/// gives one phrase, never two runs.
fn fnv(hash: u64, next: u64) -> u64 {
    (hash ^ next).wrapping_mul(0x0100_0000_01b3)
}
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

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
pub(crate) fn resemblances(texts: &[(usize, Text<'_>)]) -> Vec<Resemblance> {
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
    let mut of_owner: BTreeMap<usize, Vec<&Text<'_>>> = BTreeMap::new();
    texts.iter().for_each(|(owner, text)| of_owner.entry(*owner).or_default().push(text));
    let compared = shared.into_iter().filter(|(_, hashes)| hashes.len() >= LEAST_RUNS);
    compared
        .filter_map(|((a, b), hashes)| resemblance((a, b), of_owner.get(&a)?, &hashes))
        .collect()
}

/// Words in a row, as they stand in one of an owner's texts.
struct Run<'a> {
    text: &'a Text<'a>,
    start: usize,
    end: usize,
}

impl Run<'_> {
    fn words(&self) -> usize {
        self.end - self.start
    }
}

/// Runs of shared phrases as they stand in the first owner's texts.
fn resemblance(
    (a, b): (usize, usize),
    texts: &[&Text<'_>],
    hashes: &BTreeMap<u64, usize>,
) -> Option<Resemblance> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut counted: BTreeSet<u64> = BTreeSet::new();
    for text in texts {
        let mut run: Option<Run<'_>> = None;
        for (at, hash) in text.phrases().enumerate() {
            // A second copy of the same résumé says nothing more.
            if !hashes.contains_key(&hash) || !counted.insert(hash) {
                continue;
            }
            let end = at + PHRASE_WORDS;
            run = match run {
                Some(open) if at < open.end => Some(Run { end, ..open }),
                closed => {
                    runs.extend(closed);
                    Some(Run { text, start: at, end })
                }
            };
        }
        runs.extend(run);
    }
    // The first of the longest, so that it stands where a reader finds it.
    let longest = runs.iter().rev().max_by_key(|it| it.words())?;
    let beginning = longest.text.quote(longest.start);
    let words: usize = runs.iter().map(Run::words).sum();
    let sharers = hashes.values().copied().max()?;
    (runs.len() >= LEAST_RUNS && words >= LEAST_WORDS).then_some(Resemblance {
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

    static NOBODY: BTreeSet<String> = BTreeSet::new();

    fn texts<'a>(texts: &[&'a str]) -> Vec<(usize, Text<'a>)> {
        texts.iter().enumerate().map(|(owner, text)| (owner, Text::of(text, &NOBODY))).collect()
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
        let text = "Ada Novak, ada@mail.example +1-555-0100 https://ada.example built C-3 Engines of ÉCLAT in 9 days";
        let text = Text::of(text, &names);
        assert_eq!(text.words.len(), 9);
        assert_eq!(text.quote(0), "built c 3 engines of éclat in 9");
        assert_eq!(text.phrases().count(), 2);
    }
}
