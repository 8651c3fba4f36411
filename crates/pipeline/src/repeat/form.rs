//! The form of many lines: what is the same in all of them, and where they differ.

use std::{collections::BTreeSet, ops::Range};

use super::leaves::{is_sound, plain_len, take_apart};

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
#[derive(Debug)]
pub(super) struct Form {
    skeleton: Box<[u8]>,
    leaves: Vec<Leaf>,
    /// Leaves that some answer rested on.
    read: BTreeSet<usize>,
    /// How the time is written: a source may read other ways of writing it otherwise, or not at all.
    time_text: Box<[u8]>,
    parts: Vec<Part>,
    tail: Box<[u8]>,
    length: usize,
}

#[derive(Debug)]
struct Leaf {
    /// As the first line has it.
    text: Box<[u8]>,
    place: Place,
}

/// What stands before a place where lines differ, and which kind of place it is.
#[derive(Debug)]
struct Part {
    before: Box<[u8]>,
    place: Place,
}

/// How a line stands to a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is of the form; its key was written down, and its time stands here.
    Yes(Range<usize>),
    /// It differs where the form knows no difference.
    No,
    /// Only the full reader can tell.
    Unclear,
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
            time_text: Box::default(),
            parts: Vec::new(),
            tail: Box::default(),
            length: line.len(),
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
            self.time_text = text.into();
        }
        self.rebuild();
    }

    /// Whether a leaf is read.
    pub(super) fn is_read(&self, idx: usize) -> bool {
        self.read.contains(&idx)
    }

    /// Holds a line against the form and writes its key down.
    #[inline]
    pub(super) fn fit(&self, line: &[u8], key: &mut Vec<u8>) -> Fit {
        key.clear();
        let mut time = 0..0;
        let mut rest = line;
        for part in &self.parts {
            let Some(behind) = rest.strip_prefix(&*part.before) else { return Fit::No };
            let Some(n) = plain_len(behind) else { return Fit::Unclear };
            let (leaf, next) = behind.split_at(n);
            match part.place {
                Place::Free | Place::Constant => {
                    if !is_sound(leaf) {
                        return Fit::Unclear;
                    }
                }
                Place::Key => {
                    key.extend_from_slice(leaf);
                    // Keeps `1`, `23` apart from `12`, `3`.
                    key.push(0);
                }
                Place::Time => {
                    if !is_written_alike(leaf, &self.time_text) {
                        return Fit::Unclear;
                    }
                    let start = line.len() - behind.len();
                    time = start..start + n;
                }
            }
            rest = next;
        }
        if *rest == *self.tail { Fit::Yes(time) } else { Fit::No }
    }

    fn rebuild(&mut self) {
        self.parts.clear();
        let mut before = Vec::with_capacity(self.length);
        let mut leaves = self.leaves.iter();
        for byte in &self.skeleton {
            if *byte != 0 {
                before.push(*byte);
                continue;
            }
            let Some(leaf) = leaves.next() else { break };
            if leaf.place == Place::Constant {
                before.extend_from_slice(&leaf.text);
            } else {
                let before = std::mem::take(&mut before).into();
                self.parts.push(Part { before, place: leaf.place });
            }
        }
        self.tail = before.into();
    }
}

/// Whether two texts have digits in the same places and are equal but for them.
fn is_written_alike(a: &[u8], b: &[u8]) -> bool {
    let is_alike = |(a, b): (&u8, &u8)| a == b || (a.is_ascii_digit() && b.is_ascii_digit());
    a.len() == b.len() && a.iter().zip(b).all(is_alike)
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

    #[test]
    fn a_form_learns_where_lines_differ() {
        let first = br#"{"id":"1","who":"ada","n":1}"#;
        let second = br#"{"id":"2","who":"ada","n":1}"#;
        let third = br#"{"id":"3","who":"bob","n":1}"#;
        let mut form = Form::of(first).unwrap();
        let (_, leaves) = parts(first);
        // The answer rests on `who`.
        assert!(form.note(&leaves, std::slice::from_ref(&leaves[1])));
        let mut key = Vec::new();
        assert_eq!(form.fit(second, &mut key), Fit::No);
        assert_eq!(widen(&mut form, second), Some(true));
        assert_eq!(form.fit(second, &mut key), Fit::Yes(0..0));
        assert_eq!(form.fit(third, &mut key), Fit::No);
        assert_eq!(widen(&mut form, third), Some(false));
        assert_eq!(form.fit(third, &mut key), Fit::Yes(0..0));
        assert_eq!(key, b"\"bob\"\0");
        assert_eq!(widen(&mut form, br#"{"id":"3","name":"bob","n":1}"#), None);
    }

    #[test]
    fn odd_leaves_are_left_to_the_full_reader() {
        let mut form = Form::of(br#"{"id":"1"}"#).unwrap();
        assert_eq!(widen(&mut form, br#"{"id":"2"}"#), Some(true));
        let mut key = Vec::new();
        for line in [br#"{"id":"a\"b"}"#.as_slice(), br#"{"id":01}"#, b"{\"id\":\"\x01\"}"] {
            assert_eq!(form.fit(line, &mut key), Fit::Unclear);
        }
        for line in [br#"{"id":"1"} "#.as_slice(), br#"{"id":"1"},{"#, b"", br#"{"id":["x"]}"#] {
            assert_ne!(form.fit(line, &mut key), Fit::Yes(0..0));
        }
    }

    #[test]
    fn a_time_that_is_written_otherwise_is_left_to_the_full_reader() {
        let mut form = Form::of(br#"{"at":"2026-03-02"}"#).unwrap();
        form.set_time(0, b"\"2026-03-02\"");
        let mut key = Vec::new();
        assert_eq!(form.fit(br#"{"at":"2026-11-30"}"#, &mut key), Fit::Yes(6..18));
        for other in
            [r#"{"at":1772600000}"#, r#"{"at":"2026-03-02T10:00:00Z"}"#, r#"{"at":"02.03.2026"}"#]
        {
            assert_eq!(form.fit(other.as_bytes(), &mut key), Fit::Unclear, "{other}");
        }
    }
}
