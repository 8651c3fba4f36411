//! Whatever lies in a file: a draft can be read, reads the file, and every record is accounted for.

use bonafide_intake::{Input, Limits};
use bonafide_model::{FileReport, Mapping};
use proptest::prelude::*;

use super::{look, proposal};

/// Names of columns: ours, others', protected ones, and such as nobody should write.
const NAMES: &[&str] = &[
    "worker_number",
    "Employee ID",
    "First Name",
    "Nachname",
    "work_email",
    "Mail",
    "hire_date",
    "Department",
    "Date of Birth",
    "gender",
    "user",
    "timestamp",
    "Source IP",
    "Status",
    "Date",
    "Time",
    "iban",
    "Tracking Number",
    "Event At",
    "Description",
    "city",
    "",
    "a\"b",
    "c\\d",
    "e'f",
    "g # h",
    "[x]",
    "i.j",
    "=k",
    "ä ö",
    "\u{202e}l",
    "n\tm",
    "'''",
    "channel",
    "id",
    "name",
];
/// What stands in cells.
const CELLS: &[&str] = &[
    "ada@corp.example",
    "bob@mail.example",
    "203.0.113.7",
    "10.0.0.1",
    "2026-03-01T10:00:00Z",
    "03/04/2026",
    "21/03/2026 10:00",
    "10:00:00",
    "1772359200",
    "Ada Example",
    "Engineer",
    "W-1",
    "DE89370400440532013000",
    "US",
    "yes",
    "success",
    "denied",
    "",
    "N/A",
    "12,5",
    "\"",
    "'",
    "\\",
    "a;b,c",
    "=x",
    "{\"a\":[1]}",
    "\u{0}",
    "\u{1f600}",
    "line\nbreak",
    "1Z999AA10123456784",
];

/// Columns that make a log of any table.
const SPINE: [(&str, &str); 3] = [
    ("account", "eve@corp.example"),
    ("event_time", "2026-03-02T10:00:00Z"),
    ("client_ip", "203.0.113.9"),
];

fn table() -> impl Strategy<Value = String> {
    let row = |width: usize| prop::collection::vec(prop::sample::select(CELLS), width..=width);
    (1_usize..8).prop_flat_map(move |width| {
        let header = prop::collection::vec(prop::sample::select(NAMES), width..=width);
        let delimiter = prop::sample::select(vec![",", ";", "\t"]);
        let rows = prop::collection::vec(row(width), 0..12);
        (header, rows, delimiter, any::<bool>()).prop_map(
            |(mut header, mut rows, delimiter, is_log)| {
                if is_log {
                    header.extend(SPINE.map(|(name, _)| name));
                    rows.iter_mut().for_each(|it| it.extend(SPINE.map(|(_, cell)| cell)));
                }
                let quoted = |it: &&str| format!("\"{}\"", it.replace('"', "\"\""));
                let line = |cells: &[&str]| {
                    cells.iter().map(quoted).collect::<Vec<_>>().join(delimiter) + "\n"
                };
                line(&header) + &rows.iter().map(|it| line(it)).collect::<String>()
            },
        )
    })
}

fn json() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(CELLS).prop_map(serde_json::Value::from);
    let value = leaf.prop_recursive(3, 24, 5, |inner| {
        let members = prop::collection::vec((prop::sample::select(NAMES), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(serde_json::Value::from),
            members.prop_map(|it| {
                it.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            }),
        ]
    });
    (prop::collection::vec(value, 1..6), any::<bool>()).prop_map(|(mut records, is_log)| {
        let objects = records.iter_mut().filter_map(serde_json::Value::as_object_mut);
        for members in objects.filter(|_| is_log) {
            members.extend(SPINE.map(|(name, cell)| (name.to_owned(), cell.into())));
        }
        records.iter().map(|it| format!("{it}\n")).collect()
    })
}

fn log() -> impl Strategy<Value = String> {
    let words =
        [CELLS, &["user", "from", "Accepted", "for", "port", "host", "[12]:", "user=ada"]].concat();
    let line = prop::collection::vec(prop::sample::select(words), 1..9);
    (prop::collection::vec(line, 1..10), any::<bool>()).prop_map(|(lines, is_syslog)| {
        let time = if is_syslog { "Mar  1 10:00:00" } else { "2026-03-01 10:00:00" };
        lines
            .iter()
            .map(|it| it.join(" ").replace('\n', " "))
            .map(|it| format!("{time} gw login user eve from 203.0.113.9 {it}\n"))
            .collect()
    })
}

fn accounted(report: &FileReport) -> bool {
    let passed: u64 = report.passed_over.values().sum();
    let rejected: u64 = report.rejected.values().sum();
    report.says + passed + rejected == report.records
}

/// Drafts for one file, parses the draft, and reads the file by it.
fn holds(name: &str, text: String) -> Result<(), TestCaseError> {
    let input = Input::from_memory(vec![(name.to_owned(), text.into_bytes())], &Limits::default());
    let nothing = Mapping::default();
    let Some(Ok(file)) = input.file(0, &nothing) else { return Ok(()) };
    let (checked, _) = look(file, None);
    prop_assert!(accounted(&checked.report));
    checked.notes();
    let Some((page, n_entries)) = proposal::draft(&input, &[checked]) else { return Ok(()) };
    prop_assert!(!page.contains("@corp") && !page.contains("@mail"), "{page}");
    if n_entries == 0 {
        return Ok(());
    }
    let mapping = bonafide_intake::mapping::parse(&page);
    prop_assert!(mapping.is_ok(), "{mapping:?}\n{page}");
    let mapping = mapping.unwrap_or_default();
    prop_assert!(bonafide_sources::mapping::faults(&mapping).is_empty(), "{page}");
    prop_assert!(mapping.entry(name).is_some(), "{page}");
    let Some(Ok(file)) = input.file(0, &mapping) else {
        return Err(TestCaseError::fail(format!("the file does not open by\n{page}")));
    };
    let (checked, _) = look(file, mapping.entry(name));
    prop_assert!(accounted(&checked.report) && checked.report.says > 0, "{page}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_gives_a_draft_that_reads_it_or_none(text in table()) {
        holds("odd 'name' # \"1\".csv", text)?;
    }

    #[test]
    fn any_json_gives_a_draft_that_reads_it_or_none(text in json()) {
        holds("a\\b", text)?;
    }

    #[test]
    fn any_log_gives_a_draft_that_reads_it_or_none(text in log()) {
        holds("deep/er.log", text)?;
    }
}
