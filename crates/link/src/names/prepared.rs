//! A whole name made ready for many comparisons: its words as sounds, with what each of them is.

use std::{fmt, ops::Range};

use any_ascii::any_ascii_char;
use bonafide_model::name_words::{
    letters::{self, Script},
    nicknames,
};

use super::vocabulary::{self, Form};

/// Words above which the rest of a name is left out: a guess above every name that people write.
pub(super) const MOST_WORDS: usize = 16;
/// Signs above which the rest of a text is left out.
const MOST_SIGNS: usize = 400;

/// Whose name it is, which decides how its words are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// Words may be initials, short forms and particles.
    Person,
    /// Words may be legal forms, numbers and words that many share. Ships are named like that too.
    Organization,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Name,
    Initial,
    Number,
    /// A particle that can also be a name of one syllable.
    Particle,
}

/// One word. Ranges reach into the texts of the name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    pub(super) role: Role,
    pub(super) script: Script,
    /// One of the words that many organizations share.
    pub(super) is_shared: bool,
    /// What stands before it says that it is the parent's.
    pub(super) is_parent: bool,
    /// Its place among the names that are said for one another.
    pub(super) place: u16,
    folded: (u16, u16),
    letters: (u16, u16),
    /// Where the particles before it begin.
    particles: u16,
    signs: (u16, u16),
}

impl Word {
    /// Whether its letters say whose name it is.
    pub(super) fn counts(&self) -> bool {
        matches!(self.role, Role::Name | Role::Initial)
    }

    /// Whether the two can be one word at all.
    pub(super) fn is_read_like(&self, other: &Word) -> bool {
        let is_name = |role| matches!(role, Role::Name | Role::Particle);
        self.role == other.role || is_name(self.role) && is_name(other.role)
    }

    pub(super) fn has_particles(&self) -> bool {
        self.particles < self.letters.0
    }
}

/// A name ready to be compared.
#[derive(Clone, PartialEq, Eq)]
pub struct PreparedName {
    pub(super) kind: NameKind,
    pub(super) form: Option<Form>,
    pub(super) words: Vec<Word>,
    pub(super) folded: String,
    letters: Vec<u8>,
    /// Signs of words that are written in syllables.
    signs: Vec<char>,
}

impl PreparedName {
    /// Reads a name; none if no letter or digit is in it.
    pub fn read(kind: NameKind, text: &str) -> Option<Self> {
        let raw = match (kind, text.split_once(',')) {
            (NameKind::Person, Some((family, given))) => {
                let mut raw = split(given);
                raw.extend(split(family));
                raw
            }
            (NameKind::Person, None) => split(text),
            (NameKind::Organization, _) => joined_letters(split(text)),
        };
        let mut res = Self {
            kind,
            form: None,
            words: Vec::new(),
            folded: String::new(),
            letters: Vec::new(),
            signs: Vec::new(),
        };
        match kind {
            NameKind::Person => res.read_person(&raw),
            NameKind::Organization => res.read_organization(&raw),
        }
        (!res.words.is_empty()).then_some(res)
    }

    /// How many words of the name are compared; particles, legal forms and the like are not among them.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is nothing to compare, which no name that was read is.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Words in folded writing, for whoever may see the name.
    pub fn reveal(&self, words: Range<usize>) -> &str {
        let span = self.words.get(words).unwrap_or_default();
        match (span.first(), span.last()) {
            (Some(first), Some(last)) => slice(&self.folded, (first.folded.0, last.folded.1)),
            _ => "",
        }
    }

    /// Everything that a comparison sees, in an order of its own.
    pub(super) fn in_full(&self) -> impl PartialOrd {
        (&self.folded, &self.words, &self.letters, &self.signs)
    }

    /// Letters of words that stand side by side, the particles between them included.
    pub(super) fn letters(&self, first: &Word, last: &Word) -> &[u8] {
        self.letters.get(wide(first.letters.0)..wide(last.letters.1)).unwrap_or_default()
    }

    /// Letters of a word and the particles before it.
    pub(super) fn letters_with_particles(&self, word: &Word) -> &[u8] {
        self.letters.get(wide(word.particles)..wide(word.letters.1)).unwrap_or_default()
    }

    pub(super) fn folded(&self, word: &Word) -> &str {
        slice(&self.folded, word.folded)
    }

    /// Signs of syllables in words that stand side by side.
    pub(super) fn signs(&self, first: &Word, last: &Word) -> &[char] {
        self.signs.get(wide(first.signs.0)..wide(last.signs.1)).unwrap_or_default()
    }

    fn read_person(&mut self, raw: &[Raw]) {
        let titles = raw.iter().take_while(|it| vocabulary::is_title(&it.folded)).count();
        let raw = raw.get(titles..).filter(|it| !it.is_empty()).unwrap_or(raw);
        let last = raw.len().saturating_sub(1);
        let (mut particles, mut is_parent) = (None, false);
        for (idx, word) in raw.iter().enumerate() {
            if self.words.len() == MOST_WORDS {
                break;
            }
            // In front or behind it is a name: `Ben Kim`, `Nguyen Van An`.
            let is_inside = 0 < idx && idx < last;
            if is_inside && vocabulary::is_particle(&word.folded) {
                particles.get_or_insert(narrow(self.letters.len()));
                is_parent |= vocabulary::is_child_of(&word.folded);
                letters::neutral(word.folded.as_bytes(), word.script, &mut self.letters);
                continue;
            }
            let role = match word.folded.len() {
                1 if word.signs.is_empty() => Role::Initial,
                _ if is_inside && vocabulary::is_particle_or_name(&word.folded) => Role::Particle,
                _ => Role::Name,
            };
            let particles = particles.take().unwrap_or(narrow(self.letters.len()));
            self.push(word, role, particles);
            if let Some(word) = self.words.last_mut() {
                word.is_parent = std::mem::take(&mut is_parent);
            }
        }
    }

