//! `link` as its users meet it: one table or two, columns that tell and columns that don't, a model that is kept.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path, process::Output};

use crate::company::bonafide;

/// Scatters a number.
fn mixed(number: usize) -> usize {
    let it = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (it ^ (it >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 20
}

/// A table of 400 people, a hundred of them twice: their second record has a slip of the pen, or another telephone.
pub(crate) fn people() -> String {
    let mut res = String::from("rec_id,first_name,last_name,dob,email,phone,street,postcode\n");
    for n in 0..500_usize {
        let (person, is_again) = if n < 400 { (n, false) } else { (n - 400, true) };
        let word = |salt: usize| -> String {
            let mut left = mixed(person * 8 + salt);
            (0..3)
                .map(|_| {
                    left /= 10;
                    ["ba", "ko", "mi", "tel", "ra", "su", "von", "ny", "da", "pe"][left % 10]
                })
                .collect()
        };
        let (given, family) = (word(1), word(2));
        let slip = if is_again && person % 2 == 0 { "x" } else { "" };
        let phone = if is_again && person % 2 == 1 { person + 5000 } else { person };
        writeln!(
            res,
            "r{n},{given}{slip},{family},19{}-0{}-{},{given}.{family}{person}@mail.example,+1 212 555 {phone:04},{person} {} street,{}",
            50 + mixed(person * 8 + 4) % 50,
            1 + mixed(person * 8 + 5) % 9,
            10 + mixed(person * 8 + 6) % 19,
            word(3),
            10_000 + mixed(person * 8 + 7) % 8000
        )
        .unwrap();
    }
    res
}

fn link(folder: &Path, args: &[&str]) -> Output {
    let args: Vec<&str> = ["link"].iter().chain(args).copied().collect();
    bonafide(folder, &args)
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// The cluster of each record.
fn clusters(path: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path).unwrap();
    let cells = text.lines().skip(1).map(|it| it.split_once(',').unwrap());
    cells.map(|(id, cluster)| (id.to_owned(), cluster.to_owned())).collect()
}

#[test]
fn second_records_join_their_first_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.csv"), people()).unwrap();
    let output = link(folder.path(), &["people.csv"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("first_name  given         its header"), "{}", said(&output));
    let clusters = clusters(&folder.path().join("linked/clusters.csv"));
    let own = |n: usize| &clusters[&format!("r{n}")];
    let joined = (0..100).filter(|it| own(*it) == own(it + 400)).count();
    assert!(joined >= 98, "{joined} of 100");
    let distinct: std::collections::BTreeSet<&String> = (0..400).map(own).collect();
    assert_eq!(distinct.len(), 400);
    let pairs = fs::read_to_string(folder.path().join("linked/pairs.csv")).unwrap();
    assert!(pairs.starts_with("unique_id_l,unique_id_r,match_weight,match_probability,same_cluster,prior,explained_otherwise,gamma_first_name,mw_first_name,"));
}

#[test]
fn a_model_that_is_kept_gives_the_same_clusters_and_the_result_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.csv"), people()).unwrap();
    assert!(link(folder.path(), &["people.csv"]).status.success());
    let read = || fs::read(folder.path().join("linked/clusters.csv")).unwrap();
    let first = read();
    fs::copy(folder.path().join("linked/model.json"), folder.path().join("kept.json")).unwrap();
    assert!(link(folder.path(), &["people.csv", "--model", "kept.json"]).status.success());
    assert_eq!(read(), first);
    let output =
        link(folder.path(), &["people.csv", "--model", "kept.json", "--column", "phone=ignored"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("use the columns that the model was trained on"),
        "{}",
        said(&output)
    );
    let broken = fs::read_to_string(folder.path().join("kept.json")).unwrap();
    fs::write(
        folder.path().join("kept.json"),
        broken.replacen("\"m_probability\": 0.", "\"m_probability\": 7.", 1),
    )
    .unwrap();
    let output = link(folder.path(), &["people.csv", "--model", "kept.json"]);
    assert!(said(&output).contains("expected probabilities between 0 and 1"), "{}", said(&output));
}

#[test]
fn two_tables_are_linked_to_one_another_only() {
    let folder = tempfile::tempdir().unwrap();
    let all = people();
    let header = all.lines().next().unwrap();
    let rows: Vec<&str> = all.lines().skip(1).collect();
    let file = |rows: &[&str]| format!("{header}\n{}\n", rows.join("\n"));
    fs::write(folder.path().join("one.csv"), file(&rows[..400])).unwrap();
    fs::write(folder.path().join("two.csv"), file(&rows[400..])).unwrap();
    let output = link(folder.path(), &["one.csv", "two.csv", "--out", "both"]);
    assert!(output.status.success(), "{}", said(&output));
    let pairs = fs::read_to_string(folder.path().join("both/pairs.csv")).unwrap();
    for pair in pairs.lines().skip(1) {
        let mut ids = pair.split(',').take(2).map(|it| it[1..].parse::<usize>().unwrap());
        let (first, second) = (ids.next().unwrap(), ids.next().unwrap());
        assert!(first < 400 && second >= 400, "{pair}");
    }
    let clusters = fs::read_to_string(folder.path().join("both/clusters.csv")).unwrap();
    assert!(clusters.starts_with("source_dataset,unique_id,cluster_id\n1,r0,"));
}

#[test]
fn what_cannot_be_linked_is_told_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let told = |name: &str, text: &str, args: &[&str]| {
        fs::write(folder.path().join(name), text).unwrap();
        let args: Vec<&str> = [name].iter().chain(args).copied().collect();
        let output = link(folder.path(), &args);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(!folder.path().join("linked").exists());
        said(&output)
    };
    assert!(told("one.csv", "name\nAda Novak\n", &[]).contains("fewer than two rows"));
    assert!(told("odd.csv", "x,y\n1,2\n3,4\n", &[]).contains("--column full_name=name"));
    let absent = told("two.csv", "name\nAda\nBo\n", &["--column", "mail=mail"]);
    assert!(absent.contains("there is no such column; the table has name"), "{absent}");
    let large = told("people.csv", &people(), &["--memory", "0.0001"]);
    assert!(large.contains("linking 500 rows takes about 0.0 GB of memory, more than"), "{large}");
    assert!(large.contains("--column NAME=ignored"), "{large}");
    let output = link(folder.path(), &["two.csv", "--column", "name=face"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("`face` is no kind"), "{}", said(&output));
}

#[test]
fn protected_columns_are_not_read_and_broken_rows_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let table = people().replacen("rec_id,", "rec_id,gender,", 1).replacen("r0,", "r0,f,", 1);
    // Every other row lacks the cell now, and is refused by its line.
    fs::write(folder.path().join("people.csv"), table).unwrap();
    let output = link(folder.path(), &["people.csv"]);
    let told = said(&output);
    assert!(told.contains("column `gender` holds a protected trait and is not read"), "{told}");
    assert!(told.contains("people.csv:3: row refused: 8 cells where the header has 9"), "{told}");
    assert!(told.contains("fewer than two rows"), "{told}");
}

/// The table as another program would write it as Parquet: texts, in groups of 150 rows.
fn as_parquet(csv: &str) -> Vec<u8> {
    use parquet::{
        data_type::{ByteArray, ByteArrayType},
        file::{properties::WriterProperties, writer::SerializedFileWriter},
        schema::parser::parse_message_type,
    };
    let rows: Vec<Vec<&str>> = csv.lines().map(|it| it.split(',').collect()).collect();
    let fields = rows[0].iter().map(|it| format!("REQUIRED BYTE_ARRAY {it} (UTF8);"));
    let schema = format!("message people {{ {} }}", fields.collect::<String>());
    let schema = std::sync::Arc::new(parse_message_type(&schema).unwrap());
    let settings = std::sync::Arc::new(WriterProperties::builder().build());
    let mut out = SerializedFileWriter::new(Vec::new(), schema, settings).unwrap();
    for some in rows[1..].chunks(150) {
        let mut group = out.next_row_group().unwrap();
        let mut place = 0;
        while let Some(mut column) = group.next_column().unwrap() {
            let cells: Vec<ByteArray> = some.iter().map(|it| ByteArray::from(it[place])).collect();
            column.typed::<ByteArrayType>().write_batch(&cells, None, None).unwrap();
            column.close().unwrap();
            place += 1;
        }
        group.close().unwrap();
    }
    out.into_inner().unwrap()
}

#[test]
fn the_same_rows_from_csv_and_from_parquet_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.csv"), people()).unwrap();
    fs::write(folder.path().join("people.table"), as_parquet(&people())).unwrap();
    for (table, out) in [("people.csv", "one"), ("people.table", "other")] {
        let output = link(folder.path(), &[table, "--out", out]);
        assert!(output.status.success(), "{}", said(&output));
    }
    for file in ["pairs.csv", "clusters.csv", "operators.csv", "model.json", "link.html"] {
        let read = |out: &str| fs::read(folder.path().join(out).join(file)).unwrap();
        assert!(!read("one").is_empty());
        assert_eq!(read("one"), read("other"), "{file}");
    }
}

