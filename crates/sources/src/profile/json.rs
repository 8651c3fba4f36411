//! The leaves of a JSON record by their paths, in the way in which mappings write paths.

use std::collections::BTreeMap;

use bonafide_model::Header;
use serde_json::Value;

use super::Kind;

/// Elements of one list in one record that are looked at. Guess.
const MOST_ELEMENTS: usize = 2_000;
/// Depth to which records are looked into. Guess: the deepest field read anywhere is at 6.
const MOST_DEPTH: usize = 10;

/// What a record has.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Path → its texts.
    pub(super) leaves: Vec<(String, Vec<String>)>,
    /// Path of a list of objects → number of its elements.
    pub(super) lists: BTreeMap<String, u64>,
}

impl Found {
    /// Takes a record apart.
    pub(super) fn walk(&mut self, record: &Value) {
        self.step(record, &mut String::new(), 0);
    }

    fn step(&mut self, value: &Value, path: &mut String, depth: usize) {
        if depth > MOST_DEPTH {
            return;
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let end = path.len();
                    push(path, key);
                    self.step(member, path, depth + 1);
                    path.truncate(end);
                }
            }
            Value::Array(elements) if elements.iter().any(|it| it.is_object()) => {
                *self.lists.entry(path.clone()).or_default() += elements.len() as u64;
                let end = path.len();
                path.push_str("[*]");
                for element in elements.iter().take(MOST_ELEMENTS) {
                    self.step(element, path, depth + 1);
                }
                path.truncate(end);
            }
            // Rows as lists have their columns by number.
            Value::Array(elements) if path.is_empty() => {
                for (idx, element) in elements.iter().enumerate() {
                    self.leaf(format!("[{idx}]"), element);
                }
            }
            Value::Array(elements) => {
                let first = elements.iter().find(|it| !it.is_null() && !it.is_array());
                self.leaf(path.clone(), first.unwrap_or(&Value::Null));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                self.leaf(path.clone(), value);
            }
        }
    }

    fn leaf(&mut self, path: String, value: &Value) {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(is_so) => is_so.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
        };
        match self.leaves.iter_mut().find(|(it, _)| *it == path) {
            Some((_, texts)) => texts.push(text),
            None => self.leaves.push((path, vec![text])),
        }
    }
}

/// One more step of a path. A key that is itself a value, such as a mail address, is `*`: it is personal, and differs from
/// record to record.
fn push(path: &mut String, key: &str) {
    let is_value = !matches!(
        Kind::of(key),
        Kind::Words | Kind::Code | Kind::Name | Kind::Country | Kind::YesNo | Kind::Address
    ) || key.bytes().filter(u8::is_ascii_digit).count() > 4;
    let is_plain =
        key.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '@' | '#'));
    if is_value || !is_plain || key.is_empty() {
        let step = if is_value || key.contains("\"]") || key.is_empty() {
            "*".to_owned()
        } else {
            format!("[\"{key}\"]")
        };
        if !path.is_empty() && !step.starts_with('[') {
            path.push('.');
        }
        path.push_str(&step);
        return;
    }
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(key);
}

/// A path as one folded name: `user.emails[*].value` → `user_emails_value`.
pub(super) fn folded(path: &str) -> String {
    Header::fold(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_by_path_and_no_path_holds_a_value() {
        let record = serde_json::json!({
            "id": 7, "a.b": "x", "tags": ["t", "u"], "ada@corp.example": {"last": "2026-03-01"},
            "mails": [{"value": "a"}, {"value": "b"}, {"kind": null}], "@timestamp": 1,
        });
        let mut found = Found::default();
        found.walk(&record);
        let shown: Vec<String> = found
            .leaves
            .iter()
            .map(|(path, texts)| format!("{path}={}", texts.join("|")))
            .collect();
        assert_eq!(
            shown,
            [
                "id=7",
                "[\"a.b\"]=x",
                "tags=t",
                "*.last=2026-03-01",
                "mails[*].value=a|b",
                "mails[*].kind=",
                "@timestamp=1"
            ]
        );
        assert_eq!(found.lists, BTreeMap::from([("mails".to_owned(), 3)]));
        assert_eq!(folded("user.primaryEmails[*].value"), "user_primary_emails_value");
    }
}
