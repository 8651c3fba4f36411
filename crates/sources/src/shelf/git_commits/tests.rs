//! What the fixtures cannot show.

use bonafide_model::{Reading, Record};

use super::{SOURCE, clock_offset, read};
use crate::testing::{check_fixtures, records};

#[test]
fn fixtures() {
    check_fixtures(&SOURCE);
}

fn one(json: &str) -> Record {
    records("x.json", json).remove(0)
}

#[test]
fn offsets_are_minutes_on_land() {
    for (text, expected) in [
        ("+0530", Some(330)),
        ("-0330", Some(-210)),
        ("+0000", Some(0)),
        ("+9900", None),
        ("0100", None),
        ("+x", None),
    ] {
        assert_eq!(clock_offset(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_commit_is_refused() {
    assert!(read(&one(r#"{"mail":{}}"#)).is_err());
}

#[test]
fn bots_are_nobody_and_a_bot_that_commits_leaves_the_author() {
    let commit = |author: &str, committer: &str| {
        let hand =
            |it: &str| format!(r#"{{"name":"X","address":"{it}","at":"2026-01-05T08:00:00Z"}}"#);
        let (author, committer) = (hand(author), hand(committer));
        one(&format!(
            r#"{{"commit":{{"id":"1","tree":"2","parents":[],"author":{author},"committer":{committer}}}}}"#
        ))
    };
    for bot in [
        "noreply@github.com",
        "49699333+dependabot[bot]@users.noreply.github.com",
        "project_1_bot_2@noreply.gitlab.com",
        "ci@corp.example",
    ] {
        let reading = read(&commit(bot, bot));
        assert_eq!(reading, Ok(Reading::PassOver("a commit by a bot or a service")), "{bot}");
        assert!(matches!(read(&commit("ada@corp.example", bot)), Ok(Reading::Says(_))));
    }
}
