//! A table of people for linking: one file, delimited text or Parquet, read as a whole.

use std::{fs::File, io::Read, path::Path};

use bonafide_model::{Column, Header, Table};

use crate::{IntakeError, traits};

mod cell;
mod delimited;
mod page;
mod parquet;
#[cfg(test)]
mod written;

/// Bytes from which it is told how a file is packed, or that it is Parquet.
const MAGIC: u64 = 4;
/// Rows of a table. A row's number has 32 bits.
const ROWS: usize = u32::MAX as usize - 1;

/// A table, and what was not taken of it.
#[derive(Debug, Default)]
pub struct People {
    /// The table.
    pub table: Table,
    /// Columns that hold protected traits, which are dropped.
    pub dropped: Vec<String>,
    /// Rows that were refused.
    pub refused: usize,
    /// The first of them: the line, and why with what to do.
    pub refusals: Vec<(u64, String)>,
}

/// Reads a table of people: Parquet by how it begins, else delimited text whose first row is the header. Columns of protected traits are
/// dropped, dates of birth excepted: two records of one name are told apart by little else, and linking answers no other question with
/// them.
///
/// # Errors
/// The file cannot be read, or is no table.
pub fn people(path: &Path) -> Result<People, IntakeError> {
    read(path, &mut |_line| {})
}

/// The same with the line on which each row starts; of Parquet the number of each row, from 1.
///
/// # Errors
/// As [`people`].
pub fn people_with_lines(path: &Path) -> Result<(People, Vec<u64>), IntakeError> {
    let mut lines = Vec::new();
    let res = read(path, &mut |line| lines.push(line))?;
    lines.extend(lines.len() as u64 + 1..=res.table.rows as u64);
    Ok((res, lines))
}

/// Reads a table; `row` is told the line of each row that is taken of delimited text.
fn read(path: &Path, row: &mut dyn FnMut(u64)) -> Result<People, IntakeError> {
    let mut start = Vec::new();
    File::open(path)
        .and_then(|it| it.take(MAGIC).read_to_end(&mut start))
        .map_err(|source| IntakeError::of(path, source))?;
    let read = if start == parquet::MAGIC {
        parquet::read(path)
    } else {
        delimited::read(path, &start, row)
    };
    read.map_err(|why| IntakeError::NoTable { path: path.to_owned(), why })
}

/// Whether a column of a table of people holds a protected trait and is dropped.
pub fn is_dropped(name: &str) -> bool {
    let folded = Header::fold(name);
    traits::is_protected(&folded) && !is_date_of_birth(&folded)
}

/// The columns of a header, and for each cell of a row the column that takes it.
fn opened<'a>(
    names: impl Iterator<Item = &'a str>,
) -> Result<(People, Vec<Option<usize>>), String> {
    let mut res = People::default();
    let mut places = Vec::new();
    for name in names.map(str::trim) {
        if is_dropped(name) {
            res.dropped.push(name.to_owned());
            places.push(None);
            continue;
        }
        if res.table.column(name).is_some() {
            return Err(format!(
                "the header names `{name}` twice; give each column a name of its own"
            ));
        }
        places.push(Some(res.table.columns.len()));
        res.table.columns.push(Column::new(name));
    }
    Ok((res, places))
}

fn is_date_of_birth(folded: &str) -> bool {
    matches!(
        folded,
        "dob" | "date_of_birth" | "birth_date" | "birthdate" | "birthday" | "born" | "geburtsdatum"
    )
}

fn too_many_rows() -> String {
    format!("more than {ROWS} rows; link it in parts")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn read(bytes: &[u8]) -> Result<People, IntakeError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        people(file.path())
    }

    #[test]
    fn cells_come_by_column_and_protected_traits_do_not() {
        let res = read(b"id;name;gender;dob\n1; Ada Novak ;f;1990-01-02\n2;Bo Kim;m;\n").unwrap();
        assert_eq!(res.dropped, ["gender"]);
        assert_eq!(res.table.rows, 2);
        assert_eq!(res.table.columns[1].text(0), "Ada Novak");
        assert_eq!(res.table.columns[2].text(1), "");
    }

    #[test]
    fn a_broken_row_is_told_with_its_line_and_costs_no_other() {
        let res = read(b"id,name\n1,Zo\xc3\xab \xc3\x9cnal\n2,Bo,Kim\n3,\xff\n4,Cy\n").unwrap();
        assert_eq!(res.table.rows, 2);
        assert_eq!(res.refused, 2);
        assert_eq!(res.refusals[0].0, 3);
        assert!(res.refusals[0].1.starts_with("3 cells where the header has 2"));
        assert!(res.refusals[1].1.contains("save it as UTF-8"));
    }

    #[test]
    fn rows_are_told_with_their_lines_where_cells_hold_line_ends() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"id,note\n1,\"two\nlines\"\n2\n3,one\n").unwrap();
        let (table, lines) = people_with_lines(file.path()).unwrap();
        assert_eq!((lines, table.refusals[0].0), (vec![2, 5], 4));
    }

    #[test]
    fn a_packed_table_and_letters_far_behind_the_head_are_read_as_exports_are() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"id,name\n1,Ada\n2,Bo\n").unwrap();
        assert_eq!(read(&packed.finish().unwrap()).unwrap().table.rows, 2);
        let mut latin = b"id,name\n".to_vec();
        (0..20_000).for_each(|n| writeln!(latin, "{n},Ada Novak").unwrap());
        latin.extend(b"x,Zo\xeb Novak of the end\n");
        let res = read(&latin).unwrap();
        assert_eq!((res.table.rows, res.refused), (20_001, 0));
        assert_eq!(res.table.columns[1].text(20_000), "Zoë Novak of the end");
    }

    #[test]
    fn other_encodings_and_twice_named_columns() {
        let utf_16: Vec<u8> =
            "\u{feff}id,name\n1,Zoë\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf_16).unwrap().table.columns[1].text(0), "Zoë");
        assert!(read(b"id,id\n1,2\n").unwrap_err().to_string().contains("twice"));
        assert!(read(b"").is_err());
    }
}
