//! Word, OpenDocument, RTF and HTML as their programs write them: text in reading order, traces, links, pages.

use std::sync::Arc;

use bonafide_model::{Body, Document, DocumentKind, Mapping};

use super::{documents::document, read, zip_of};
use crate::{Input, Limits};

fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let body = format!(
        "<w:document xmlns:w=\"w\" xmlns:mc=\"m\" xmlns:r=\"r\"><w:body>{body}</w:body></w:document>"
    );
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", body.as_str())];
    parts.extend(more);
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zip_of(&parts)
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_word_document_is_read_as_it_is_laid_out() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let body = [
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs><w:numPr/></w:pPr><w:r><w:t>led a team</w:t></w:r></w:p>",
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Choice>",
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>",
        "<w:r><w:t>around</w:t></w:r></w:p>",
        &format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("2019"), cell("Contoso")),
        "<w:p><w:del><w:r><w:t>gone</w:t></w:r></w:del><w:hyperlink r:id=\"rId9\"><w:r><w:t>LinkedIn</w:t></w:r></w:hyperlink></w:p>",
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>HYPERLINK \"mailto:ada@mail.example\"</w:instrText>",
        "<w:fldChar w:fldCharType=\"separate\"/><w:t>mail</w:t><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
        "<w:p><w:r><w:br w:type=\"page\"/><w:lastRenderedPageBreak/><w:t>page two</w:t></w:r></w:p>",
    ]
    .concat();
    let header = format!("<w:hdr xmlns:w=\"w\">{}</w:hdr>", paragraph("Ada, Oslo"));
    let relations = r#"<Relationships><Relationship Id="rId9" Target="https://www.linkedin.com/in/ada" TargetMode="External"/></Relationships>"#;
    let app = "<Properties><Template>Sunny.dotx</Template><Company>Contoso</Company></Properties>";
    let bytes = docx(
        &body,
        &[
            ("word/header1.xml", header.as_str()),
            ("word/_rels/document.xml.rels", relations),
            ("docProps/app.xml", app),
        ],
    );
    let pages = records("cv.docx", bytes);
    let found = &pages[0].1;
    let expected = "Ada, Oslo\n• led a team\naround\nboxed\n2019\tContoso\nLinkedIn <https://www.linkedin.com/in/ada>\nmail <ada@mail.example>\n\u{c}page two\n";
    assert_eq!(found.text, expected);
    assert_eq!(
        (found.template.as_deref(), found.company.as_deref()),
        (Some("Sunny.dotx"), Some("Contoso"))
    );
    let places: Vec<&str> = pages.iter().map(|(from, _)| from.as_str()).collect();
    assert_eq!(places, ["cv.docx page 1", "cv.docx page 2"]);
}

fn records(name: &str, bytes: Vec<u8>) -> Vec<(String, Arc<Document>)> {
    let input = Input::from_memory(vec![(name.to_owned(), bytes)], &Limits::default());
    let mapping = Mapping::default();
    let file = input.file(0, &mapping).unwrap().unwrap();
    let of = |record: bonafide_model::Incoming| {
        let record = record.unwrap();
        let Body::Document(document) = record.body else { panic!("not a document") };
        (record.from.to_string(), document)
    };
    file.records.map(of).collect()
}

#[test]
fn an_open_document_gives_text_and_traces() {
    let content = r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:xlink="x" xmlns:table="tb"><office:body>
        <text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
        <text:h>Ada Novak</text:h><text:p>Rust<text:s text:c="2"/>and<text:tab/>C &amp; more,
           <text:a xlink:href="https://github.com/ada-dev">code</text:a></text:p>
        <text:list><text:list-item><text:p>built things</text:p></text:list-item></text:list>
        <table:table><table:table-row><table:table-cell><text:p>2020</text:p></table:table-cell><table:table-cell><text:p>Oslo</text:p></table:table-cell></table:table-row></table:table>
        <text:p><text:soft-page-break/>two</text:p></office:body></office:document-content>"#;
    let meta = r#"<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><meta:generator>LibreOffice/24.2</meta:generator>
        <meta:initial-creator>Ada</meta:initial-creator><dc:creator>Gil</dc:creator><meta:creation-date>2026-03-01T10:15:00.5</meta:creation-date>
        <dc:date>2026-03-02T10:15:00</dc:date><meta:document-statistic meta:page-count="2"/></office:document-meta>"#;
    let bytes = zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("Pictures/1.png", b"pixels"),
    ]);
    let found = records("cv.odt", bytes.clone()).remove(0).1;
    assert_eq!(found.kind, DocumentKind::Odt);
    let expected = "Ada Novak\nRust  and\tC & more, code <https://github.com/ada-dev>\n• built things\n2020\tOslo\n\u{c}two\n";
    assert_eq!(found.text, expected);
    assert_eq!(
        (found.author.as_deref(), found.last_modified_by.as_deref()),
        (Some("Ada"), Some("Gil"))
    );
    assert_eq!((found.producer.as_deref(), found.pages), (Some("LibreOffice/24.2"), Some(2)));
    let (at, offset) = found.created.unwrap();
    assert_eq!((at.to_string().as_str(), offset), ("2026-03-01T10:15:00Z", None));
    assert_eq!(found.images.len(), 1);
    // In an archive it is still one document.
    assert_eq!(read("cvs.zip", zip_of(&[("cv.odt", &bytes)])).len(), 2);
}

