//! Letters of a word, folded to what a transliteration keeps, and what it costs to turn one row of them into another.
//!
//! Costs are counted in hundredths of an edit. Read [`neutral`], then [`distance`]. Linking compares pairs in one loop of its own, so
//! what it calls there is marked to be built into it.

/// One edit that nothing makes cheaper, the unit of every cost.
pub const EDIT: u16 = 100;
/// More than any comparison asks for.
pub const TOO_FAR: u16 = 5_000;
/// Longest row of letters that is compared; what is behind is left out. A guess above every name of one word.
pub const MOST_LETTERS: usize = 48;

/// The sound of `sh` and of `ch`, each written with up to four letters.
const SH: u8 = 26;
const CH: u8 = 27;
/// Digits stand behind the letters.
const DIGIT: u8 = 28;
const CODES: usize = 38;

/// How a script writes; it decides which letters carry little.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Script {
    /// Every sound has its letter.
    #[default]
    Full,
    /// Short vowels are not written.
    Consonants,
    /// One sign is one syllable.
    Syllables,
}

/// Spellings of one sound, longest first: letters, sound. Facts of everyday use, gathered for this table.
const SOUNDS: &[(&[u8], &[u8])] = &[
    (b"shch", &[SH]),
    (b"tsch", &[CH]),
    (b"dsch", b"j"),
    (b"sch", &[SH]),
    (b"tch", &[CH]),
    (b"dzh", b"j"),
    (b"ch", &[CH]),
    (b"sh", &[SH]),
    (b"cz", &[CH]),
    (b"sz", &[SH]),
    (b"zh", b"j"),
    (b"dj", b"j"),
    (b"kh", b"h"),
    (b"gh", b"g"),
    (b"ph", b"f"),
    (b"th", b"t"),
    (b"dh", b"d"),
    (b"bh", b"b"),
    (b"ck", b"k"),
    (b"tz", b"c"),
    (b"ts", b"c"),
    (b"ks", b"x"),
    (b"ou", b"u"),
    (b"oo", b"u"),
    (b"ue", b"u"),
    (b"oe", b"o"),
    (b"ae", b"e"),
    (b"ee", b"i"),
    (b"ie", b"i"),
    (b"iy", b"i"),
    (b"yi", b"i"),
    (b"ij", b"i"),
    (b"ay", b"ei"),
    (b"ai", b"ei"),
    (b"aj", b"ei"),
    (b"ej", b"ei"),
    (b"w", b"v"),
    (b"q", b"k"),
    (b"y", b"i"),
];

/// Appends the letters of a folded word (small ASCII letters and digits) as sounds.
pub fn neutral(word: &[u8], script: Script, res: &mut Vec<u8>) {
    let start = res.len();
    let mut rest = word;
    while let Some((first, behind)) = rest.split_first() {
        let (letters, sounds) = sound(rest, script, res.len() == start);
        if letters > 0 {
            rest = rest.get(letters..).unwrap_or_default();
            sounds.iter().for_each(|it| push(code(*it), start, res));
            continue;
        }
        rest = behind;
        let is_soft = matches!(behind.first(), Some(b'e' | b'i' | b'y'));
        match first {
            b'c' => push(code(if is_soft { b's' } else { b'k' }), start, res),
            b'h' if behind.is_empty() && res.get(start..).is_some_and(ends_with_vowel) => {}
            other => push(code(*other), start, res),
        }
    }
}

/// How many letters in front are one sound, and which; none if the first letter stands for itself.
fn sound(rest: &[u8], script: Script, is_first: bool) -> (usize, &'static [u8]) {
    if script == Script::Syllables {
        match rest {
            [b'e', b'o', ..] => return (2, b"o"),
            [b'e', b'u', ..] => return (2, b"u"),
            [b'g', ..] if is_first => return (1, b"k"),
            _ => {}
        }
    }
    if is_first && rest.first() == Some(&b'x') {
        return (1, &[SH]);
    }
    let found = SOUNDS.iter().find(|(letters, _)| rest.starts_with(letters));
    found.map_or((0, &[]), |(letters, sounds)| (letters.len(), *sounds))
}

fn code(letter: u8) -> u8 {
    match letter {
        b'a'..=b'z' => letter - b'a',
        b'0'..=b'9' => DIGIT + (letter - b'0'),
        sound => sound,
    }
}

/// A letter twice is written once, a digit twice is another number.
fn push(code: u8, start: usize, res: &mut Vec<u8>) {
    let is_doubled = code < DIGIT && res.len() > start && res.last() == Some(&code);
    if !is_doubled {
        res.push(code);
    }
}

fn ends_with_vowel(codes: &[u8]) -> bool {
    codes.last().is_some_and(|it| is_vowel(*it))
}

const fn is_vowel(code: u8) -> bool {
    matches!(code, 0 | 4 | 8 | 14 | 20)
}

/// What a letter more costs. Guess, tried on one half of labelled pairs.
const fn more(code: u8) -> u16 {
    if code >= DIGIT {
        return 200;
    }
    if is_vowel(code) {
        return VOWEL;
    }
    if code == b'h' - b'a' { LEAST_MORE } else { EDIT }
}

/// The least that a letter more costs, an `h`.
const LEAST_MORE: u16 = 50;

/// A vowel more, or for one far from it.
const VOWEL: u16 = 70;

