//! Fixtures: what each kind of message says; and in which order a date is read.

use super::{SOURCE, message::Message};
use crate::testing::check_fixtures;

#[test]
fn fixtures_answer_as_written() {
    check_fixtures(&SOURCE);
}

fn time(line: &str) -> String {
    let message = Message::of(line).expect("a message");
    message.time().map_or_else(|why| why.to_string(), |it| it.to_string())
}

#[test]
fn the_order_of_a_date_comes_from_the_line_then_from_its_head() {
    let rest = "GMT ns 0-PPE-0 : default SSLVPN LOGIN 1 0 : User ada";
    for (stamp, expected) in [
        ("03/02/2026:15:00:01", "2026-03-02T15:00:01Z"),
        ("<134> 03/02/2026:15:00:01", "2026-03-02T15:00:01Z"),
        ("<134>Mar  2 15:00:01 10.0.0.1 03/02/2026:15:00:01", "2026-03-02T15:00:01Z"),
        ("<134>Mar  2 15:00:01 10.0.0.1 02/03/2026:15:00:01", "2026-03-02T15:00:01Z"),
        ("18/03/2026:15:00:01", "2026-03-18T15:00:01Z"),
        ("2026/03/02:15:00:01", "2026-03-02T15:00:01Z"),
    ] {
        assert_eq!(time(&format!("{stamp} {rest}")), expected, "{stamp}");
    }
    let by_another = "02/03/2026:15:00:01 GMT ns 0-PPE-0 : default SSLVPN LOGOUT 1 0 : User ada - Start_time \"28/02/2026:09:00:00 GMT\"";
    assert_eq!(time(by_another), "2026-03-02T15:00:01Z");
}

#[test]
fn other_lines_are_none() {
    for line in ["", "03/02/2026:15:00:01", "03/02/2026:15:00:01 GMT a : b", "x : SSLVPN LOGIN : y"]
    {
        assert!(Message::of(line).is_none(), "{line}");
    }
}