    fn read_organization(&mut self, raw: &[Raw]) {
        let texts: Vec<&str> = raw.iter().map(|it| it.folded.as_str()).collect();
        let mut kept = Vec::new();
        let mut at = 0;
        while let Some(rest) = texts.get(at..).filter(|it| !it.is_empty()) {
            if let Some((len, form)) = vocabulary::form(rest) {
                // A company of any form says nothing beside one that is named.
                self.form = self.form.filter(|it| *it != Form::Any).or(Some(form));
                at += len;
                continue;
            }
            let is_ship = at == 0 && vocabulary::is_ship(rest[0]);
            if !is_ship && !vocabulary::is_link(rest[0]) {
                kept.push(at);
            }
            at += 1;
        }
        // `The Company`: words that say little are all there is.
        if kept.is_empty() {
            kept = (0..raw.len()).collect();
            self.form = None;
        }
        let last = kept.last().copied();
        for (word, idx) in
            kept.iter().take(MOST_WORDS).filter_map(|idx| Some((raw.get(*idx)?, *idx)))
        {
            let is_last = last == Some(idx) && kept.len() > 1;
            let number = match vocabulary::number(&word.folded) {
                Some(digits) => Some(digits.to_owned()),
                None if is_last => last_numeral(&word.folded).map(str::to_owned),
                None => None,
            };
            let is_number = word.folded.bytes().any(|it| it.is_ascii_digit()) || number.is_some();
            let particles = narrow(self.letters.len());
            let role = if is_number { Role::Number } else { Role::Name };
            match number {
                Some(folded) => self.push(&Raw { folded, ..word.clone() }, role, particles),
                None => self.push(word, role, particles),
            }
        }
    }

    fn push(&mut self, raw: &Raw, role: Role, particles: u16) {
        if !self.folded.is_empty() {
            self.folded.push(' ');
        }
        let (folded, letters, signs) = (self.folded.len(), self.letters.len(), self.signs.len());
        self.folded.push_str(&raw.folded);
        letters::neutral(raw.folded.as_bytes(), raw.script, &mut self.letters);
        self.signs.extend(&raw.signs);
        let is_person = self.kind == NameKind::Person;
        self.words.push(Word {
            role,
            script: raw.script,
            is_shared: !is_person && vocabulary::is_shared(&raw.folded),
            is_parent: false,
            place: if is_person { nicknames::place(&raw.folded) } else { 0 },
            folded: (narrow(folded), narrow(self.folded.len())),
            letters: (narrow(letters), narrow(self.letters.len())),
            particles,
            signs: (narrow(signs), narrow(self.signs.len())),
        });
    }
}

/// How many words it has; none of them is shown.
impl fmt::Debug for PreparedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PreparedName({:?}, {} words)", self.kind, self.words.len())
    }
}

/// A word as it was written, in folded form.
#[derive(Debug, Clone, Default)]
struct Raw {
    folded: String,
    script: Script,
    signs: Vec<char>,
    /// A dot or a slash stands behind it.
    is_dotted: bool,
}

/// Words in folded form. What has no letter of ours parts words, but for apostrophes and signs that are not sounded.
fn split(text: &str) -> Vec<Raw> {
    let mut res = Vec::new();
    let mut word = Raw::default();
    let mut close = |word: &mut Raw, is_dotted: bool| {
        if !word.folded.is_empty() {
            res.push(Raw { is_dotted, ..std::mem::take(word) });
        }
    };
    for sign in text.chars().take(MOST_SIGNS) {
        let ascii = any_ascii_char(sign);
        match script(sign) {
            Script::Syllables => word.signs.push(vocabulary::shorter_writing(sign)),
            Script::Full | Script::Consonants => {}
        }
        if ascii == "&" {
            close(&mut word, false);
            word.folded.push_str("and");
            close(&mut word, false);
            continue;
        }
        for letter in ascii.bytes() {
            match letter {
                b'\'' | b'`' => {}
                _ if letter.is_ascii_alphanumeric() => {
                    word.script = word.script.max(script(sign));
                    word.folded.push(char::from(letter.to_ascii_lowercase()));
                }
                _ => close(&mut word, matches!(letter, b'.' | b'/')),
            }
        }
    }
    close(&mut word, false);
    res
}

/// How the script of a sign writes.
fn script(sign: char) -> Script {
    match sign {
        '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
            Script::Consonants
        }
        '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => {
            Script::Syllables
        }
        _ => Script::Full,
    }
}

/// `A.B.C.` and `A/S` are one word; `V L.P.` are two.
fn joined_letters(raw: Vec<Raw>) -> Vec<Raw> {
    let mut res: Vec<Raw> = Vec::with_capacity(raw.len());
    let mut is_open = false;
    for word in raw {
        let is_letter =
            word.folded.len() == 1 && word.folded.bytes().all(|it| it.is_ascii_alphabetic());
        let is_dotted = word.is_dotted;
        match res.last_mut() {
            Some(last) if is_open && is_letter => last.folded.push_str(&word.folded),
            _ => res.push(word),
        }
        is_open = is_letter && is_dotted;
    }
    res
}

/// Roman numerals of one letter, which are numbers at the end of a name only.
fn last_numeral(word: &str) -> Option<&'static str> {
    match word {
        "i" => Some("1"),
        "v" => Some("5"),
        "x" => Some("10"),
        _ => None,
    }
}

fn slice(text: &str, range: (u16, u16)) -> &str {
    text.get(wide(range.0)..wide(range.1)).unwrap_or_default()
}

fn wide(at: u16) -> usize {
    usize::from(at)
}

/// Names that are longer than this are cut where their words are counted.
fn narrow(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
