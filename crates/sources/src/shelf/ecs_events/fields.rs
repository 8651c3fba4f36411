//! The fields of an event by their dotted names, nested or not, single or in lists.

use bonafide_model::{Reject, value};
use jiff::Timestamp;

use crate::object::{Object, texts};

/// Fields that make an event one of the schema: what kind of thing it tells.
const KINDS: &[&str] = &["event.category", "event.kind", "event.dataset", "event.module"];
/// What Kibana writes into a cell without a value.
const EMPTY: &str = "-";

/// An event.
pub(super) struct Event<'e> {
    object: &'e Object<'e>,
}

impl<'e> Event<'e> {
    pub(super) fn new(object: &'e Object<'e>) -> Self {
        Self { object }
    }

    /// Whether the event says what kind of thing it tells.
    pub(super) fn has_kind(&self) -> bool {
        KINDS.iter().any(|it| !self.all(it).is_empty())
    }

    /// Every value of a field.
    pub(super) fn all(&self, path: &str) -> Vec<String> {
        values(self.object, path)
    }

    /// The first value of a field.
    pub(super) fn first(&self, path: &str) -> Option<String> {
        self.all(path).into_iter().next()
    }

    /// When it happened.
    pub(super) fn at(&self) -> Result<Timestamp, Reject> {
        let Some(text) = self.object.text("@timestamp") else {
            return Err(Reject::new("expected the time of the event in `@timestamp`"));
        };
        // Kibana's tables have `Mar 2, 2026 @ 07:03:14.868`.
        value::parse_time(&text.replace(" @ ", " "))
            .map_err(|err| Reject::new(format!("`@timestamp`: {err}")))
    }
}

/// A single value of a text may hold commas; lists in a table's cell are told by the fields that are lists in the schema.
fn values(object: &Object<'_>, path: &str) -> Vec<String> {
    let json = object.json(path).unwrap_or_default();
    if json.starts_with('[') {
        return texts(&json).into_iter().map(|it| it.into_owned()).collect();
    }
    if let Some(text) = object.text(path) {
        let is_list = matches!(path, "event.category" | "event.type" | "category" | "type");
        let parts = text.split(',').map(|it| it.trim().to_owned());
        let whole = std::iter::once(text.trim().to_owned());
        let all: Vec<String> = if is_list { parts.collect() } else { whole.collect() };
        return all.into_iter().filter(|it| !it.is_empty() && it != EMPTY).collect();
    }
    path.match_indices('.')
        .map(|(dot, _)| path.split_at(dot))
        .filter_map(|(head, rest)| {
            Some(values(&object.inside(head)?, rest.trim_start_matches('.')))
        })
        .find(|it| !it.is_empty())
        .unwrap_or_default()
}
