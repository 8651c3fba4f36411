//! One line of a log: what a device wrote, the heads that collectors put before it, and when it happened.
//!
//! A line comes as itself, or inside a record of a collector's own: Splunk's `_raw`, Sentinel's `SyslogMessage`, a `message`
//! beside `@timestamp`. Its parts are read by [`pairs`]; the times in its head by [`stamp`].
//!
//! The oldest head of syslog has a day and a time without a year. A year is never guessed from the clock: it comes from the
//! line, from the collector's own time, or from the name of the file, and without any of these the line is refused.

mod pairs;
mod stamp;

use std::borrow::Cow;

use bonafide_model::{Body, Record, Reject, value};
use jiff::Timestamp;

use crate::object::Object;

pub(crate) use pairs::{cells, headed, pairs, spaced};

/// Fields in which collectors keep the line as it came.
const RAW: &[&str] = &["_raw", "SyslogMessage", "RawMessage", "RawData", "message", "original"];
/// Fields in which they keep when it came.
const COLLECTED: &[&str] =
    &["_time", "TimeGenerated", "TimeGenerated [UTC]", "@timestamp", "timestamp", "EventTime"];

/// A line, and what its surroundings say about its time.
pub(crate) struct Line<'a> {
    text: Cow<'a, str>,
    collected: Option<Timestamp>,
    /// Name of the file, for lines that are a file's own.
    file: Option<&'a str>,
}

impl<'a> Line<'a> {
    /// The line of a record; `None` if it holds none.
    pub(crate) fn of(record: &'a Record) -> Option<Self> {
        if let Body::Line(text) = &record.body {
            let file = Some(&*record.from.file);
            return Some(Self { text: Cow::Borrowed(text), collected: None, file });
        }
        let whole = Object::of(record).ok()?;
        let inner = whole.inside("result").or_else(|| whole.inside("event"));
        let text = whole.any(RAW).or_else(|| inner.as_ref()?.any(RAW))?;
        let time = whole.any(COLLECTED).or_else(|| inner.as_ref()?.any(COLLECTED));
        let collected = time.and_then(|it| value::parse_time(&it).ok());
        Some(Self { text, collected, file: None })
    }

    /// All of it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What stands before a mark, and from it on.
    pub(crate) fn split(&self, mark: &str) -> Option<(&str, &str)> {
        self.text.find(mark).and_then(|at| self.text.split_at_checked(at))
    }

    /// The JSON object that ends the line, behind whatever head.
    pub(crate) fn object(&self) -> Option<Object<'_>> {
        let start = self.text.find("{\"").or_else(|| self.text.find("{ \""))?;
        Object::parse(self.text.get(start..)?)
    }

    /// When it happened, by the times in its head: one with a zone, else the collector's, else one without a zone as UTC.
    pub(crate) fn time(&self, head: &str) -> Result<Timestamp, Reject> {
        let found = stamp::find(head);
        found
            .zoned
            .or(self.collected)
            .or(found.dated)
            .or_else(|| found.yearless?.in_year_of(self.file?))
            .ok_or_else(|| {
                Reject::new(
                    "expected a time with a year before the message; switch on RFC 5424 timestamps, or put the year into the file's name (vpn-2026.log)",
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use bonafide_model::{Locator, Provenance};

    use super::*;

    fn record(file: &str, body: Body) -> Record {
        Record { from: Provenance { file: file.into(), at: Locator::Line(1) }, body }
    }

    fn time_of(file: &str, text: &str) -> String {
        let record = record(file, Body::Line(text.into()));
        let line = Line::of(&record).expect("a line");
        let (head, _) = line.split("%ASA").expect("a mark");
        line.time(head).map_or_else(|why| why.to_string(), |it| it.to_string())
    }

    #[test]
    fn the_year_comes_from_the_line_or_from_the_name_of_its_file() {
        let at = "2026-03-01T08:00:00Z";
        for (file, text) in [
            ("a.log", "<166>2026-03-01T08:00:00Z asa : %ASA-6-1: x"),
            ("a.log", "<166>Mar 01 2026 08:00:00: %ASA-6-1: x"),
            ("a.log", "Mar  1 03:00:00 10.0.0.1 Mar 01 2026 08:00:00 asa : %ASA-6-1: x"),
            ("a.log", "2026-03-01T09:00:00+01:00 host Mar 01 2026 03:00:00 asa : %ASA-6-1: x"),
            ("asa-2026.log", "Mar  1 08:00:00 asa : %ASA-6-1: x"),
            ("2026/03/asa.log", "<166>Mar  1 08:00:00 asa %ASA-6-1: x"),
            ("asa.log-20260302.gz", "Mar  1 08:00:00 asa %ASA-6-1: x"),
        ] {
            assert_eq!(time_of(file, text), at, "{file} {text}");
        }
        assert_eq!(
            time_of("asa.log-20260101", "Dec 31 23:59:59 asa %ASA-6-1: x"),
            "2025-12-31T23:59:59Z"
        );
        assert!(time_of("asa.log", "Mar  1 08:00:00 asa %ASA-6-1: x").contains("RFC 5424"));
    }

    #[test]
    fn a_collector_s_own_record_holds_the_line_and_its_time() {
        for text in [
            r#"{"_time":"2026-03-01T08:00:00Z","_raw":"<166>Mar  1 09:00:00 asa %ASA-6-1: \"x\""}"#,
            r#"{"preview":false,"result":{"_time":"1772352000","_raw":"Mar  1 09:00:00 asa %ASA-6-1"}}"#,
            r#"{"@timestamp":"2026-03-01T08:00:00.000Z","event":{"original":"%ASA-6-1: x"}}"#,
            r#"{"TimeGenerated":"2026-03-01 08:00:00","SyslogMessage":"%ASA-6-1: x"}"#,
        ] {
            let record = record("siem.json", Body::Json(text.into()));
            let line = Line::of(&record).expect("a line");
            let (head, _) = line.split("%ASA").expect("a mark");
            let at = line.time(head).map(|it| it.to_string());
            assert_eq!(at.as_deref(), Ok("2026-03-01T08:00:00Z"), "{text}");
        }
        assert!(Line::of(&record("a.json", Body::Json("{\"a\":1}".into()))).is_none());
    }
}
