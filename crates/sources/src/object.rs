//! One record as a bag of named fields, whether it came as a row of a table or as a JSON object.
//!
//! Names are compared by their letters and digits alone, without case, because exporters respell them (`eventType`,
//! `eventtype`, `EventType`, `Event Type`). Nested values stay unparsed until somebody asks for them, so a wide record costs
//! one pass over its text.

use std::borrow::Cow;

use bonafide_model::{Body, Reading, Record, Reject, value};
use jiff::Timestamp;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::reads;

/// The fields of a record or of a JSON object inside it, in the order written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object<'a> {
    fields: Vec<(Cow<'a, str>, Field<'a>)>,
}

#[derive(Debug, Clone, Copy)]
enum Field<'a> {
    /// A JSON value as it is written.
    Json(&'a RawValue),
    /// A cell of a table.
    Cell(&'a str),
}

impl<'a> Object<'a> {
    /// The fields of a whole record.
    pub(crate) fn of(record: &'a Record) -> Result<Self, Reject> {
        match &record.body {
            Body::Json(text) | Body::Line(text) => {
                Self::parse(text).ok_or_else(|| Reject::new("expected one JSON object a record"))
            }
            Body::Row { header, cells } => {
                let names = header.folded.iter().map(|it| Cow::Borrowed(it.as_str()));
                Ok(Self { fields: names.zip(cells.iter().map(|it| Field::Cell(it))).collect() })
            }
            Body::Document(_) => Err(Reject::new("expected a table or JSON, found a document")),
        }
    }

    /// The fields of a record that an API answered; a row of a table is none, whatever its columns are called.
    pub(crate) fn of_json(record: &'a Record) -> Result<Self, Reject> {
        if matches!(record.body, Body::Row { .. }) {
            return Err(Reject::new("expected the API's answer as JSON, found a table"));
        }
        Self::of(record)
    }

    /// The fields of a record that an API answered, and what it is; a single one is answered inside `data`.
    pub(crate) fn answered<K>(
        record: &'a Record,
        kind: impl Fn(&Self) -> Option<K>,
    ) -> Option<(K, Self)> {
        let whole = Self::of_json(record).ok()?;
        if let Some(kind) = kind(&whole) {
            return Some((kind, whole));
        }
        let inside = whole.inside("data")?;
        Some((kind(&inside)?, inside))
    }

    /// The rows of a record: one as a rule; all of a table that an API answered as `{"columns":[{"name":…}],"rows":[[…]]}`
    /// or, as reports of Graph are, `{"Schema":[{"Column":…}],"Values":[[…]]}`.
    pub(crate) fn rows_of(record: &'a Record) -> Result<Vec<Self>, Reject> {
        let whole = Self::of(record)?;
        let table = |columns: &str, rows: &str| whole.field(columns).zip(whole.field(rows));
        let table = table("columns", "rows").or_else(|| table("Schema", "Values"));
        let Some((Field::Json(columns), Field::Json(rows))) = table else {
            return Ok(vec![whole]);
        };
        reads::note(columns.get());
        reads::note(rows.get());
        let names: Vec<Column<'a>> = serde_json::from_str(columns.get())
            .or(Err(Reject::new("expected the table's columns by name")))?;
        let rows: Vec<Vec<&'a RawValue>> = serde_json::from_str(rows.get())
            .or(Err(Reject::new("expected the table's rows as lists")))?;
        let row = |cells: Vec<&'a RawValue>| Self {
            fields: names
                .iter()
                .map(|it| it.name.clone())
                .zip(cells.into_iter().map(Field::Json))
                .collect(),
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Fields that were found in a line of text by their names or places.
    pub(crate) fn of_pairs(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let field = |(name, value)| (Cow::Borrowed(name), Field::Cell(value));
        Self { fields: pairs.into_iter().map(field).collect() }
    }

    /// The fields of a JSON object in text.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The names of its fields, as written.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(name, _)| name.as_ref())
    }

    /// Whether a field of this name is written, with a value or without.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    /// A text, number or truth value as text; `None` if it is missing, blank, `null`, or has parts of its own.
    pub(crate) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        match self.field(name)? {
            Field::Json(raw) => {
                reads::note(raw.get());
                scalar(raw)
            }
            Field::Cell(cell) => Some(cell.trim()).filter(|it| !it.is_empty()).map(Cow::Borrowed),
        }
    }

    /// A text at a dotted path, however much of the path is written as one name: `{"source":{"ip":…}}`, `{"source.ip":…}`, a
    /// column `source.ip`.
    pub(crate) fn at(&self, path: &str) -> Option<Cow<'a, str>> {
        self.text(path).or_else(|| {
            path.match_indices('.').find_map(|(dot, _)| {
                let (head, rest) = path.split_at(dot);
                self.inside(head)?.at(rest.trim_start_matches('.'))
            })
        })
    }

    /// The first of several names under which the same thing is exported.
    pub(crate) fn any(&self, names: &[&str]) -> Option<Cow<'a, str>> {
        names.iter().find_map(|it| self.text(it))
    }

    /// The same, or what the page of an answer says once for every record on it; the gate keeps that in `_outer`.
    pub(crate) fn any_beside(&self, names: &[&str]) -> Option<Cow<'a, str>> {
        self.any(names).or_else(|| self.inside("_outer")?.any(names))
    }

    /// The first of several names under which the same thing is exported, with that name.
    pub(crate) fn named<'n>(&self, names: &[&'n str]) -> Option<(&'n str, Cow<'a, str>)> {
        names.iter().find_map(|name| Some((*name, self.text(name)?)))
    }

    /// A text that the record can't do without.
    pub(crate) fn require(&self, names: &[&str]) -> Result<Cow<'a, str>, Reject> {
        self.any(names).ok_or_else(|| {
            Reject::new(format!(
                "expected a value in `{}`",
                names.first().copied().unwrap_or_default()
            ))
        })
    }

    /// A truth value, also where it is written as text.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        let text = self.text(name)?;
        if text.eq_ignore_ascii_case("true") {
            return Some(true);
        }
        text.eq_ignore_ascii_case("false").then_some(false)
    }

    /// An instant that the record can't do without.
    pub(crate) fn require_time(&self, names: &[&str]) -> Result<Timestamp, Reject> {
        let Some((name, text)) = self.named(names) else {
            return Err(Reject::new(format!(
                "expected a time in `{}`",
                names.first().copied().unwrap_or_default()
            )));
        };
        value::parse_time(&text).map_err(|err| Reject::new(format!("`{name}`: {err}")))
    }

    /// An object inside this one.
    pub(crate) fn inside(&self, name: &str) -> Option<Object<'a>> {
        let Field::Json(raw) = self.field(name)? else { return None };
        if !raw.get().starts_with('{') {
            reads::note(raw.get());
        }
        Self::parse(raw.get())
    }

    /// The JSON text of a field that holds an object or a list, also where a string or a cell holds that text.
    pub(crate) fn json(&self, name: &str) -> Option<Cow<'a, str>> {
        match self.field(name)? {
            Field::Json(raw) => {
                reads::note(raw.get());
                let has_parts = raw.get().starts_with(['{', '[']);
                if has_parts { Some(Cow::Borrowed(raw.get())) } else { scalar(raw) }
            }
            Field::Cell(cell) => Some(Cow::Borrowed(cell.trim())),
        }
    }

    fn field(&self, name: &str) -> Option<Field<'a>> {
        self.fields.iter().find(|(it, _)| same_name(it, name)).map(|(_, field)| *field)
    }
}

