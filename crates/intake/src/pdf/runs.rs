//! The drawing operators of a page → runs of letters, each with its place.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, content::Content};

use super::{
    STREAM_BYTES, dictionary,
    fonts::{self, Font},
    number,
};
use crate::flow::target_words;

/// Forms inside forms that are followed: guess, programs nest two or three.
const DEEPEST: usize = 8;
/// Operators of a page that are followed: guess, a page of text has thousands.
const OPERATIONS: usize = 2_000_000;
/// States that are kept for `Q`; published (PDF 32000-1, annex C): 28 are enough for everybody.
const STATES: usize = 1_000;

/// Letters drawn one after the other on one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Where they start and end, in points from the left of the upright page.
    pub(super) x: (f32, f32),
    /// Height of the line, in points from the bottom.
    pub(super) y: f32,
    /// Size of the letters.
    pub(super) size: f32,
    /// Quarter turns of the line against the page.
    pub(super) turns: u8,
    pub(super) text: String,
}

/// Numbers of a linear map, as PDF writes them: a b c d e f.
type Matrix = [f32; 6];
const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First this map, then that.
fn then(this: Matrix, that: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = this;
    let [p, q, r, s, t, u] = that;
    [
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    ]
}

/// What `q` saves.
#[derive(Clone)]
struct State {
    map: Matrix,
    font: Vec<u8>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// One content stream being followed.
struct Pen<'p> {
    pdf: &'p lopdf::Document,
    fonts: BTreeMap<Vec<u8>, Font<'p>>,
    resources: Vec<&'p Dictionary>,
    state: State,
    saved: Vec<State>,
    text_map: Matrix,
    line_map: Matrix,
}

/// What was drawn so far, and how much more is followed.
struct Drawn<'p> {
    runs: Vec<Run>,
    operations_left: usize,
    /// Forms inside forms that are being drawn; none may draw itself.
    open_forms: Vec<&'p Stream>,
}

