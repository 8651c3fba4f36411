//! Office Open XML text documents with the parts that Word itself writes: text, settings, properties, pictures.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::resume::Resume;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#;
const RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>"#;
const APP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Template>Normal.dotm</Template><Pages>1</Pages><Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>"#;
const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// A document of one paragraph a line.
pub(super) fn bytes(resume: &Resume, lines: &[String]) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml", TYPES.as_bytes().to_vec()),
        ("_rels/.rels", RELATIONSHIPS.as_bytes().to_vec()),
        ("word/document.xml", document(resume, lines).into_bytes()),
        ("word/settings.xml", settings(resume).into_bytes()),
        ("docProps/core.xml", core(resume).into_bytes()),
        ("docProps/app.xml", APP.as_bytes().to_vec()),
    ];
    if let Some(image) = &resume.image {
        parts.push(("word/media/image1.png", image.clone()));
    }
    pack(&parts).expect("writing to memory does not fail")
}

fn pack(parts: &[(&str, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    // Word itself writes the first moment that the format knows into every entry.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn document(resume: &Resume, lines: &[String]) -> String {
    let mut res = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {WORD}><w:body>"
    );
    for (idx, line) in lines.iter().enumerate() {
        let mark = resume
            .rsids
            .get(idx % resume.rsids.len().max(1))
            .map(|it| format!(" w:rsidR=\"{it}\""))
            .unwrap_or_default();
        res += &format!(
            "<w:p{mark}><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escape(line)
        );
    }
    res + "</w:body></w:document>"
}

fn settings(resume: &Resume) -> String {
    let mut res = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:settings {WORD}><w:rsids>"
    );
    if let Some(root) = resume.rsids.first() {
        res += &format!("<w:rsidRoot w:val=\"{root}\"/>");
    }
    for rsid in &resume.rsids {
        res += &format!("<w:rsid w:val=\"{rsid}\"/>");
    }
    res + "</w:rsids></w:settings>"
}

fn core(resume: &Resume) -> String {
    format!(
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" ",
            "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" ",
            "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:creator>{}</dc:creator>",
            "<cp:lastModifiedBy>{}</cp:lastModifiedBy><cp:revision>{}</cp:revision>",
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T10:12:00Z</dcterms:created>",
            "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{}T17:40:00Z</dcterms:modified></cp:coreProperties>"
        ),
        escape(&resume.author),
        escape(&resume.last_modified_by),
        resume.rsids.len(),
        resume.created,
        resume.modified
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
