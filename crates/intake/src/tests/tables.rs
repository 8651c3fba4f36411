//! Tables as spreadsheets and HR systems write them.

use bonafide_model::{MappedColumn, MappedFile, Mapping};

use super::{dropped, read, read_with, show_file};
use crate::{Input, Limits};

#[test]
fn quoted_line_ends_blank_lines_and_short_rows() {
    assert_eq!(
        read(
            "w.csv",
            "\u{feff}worker,Work E-mail,note\r\nW-1,a@x.example,\"one\r\n\"\"two\"\", three\"\r\n\r\nW-2\r\n,,\r\n"
        ),
        [
            "w.csv:2 worker=W-1 work_e_mail=a@x.example note=one\r\n\"two\", three",
            "w.csv:5 worker=W-2 work_e_mail= note="
        ]
    );
}

#[test]
fn a_first_row_with_ofac_s_word_for_nothing_is_a_record() {
    assert_eq!(
        read("ALT.CSV", "36,12,\"aka\",\"EXAMPLE\",-0- \r\n37,13,\"aka\",\"OTHER\",-0- \r\n"),
        [
            "ALT.CSV:1 column_1=36 column_2=12 column_3=aka column_4=EXAMPLE column_5=-0- ",
            "ALT.CSV:2 column_1=37 column_2=13 column_3=aka column_4=OTHER column_5=-0- ",
        ]
    );
}

#[test]
fn utf_16_with_semicolons_and_windows_letters() {
    let text = "Name;Ort;Eintritt\r\nJörg;Köln;2026-03-01\r\n";
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let expected = ["p.txt:2 name=Jörg ort=Köln eintritt=2026-03-01"];
    assert_eq!(read("p.txt", bytes.clone()), expected);
    assert_eq!(read("p.txt", &bytes[2..]), expected, "without its mark");
    let big: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert_eq!(read("p.txt", big), expected);
    let windows: Vec<u8> = text.chars().map(|it| u8::try_from(u32::from(it)).unwrap()).collect();
    assert_eq!(read("p.txt", windows), expected);
}

#[test]
fn the_first_accent_may_come_late() {
    let mut bytes = b"name,city\n".to_vec();
    bytes.extend(b"Ada,London\n".repeat(20_000));
    bytes.extend(b"J\xf6rg,K\xf6ln\n");
    assert_eq!(read("p.csv", bytes).last().unwrap(), "p.csv:20002 name=Jörg city=Köln");
}

#[test]
fn undecodable_bytes_are_refused_and_never_replaced() {
    let text = b"name,city\nJ\xc3\xb6rg,Oslo\nJ\xf6rg,K\xc3\xb6ln\nAda,B\0rn\n".to_vec();
    assert_eq!(
        read("p.csv", text),
        [
            "p.csv:2 name=Jörg city=Oslo",
            "p.csv:3 REFUSED bytes that are not valid in the file's encoding; save the file as UTF-8",
            "p.csv:4 REFUSED NUL bytes inside, as after a crash or a broken copy; export the file again",
        ]
    );
}

#[test]
fn tabs_pipes_and_declared_delimiters() {
    assert_eq!(read("a", "id\tname\n1\tAda, B.\n"), ["a:2 id=1 name=Ada, B."]);
    assert_eq!(read("a", "id|name|x\n1|Ada|\n"), ["a:2 id=1 name=Ada x="]);
    assert_eq!(read("a", "sep=;\nid;name\n1;Ada\n"), ["a:3 id=1 name=Ada"]);
}

#[test]
fn a_table_by_name_stays_one_with_one_column_or_no_rows() {
    assert_eq!(read("a.csv", "email\na@x.example\n"), ["a.csv:2 email=a@x.example"]);
    assert_eq!(read("a.csv", "email\n"), Vec::<String>::new());
}

#[test]
fn long_rows_open_quotes_and_doubled_names() {
    let rows =
        read("w.csv", "id,mail,mail,\n1,a@x.example,b@x.example,,,\n2,a,b,c,d\n3,\"a,b,c\n4,a,b\n");
    assert_eq!(
        rows,
        [
            "w.csv:2 id=1 mail=a@x.example mail_2=b@x.example column_4=",
            "w.csv:3 REFUSED row has more cells than the header has (4); put quotes around cells that hold the delimiter",
            "w.csv:4 REFUSED a quote that opens in this row never closes, so all that follows is one cell; close the quote and export again",
        ]
    );
}

