//! An API's record of a worker, gathered under the columns of a worker's table, so that one reader reads both.
//!
//! Only the fields that are named here are looked at, so what no column stands for can't be read.

use std::borrow::Cow;

use bonafide_model::Header;

use super::{COLUMNS, INDEX};
use crate::{columns::Row, object::Object, telling::Field};

/// One of our columns, and the field of an API that stands for it.
pub(crate) type Path = (&'static str, &'static str);

/// Texts of a record under our columns.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    cells: Vec<Cell>,
}

#[derive(Debug)]
struct Cell {
    /// Where the column stands, and how much the field's name is trusted.
    place: (usize, usize),
    field: String,
    text: String,
}

impl Gathered {
    /// The fields of one object.
    pub(crate) fn of(object: &Object<'_>, paths: &[Path]) -> Self {
        let mut res = Self::default();
        res.take(object, "", paths);
        res
    }

    /// Takes fields of an object that stands `within` the record, under that name; empty for the record itself.
    pub(crate) fn take(&mut self, object: &Object<'_>, within: &str, paths: &[Path]) {
        for (column, name) in paths {
            let Some(text) = object.text(name) else { continue };
            let field =
                if within.is_empty() { (*name).to_owned() } else { format!("{within}.{name}") };
            self.put(column, field, text);
        }
    }

    /// Takes fields of an object inside another.
    pub(crate) fn take_inside(&mut self, object: &Object<'_>, name: &str, paths: &[Path]) {
        if let Some(inside) = object.inside(name) {
            self.take(&inside, name, paths);
        }
    }

    /// A text under one of our columns; the first that is not blank counts, and of telephones all do.
    pub(crate) fn put<'t>(
        &mut self,
        column: &str,
        field: impl Into<String>,
        text: impl Into<Cow<'t, str>>,
    ) {
        let idx = COLUMNS.iter().position(|it| it.name == column);
        let idx = idx.expect("sources gather under the columns of a worker's table");
        let text: Cow<'t, str> = text.into();
        if column == "phone"
            && let Some(phones) = self.cells.iter_mut().find(|it| it.place.0 == idx)
        {
            phones.text = format!("{}\n{text}", phones.text);
            return;
        }
        self.cells.push(Cell { place: (idx, 0), field: field.into(), text: text.into_owned() });
    }

    /// A text under the column that the customer's own name for it means; `false` if it means none.
    pub(crate) fn put_named(&mut self, name: &str, text: &str) -> bool {
        self.put_folded(&Header::fold(name), name, text)
    }

    /// The same, where the name is looked for in another form than the one it is written in.
    pub(crate) fn put_folded(&mut self, folded: &str, field: &str, text: &str) -> bool {
        let Some(place) = INDEX.get(folded) else { return false };
        self.cells.push(Cell { place: *place, field: field.to_owned(), text: text.to_owned() });
        true
    }

    /// Takes every field of an object whose name the customer may have chosen, as a text or as `{"value":…}`.
    pub(crate) fn take_named(&mut self, object: &Object<'_>) {
        for name in object.names() {
            let value = object.text(name).or_else(|| object.inside(name)?.text("value"));
            if let Some(value) = value {
                self.put_named(name, &value);
            }
        }
    }

    /// Whether nothing stands under one of our columns.
    pub(crate) fn lacks(&self, column: &str) -> bool {
        !self.cells.iter().any(|it| COLUMNS.get(it.place.0).is_some_and(|it| it.name == column))
    }

    /// Forgets what stands under one of our columns.
    pub(crate) fn drop(&mut self, column: &str) {
        self.cells.retain(|it| COLUMNS.get(it.place.0).is_none_or(|it| it.name != column));
    }

    /// The row that they make.
    pub(crate) fn row(&self) -> Row<'_> {
        let mut row = Row::empty(COLUMNS);
        for cell in &self.cells {
            row.put(cell.place, Field::new(&cell.field, &cell.text));
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_text_of_a_column_counts_and_of_telephones_all_do() {
        let object = Object::parse(
            r#"{"name":{"first":"Ada","last":null},"home":"1","cell":"2","nick":"Countess"}"#,
        )
        .expect("an object");
        let mut gathered = Gathered::of(&object, &[("phone", "home"), ("phone", "cell")]);
        gathered.take_inside(&object, "name", &[("first_name", "first"), ("last_name", "last")]);
        gathered.put("first_name", "nick", "Countess");
        let row = gathered.row();
        assert_eq!(row.text("phone"), Some("1\n2"));
        assert_eq!(row.field("first_name"), Some(Field::new("name.first", "Ada")));
        assert_eq!(row.text("last_name"), None);
    }

    #[test]
    fn the_customers_names_are_known_by_their_headers() {
        let mut gathered = Gathered::default();
        assert!(gathered.put_named("Straße", "Musterweg 1"));
        assert!(gathered.put_named("residence", "elsewhere"));
        assert!(!gathered.put_named("Shoe size", "38"));
        assert_eq!(gathered.row().text("home_line1"), Some("elsewhere"));
    }
}
