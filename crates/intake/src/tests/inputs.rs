//! Folders, archives and compressed files.

use std::{fs, path::Path};

use bonafide_model::Mapping;

use super::{gzip, read, read_with, show_file, zip_of};
use crate::{Input, Limits, open};

fn read_path(path: &Path) -> Vec<String> {
    let input = open(path, &Limits::default()).unwrap();
    input.files(&Mapping::default()).flat_map(show_file).collect()
}

#[test]
fn a_folder_is_read_in_order_of_name_and_never_left() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.json"), "{\"secret\":1}").unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("hris/deep")).unwrap();
    fs::write(folder.path().join("z.json"), "{\"z\":1}").unwrap();
    fs::write(folder.path().join("hris/deep/a.json"), "{\"a\":1}").unwrap();
    fs::write(folder.path().join(".DS_Store"), "x").unwrap();
    fs::write(folder.path().join("empty.csv"), "").unwrap();
    assert_eq!(read_path(folder.path()), ["hris/deep/a.json# {\"a\":1}", "z.json# {\"z\":1}"]);
    let input = open(folder.path(), &Limits::default()).unwrap();
    assert_eq!((input.len(), input.total_bytes(), input.file_name(0)), (3, 14, Some("empty.csv")));
    let mapping = Mapping::default();
    let file = input.file(1, &mapping).unwrap().unwrap();
    assert_eq!((file.sha256)(), "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path(), folder.path().join("link")).unwrap();
        std::os::unix::fs::symlink(
            outside.path().join("secret.json"),
            folder.path().join("s.json"),
        )
        .unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("round")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("y.sock")).unwrap();
        let not_followed = "symbolic link to a folder, to nothing, or out of the scanned folder; not followed, put the file itself here";
        assert_eq!(
            read_path(folder.path()),
            [
                "hris/deep/a.json# {\"a\":1}".to_owned(),
                format!("UNOPENED link: {not_followed}"),
                format!("UNOPENED round: {not_followed}"),
                format!("UNOPENED s.json: {not_followed}"),
                "UNOPENED y.sock: pipe, socket or device, not a file; not opened".to_owned(),
                "z.json# {\"z\":1}".to_owned(),
            ]
        );
    }
}

#[test]
fn lines_are_hashed_while_they_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ndjson");
    let lines: String = (0..40_000).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    let (mapping, limits) = (Mapping::default(), Limits::default());
    let opened = |path: &Path| open(path, &limits).unwrap();
    fs::write(&path, &lines).unwrap();
    let expected = opened(&path).sha256(0).unwrap().to_owned();
    let input = opened(&path);
    let file = input.file(0, &mapping).unwrap().unwrap();
    let mut blocks = file.lines.unwrap().blocks();
    while blocks.next_block(Vec::new()).is_some() {}
    // Nobody can read it for its hash any more.
    fs::remove_file(&path).unwrap();
    assert_eq!((file.sha256)(), expected);
    // Packed lines have the hash of what lies there.
    fs::write(&path, gzip(lines.as_bytes())).unwrap();
    let input = opened(&path);
    let file = input.file(0, &mapping).unwrap().unwrap();
    let mut blocks = file.lines.unwrap().blocks();
    while blocks.next_block(Vec::new()).is_some() {}
    assert_eq!(
        (file.sha256)(),
        Input::from_memory(vec![("x".into(), fs::read(&path).unwrap())], &limits)
            .sha256(0)
            .unwrap()
    );
}

#[test]
fn nothing_there_is_an_error_that_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    let why = open(folder.path(), &Limits::default()).unwrap_err().to_string();
    assert_eq!(
        why,
        format!("{path}: no files inside; put the exports there, or give another folder")
    );
    let why = open(&folder.path().join("nope"), &Limits::default()).unwrap_err().to_string();
    assert_eq!(
        why,
        format!(
            "{path}/nope: no such file or folder; check the spelling, or give the folder that holds the exports"
        )
    );
    for name in ["a", "b"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let why =
        open(folder.path(), &Limits { files: 1, ..Limits::default() }).unwrap_err().to_string();
    assert_eq!(
        why,
        format!(
            "{path}: more than 1 files; scan it in parts, or join small log files into larger ones"
        )
    );
}

#[test]
fn archives_are_read_through_one_inside_another_with_harmless_names() {
    let inner =
        zip_of(&[("in.json", b"{\"in\":1}"), ("innermost.zip", &zip_of(&[("x.json", b"{}")]))]);
    let outer = zip_of(&[
        ("../../b.csv", b"id,name,x\n1,Ada,\n"),
        ("/a.json", b"[{\"a\":1}]"),
        ("__MACOSX/._a.json", b"junk"),
        ("more.zip", &inner),
        ("log.gz", &gzip(b"{\"l\":1}\n{\"l\":2}\n")),
    ]);
    assert_eq!(
        read("e.zip", outer),
        [
            "e.zip/a.json#/0 {\"a\":1}",
            "e.zip/b.csv:2 id=1 name=Ada x=",
            "e.zip/log.gz:1 {\"l\":1}",
            "e.zip/log.gz:2 {\"l\":2}",
            "e.zip/more.zip/in.json# {\"in\":1}",
            "UNOPENED e.zip/more.zip/innermost.zip: archive nested too deep in other archives; unpack the outer ones",
        ]
    );
}

