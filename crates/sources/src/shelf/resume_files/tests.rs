//! Fixtures with their answers.

use std::sync::Arc;

use bonafide_model::{Body, Document, DocumentKind, Fact, Locator, Provenance, Reading, Record};

use proptest::prelude::*;

use super::SOURCE;
use crate::testing::check_fixtures_with;

/// One document whose text is the fixture, page by page, as intake gives it.
fn document(name: &str, text: &str) -> Vec<Record> {
    let document =
        Document { text: text.to_owned(), ..Document::new(DocumentKind::Text, "0".repeat(64)) };
    let n_pages = u32::try_from(text.matches('\u{c}').count()).expect("few pages") + 1;
    let document = Arc::new(document);
    let page = |n| Record {
        from: Provenance { file: format!("cvs/4711/{name}").into(), at: Locator::Page(n) },
        body: Body::Document(Arc::clone(&document)),
    };
    (1..=n_pages).map(page).collect()
}

#[test]
fn every_fixture_has_its_answer() {
    check_fixtures_with(&SOURCE, document);
}

/// Pieces of which résumés are made, in odd orders.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-zÄé0-9 .,:;@/()|•\\-–—\t\u{c}]{0,30}",
        proptest::sample::select(vec![
            "Experience",
            "Education",
            "Skills",
            "References",
            "Contoso Ltd",
            "Senior Engineer",
            "Jan 2020 – Present",
            "03/2016 - 12/2019",
            "University of Westmere",
            "BSc Physics",
            "Rust (2016 - 2024)",
            "since 2014",
            "5 years",
            "\t",
            " | ",
            ", ",
            " — ",
            "\n",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #[test]
    fn whatever_is_claimed_stands_in_the_text(pieces in proptest::collection::vec(piece(), 0..40)) {
        let text = pieces.join("\n");
        for record in document("cv", &text) {
            let Ok(Reading::Says(said)) = (SOURCE.read)(&record) else { continue };
            for statement in said {
                if let Fact::Employment { employer, title, .. } = &statement.fact {
                    prop_assert!(text.contains(&**employer) && title.as_ref().is_some_and(|it| text.contains(&**it)));
                } else if let Fact::Schooling { school, degree, .. } = &statement.fact {
                    prop_assert!(text.contains(&**school) && degree.as_ref().is_none_or(|it| text.contains(&**it)));
                } else if let Fact::SkillClaimed { skill, .. } = &statement.fact {
                    prop_assert!(text.contains(&**skill));
                }
            }
        }
    }
}
