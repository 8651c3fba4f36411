//! Résumés as PDF, Word and plain text.

use std::{collections::BTreeSet, sync::Arc};

use bonafide_model::{Body, Document, DocumentKind, Mapping};
use lopdf::{
    Dictionary, Object, Stream,
    content::{Content, Operation},
    dictionary,
};

use super::{gzip, read, read_with, zip_of};
use crate::{Input, Limits};

pub(super) fn document(name: &str, bytes: Vec<u8>) -> Arc<Document> {
    let input = Input::from_memory(vec![(name.to_owned(), bytes)], &Limits::default());
    let mapping = Mapping::default();
    let mut file = input.file(0, &mapping).unwrap().unwrap();
    let record = file.records.next().unwrap().unwrap();
    assert_eq!(record.from.to_string(), format!("{name} page 1"));
    let Body::Document(document) = record.body else { panic!("not a document: {record:?}") };
    assert_eq!(document.sha256, (file.sha256)());
    document
}

fn pdf(text: &str) -> Vec<u8> {
    let mut pdf = lopdf::Document::with_version("1.5");
    let pages_id = pdf.new_object_id();
    let font_id = pdf.add_object(
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" },
    );
    let resources_id = pdf.add_object(dictionary! { "Font" => dictionary! { "F1" => font_id } });
    let operations = vec![
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F1".into(), 12.into()]),
        Operation::new("Tj", vec![Object::string_literal(text)]),
        Operation::new("ET", vec![]),
    ];
    let content = Content { operations }.encode().unwrap();
    let content_id = pdf.add_object(Stream::new(Dictionary::new(), content));
    let page_id = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages_id, "Contents" => content_id, "Resources" => resources_id,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page_id.into()], "Count" => 1 };
    pdf.objects.insert(pages_id, Object::Dictionary(pages));
    let image =
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 100, "Height" => 100 };
    pdf.add_object(Stream::new(image, b"pixels".to_vec()));
    let packet = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description xmpMM:DocumentID="uuid:d-1">
        <xmpMM:OriginalDocumentID>xmp.did:o-1</xmpMM:OriginalDocumentID></rdf:Description></x:xmpmeta>"#;
    let metadata_id = pdf
        .add_object(Stream::new(dictionary! { "Type" => "Metadata" }, packet.as_bytes().to_vec()));
    let catalog =
        dictionary! { "Type" => "Catalog", "Pages" => pages_id, "Metadata" => metadata_id };
    let catalog_id = pdf.add_object(catalog);
    let info = dictionary! {
        "Author" => Object::string_literal("Ada Example"), "Producer" => Object::string_literal("Writer 7"),
        "CreationDate" => Object::string_literal("D:20260301101500+08'00'"),
    };
    let info_id = pdf.add_object(info);
    pdf.trailer.set("Root", catalog_id);
    pdf.trailer.set("Info", info_id);
    pdf.trailer
        .set("ID", vec![Object::string_literal("\u{1}\u{2}"), Object::string_literal("\u{3}")]);
    let mut res = Vec::new();
    pdf.save_to(&mut res).unwrap();
    res
}

fn set(values: &[&str]) -> BTreeSet<String> {
    values.iter().map(|it| (*it).to_owned()).collect()
}

/// SHA-256 of `pixels`.
const PIXELS: &str = "6ec9c2b0eb14010746c8bce8939303b382344b296206612eb8a907a37b2b2f37";

#[test]
fn a_pdf_gives_text_and_traces() {
    let document = document("cv.pdf", pdf("Ada Example, Rust developer"));
    assert_eq!(document.kind, DocumentKind::Pdf);
    assert_eq!(document.text.trim(), "Ada Example, Rust developer");
    assert_eq!(document.pages, Some(1));
    assert_eq!(document.author.as_deref(), Some("Ada Example"));
    assert_eq!(document.producer.as_deref(), Some("Writer 7"));
    let (at, offset) = document.created.unwrap();
    assert_eq!((at.to_string().as_str(), offset), ("2026-03-01T02:15:00Z", Some(480)));
    assert_eq!(document.ancestry_ids, set(&["0102", "uuid:d-1", "xmp.did:o-1"]));
    assert_eq!(document.images, set(&[PIXELS]));
}