#[test]
fn many_documents_in_an_archive_do_not_use_up_the_memory_for_archives() {
    let document = zip_of(&[("[Content_Types].xml", b"<Types/>"), ("x", &[7; 2000])]);
    let names: Vec<String> = (0..20).map(|it| format!("{it:02}.docx")).collect();
    let members: Vec<(&str, &[u8])> =
        names.iter().map(|it| (it.as_str(), document.as_slice())).collect();
    let limits = Limits { inner_archive_bytes: document.len() as u64 + 1, ..Limits::default() };
    let records = read_with("cvs.zip", zip_of(&members), &limits);
    let expected: Vec<String> = names
        .iter()
        .map(|it| {
            format!(
                "cvs.zip/{it}:1 REFUSED Office file that is no Word document; save it as PDF or CSV"
            )
        })
        .collect();
    assert_eq!(records, expected);
}

#[test]
fn compression_is_seen_by_content_in_several_parts() {
    let mut bytes = gzip(b"{\"a\":1}\n");
    bytes.extend(gzip(b"{\"a\":2}\n"));
    assert_eq!(read("no-name", bytes), ["no-name:1 {\"a\":1}", "no-name:2 {\"a\":2}"]);
    let frame = |text: &[u8]| {
        ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
    };
    let mut bytes = frame(b"{\"a\":1}\n");
    bytes.extend(frame(b"{\"a\":2}\n"));
    assert_eq!(read("x.zst", bytes), ["x.zst:1 {\"a\":1}", "x.zst:2 {\"a\":2}"]);
}

#[test]
fn a_cut_gzip_gives_what_is_whole_and_says_where_it_breaks() {
    let lines: String = (0..20_000).map(|it| format!("{{\"n\":{}}}\n", it * 7919)).collect();
    let whole = gzip(lines.as_bytes());
    let records = read("x.gz", &whole[..whole.len() / 2]);
    assert!(records.len() > 5_000);
    let last = records.last().unwrap();
    assert!(
        last.ends_with(
            "REFUSED the file ends too early, as after a broken download or copy; fetch it again"
        ),
        "{last}"
    );
    assert_eq!(records.iter().filter(|it| it.contains("REFUSED")).count(), 1);
}

#[test]
fn a_decompression_bomb_ends_with_words() {
    let limits = Limits { unpacked_grace_bytes: 1 << 20, ..Limits::default() };
    let bomb = gzip(&vec![b'\n'; 30 << 20]);
    let said =
        "as in a decompression bomb; if the file is sound, unpack it and give the unpacked file";
    let records = read_with("bomb.gz", bomb, &limits);
    assert!(records.len() == 1 && records[0].ends_with(said), "{records:?}");
    let records = read_with("bomb.zip", zip_of(&[("b.csv", &vec![b'a'; 30 << 20])]), &limits);
    assert!(records.len() == 1 && records[0].ends_with(said), "{records:?}");
}

#[test]
fn a_damaged_zip_is_named() {
    let whole = zip_of(&[("a.json", b"[{\"a\":1}]")]);
    let records = read("a.zip", &whole[..whole.len() - 10]);
    assert!(records[0].starts_with("UNOPENED a.zip: zip archive is damaged or cut"), "{records:?}");
    let mut damaged = zip_of(&[("a.log", b"2026-03-01 first\n2026-03-01 second\n")]);
    let idx = damaged.windows(2).position(|it| it == b"PK").unwrap() + 14;
    let central = damaged.windows(4).position(|it| it == b"PK\x01\x02").unwrap() + 16;
    damaged[idx] ^= 1;
    damaged[central] ^= 1;
    let last = read("a.zip", damaged).pop().unwrap();
    assert!(last.contains("checksum of the archive member does not fit"), "{last}");
}

#[test]
fn two_members_of_one_name_are_both_kept() {
    let input = Input::from_memory(
        vec![
            ("a.json".to_owned(), b"{\"n\":1}".to_vec()),
            ("a.json".to_owned(), b"{\"n\":2}".to_vec()),
        ],
        &Limits::default(),
    );
    let records: Vec<String> = input.files(&Mapping::default()).flat_map(show_file).collect();
    assert_eq!(records, ["a.json# {\"n\":1}", "a.json~2# {\"n\":2}"]);
}

#[test]
fn members_that_share_their_bytes_are_refused() {
    let mut bytes = zip_of(&[("a.json", b"{\"a\":1}"), ("b.json", b"{\"a\":1}")]);
    // The second entry of the directory is made to point at the first member.
    let entry = bytes.windows(4).rposition(|it| it == b"PK\x01\x02").unwrap();
    bytes[entry + 42..entry + 46].fill(0);
    let name = entry + 46;
    bytes[name] = b'b';
    let records = read("a.zip", bytes);
    assert_eq!(
        records,
        [
            "UNOPENED a.zip: zip archive has members that overlap, as in a decompression bomb; unpack it and give the files"
        ]
    );
}