/// The objects in the JSON text of a list (or of one object, which some exporters write for a list of one).
pub(crate) fn objects(json: &str) -> Vec<Object<'_>> {
    if json.trim_start().starts_with('{') {
        return Object::parse(json).into_iter().collect();
    }
    let items: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
    items.into_iter().filter_map(|it| Object::parse(it.get())).collect()
}

/// Whether the first row of a record is as a source expects it.
pub(crate) fn first_row(record: &Record, is_known: impl FnOnce(&Object<'_>) -> bool) -> bool {
    Object::rows_of(record).is_ok_and(|rows| rows.first().is_some_and(is_known))
}

/// Reads every row of a record and joins the answers: what any row says, or why the last one was passed over.
pub(crate) fn read_rows(
    record: &Record,
    read: impl Fn(&Object<'_>) -> Result<Reading, Reject>,
) -> Result<Reading, Reject> {
    let mut said = Vec::new();
    let mut passed = "an empty table";
    for row in Object::rows_of(record)? {
        match read(&row)? {
            Reading::Says(more) => said.extend(more),
            Reading::PassOver(why) => passed = why,
        }
    }
    Ok(if said.is_empty() { Reading::PassOver(passed) } else { Reading::Says(said) })
}

/// The texts in the JSON text of a list.
pub(crate) fn texts(json: &str) -> Vec<Cow<'_, str>> {
    let items: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
    items.into_iter().filter_map(scalar).collect()
}

fn scalar(raw: &RawValue) -> Option<Cow<'_, str>> {
    let text = raw.get();
    if text == "null" || text.starts_with(['{', '[']) {
        return None;
    }
    let Some(inner) = text.strip_prefix('"').and_then(|it| it.strip_suffix('"')) else {
        return Some(Cow::Borrowed(text));
    };
    if !inner.contains('\\') {
        return Some(Cow::Borrowed(inner.trim())).filter(|it| !it.is_empty());
    }
    let inner: String = serde_json::from_str(text).ok()?;
    let inner = inner.trim().to_owned();
    (!inner.is_empty()).then_some(Cow::Owned(inner))
}

