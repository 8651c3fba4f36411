//! Fixtures: what each kind of line says; and the ways in which a far end is written.

use super::{SOURCE, address};
use crate::testing::check_fixtures;

#[test]
fn fixtures_answer_as_written() {
    check_fixtures(&SOURCE);
}

#[test]
fn far_ends_lose_family_protocol_and_port() {
    for (far_end, expected) in [
        ("203.0.113.7:51514", "203.0.113.7"),
        ("203.0.113.7", "203.0.113.7"),
        ("[AF_INET]203.0.113.7:51514", "203.0.113.7"),
        ("[AF_INET6]2001:db8::5:1194", "2001:db8::5"),
        ("[AF_INET6]::ffff:203.0.113.7:51514", "::ffff:203.0.113.7"),
        ("udp4:203.0.113.7:51514", "203.0.113.7"),
        ("tcp4-server:203.0.113.7:443", "203.0.113.7"),
        ("[2001:db8::5]:1194", "[2001:db8::5]"),
    ] {
        assert_eq!(address(far_end), expected, "{far_end}");
    }
}
