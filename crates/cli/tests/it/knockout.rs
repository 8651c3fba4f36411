//! Without one of its sources a scan of a whole company says less, says that it could not look, and says nothing else.

use std::collections::BTreeSet;

use bonafide_casebook::{Read, knocked_out};
use bonafide_model::{Mapping, Settings};
use bonafide_pipeline::Tables;

use crate::company::bonafide;

#[test]
fn without_one_source_the_signals_of_others_stay_and_more_is_blind() {
    let folder = tempfile::tempdir().unwrap();
    let args =
        ["simulate", "--staff", "70", "--applicants", "120", "--months", "6", "--out", "company"];
    let made = bonafide(folder.path(), &args);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let shipped = bonafide_reference::load();
    let exports = folder.path().join("company");
    let input = bonafide_intake::open(&exports, &bonafide_intake::Limits::default()).unwrap();
    let mapping = Mapping::default();
    let files = input.files(&mapping);
    let read: Vec<Read> = files.map(|it| bonafide_pipeline::read(it.unwrap(), None)).collect();
    let sources: BTreeSet<&'static str> = read.iter().filter_map(|(it, _)| it.source).collect();
    assert!(sources.len() >= 12, "{sources:?}");
    let tables = Tables { atlas: &shipped, lists: shipped.lists() };
    let settings =
        Settings { as_of: Some("2026-06-30T00:00:00Z".parse().unwrap()), ..Settings::default() };
    let found = knocked_out(&read, tables, &settings);
    assert!(found.changed.is_empty(), "{}", found.changed.join("\n"));
    assert!(found.not_blinder.is_empty(), "nothing more is blind without {:?}", found.not_blinder);
}
