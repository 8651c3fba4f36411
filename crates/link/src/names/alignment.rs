//! Words of two names find one another: the same ones first, then the cheapest, then what is left.

use bonafide_model::name_words::{
    letters::{self, EDIT, Script, TOO_FAR},
    nicknames,
};

use super::{
    comparison::{Beside, How},
    prepared::{MOST_WORDS, NameKind, PreparedName, Role, Word},
};

// Costs in hundredths of an edit. All are guesses that were tried on one half of labelled pairs.

/// The same sounds in other letters.
const SPELLING: u16 = 4;
/// A short form, or the name in another language.
const SAID_FOR: u16 = 50;
/// The first letter of a name.
const INITIAL: u16 = 30;
/// Words written as one.
const JOINED: u16 = 8;
/// Two words that are not spellings of one another.
const OTHER: u16 = 380;
/// Two initials, or an initial and a name that begins differently.
const OTHER_INITIAL: u16 = 260;
/// Two numbers.
const OTHER_NUMBER: u16 = 100;
/// A particle more, or another one.
const PARTICLE: u16 = 5;
/// A word that only one name has; the first one, and every one more.
const MISSING: u16 = 40;
const MISSING_MORE: u16 = 25;
/// A name of one word beside one of several.
const ALONE: u16 = 100;
/// Words changed places around a word that says whose child somebody is.
const PARENT_FOR_CHILD: u16 = 260;
/// Part of its letters, in hundredths, that a word may lose before it is another word.
const MOST_OF_A_WORD: u16 = 58;
/// The same of words that are written as one.
const MOST_OF_A_JOINED_WORD: u16 = 29;

/// Two names while their words find one another.
pub(super) struct Alignment<'a> {
    a: &'a PreparedName,
    b: &'a PreparedName,
    free_a: u32,
    free_b: u32,
    /// Partner of each word of `a`, where it has one of its own.
    partner: [u8; MOST_WORDS],
    cost: u32,
    found: Vec<Beside>,
}

/// No partner.
const NONE: u8 = u8::MAX;

/// Words that may be laid beside each other.
struct Candidate {
    cost: u16,
    how: How,
    a: (usize, usize),
    b: (usize, usize),
}

impl<'a> Alignment<'a> {
    pub(super) fn of(a: &'a PreparedName, b: &'a PreparedName) -> Self {
        let all = |name: &PreparedName| (1_u32 << name.words.len().min(MOST_WORDS)) - 1;
        let found = Vec::with_capacity(a.words.len().max(b.words.len()));
        Self { a, b, free_a: all(a), free_b: all(b), partner: [NONE; MOST_WORDS], cost: 0, found }
    }

    /// What it costs to lay the two beside each other, and how their words lie then.
    pub(super) fn found(mut self) -> (u32, Vec<Beside>) {
        self.pair_same();
        if self.free_a != 0 || self.free_b != 0 {
            self.pair_best();
            self.close();
        }
        (self.cost + self.turned_parents(), self.found)
    }

    /// Words that are one letter by letter.
    fn pair_same(&mut self) {
        for (x, word) in self.a.words.iter().enumerate() {
            let same = self.b.words.iter().enumerate().find(|(y, it)| {
                self.free_b & (1 << y) != 0
                    && it.is_read_like(word)
                    && self.b.folded(it) == self.a.folded(word)
                    && (self.a.signs(word, word) == self.b.signs(it, it)
                        || self.a.signs(word, word).is_empty() != self.b.signs(it, it).is_empty())
            });
            if let Some((y, _)) = same {
                self.take(&Candidate { cost: 0, how: How::Same, a: (x, x), b: (y, y) });
            }
        }
    }

    /// The rest, cheapest first.
    fn pair_best(&mut self) {
        let mut candidates = Vec::new();
        for x in open(self.free_a) {
            for y in open(self.free_b) {
                candidates.extend(self.pair(x, y));
            }
        }
        self.add_joined(&mut candidates);
        self.add_initials(&mut candidates);
        candidates.sort_by_key(|it| (it.cost, it.a, it.b));
        for it in &candidates {
            self.take(it);
        }
    }

    /// Lays words beside each other, if all of them are still free.
    fn take(&mut self, it: &Candidate) {
        let (mask_a, mask_b) = (mask(it.a), mask(it.b));
        if self.free_a & mask_a != mask_a || self.free_b & mask_b != mask_b {
            return;
        }
        self.free_a &= !mask_a;
        self.free_b &= !mask_b;
        self.cost += u32::from(it.cost);
        if let (Some(partner), true) = (self.partner.get_mut(it.a.0), it.a.0 == it.a.1) {
            *partner = u8::try_from(it.b.0).unwrap_or(NONE);
        }
        self.found.push(Beside {
            first: it.a.0..it.a.1 + 1,
            second: it.b.0..it.b.1 + 1,
            how: it.how,
        });
    }

