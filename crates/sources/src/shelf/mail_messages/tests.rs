//! Fixtures, and what header fields may hold beside what they should.

use bonafide_model::{Body, Fact, Provenance, Reading, Record};

use super::{SOURCE, clock_offset, read};
use crate::testing::check_fixtures;

#[test]
fn fixtures_answer_as_written() {
    check_fixtures(&SOURCE);
}

#[test]
fn clocks_tell_their_offset_unless_it_is_utc() {
    for (zone, expected) in [
        ("+0900", Some(540)),
        ("-0330", Some(-210)),
        ("+0000", None),
        ("-0000", None),
        ("GMT", None),
        ("+9900", None),
        ("+09:00", None),
        ("é", None),
        ("", None),
    ] {
        assert_eq!(clock_offset(zone), expected, "{zone}");
    }
}

fn is_unproven(results: &[(&str, &str)]) -> bool {
    let results: Vec<String> = results
        .iter()
        .map(|(method, result)| format!(r#"{{"method":"{method}","result":"{result}"}}"#))
        .collect();
    let text = format!(
        r#"{{"mail":{{"date":"Sun, 1 Mar 2026 10:15:00 +0100","from":[{{"address":"ada@x.example"}}],"authentication":[{{"server":"in.example","results":[{}]}},{{"results":[{{"method":"dmarc","result":"fail"}}]}}]}}}}"#,
        results.join(",")
    );
    let record = Record { from: Provenance::line("m", 1), body: Body::Json(text.into()) };
    let Ok(Reading::Says(said)) = read(&record) else { panic!("it says something") };
    said.iter().any(|it| it.fact == Fact::MailUnproven)
}

#[test]
fn only_the_receiver_s_own_checks_count() {
    for (results, expected) in [
        (&[("spf", "pass"), ("dkim", "pass"), ("dmarc", "pass")] as &[_], false),
        (&[("spf", "fail"), ("dkim", "none"), ("dmarc", "fail")], true),
        (&[("spf", "softfail"), ("dkim", "fail")], true),
        (&[("spf", "fail"), ("dkim", "pass")], false),
        (&[("spf", "pass"), ("dkim", "fail")], false),
        (&[("spf", "fail"), ("dmarc", "bestguesspass")], false),
        (&[("spf", "none"), ("dkim", "none"), ("dmarc", "none")], false),
        (&[], false),
    ] {
        assert_eq!(is_unproven(results), expected, "{results:?}");
    }
}
