//! The form of many lines: what is the same in all of them, and where they differ.

use std::{collections::BTreeSet, net::IpAddr, ops::Range};

use bonafide_model::value;
use jiff::Timestamp;

use super::{
    clock::Clock,
    keys::Written,
    leaves::{is_sound, plain_len, short_len, take_apart},
};

/// What a place where lines differ is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The same in all lines so far.
    Constant,
    /// Differs, and no answer rests on it.
    Free,
    /// Differs, and some answer rests on it.
    Key,
    /// The time of the record, on which an answer rests in no other way than as its time.
    Time,
}

/// A form.
#[derive(Debug, Clone)]
pub(super) struct Form {
    skeleton: Box<[u8]>,
    leaves: Vec<Leaf>,
    /// Leaves that some answer rested on.
    read: BTreeSet<usize>,
    /// How the time is written: a source may read other ways of writing it otherwise, or not at all.
    clock: Option<Clock>,
    /// The leaf that holds the address of the access, if one does.
    address: Option<usize>,
    /// What stands before, between and behind the parts, without the parts.
    constant: Box<[u8]>,
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
struct Leaf {
    /// As the first line has it.
    text: Box<[u8]>,
    place: Place,
}

/// A place where lines differ, and how many constant bytes stand before it.
#[derive(Debug, Clone)]
struct Part {
    n_before: usize,
    place: Place,
    is_address: bool,
}

/// How a line stands to a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is of the form; its key was written down.
    Yes(Fitting),
    /// It differs where the form knows no difference.
    No,
    /// Only the full reader can tell.
    Unclear,
}

/// What a line of a form is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fitting {
    /// Its length without its end.
    pub(super) length: usize,
    /// Its time; any time, if the form has none.
    pub(super) at: Timestamp,
    /// Where in its key the address stands, if the form has one.
    pub(super) address: Range<usize>,
}

/// The address in a key, if it is an ordinary one that stands nowhere else in it, and the key without it.
pub(super) fn parted(key: &[u8], address: &Range<usize>) -> Option<(IpAddr, Vec<u8>)> {
    let leaf = key.get(address.clone())?;
    let text = std::str::from_utf8(leaf.strip_prefix(b"\"")?.strip_suffix(b"\"")?).ok()?;
    let ip: IpAddr = text.parse().ok()?;
    let rest = [key.get(..address.start)?, key.get(address.end..)?].concat();
    let is_ordinary = value::is_public(ip)
        && ip.to_canonical() == ip
        && memchr::memmem::find(&rest, text.as_bytes()).is_none();
    is_ordinary.then_some((ip, rest))
}

impl Form {
    /// The form of one line.
    pub(super) fn of(line: &[u8]) -> Option<Self> {
        let (mut skeleton, mut ranges) = (Vec::new(), Vec::new());
        if !take_apart(line, &mut skeleton, &mut ranges) {
            return None;
        }
        let leaves = ranges.iter().filter_map(|it| line.get(it.clone()));
        let leaves =
            leaves.map(|it| Leaf { text: it.into(), place: Place::Constant }).collect::<Vec<_>>();
        let mut form = Self {
            skeleton: skeleton.into(),
            leaves,
            read: BTreeSet::new(),
            clock: None,
            address: None,
            constant: Box::default(),
            parts: Vec::new(),
        };
        form.rebuild();
        Some(form)
    }

    /// Takes in what another line of the same skeleton has otherwise. `None` if its skeleton is another; else whether keys
    /// written down before still hold.
    pub(super) fn widen(&mut self, skeleton: &[u8], texts: &[&[u8]]) -> Option<bool> {
        if *self.skeleton != *skeleton || self.leaves.len() != texts.len() {
            return None;
        }
        let (mut keys_hold, mut has_changed) = (true, false);
        for (idx, (leaf, text)) in self.leaves.iter_mut().zip(texts).enumerate() {
            if leaf.place == Place::Constant && *leaf.text != **text {
                let is_read = self.read.contains(&idx);
                leaf.place = if is_read { Place::Key } else { Place::Free };
                keys_hold &= !is_read;
                has_changed = true;
            }
        }
        if has_changed {
            self.rebuild();
        }
        Some(keys_hold)
    }