    /// What two words cost, if they can be one.
    fn pair(&self, x: usize, y: usize) -> Option<Candidate> {
        let (word, other) = (self.a.words.get(x)?, self.b.words.get(y)?);
        let (cost, how) = match (word.role, other.role) {
            (Role::Name, Role::Name) => self.names(word, other)?,
            (Role::Initial, Role::Name) | (Role::Name, Role::Initial) => {
                let (a, b) = (self.a.folded(word), self.b.folded(other));
                (a.as_bytes().first() == b.as_bytes().first())
                    .then_some((INITIAL, How::Initials))?
            }
            (Role::Number, Role::Number) => (OTHER_NUMBER, How::Other),
            (Role::Particle, Role::Particle) => (PARTICLE, How::Near),
            (Role::Initial, Role::Initial | Role::Number | Role::Particle)
            | (Role::Number, Role::Initial | Role::Name | Role::Particle)
            | (Role::Particle, Role::Initial | Role::Name | Role::Number)
            | (Role::Name, Role::Number | Role::Particle) => return None,
        };
        Some(Candidate { cost, how, a: (x, x), b: (y, y) })
    }

    fn names(&self, word: &Word, other: &Word) -> Option<(u16, How)> {
        let (a, b) = (self.a.letters(word, word), self.b.letters(other, other));
        let most = part(MOST_OF_A_WORD, a, b).min(OTHER);
        let cost = between(a, b, (word.script, other.script), most)
            .max(unlike_signs(self.a.signs(word, word), self.b.signs(other, other)));
        let is_said_for = || word.place != 0 && nicknames::meet(word.place, other.place);
        match cost {
            0 => Some((SPELLING, How::Spelling)),
            _ if cost > SAID_FOR && is_said_for() => Some((SAID_FOR, How::SaidFor)),
            _ if cost <= most => Some((cost, How::Near)),
            _ => None,
        }
    }

    /// Words that one side writes as one and the other as two or three, or with its particle.
    fn add_joined(&self, res: &mut Vec<Candidate>) {
        for x in open(self.free_a) {
            for span in spans(self.free_b) {
                let cost = joined((self.a, x), (self.b, span));
                res.extend(cost.map(|cost| Candidate {
                    cost,
                    how: How::Joined,
                    a: (x, x),
                    b: span,
                }));
            }
        }
        for y in open(self.free_b) {
            for span in spans(self.free_a) {
                let cost = joined((self.b, y), (self.a, span));
                res.extend(cost.map(|cost| Candidate {
                    cost,
                    how: How::Joined,
                    a: span,
                    b: (y, y),
                }));
            }
        }
    }

    /// First letters of several words, written as one.
    fn add_initials(&self, res: &mut Vec<Candidate>) {
        let candidate = |a, b| Candidate { cost: INITIAL, how: How::Initials, a, b };
        for x in open(self.free_a) {
            let b = spelled_out((self.a, x), (self.b, self.free_b));
            res.extend(b.map(|b| candidate((x, x), b)));
        }
        for y in open(self.free_b) {
            let a = spelled_out((self.b, y), (self.a, self.free_a));
            res.extend(a.map(|a| candidate(a, (y, y))));
        }
    }

    /// What is left stands against what is left, names before particles, and then alone.
    fn close(&mut self) {
        let (mut left_a, mut left_b) = (left(self.a, self.free_a), left(self.b, self.free_b));
        let is_alone = self.a.words.len().min(self.b.words.len()) == 1;
        let alone = if is_alone && self.a.kind == NameKind::Person { ALONE } else { 0 };
        let mut missing = MISSING;
        loop {
            let beside = match (left_a.next(), left_b.next()) {
                (None, None) => break,
                (Some(x), Some(y)) => {
                    self.cost += u32::from(self.against(x, y));
                    Beside { first: x..x + 1, second: y..y + 1, how: How::Other }
                }
                (x, y) => {
                    let word =
                        x.and_then(|x| self.a.words.get(x)).or(y.and_then(|y| self.b.words.get(y)));
                    if word.is_some_and(|it| it.role == Role::Particle) {
                        self.cost += u32::from(PARTICLE);
                    } else {
                        self.cost +=
                            u32::from(alone + std::mem::replace(&mut missing, MISSING_MORE));
                    }
                    let range = |at: Option<usize>| at.map_or(0..0, |at| at..at + 1);
                    Beside { first: range(x), second: range(y), how: How::Missing }
                }
            };
            self.found.push(beside);
        }
    }

    fn against(&self, x: usize, y: usize) -> u16 {
        let role = |name: &PreparedName, at: usize| name.words.get(at).map(|it| it.role);
        match (role(self.a, x), role(self.b, y)) {
            (Some(Role::Particle), Some(Role::Particle)) => PARTICLE,
            (Some(Role::Initial), _) | (_, Some(Role::Initial)) => OTHER_INITIAL,
            _ => OTHER,
        }
    }

