//! Fixtures with their answers.

use std::sync::Arc;

use bonafide_model::{Body, Document, DocumentKind, Provenance, Record};

use super::SOURCE;
use crate::testing::check_fixtures_with;

/// One document whose text is the fixture.
fn document(name: &str, text: &str) -> Vec<Record> {
    let document =
        Document { text: text.to_owned(), ..Document::new(DocumentKind::Text, "0".repeat(64)) };
    vec![Record {
        from: Provenance::line(format!("cvs/4711/{name}"), 1),
        body: Body::Document(Arc::new(document)),
    }]
}

#[test]
fn every_fixture_has_its_answer() {
    check_fixtures_with(&SOURCE, document);
}