    /// Notes on which bytes of a line of this form an answer rests. False if keys written down before no longer hold.
    pub(super) fn note(&mut self, ranges: &[Range<usize>], reads: &[Range<usize>]) -> bool {
        let mut keys_hold = true;
        for (idx, (leaf, range)) in self.leaves.iter_mut().zip(ranges).enumerate() {
            let is_read = reads.iter().any(|it| it.start < range.end && range.start < it.end);
            if !is_read || !self.read.insert(idx) {
                continue;
            }
            if leaf.place == Place::Free {
                leaf.place = Place::Key;
                keys_hold = false;
            }
        }
        if !keys_hold {
            self.rebuild();
        }
        keys_hold
    }

    /// The leaf that holds the time, if it is known.
    pub(super) fn time(&self) -> Option<usize> {
        self.leaves.iter().position(|it| it.place == Place::Time)
    }

    /// From now on this leaf is the time, written as in this text.
    pub(super) fn set_time(&mut self, idx: usize, text: &[u8]) {
        if let Some(leaf) = self.leaves.get_mut(idx) {
            leaf.place = Place::Time;
            self.clock = Some(Clock::of(text));
        }
        self.rebuild();
    }

    /// The leaf that holds the address, if it is known.
    pub(super) fn address(&self) -> Option<usize> {
        self.address
    }

    /// From now on this leaf is the address.
    pub(super) fn set_address(&mut self, idx: usize) {
        self.address = Some(idx);
        self.rebuild();
    }

    /// Whether a leaf is read.
    pub(super) fn is_read(&self, idx: usize) -> bool {
        self.read.contains(&idx)
    }

    /// Whether lines of the other form have the same keys, and none that this one does not know.
    pub(super) fn has_keys_of(&self, other: &Self) -> bool {
        let is_same = |(a, b): (&Leaf, &Leaf)| {
            a.place == b.place && (a.place != Place::Constant || a.text == b.text)
        };
        let is_same_clock = match (&self.clock, &other.clock) {
            (Some(ours), Some(theirs)) => ours.is_of(theirs),
            (ours, theirs) => ours.is_none() && theirs.is_none(),
        };
        self.skeleton == other.skeleton
            && is_same_clock
            && self.leaves.len() == other.leaves.len()
            && self.leaves.iter().zip(&other.leaves).all(is_same)
    }

    /// Holds the line that begins here against the form and writes its key behind those that are written down already: its
    /// leaves on which answers rest, each with an end of its own. What stands behind the line may be anything.
    #[inline]
    pub(super) fn fit(&mut self, bytes: &[u8], keys: &mut Written) -> Fit {
        let key_start = keys.len();
        let mut address = 0..0;
        let mut at = Timestamp::UNIX_EPOCH;
        let (mut rest, mut constant) = (bytes, &*self.constant);
        for part in &self.parts {
            let Some((before, next)) = constant.split_at_checked(part.n_before) else {
                return Fit::No;
            };
            constant = next;
            let Some(behind) = rest.strip_prefix(before) else { return Fit::No };
            let Some(n) = short_len(behind).or_else(|| sound_len(behind)) else {
                return Fit::Unclear;
            };
            let (leaf, next) = behind.split_at(n);
            rest = next;
            match part.place {
                Place::Free | Place::Constant => {}
                Place::Key => {
                    let start = keys.len() - key_start;
                    keys.push(behind, n);
                    if part.is_address {
                        address = start..start + n;
                    }
                }
                Place::Time => match self.clock.as_mut().and_then(|it| it.read(leaf)) {
                    Some(time) => at = time,
                    None => return Fit::Unclear,
                },
            }
        }
        let Some(behind) = rest.strip_prefix(constant) else { return Fit::No };
        Fit::Yes(Fitting { length: bytes.len() - behind.len(), at, address })
    }

    fn rebuild(&mut self) {
        self.parts.clear();
        let mut constant = Vec::with_capacity(self.constant.len());
        let mut leaves = self.leaves.iter().enumerate();
        let mut n_done = 0;
        for byte in &self.skeleton {
            if *byte != 0 {
                constant.push(*byte);
                continue;
            }
            let Some((idx, leaf)) = leaves.next() else { break };
            if leaf.place == Place::Constant {
                constant.extend_from_slice(&leaf.text);
            } else {
                let (n_before, is_address) = (constant.len() - n_done, self.address == Some(idx));
                self.parts.push(Part { n_before, place: leaf.place, is_address });
                n_done = constant.len();
            }
        }
        self.constant = constant.into();
    }
}

