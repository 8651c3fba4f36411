//! Fixtures: what each form of log says; and the forms that are refused.

use bonafide_model::{Body, Provenance, Record};

use super::{SOURCE, read, recognize};
use crate::testing::check_fixtures;

fn line(text: &str) -> Record {
    Record { from: Provenance::line("pan.log", 1), body: Body::Line(text.into()) }
}

#[test]
fn fixtures_answer_as_written() {
    check_fixtures(&SOURCE);
}

#[test]
fn an_unknown_order_is_refused_with_the_remedy() {
    let strange = line(
        "<14>1 2026-03-02T08:00:00Z x logforwarder - panwlogs - 2026-03-02T08:00:00Z,007,GLOBALPROTECT,globalprotect,10.2",
    );
    let why = read(&strange).expect_err("another order").to_string();
    assert!(why.contains("JSON, CEF or LEEF"), "{why}");
    assert!(!recognize(&strange));
    assert!(!recognize(&line("1,2,3,4,5")));
}
