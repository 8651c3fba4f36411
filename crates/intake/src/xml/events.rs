//! Windows events as Event Viewer and `wevtutil` write them in XML → the JSON of `evtx_dump`, so that one source reads both.

use serde_json::{Map, Value};

use super::node::{Node, attributes};
use crate::markup::Element;

/// Namespace of Windows events.
const NAMESPACE: &str = "http://schemas.microsoft.com/win/2004/08/events/event"; // published: Windows Event Log schema
/// Elements of `System` that `evtx_dump` writes as numbers.
const NUMBERS: &[&str] = &["EventID", "Version", "Level", "Task", "Opcode", "EventRecordID"];

/// Whether an element is a Windows event.
pub(crate) fn is_event(element: &Element) -> bool {
    element.name == "Event" && element.namespace.as_deref() == Some(NAMESPACE)
}

/// The same of one that was read.
pub(crate) fn is_event_node(node: &Node) -> bool {
    is_event(node.element())
}

/// The event as JSON text. What Event Viewer adds for people (`RenderingInfo`, the message in words) is left out.
pub(crate) fn json(event: Node) -> String {
    let mut res = Map::new();
    res.insert(
        "#attributes".to_owned(),
        Value::Object(Map::from_iter([("xmlns".to_owned(), Value::from(NAMESPACE))])),
    );
    for part in event.into_children() {
        let name = part.name().to_owned();
        let value = match name.as_str() {
            "System" => system(part),
            "EventData" => event_data(part),
            "RenderingInfo" => continue,
            _ => part.into_value(),
        };
        res.insert(name, value);
    }
    Value::Object(Map::from_iter([("Event".to_owned(), Value::Object(res))])).to_string()
}

fn system(system: Node) -> Value {
    system
        .into_children()
        .into_iter()
        .map(|it| {
            let name = it.name().to_owned();
            let value = it.into_value();
            let value = if NUMBERS.contains(&name.as_str()) { number(value) } else { value };
            (name, value)
        })
        .collect()
}

/// `4624` as a number, beside attributes or alone.
fn number(value: Value) -> Value {
    match value {
        Value::String(text) => text.parse::<u64>().map_or(Value::String(text), Value::from),
        Value::Object(mut members) => {
            if let Some(text) = members.get_mut("#text") {
                *text = number(text.take());
            }
            Value::Object(members)
        }
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) => other,
    }
}

/// `<Data Name="TargetUserName">ada</Data>` → `{"TargetUserName":"ada"}`; data without names as `{"Data":{"#text":[…]}}`.
fn event_data(data: Node) -> Value {
    let mut res = Map::new();
    if !data.element().attributes.is_empty() {
        res.insert("#attributes".to_owned(), attributes(data.element()));
    }
    let mut nameless = Vec::new();
    for item in data.into_children() {
        match item.element().attribute("Name").map(str::to_owned) {
            Some(name) => {
                res.insert(name, Value::from(item.written()));
            }
            None if item.name() == "Data" => nameless.push(Value::from(item.written())),
            None => {
                let name = item.name().to_owned();
                res.insert(name, item.into_value());
            }
        }
    }
    let text = match nameless.len() {
        0 => None,
        1 => nameless.pop(),
        _ => Some(Value::Array(nameless)),
    };
    if let Some(text) = text {
        res.insert("Data".to_owned(), Value::Object(Map::from_iter([("#text".to_owned(), text)])));
    }
    Value::Object(res)
}
