//! The fixtures, and what they cannot show.

use bonafide_model::{Fact, Reading, ScreeningOutcome};

use super::SOURCE;
use crate::testing::{check_fixtures, records};

#[test]
fn fixtures() {
    check_fixtures(&SOURCE);
}

fn checks(json: &str) -> Vec<(String, ScreeningOutcome)> {
    let records = records("t.json", json);
    let Ok(Reading::Says(said)) = (SOURCE.read)(&records[0]) else { return Vec::new() };
    let screened = said.into_iter().filter_map(|it| {
        let Fact::Screened { check, outcome } = it.fact else { return None };
        Some((check.to_string(), outcome))
    });
    screened.collect()
}

#[test]
fn an_employer_that_did_not_answer_is_no_discrepancy() {
    let of = |verified: bool, comments: &str| {
        checks(&format!(
            r#"{{"id":"1","object":"employment_verification","uri":"/v1/employment_verifications/1",
            "records":[{{"status":"consider","result":{{"position":{{"verified":{verified},"comments":"{comments}"}}}}}}]}}"#
        ))
    };
    let employment = |outcome| vec![("employment".to_owned(), outcome)];
    assert_eq!(of(false, "Intern"), employment(ScreeningOutcome::Discrepant));
    assert_eq!(of(false, "Unable to verify"), employment(ScreeningOutcome::Unsettled));
    assert_eq!(of(true, "Engineer"), employment(ScreeningOutcome::Unsettled));
}

#[test]
fn what_is_under_way_says_nothing() {
    assert!(
        checks(r#"{"id":"1","object":"ssn_trace","uri":"/v1/ssn_traces/1","status":"pending"}"#)
            .is_empty()
    );
}

#[test]
fn another_company_s_events_are_not_ours() {
    let stripe = r#"{"id":"evt_1","object":"event","type":"charge.succeeded","data":{"object":{"id":"ch_1","object":"charge"}}}"#;
    assert!(!(SOURCE.recognize)(&records("t.json", stripe)[0]));
}
