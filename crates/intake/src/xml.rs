//! XML that is a list of records → one JSON object a record; exported Windows events in the shape of `evtx_dump`.
//!
//! The records of a document are the children of its root; where such a child only holds things of one name
//! (`<DistinctParties><DistinctParty>…`), those are the records. A record is `{"_element":"sdnEntry","uid":"1",…}`:
//! children by name, those of one name as a list, attributes under `#attributes`, text beside other things under `#text`.
//! What the root itself says (its attributes, children that hold text alone) stands in each record under `_outer`, and so does what
//! a child tells of the publication of the whole.

mod events;
mod node;

use std::io::Read;

use bonafide_model::{Header, Locator};
use serde_json::{Map, Value};

use self::node::{Budget, Node};
use crate::{
    Limits,
    json_stream::Piece as Record,
    markup::{Element, Markup, Piece},
    window::Window,
};

/// Values of the root that go with each record.
const OUTER_VALUES: usize = 50; // guess: a date, a count and a version
/// How the name of a child begins that tells of the publication: `publshInformation`, `publicationInfo`.
const PUBLICATION: &str = "publ"; // published: lists of OFAC
/// The longest name of an element at the start.
const NAME_BYTES: usize = 200; // guess

/// Whether a text is XML by its first bytes; web pages are told apart before.
pub(crate) fn begins_like(start: &[u8]) -> bool {
    let Some(rest) = start.strip_prefix(b"<") else { return false };
    const DECLARATIONS: &[&[u8]] = &[b"<?xml", b"<!doctype ", b"<!--"];
    let is_declared =
        |it: &&[u8]| start.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it));
    if DECLARATIONS.iter().any(is_declared) {
        return true;
    }
    // `<134>Mar  1 …` is a log and `<Ada> hello` a chat: the first tag has to look like one and be followed by another.
    let n_name = rest
        .iter()
        .take_while(|it| it.is_ascii_alphanumeric() || b"_-.:".contains(it) || !it.is_ascii())
        .count();
    let begins_name = rest.first().is_some_and(|it| it.is_ascii_alphabetic() || *it == b'_');
    let Some(close) = memchr::memchr(b'>', rest) else { return false };
    let is_tag = match &rest[n_name..close] {
        [] => true,
        [first, inner @ ..] => {
            first.is_ascii_whitespace() && inner.contains(&b'=') || *first == b'/'
        }
    };
    let follows = rest[close + 1..].trim_ascii_start();
    begins_name
        && n_name < NAME_BYTES
        && is_tag
        && (follows.first() == Some(&b'<') || rest[..close].ends_with(b"/"))
}

/// The records of a document, or of several one after another as `wevtutil` writes events, each as JSON text.
pub(crate) struct Records<R> {
    markup: Markup<R>,
    limits: Limits,
    state: State,
    waiting: Option<Record>,
}

enum State {
    Top,
    Root(Root),
    Over,
}

struct Root {
    name: String,
    outer: Map<String, Value>,
    /// Something that stands in `outer` has not yet gone with a record.
    is_untold: bool,
    /// Inside a child that only holds records: its attributes.
    list: Option<Map<String, Value>>,
}

impl<R: Read> Records<R> {
    /// Stands before the first record.
    pub(crate) fn new(window: Window<R>, limits: &Limits) -> Self {
        let markup = Markup::new(window, limits.record_bytes);
        Self { markup, limits: limits.clone(), state: State::Top, waiting: None }
    }

    /// Between documents; most files hold one.
    fn at_top(&mut self) -> Result<Option<Record>, String> {
        let line = self.markup.line();
        match self.markup.next_piece()? {
            Piece::End => {
                self.state = State::Over;
                Ok(None)
            }
            Piece::Text(text) if text.trim().trim_start_matches('\u{feff}').is_empty() => Ok(None),
            Piece::Text(_) | Piece::Close => Err(
                "text outside of any element; the rest of the file is not read: export it again"
                    .to_owned(),
            ),
            Piece::Open(element) if events::is_event(&element) => {
                let node = Node::read(&mut self.markup, element, Budget::new(&self.limits))?;
                Ok(Some((Locator::Line(line), node.map(|it| events::json(it).into_bytes()))))
            }
            Piece::Open(element) => {
                self.state = State::Root(Root::new(element));
                Ok(None)
            }
            Piece::Blank(element) => {
                let root = Root::new(element);
                Ok(root.is_untold.then(|| root.rest(line)))
            }
        }
    }

    /// Between the children of a root, or of a child that only holds records.
    fn in_root(&mut self, root: &mut Root) -> Result<Step, String> {
        let line = self.markup.line();
        match self.markup.next_piece()? {
            Piece::End => Err(node::cut()),
            Piece::Text(text) => {
                if !text.trim().is_empty() {
                    root.note("#text", Value::String(text.trim().to_owned()));
                }
                Ok(Step::GoOn)
            }
            Piece::Close if root.list.take().is_some() => Ok(Step::GoOn),
            Piece::Close => Ok(Step::Leave(line)),
            Piece::Blank(element) => {
                let node = Node::begin(element);
                Ok(root.record(line, Ok(node)).map_or(Step::GoOn, Step::Record))
            }
            Piece::Open(element) if root.list.is_some() || events::is_event(&element) => {
                let node = Node::read(&mut self.markup, element, Budget::new(&self.limits))?;
                Ok(root.record(line, node).map_or(Step::GoOn, Step::Record))
            }
            Piece::Open(element) => self.child(root, line, element),
        }
    }