#[test]
fn a_huge_cell_is_skipped_without_being_held() {
    let small = Limits { record_bytes: 2 << 10, ..Limits::default() };
    let text = format!(
        "id,note,x\n1,{},\n2,b,\n3,\"{}\n\",\n4,d,\n",
        "a".repeat(300_000),
        "c\n".repeat(300_000)
    );
    let why = "record longer than 2048 bytes, skipped to its end; check that the file has line ends and closed quotes";
    assert_eq!(
        read_with("w.csv", text, &small),
        [
            format!("w.csv:2 REFUSED {why}"),
            "w.csv:3 id=2 note=b x=".to_owned(),
            format!("w.csv:4 REFUSED {why}"),
            "w.csv:300006 id=4 note=d x=".to_owned(),
        ]
    );
}

#[test]
fn protected_columns_are_blanked_and_named() {
    let text = "id,Gender,Date of Birth,city\n1,f,1990-01-01,Oslo\n";
    assert_eq!(read("w.csv", text), ["w.csv:2 id=1 dropped_2= dropped_3= city=Oslo"]);
    assert_eq!(dropped("w.csv", text), ["Gender", "Date of Birth"]);
}

#[test]
fn a_mapping_gives_columns_our_names_but_never_a_protected_one() {
    let mapped = |columns: &[(&str, &str)]| Mapping {
        files: vec![MappedFile {
            pattern: "*.csv".to_owned(),
            source: "hris_workers".to_owned(),
            columns: columns
                .iter()
                .map(|(ours, theirs)| ((*ours).to_owned(), MappedColumn::named(*theirs)))
                .collect(),
            ..MappedFile::default()
        }],
    };
    let text = b"Pers.-Nr.,Mail (dienstlich),work_email,gender\n1,a@x.example,b,f\n".to_vec();
    let input = Input::from_memory(vec![("w.csv".to_owned(), text)], &Limits::default());
    let mapping = mapped(&[("worker_number", "Pers.-Nr."), ("work_email", "Mail (dienstlich)")]);
    let rows: Vec<String> = input.files(&mapping).flat_map(show_file).collect();
    assert_eq!(
        rows,
        ["w.csv:2 worker_number=1 work_email=a@x.example work_email_unmapped=b dropped_4="]
    );
    let mapping = mapped(&[("title", "gender")]);
    let rows: Vec<String> = input.files(&mapping).flat_map(show_file).collect();
    assert_eq!(
        rows[0],
        "w.csv:1 REFUSED the mapping names columns that this file does not have: gender; it has Pers.-Nr., Mail (dienstlich), work_email, (dropped)"
    );
}

#[test]
fn columns_may_be_called_after_their_group() {
    let text = "Associate ID,Hire Date,Location,Work Contact: Work Email,Home Address: City,Status,Title,Code\nA1,2026-03-01,Oslo,ada@corp.example,Bergen,Active,Engineer,7\n";
    assert_eq!(
        read("people", text),
        [
            "people:2 associate_id=A1 hire_date=2026-03-01 location=Oslo work_contact_work_email=ada@corp.example home_address_city=Bergen status=Active title=Engineer code=7"
        ]
    );
}

#[test]
fn prose_and_logs_are_no_tables() {
    assert_eq!(
        read("vpn.log", "2026-03-01 10:00:00 ada in, ok\n2026-03-01 10:00:01 ada out, ok\n"),
        ["vpn.log:1 |2026-03-01 10:00:00 ada in, ok", "vpn.log:2 |2026-03-01 10:00:01 ada out, ok"]
    );
    assert_eq!(
        read("[x].log", "[2026-03-01 10:00:00] ada\n"),
        ["[x].log:1 |[2026-03-01 10:00:00] ada"]
    );
    let letter = "Dear Ada,\nI met Bo, Cy and Di in Oslo.\nYours, Eve\n";
    assert_eq!(read("ref.txt", letter), [format!("ref.txt page 1 Text {letter:?}")]);
}

#[test]
fn a_row_of_too_many_columns_says_so_and_the_next_one_is_read() {
    let wide = ",".repeat(20_000);
    assert_eq!(
        read("w.csv", format!("id,name\n1,Ada\n2{wide}\n3,Cy\n")),
        [
            "w.csv:2 id=1 name=Ada",
            "w.csv:3 REFUSED row of more than 16384 columns, skipped to its end; export fewer columns",
            "w.csv:4 id=3 name=Cy",
        ]
    );
}