/// Sounds that scripts and ears confuse. Facts of everyday use, gathered for this table.
const NEAR: &[(u8, u8, u16)] = &[
    (b'a', b'e', 60),
    (b'a', b'o', 60),
    (b'e', b'i', 50),
    (b'o', b'u', 50),
    (b'b', b'p', 70),
    (b'd', b't', 60),
    (b'g', b'k', 60),
    (b'g', b'h', 60),
    (b'k', b'h', 70),
    (b'v', b'f', 60),
    (b'v', b'b', 70),
    (b'v', b'u', 60),
    (b's', b'z', 50),
    (b'c', b's', 50),
    (b'c', b'z', 50),
    (b'c', b'k', 70),
    (b'j', b'i', 40),
    (b'j', b'g', 60),
    (b'j', b'z', 60),
    (b'm', b'n', 80),
    (b'l', b'r', 80),
];
const NEAR_SOUNDS: &[(u8, u8, u16)] = &[
    (SH, 18, 40),
    (CH, 10, 60),
    (CH, SH, 50),
    (CH, 2, 40),
    (CH, 9, 60),
    (CH, 19, 70),
    (SH, 25, 60),
    (SH, 9, 60),
];

/// What it costs to write one sound for another.
static OTHER: [[u16; CODES]; CODES] = others();

const fn others() -> [[u16; CODES]; CODES] {
    let mut res = [[EDIT; CODES]; CODES];
    let mut a = 0;
    while a < CODES {
        let mut b = 0;
        while b < CODES {
            if a == b {
                res[a][b] = 0;
            } else if a >= DIGIT as usize || b >= DIGIT as usize {
                res[a][b] = 200;
            } else if is_vowel(a as u8) && is_vowel(b as u8) {
                res[a][b] = VOWEL;
            }
            b += 1;
        }
        a += 1;
    }
    let mut idx = 0;
    while idx < NEAR.len() {
        let (a, b, cost) = NEAR[idx];
        let (a, b) = ((a - b'a') as usize, (b - b'a') as usize);
        res[a][b] = cost;
        res[b][a] = cost;
        idx += 1;
    }
    idx = 0;
    while idx < NEAR_SOUNDS.len() {
        let (a, b, cost) = NEAR_SOUNDS[idx];
        res[a as usize][b as usize] = cost;
        res[b as usize][a as usize] = cost;
        idx += 1;
    }
    res
}

fn other(a: u8, b: u8) -> u16 {
    OTHER.get(usize::from(a)).and_then(|row| row.get(usize::from(b))).copied().unwrap_or(EDIT)
}

/// Whether two folded words of five letters and more are at most one letter apart that ears confuse: `Usama`, `Osama`.
pub fn sound_alike(a: &str, b: &str) -> bool {
    if a.len().min(b.len()) < 5 {
        return false;
    }
    let letters = |word: &str| {
        let mut res = Vec::with_capacity(word.len());
        neutral(word.as_bytes(), Script::Full, &mut res);
        res
    };
    distance(&letters(a), &letters(b), EDIT / 2) <= EDIT / 2
}

/// What it costs to turn one word into another; [`TOO_FAR`] as soon as it is more than `most`.
#[inline]
pub fn distance(a: &[u8], b: &[u8], most: u16) -> u16 {
    if a.len().abs_diff(b.len()) * usize::from(LEAST_MORE) > usize::from(most) {
        return TOO_FAR;
    }
    weighted(a, b, more, most)
}

/// The same, where exactly one of the two is written without its short vowels.
#[inline]
pub fn distance_of_consonants(a: &[u8], b: &[u8], most: u16) -> u16 {
    let weak = |code| if is_vowel(code) { 15 } else { more(code) };
    weighted(a, b, weak, most)
}

/// Edits with costs, two neighbors changing places being one: rows of the usual table, three of them kept.
fn weighted(a: &[u8], b: &[u8], more: impl Fn(u8) -> u16, most: u16) -> u16 {
    let a = a.get(..MOST_LETTERS).unwrap_or(a);
    let b = b.get(..MOST_LETTERS).unwrap_or(b);
    let mut before = [0_u16; MOST_LETTERS + 1];
    let mut last = [0_u16; MOST_LETTERS + 1];
    let mut row = [0_u16; MOST_LETTERS + 1];
    let mut sum = 0;
    for (cell, code) in last.iter_mut().skip(1).zip(b) {
        sum += more(*code);
        *cell = sum;
    }
    let (mut over, mut least_before): (Option<u8>, u16) = (None, 0);
    for x in a {
        let gone = more(*x);
        let mut left = last[0] + gone;
        row[0] = left;
        let mut least = left;
        let mut beside: Option<u8> = None;
        for (idx, y) in b.iter().enumerate() {
            let mut cell =
                (last[idx] + other(*x, *y)).min(last[idx + 1] + gone).min(left + more(*y));
            if over == Some(*y) && beside == Some(*x) && x != y && idx > 0 {
                cell = cell.min(before[idx - 1] + EDIT);
            }
            row[idx + 1] = cell;
            left = cell;
            least = least.min(cell);
            beside = Some(*y);
        }
        // Two letters that change places reach back by two rows.
        if least.min(least_before) > most {
            return TOO_FAR;
        }
        (over, least_before) = (Some(*x), least);
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    let res = last[b.len()];
    if res > most { TOO_FAR } else { res }
}
