//! Values that no export should hold, and some do.

use crate::chance::Chance;

/// Bytes of what is called huge.
pub(crate) const HUGE: usize = 1 << 20;

/// Texts of any field.
const TEXTS: &[&str] = &[
    "",
    " ",
    "-",
    "N/A",
    "null",
    "true",
    "FALSE",
    "0",
    "-1",
    "-0",
    "1e999",
    "-1e999",
    "NaN",
    "0x7f",
    "1,5",
    "1.234,56",
    "99999999999999999999999999",
    "18446744073709551616",
    "253402300800",
    "1.7976931348623157E+308",
    "4.9e-324",
    "@",
    "@@",
    "a@",
    "@b.example",
    "a@b@c.example",
    "\"a b\"@c.example",
    "Ä@ö.example",
    "<>",
    "ada <ada@mail.example",
    "mailto:",
    "::",
    "::ffff:192.0.2.1",
    "999.999.999.999",
    "192.0.2.1:99999",
    "[2001:db8::1]:443",
    "192.0.2.0/33",
    "fe80::1%eth0",
    "1.2",
    "+",
    "+1",
    "+999999999999999999999",
    "tel:+1-212-555-0142;ext=9",
    "００１２３",
    "٠١٢",
    "{",
    "}",
    "[",
    "[1,",
    "{\"a\":",
    "[]",
    "{}",
    "[[[[[[",
    "\"",
    "\\",
    "\\u12",
    "'",
    "`",
    "a=b=c",
    "=",
    ",",
    ";;;",
    "|",
    "\t",
    "\r\n",
    "\n\n",
    "\u{0}",
    "\u{7f}",
    "\u{feff}",
    "\u{202e}gnp.exe",
    "\u{200b}",
    "\u{fffd}",
    "\u{10ffff}",
    "e\u{301}\u{301}\u{301}",
    "İ",
    "ß",
    "ﬀ",
    "ſ",
    "K",
    "Å",
    "😀",
    "👩‍👩‍👧",
    "한국어",
    "ad\u{e4}",
    "%00%ff%",
    "%s%n",
    "../../..",
    "C:\\",
    "\\\\?\\",
    "//",
    "http://",
    "file:///",
    "https://[::1",
    "?&=&",
    "#",
    "USB\\VID_&PID_",
    "USB\\VID_FFFF&PID_",
    "VEN_DEV_",
    "00:00:00:00:00:00",
    "ff-ff-ff-ff-ff-ff",
    "{00000000-0000-0000-0000-000000000000}",
    "GB00XXXX",
    "DE89 3704",
    "****1234",
    "1234",
    "XX",
    "XXX",
    "é",
    "Zürich, , ,",
    ", , ,",
    "()",
    "(((",
    "a (b",
    "…",
    "–",
    "NOT",
    "E+",
    ".5",
    "5.",
];

/// Times and days, most of which there never were.
const TIMES: &[&str] = &[
    "0000-00-00T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:60Z",
    "9999-12-31T23:59:59.9999999Z",
    "-9999-01-01T00:00:00Z",
    "+275760-09-13T00:00:00Z",
    "2026-02-30",
    "2026-13-01",
    "2026-02-29T25:61:61Z",
    "2026-03-01T10:00:00+99:99",
    "2026-03-01T10:00:00-25:59",
    "2026-03-01T10:00:00.",
    "2026-03-01T10:00:00.999999999999999999999Z",
    "2026-03-01T",
    "T10:00:00Z",
    "2026-03",
    "2026",
    "20260301",
    "99/99/9999",
    "31/02/2026",
    "2/3/26",
    "1/1/0001 12:00:00 AM",
    "13:00 PM",
    "Mar 99 99:99:99",
    "Sun Mar 1",
    "0",
    "-62135596800",
    "253402300800",
    "9223372036854775807",
    "-9223372036854775808",
    "1772600000000000000000",
    "1772600000.123456789123",
    "1.7726E+12",
    "24:00",
    "P1Y",
    "PT99999999999999999S",
    "-PT1S",
    "2026-03-01T10:00:00[Mars/Base]",
    "2026-03-01 10:00:00 XST",
    "2026-03-29T02:30:00 Europe/Berlin",
    "\u{200e}3/1/2026",
    "2026年3月1日",
    "1 März 2026",
];

