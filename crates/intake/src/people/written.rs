//! Tables as Parquet: what other writers make reads as the CSV would, and a damaged file is told and nothing worse.

use std::io::Write;

use super::*;

/// Three records by another writer (Arrow's C++), packed and laid out in the ways that are met.
const WRITTEN: [(&str, &[u8]); 4] = [
    ("snappy", include_bytes!("fixtures/snappy.parquet")),
    ("gzip", include_bytes!("fixtures/gzip.parquet")),
    ("zstd", include_bytes!("fixtures/zstd.parquet")),
    ("pages of version 2, front-coded", include_bytes!("fixtures/v2.parquet")),
];
const BROTLI: &[u8] = include_bytes!("fixtures/brotli.parquet");
/// The same records as CSV.
const CSV: &str = "id,name,gender,born,seen,height,paid,staff,parents\n\
    1,Ada Novak,f,1990-01-02,2026-03-01T12:00:00Z,1.5,12.30,true,a1;b2\n\
    2,Bo Kim,m,1985-12-31,,,,false,\n\
    3,,,,2026-03-02T00:00:00Z,2,-0.05,,\n";
/// Damaged files of each fixture.
const MUTATIONS: u64 = 300;

fn read(bytes: &[u8]) -> Result<People, IntakeError> {
    // No name ends in `.parquet`: a table is known by what it holds.
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    people(file.path())
}

fn texts(people: &People) -> Vec<(String, Vec<String>)> {
    let columns = people.table.columns.iter();
    columns.map(|it| (it.name.clone(), it.texts().map(str::to_owned).collect())).collect()
}

#[test]
fn a_table_reads_the_same_from_parquet_and_from_csv() {
    let csv = read(CSV.as_bytes()).unwrap();
    assert_eq!((csv.table.rows, csv.dropped.as_slice()), (3, &["gender".to_owned()][..]));
    for (name, bytes) in WRITTEN {
        let found = read(bytes).unwrap_or_else(|it| panic!("{name}: {it}"));
        assert_eq!(texts(&found), texts(&csv), "{name}");
        assert_eq!((found.table.rows, &found.dropped), (3, &csv.dropped), "{name}");
    }
}

#[test]
fn what_cannot_be_unpacked_says_what_to_do() {
    let why = read(BROTLI).unwrap_err().to_string();
    assert!(why.ends_with("save the table with snappy, gzip or zstd"), "{why}");
    for cut in [4, 12, 200, BROTLI.len() - 1] {
        let why = read(&BROTLI[..cut]).unwrap_err().to_string();
        assert!(why.contains("Parquet"), "{why}");
    }
}

#[test]
fn damaged_files_end_in_a_table_or_in_a_reason() {
    let mut told = 0;
    for (name, bytes) in WRITTEN {
        for seed in 0..MUTATIONS {
            match read(&mutated(bytes, seed)) {
                Ok(it) => {
                    let rows = it.table.columns.iter().map(|it| it.texts().count());
                    assert!(rows.clone().all(|n| n == it.table.rows), "{name} {seed}");
                }
                Err(why) => {
                    assert!(!why.to_string().is_empty());
                    told += 1;
                }
            }
        }
    }
    assert!(told > 100, "only {told} damaged files were refused");
}

/// Nine million blank cells in some hundred bytes.
fn bomb() -> Vec<u8> {
    use ::parquet::{
        data_type::Int32Type,
        file::{properties::WriterProperties, writer::SerializedFileWriter},
        schema::parser::parse_message_type,
    };
    let schema = parse_message_type("message it { OPTIONAL INT32 id; }").unwrap();
    let settings = WriterProperties::builder().build();
    let mut out = SerializedFileWriter::new(Vec::new(), schema.into(), settings.into()).unwrap();
    let mut group = out.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int32Type>().write_batch(&[], Some(&vec![0; 9_000_000]), None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    out.into_inner().unwrap()
}

#[test]
fn a_file_that_unpacks_to_far_more_than_its_size_is_refused() {
    let bomb = bomb();
    assert!(bomb.len() < 50_000, "{} bytes", bomb.len());
    let why = read(&bomb).unwrap_err().to_string();
    assert!(why.contains("hundreds of times the size of its file"), "{why}");
}

/// Some bytes changed, mostly near the end where the layout is told.
fn mutated(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut draw = |of: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % of as u64) as usize
    };
    let mut res = bytes.to_vec();
    for _ in 0..1 + draw(4) {
        let from = if draw(3) == 0 { 4 } else { res.len() / 2 };
        let place = from + draw(res.len() - from - 4);
        match draw(4) {
            0 => res[place] = draw(256) as u8,
            1 => res[place] ^= 1 << draw(8),
            2 => res[place] = 0xff,
            _ => {
                let other = 4 + draw(res.len() - 8);
                res.swap(place, other);
            }
        }
    }
    res
}
