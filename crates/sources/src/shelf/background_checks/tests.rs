//! The fixtures, and what they cannot show.

use bonafide_model::ScreeningOutcome;

use super::{SOURCE, outcome};
use crate::testing::check_fixtures;

#[test]
fn fixtures() {
    check_fixtures(&SOURCE);
}

#[test]
fn words_of_results_are_told_apart() {
    for (text, meant) in [
        ("Verified", Some(ScreeningOutcome::Confirmed)),
        ("No Discrepancy", Some(ScreeningOutcome::Confirmed)),
        ("Verified - Minor Discrepancy", Some(ScreeningOutcome::Discrepant)),
        ("Unable to Verify", Some(ScreeningOutcome::Unsettled)),
        ("Not verified", Some(ScreeningOutcome::Unsettled)),
        ("In Progress", None),
        ("Completed", None),
    ] {
        assert_eq!(outcome(text), Ok(meant), "{text}");
    }
    assert!(outcome("blue").is_err());
}
