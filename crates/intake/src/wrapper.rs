//! Objects that only wrap a list, as the pages of most APIs do: `{"value":[…]}`, `{"participants":[…],"topic":"…"}`.

use serde_json::{Map, Value};

use crate::json::Scan;

/// Keys that hold a page's records whatever stands beside them.
const LIST_KEYS: &[&str] = &[
    "value",
    "records",
    "results",
    "items",
    "data",
    "entries",
    "rows",
    "participants",
    "employees",
    "workers",
    "report_entry",
    "resources",
    "resource",
];
/// Those of them that are a part of a record where other parts stand beside them: of a call its participants.
const PARTS: &[&str] = &["participants"];
/// Starts of folded keys that only say which page this is.
const PAGING_KEYS: &[&str] = &[
    "total",
    "count",
    "page",
    "paging",
    "next",
    "prev",
    "first",
    "last",
    "limit",
    "offset",
    "cursor",
    "cache_ts",
    "has_more",
    "more",
    "kind",
    "etag",
    "schemas",
    "start_index",
    "items_per_page",
    "from",
    "to",
    "meta",
    "links",
    "status",
    "success",
    "odata",
    "self",
    "link",
    "size",
    "per_page",
    "response_metadata",
    "ok",
    "preview",
    "init_offset",
    "messages",
    "fields",
    "highlighted",
];

/// An object that wraps a list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wrapper {
    /// Key of the list.
    pub(crate) key: String,
    /// Where its `[` stands.
    pub(crate) bracket: usize,
    /// The object's own scalars but for paging, as the text of a JSON object; none if there are none.
    pub(crate) outer: Option<String>,
}

/// What the start of an object shows.
pub(crate) struct Look {
    /// The list, if it is a wrapper.
    pub(crate) wrapper: Option<Wrapper>,
    /// Whether the end of the object was in sight.
    pub(crate) is_whole: bool,
}

enum Member {
    Scalar(Value),
    List { bracket: usize },
    EmptyList { bracket: usize },
    Other,
}

/// Looks at an object that begins at the first byte.
pub(crate) fn look(bytes: &[u8]) -> Look {
    let (members, is_whole) = members(bytes);
    Look { wrapper: choose(members), is_whole }
}

fn choose(members: Vec<(String, Member)>) -> Option<Wrapper> {
    let is_list = |it: &Member| matches!(it, Member::List { .. } | Member::EmptyList { .. });
    let n_with_parts = members.iter().filter(|(_, it)| !matches!(it, Member::Scalar(_))).count();
    // An empty list beside what has parts of its own is one event that names nothing: `{"resources":[],"detail":{…}}`.
    let has_parts = members.iter().any(|(_, it)| matches!(it, Member::Other));
    let listed = members.iter().position(|(key, member)| {
        let key = key.to_ascii_lowercase();
        let is_part = PARTS.contains(&key.as_str()) && n_with_parts > 1;
        is_list(member)
            && !(has_parts && matches!(member, Member::EmptyList { .. }))
            && LIST_KEYS.contains(&key.as_str())
            && !is_part
    });
    let lone = || {
        let mut lists =
            members.iter().enumerate().filter(|(_, (_, it))| matches!(it, Member::List { .. }));
        let (idx, _) = lists.next()?;
        let is_only_paged =
            members.iter().enumerate().all(|(at, (key, _))| at == idx || is_paging(key));
        (lists.next().is_none() && is_only_paged).then_some(idx)
    };
    let idx = listed.or_else(lone)?;
    let mut outer = Map::new();
    let mut list = None;
    for (at, (key, member)) in members.into_iter().enumerate() {
        match member {
            Member::List { bracket } | Member::EmptyList { bracket } if at == idx => {
                list = Some((key, bracket))
            }
            Member::Scalar(value) if !is_paging(&key) => {
                outer.insert(key, value);
            }
            Member::Scalar(_) | Member::List { .. } | Member::EmptyList { .. } | Member::Other => {}
        }
    }
    let (key, bracket) = list?;
    let outer = (!outer.is_empty()).then(|| Value::Object(outer).to_string());
    Some(Wrapper { key, bracket, outer })
}

fn is_paging(key: &str) -> bool {
    let folded = bonafide_model::Header::fold(key);
    let folded = folded.trim_start_matches('_');
    PAGING_KEYS.iter().any(|it| {
        folded.strip_prefix(it).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    })
}

/// The members of an object as far as they are in sight, and whether its end is.
fn members(bytes: &[u8]) -> (Vec<(String, Member)>, bool) {
    let mut res = Vec::new();
    let mut at = 1;
    loop {
        at = skip(bytes, at, b" \t\r\n,");
        match bytes.get(at) {
            Some(b'"') => {}
            Some(b'}') => return (res, true),
            // Out of sight, or not an object at all; the record's own parser will say so.
            Some(_) | None => return (res, false),
        }
        let Some(key_bytes) = value_at(bytes, at) else { return (res, false) };
        let Ok(key) = serde_json::from_slice::<String>(key_bytes) else { return (res, false) };
        at = skip(bytes, at + key_bytes.len(), b" \t\r\n:");
        let value = value_at(bytes, at);
        if let Some(member) = member(bytes, at, value) {
            res.push((key, member));
        }
        let Some(value) = value else { return (res, false) };
        at += value.len();
    }
}

/// What stands at `at`; a list may go on out of sight.
fn member(bytes: &[u8], at: usize, value: Option<&[u8]>) -> Option<Member> {
    match bytes.get(at)? {
        b'[' => match bytes.get(skip(bytes, at + 1, b" \t\r\n")) {
            Some(b'{') => Some(Member::List { bracket: at }),
            Some(b']') => Some(Member::EmptyList { bracket: at }),
            Some(_) | None => Some(Member::Other),
        },
        b'{' => Some(Member::Other),
        _ => serde_json::from_slice(value?).ok().map(Member::Scalar),
    }
}

fn value_at(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let rest = bytes.get(at..)?;
    let n = Scan::default().step(rest)?;
    Some(&rest[..n])
}

fn skip(bytes: &[u8], at: usize, over: &[u8]) -> usize {
    at + bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|it| over.contains(it)).count())
}
