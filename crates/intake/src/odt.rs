//! OpenDocument texts, as LibreOffice and others write them: text, who made and changed them, pictures.

use bonafide_model::{Document, DocumentKind};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::{
    document::tidy,
    flow::Flow,
    office::{self, Archive, attribute, elements, letter_of, not_xml, part},
    stamp,
    worker::Task,
};

/// Spaces that one element may stand for: guess, it is used for indents.
const SPACES: usize = 80;

/// Reads an OpenDocument text; its spreadsheets and slides are refused with what to do.
pub(crate) fn read(archive: &mut Archive<'_>, task: &Task) -> Result<Document, String> {
    let kind = part(archive, "mimetype")?.unwrap_or_default();
    if !kind.trim().starts_with("application/vnd.oasis.opendocument.text") {
        return Err(
            "OpenDocument file that is no text; save its sheets as CSV or it as PDF".to_owned()
        );
    }
    if part(archive, "META-INF/manifest.xml")?.unwrap_or_default().contains("encryption-data") {
        return Err("document has a password; save a copy without one".to_owned());
    }
    let mut res = Document::new(DocumentKind::Odt, task.sha256.clone());
    let mut flow = Flow::new(task.text_bytes);
    // The header and footer of the page stand in the styles.
    for name in ["styles.xml", "content.xml"] {
        let xml = part(archive, name)?.unwrap_or_default();
        flow = Body { flow, depth: 0 }.read(&xml)?;
    }
    res.text = tidy(&flow.finish(), task.text_bytes);
    if let Some(meta) = part(archive, "meta.xml")? {
        read_meta(&elements(&meta)?, &mut res);
    }
    office::pictures(archive, "Pictures/", &mut res)?;
    Ok(res)
}

fn read_meta(meta: &[(String, String)], res: &mut Document) {
    for (name, value) in meta {
        match name.as_str() {
            "generator" => res.producer = Some(value.clone()),
            "initial-creator" => res.author = Some(value.clone()),
            "creator" => res.last_modified_by = Some(value.clone()),
            "creation-date" => res.created = stamp::from_iso(value),
            "date" => res.modified = stamp::from_iso(value),
            "template@title" => res.template = Some(value.clone()),
            "document-statistic@page-count" => res.pages = value.parse().ok(),
            _ => {}
        }
    }
}

/// One part on its way to text.
struct Body {
    flow: Flow,
    /// Paragraphs and headings that are open; between them white space means nothing.
    depth: usize,
}

impl Body {
    fn read(mut self, xml: &str) -> Result<Flow, String> {
        let mut reader = Reader::from_str(xml);
        while !self.flow.is_full() {
            match reader.read_event().map_err(|why| not_xml(&why))? {
                Event::Start(element) => match element.local_name().as_ref() {
                    // What was taken out with changes tracked, notes of reviewers, words for those who can't see a picture.
                    "tracked-changes" | "annotation" | "title" | "desc" => {
                        let end = element.to_end().into_owned();
                        reader.read_to_end(end.name()).map_err(|why| not_xml(&why))?;
                    }
                    _ => self.start(&element),
                },
                Event::Empty(element) => {
                    self.start(&element);
                    self.end(element.local_name().as_ref());
                }
                Event::End(element) => self.end(element.local_name().as_ref()),
                Event::Text(text) if self.depth > 0 => {
                    self.flow.loose_text(&text.xml10_content());
                }
                Event::CData(text) if self.depth > 0 => {
                    self.flow.loose_text(&text.xml10_content());
                }
                Event::GeneralRef(entity) if self.depth > 0 => {
                    if let Some(letter) = letter_of(&entity) {
                        self.flow.text(letter.encode_utf8(&mut [0; 4]));
                    }
                }
                Event::Eof => break,
                Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
        Ok(self.flow)
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "p" | "h" => self.depth += 1,
            "tab" if self.depth > 0 => self.flow.text("\t"),
            "line-break" => self.flow.text("\n"),
            "soft-page-break" => self.flow.end_page(),
            "s" if self.depth > 0 => {
                let n = attribute(element, "c").and_then(|it| it.parse().ok()).unwrap_or(1);
                self.flow.text(&" ".repeat(SPACES.min(n)));
            }
            "list-item" => self.flow.bullet(),
            "a" => self.flow.open_link(attribute(element, "href").unwrap_or_default()),
            "text-box" => self.flow.open_box(),
            "table-cell" => self.flow.open_cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.depth = self.depth.saturating_sub(1);
                self.flow.end_line();
            }
            "a" => self.flow.close_link(),
            "text-box" => self.flow.close_box(),
            "table-cell" => self.flow.close_cell(),
            "table-row" => self.flow.close_row(),
            _ => {}
        }
    }
}
