//! Pages of HTML, as résumé builders and word processors save them.

use bonafide_model::{Document, DocumentKind};
use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use crate::{
    document::{tidy, tidy_line},
    flow::Flow,
    stamp,
    worker::Task,
};

/// Elements whose text is not shown.
const HIDDEN: &[&str] =
    &["script", "style", "title", "noscript", "template", "textarea", "svg", "math", "xml"];
/// Elements that begin and end lines.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "ul",
];

/// Reads a page; its bytes are UTF-8.
pub(crate) fn read(bytes: &[u8], task: &Task) -> Result<Document, String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page {
        flow: Flow::new(task.text_bytes),
        hidden: Vec::new(),
        is_cell: false,
        document: Document::new(DocumentKind::Html, task.sha256.clone()),
    };
    for Ok(token) in Tokenizer::new_with_emitter(bytes, emitter) {
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&tag),
            Token::String(text) if page.hidden.is_empty() => {
                page.flow.loose_text(&String::from_utf8_lossy(&text));
            }
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        if page.flow.is_full() {
            break;
        }
    }
    let mut res = page.document;
    res.text = tidy(&page.flow.finish(), task.text_bytes);
    Ok(res)
}

struct Page {
    flow: Flow,
    /// Elements that are open and hide what is in them.
    hidden: Vec<String>,
    /// Whether a cell of a table is open.
    is_cell: bool,
    document: Document,
}

impl Page {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let of = |wanted: &str| {
            tag.attributes
                .iter()
                .find(|(it, _)| it.as_slice() == wanted.as_bytes())
                .map(|(_, value)| String::from_utf8_lossy(value).into_owned())
        };
        match &*name {
            it if HIDDEN.contains(&it) && self.hidden.len() < HIDDEN.len() => {
                self.hidden.extend((!tag.self_closing).then(|| it.to_owned()));
            }
            "meta" => self.meta(of("name").or_else(|| of("property")), of("content")),
            "br" => self.flow.end_line(),
            "a" => self.flow.open_link(of("href").unwrap_or_default()),
            // Ends of cells and rows are often left out.
            "td" | "th" => {
                self.close_cell();
                self.flow.open_cell();
                self.is_cell = true;
            }
            "tr" => self.close_row(),
            it if BLOCKS.contains(&it) => {
                self.flow.end_block();
                if it == "li" {
                    self.flow.bullet();
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: &EndTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        match &*name {
            it if self.hidden.last().is_some_and(|last| last == it) => {
                self.hidden.pop();
            }
            "a" => self.flow.close_link(),
            "td" | "th" => self.close_cell(),
            "tr" => self.close_row(),
            it if BLOCKS.contains(&it) => self.flow.end_block(),
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        if std::mem::take(&mut self.is_cell) {
            self.flow.close_cell();
        }
    }

    fn close_row(&mut self) {
        self.close_cell();
        self.flow.close_row();
    }

    fn meta(&mut self, name: Option<String>, content: Option<String>) {
        let (Some(name), Some(content)) = (name, content.and_then(|it| tidy_line(&it))) else {
            return;
        };
        match name.to_lowercase().as_str() {
            "author" | "dc.creator" => self.document.author = Some(content),
            "changedby" => self.document.last_modified_by = Some(content),
            "generator" | "progid" => self.document.producer = Some(content),
            "created" | "article:published_time" => {
                self.document.created = stamp::from_iso(&content)
            }
            "changed" | "article:modified_time" => {
                self.document.modified = stamp::from_iso(&content)
            }
            _ => {}
        }
    }
}
