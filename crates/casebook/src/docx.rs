//! Makes a DOCX file from a few lines, since a page of Markdown cannot hold one.
//!
//! Lines `creator: X`, `last_modified_by: X`, `created: …`, `modified: …`, `rsid: 00AB12CD`, `image: any text`, `picture: its
//! name`, then a blank line, then the text. An image is bytes that nobody can draw; a picture is drawn from its name, and
//! `picture: its name, saved anew` is the same to the eye in other bytes.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::picture;

/// The bytes of the described file.
pub(crate) fn bytes(description: &str) -> zip::result::ZipResult<Vec<u8>> {
    let (head, text) = description.split_once("\n\n").unwrap_or((description, ""));
    let values = |key: &str| {
        head.lines()
            .filter_map(|it| it.split_once(": "))
            .filter(|(name, _)| *name == key)
            .map(|(_, value)| value.trim())
            .collect::<Vec<_>>()
    };
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), CONTENT_TYPES.as_bytes().to_vec()),
        ("_rels/.rels".to_owned(), RELATIONS.as_bytes().to_vec()),
        ("word/document.xml".to_owned(), document(text).into_bytes()),
        ("docProps/core.xml".to_owned(), core(&values).into_bytes()),
        ("word/settings.xml".to_owned(), settings(&values("rsid")).into_bytes()),
    ];
    for (idx, image) in values("image").into_iter().enumerate() {
        parts.push((format!("word/media/image{}.png", idx + 1), image.as_bytes().to_vec()));
    }
    for (idx, written) in values("picture").into_iter().enumerate() {
        let name = written.strip_suffix(SAVED_ANEW).unwrap_or(written);
        let mut drawn = Cursor::new(Vec::new());
        picture::drawn(name, name != written)
            .write_to(&mut drawn, image::ImageFormat::Png)
            .map_err(std::io::Error::other)?;
        parts.push((format!("word/media/picture{}.png", idx + 1), drawn.into_inner()));
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(&content)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Stands behind the name of a picture that somebody has opened and saved.
const SAVED_ANEW: &str = ", saved anew";
const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn document(text: &str) -> String {
    let paragraphs: String = text
        .lines()
        .map(|line| {
            format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(line))
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{WORD}\"><w:body>{paragraphs}</w:body></w:document>"
    )
}

fn core<'a>(values: &impl Fn(&str) -> Vec<&'a str>) -> String {
    let element = |tag: &str, key: &str| {
        values(key).first().map_or(String::new(), |it| {
            format!("<{tag}>{}</{}>", escaped(it), tag.split(' ').next().unwrap_or(tag))
        })
    };
    let time = "xsi:type=\"dcterms:W3CDTF\"";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{}{}{}{}</cp:coreProperties>",
        element("dc:creator", "creator"),
        element("cp:lastModifiedBy", "last_modified_by"),
        element(&format!("dcterms:created {time}"), "created"),
        element(&format!("dcterms:modified {time}"), "modified"),
    )
}

fn settings(rsids: &[&str]) -> String {
    let marks: String =
        rsids.iter().map(|it| format!("<w:rsid w:val=\"{}\"/>", escaped(it))).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:settings xmlns:w=\"{WORD}\"><w:rsids>{marks}</w:rsids></w:settings>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
