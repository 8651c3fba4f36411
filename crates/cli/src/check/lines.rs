//! The report of `check` for programs: one JSON object a line, of a file, a column or a kind of record that is missing.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{
    Blind,
    printed::Telling,
    quality::{Checked, missing},
};

/// Prints everything.
pub(crate) fn report(files: &[Checked], blind: &Blind, telling: Telling) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let mut put = |line: &Value| -> anyhow::Result<()> {
        serde_json::to_writer(&mut out, line)?;
        Ok(writeln!(out)?)
    };
    for it in files {
        put(&file(it, files))?;
        for column in columns(it, telling) {
            put(&column)?;
        }
    }
    for (need, lacking) in &blind.needs {
        put(&json!({
            "about": "missing", "what": need.label(), "signals": lacking.signals, "sources": lacking.givers,
        }))?;
    }
    put(&json!({
        "about": "signals", "blind": blind.signals, "all": blind.of,
    }))
}

fn file(it: &Checked, files: &[Checked]) -> Value {
    let report = &it.report;
    let mapping: serde_json::Map<String, Value> =
        it.found().into_iter().map(|it| (it.ours.to_owned(), it.theirs.into())).collect();
    let missing: Vec<Value> = missing(it, files)
        .iter()
        .map(|it| json!({ "what": it.what, "columns": it.columns, "signals": it.signals }))
        .collect();
    let unread: Vec<Value> = it
        .unread
        .iter()
        .map(|it| {
            json!({ "column": it.column, "why": it.why, "count": it.count, "first": it.first.to_string() })
        })
        .collect();
    json!({
        "about": "file", "file": report.file, "source": report.source, "known": it.known().label(),
        "rows": report.records, "said": report.says, "passed": report.passed_over,
        "rejected": report.rejected, "since": report.span.map(|it| it.0.to_string()),
        "until": report.span.map(|it| it.1.to_string()), "dropped": report.dropped_columns,
        "not_read": report.unused_columns, "mapping": mapping, "missing": missing, "unread": unread,
        "notes": it.notes(),
    })
}

fn columns(it: &Checked, telling: Telling) -> Vec<Value> {
    it.profile
        .columns()
        .iter()
        .map(|column| {
            let kinds: serde_json::Map<String, Value> = column
                .kinds()
                .into_iter()
                .map(|(kind, n)| (kind.label().to_owned(), n.into()))
                .collect();
            let (n_repeated, first_repeat) = column.repeats();
            let dates = column.dates();
            let mut line = json!({
                "about": "column", "file": it.report.file, "column": column.written,
                "read_as": it.read_as(column), "cells": it.profile.n_places(column),
                "filled": column.n_filled(), "different": column.n_distinct(),
                "repeated": n_repeated, "first_repeat": first_repeat.map(ToString::to_string),
                "kinds": kinds,
                "dates": {
                    "day_first": dates.n_day_first, "month_first": dates.n_month_first,
                    "either": dates.n_ambiguous, "with_zone": dates.n_zoned,
                    "without_zone": dates.n_unzoned,
                    "since": dates.span().map(|it| it.0.to_string()),
                    "until": dates.span().map(|it| it.1.to_string()),
                },
            });
            if let (Some(members), Some(example)) =
                (line.as_object_mut(), column.example().filter(|_| telling.reveal))
            {
                members.insert("example".to_owned(), example.into());
            }
            line
        })
        .collect()
}
