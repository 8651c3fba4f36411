//! Fixtures: what each kind of record says; and what must never be read.

use super::SOURCE;
use crate::testing::{check_fixtures, records};

#[test]
fn fixtures_answer_as_written() {
    check_fixtures(&SOURCE);
}

#[test]
fn what_a_profile_says_beside_contact_and_work_changes_nothing() {
    let plain = r#"{"kind":"admin#directory#user","primaryEmail":"ada.roe@corp.example"}"#;
    let full = r#"{"kind":"admin#directory#user","primaryEmail":"ada.roe@corp.example",
        "gender":{"type":"other"},"languages":[{"languageCode":"en"}],"notes":{"value":"a note"},
        "relations":[{"type":"spouse","value":"Somebody"}],"thumbnailPhotoUrl":"https://photos.example/1",
        "customSchemas":{"Person":{"BirthPlace":"x"}},"suspended":true}"#;
    let said = |text: &str| (SOURCE.read)(&records("u.json", text)[0]);
    assert_eq!(said(plain), said(full));
}
