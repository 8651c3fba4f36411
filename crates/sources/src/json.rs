//! Typed JSON records, and the scalars that exporters write sometimes as numbers and sometimes as text.

use std::{borrow::Cow, fmt};

use bonafide_model::{Body, Record, Reject};
use serde::{
    Deserialize, Deserializer,
    de::{self, Visitor},
};
use serde_json::error::Category;

use crate::reads;

/// Reads a record's JSON; `what` names the thing expected, such as `a Greenhouse candidate`.
///
/// Positions and values stay out of the refusal, so that equal mistakes are counted together and nothing personal is shown.
pub(crate) fn typed<'a, T: Deserialize<'a>>(record: &'a Record, what: &str) -> Result<T, Reject> {
    let (Body::Json(text) | Body::Line(text)) = &record.body else {
        return Err(Reject::new(format!(
            "expected {what} as JSON; export it from the API, not as a table"
        )));
    };
    reads::note(text);
    serde_json::from_str(text).map_err(|err| refuse(&err, what))
}

fn refuse(err: &serde_json::Error, what: &str) -> Reject {
    let message = err.to_string();
    let shape = message.rsplit_once(" at line ").map_or(message.as_str(), |(shape, _)| shape);
    let why = match err.classify() {
        Category::Syntax | Category::Eof | Category::Io => {
            "JSON that ends where it should; it may be cut off".to_owned()
        }
        Category::Data if shape.starts_with("missing field") => {
            format!("a {shape}").replacen("a missing field", "the field", 1)
        }
        Category::Data => shape
            .rsplit_once("expected ")
            .map_or("another shape", |(_, expected)| expected)
            .to_owned(),
    };
    Reject::new(format!("{what}: expected {why}; export it from the API unchanged"))
}

/// A text, number or truth value as text, trimmed; ids come as either.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

impl Text<'_> {
    /// The text; `None` if blank.
    pub(crate) fn filled(&self) -> Option<&str> {
        let text = self.0.trim();
        (!text.is_empty()).then_some(text)
    }
}

/// The text of an optional field; `None` if it is missing, `null` or blank.
pub(crate) fn filled<'t>(text: &'t Option<Text<'_>>) -> Option<&'t str> {
    text.as_ref().and_then(Text::filled)
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar)
    }
}

struct Scalar;

impl<'de> Visitor<'de> for Scalar {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or number")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    fn visit_bool<E: de::Error>(self, is_so: bool) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(is_so.to_string())))
    }
}

/// A list that may be `null` or missing (with `#[serde(default)]`).
pub(crate) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    Ok(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default())
}

/// A scalar; a list or object in its place counts as nothing (with `#[serde(default)]`).
pub(crate) fn scalar<'de: 'a, 'a, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Text<'a>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Any<'a> {
        Scalar(#[serde(borrow)] Text<'a>),
        Other(de::IgnoredAny),
    }
    Ok(match Any::deserialize(deserializer)? {
        Any::Scalar(text) => Some(text),
        Any::Other(_) => None,
    })
}

/// Whether a field is written, with a value or `null` (with `#[serde(default)]`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Present(pub(crate) bool);

impl<'de> Deserialize<'de> for Present {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        de::IgnoredAny::deserialize(deserializer).map(|_| Self(true))
    }
}
