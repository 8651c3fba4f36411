//! A user's mapping file: which source reads a file, and which of its columns, paths or groups are which of ours.
//!
//! Whether the sources and columns named exist is for those to say who know them; here every key must be one that we know,
//! and every pattern, path, zone and encoding one that can be used.

use std::{collections::BTreeMap, ops::Range, path::Path as FilePath};

use bonafide_model::{
    FileForm, Header, MappedColumn, MappedFile, Mapping, Origin, nearest,
    value::{DateOrder, Zone},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    IntakeError, encoding,
    mapped::{Path, pattern, protected},
};

/// Keys of an entry.
const ENTRY_KEYS: &[&str] = &[
    "pattern",
    "source",
    "columns",
    "only_listed",
    "optional",
    "delimiter",
    "encoding",
    "header_row",
    "each",
    "line",
    "dates",
    "zone",
    "year",
    "decimal_comma",
];
/// Keys of a column that is more than a name.
const COLUMN_KEYS: &[&str] = &["from", "value", "join", "words"];
/// Years that an export can be of. Guess.
const YEARS: std::ops::RangeInclusive<i64> = 1990..=2100;

/// What is wrong, and on which line.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    line: u64,
    why: String,
}

/// Reads a mapping from TOML; a key that we do not know is an error, since it is most often a misspelled one.
pub fn load(path: &FilePath) -> Result<Mapping, IntakeError> {
    let text = std::fs::read_to_string(path).map_err(|source| IntakeError::of(path, source))?;
    read(&text).map_err(|it| IntakeError::Mapping {
        path: path.to_owned(),
        line: it.line,
        why: it.why,
    })
}

/// The same from text that lies in no file.
pub fn parse(text: &str) -> Result<Mapping, String> {
    read(text).map_err(|it| format!("line {}: {}", it.line, it.why))
}

fn read(text: &str) -> Result<Mapping, Fault> {
    let page = Page(text);
    let root = DeTable::parse(text).map_err(|why| {
        let line = page.line(why.span().unwrap_or_default());
        Fault { line, why: why.message().trim_end().to_owned() }
    })?;
    let mut files = Vec::new();
    for (key, value) in root.get_ref() {
        page.known(key, &["file"])?;
        let entries = value.get_ref().as_array().ok_or_else(|| {
            page.fault(&value.span(), "expected entries that begin with `[[file]]`")
        })?;
        for entry in entries.iter() {
            files.push(page.entry(entry)?);
        }
    }
    if files.is_empty() {
        let why = "no entry; expected one that begins with `[[file]]`".to_owned();
        return Err(Fault { line: 1, why });
    }
    Ok(Mapping { files })
}

type Value<'t> = Spanned<DeValue<'t>>;

/// The text, for the numbers of its lines.
struct Page<'t>(&'t str);

