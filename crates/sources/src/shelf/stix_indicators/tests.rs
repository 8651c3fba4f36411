//! Fixtures with their answers, and what they cannot show.

use bonafide_model::Reading;

use super::{SOURCE, read};
use crate::testing::{check_fixtures, records};

#[test]
fn every_fixture_has_its_answer() {
    check_fixtures(&SOURCE);
}

#[test]
fn an_indicator_whose_pattern_is_broken_costs_itself_alone() {
    let bundle = r#"{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","id":"indicator--1"},{"type":"indicator","id":"indicator--2","pattern":"[email-addr:value = 'ada@mail.example']"}]}"#;
    let record = records("b.json", bundle).pop().expect("one record");
    let Ok(Reading::Says(said)) = read(&record) else { panic!("something is said") };
    assert_eq!(said.len(), 2);
}
