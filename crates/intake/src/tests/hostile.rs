//! Sizes and bytes that nobody sane would send.

use std::io::{self, Read};

use bonafide_model::Mapping;
use proptest::prelude::*;

use super::{read, show_file};
use crate::{
    Input, Limits, json_stream::JsonStream, lines::next_line, table::Rows, window::Window,
};

/// A reader that gives a start, then one byte over and over, then an end.
struct Endless {
    start: &'static [u8],
    byte: u8,
    left: u64,
    end: &'static [u8],
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !self.start.is_empty() {
            return self.start.read(into);
        }
        if self.left == 0 {
            return self.end.read(into);
        }
        let n = into.len().min(usize::try_from(self.left).unwrap());
        into[..n].fill(self.byte);
        self.left -= n as u64;
        Ok(n)
    }
}

/// Two gigabytes.
const HUGE: u64 = 2_000_000_000;
/// What is held at most while they pass.
const CAP: usize = 1 << 20;

#[test]
fn a_line_of_two_gigabytes_is_passed_and_never_held() {
    let reader = Endless {
        start: b"{\"a\":1}\n{\"b\":\"",
        byte: b'x',
        left: HUGE,
        end: b"\"}\n{\"c\":3}\n",
    };
    let mut window = Window::new(reader);
    let mut lines = std::iter::from_fn(|| next_line(&mut window, CAP));
    assert_eq!(lines.next(), Some((1, Ok(b"{\"a\":1}".to_vec()))));
    assert!(matches!(lines.next(), Some((2, Err(_)))));
    assert_eq!(lines.next(), Some((3, Ok(b"{\"c\":3}".to_vec()))));
    assert_eq!(lines.next(), None);
}

#[test]
fn an_element_of_two_hundred_megabytes_is_passed_and_never_held() {
    let limits = Limits { record_bytes: CAP, ..Limits::default() };
    let reader =
        Endless { start: b"[{\"b\":\"", byte: b'x', left: HUGE / 10, end: b"\"},{\"c\":3}]" };
    let records: Vec<bool> =
        JsonStream::new(Window::new(reader), &limits).map(|(_, it)| it.is_ok()).collect();
    assert_eq!(records, [false, true]);
    let reader = Endless { start: b"id,n\n1,\"", byte: b'\n', left: HUGE / 100, end: b"\"\n2,b\n" };
    let mut rows = Rows::new(Window::new(reader), b',', CAP);
    let lines: Vec<_> =
        std::iter::from_fn(|| rows.next_row()).map(|(line, it)| (line, it.is_ok())).collect();
    assert_eq!(lines, [(1, true), (2, false), (HUGE / 100 + 3, true)]);
}

#[test]
fn binary_files_are_refused_in_one_piece_with_what_to_do() {
    let noise: Vec<u8> =
        (0..4096_u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(
        read("x.bin", noise),
        [
            "x.bin:1 REFUSED not text, JSON, CSV, PDF, DOCX or an archive we read; export it as CSV or JSON"
        ]
    );
    assert_eq!(
        read("x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old".to_vec()),
        ["x:1 REFUSED old Office file (.doc, .xls): save it as .docx or CSV"]
    );
    assert_eq!(read("x", Vec::new()), Vec::<String>::new());
    assert_eq!(read("x", b" \r\n\n".to_vec()), Vec::<String>::new());
}

#[test]
fn nul_bytes_at_the_end_of_a_log_cost_one_record() {
    let mut log = b"{\"a\":1}\n{\"a\":2}\n".to_vec();
    log.extend([0; 40]);
    assert_eq!(
        read("x.log", log),
        [
            "x.log:1 {\"a\":1}",
            "x.log:2 {\"a\":2}",
            "x.log:3 REFUSED NUL bytes inside, as after a crash or a broken copy; export the file again"
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_give_something_unless_they_are_blank(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let is_blank = bytes.trim_ascii().is_empty();
        // `[` alone may open a list that holds nothing; a header alone is a table without rows.
        let may_be_empty = bytes.contains(&b'[') || bytes.contains(&b',') || bytes.contains(&b';') || bytes.contains(&b'|');
        let records = read("x", bytes);
        prop_assert_eq!(records.is_empty() && !may_be_empty, is_blank);
    }

    #[test]
    fn known_starts_with_any_end_never_panic(
        start in proptest::sample::select(vec![
            "[", "{\"", "{\"value\":[", "id,name,x\n1,\"", "PK\u{3}\u{4}", "%PDF-1.7\n", "sep=;\n", "{\"a\":1}\n{\"b\":",
        ]),
        rest in "[\\[\\]{},:\"\\\\ \n\ra-z0-9;\u{e9}\u{0}]{0,200}",
    ) {
        read("x", format!("{start}{rest}"));
    }

    #[test]
    fn no_document_makes_its_parser_give_up(
        start in proptest::sample::select(vec!["{\\rtf1 ", "<html>", "<html><table><tr><td>"]),
        pieces in proptest::collection::vec(
            prop_oneof![
                "[a-z\u{e9}\u{0} \n\t]{0,9}".boxed(),
                proptest::sample::select(vec![
                    "{", "}", "\\", "\\'", "\\'e", "\\u-99999", "\\u8217", "\\bin9 ", "\\*", "\\pict ", "\\info", "\\author ", "\\creatim",
                    "\\yr-5", "\\fldinst HYPERLINK ", "\\fldrslt ", "\\cell ", "\\row ", "\\page ", "\\rsidtbl", "\\rsid-1", "\\uc9 ",
                    "<a href=https://a.example>", "</a>", "<td>", "</td>", "<tr>", "<script>", "</script>", "<li>", "&#0;", "&nbsp;",
                    "<!--", "-->", "<meta name=author content=x>", "<",
                ])
                .prop_map(str::to_owned)
                .boxed(),
            ],
            0..60,
        ),
    ) {
        let shown = read("x", format!("{start}{}", pieces.concat()));
        prop_assert!(!shown.iter().any(|it| it.contains("gave up")), "{shown:?}");
    }

    #[test]
    fn every_line_behind_objects_is_one_record(lines in proptest::collection::vec("[{}\\[\\]\",:a-z0-9\u{e9}]{1,20}", 0..20)) {
        let text = format!("{}{}", "{\"a\":1}\n".repeat(40), lines.join("\n"));
        prop_assert_eq!(read("x", text).len(), 40 + lines.len());
    }

    #[test]
    fn every_row_is_one_record(rows in proptest::collection::vec("[a-z0-9,;\u{e9}]{0,12}[a-z]", 0..20)) {
        let text = format!("id,name,mail,city\n{}", rows.join("\n"));
        prop_assert_eq!(read("x.csv", text).len(), rows.len());
    }
}

#[test]
fn files_are_opened_only_when_reached() {
    let files = (0..1000).map(|it| (format!("{it:04}.json"), b"{\"a\":1}".to_vec())).collect();
    let input = Input::from_memory(files, &Limits::default());
    let mapping = Mapping::default();
    let mut opened = input.files(&mapping);
    assert_eq!(show_file(opened.next().unwrap()), ["0000.json# {\"a\":1}"]);
    assert_eq!(opened.count(), 999);
}
