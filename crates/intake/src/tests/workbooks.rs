//! Workbooks as Excel and LibreOffice write them, and as nobody should.

use bonafide_model::{FileForm, MappedColumn, MappedFile, Mapping};

use super::{dropped, read, read_with, show_file, zip_of};
use crate::{Input, Limits};

const TYPES: &[u8] =
    b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>"#;

/// A workbook with these sheets (name, rows in SpreadsheetML) and shared strings.
pub(super) fn xlsx_of(sheets: &[(&str, &str)], strings: &str) -> Vec<u8> {
    let mut book = String::new();
    let mut relations = String::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    for (idx, (name, rows)) in sheets.iter().enumerate() {
        let n = idx + 1;
        book += &format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>");
        relations += &format!(
            "<Relationship Id=\"rId{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        parts.push((
            format!("xl/worksheets/sheet{n}.xml"),
            format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    parts.extend([
        ("_rels/.rels".to_owned(), RELS.to_owned()),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{book}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"),
        ),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
        ("xl/sharedStrings.xml".to_owned(), strings.to_owned()),
    ]);
    let mut members: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", TYPES)];
    members.extend(parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
    zip_of(&members)
}

pub(super) fn strings(all: &[&str]) -> String {
    let items: String = all.iter().map(|it| format!("<si><t>{it}</t></si>")).collect();
    format!("<sst uniqueCount=\"{}\">{items}</sst>", all.len())
}

pub(super) fn ods_of(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn each_sheet_is_a_table_of_its_own() {
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c><c r="C3" t="s"><v>3</v></c><c r="D3" t="inlineStr"><is><t>since</t></is></c></row>
        <row r="4"><c r="A4"><v>10001</v></c><c r="B4"><v>0.30000000000000004</v></c><c r="C4" s="1"><v>46082</v></c><c r="D4" s="2"><v>46082.5</v></c></row>
        <row r="6"><c r="A6" t="str"><f>A4&amp;"x"</f><v>10001x</v></c><c r="C6" t="b"><v>1</v></c><c r="D6"><v>123456789012345678</v></c></row>"#;
    let other = r#"<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>2</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#;
    let book = xlsx_of(
        &[("People", rows), ("Q1/Q2", other), ("Blank", "")],
        &strings(&["Workers", "id", "rate", "day"]),
    );
    assert_eq!(
        read("book.xlsx", book.clone()),
        [
            "book.xlsx/People:4 id=10001 rate=0.3 day=2026-03-01 since=2026-03-01T12:00:00",
            "book.xlsx/People:6 id=10001x rate= day=true since=1.23456789012346E+17",
            "book.xlsx/Q1_Q2:2 id=1 rate=",
        ]
    );
    let nested = zip_of(&[("hr/book.xlsx", &book)]);
    assert_eq!(read("e.zip", nested)[2], "e.zip/hr/book.xlsx/Q1_Q2:2 id=1 rate=");
}

#[test]
fn protected_columns_and_mappings_count_in_sheets_too() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Nr</t></is></c><c r="B1" t="inlineStr"><is><t>Gender</t></is></c></row><row r="2"><c r="A2"><v>7</v></c><c r="B2" t="inlineStr"><is><t>f</t></is></c></row>"#;
    let book = xlsx_of(&[("S", rows)], &strings(&[]));
    assert_eq!(dropped("b.xlsx", book.clone()), ["Gender"]);
    let mapping = Mapping {
        files: vec![MappedFile {
            pattern: "b.xlsx/S".to_owned(),
            source: "hris_workers".to_owned(),
            columns: [("worker_number".to_owned(), MappedColumn::named("Nr"))].into(),
            ..MappedFile::default()
        }],
    };
    let input = Input::from_memory(vec![("b.xlsx".to_owned(), book)], &Limits::default());
    let rows: Vec<String> = input.files(&mapping).flat_map(show_file).collect();
    assert_eq!(rows, ["b.xlsx/S:2 worker_number=7 dropped_2="]);
}

#[test]
fn the_header_of_a_sheet_is_where_a_mapping_says() {
    let row = |nr: u32, a: &str, b: &str| {
        let cell = |name: &str, text: &str| {
            format!("<c r=\"{name}{nr}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        format!("<row r=\"{nr}\">{}{}</row>", cell("A", a), cell("B", b))
    };
    // Two cells of a cover look like a header.
    let rows = [row(1, "Made by", "HR"), row(3, "Nr", "Town"), row(4, "7", "Lyon")].concat();
    let book = xlsx_of(&[("S", &rows)], &strings(&[]));
    let mapping = Mapping {
        files: vec![MappedFile {
            pattern: "b.xlsx/S".to_owned(),
            source: "hris_workers".to_owned(),
            form: FileForm { header_row: Some(3), ..FileForm::default() },
            ..MappedFile::default()
        }],
    };
    let input = Input::from_memory(vec![("b.xlsx".to_owned(), book.clone())], &Limits::default());
    let found: Vec<String> = input.files(&mapping).flat_map(show_file).collect();
    assert_eq!(found, ["b.xlsx/S:4 nr=7 town=Lyon"]);
    assert_eq!(read("b.xlsx", book)[0], "b.xlsx/S:3 made_by=Nr hr=Town");
}

#[test]
fn cells_that_say_too_much_cost_their_row() {
    let limits = Limits { record_bytes: 1000, ..Limits::default() };
    let long = "x".repeat(300);
    let cell = |name: &str| format!("<c r=\"{name}\" t=\"s\"><v>0</v></c>");
    let header = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>"#;
    let wide: String = ["A2", "B2", "C2", "D2"].map(cell).concat();
    let rows = format!(
        "{header}<row r=\"2\">{wide}</row><row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"4\"><c r=\"XFE4\"><v>1</v></c></row>"
    );
    assert_eq!(
        read_with("b.xlsx", xlsx_of(&[("S", &rows)], &strings(&[&long])), &limits),
        [
            "b.xlsx/S:2 REFUSED record longer than 1000 bytes, skipped to its end; check that the file has line ends and closed quotes",
            "b.xlsx/S:3 a=1 b=",
            "b.xlsx/S:4 REFUSED row of more than 16384 columns; export fewer columns",
        ]
    );
}

#[test]
fn bombs_of_every_kind_end_with_words() {
    let many = "<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>";
    let one = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    assert_eq!(
        read("b.xlsx", xlsx_of(&[("S", one)], many)),
        [
            "UNOPENED b.xlsx: workbook has a part that cannot be read (it announces far more strings than it has); save each sheet as CSV"
        ]
    );
    let limits = Limits {
        unpacked_grace_bytes: 1 << 20,
        unpacked_ratio: 50,
        record_bytes: 1 << 18,
        ..Limits::default()
    };
    let packed = strings(&["ab".repeat(1 << 18).as_str()]);
    let records = read_with("b.xlsx", xlsx_of(&[("S", one)], &packed), &limits);
    assert!(
        records.len() == 1 && records[0].contains("a piece of markup or text longer than a record"),
        "{records:?}"
    );
    let packed = strings(&vec!["a"; 1 << 18]);
    let records = read_with("b.xlsx", xlsx_of(&[("S", one)], &packed), &limits);
    assert!(records.len() == 1 && records[0].contains("as in a decompression bomb"), "{records:?}");
    // A sheet that claims to reach from the first to the last cell is read cell by cell.
    let corners = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let records = read("b.xlsx", xlsx_of(&[("S", corners)], &strings(&[])));
    assert_eq!(
        records,
        [
            "b.xlsx/S:1048576 REFUSED row has more cells than the header has (2); put quotes around cells that hold the delimiter"
        ]
    );
}

#[test]
fn a_broken_sheet_gives_what_stands_before_and_the_others_are_read() {
    let broken = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"3\"><c r=\"B3\"><v>1</v></c></row><row r=\"4\"><c r=\"A4\" t=\"s\"><v>77</v></c>";
    let sound = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>5</v></c></row>";
    let records = read("b.xlsx", xlsx_of(&[("A", broken), ("B", sound)], &strings(&["id", "n"])));
    assert_eq!(records[0], "b.xlsx/A:2 id=1 n=");
    assert_eq!(records[1], "b.xlsx/A:3 id= n=1");
    assert!(
        records[2].starts_with("b.xlsx/A:4 REFUSED workbook is damaged or has a password ("),
        "{records:?}"
    );
    assert_eq!(records[3..], ["b.xlsx/B:2 id=5 n="]);
    let whole = xlsx_of(&[("A", sound)], &strings(&["id", "n"]));
    let records = read("b.xlsx", &whole[..whole.len() - 30]);
    assert!(
        records.len() == 1 && records[0].contains("zip archive is damaged or cut"),
        "{records:?}"
    );
}

#[test]
fn open_document_sheets_are_read_as_they_stream_by() {
    let tables = r#"<table:table table:name="People"><table:table-column/>
        <table:table-header-rows><table:table-row><table:table-cell office:value-type="string"><text:p>id</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>city</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row></table:table-header-rows>
        <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
        <table:table-row><table:table-cell office:value-type="float" office:value="10001"><text:p>10.001</text:p></table:table-cell><table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>Os<text:s/>lo &amp; more</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2026-03-01T00:00:00"><text:p>1.3.</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
        <table:table table:name="Two"><table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    assert_eq!(
        read("book.ods", ods_of(tables)),
        [
            "book.ods/People:4 id=10001 city=Os lo & more",
            "book.ods/People:5 id=2026-03-01 city=",
            "book.ods/People:6 id=2026-03-01 city=",
        ]
    );
}

#[test]
fn repetitions_are_no_bomb() {
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"4000000000\"><text:p>x</text:p></table:table-cell>";
    let row = format!("<table:table-row>{cell}</table:table-row>");
    let tables = format!("<table:table table:name=\"S\">{}</table:table>", row.repeat(3));
    let records = read("b.ods", ods_of(&tables));
    assert_eq!(records.len(), 3, "{records:?}");
    assert!(records.iter().all(|it| it.contains("more than 16384 columns")), "{records:?}");
    let rows = "<table:table-row table:number-rows-repeated=\"9999999999\"><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"2\"><text:p>x</text:p></table:table-cell></table:table-row>";
    let tables = format!("<table:table table:name=\"S\">{rows}</table:table>");
    let records = read("b.ods", ods_of(&tables));
    assert_eq!(records.len(), (1 << 20) + 1);
    assert!(records[1 << 20].contains("more than 1048576 rows"), "{}", records[1 << 20]);
}

/// A record of Excel's binary form.
fn binary(kind: u16, payload: &[u8]) -> Vec<u8> {
    let mut res = match u8::try_from(kind) {
        Ok(kind) if kind < 0x80 => vec![kind],
        _ => vec![(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8],
    };
    res.push(u8::try_from(payload.len()).unwrap());
    res.extend(payload);
    res
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut res = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    res.extend(units.into_iter().flat_map(u16::to_le_bytes));
    res
}

#[test]
fn binary_workbooks_are_read_and_broken_ones_are_told() {
    let sheet_entry = [vec![0; 8], wide("rId1"), wide("People")].concat();
    let book = [binary(0x9c, &sheet_entry), binary(0x90, &[]), binary(0x9d, &[])].concat();
    let relations = "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    let cell = |column: u8, kind: u16, value: Vec<u8>| {
        binary(kind, &[vec![column, 0, 0, 0, 0, 0, 0, 0], value].concat())
    };
    let sheet = |last: Vec<u8>| {
        [
            binary(0x81, &[]),
            binary(0x94, &[0; 16]),
            binary(0x91, &[]),
            binary(0, &[0; 16]),
            cell(0, 6, wide("id")),
            cell(1, 6, wide("city")),
            binary(0, &[1; 1].iter().copied().chain([0; 15]).collect::<Vec<u8>>()),
            cell(0, 5, 10001_f64.to_le_bytes().to_vec()),
            last,
            binary(0x92, &[]),
        ]
        .concat()
    };
    let whole = |sheet: Vec<u8>| {
        zip_of(&[
            ("[Content_Types].xml", TYPES),
            ("xl/workbook.bin", &book),
            ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
            ("xl/worksheets/sheet1.bin", &sheet),
        ])
    };
    assert_eq!(
        read("b.xlsb", whole(sheet(cell(1, 6, wide("Oslo"))))),
        ["b.xlsb/People:2 id=10001 city=Oslo"]
    );
    // A shared string that is not there makes the parser panic.
    let records = read("b.xlsb", whole(sheet(cell(1, 7, vec![99, 0, 0, 0]))));
    assert_eq!(
        records.last().unwrap(),
        "b.xlsb/People:2 REFUSED workbook is damaged: its parser gave up; save it anew"
    );
}
