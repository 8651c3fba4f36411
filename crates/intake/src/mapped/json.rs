//! Rows from JSON records and from lines of `key=value`, by the paths of a mapping.

use bonafide_model::{Body, Locator, MappedFile, Origin, key_values};
use serde_json::Value;

use super::{Layout, path::Path};

/// Makes rows of records.
pub(crate) struct JsonRows {
    layout: Layout,
    columns: Vec<Column>,
    each: Option<Path>,
}

/// The paths of one column, and what stands between several values.
struct Column {
    paths: Vec<Path>,
    join: Option<String>,
}

impl JsonRows {
    /// Says which path is none.
    pub(crate) fn new(mapped: &MappedFile) -> Result<Self, String> {
        let mut columns = Vec::new();
        for column in mapped.columns.values() {
            if let Origin::Fields { names, join } = &column.from {
                let paths = names.iter().map(|it| Path::parse(it)).collect::<Result<_, _>>()?;
                columns.push(Column { paths, join: join.clone() });
            }
        }
        let each = mapped.form.each.as_deref().map(Path::parse).transpose()?;
        Ok(Self { layout: Layout::of_listed(mapped), columns, each })
    }

    /// The rows of a record; the record itself where the mapping has no row for it.
    pub(crate) fn of_json(
        &self,
        at: Locator,
        body: Result<Body, String>,
    ) -> Vec<(Locator, Result<Body, String>)> {
        let Ok(Body::Json(text)) = &body else { return vec![(at, body)] };
        let rows = match serde_json::from_str(text) {
            Ok(record) => self.rows(&at, &record),
            Err(_where) => {
                let why =
                    "expected JSON; the record has a bracket, quote or comma too many or too few";
                return vec![(at, Err(why.to_owned()))];
            }
        };
        if rows.is_empty() { vec![(at, body)] } else { rows }
    }

    /// The row of a line of `key=value`; the line itself where the mapping has no row for it.
    pub(crate) fn of_key_values(
        &self,
        at: Locator,
        body: Result<Body, String>,
    ) -> Vec<(Locator, Result<Body, String>)> {
        let Ok(Body::Line(line)) = &body else { return vec![(at, body)] };
        let record = key_values(line).into_iter().map(|(key, value)| (key, value.into()));
        let rows = self.rows(&at, &Value::Object(record.collect()));
        if rows.is_empty() { vec![(at, body)] } else { rows }
    }

    fn rows(&self, at: &Locator, record: &Value) -> Vec<(Locator, Result<Body, String>)> {
        let mut res = Vec::new();
        let mut row = |at: Locator, element: &Value| {
            let fields: Vec<String> =
                self.columns.iter().map(|it| it.cell(record, element)).collect();
            if fields.iter().any(|it| !it.is_empty()) {
                let header = self.layout.header.clone();
                res.push((at, Ok(Body::Row { header, cells: self.layout.row(&fields) })));
            }
        };
        match &self.each {
            None => row(at.clone(), record),
            Some(each) => each.visit(record, &mut |inside, found| {
                let Some(elements) = found.as_array() else {
                    return row(within(at, inside), found);
                };
                for (idx, element) in elements.iter().enumerate() {
                    row(within(at, &format!("{inside}/{idx}")), element);
                }
            }),
        }
        res
    }
}

impl Column {
    fn cell(&self, record: &Value, element: &Value) -> String {
        let texts =
            self.paths.iter().map(|it| it.texts(if it.is_rooted { record } else { element }));
        match &self.join {
            Some(join) => texts.flatten().collect::<Vec<_>>().join(join),
            // Several paths are parts of one value; of one path's several values the first is meant.
            None => texts.filter_map(|it| it.into_iter().next()).collect::<Vec<_>>().join(" "),
        }
    }
}

/// The place of a row inside a record; a line has no places inside.
fn within(at: &Locator, inside: &str) -> Locator {
    match at {
        Locator::Pointer(pointer) => Locator::Pointer(format!("{pointer}{inside}")),
        Locator::Line(_) | Locator::Page(_) | Locator::Commit(_) => at.clone(),
    }
}
