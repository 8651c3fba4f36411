//! Where in a JSON record a value lies: `person.emails[0].value`, `emails[type=work].value`, `/person/emails/0/value`.
//!
//! `[*]` is every element, `*` every member, `[key=value]` the elements that say so, `["a.b"]` a key with a dot in it, `$.`
//! the whole record. Text that holds JSON is gone into. A name is first looked for as it is, then without case.

use serde_json::Value;

/// A path, ready to be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    steps: Vec<Step>,
    /// Begins at the whole record, where others begin at one of its rows.
    pub(crate) is_rooted: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Member(String),
    Element(usize),
    /// `/emails/0`: a member or an element, as the record has it.
    Either(String),
    EveryElement,
    EveryMember,
    ElementsWhere(String, String),
}

impl Path {
    /// Reads a path; says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if let Some(pointer) = text.strip_prefix('/') {
            let step = |it: &str| Step::Either(it.replace("~1", "/").replace("~0", "~"));
            return Ok(Self { steps: pointer.split('/').map(step).collect(), is_rooted: true });
        }
        let inner = text.strip_prefix("$.");
        let mut rest = inner.unwrap_or(text);
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let step;
            (step, rest) = match rest.strip_prefix('[') {
                Some(inside) => bracket(inside, text)?,
                None => member(rest),
            };
            steps.push(step);
            rest = rest.strip_prefix('.').unwrap_or(rest);
        }
        let is_empty = |it: &Step| matches!(it, Step::Member(name) if name.is_empty());
        if steps.is_empty() || steps.iter().any(is_empty) {
            return Err(format!("`{text}` is no path; expected one like `person.emails[0].value`"));
        }
        Ok(Self { steps, is_rooted: inner.is_some() })
    }

    /// Shows every value that the path leads to, with its RFC 6901 pointer.
    pub(crate) fn visit(&self, root: &Value, found: &mut dyn FnMut(&str, &Value)) {
        follow(root, &self.steps, &mut String::new(), found);
    }

    /// The texts, numbers and truth values that the path leads to, as text; blanks are left out.
    pub(crate) fn texts(&self, root: &Value) -> Vec<String> {
        let mut res = Vec::new();
        self.visit(root, &mut |_, value| match value.as_array() {
            Some(elements) => res.extend(elements.iter().filter_map(scalar)),
            None => res.extend(scalar(value)),
        });
        res
    }
}

fn member(rest: &str) -> (Step, &str) {
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    let step = if name == "*" { Step::EveryMember } else { Step::Member(name.to_owned()) };
    (step, rest)
}

fn bracket<'t>(inside: &'t str, whole: &str) -> Result<(Step, &'t str), String> {
    let expected = || {
        format!("`{whole}` is no path; expected `[0]`, `[*]`, `[key=value]` or `[\"a key\"]` in it")
    };
    if let Some(quoted) = inside.strip_prefix('"') {
        let (name, rest) = quoted.split_once("\"]").ok_or_else(expected)?;
        return Ok((Step::Member(name.to_owned()), rest));
    }
    let (inner, rest) = inside.split_once(']').ok_or_else(expected)?;
    if inner == "*" {
        return Ok((Step::EveryElement, rest));
    }
    if let Some((key, value)) = inner.split_once('=') {
        let value = value.trim_matches(['"', '\'', '=']);
        return Ok((Step::ElementsWhere(key.trim().to_owned(), value.to_owned()), rest));
    }
    inner.parse().map(|it| (Step::Element(it), rest)).map_err(|_not_a_number| expected())
}

fn follow(
    value: &Value,
    steps: &[Step],
    pointer: &mut String,
    found: &mut dyn FnMut(&str, &Value),
) {
    let Some((step, rest)) = steps.split_first() else { return found(pointer, value) };
    if let Value::String(text) = value {
        // Only an object or list in text has parts to go on to.
        let is_json = text.trim_start().starts_with(['{', '[']);
        if let Some(inner) = is_json.then(|| serde_json::from_str::<Value>(text).ok()).flatten() {
            follow(&inner, steps, pointer, found);
        }
        return;
    }
    let mut go = |key: &str, next: &Value| {
        let end = pointer.len();
        pointer.push('/');
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        follow(next, rest, pointer, found);
        pointer.truncate(end);
    };
    match (step, value) {
        (Step::Member(name), Value::Object(members)) => {
            let key = members
                .get_key_value(name)
                .or_else(|| members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)));
            if let Some((key, next)) = key {
                go(key, next);
            }
        }
        (Step::Either(name), Value::Object(members)) => {
            if let Some(next) = members.get(name) {
                go(name, next);
            }
        }
        (Step::Either(name), Value::Array(elements)) => {
            if let Some(next) = name.parse().ok().and_then(|it: usize| elements.get(it)) {
                go(name, next);
            }
        }
        (Step::EveryMember, Value::Object(members)) => {
            members.iter().for_each(|(key, next)| go(key, next));
        }
        (Step::Element(idx), Value::Array(elements)) => {
            if let Some(next) = elements.get(*idx) {
                go(&idx.to_string(), next);
            }
        }
        (Step::EveryElement | Step::ElementsWhere(..), Value::Array(elements)) => {
            for (idx, next) in elements.iter().enumerate().filter(|(_, it)| step.takes(it)) {
                go(&idx.to_string(), next);
            }
        }
        // One object where a list of one was meant, as some exporters write it.
        (Step::EveryElement | Step::Element(0), Value::Object(_)) => {
            follow(value, rest, pointer, found)
        }
        // The path asks for a part that a value of this kind does not have.
        (_, _) => {}
    }
}

impl Step {
    fn takes(&self, element: &Value) -> bool {
        let Self::ElementsWhere(key, value) = self else { return true };
        element.get(key).and_then(scalar).is_some_and(|it| it.eq_ignore_ascii_case(value))
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|it| !it.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_so) => Some(is_so.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_values() {
        let record = serde_json::json!({
            "id": 7, "a.b": "dotted", "Note": "{\"x\": [true]}",
            "person": {"emails": [{"type": "home", "value": "h"}, {"type": "Work", "value": "w"}], "tags": ["t", "u"]},
            "byKey": {"one": {"v": 1}, "two": {"v": 2}},
        });
        for (path, expected) in [
            ("id", vec!["7"]),
            ("$.id", vec!["7"]),
            ("person.emails[1].value", vec!["w"]),
            ("/person/emails/1/value", vec!["w"]),
            ("person.emails[*].value", vec!["h", "w"]),
            ("person.emails[type=work].value", vec!["w"]),
            ("person.tags", vec!["t", "u"]),
            ("[\"a.b\"]", vec!["dotted"]),
            ("/a.b", vec!["dotted"]),
            ("note.x[0]", vec!["true"]),
            ("byKey.*.v", vec!["1", "2"]),
            ("byKey.three.v", vec![]),
            ("id.x[0]", vec![]),
        ] {
            assert_eq!(Path::parse(path).unwrap().texts(&record), expected, "{path}");
        }
        let mut pointers = Vec::new();
        let path = Path::parse("person.emails[*]").unwrap();
        path.visit(&record, &mut |at, _| pointers.push(at.to_owned()));
        assert_eq!(pointers, ["/person/emails/0", "/person/emails/1"]);
    }

    #[test]
    fn what_is_no_path_says_so() {
        for text in ["", "a..b", "a[", "a[x]", "[\"a", "$."] {
            assert!(Path::parse(text).unwrap_err().contains("is no path"), "{text}");
        }
    }
}