#[test]
fn a_packed_pdf_is_found_and_a_cut_one_never_panics() {
    let whole = pdf("Ada");
    assert_eq!(document("cv.bin", whole.clone()).text.trim(), "Ada");
    assert_eq!(read("cv.gz", gzip(&whole)).len(), 1);
    for n in (8..whole.len()).step_by(97) {
        assert_eq!(read("cv.pdf", &whole[..n]).len(), 1);
    }
}

#[test]
fn large_documents_are_refused_with_what_to_do() {
    let limits = Limits { document_bytes: 100, ..Limits::default() };
    assert_eq!(
        read_with("cv.pdf", pdf("Ada"), &limits),
        ["cv.pdf:1 REFUSED document larger than 0 MiB or damaged; save a smaller copy"]
    );
}

#[test]
fn a_word_document_gives_text_and_traces() {
    let body = r#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Ada &amp; Bo</w:t></w:r><w:r><w:tab/><w:t>Oslo</w:t></w:r></w:p>
        <w:p><w:r><w:t>e&#xfb01;cient</w:t></w:r></w:p></w:body></w:document>"#;
    let core = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:creator>Kim Writer</dc:creator>
        <cp:lastModifiedBy>Ada</cp:lastModifiedBy><dcterms:created>2026-03-01T10:00:00Z</dcterms:created></cp:coreProperties>"#;
    let settings = r#"<w:settings xmlns:w="w"><w:rsids><w:rsidRoot w:val="00ab12cd"/><w:rsid w:val="00EF3456"/></w:rsids></w:settings>"#;
    let bytes = zip_of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", body.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        (
            "docProps/app.xml",
            b"<Properties><Application>Word</Application><Pages>2</Pages></Properties>",
        ),
        ("word/settings.xml", settings.as_bytes()),
        ("word/media/image1.png", b"pixels"),
    ]);
    let found = document("cv.docx", bytes.clone());
    assert_eq!(found.kind, DocumentKind::Docx);
    assert_eq!(found.text, "Ada & Bo\tOslo\neficient\n");
    assert_eq!(found.author.as_deref(), Some("Kim Writer"));
    assert_eq!(found.last_modified_by.as_deref(), Some("Ada"));
    assert_eq!(found.producer.as_deref(), Some("Word"));
    assert_eq!(found.pages, Some(2));
    let (at, offset) = found.created.unwrap();
    assert_eq!((at.to_string().as_str(), offset), ("2026-03-01T10:00:00Z", Some(0)));
    assert_eq!(found.rsids, set(&["00AB12CD", "00EF3456"]));
    assert_eq!(found.images, set(&[PIXELS]));
    let archived = read("cvs.zip", zip_of(&[("cv.docx", &bytes)]));
    assert_eq!(archived, ["cvs.zip/cv.docx page 1 Docx \"Ada & Bo\\tOslo\\neficient\\n\""]);
}

#[test]
fn a_spreadsheet_is_no_document() {
    let bytes =
        zip_of(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]);
    assert_eq!(
        read("people.xlsx", bytes),
        [
            "UNOPENED people.xlsx: workbook is damaged or has a password (File not found '_rels/.rels'); save it anew, or save each sheet as CSV"
        ]
    );
}

#[test]
fn plain_text_among_attachments_is_a_document_even_with_dates_and_commas() {
    let text = "Ada Example,Oslo,Norway\n2024-01-01,Rust,Corp\n";
    assert_eq!(
        read("greenhouse/attachments/cv.txt", text),
        [format!("greenhouse/attachments/cv.txt page 1 Text {text:?}")]
    );
}
