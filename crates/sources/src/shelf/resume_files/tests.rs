//! Fixtures with their answers.

use std::{collections::BTreeSet, sync::Arc};

use bonafide_model::{Body, Document, DocumentKind, Provenance, Record};

use super::SOURCE;
use crate::testing::check_fixtures_with;

/// One document whose text is the fixture.
fn document(name: &str, text: &str) -> Vec<Record> {
    let document = Document {
        sha256: "0".repeat(64),
        kind: DocumentKind::Text,
        text: text.to_owned(),
        pages: None,
        producer: None,
        author: None,
        last_modified_by: None,
        created: None,
        modified: None,
        ancestry_ids: BTreeSet::new(),
        rsids: BTreeSet::new(),
        images: BTreeSet::new(),
    };
    vec![Record {
        from: Provenance::line(format!("cvs/4711/{name}"), 1),
        body: Body::Document(Arc::new(document)),
    }]
}

#[test]
fn every_fixture_has_its_answer() {
    check_fixtures_with(&SOURCE, document);
}