impl Page<'_> {
    fn line(&self, at: Range<usize>) -> u64 {
        let before = self.0.get(..at.start).unwrap_or(self.0);
        before.bytes().filter(|it| *it == b'\n').count() as u64 + 1
    }

    fn fault(&self, at: &Range<usize>, why: impl Into<String>) -> Fault {
        Fault { line: self.line(at.clone()), why: why.into() }
    }

    fn known(&self, key: &Spanned<std::borrow::Cow<'_, str>>, keys: &[&str]) -> Result<(), Fault> {
        let name = key.get_ref().as_ref();
        if keys.contains(&name) {
            return Ok(());
        }
        let meant = nearest(name, keys.iter().copied()).map_or_else(
            || format!("expected one of {}", keys.join(", ")),
            |it| format!("did you mean `{it}`?"),
        );
        Err(self.fault(&key.span(), format!("unknown key `{name}`; {meant}")))
    }

    fn text(&self, value: &Value<'_>, key: &str) -> Result<String, Fault> {
        let text = value.get_ref().as_str().map(str::to_owned);
        text.ok_or_else(|| self.fault(&value.span(), format!("`{key}` is a text: `{key} = \"…\"`")))
    }

    /// A text or a list of texts.
    fn texts(&self, value: &Value<'_>, key: &str) -> Result<Vec<String>, Fault> {
        match value.get_ref().as_array() {
            Some(items) => items.iter().map(|it| self.text(it, key)).collect(),
            None => Ok(vec![self.text(value, key)?]),
        }
    }

    fn flag(&self, value: &Value<'_>, key: &str) -> Result<bool, Fault> {
        let flag = value.get_ref().as_bool();
        flag.ok_or_else(|| self.fault(&value.span(), format!("`{key}` is true or false")))
    }

    fn number(
        &self,
        value: &Value<'_>,
        key: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Result<i64, Fault> {
        let number = value.get_ref().as_integer().and_then(|it| it.as_str().parse().ok());
        number.filter(|it| range.contains(it)).ok_or_else(|| {
            let (least, most) = (range.start(), range.end());
            self.fault(&value.span(), format!("`{key}` is a number from {least} to {most}"))
        })
    }

    fn entry(&self, entry: &Value<'_>) -> Result<MappedFile, Fault> {
        let at = entry.span();
        let table = entry
            .get_ref()
            .as_table()
            .ok_or_else(|| self.fault(&at, "expected an entry that begins with `[[file]]`"))?;
        let mut res = MappedFile { line: self.line(at.clone()), ..MappedFile::default() };
        for (key, value) in table {
            self.known(key, ENTRY_KEYS)?;
            match key.get_ref().as_ref() {
                "pattern" => res.pattern = self.text(value, "pattern")?,
                "source" => res.source = self.text(value, "source")?,
                "only_listed" => res.only_listed = self.flag(value, "only_listed")?,
                "optional" => res.is_optional = self.flag(value, "optional")?,
                "columns" => res.columns = self.columns(value)?,
                name => self.form(&mut res.form, name, value)?,
            }
        }
        for (key, text) in [("pattern", &res.pattern), ("source", &res.source)] {
            if text.trim().is_empty() {
                return Err(self.fault(&at, format!("the entry has no `{key}`")));
            }
        }
        let is_by_path =
            res.form.each.is_some() || res.form.line.iter().any(|it| it == FileForm::KEY_VALUE);
        if is_by_path && res.columns.is_empty() {
            return Err(self.fault(&at, "the entry has no [file.columns]: nothing would be read"));
        }
        Ok(res)
    }

    fn form(&self, form: &mut FileForm, key: &str, value: &Value<'_>) -> Result<(), Fault> {
        let wrong = |why: String| self.fault(&value.span(), why);
        match key {
            "delimiter" => {
                form.delimiter = Some(delimiter(&self.text(value, key)?).map_err(wrong)?)
            }
            "encoding" => {
                let label = self.text(value, key)?;
                encoding::by_label(&label).map_err(wrong)?;
                form.encoding = Some(label);
            }
            "header_row" => {
                form.header_row = u64::try_from(self.number(value, key, 1..=1000)?).ok();
            }
            "each" => {
                let path = self.text(value, key)?;
                Path::parse(&path).map_err(wrong)?;
                form.each = Some(path);
            }
            "line" => {
                form.line = self.texts(value, key)?;
                if form.line.iter().any(|it| it == FileForm::KEY_VALUE) && form.line.len() > 1 {
                    return Err(wrong("`key=value` stands alone in `line`".to_owned()));
                }
                for it in form.line.iter().filter(|it| *it != FileForm::KEY_VALUE) {
                    pattern(it).map_err(wrong)?;
                }
            }
            "dates" => form.times.order = Some(date_order(&self.text(value, key)?).map_err(wrong)?),
            "zone" => {
                let zone = Zone::parse(&self.text(value, key)?);
                form.times.zone = Some(zone.map_err(|why| wrong(format!("`zone`: {why}")))?);
            }
            "year" => form.times.year = i16::try_from(self.number(value, key, YEARS)?).ok(),
            "decimal_comma" => form.decimal_comma = self.flag(value, key)?,
            _ => unreachable!("`known` has let it pass"),
        }
        Ok(())
    }

    fn columns(&self, value: &Value<'_>) -> Result<BTreeMap<String, MappedColumn>, Fault> {
        let table = value
            .get_ref()
            .as_table()
            .ok_or_else(|| self.fault(&value.span(), "`columns` is a table: `[file.columns]`"))?;
        let mut res: BTreeMap<String, MappedColumn> = BTreeMap::new();
        // The table is in the order of its keys; the first of two is the one that stands first.
        let mut lines: Vec<_> = table.iter().collect();
        lines.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in lines {
            let ours = Header::fold(key.get_ref());
            let column = self.column(value, self.line(key.span()))?;
            if let Some(first) = res.insert(ours.clone(), column) {
                let why = format!("`{ours}` is listed twice, first on line {}", first.line);
                return Err(self.fault(&key.span(), why));
            }
        }
        Ok(res)
    }

    fn column(&self, value: &Value<'_>, line: u64) -> Result<MappedColumn, Fault> {
        let Some(table) = value.get_ref().as_table() else {
            let names = self.texts(value, "a column")?;
            return self.named(
                value,
                MappedColumn {
                    from: Origin::Fields { names, join: None },
                    words: BTreeMap::new(),
                    line,
                },
            );
        };
        let (mut names, mut constant, mut join, mut words) = (None, None, None, BTreeMap::new());
        for (key, value) in table {
            self.known(key, COLUMN_KEYS)?;
            match key.get_ref().as_ref() {
                "from" => names = Some(self.texts(value, "from")?),
                "value" => constant = Some(self.text(value, "value")?),
                "join" => join = Some(self.text(value, "join")?),
                _ => words = self.words(value)?,
            }
        }
        let from = match (names, constant) {
            (Some(names), None) => Origin::Fields { names, join },
            (None, Some(text)) if join.is_none() && words.is_empty() => Origin::Constant(text),
            (Some(_), Some(_)) | (None, _) => {
                let why = "a column has either `from` (with `join` and `words`) or `value`";
                return Err(self.fault(&value.span(), why));
            }
        };
        self.named(value, MappedColumn { from, words, line })
    }

    /// The column, unless it names a protected trait or nothing.
    fn named(&self, value: &Value<'_>, column: MappedColumn) -> Result<MappedColumn, Fault> {
        let Origin::Fields { names, .. } = &column.from else { return Ok(column) };
        if names.is_empty() || names.iter().any(|it| it.trim().is_empty()) {
            return Err(self.fault(&value.span(), "a column without a name"));
        }
        match names.iter().find(|it| protected(it)) {
            Some(name) => {
                let why =
                    format!("`{name}` is a protected trait, which is never read; leave it out");
                Err(self.fault(&value.span(), why))
            }
            None => Ok(column),
        }
    }

    fn words(&self, value: &Value<'_>) -> Result<BTreeMap<String, String>, Fault> {
        let table = value.get_ref().as_table().ok_or_else(|| {
            self.fault(&value.span(), "`words` is a table: `words = { OK = \"success\" }`")
        })?;
        table
            .iter()
            .map(|(theirs, ours)| Ok((theirs.get_ref().to_string(), self.text(ours, "words")?)))
            .collect()
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" => Ok(b'\t'),
        [byte] if !byte.is_ascii_alphanumeric() && !b"\"\r\n".contains(byte) => Ok(*byte),
        _ => Err("`delimiter` is one character such as `;`, or `tab`".to_owned()),
    }
}

fn date_order(text: &str) -> Result<DateOrder, String> {
    match text {
        "day_first" => Ok(DateOrder::DayFirst),
        "month_first" => Ok(DateOrder::MonthFirst),
        _ => Err("`dates` is `day_first` or `month_first`".to_owned()),
    }
}

#[cfg(test)]
mod tests;
