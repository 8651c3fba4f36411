//! One commit → JSON: who wrote and who committed it, when on which clock, with which key; no message.

use encoding_rs::{Encoding, WINDOWS_1252};
use gix_hash::ObjectId;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{
    DAMAGED,
    history::{Change, Links},
    refs, signature,
};
use crate::document::hex;

/// What names somebody who wrote along.
const CO_AUTHOR: &str = "co-authored-by:";

/// One line of a commit's header, its continuation lines joined to it.
struct Field<'b> {
    name: &'b [u8],
    value: Vec<u8>,
}

/// Header and message.
fn parts(commit: &[u8]) -> (Vec<Field<'_>>, &[u8]) {
    let mut fields: Vec<Field<'_>> = Vec::new();
    let mut at = 0;
    for line in commit.split(|it| *it == b'\n') {
        at += line.len() + 1;
        if line.is_empty() {
            break;
        }
        match (line.strip_prefix(b" "), fields.last_mut()) {
            (Some(more), Some(field)) => {
                field.value.push(b'\n');
                field.value.extend_from_slice(more);
            }
            (_, _) => {
                let end = line.iter().position(|it| *it == b' ').unwrap_or(line.len());
                let value = line.get(end + 1..).unwrap_or_default().to_vec();
                fields.push(Field { name: line.get(..end).unwrap_or_default(), value });
            }
        }
    }
    (fields, commit.get(at..).unwrap_or_default())
}

/// Tree and parents; `None` if it is no commit.
pub(super) fn links(commit: &[u8]) -> Option<Links> {
    let (fields, _) = parts(commit);
    let id = |it: &Field<'_>| refs::id_of(std::str::from_utf8(&it.value).ok()?);
    let tree = fields.iter().find(|it| it.name == b"tree").and_then(id)?;
    let parents = fields.iter().filter(|it| it.name == b"parent").map(id);
    Some(Links { tree, parents: parents.collect::<Option<_>>()? })
}

/// The record of a commit; `change` if it is one of those that are compared, `first` the history's first commit.
pub(super) fn json<'t>(
    id: &ObjectId,
    commit: &[u8],
    (tips, change, first): (impl Iterator<Item = &'t str>, Option<Change>, Option<&ObjectId>),
) -> Result<String, String> {
    let links = links(commit).ok_or(DAMAGED)?;
    let (fields, message) = parts(commit);
    let field = |name: &str| {
        fields.iter().find(|it| it.name == name.as_bytes()).map(|it| it.value.as_slice())
    };
    let encoding = field("encoding").and_then(Encoding::for_label);
    let parents: Vec<String> = links.parents.iter().map(ToString::to_string).collect();
    let mut res = Map::new();
    res.insert("id".to_owned(), json!(id.to_string()));
    res.insert("tree".to_owned(), json!(links.tree.to_string()));
    res.insert("parents".to_owned(), json!(parents));
    for name in ["author", "committer"] {
        if let Some(line) = field(name) {
            res.insert(name.to_owned(), person(&text(line, encoding)));
        }
    }
    let signature = field("gpgsig").or_else(|| field("gpgsig-sha256"));
    if let Some(signature) = signature.and_then(|it| signature::of(&String::from_utf8_lossy(it))) {
        res.insert("signature".to_owned(), signature);
    }
    let message = text(message, encoding);
    let co_authors = co_authors(&message);
    if !co_authors.is_empty() {
        res.insert("co_authors".to_owned(), json!(co_authors));
    }
    let tips: Vec<&str> = tips.collect();
    if !tips.is_empty() {
        res.insert("tips".to_owned(), json!(tips));
    }
    if let Some(first) = first {
        res.insert("history".to_owned(), json!(first.to_string()));
    }
    if let Some(change) = change {
        res.insert("change".to_owned(), json!(hex(&change)));
    }
    Ok(json!({ "commit": res }).to_string())
}

/// `Ada Quill <ada@corp.example> 1772000000 +0100`; what cannot be read of it is left out.
fn person(line: &str) -> Value {
    let mut res = Map::new();
    let (who, when) = line.rsplit_once('>').unwrap_or((line, ""));
    let (name, address) = who.split_once('<').unwrap_or((who, ""));
    for (key, value) in [("name", name.trim()), ("address", address.trim())] {
        if !value.is_empty() {
            res.insert(key.to_owned(), json!(value));
        }
    }
    let mut when = when.split_whitespace();
    let at = when.next().and_then(|it| Timestamp::from_second(it.parse().ok()?).ok());
    if let Some(at) = at {
        res.insert("at".to_owned(), json!(at.to_string()));
    }
    if let Some(offset) = when.next().filter(|it| is_offset(it)) {
        res.insert("offset".to_owned(), json!(offset));
    }
    Value::Object(res)
}

fn is_offset(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']);
    digits.is_some_and(|it| it.len() == 4 && it.bytes().all(|it| it.is_ascii_digit()))
}

/// Mailboxes of those who wrote along.
fn co_authors(message: &str) -> Vec<&str> {
    let of_line = |line: &'_ str| -> Option<(usize, usize)> {
        let start = line.get(..CO_AUTHOR.len())?;
        if !start.eq_ignore_ascii_case(CO_AUTHOR) {
            return None;
        }
        let (open, close) = (line.rfind('<')?, line.rfind('>')?);
        (open < close).then_some((open + 1, close))
    };
    message
        .lines()
        .filter_map(|line| line.get(of_line(line)?.0..of_line(line)?.1))
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect()
}

/// UTF-8 if it is, else as the commit says, else as most old tools wrote.
fn text(bytes: &[u8], encoding: Option<&'static Encoding>) -> String {
    match (encoding, std::str::from_utf8(bytes)) {
        (None, Ok(text)) => text.to_owned(),
        (Some(encoding), _) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        (None, Err(_)) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
