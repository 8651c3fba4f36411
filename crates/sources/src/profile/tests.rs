//! Profiles of small files.

use bonafide_model::value::DateOrder;

use super::*;
use crate::testing::records;

fn profile(name: &str, text: &str) -> Profile {
    let mut res = Profile::default();
    records(name, text).iter().for_each(|it| res.add(it));
    res
}

#[test]
fn a_table_is_counted_column_by_column() {
    let text = "id,mail,since,status\n1,a@x.example,21/03/2026,active\n2,b@x.example,03/04/2026,left\n2,N/A,,active\n";
    let found = profile("t.csv", text);
    let column = |name: &str| found.column(name).expect("it is there");
    assert_eq!((found.n_records(), found.shape()), (3, Shape::Table));
    assert_eq!((column("mail").n_filled(), column("mail").share(&[Kind::Mail])), (2, 1.0));
    assert_eq!(column("mail").n_distinct(), Some(2));
    let (n, first) = column("id").repeats();
    assert_eq!((n, first.map(ToString::to_string).as_deref()), (1, Some("t.csv:4")));
    assert!(!column("id").is_unique() && column("mail").is_unique());
    let dates = column("since").dates();
    assert_eq!(
        (dates.n_day_first, dates.n_ambiguous, dates.order()),
        (1, 1, Some(DateOrder::DayFirst))
    );
    let words: Vec<&String> = column("status").words().expect("a choice").keys().collect();
    assert_eq!(words, ["active", "left"]);
}

#[test]
fn dates_in_two_orders_and_times_without_zone_are_seen() {
    let text =
        "at,x\n21/03/2026 10:00,1\n03/22/2026 10:00,1\n2026-03-01T10:00:00Z,1\n1772359200,1\n";
    let found = profile("t.csv", text);
    let dates = found.column("at").expect("it is there").dates();
    assert!(dates.is_in_two_orders() && dates.order().is_none());
    assert_eq!((dates.n_zoned, dates.n_unzoned), (2, 2));
    let span = dates.span().map(|(first, last)| format!("{first} {last}"));
    assert_eq!(span.as_deref(), Some("2026-03-01T10:00:00Z 2026-03-22T10:00:00Z"));
}

#[test]
fn elements_of_lists_are_counted_among_themselves() {
    let found = profile("t.json", r#"{"asOf":"2026-03-01","people":[{"id":1,"m":null},{"id":2}]}"#);
    let ids = found.columns().iter().find(|it| it.written == "people[*].id").expect("it is there");
    assert_eq!((found.n_places(ids), ids.n_filled()), (2, 2));
    let as_of = found.column("as_of").expect("it is there");
    assert_eq!((found.n_places(as_of), found.shape()), (1, Shape::Json));
}
