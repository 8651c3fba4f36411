//! Where one JSON value ends: a scanner that knows strings, escapes and depth, and leaves the grammar to serde.

use std::io::Read;

use memchr::memchr2;

use crate::{Limits, lines::too_long, window::Window};

/// Finds the end of one value over any number of chunks.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    depth: usize,
    deepest: usize,
    kind: Kind,
    is_in_string: bool,
    is_escaped: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[default]
    Unknown,
    Container,
    Text,
    Scalar,
}

impl Scan {
    /// A scan that stands inside an object or array already.
    pub(crate) fn inside() -> Self {
        Self { depth: 1, kind: Kind::Container, ..Self::default() }
    }

    /// How deep the value was nested.
    pub(crate) fn deepest(&self) -> usize {
        self.deepest
    }

    /// Whether the value would be whole if the file ended here.
    pub(crate) fn may_end(&self) -> bool {
        self.kind == Kind::Scalar
    }

    /// How many of these bytes belong to the value, if it ends among them.
    pub(crate) fn step(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut idx = 0;
        while let Some(byte) = bytes.get(idx) {
            if self.is_in_string {
                idx = self.step_string(bytes, idx);
                if !self.is_in_string && self.kind == Kind::Text {
                    return Some(idx);
                }
                continue;
            }
            let is_first = self.kind == Kind::Unknown;
            if is_first {
                self.kind = match byte {
                    b'{' | b'[' => Kind::Container,
                    b'"' => Kind::Text,
                    _ => Kind::Scalar,
                };
            }
            if self.kind == Kind::Scalar {
                match bytes[idx..]
                    .iter()
                    .position(|it| it.is_ascii_whitespace() || b",]}[{\"".contains(it))
                {
                    // A stray byte is a value of its own, so that the splitter always moves on.
                    Some(0) if is_first => return Some(1),
                    Some(n) => return Some(idx + n),
                    None => return None,
                }
            }
            idx += 1;
            match byte {
                b'"' => self.is_in_string = true,
                b'{' | b'[' => {
                    self.depth += 1;
                    self.deepest = self.deepest.max(self.depth);
                }
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(idx);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Steps inside a string; returns where to go on.
    fn step_string(&mut self, bytes: &[u8], mut idx: usize) -> usize {
        if self.is_escaped {
            self.is_escaped = false;
            return idx + 1;
        }
        match memchr2(b'"', b'\\', &bytes[idx..]) {
            None => bytes.len(),
            Some(n) => {
                idx += n;
                if bytes[idx] == b'"' {
                    self.is_in_string = false;
                } else {
                    self.is_escaped = true;
                }
                idx + 1
            }
        }
    }
}

/// Takes the value that begins at the next byte; or says why it cannot be handed on.
pub(crate) fn take_value<R: Read>(
    window: &mut Window<R>,
    limits: &Limits,
) -> Result<Vec<u8>, String> {
    let mut scan = Scan::default();
    let mut res = Vec::new();
    let mut n_bytes = 0;
    loop {
        let here = window.ahead(1);
        if here.is_empty() && !scan.may_end() {
            return Err(cut(window));
        }
        let end = if here.is_empty() { Some(0) } else { scan.step(here) };
        let n = end.unwrap_or(here.len());
        n_bytes += n;
        if n_bytes <= limits.record_bytes && scan.deepest() <= limits.json_depth {
            res.extend_from_slice(&here[..n]);
        } else {
            res = Vec::new();
        }
        window.advance(n);
        if end.is_some() {
            break;
        }
    }
    if n_bytes > limits.record_bytes {
        return Err(too_long(limits.record_bytes));
    }
    if scan.deepest() > limits.json_depth {
        return Err(format!(
            "JSON nested deeper than {}; no export we know does that",
            limits.json_depth
        ));
    }
    Ok(res)
}

/// What a value says that the end of the file cuts off.
pub(crate) fn cut<R: Read>(window: &mut Window<R>) -> String {
    window.take_failure().unwrap_or_else(|| {
        "the JSON value that begins here never closes: the file is cut or a quote or bracket is missing; export it again"
            .to_owned()
    })
}
