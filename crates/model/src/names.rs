//! Names that live as long as the program (ids of sources and of device managers), in our own files.

use std::{collections::BTreeSet, sync::Mutex};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Such a name. Deriving a reader looks at how a type is written, and would take the reference for one into the file.
pub(crate) type Name = &'static str;

/// Names that are remembered: guess, there are some hundred sources; a hostile file must not fill the memory with others.
const MOST: usize = 1000;
/// Bytes of the longest name. Guess.
const LONGEST: usize = 64;

static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// The one copy of a name; `None` for what is no name of ours.
fn one_copy(name: &str) -> Option<&'static str> {
    let is_name = name.len() <= LONGEST
        && name.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_');
    let mut known = KNOWN.lock().ok()?;
    if let Some(found) = known.get(name) {
        return Some(found);
    }
    if !is_name || known.len() >= MOST {
        return None;
    }
    let name: &'static str = name.to_owned().leak();
    known.insert(name);
    Some(name)
}

pub(crate) fn serialize<S: Serializer>(
    name: &&'static str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(name)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<&'static str, D::Error> {
    let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    one_copy(&name).ok_or_else(|| D::Error::custom("expected an id of letters, digits and `_`"))
}

/// The same for names that may be missing.
pub(crate) mod optional {
    use super::{Deserialize, Deserializer, Error, Serialize, Serializer, one_copy};

    pub(crate) fn serialize<S: Serializer>(
        name: &Option<&'static str>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        name.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<&'static str>, D::Error> {
        let Some(name) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        one_copy(&name)
            .map(Some)
            .ok_or_else(|| D::Error::custom("expected an id of letters, digits and `_`"))
    }
}
