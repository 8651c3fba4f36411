//! Fixtures with their answers, and the words that say whether a door opened.

use super::{SOURCE, is_open};
use crate::testing::check_fixtures;

#[test]
fn every_fixture_has_its_answer() {
    check_fixtures(&SOURCE);
}

#[test]
fn only_a_door_that_opened_counts() {
    for cell in ["Access Granted", "DOOR_ACCESS_GRANTED", "lock.unlock", "Yes", "Zutritt gewährt"]
    {
        assert!(is_open(cell), "{cell}");
    }
    for cell in
        ["DOOR_HELD_OPEN", "Access Denied", "false", "Invalid Badge", "Door Forced Open", "?"]
    {
        assert!(!is_open(cell), "{cell}");
    }
}