#[test]
fn an_open_document_that_is_no_text_or_locked_says_what_to_do() {
    let of = |kind: &str, manifest: &str| {
        let parts = [("mimetype", kind), ("content.xml", ""), ("META-INF/manifest.xml", manifest)];
        read("x", zip_of(&parts.map(|(name, text)| (name, text.as_bytes()))))
    };
    let slides = of("application/vnd.oasis.opendocument.presentation", "");
    assert_eq!(
        slides,
        ["x:1 REFUSED OpenDocument file that is no text; save its sheets as CSV or it as PDF"]
    );
    // Spreadsheets are tables, and this one has none.
    assert_eq!(
        of("application/vnd.oasis.opendocument.spreadsheet", ""),
        ["UNOPENED x: workbook without a sheet of cells; save what it shows as CSV"]
    );
    let locked = of("application/vnd.oasis.opendocument.text", "<m:encryption-data/>");
    assert_eq!(locked, ["x:1 REFUSED document has a password; save a copy without one"]);
}

#[test]
fn rich_text_gives_text_and_traces() {
    let text = concat!(
        r"{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\stylesheet{\s1 heading;}}",
        r"{\*\rsidtbl \rsid1234567\rsid15665498}{\*\generator Writer 5;}",
        r"{\info{\author Ada Nov\'e1k}{\operator Gil}{\*\company Contoso}{\creatim\yr2026\mo3\dy1\hr10\min15}{\title Secret}}",
        "\r\n",
        r"{\*\unknown left out}\pard Ada Nov\u225\'e1k \u8212?\u-10179?\u-8704? \'9aek\par ",
        r"\trowd 2020\cell Oslo\cell\row {\field{\*\fldinst{HYPERLINK ",
        "\"https://github.com/ada-dev\"",
        r"}}{\fldrslt{code}}}\par {\pntext\'B7\tab}one\tab two\line three\page four\par}",
    );
    let pages = records("cv.rtf", text.as_bytes().to_vec());
    let found = &pages[0].1;
    assert_eq!(found.kind, DocumentKind::Rtf);
    assert_eq!(
        found.text,
        "Ada Novák —\u{1f600} šek\n2020\tOslo\ncode <https://github.com/ada-dev>\none\ttwo\nthree\n\u{c}four\n"
    );
    assert_eq!(
        (found.author.as_deref(), found.last_modified_by.as_deref()),
        (Some("Ada Novák"), Some("Gil"))
    );
    assert_eq!(
        (found.producer.as_deref(), found.company.as_deref()),
        (Some("Writer 5"), Some("Contoso"))
    );
    let rsids: Vec<&str> = found.rsids.iter().map(String::as_str).collect();
    assert_eq!(rsids, ["0012D687", "00EF095A"]);
    let (at, offset) = found.created.unwrap();
    assert_eq!((at.to_string().as_str(), offset), ("2026-03-01T10:15:00Z", None));
    assert_eq!(pages.len(), 2);
}

#[test]
fn a_page_of_html_gives_what_is_shown() {
    let page = "<?xml version=\"1.0\"?>\n<!-- made -->\n<!DOCTYPE html><html><head><title>Ada</title><meta name=\"author\" content=\"Ada Novak\">\
        <meta name=generator content='Builder 2'><style>p{}</style><script>if (a<b) {}</script></head><body><h1>Ada  Novak</h1>\n\
        <p>Rust &amp; C<br>Oslo&nbsp;N</p><ul><li>built<li>ran</ul><table><tr><td>2020</td><td>Contoso</td></tr><tr><td>2021\
        <td><a href=\"https://github.com/ada-dev\">code</a></table></body></html>";
    let found = document("cv.html", page.as_bytes().to_vec());
    assert_eq!(found.kind, DocumentKind::Html);
    assert_eq!(
        found.text,
        "Ada Novak\nRust & C\nOslo N\n• built\n• ran\n2020\tContoso\n2021\tcode <https://github.com/ada-dev>\n"
    );
    assert_eq!(
        (found.author.as_deref(), found.producer.as_deref()),
        (Some("Ada Novak"), Some("Builder 2"))
    );
}

#[test]
fn traits_and_zones_stay_at_the_door() {
    let text = "Ada Novak\nDate of birth: 1 May 1990\nOslo\n\u{c}P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
    let input = Input::from_memory(
        vec![("cvs/1/cv.txt".to_owned(), text.as_bytes().to_vec())],
        &Limits::default(),
    );
    let mapping = Mapping::default();
    let mut file = input.file(0, &mapping).unwrap().unwrap();
    assert_eq!(file.dropped_columns, ["Date of birth"]);
    let Body::Document(found) = file.records.next().unwrap().unwrap().body else {
        panic!("a document")
    };
    assert_eq!(found.text, "Ada Novak\n\nOslo\n\u{c}");
    assert!(found.zone.as_ref().unwrap().holds);
}
