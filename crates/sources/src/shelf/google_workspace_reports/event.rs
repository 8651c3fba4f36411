//! One event of an activity: its type, its name and its parameters, in whichever form they were exported.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::object::Object;

/// Fields of a parameter that hold its value: the API's, then Cloud Logging's for lists.
const VALUES: &[&str] =
    &["value", "intValue", "boolValue", "multiValue", "multiIntValue", "multiStrValue"];

/// One event.
pub(super) struct Event {
    /// Its type, lower case.
    pub(super) kind: String,
    /// Its name, as Google writes it.
    pub(super) name: String,
    /// Values by the parameter's name in lower case.
    values: BTreeMap<String, Vec<String>>,
}

impl Event {
    /// Reads an event, or the whole record where an exporter has put its one event there.
    pub(super) fn of(fields: &Object<'_>) -> Self {
        let kind = fields.any(&["type", "eventType"]).unwrap_or_default().to_lowercase();
        let name = fields.any(&["name", "eventName"]).unwrap_or_default().into_owned();
        let parameters = fields.json("parameters").or_else(|| fields.json("parameter"));
        let parameters = parameters.and_then(|it| serde_json::from_str(&it).ok());
        Self { kind, name, values: values(parameters.unwrap_or_default()) }
    }

    /// The first value of a parameter; `None` if it is missing or blank.
    pub(super) fn text(&self, parameter: &str) -> Option<&str> {
        self.list(parameter).first().map(String::as_str)
    }

    /// All values of a parameter.
    pub(super) fn list(&self, parameter: &str) -> &[String] {
        self.values.get(&parameter.to_lowercase()).map(Vec::as_slice).unwrap_or_default()
    }

    /// A truth value.
    pub(super) fn flag(&self, parameter: &str) -> Option<bool> {
        self.text(parameter)?.parse().ok()
    }
}

/// Parameters come as a list of objects with a name and a value of one of several types, or as a map.
fn values(parameters: Value) -> BTreeMap<String, Vec<String>> {
    let mut res = BTreeMap::new();
    match parameters {
        Value::Object(map) => {
            res.extend(map.into_iter().map(|(name, value)| (name.to_lowercase(), words(&value))));
        }
        Value::Array(list) => {
            let named = list.iter().filter_map(|it| {
                let name = it.get("name")?.as_str()?.to_lowercase();
                Some((name, VALUES.iter().find_map(|field| it.get(field)).map(words)?))
            });
            res.extend(named);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    res
}

fn words(value: &Value) -> Vec<String> {
    let word = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(is_so) => is_so.to_string(),
        Value::Array(items) => return items.iter().flat_map(words).collect(),
        Value::Null | Value::Object(_) => return Vec::new(),
    };
    if word.is_empty() { Vec::new() } else { vec![word] }
}
