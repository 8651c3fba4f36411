//! Fixtures with their answers.

use super::SOURCE;
use crate::testing::check_fixtures;

#[test]
fn every_fixture_has_its_answer() {
    check_fixtures(&SOURCE);
}