/// JSON values, as they are written; some are none.
const WRITTEN: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[[]]",
    "[null]",
    "[{}]",
    "[1,\"a\",null]",
    "{\"\":null}",
    "{\"a\":{\"a\":[]}}",
    "1e999",
    "-1e999",
    "1E400",
    "99999999999999999999999999",
    "-99999999999999999999999999",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "4.9e-324",
    "-0",
    "-0.0",
    "0.1e1",
    "253402300800",
    "1772600000000",
    "1772600000000000000",
    "NaN",
    "Infinity",
    "01",
    "+1",
    "1.",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"a\\ud83d\"",
    "\"\\u0000\"",
    "\"\\u202e\"",
    "\"\\x\"",
    "\"\\",
    "\"\u{1}\"",
    "\"a\nb\"",
    "'a'",
    "undefined",
    "",
    "\"{\\\"a\\\":\"",
    "\"[1,2\"",
    "\"{}\"",
    "\"[]\"",
    "\"null\"",
];

/// A text that no field should hold.
pub(crate) fn text(chance: &mut Chance) -> String {
    match chance.below(6) {
        0 | 1 => chance.of(TIMES).to_owned(),
        2 => chance.of(TEXTS).repeat(1 + chance.below(40)),
        _ => chance.of(TEXTS).to_owned(),
    }
}

/// A text that was sound, damaged.
pub(crate) fn damaged(text: &str, chance: &mut Chance) -> String {
    let (head, tail) = text.split_at(chance.place(text));
    match chance.below(9) {
        0 => head.to_owned(),
        1 => tail.to_owned(),
        2 => format!("{tail}{head}"),
        3 => text.to_uppercase(),
        4 => text.chars().rev().collect(),
        5 => text.repeat(2 + chance.below(20)),
        6 => text.chars().map(|it| if it.is_ascii_digit() { '9' } else { it }).collect(),
        7 => text.chars().filter(|it| it.is_alphanumeric()).collect(),
        _ => format!("{head}{}{tail}", chance.of(TEXTS)),
    }
}

/// A JSON value as it is written, or something that should be one.
pub(crate) fn written(chance: &mut Chance) -> &'static str {
    chance.of(WRITTEN)
}

/// Lists or objects inside one another, within what the gate takes or far beyond.
pub(crate) fn deep(chance: &mut Chance) -> String {
    let depth = [60, 126, 127, 128, 129, 10_000][chance.below(6)];
    match chance.below(4) {
        0 => format!("{}1{}", "[".repeat(depth), "]".repeat(depth)),
        1 => format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)),
        2 => "[".repeat(depth),
        _ => format!("{}1{}", "[{\"id\":".repeat(depth / 2), "}]".repeat(depth / 2)),
    }
}

/// Very much text.
pub(crate) fn huge(chance: &mut Chance) -> String {
    let unit = chance.of(&[
        "x",
        "9",
        "é",
        " ",
        "a,",
        "[",
        "a@b.example ",
        "192.0.2.1,",
        "Ada ",
        "2026-03-01 ",
        "\\",
        "\"",
        "=",
        "\n",
        "0:",
    ]);
    unit.repeat(HUGE / unit.len())
}

/// Very many values as a list or an object.
pub(crate) fn wide(chance: &mut Chance) -> String {
    const N: usize = 4_000;
    match chance.below(3) {
        0 => format!("[{}1]", "1,".repeat(N)),
        1 => format!("[{}{{}}]", "{\"id\":\"x\"},".repeat(N)),
        _ => {
            let fields: String = (0..N).map(|it| format!("\"k{it}\":{it},")).collect();
            format!("{{{fields}\"k\":0}}")
        }
    }
}
