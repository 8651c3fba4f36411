//! Fixtures: what each kind of record says.

use super::SOURCE;
use crate::testing::check_fixtures;

#[test]
fn fixtures_answer_as_written() {
    check_fixtures(&SOURCE);
}
