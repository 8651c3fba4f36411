//! Damage to single fields of JSON: values of other types, keys written twice, lone surrogates, great depth and size.

use serde_json::Value;

use crate::{chance::Chance, odd};

/// Stands where text is put that need not be JSON.
const HERE: &str = "\u{e000}here\u{e000}";

/// What is done to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// Anything that costs little.
    Small,
    /// Thousands of levels.
    Deep,
    /// A mebibyte, in text or in parts.
    Huge,
}

/// The JSON texts of a file: the whole, or its lines; `None` if there is no JSON in it.
pub(crate) fn texts(file: &str) -> Option<Vec<Value>> {
    if let Ok(whole) = serde_json::from_str::<Value>(file) {
        return (whole.is_object() || whole.is_array()).then(|| vec![whole]);
    }
    let lines = file.lines().filter(|it| !it.trim().is_empty());
    let res: Vec<Value> = lines.map(serde_json::from_str).collect::<Result<_, _>>().ok()?;
    (!res.is_empty()).then_some(res)
}

/// The texts, each with one damaged field; of a list every element. Only one field of all if the damage is great.
pub(crate) fn damaged(texts: &[Value], damage: Damage, chance: &mut Chance) -> String {
    let chosen = chance.below(texts.len());
    let mut res = String::new();
    for (idx, text) in texts.iter().enumerate() {
        let items = text.as_array().filter(|it| damage == Damage::Small && !it.is_empty());
        let written = if damage != Damage::Small && idx != chosen {
            text.to_string()
        } else if let Some(items) = items {
            let items: Vec<String> = items.iter().map(|it| one(it, damage, chance)).collect();
            format!("[{}]", items.join(","))
        } else {
            one(text, damage, chance)
        };
        res += &written;
        res.push('\n');
    }
    res
}

/// One text with a damaged field.
fn one(text: &Value, damage: Damage, chance: &mut Chance) -> String {
    let n_nodes = count(text);
    let mut whole = text.clone();
    let mut left = chance.below(n_nodes);
    let keys: Vec<String> = names(text);
    let put = change(&mut whole, &mut left, &mut |it, key| other(it, (key, &keys), damage, chance));
    let written = whole.to_string();
    match put {
        Some(put) => written.replace(&Value::from(HERE).to_string(), &put),
        None => written,
    }
}

/// Fields and elements, and the text itself.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum::<usize>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn names(value: &Value) -> Vec<String> {
    value.as_object().map(|it| it.keys().cloned().collect()).unwrap_or_default()
}

/// Finds the node by its number and puts [`HERE`] in its place; answers with the text for there.
fn change(
    value: &mut Value,
    left: &mut usize,
    other: &mut dyn FnMut(&Value, Option<&str>) -> String,
) -> Option<String> {
    change_under(value, None, left, other)
}

fn change_under(
    value: &mut Value,
    key: Option<&str>,
    left: &mut usize,
    other: &mut dyn FnMut(&Value, Option<&str>) -> String,
) -> Option<String> {
    if *left == 0 {
        let put = other(value, key);
        *value = Value::from(HERE);
        return Some(put);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|it| change_under(it, None, left, other)),
        Value::Object(fields) => {
            fields.iter_mut().find_map(|(key, it)| change_under(it, Some(key), left, other))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// What stands in a field's place, as it is written.
fn other(
    value: &Value,
    (key, keys): (Option<&str>, &[String]),
    damage: Damage,
    chance: &mut Chance,
) -> String {
    match damage {
        Damage::Deep => return odd::deep(chance),
        Damage::Huge if chance.one_in(3) => return odd::wide(chance),
        Damage::Huge => return quoted(&odd::huge(chance)),
        Damage::Small => {}
    }
    match chance.below(12) {
        0..=2 => odd::written(chance).to_owned(),
        3 => quoted(&odd::text(chance)),
        4 => format!("[{value}]"),
        5 => format!("{{\"value\":{value},\"id\":{value}}}"),
        6 => quoted(&value.to_string()),
        7 => inner(value, chance),
        8 => format!("{value},\"{}\":{}", key.unwrap_or("id"), odd::written(chance)),
        9 => match keys.get(chance.below(keys.len())) {
            Some(name) => format!("{value},{}:{value}", quoted(name)),
            None => "null".to_owned(),
        },
        _ => match value {
            Value::String(text) => within(text, chance),
            Value::Number(number) => quoted(&number.to_string()),
            Value::Bool(it) => quoted(&it.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => odd::written(chance).to_owned(),
        },
    }
}

/// The first part of a value instead of the value.
fn inner(value: &Value, chance: &mut Chance) -> String {
    match value {
        Value::Array(items) => items.get(chance.below(items.len())).map(Value::to_string),
        Value::Object(fields) => {
            fields.values().nth(chance.below(fields.len())).map(Value::to_string)
        }
        Value::String(text) if text.parse::<f64>().is_ok() => Some(text.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
    .unwrap_or_else(|| "null".to_owned())
}

/// A text that holds JSON has a field of that JSON damaged, any other is damaged as text.
fn within(text: &str, chance: &mut Chance) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(inner @ (Value::Array(_) | Value::Object(_))) => {
            quoted(&one(&inner, Damage::Small, chance))
        }
        _ => quoted(&odd::damaged(text, chance)),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
