//! Fixtures: what each message says; and the words of which it is made.

use super::{
    SOURCE,
    message::{Message, lasted},
};
use crate::testing::check_fixtures;

#[test]
fn fixtures_answer_as_written() {
    check_fixtures(&SOURCE);
}

#[test]
fn lengths_are_read_with_days_and_without() {
    let seconds = |text: &str| lasted(text).map(|it| it.as_secs());
    assert_eq!(seconds("6h:33m:18s"), Ok(23_598));
    assert_eq!(seconds("1d 0h:00m:01s"), Ok(86_401));
    assert!(seconds("6 hours").is_err());
    assert!(seconds("é").is_err());
}

#[test]
fn a_message_without_a_number_is_none() {
    for text in ["%ASA-6", "%ASA-", "%ASA-6-1130: x", "%ASA-6-11303x: x"] {
        assert!(Message::of(text).is_none(), "{text}");
    }
    assert!(Message::of("%ASA-vpn-6-113039: x").is_some());
}
