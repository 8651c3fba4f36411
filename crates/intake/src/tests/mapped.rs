//! Files of which a mapping speaks, through the gate.

use bonafide_model::{
    FileForm, MappedColumn, MappedFile, Mapping, Origin,
    value::{DateOrder, TimeHabit, Zone},
};

use super::show_file;
use crate::{Input, Limits};

fn column(from: &[&str]) -> MappedColumn {
    let names = from.iter().map(|it| (*it).to_owned()).collect();
    let origin = Origin::Fields { names, join: None };
    MappedColumn { from: origin, ..MappedColumn::named("") }
}

fn constant(text: &str) -> MappedColumn {
    MappedColumn { from: Origin::Constant(text.to_owned()), ..MappedColumn::named("") }
}

fn mapped(form: FileForm, columns: &[(&str, MappedColumn)]) -> MappedFile {
    MappedFile {
        pattern: "*".to_owned(),
        source: "mapped_events".to_owned(),
        columns: columns.iter().map(|(ours, it)| ((*ours).to_owned(), it.clone())).collect(),
        form,
        ..MappedFile::default()
    }
}

fn read(name: &str, text: &str, entry: MappedFile) -> Vec<String> {
    let files = vec![(name.to_owned(), text.as_bytes().to_vec())];
    let mapping = Mapping { files: vec![entry] };
    Input::from_memory(files, &Limits::default()).files(&mapping).flat_map(show_file).collect()
}

#[test]
fn a_table_is_joined_settled_and_filled_up() {
    let outcome = MappedColumn {
        words: [("OK", "success"), ("*", "failure")]
            .map(|(theirs, ours)| (theirs.to_owned(), ours.to_owned()))
            .into(),
        ..MappedColumn::named("Result")
    };
    let form = FileForm {
        delimiter: Some(b';'),
        header_row: Some(3),
        decimal_comma: true,
        times: TimeHabit {
            order: Some(DateOrder::DayFirst),
            zone: Zone::parse("Europe/Berlin").ok(),
            year: None,
        },
        ..FileForm::default()
    };
    let entry = mapped(
        form,
        &[
            ("at", column(&["Day", "Time"])),
            ("channel", constant("vpn")),
            ("login", column(&["User"])),
            ("outcome", outcome),
        ],
    );
    let text = "Sign-ins, monthly\n\nUser;Day;Time;Result;Latitude;login\nada;03/04/2026;10:00;ok;52,5;x\nbob;4/4/26;;denied;;\n";
    let expected = [
        "a.txt:4 login=ada day=2026-04-03 time=10:00 outcome=success latitude=52.5 login_unmapped=x at=2026-04-03T08:00:00Z channel=vpn",
        "a.txt:5 login=bob day=2026-04-04 time= outcome=failure latitude= login_unmapped= at=2026-04-04 channel=vpn",
    ];
    assert_eq!(read("a.txt", text, entry.clone()), expected);
    let rows = read("a.txt", text, MappedFile { only_listed: true, ..entry });
    assert!(rows[0].contains("day_unmapped=2026-04-03"), "{rows:?}");
}

#[test]
fn a_listed_column_that_is_not_there_is_named_with_the_nearest() {
    let entry = mapped(FileForm::default(), &[("login", column(&["Usr", "City"]))]);
    assert_eq!(
        read("a.csv", "User,City\nada,Oslo\n", entry),
        [
            "a.csv:1 REFUSED the mapping names columns that this file does not have: Usr; it has User, City; did you mean `User`?",
            "a.csv:2 user=ada city=Oslo login=Oslo",
        ]
    );
}

