//! Fixtures with their answers: one file is a picture or a zone, described in lines of `key: value`.

use std::sync::Arc;

use bonafide_model::{
    Body, Coordinates, Document, DocumentKind, IdentityZone, Locator, Provenance, Record,
    value::PersonName,
};

use super::SOURCE;
use crate::testing::check_fixtures_with;

/// What intake makes of a picture or of a text with a zone.
fn documents(name: &str, text: &str) -> Vec<Record> {
    let value = |key: &str| {
        text.lines()
            .filter_map(|it| it.split_once(": "))
            .find(|(it, _)| *it == key)
            .map(|(_, it)| it.trim())
    };
    let is_picture = value("device").is_some();
    let kind = if is_picture { DocumentKind::Image } else { DocumentKind::Text };
    let mut document = Document::new(kind, "0".repeat(64));
    document.device = value("device").map(str::to_owned);
    document.taken_at = is_picture.then(|| Coordinates::new(59.91, 10.75));
    document.zone = value("zone").map(|holds| IdentityZone {
        holds: holds == "holds",
        name: value("name").and_then(|it| PersonName::parse(it).ok()),
        expires: value("expires").and_then(|it| it.parse().ok()),
        number: value("number").map(Into::into),
    });
    let document = Arc::new(document);
    let page = |n| Record {
        from: Provenance { file: format!("identity/4711/{name}").into(), at: Locator::Page(n) },
        body: Body::Document(Arc::clone(&document)),
    };
    let n_pages = value("pages").and_then(|it| it.parse().ok()).unwrap_or(1);
    (1..=n_pages).map(page).collect()
}

#[test]
fn every_fixture_has_its_answer() {
    check_fixtures_with(&SOURCE, documents);
}