/// Everything written on a page. A page that cannot be followed to its end keeps what came before.
pub(super) fn of_page(pdf: &lopdf::Document, page: ObjectId) -> Vec<Run> {
    let mut drawn = Drawn { runs: Vec::new(), operations_left: OPERATIONS, open_forms: Vec::new() };
    let Ok(content) = pdf.get_page_content_with_limit(page, STREAM_BYTES) else {
        return drawn.runs;
    };
    let resources = match pdf.get_page_resources(page) {
        Ok((own, named)) => {
            let named = named.into_iter().filter_map(|it| pdf.get_dictionary(it).ok());
            own.into_iter().chain(named).collect()
        }
        Err(_cycle) => Vec::new(),
    };
    let state = State {
        map: UNIT,
        font: Vec::new(),
        size: 0.0,
        letter_space: 0.0,
        word_space: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    Pen::new(pdf, resources, state).follow(&content, &mut drawn);
    add_links(pdf, page, &mut drawn.runs);
    drawn.runs
}

impl<'p> Pen<'p> {
    fn new(pdf: &'p lopdf::Document, resources: Vec<&'p Dictionary>, state: State) -> Self {
        // The nearest resources win, so they are entered last.
        let fonts = resources.iter().rev().flat_map(|it| fonts::of(pdf, it)).collect();
        Self { pdf, fonts, resources, state, saved: Vec::new(), text_map: UNIT, line_map: UNIT }
    }

    fn follow(&mut self, content: &[u8], drawn: &mut Drawn<'p>) {
        for operation in Content::decode_iter(content) {
            // What stands behind the damage cannot be found.
            let Ok(operation) = operation else { return };
            let Some(left) = drawn.operations_left.checked_sub(1) else { return };
            drawn.operations_left = left;
            let operands = operation.operands.as_slice();
            match operation.operator.as_str() {
                "Tj" | "TJ" | "'" | "\"" => self.show(&operation.operator, operands, drawn),
                "Do" => self.draw_form(operands, drawn),
                operator => self.set(operator, operands),
            }
        }
    }

    fn set(&mut self, operator: &str, operands: &[Object]) {
        let numbers: Vec<f32> = operands.iter().filter_map(number).collect();
        match (operator, numbers.as_slice()) {
            ("q", _) if self.saved.len() < STATES => self.saved.push(self.state.clone()),
            ("Q", _) => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            ("cm", &[a, b, c, d, e, f]) => {
                self.state.map = then([a, b, c, d, e, f], self.state.map)
            }
            ("BT", _) => self.move_to(UNIT),
            ("Tm", &[a, b, c, d, e, f]) => self.move_to([a, b, c, d, e, f]),
            ("Td", &[x, y]) => self.next_line(x, y),
            ("TD", &[x, y]) => {
                self.state.leading = -y;
                self.next_line(x, y);
            }
            ("T*", _) => self.next_line(0.0, -self.state.leading),
            ("Tf", &[size]) => {
                self.state.size = size;
                if let Some(Object::Name(name)) = operands.first() {
                    self.state.font.clone_from(name);
                }
            }
            ("Tc", &[space]) => self.state.letter_space = space,
            ("Tw", &[space]) => self.state.word_space = space,
            ("Tz", &[percent]) => self.state.stretch = percent / 100.0,
            ("TL", &[leading]) => self.state.leading = leading,
            ("Ts", &[rise]) => self.state.rise = rise,
            _ => {}
        }
    }

    fn move_to(&mut self, map: Matrix) {
        self.text_map = map;
        self.line_map = map;
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.move_to(then([1.0, 0.0, 0.0, 1.0, x, y], self.line_map));
    }

    fn show(&mut self, operator: &str, operands: &[Object], drawn: &mut Drawn<'p>) {
        if operator == "'" || operator == "\"" {
            self.next_line(0.0, -self.state.leading);
        }
        // The spacings that `"` sets are too seldom to be worth a line.
        for operand in operands {
            let parts = operand.as_array().map_or(std::slice::from_ref(operand), Vec::as_slice);
            for part in parts {
                if let Object::String(codes, _) = part {
                    self.show_codes(codes, drawn);
                } else if operator == "TJ" {
                    let back = number(part).unwrap_or(0.0) / 1000.0;
                    self.advance(-back * self.state.size * self.state.stretch);
                }
            }
        }
    }

    fn advance(&mut self, x: f32) {
        self.text_map = then([1.0, 0.0, 0.0, 1.0, x, 0.0], self.text_map);
    }

    fn show_codes(&mut self, codes: &[u8], drawn: &mut Drawn<'p>) {
        let Some(font) = self.fonts.get(&self.state.font) else { return };
        let shown = font.show(codes);
        let State { size, letter_space, word_space, stretch, rise, map, .. } = self.state;
        let spaces = shown.n_codes as f32 * letter_space + shown.n_spaces as f32 * word_space;
        let width = (shown.width * size + spaces) * stretch;
        let [a, b, c, d, e, f] = then(then([1.0, 0.0, 0.0, 1.0, 0.0, rise], self.text_map), map);
        let (along, across) = (a.hypot(b), c.hypot(d));
        self.advance(width);
        if shown.text.is_empty() || !(along * width).is_finite() {
            return;
        }
        // Quarter turns: a page may be written sideways and turned for display.
        let turns =
            if a.abs() >= b.abs() { u8::from(a < 0.0) * 2 } else { 1 + u8::from(b < 0.0) * 2 };
        let (x, y) = match turns {
            0 => (e, f),
            1 => (f, -e),
            2 => (-e, -f),
            _ => (-f, e),
        };
        let end = x + width * along;
        drawn.runs.push(Run {
            x: (x.min(end), x.max(end)),
            y,
            size: (size * across).abs(),
            turns,
            text: shown.text,
        });
    }

    /// A form is a drawing of its own that is placed on the page, with resources of its own.
    fn draw_form(&mut self, operands: &[Object], drawn: &mut Drawn<'p>) {
        let Some(Object::Name(name)) = operands.first() else { return };
        let found = self.resources.iter().find_map(|it| {
            let forms = dictionary(self.pdf, it.get(b"XObject").ok()?)?;
            self.pdf.dereference(forms.get(name).ok()?).ok()?.1.as_stream().ok()
        });
        let Some(form) = found else { return };
        let is_form =
            form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Form");
        let is_open = drawn.open_forms.iter().any(|it| std::ptr::eq(*it, form));
        if !is_form || is_open || drawn.open_forms.len() >= DEEPEST {
            return;
        }
        let content = if form.filters().is_ok() {
            form.decompressed_content_with_limit(STREAM_BYTES).ok()
        } else {
            Some(form.content.clone())
        };
        let Some(content) = content else { return };
        let own = form.dict.get(b"Resources").ok().and_then(|it| dictionary(self.pdf, it));
        let resources = own.into_iter().chain(self.resources.iter().copied()).collect();
        let mut state = self.state.clone();
        let map = form.dict.get(b"Matrix").and_then(Object::as_array);
        let map: Vec<f32> =
            map.map_or_else(|_| Vec::new(), |it| it.iter().filter_map(number).collect());
        if let &[a, b, c, d, e, f] = map.as_slice() {
            state.map = then([a, b, c, d, e, f], state.map);
        }
        drawn.open_forms.push(form);
        Pen::new(self.pdf, resources, state).follow(&content, drawn);
        drawn.open_forms.pop();
    }
}

/// Links that are clicked on: their targets are written behind the words that they lie on.
fn add_links(pdf: &lopdf::Document, page: ObjectId, runs: &mut Vec<Run>) {
    for annotation in pdf.get_page_annotations(page).unwrap_or_default() {
        let Some((target, [left, bottom, right, top])) = link(pdf, annotation) else { continue };
        let is_inside = |it: &&Run| {
            let middle = (it.x.0 + it.x.1) / 2.0;
            it.turns == 0
                && (left..=right).contains(&middle)
                && (bottom..=top).contains(&(it.y + it.size / 4.0))
        };
        let shown: String = runs.iter().filter(is_inside).map(|it| it.text.as_str()).collect();
        let last = runs
            .iter()
            .filter(is_inside)
            .max_by(|a, b| b.y.total_cmp(&a.y).then(a.x.1.total_cmp(&b.x.1)));
        if let (Some(last), Some(text)) = (last, target_words(&shown, &target)) {
            let run = Run { x: (last.x.1, last.x.1), text, ..last.clone() };
            runs.push(run);
        }
    }
}

/// Target and box of a link.
fn link(pdf: &lopdf::Document, annotation: &Dictionary) -> Option<(String, [f32; 4])> {
    let action = dictionary(pdf, annotation.get(b"A").ok()?)?;
    let (_, target) = pdf.dereference(action.get(b"URI").ok()?).ok()?;
    let target = String::from_utf8_lossy(target.as_str().ok()?).into_owned();
    let (_, corners) = pdf.dereference(annotation.get(b"Rect").ok()?).ok()?;
    let corners: Vec<f32> = corners.as_array().ok()?.iter().filter_map(number).collect();
    let &[a, b, c, d] = corners.as_slice() else { return None };
    Some((target, [a.min(c), b.min(d), a.max(c), b.max(d)]))
}