#[test]
fn json_becomes_rows_by_paths_in_every_shape() {
    let entry = mapped(
        FileForm::default(),
        &[("login", column(&["person.mails[type=work].value"])), ("at", column(&["/when"]))],
    );
    let ada = r#"{"person":{"mails":[{"type":"home","value":"h"},{"type":"work","value":"ada"}]},"when":"2026-03-01"}"#;
    let other = r#"{"heartbeat":true}"#;
    let row = "login=ada at=2026-03-01";
    // `at` stands before `login`, since columns are in the order of their names.
    let row = row.split(' ').rev().collect::<Vec<_>>().join(" ");
    assert_eq!(
        read("a", &format!("{ada}\n{other}\n{ada}\n"), entry.clone()),
        [format!("a:1 {row}"), format!("a:2 {other}"), format!("a:3 {row}")]
    );
    assert_eq!(read("a", &format!("[{ada}]"), entry.clone()), [format!("a#/0 {row}")]);
    assert_eq!(read("a", &format!("{{\"value\":[{ada}]}}"), entry), [format!("a#/value/0 {row}")]);
}

#[test]
fn every_element_of_a_list_is_a_row_and_the_record_is_still_in_reach() {
    let form = FileForm { each: Some("people".to_owned()), ..FileForm::default() };
    let entry = mapped(form, &[("login", column(&["id"])), ("until", column(&["$.asOf"]))]);
    let text = r#"{"asOf":"2026-03-01","people":[{"id":1},{"id":2},{"gender":"x"}]}"#;
    assert_eq!(
        read("a", text, entry.clone()),
        [
            "a#/people/0 login=1 until=2026-03-01",
            "a#/people/1 login=2 until=2026-03-01",
            "a#/people/2 login= until=2026-03-01",
        ]
    );
    let empty = r#"{"asOf":"2026-03-01","people":[]}"#;
    assert_eq!(read("a", empty, entry), [format!("a# {empty}")]);
}

#[test]
fn lines_become_rows_by_named_groups_and_others_are_handed_on() {
    let form = FileForm {
        line: vec![
            r"^(?P<at>\w{3} +\d+ [\d:]+) \S+ (?P<login>\S+) from (?P<ip>\S+)".to_owned(),
            r"^(?P<at>\w{3} +\d+ [\d:]+) \S+ (?P<user>\S+) left".to_owned(),
        ],
        times: TimeHabit { year: Some(2026), ..TimeHabit::default() },
        ..FileForm::default()
    };
    let entry = mapped(form, &[("client", column(&["user"]))]);
    let text = "Mar  1 10:00:00 gw ada from 192.0.2.7\nMar  1 10:00:01 gw up, and running\nMar  1 10:00:02 gw bob left\n";
    assert_eq!(
        read("vpn.csv", text, entry),
        [
            "vpn.csv:1 at=2026-03-01T10:00:00 login=ada ip=192.0.2.7 client=",
            "vpn.csv:2 |Mar  1 10:00:01 gw up, and running",
            "vpn.csv:3 at=2026-03-01T10:00:02 login= ip= client=bob",
        ]
    );
}

#[test]
fn lines_of_keys_and_values_become_rows_by_keys() {
    let form = FileForm { line: vec![FileForm::KEY_VALUE.to_owned()], ..FileForm::default() };
    let entry = mapped(form, &[("login", column(&["user"])), ("at", column(&["date", "time"]))]);
    assert_eq!(
        read("fw", "date=2026-03-01 time=10:00:00 user=\"ada\"\nno keys\n", entry),
        ["fw:1 at=2026-03-01 10:00:00 login=ada", "fw:2 |no keys"]
    );
}

#[test]
fn an_encoding_that_is_named_is_believed() {
    let form = FileForm { encoding: Some("windows-1251".to_owned()), ..FileForm::default() };
    let entry = mapped(form, &[]);
    let files = vec![("a.csv".to_owned(), b"name,city\nada,\xcc\xee\n".to_vec())];
    let mapping = Mapping { files: vec![entry] };
    let input = Input::from_memory(files, &Limits::default());
    let rows: Vec<String> = input.files(&mapping).flat_map(show_file).collect();
    assert_eq!(rows, ["a.csv:2 name=ada city=Мо"]);
}

#[test]
fn a_log_with_columns_and_no_pattern_is_refused_with_words() {
    let entry = mapped(FileForm::default(), &[("login", column(&["user"]))]);
    let rows = read("a.log", "2026-03-01T10:00:00Z ada in\n2026-03-01T10:00:01Z bob in\n", entry);
    assert!(rows[0].contains("REFUSED the mapping names columns"), "{rows:?}");
}