#[test]
fn pairs_and_clusters_are_written_as_parquet_on_request() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.csv"), people()).unwrap();
    for out in ["csv", "again"] {
        assert!(link(folder.path(), &["people.csv", "--out", out]).status.success());
    }
    for out in ["parquet", "second"] {
        let output = link(folder.path(), &["people.csv", "--format", "parquet", "--out", out]);
        assert!(output.status.success(), "{}", said(&output));
    }
    let read = |path: &str| fs::read(folder.path().join(path)).unwrap();
    assert!(!folder.path().join("parquet/pairs.csv").exists());
    for (file, columns) in [("pairs", 7 + 2 * 6), ("clusters", 2)] {
        let bytes = read(&format!("parquet/{file}.parquet"));
        assert_eq!(bytes, read(&format!("second/{file}.parquet")));
        let metadata = parquet::file::metadata::ParquetMetaDataReader::new()
            .parse_and_finish(
                &fs::File::open(folder.path().join(format!("parquet/{file}.parquet"))).unwrap(),
            )
            .unwrap();
        let lines = String::from_utf8(read(&format!("csv/{file}.csv"))).unwrap().lines().count();
        let metadata = metadata.file_metadata();
        assert_eq!(metadata.num_rows() as usize, lines - 1, "{file}");
        assert_eq!(metadata.schema_descr().num_columns(), columns, "{file}");
    }
}

#[test]
fn a_damaged_parquet_file_is_told_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = as_parquet(&people());
    bytes.truncate(bytes.len() / 2);
    fs::write(folder.path().join("people.parquet"), bytes).unwrap();
    let output = link(folder.path(), &["people.parquet"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("people.parquet: Parquet: "), "{}", said(&output));
}

#[test]
fn the_page_masks_values_unless_it_is_told_to_reveal_them() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.csv"), people()).unwrap();
    let page = |args: &[&str]| {
        let output = link(folder.path(), args);
        assert!(output.status.success(), "{}", said(&output));
        fs::read_to_string(folder.path().join("linked/link.html")).unwrap()
    };
    let masked = page(&["people.csv"]);
    assert!(masked.contains("500 records are 400 people.") && !masked.contains("+1 212 555 0"));
    assert!(page(&["people.csv", "--reveal"]).contains("+1 212 555 0"));
}
