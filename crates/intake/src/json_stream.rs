//! JSON that is not one object a line: arrays, wrapped arrays, pages one after another, pretty-printed objects.

use std::io::Read;

use bonafide_model::Locator;

use crate::{
    Limits,
    json::{Scan, cut, take_value},
    window::Window,
    wrapper,
};

/// Bytes in which a wrapper is looked for first.
const GLANCE: usize = 64 << 10; // guess: wraps most single records and the head of any page
/// Bytes in which the members beside a long list are looked for; what stands behind a longer list stays unknown.
const LONG_LOOK: usize = 1 << 20; // guess: a Zoom page of 300 participants is about 120 KiB

/// One record's text with its place, or why it cannot be handed on.
pub(crate) type Piece = (Locator, Result<Vec<u8>, String>);

/// Splits JSON text into records.
pub(crate) struct JsonStream<R> {
    window: Window<R>,
    limits: Limits,
    state: State,
    n_top: u64,
}

enum State {
    Top,
    Inside(List),
    Over,
}

struct List {
    /// Pointer to the list; `None` for a second list in one file, where pointers would not be unique.
    pointer: Option<String>,
    n_elements: u64,
    outer: Option<String>,
    is_wrapped: bool,
}

impl<R: Read> JsonStream<R> {
    pub(crate) fn new(window: Window<R>, limits: &Limits) -> Self {
        Self { window, limits: limits.clone(), state: State::Top, n_top: 0 }
    }

    fn refuse(&mut self, line: u64, why: String) -> Option<Piece> {
        self.state = State::Over;
        Some((Locator::Line(line), Err(why)))
    }

    fn next_at_top(&mut self) -> Step {
        let next = self.window.skip_space();
        let line = self.window.line();
        match next {
            None => {
                let failure = self.window.take_failure();
                self.state = State::Over;
                return Step::Piece(failure.map(|why| (Locator::Line(line), Err(why))));
            }
            Some(b',') => {
                self.window.advance(1);
                return Step::GoOn;
            }
            Some(b'[') => {
                self.window.advance(1);
                self.enter(String::new(), None);
                return Step::GoOn;
            }
            Some(b'{') => {
                if let Some(found) = self.look_for_wrapper() {
                    self.window.advance(found.bracket + 1);
                    let pointer = format!("/{}", found.key.replace('~', "~0").replace('/', "~1"));
                    self.enter(pointer, found.outer);
                    if let State::Inside(list) = &mut self.state {
                        list.is_wrapped = true;
                    }
                    return Step::GoOn;
                }
            }
            Some(b']' | b'}' | b':') => return Step::Piece(self.refuse(line, stray())),
            Some(_) => {}
        }
        let value = take_value(&mut self.window, &self.limits);
        let is_alone = value.is_ok()
            && self.n_top == 0
            && self.window.skip_space().is_none()
            && self.window.failure().is_none();
        self.n_top += 1;
        let at = if is_alone { Locator::Pointer(String::new()) } else { Locator::Line(line) };
        Step::Piece(Some((at, value)))
    }

    fn look_for_wrapper(&mut self) -> Option<wrapper::Wrapper> {
        let look = wrapper::look(self.window.ahead(GLANCE));
        if look.is_whole || self.window.ahead(GLANCE + 1).len() <= GLANCE {
            return look.wrapper;
        }
        wrapper::look(self.window.ahead(LONG_LOOK)).wrapper
    }

    fn enter(&mut self, pointer: String, outer: Option<String>) {
        let pointer = (self.n_top == 0).then_some(pointer);
        self.n_top += 1;
        self.state = State::Inside(List { pointer, n_elements: 0, outer, is_wrapped: false });
    }

    fn next_inside(&mut self, mut list: List) -> Step {
        let next = self.window.skip_space();
        let line = self.window.line();
        match next {
            None => {
                let why = cut(&mut self.window);
                return Step::Piece(
                    self.refuse(line, format!("the list ends without its closing bracket: {why}")),
                );
            }
            Some(b',') => {
                self.window.advance(1);
                self.state = State::Inside(list);
                return Step::GoOn;
            }
            Some(b']') => {
                self.window.advance(1);
                self.state = State::Top;
                if list.is_wrapped && !self.leave_wrapper() {
                    let why = cut(&mut self.window);
                    return Step::Piece(self.refuse(line, why));
                }
                return Step::GoOn;
            }
            Some(b'}' | b':') => return Step::Piece(self.refuse(line, stray())),
            Some(_) => {}
        }
        let value = take_value(&mut self.window, &self.limits);
        let value = value.map(|it| add_outer(it, list.outer.as_deref()));
        let at = match &list.pointer {
            Some(pointer) => Locator::Pointer(format!("{pointer}/{}", list.n_elements)),
            None => Locator::Line(line),
        };
        list.n_elements += 1;
        self.state = State::Inside(list);
        Step::Piece(Some((at, value)))
    }

    /// Steps over what is left of the wrapping object; false if the file ends first.
    fn leave_wrapper(&mut self) -> bool {
        let mut scan = Scan::inside();
        loop {
            let here = self.window.ahead(1);
            if here.is_empty() {
                return false;
            }
            let end = scan.step(here);
            let n = end.unwrap_or(here.len());
            self.window.advance(n);
            if end.is_some() {
                return true;
            }
        }
    }
}

enum Step {
    Piece(Option<Piece>),
    GoOn,
}

impl<R: Read> Iterator for JsonStream<R> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            let step = match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return None,
                State::Top => {
                    self.state = State::Top;
                    self.next_at_top()
                }
                State::Inside(list) => self.next_inside(list),
            };
            if let Step::Piece(piece) = step {
                return piece;
            }
        }
    }
}

fn stray() -> String {
    "a bracket or colon stands here that closes nothing; the rest of the file is not read: check the JSON from this line on"
        .to_owned()
}

/// `{"a":1}` → `{"_outer":{…},"a":1}`: what a page says once holds for every record on it.
fn add_outer(element: Vec<u8>, outer: Option<&str>) -> Vec<u8> {
    let (Some(outer), [b'{', members @ ..]) = (outer, element.as_slice()) else { return element };
    let mut res = Vec::with_capacity(element.len() + outer.len() + 12);
    res.extend_from_slice(b"{\"_outer\":");
    res.extend_from_slice(outer.as_bytes());
    if members.trim_ascii_start() != b"}" {
        res.push(b',');
    }
    res.extend_from_slice(members);
    res
}