    /// A child of the root: a record, a value of the root, or a list of records, which its first two children tell.
    fn child(&mut self, root: &mut Root, line: u64, element: Element) -> Result<Step, String> {
        let mut node = Node::begin(element);
        let mut budget = Budget::new(&self.limits);
        loop {
            let inner_line = self.markup.line();
            let element = match self.markup.next_piece()? {
                Piece::Close => {
                    let node = budget.verdict(node);
                    return Ok(root.record(line, node).map_or(Step::GoOn, Step::Record));
                }
                Piece::End => return Err(node::cut()),
                Piece::Text(text) => {
                    node.text(&text, &mut budget);
                    continue;
                }
                Piece::Blank(element) => {
                    node.child(Node::begin(element), &mut budget);
                    continue;
                }
                Piece::Open(element) => element,
            };
            let is_called_list = node.is_empty() && is_plural(node.name(), &element.name);
            let is_second_of_a_kind =
                node.only_child().is_some_and(|it| it.name() == element.name && it.has_parts());
            let inner = Node::read(&mut self.markup, element, Budget::new(&self.limits))?;
            let is_record = inner.as_ref().map_or(true, Node::has_parts);
            if is_record && (is_called_list || is_second_of_a_kind) {
                let first = node.take_only_child().map(|it| (line, Ok(it)));
                root.list = Some(node.into_attributes());
                let mut found = first.into_iter().chain([(inner_line, inner)]);
                let next = found.next().and_then(|(line, it)| root.record(line, it));
                self.waiting = found.next().and_then(|(line, it)| root.record(line, it));
                return Ok(next.map_or(Step::GoOn, Step::Record));
            }
            match inner {
                Ok(inner) => node.child(inner, &mut budget),
                Err(why) => budget.fail(why),
            }
        }
    }
}

enum Step {
    Record(Record),
    GoOn,
    /// The root ends.
    Leave(u64),
}

impl Root {
    fn new(element: Element) -> Self {
        let mut res = Self { name: element.name, outer: Map::new(), is_untold: false, list: None };
        for (name, value) in element.attributes {
            // Where the schema lies says nothing about the records.
            if name != "schemaLocation" {
                res.note(&name, Value::String(value));
            }
        }
        res
    }

    fn note(&mut self, name: &str, value: Value) {
        if self.outer.len() < OUTER_VALUES {
            self.outer.insert(name.to_owned(), value);
            self.is_untold = true;
        }
    }

    /// A child as a record; `None` if it is a value of the root and goes with the records.
    fn record(&mut self, line: u64, node: Result<Node, String>) -> Option<Record> {
        let at = Locator::Line(line);
        let node = match node {
            Ok(node) => node,
            Err(why) => return Some((at, Err(why))),
        };
        if events::is_event_node(&node) {
            return Some((at, Ok(events::json(node).into_bytes())));
        }
        if self.list.is_none() && !node.has_parts() && self.outer.len() < OUTER_VALUES {
            let name = node.name().to_owned();
            self.note(&name, node.into_value());
            return None;
        }
        self.is_untold = false;
        let name = node.name().to_owned();
        let mut outer = self.outer.clone();
        outer.extend(self.list.clone().unwrap_or_default());
        let value = node.into_value();
        if name.to_ascii_lowercase().starts_with(PUBLICATION) {
            self.note_all(&value);
        }
        Some((at, Ok(object(&name, outer, value).into_bytes())))
    }

    /// What a child says of the publication of the whole goes with the records after it.
    fn note_all(&mut self, value: &Value) {
        for (name, value) in value.as_object().into_iter().flatten() {
            if value.is_string() && self.outer.len() < OUTER_VALUES {
                self.outer.insert(name.clone(), value.clone());
            }
        }
    }

    /// What the root says after its last record, or instead of any.
    fn rest(self, line: u64) -> Record {
        let text = object(&self.name, Map::new(), Value::Object(self.outer));
        (Locator::Line(line), Ok(text.into_bytes()))
    }
}

/// `{"_element":"sdnEntry","_outer":{…},"uid":"1"}`
fn object(name: &str, outer: Map<String, Value>, value: Value) -> String {
    let mut res = Map::new();
    res.insert("_element".to_owned(), Value::from(name));
    if !outer.is_empty() {
        res.insert("_outer".to_owned(), Value::Object(outer));
    }
    match value {
        Value::Object(members) => res.extend(members),
        Value::Null => {}
        other @ (Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
            res.insert("#text".to_owned(), other);
        }
    }
    Value::Object(res).to_string()
}

impl<R: Read> Iterator for Records<R> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(record) = self.waiting.take() {
                return Some(record);
            }
            let outcome = match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return None,
                State::Top => {
                    self.state = State::Top;
                    self.at_top()
                }
                State::Root(mut root) => match self.in_root(&mut root) {
                    Ok(Step::Leave(line)) => {
                        self.state = State::Top;
                        Ok(root.is_untold.then(|| root.rest(line)))
                    }
                    Ok(Step::Record(record)) => {
                        self.state = State::Root(root);
                        Ok(Some(record))
                    }
                    Ok(Step::GoOn) => {
                        self.state = State::Root(root);
                        Ok(None)
                    }
                    Err(why) => Err(why),
                },
            };
            match outcome {
                Ok(None) => {}
                Ok(Some(record)) => return Some(record),
                Err(why) => {
                    self.state = State::Over;
                    return Some((Locator::Line(self.markup.line()), Err(why)));
                }
            }
        }
    }
}

/// Whether a name is that of many things of another name: `aka` and `akaList`, `Party` and `Parties`.
fn is_plural(many: &str, one: &str) -> bool {
    let (many, one) = (Header::fold(many).replace('_', ""), Header::fold(one).replace('_', ""));
    let ending = |stem: &str| many.strip_prefix(stem).map(str::to_owned);
    ending(&one).is_some_and(|it| ["s", "es", "list", "set", "collection"].contains(&it.as_str()))
        || one.strip_suffix('y').and_then(ending).is_some_and(|it| it == "ies")
}
