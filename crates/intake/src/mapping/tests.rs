//! Mapping files as people write them, rightly and wrongly.

use super::*;

#[test]
fn a_mapping_as_it_was_is_still_read() {
    let mapping = read(
        "[[file]]\npattern = \"people*.csv\"\nsource = \"hris_workers\"\n[file.columns]\nwork_email = \"Mail (work)\"\n",
    )
    .unwrap();
    let column = MappedColumn { line: 5, ..MappedColumn::named("Mail (work)") };
    let expected = MappedFile {
        pattern: "people*.csv".to_owned(),
        source: "hris_workers".to_owned(),
        columns: BTreeMap::from([("work_email".to_owned(), column)]),
        line: 1,
        ..MappedFile::default()
    };
    assert_eq!(mapping.files, [expected]);
}

#[test]
fn everything_that_can_be_said_is_read() {
    let mapping = read(
        r#"
[[file]]
pattern = "vpn*.log"
source = "mapped_events"
line = ['^(?P<day>\S+) (?P<login>\S+)$', '^(?P<login>\S+)$']
only_listed = true
delimiter = "tab"
encoding = "latin1"
header_row = 3
dates = "day_first"
zone = "Europe/Berlin"
year = 2026
decimal_comma = true
[file.columns]
at = { from = ["day", "time"], join = "T" }
channel = { value = "vpn" }
outcome = { from = "result", words = { OK = "success", "*" = "failure" } }
full_name = ["First", "Last"]
"#,
    )
    .unwrap();
    let file = mapping.files.first().unwrap();
    assert_eq!((file.form.delimiter, file.form.header_row), (Some(b'\t'), Some(3)));
    assert_eq!(file.form.times.zone, Zone::parse("Europe/Berlin").ok());
    assert_eq!((file.form.line.len(), file.only_listed, file.form.decimal_comma), (2, true, true));
    let from = |ours: &str| file.columns.get(ours).unwrap().from.clone();
    assert_eq!(from("channel"), Origin::Constant("vpn".to_owned()));
    let fields = |names: &[&str], join: Option<&str>| Origin::Fields {
        names: names.iter().map(|it| (*it).to_owned()).collect(),
        join: join.map(str::to_owned),
    };
    assert_eq!(from("at"), fields(&["day", "time"], Some("T")));
    assert_eq!(from("full_name"), fields(&["First", "Last"], None));
    assert_eq!(file.columns.get("outcome").unwrap().words.len(), 2);
}

#[test]
fn every_mistake_is_named_with_its_line() {
    let entry = "[[file]]\npattern = \"a\"\nsource = \"b\"\n";
    for (more, line, why) in [
        ("colums = {}\n", 4, "unknown key `colums`; did you mean `columns`?"),
        ("quux = 1\n", 4, "unknown key `quux`; expected one of pattern, source"),
        ("dates = \"dmy\"\n", 4, "`dates` is `day_first` or `month_first`"),
        ("zone = \"Berlin\"\n", 4, "`zone`: expected a time zone"),
        ("delimiter = \"ab\"\n", 4, "`delimiter` is one character"),
        ("encoding = \"latin-eins\"\n", 4, "`latin-eins` is no encoding"),
        ("header_row = 0\n", 4, "`header_row` is a number from 1 to 1000"),
        ("decimal_comma = \"yes\"\n", 4, "`decimal_comma` is true or false"),
        ("\nline = '(?P<a>'\n", 5, "`line` is no pattern: unclosed group"),
        ("line = '\\d+'\n", 4, "`line` finds nothing; name its groups"),
        ("line = '(?P<gender>.)'\n", 4, "`gender` is a protected trait"),
        ("each = \"a..b\"\n", 4, "`a..b` is no path"),
        ("each = \"a\"\n", 1, "the entry has no [file.columns]: nothing would be read"),
        ("line = \"key=value\"\n", 1, "the entry has no [file.columns]: nothing would be read"),
        ("[file.columns]\na = 1\n", 5, "`a column` is a text"),
        ("[file.columns]\na = \"x\"\nA = \"y\"\n", 6, "`a` is listed twice, first on line 5"),
        ("[file.columns]\na = \"x\"\na = \"y\"\n", 6, "duplicate key"),
        ("[file.columns]\na = { form = \"x\" }\n", 5, "unknown key `form`; did you mean `from`?"),
        ("[file.columns]\na = { from = \"x\", value = \"y\" }\n", 5, "a column has either `from`"),
        ("[file.columns]\na = \"Date of Birth\"\n", 5, "`Date of Birth` is a protected trait"),
        ("[file.columns]\na = \"person.gender\"\n", 5, "`person.gender` is a protected trait"),
        ("[file.columns]\na = \" \"\n", 5, "a column without a name"),
        ("[file.columns\n", 4, ""),
    ] {
        let fault = read(&format!("{entry}{more}")).unwrap_err();
        assert_eq!(fault.line, line, "{more}: {}", fault.why);
        assert!(fault.why.starts_with(why), "{more}: {}", fault.why);
    }
    for (text, why) in [
        ("", "no entry; expected one that begins with `[[file]]`"),
        ("[file]\npattern = \"a\"\n", "expected entries that begin with `[[file]]`"),
        ("[[fiel]]\n", "unknown key `fiel`; did you mean `file`?"),
        ("[[file]]\npattern = \"a\"\n", "the entry has no `source`"),
    ] {
        assert_eq!(read(text).unwrap_err(), Fault { line: 1, why: why.to_owned() });
    }
}