/// Length of the leaf that begins here, if it is plain and sound.
fn sound_len(bytes: &[u8]) -> Option<usize> {
    let n = plain_len(bytes)?;
    let leaf = bytes.get(..n)?;
    (is_sound(leaf) && std::str::from_utf8(leaf).is_ok()).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &[u8]) -> (Vec<u8>, Vec<Range<usize>>) {
        let (mut skeleton, mut leaves) = (Vec::new(), Vec::new());
        assert!(take_apart(line, &mut skeleton, &mut leaves));
        (skeleton, leaves)
    }

    fn widen(form: &mut Form, line: &[u8]) -> Option<bool> {
        let (skeleton, leaves) = parts(line);
        let texts: Vec<&[u8]> = leaves.into_iter().map(|it| &line[it]).collect();
        form.widen(&skeleton, &texts)
    }

    fn fit(form: &mut Form, line: &[u8]) -> (Fit, Vec<u8>) {
        let mut key = Written::default();
        let fit = form.fit(line, &mut key);
        (fit, key.get(0..key.len()).to_vec())
    }

    fn yes(line: &[u8]) -> Fit {
        Fit::Yes(Fitting { length: line.len(), at: Timestamp::UNIX_EPOCH, address: 0..0 })
    }

    #[test]
    fn a_form_learns_where_lines_differ() {
        let first = br#"{"id":"1","who":"ada","n":1}"#;
        let second = br#"{"id":"2","who":"ada","n":1}"#;
        let third = br#"{"id":"3","who":"bob","n":1}"#;
        let mut form = Form::of(first).unwrap();
        let (_, leaves) = parts(first);
        // The answer rests on `who`.
        assert!(form.note(&leaves, std::slice::from_ref(&leaves[1])));
        assert_eq!(fit(&mut form, second).0, Fit::No);
        assert_eq!(widen(&mut form, second), Some(true));
        assert_eq!(fit(&mut form, second).0, yes(second));
        assert_eq!(fit(&mut form, third).0, Fit::No);
        assert_eq!(widen(&mut form, third), Some(false));
        assert_eq!(fit(&mut form, third), (yes(third), b"\"bob\"\0".to_vec()));
        assert_eq!(fit(&mut form, &[third.as_slice(), b"\n{}"].concat()).0, yes(third));
        assert_eq!(widen(&mut form, br#"{"id":"3","name":"bob","n":1}"#), None);
    }

    #[test]
    fn odd_leaves_are_left_to_the_full_reader() {
        let mut form = Form::of(br#"{"id":"1"}"#).unwrap();
        assert_eq!(widen(&mut form, br#"{"id":"2"}"#), Some(true));
        let odd: [&[u8]; 5] = [
            br#"{"id":"a\"b"}"#,
            br#"{"id":01}"#,
            b"{\"id\":\"\x01\"}",
            b"{\"id\":\"\xff\"}",
            b"{\"id\":\"\n\"}",
        ];
        for line in odd {
            assert_eq!(fit(&mut form, line).0, Fit::Unclear);
        }
        for line in [br#"{"id":"1","#.as_slice(), b"", br#"{"id":["x"]}"#, br#"{"id":"1""#] {
            assert!(matches!(fit(&mut form, line).0, Fit::No | Fit::Unclear));
        }
    }

    #[test]
    fn a_time_that_is_written_otherwise_is_left_to_the_full_reader() {
        let mut form = Form::of(br#"{"at":"2026-03-02"}"#).unwrap();
        form.set_time(0, b"\"2026-03-02\"");
        let Fit::Yes(line) = fit(&mut form, br#"{"at":"2026-11-30"}"#).0 else { panic!("it fits") };
        assert_eq!((line.length, &*line.at.to_string()), (19, "2026-11-30T00:00:00Z"));
        for other in
            [r#"{"at":1772600000}"#, r#"{"at":"2026-03-02T10:00:00Z"}"#, r#"{"at":"02.03.2026"}"#]
        {
            assert_eq!(fit(&mut form, other.as_bytes()).0, Fit::Unclear, "{other}");
        }
    }
}
