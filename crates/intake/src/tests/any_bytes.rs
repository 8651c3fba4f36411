//! Whatever the bytes are: nothing panics, and every record of every file is either handed over or refused.

use bonafide_model::Mapping;
use proptest::prelude::*;

use super::{
    event_logs::log,
    gzip,
    mails::{pdf_part, with_parts},
    tarballs::tar_of,
    workbooks::{ods_of, strings, xlsx_of},
    zip_of,
};
use crate::{Input, Limits};

/// Small enough that every cap is met.
fn limits() -> Limits {
    Limits { record_bytes: 4 << 10, files: 50, unpacked_grace_bytes: 1 << 20, ..Limits::default() }
}

/// Files opened, files refused, records handed over, records refused.
fn count(name: &str, bytes: Vec<u8>) -> (usize, usize, usize, usize) {
    let input = Input::from_memory(vec![(name.to_owned(), bytes)], &limits());
    let mapping = Mapping::default();
    let (mut n_opened, mut n_unopened, mut n_handed, mut n_refused) = (0, 0, 0, 0);
    for idx in 0..input.len() {
        match input.file(idx, &mapping).expect("there are so many") {
            Err(why) => {
                assert!(!why.why.is_empty());
                n_unopened += 1;
            }
            Ok(file) => {
                n_opened += 1;
                for record in file.records {
                    match record {
                        Ok(_) => n_handed += 1,
                        Err((from, why)) => {
                            assert!(!why.0.is_empty() && from.file.starts_with(name));
                            n_refused += 1;
                        }
                    }
                }
            }
        }
    }
    assert_eq!(n_opened + n_unopened, input.len());
    (n_opened, n_unopened, n_handed, n_refused)
}

const NAMES: &[&str] = &[
    "x", "x.csv", "x.eml", "x.mbox", "x.ics", "x.xml", "x.evtx", "x.xlsx", "x.tar", "cur/x", "cv/x",
];

const STARTS: &[&[u8]] = &[
    b"",
    b"From a@x.example Sun Mar  1 10:15:00 2026\n",
    b"From: a@x.example\nReceived: by b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE;CN=",
    b"<?xml version=\"1.0\"?><a><b>",
    b"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>",
    b"ElfFile\0",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"%PDF-1.7\n",
    b"[{\"a\":",
    b"id,name\n",
];

/// Sound containers, to be broken.
fn containers() -> Vec<(&'static str, Vec<u8>)> {
    let mail = with_parts(&pdf_part("cv.pdf"));
    let row = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>";
    let book = xlsx_of(&[("S", row)], &strings(&["id"]));
    let table = "<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"2\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>";
    let tar = tar_of(&[("a.json", b"{\"a\":1}"), ("m.eml", mail.as_bytes())]);
    vec![
        ("m.mbox", format!("From a Sun Mar 1 10:15:00 2026\n{mail}\n").repeat(3).into_bytes()),
        ("z.zip", zip_of(&[("b.xlsx", &book), ("t.tgz", &gzip(&tar))])),
        ("b.xlsx", book),
        ("b.ods", ods_of(table)),
        ("t.tar", tar.clone()),
        ("t.tgz", gzip(&tar)),
        ("s.evtx", log(&["A", "B"])),
        ("x.xml", b"<l a=\"1\"><e><a>1</a><b c=\"2\">&lt;</b></e><e/><n>1</n></l>".to_vec()),
        ("c.ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nATTENDEE;CN=\"A\":mailto:a@x.example\nEND:VEVENT\nEND:VCALENDAR\n".to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_behind_any_start(
        name in proptest::sample::select(NAMES),
        start in proptest::sample::select(STARTS),
        rest in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [start, rest.as_slice()].concat();
        let is_blank = bytes.trim_ascii().is_empty();
        let (n_opened, n_unopened, ..) = count(name, bytes);
        prop_assert!(n_opened + n_unopened > 0 || is_blank);
    }

    #[test]
    fn any_text_behind_any_start(
        name in proptest::sample::select(NAMES),
        start in proptest::sample::select(STARTS),
        rest in "[<>/=\"'&;:\\-a-cA-C0-9@ \r\n\t\u{e9}]{0,300}",
    ) {
        count(name, [start, rest.as_bytes()].concat());
    }

    #[test]
    fn broken_containers(
        which in any::<prop::sample::Index>(),
        flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        end in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let all = containers();
        let (name, mut bytes) = which.get(&all).clone();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        let is_empty = bytes.is_empty();
        let (n_opened, n_unopened, ..) = count(name, bytes);
        prop_assert!(n_opened + n_unopened > 0 || is_empty);
    }
}

#[test]
fn sound_containers_are_read_whole() {
    let found: Vec<_> =
        containers().into_iter().map(|(name, bytes)| (name, count(name, bytes))).collect();
    assert_eq!(
        found,
        [
            ("m.mbox", (4, 0, 3, 3)),
            ("z.zip", (4, 0, 3, 1)),
            ("b.xlsx", (1, 0, 1, 0)),
            ("b.ods", (1, 0, 0, 0)),
            ("t.tar", (3, 0, 2, 1)),
            ("t.tgz", (3, 0, 2, 1)),
            ("s.evtx", (1, 0, 2, 0)),
            ("x.xml", (1, 0, 2, 0)),
            ("c.ics", (1, 0, 1, 0)),
        ]
    );
}
