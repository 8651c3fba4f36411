//! The fixtures, and what they cannot show.

use super::{SOURCE, place};
use crate::testing::{check_fixtures, records};

#[test]
fn fixtures() {
    check_fixtures(&SOURCE);
}

#[test]
fn a_place_is_read_where_it_is_one() {
    let read = |text: &str| {
        place(text)
            .map(|it| (it.country, it.region.unwrap_or_default(), it.city.unwrap_or_default()))
    };
    let of = |country: &str, region: &str, city: &str| {
        Some((country.to_owned(), region.to_owned(), city.to_owned()))
    };
    assert_eq!(read("Austin, Texas, United States"), of("US", "Texas", "Austin"));
    assert_eq!(read("Berlin, Germany"), of("DE", "Berlin", ""));
    assert_eq!(read("37.77,-122.41"), None);
}

#[test]
fn another_service_s_webhooks_are_not_ours() {
    let other = r#"{"event":"document.completed","data":{"id":"1","recipients":[]}}"#;
    assert!(!(SOURCE.recognize)(&records("t.json", other)[0]));
}
