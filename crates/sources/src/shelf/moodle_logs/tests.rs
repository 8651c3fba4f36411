//! The fixtures, and what they cannot show.

use super::{SOURCE, number, when};
use crate::testing::check_fixtures;

#[test]
fn fixtures() {
    check_fixtures(&SOURCE);
}

#[test]
fn times_in_words() {
    let read = |text: &str| when(text).map(|it| it.to_string()).ok();
    assert_eq!(read("21/03/24, 14:05:09").as_deref(), Some("2024-03-21T14:05:09Z"));
    assert_eq!(read("4/03/24, 14:05"), None);
}

#[test]
fn the_number_of_a_user() {
    assert_eq!(number("The user with id '12' viewed the course with id '3'."), Some("12"));
    assert_eq!(number("The user with id '' viewed."), None);
    assert_eq!(number("A user viewed."), None);
}
