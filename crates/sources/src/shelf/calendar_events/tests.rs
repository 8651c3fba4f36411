//! Fixtures, and the ways in which calendars write a zone.

use super::{SOURCE, parse_zone};
use crate::testing::check_fixtures;

#[test]
fn fixtures_answer_as_written() {
    check_fixtures(&SOURCE);
}

#[test]
fn zones_are_found_behind_paths() {
    for (written, expected) in [
        ("Europe/Berlin", Some("Europe/Berlin")),
        ("/freeassociation.sourceforge.net/Europe/Berlin", Some("Europe/Berlin")),
        (
            "/x.example/20260301/America/Argentina/Buenos_Aires",
            Some("America/Argentina/Buenos_Aires"),
        ),
        ("W. Europe Standard Time", Some("Europe/Berlin")),
        ("Customized Time Zone", None),
        ("tzone://Microsoft/Custom", None),
        ("/", None),
    ] {
        let zone = parse_zone(written).ok();
        assert_eq!(zone.as_ref().map(bonafide_model::value::Zone::name), expected, "{written}");
    }
}
