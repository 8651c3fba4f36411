//! Word documents: text of the header, body and footer, who made and changed them, and the marks that every save leaves.

use std::collections::{BTreeMap, BTreeSet};

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

/// Templates that come with the program, in lower case: they say nothing of who shares them.
const STOCK_TEMPLATES: &[&str] = &["normal", "normal.dot", "normal.dotm", "normal.dotx"];
/// What programs without revision ids write in their place.
const NO_RSID: &str = "00000000";

/// Reads a Word document.
pub(crate) fn read(archive: &mut Archive<'_>, task: &Task) -> Result<Document, String> {
    let mut res = Document::new(DocumentKind::Docx, task.sha256.clone());
    res.text = tidy(&text(archive, task.text_bytes)?, task.text_bytes);
    if let Some(core) = part(archive, "docProps/core.xml")? {
        let core = elements(&core)?;
        res.author = value(&core, "creator");
        res.last_modified_by = value(&core, "lastModifiedBy");
        res.created = value(&core, "created").and_then(|it| stamp::from_iso(&it));
        res.modified = value(&core, "modified").and_then(|it| stamp::from_iso(&it));
    }
    if let Some(app) = part(archive, "docProps/app.xml")? {
        let app = elements(&app)?;
        res.producer = value(&app, "Application");
        res.company = value(&app, "Company");
        res.template = value(&app, "Template")
            .filter(|it| !STOCK_TEMPLATES.contains(&it.to_lowercase().as_str()));
        res.pages = value(&app, "Pages").and_then(|it| it.parse().ok());
    }
    if let Some(settings) = part(archive, "word/settings.xml")? {
        res.rsids = rsids(&settings)?;
    }
    office::pictures(archive, "word/media/", &mut res)?;
    Ok(res)
}

fn value(elements: &[(String, String)], name: &str) -> Option<String> {
    elements.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone())
}

/// Contact details often stand in the page's header, so its parts come first, then the body, then footers.
fn text(archive: &mut Archive<'_>, cap: usize) -> Result<String, String> {
    let named = |start: &'static str| {
        move |it: &str| it.starts_with(start) && it.ends_with(".xml") && !it.contains("_rels")
    };
    let mut parts: Vec<String> = office::names(archive, named("word/header")).into_iter().collect();
    parts.push("word/document.xml".to_owned());
    parts.extend(office::names(archive, named("word/footer")));
    let mut flow = Flow::new(cap);
    for name in parts {
        let base = name.trim_start_matches("word/");
        let targets = match part(archive, &format!("word/_rels/{base}.rels"))? {
            Some(relations) => targets(&relations)?,
            None => BTreeMap::new(),
        };
        let xml = part(archive, &name)?.unwrap_or_default();
        flow =
            Body { flow, targets, is_text: false, is_properties: false, field: None }.read(&xml)?;
    }
    Ok(flow.finish())
}

/// Links of one part by their id.
fn targets(relations: &str) -> Result<BTreeMap<String, String>, String> {
    let mut reader = Reader::from_str(relations);
    let mut res = BTreeMap::new();
    loop {
        match reader.read_event().map_err(|why| not_xml(&why))? {
            Event::Start(element) | Event::Empty(element) => {
                let of = |name| attribute(&element, name);
                if let (Some(id), Some(target)) = (of("Id"), of("Target"))
                    && of("TargetMode").as_deref() == Some("External")
                {
                    res.insert(id, target);
                }
            }
            Event::Eof => return Ok(res),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

/// One part of WordprocessingML on its way to text.
struct Body {
    flow: Flow,
    targets: BTreeMap<String, String>,
    is_text: bool,
    /// Inside the properties of a paragraph, where tabs are stops and no characters.
    is_properties: bool,
    /// The code of the field that is open, such as `HYPERLINK "https://…"`.
    field: Option<String>,
}

impl Body {
    fn read(mut self, xml: &str) -> Result<Flow, String> {
        let mut reader = Reader::from_str(xml);
        while !self.flow.is_full() {
            match reader.read_event().map_err(|why| not_xml(&why))? {
                Event::Start(element) => match element.local_name().as_ref() {
                    // What is shown elsewhere already, or was taken out with changes tracked.
                    "Fallback" | "moveFrom" | "del" if !self.is_properties => {
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
                Event::Text(text) => self.words(&text.xml10_content()),
                Event::CData(text) => self.words(&text.xml10_content()),
                Event::GeneralRef(entity) => {
                    if let Some(letter) = letter_of(&entity) {
                        self.words(letter.encode_utf8(&mut [0; 4]));
                    }
                }
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        Ok(self.flow)
    }

    fn words(&mut self, text: &str) {
        if self.is_text {
            match &mut self.field {
                Some(code) => code.push_str(text),
                None => self.flow.text(text),
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        if self.is_properties {
            if element.local_name().as_ref() == "numPr" {
                self.flow.bullet();
            }
            return;
        }
        match element.local_name().as_ref() {
            "t" => self.is_text = true,
            "instrText" => self.is_text = self.field.is_some(),
            "pPr" => self.is_properties = true,
            "br" if attribute(element, "type").as_deref() == Some("page") => self.flow.end_page(),
            "lastRenderedPageBreak" => self.flow.end_page(),
            "br" | "cr" => self.flow.text("\n"),
            "tab" => self.flow.text("\t"),
            "noBreakHyphen" => self.flow.text("-"),
            "tc" => self.flow.open_cell(),
            "txbxContent" => self.flow.open_box(),
            "hyperlink" => {
                let target = attribute(element, "id").and_then(|it| self.targets.get(&it).cloned());
                self.flow.open_link(target.unwrap_or_default());
            }
            "fldChar" => match attribute(element, "fldCharType").as_deref() {
                Some("begin") => self.field = Some(String::new()),
                Some("separate") => {
                    let code = self.field.take().unwrap_or_default();
                    self.flow.open_link(field_target(&code).unwrap_or_default().to_owned());
                }
                // A field without a result has no `separate`.
                Some("end") if self.field.take().is_none() => self.flow.close_link(),
                Some(_) | None => {}
            },
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.is_properties {
            self.is_properties = name != "pPr";
            return;
        }
        match name {
            "t" | "instrText" => self.is_text = false,
            "p" => self.flow.end_line(),
            "tc" => self.flow.close_cell(),
            "tr" => self.flow.close_row(),
            "txbxContent" => self.flow.close_box(),
            "hyperlink" => self.flow.close_link(),
            _ => {}
        }
    }
}

/// `HYPERLINK "https://…" \o "tip"` → the target.
pub(crate) fn field_target(code: &str) -> Option<&str> {
    let rest = code.trim().strip_prefix("HYPERLINK")?.trim_start();
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_whitespace().next().filter(|it| !it.starts_with('\\')),
    }
}

/// Every `w:rsid` and `w:rsidRoot` of the settings, upper case.
fn rsids(xml: &str) -> Result<BTreeSet<String>, String> {
    let mut reader = Reader::from_str(xml);
    let mut res = BTreeSet::new();
    loop {
        match reader.read_event().map_err(|why| not_xml(&why))? {
            Event::Start(element) | Event::Empty(element) => {
                if element.local_name().as_ref().starts_with("rsid") {
                    let rsid = attribute(&element, "val").map(|it| it.to_uppercase());
                    res.extend(rsid.filter(|it| it != NO_RSID && it.len() == NO_RSID.len()));
                }
            }
            Event::Eof => return Ok(res),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}
