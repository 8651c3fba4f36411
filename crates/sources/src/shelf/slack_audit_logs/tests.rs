//! Fixtures: what each kind of record says; and the systems of user agents.

use super::{SOURCE, system};
use crate::testing::check_fixtures;

#[test]
fn fixtures_answer_as_written() {
    check_fixtures(&SOURCE);
}

#[test]
fn a_user_agent_names_its_system_first() {
    for (agent, expected) in [
        ("Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:23.0) Firefox/23.0", Some("Windows NT 6.1")),
        ("com.tinyspeck.chatlyio/23.04.40 (iPhone; iOS 1.4.1; Scale/3.00)", Some("iPhone")),
        ("Go-http-client/2.0", None),
        ("Mozilla/5.0 (", None),
        ("x ()", None),
    ] {
        assert_eq!(system(agent).as_deref(), expected, "{agent}");
    }
}