/// Letters and digits agree, whatever stands between them and in whatever case.
fn same_name(a: &str, b: &str) -> bool {
    // Of the names of a record nearly all are others, and begin otherwise.
    let (first, others) = (a.bytes().next(), b.bytes().next());
    let differ = first.zip(others).is_some_and(|(a, b)| {
        a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() && !a.eq_ignore_ascii_case(&b)
    });
    !differ && (a == b || letters(a).eq(letters(b)))
}

fn letters(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase())
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut fields = Vec::with_capacity(map.size_hint().unwrap_or(16));
                while let Some(Name(name)) = map.next_key()? {
                    fields.push((name, Field::Json(map.next_value()?)));
                }
                Ok(Object { fields })
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// The head of a column in a table that an API answered.
#[derive(Deserialize)]
struct Column<'a> {
    #[serde(borrow, alias = "Column")]
    name: Cow<'a, str>,
}

/// A key, borrowed unless it is written with escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_spelled() {
        let event = Object::parse(
            r#"{"event_type":"a","AADDeviceId":7,"at\u0041":true,"none":null,"blank":" "}"#,
        )
        .expect("an object");
        assert_eq!(event.text("eventType").as_deref(), Some("a"));
        assert_eq!(event.text("aadDeviceID").as_deref(), Some("7"));
        assert_eq!(event.flag("ata"), Some(true));
        assert_eq!(event.text("none"), None);
        assert_eq!(event.text("blank"), None);
        assert!(event.has("none") && !event.has("event"));
    }

    #[test]
    fn paths_are_found_nested_and_flat() {
        let text = r#"{"a":{"b.c":1,"d":{"e":2}},"a.f":{"g":3}}"#;
        let event = Object::parse(text).expect("an object");
        let found = ["a.b.c", "a.d.e", "a.f.g", "a.d", "x.y"].map(|it| event.at(it));
        assert_eq!(found, [Some("1".into()), Some("2".into()), Some("3".into()), None, None]);
    }

    #[test]
    fn json_is_found_inside_strings_too() {
        let event =
            Object::parse(r#"{"plain":[{"a":1}],"quoted":"[{\"a\":\"x\\\\y\"}]","one":{"a":3}}"#)
                .expect("an object");
        let first = |name: &str| {
            let json = event.json(name).expect("a value");
            objects(&json).first().and_then(|it| it.text("a").map(Cow::into_owned))
        };
        assert_eq!(first("plain").as_deref(), Some("1"));
        assert_eq!(first("quoted").as_deref(), Some(r"x\y"));
        assert_eq!(first("one").as_deref(), Some("3"));
        assert_eq!(texts(r#"["a", null, 2]"#), ["a", "2"]);
    }

    #[test]
    fn a_table_in_json_is_read_row_by_row() {
        for text in [
            r#"{"name":"PrimaryResult","columns":[{"name":"A","type":"int"},{"name":"B"}],"rows":[[1,"x"],[2,null]]}"#,
            r#"{"TotalRowCount":2,"Schema":[{"Column":"A","PropertyType":"Double"},{"Column":"B"}],"Values":[[1,"x"],[2,null]]}"#,
        ] {
            let record = Record {
                from: bonafide_model::Provenance::line("t.json", 1),
                body: Body::Json(text.into()),
            };
            let rows = Object::rows_of(&record).expect("a table");
            assert_eq!(
                rows.iter().map(|it| it.text("b")).collect::<Vec<_>>(),
                [Some("x".into()), None]
            );
        }
    }

    #[test]
    fn other_json_is_no_object() {
        for text in ["[]", "1", "\"{}\"", "{\"a\":}", "", "{\"a\":1} x"] {
            assert!(Object::parse(text).is_none(), "{text}");
        }
    }
}