    /// `Salman bin Omar` is not `Omar bin Salman`.
    fn turned_parents(&self) -> u32 {
        let pairs = || {
            let partners = self.partner.iter().zip(&self.a.words);
            partners.filter_map(|(y, word)| Some((word, self.b.words.get(usize::from(*y))?)))
        };
        let only_here = pairs().any(|(a, b)| a.is_parent && !b.is_parent);
        let only_there = pairs().any(|(a, b)| !a.is_parent && b.is_parent);
        if only_here && only_there { u32::from(PARENT_FOR_CHILD) } else { 0 }
    }
}

/// What a word of so many letters may lose.
fn part(hundredths: u16, a: &[u8], b: &[u8]) -> u16 {
    u16::try_from(a.len().max(b.len())).unwrap_or(TOO_FAR).saturating_mul(hundredths)
}

/// What two rows of letters cost, given how they are written.
fn between(a: &[u8], b: &[u8], scripts: (Script, Script), most: u16) -> u16 {
    match scripts {
        (Script::Consonants, Script::Consonants) => {
            let cost = letters::distance(a, b, most);
            // A letter of such a script holds more of its word.
            if cost == TOO_FAR { cost } else { cost + cost / 3 }
        }
        (Script::Consonants, _) | (_, Script::Consonants) => {
            letters::distance_of_consonants(a, b, most)
        }
        (Script::Full | Script::Syllables, Script::Full | Script::Syllables) => {
            letters::distance(a, b, most)
        }
    }
}

/// Signs of syllables that differ are other syllables, even if they sound alike.
fn unlike_signs(a: &[char], b: &[char]) -> u16 {
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    let unlike = a.iter().zip(b).filter(|(a, b)| a != b).count() + a.len().abs_diff(b.len());
    u16::try_from(unlike).unwrap_or(TOO_FAR).saturating_mul(3 * EDIT).min(TOO_FAR)
}

fn joined(
    (one, at): (&PreparedName, usize),
    (several, span): (&PreparedName, (usize, usize)),
) -> Option<u16> {
    let word = one.words.get(at)?;
    let (first, last) = (several.words.get(span.0)?, several.words.get(span.1)?);
    if word.role != Role::Name
        || unlike_signs(one.signs(word, word), several.signs(first, last)) > 0
    {
        return None;
    }
    let letters = if span.0 == span.1 {
        if !first.has_particles() && !word.has_particles() {
            return None;
        }
        several.letters_with_particles(first)
    } else {
        several.letters(first, last)
    };
    let whole = if word.has_particles() {
        one.letters_with_particles(word)
    } else {
        one.letters(word, word)
    };
    let most = part(MOST_OF_A_JOINED_WORD, whole, letters);
    let cost = between(whole, letters, (word.script, first.script), most.min(2 * EDIT));
    (cost < TOO_FAR).then_some(cost + JOINED)
}

/// Words side by side whose first letters make up a word.
fn spelled_out(
    (one, at): (&PreparedName, usize),
    (several, free): (&PreparedName, u32),
) -> Option<(usize, usize)> {
    let word = one.folded(one.words.get(at)?).as_bytes();
    if !(2..=5).contains(&word.len()) {
        return None;
    }
    let starts = 0..=several.words.len().checked_sub(word.len())?;
    let fits = |start: &usize| {
        let span = several.words.iter().skip(*start);
        let firsts = span.map(|it| several.folded(it).as_bytes().first());
        mask((*start, start + word.len() - 1)) & !free == 0
            && firsts.zip(word).all(|(a, b)| a == Some(b))
    };
    let start = starts.into_iter().find(fits)?;
    Some((start, start + word.len() - 1))
}

/// Places of the free words, particles last.
fn left(name: &PreparedName, free: u32) -> impl Iterator<Item = usize> {
    let is_particle = |at: &usize| name.words.get(*at).is_some_and(|it| it.role == Role::Particle);
    open(free).filter(move |it| !is_particle(it)).chain(open(free).filter(is_particle))
}

/// Places of the free words.
fn open(free: u32) -> impl Iterator<Item = usize> {
    (0..MOST_WORDS).filter(move |it| free & (1 << it) != 0)
}

/// One to three free words side by side.
fn spans(free: u32) -> impl Iterator<Item = (usize, usize)> {
    open(free).flat_map(move |start| {
        (start..(start + 3).min(MOST_WORDS))
            .map(move |end| (start, end))
            .filter(move |it| mask(*it) & !free == 0)
    })
}

fn mask((first, last): (usize, usize)) -> u32 {
    let below = |at: usize| (1_u32 << at) - 1;
    below(last + 1) & !below(first)
}
