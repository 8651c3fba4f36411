//! One element with all that it holds, within a budget of bytes and depth, and the same as JSON.

use std::io::Read;

use serde_json::{Map, Value};

use crate::{
    Limits,
    lines::too_long,
    markup::{Element, Markup, Piece},
};

/// Elements inside elements after which the rest of a file is not read: the parser remembers the name of each.
const HOPELESS_DEPTH: usize = 10_000; // guess: far above anything that a person would write

/// An element.
#[derive(Debug)]
pub(crate) struct Node {
    element: Element,
    text: String,
    children: Vec<Node>,
}

/// What one record may still take.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes: usize,
    bytes_left: usize,
    depth: usize,
    failure: Option<String>,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            bytes: limits.record_bytes,
            bytes_left: limits.record_bytes,
            depth: limits.json_depth,
            failure: None,
        }
    }

    /// Whether so many bytes more are taken in.
    fn takes(&mut self, n: usize) -> bool {
        if self.failure.is_some() {
            return false;
        }
        match self.bytes_left.checked_sub(n) {
            Some(left) => self.bytes_left = left,
            None => self.fail(too_long(self.bytes)),
        }
        self.failure.is_none()
    }

    /// The record is refused; the first reason stays.
    pub(crate) fn fail(&mut self, why: String) {
        self.failure.get_or_insert(why);
    }

    /// The record, unless it was too much.
    pub(crate) fn verdict(self, node: Node) -> Result<Node, String> {
        self.failure.map_or(Ok(node), Err)
    }
}

impl Node {
    /// An element that holds nothing yet.
    pub(crate) fn begin(element: Element) -> Self {
        Self { element, text: String::new(), children: Vec::new() }
    }

    /// Reads to the element's end. What is too large is read without being held, and refused; the outer error is that
    /// reading cannot go on at all.
    pub(crate) fn read<R: Read>(
        markup: &mut Markup<R>,
        element: Element,
        mut budget: Budget,
    ) -> Result<Result<Self, String>, String> {
        let mut open = vec![Self::begin(element)];
        let mut n_too_deep = 0_usize;
        loop {
            let piece = markup.next_piece()?;
            if n_too_deep > 0 {
                match piece {
                    Piece::Open(_) => n_too_deep += 1,
                    Piece::Close => n_too_deep -= 1,
                    Piece::Text(_) | Piece::Blank(_) => {}
                    Piece::End => return Err(cut()),
                }
                if n_too_deep > HOPELESS_DEPTH {
                    return Err(format!(
                        "elements nested deeper than {HOPELESS_DEPTH}; the rest of the file is not read"
                    ));
                }
                continue;
            }
            let Some(innermost) = open.last_mut() else { return Err(cut()) };
            match piece {
                Piece::End => return Err(cut()),
                Piece::Text(text) => innermost.text(&text, &mut budget),
                Piece::Blank(element) => innermost.child(Self::begin(element), &mut budget),
                Piece::Open(_) if open.len() >= budget.depth => {
                    budget.fail(format!(
                        "XML nested deeper than {}; no export we know does that",
                        budget.depth
                    ));
                    n_too_deep = 1;
                }
                Piece::Open(element) => open.push(Self::begin(element)),
                Piece::Close => {
                    let Some(node) = open.pop() else { return Err(cut()) };
                    match open.last_mut() {
                        Some(outer) => outer.child(node, &mut budget),
                        None => return Ok(budget.verdict(node)),
                    }
                }
            }
        }
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.element.name
    }

    /// The start of it.
    pub(crate) fn element(&self) -> &Element {
        &self.element
    }

    /// Its children, in order.
    pub(crate) fn into_children(self) -> Vec<Node> {
        self.children
    }

    /// Its text.
    pub(crate) fn written(&self) -> &str {
        self.text.trim()
    }

    /// Whether it is more than a text.
    pub(crate) fn has_parts(&self) -> bool {
        !self.children.is_empty() || !self.element.attributes.is_empty()
    }

    /// More text of it.
    pub(crate) fn text(&mut self, text: &str, budget: &mut Budget) {
        let is_filled = !self.text.is_empty() || !text.trim().is_empty();
        if is_filled && budget.takes(text.len()) {
            self.text.push_str(text);
        }
    }

    /// One more child.
    pub(crate) fn child(&mut self, child: Node, budget: &mut Budget) {
        let n_attributes: usize =
            child.element.attributes.iter().map(|(name, value)| name.len() + value.len()).sum();
        // What an element costs beside its letters.
        if budget.takes(child.element.name.len() + n_attributes + size_of::<Node>()) {
            self.children.push(child);
        }
    }

    /// The child, if there is exactly one and no text beside it.
    pub(crate) fn only_child(&self) -> Option<&Node> {
        match self.children.as_slice() {
            [only] if self.text.trim().is_empty() => Some(only),
            _ => None,
        }
    }

    /// Takes it out.
    pub(crate) fn take_only_child(&mut self) -> Option<Node> {
        self.only_child()?;
        self.children.pop()
    }

    /// Whether nothing stands in it so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.children.is_empty() && self.text.trim().is_empty()
    }

    /// Its attributes alone.
    pub(crate) fn into_attributes(self) -> Map<String, Value> {
        self.element.attributes.into_iter().map(|(name, it)| (name, Value::from(it))).collect()
    }

    /// As JSON: a text, or an object of attributes, children and text.
    pub(crate) fn into_value(self) -> Value {
        let text = self.text.trim();
        if self.children.is_empty() && self.element.attributes.is_empty() {
            return if text.is_empty() { Value::Null } else { Value::from(text) };
        }
        let mut res = Map::new();
        if !self.element.attributes.is_empty() {
            res.insert("#attributes".to_owned(), attributes(&self.element));
        }
        if !text.is_empty() {
            res.insert("#text".to_owned(), Value::from(text));
        }
        for child in self.children {
            let name = child.element.name.clone();
            let value = child.into_value();
            match res.get_mut(&name) {
                None => {
                    res.insert(name, value);
                }
                Some(Value::Array(all)) => all.push(value),
                Some(first) => *first = Value::Array(vec![first.take(), value]),
            }
        }
        Value::Object(res)
    }
}

/// The attributes of an element as an object.
pub(crate) fn attributes(element: &Element) -> Value {
    element
        .attributes
        .iter()
        .map(|(name, value)| (name.clone(), Value::from(value.as_str())))
        .collect()
}

/// What a file that ends too early is refused with.
pub(crate) fn cut() -> String {
    "the file ends inside an element; what stands before is read: export it again".to_owned()
}
