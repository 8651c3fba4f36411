//! The cells of one column, counted.

use std::{
    collections::{BTreeMap, HashSet},
    hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher},
};

use bonafide_model::Provenance;

use super::{Dates, Kind};
use crate::columns::BLANKS;

/// Cells whose kind is looked at. Guess: the mix does not change after that.
const MOST_KINDS: u64 = 50_000;
/// Different values that are told apart. Guess: 8 bytes each.
const MOST_DISTINCT: usize = 1 << 20;
/// Different words up to which a column is a choice among few. Guess.
const MOST_WORDS: usize = 24;
/// Domains that are counted. Guess: those that come later are not the most frequent one.
const MOST_DOMAINS: usize = 256;
/// Letters of a word of a choice. Guess.
const WORD_CHARS: usize = 40;

/// Hashes whose order nobody sees; the same ones on every machine.
type Seen = HashSet<u64, BuildHasherDefault<DefaultHasher>>;

/// One column of a table or one path of JSON records.
#[derive(Debug)]
pub struct ColumnProfile {
    /// As the file writes it.
    pub written: String,
    /// Folded for matching.
    pub folded: String,
    n_cells: u64,
    n_filled: u64,
    n_looked_at: u64,
    kinds: BTreeMap<Kind, u64>,
    dates: Dates,
    seen: Seen,
    n_repeated: u64,
    first_repeat: Option<Provenance>,
    /// Words of a choice with their counts; nothing once there are too many.
    words: Option<BTreeMap<String, u64>>,
    /// Domains of mail addresses, as far as there are few.
    domains: BTreeMap<String, u64>,
    example: Option<String>,
}

impl ColumnProfile {
    pub(crate) fn new(written: &str, folded: &str) -> Self {
        Self {
            written: written.to_owned(),
            folded: folded.to_owned(),
            n_cells: 0,
            n_filled: 0,
            n_looked_at: 0,
            kinds: BTreeMap::new(),
            dates: Dates::default(),
            seen: Seen::default(),
            n_repeated: 0,
            first_repeat: None,
            words: Some(BTreeMap::new()),
            domains: BTreeMap::new(),
            example: None,
        }
    }

    pub(crate) fn add(&mut self, cell: &str, from: &Provenance) {
        self.n_cells += 1;
        let text = cell.trim();
        if text.is_empty() || BLANKS.contains(&text) {
            return;
        }
        self.n_filled += 1;
        self.count_repeats(text, from);
        self.count_word(text);
        if self.example.is_none() {
            self.example = Some(text.to_owned());
        }
        if self.n_looked_at < MOST_KINDS {
            self.n_looked_at += 1;
            let kind = Kind::of(text);
            *self.kinds.entry(kind).or_default() += 1;
            if kind == Kind::Mail {
                self.count_domain(text);
            }
            if matches!(kind, Kind::Date | Kind::Time) {
                self.dates.add(text);
            }
        }
    }

    fn count_repeats(&mut self, text: &str, from: &Provenance) {
        let mut hasher = DefaultHasher::new();
        text.to_lowercase().hash(&mut hasher);
        let hash = hasher.finish();
        if self.seen.contains(&hash) {
            self.n_repeated += 1;
            self.first_repeat.get_or_insert_with(|| from.clone());
        } else if self.seen.len() < MOST_DISTINCT {
            self.seen.insert(hash);
        }
    }

    fn count_word(&mut self, text: &str) {
        let Some(words) = &mut self.words else { return };
        if text.len() <= WORD_CHARS {
            *words.entry(text.to_lowercase()).or_default() += 1;
        }
        if text.len() > WORD_CHARS || words.len() > MOST_WORDS {
            self.words = None;
        }
    }

    fn count_domain(&mut self, mailbox: &str) {
        let Some((_, domain)) = mailbox.rsplit_once('@') else { return };
        let domain = domain.to_lowercase();
        if self.domains.len() < MOST_DOMAINS || self.domains.contains_key(&domain) {
            *self.domains.entry(domain).or_default() += 1;
        }
    }

    /// Share of the mail addresses that are at the most frequent domain, 0 to 1.
    pub(crate) fn one_domain_share(&self) -> f64 {
        let n: u64 = self.kinds.get(&Kind::Mail).copied().unwrap_or_default();
        let most = self.domains.values().max().copied().unwrap_or_default();
        most as f64 / n.max(1) as f64
    }

    /// Cells met, filled or not.
    pub fn n_cells(&self) -> u64 {
        self.n_cells
    }

    /// Cells that hold something.
    pub fn n_filled(&self) -> u64 {
        self.n_filled
    }

    /// Cells whose kind was looked at.
    pub fn n_looked_at(&self) -> u64 {
        self.n_looked_at
    }

    /// Kinds of value with their number of cells, most frequent first.
    pub fn kinds(&self) -> Vec<(Kind, u64)> {
        let mut res: Vec<(Kind, u64)> = self.kinds.iter().map(|(kind, n)| (*kind, *n)).collect();
        res.sort_by_key(|(kind, n)| (std::cmp::Reverse(*n), *kind));
        res
    }

    /// Share of the cells looked at that are of one of these kinds, 0 to 1.
    pub fn share(&self, kinds: &[Kind]) -> f64 {
        let n: u64 = kinds.iter().filter_map(|it| self.kinds.get(it)).sum();
        n as f64 / (self.n_looked_at.max(1)) as f64
    }

    /// How dates and times are written.
    pub fn dates(&self) -> &Dates {
        &self.dates
    }

    /// Different values; `None` if there are too many to tell.
    pub fn n_distinct(&self) -> Option<u64> {
        (self.seen.len() < MOST_DISTINCT).then_some(self.seen.len() as u64)
    }

    /// Cells that repeat an earlier one, and the place of the first.
    pub fn repeats(&self) -> (u64, Option<&Provenance>) {
        (self.n_repeated, self.first_repeat.as_ref())
    }

    /// Whether no value comes twice.
    pub fn is_unique(&self) -> bool {
        self.n_repeated == 0 && self.n_filled > 1
    }

    /// The words, if there are but few different ones; lower case.
    pub(crate) fn words(&self) -> Option<&BTreeMap<String, u64>> {
        self.words.as_ref().filter(|it| !it.is_empty())
    }

    /// One value in full; personal, as the case may be.
    pub fn example(&self) -> Option<&str> {
        self.example.as_deref()
    }
}
