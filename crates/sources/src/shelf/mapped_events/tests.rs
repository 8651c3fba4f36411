//! Every door, and what a log may leave out.

use super::*;
use crate::testing::{check_fixtures, records};

#[test]
fn fixtures_answer_as_written() {
    check_fixtures(&SOURCE);
}

#[test]
fn every_channel_has_a_word() {
    for word in ["vpn", "Sign-in", "virtual desktop", "badge", "SecondFactor"] {
        assert!(door::of(word).is_ok(), "{word}");
    }
    assert!(door::of("gate").is_err());
}

#[test]
fn durations_as_logs_write_them() {
    let seconds = |text: &str| door::duration(text).map(|it| it.as_secs()).ok();
    assert_eq!(
        ["3600", "90.5", "1:00:01", "0h 59m 3s", "PT2M", "soon"].map(seconds),
        [Some(3600), Some(90), Some(3601), Some(3543), Some(120), None]
    );
}

#[test]
fn a_log_by_other_names_is_not_taken_for_ours() {
    let rows = records("t.csv", "user,timestamp,src_ip\nada,2026-03-01,192.0.2.7\n");
    assert!(!rows.iter().any(is_ours));
}
