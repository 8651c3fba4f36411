//! The fixtures, and what they cannot show.

use super::{SOURCE, duration};
use crate::testing::{check_fixtures, records};

#[test]
fn fixtures() {
    check_fixtures(&SOURCE);
}

#[test]
fn durations_are_milliseconds() {
    assert!(duration("3480000").is_ok_and(|it| it.as_secs() == 3480));
    assert!(duration("-1").is_err() && duration("58 minutes").is_err());
}

#[test]
fn another_webhook_is_not_ours() {
    let other = r#"{"event":"candidate.created","payload":{"candidateEmail":"a@mail.example"}}"#;
    assert!(!(SOURCE.recognize)(&records("t.json", other)[0]));
}
