//! Takes protected traits out of JSON records, and one layer of wrapping that search tools add.
//!
//! Most records hold none, so a scan of the keys decides; only a record that holds one is parsed and written anew.

use std::collections::{BTreeSet, HashMap};

use bonafide_model::Header;
use memchr::{memchr, memchr2};
use serde_json::{Map, Value};

use crate::traits;

/// Keys remembered, so that a file with endless different ones does not fill the memory.
const KEYS_REMEMBERED: usize = 20_000; // guess: real exports have a few hundred
/// Longest label that is looked at, in bytes: `{"question":"Gender","answer":"…"}`.
const LABEL_CAP: usize = 200; // guess: a question of a form

/// Keys whose value may name what stands beside them.
const LABEL_KEYS: &[&str] =
    &["name", "question", "label", "title", "field", "key", "field_name", "name_key"];
/// Keys whose value is what a label names.
const ANSWER_KEYS: &[&str] =
    &["value", "answer", "values", "answers", "text", "response", "display_value", "raw_value"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyKind {
    Plain,
    Label,
    Protected,
}

/// Scrubs the records of one file.
#[derive(Debug, Default)]
pub(crate) struct Scrub {
    // Looked up by key only, never iterated.
    kinds: HashMap<Box<[u8]>, KeyKind>,
    dropped: BTreeSet<String>,
}

impl Scrub {
    /// The keys dropped so far.
    pub(crate) fn dropped(&self) -> Vec<String> {
        self.dropped.iter().cloned().collect()
    }

    /// The record without protected traits.
    pub(crate) fn clean(&mut self, record: String) -> Result<String, String> {
        let record = unwrap_result(record);
        if !self.may_hold_trait(record.as_bytes()) {
            return Ok(record);
        }
        let mut value: Value = serde_json::from_str(&record).map_err(|_where| {
            "expected JSON; the record has a bracket, quote or comma too many or too few".to_owned()
        })?;
        let n_before = self.dropped.len();
        let is_changed = remove_traits(&mut value, &mut self.dropped);
        debug_assert!(is_changed || self.dropped.len() == n_before, "what is listed was removed");
        Ok(if is_changed { value.to_string() } else { record })
    }

    fn may_hold_trait(&mut self, record: &[u8]) -> bool {
        let mut at = 0;
        let mut is_label = false;
        while let Some(n) = memchr(b'"', &record[at..]) {
            let start = at + n + 1;
            let Some(end) = string_end(record, start) else { return false };
            let text = &record[start..end];
            let rest = record[end + 1..].trim_ascii_start();
            at = end + 1;
            if rest.first() != Some(&b':') {
                if is_label && text.len() <= LABEL_CAP && is_telling(text) {
                    return true;
                }
                continue;
            }
            match self.kind(text) {
                KeyKind::Protected => return true,
                KeyKind::Label => is_label = rest[1..].trim_ascii_start().first() == Some(&b'"'),
                KeyKind::Plain => is_label = false,
            }
        }
        false
    }

    fn kind(&mut self, key: &[u8]) -> KeyKind {
        if let Some(kind) = self.kinds.get(key) {
            return *kind;
        }
        let kind = match std::str::from_utf8(key) {
            // An escape in a key may hide any name; parsing will tell.
            Ok(key) if key.contains('\\') => KeyKind::Protected,
            Ok(key) => {
                let folded = Header::fold(key);
                if traits::is_protected(&folded) {
                    KeyKind::Protected
                } else if LABEL_KEYS.contains(&folded.as_str()) {
                    KeyKind::Label
                } else {
                    KeyKind::Plain
                }
            }
            Err(_not_text) => KeyKind::Plain,
        };
        if self.kinds.len() < KEYS_REMEMBERED {
            self.kinds.insert(key.into(), kind);
        }
        kind
    }
}

fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

fn is_telling(label: &[u8]) -> bool {
    std::str::from_utf8(label)
        .is_ok_and(|it| it.contains('\\') || traits::is_protected(&Header::fold(it)))
}

/// Removes protected keys at any depth, and the answers to questions about them.
fn remove_traits(value: &mut Value, dropped: &mut BTreeSet<String>) -> bool {
    match value {
        Value::Object(members) => {
            let mut is_changed = remove_members(members, dropped);
            for (_, member) in members.iter_mut() {
                is_changed |= remove_traits(member, dropped);
            }
            is_changed
        }
        Value::Array(elements) => {
            let mut is_changed = false;
            for element in elements {
                is_changed |= remove_traits(element, dropped);
            }
            is_changed
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn remove_members(members: &mut Map<String, Value>, dropped: &mut BTreeSet<String>) -> bool {
    let n_before = members.len();
    members.retain(|key, _| {
        let is_protected = traits::is_protected(&Header::fold(key));
        if is_protected {
            dropped.insert(key.clone());
        }
        !is_protected
    });
    let label = members.iter().find_map(|(key, it)| {
        let label = it.as_str().filter(|it| it.len() <= LABEL_CAP && is_telling(it.as_bytes()))?;
        LABEL_KEYS.contains(&Header::fold(key).as_str()).then(|| label.to_owned())
    });
    if let Some(label) = label {
        let n_members = members.len();
        members.retain(|key, _| !ANSWER_KEYS.contains(&Header::fold(key).as_str()));
        if members.len() < n_members {
            dropped.insert(label);
        }
    }
    members.len() < n_before
}

/// `{"preview":false,"offset":0,"result":{…}}`, as Splunk exports search results, → the result.
fn unwrap_result(record: String) -> String {
    let head = record.trim_start();
    if !head.starts_with("{\"preview\"") && !head.starts_with("{\"result\":{") {
        return record;
    }
    // What is no JSON goes on as it is: the source refuses it with its place.
    match serde_json::from_str::<Map<String, Value>>(&record) {
        Ok(mut members) => match members.remove("result") {
            Some(Value::Object(result)) => Value::Object(result).to_string(),
            Some(_) | None => record,
        },
        Err(_not_json) => record,
    }
}
