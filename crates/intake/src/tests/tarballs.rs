//! tar archives, plain and compressed, and what hostile ones say.

use ::tar::{Builder, EntryType, Header};

use super::{gzip, read, read_with, zip_of};
use crate::Limits;

fn header(bytes: u64) -> Header {
    let mut res = Header::new_gnu();
    res.set_size(bytes);
    res.set_mode(0o644);
    res
}

pub(super) fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut res = Builder::new(Vec::new());
    for (name, bytes) in members {
        res.append_data(&mut header(bytes.len() as u64), name, *bytes).unwrap();
    }
    res.into_inner().unwrap()
}

#[test]
fn members_are_files_of_their_own_whatever_the_packing() {
    let long = format!("{}/a.json", "deep".repeat(60));
    let tar = tar_of(&[
        ("b.csv", b"id,name,x\n1,Ada,\n"),
        (&long, b"{\"a\":1}"),
        ("log.gz", &gzip(b"{\"l\":1}\n{\"l\":2}\n")),
    ]);
    let expected = |outer: &str| {
        [
            format!("{outer}/b.csv:2 id=1 name=Ada x="),
            format!("{outer}/{long}# {{\"a\":1}}"),
            format!("{outer}/log.gz:1 {{\"l\":1}}"),
            format!("{outer}/log.gz:2 {{\"l\":2}}"),
        ]
    };
    assert_eq!(read("e.tar", tar.clone()), expected("e.tar"));
    assert_eq!(read("no-name", gzip(&tar)), expected("no-name"));
    let zipped = zip_of(&[("in.tgz", &gzip(&tar))]);
    assert_eq!(read("z.zip", zipped), expected("z.zip/in.tgz"));
    let small = Limits { inner_archive_bytes: 100, ..Limits::default() };
    assert_eq!(
        read_with("e.tgz", gzip(&tar), &small),
        expected("e.tgz"),
        "without memory to hold it"
    );
}

#[test]
fn extended_headers_name_and_size_members() {
    let mut builder = Builder::new(Vec::new());
    builder.append_pax_extensions([("path", "ada/löwe.json".as_bytes())]).unwrap();
    builder.append_data(&mut header(7), "short", b"{\"a\":1}".as_slice()).unwrap();
    builder.append_pax_extensions([("GNU.sparse.major", b"1".as_slice())]).unwrap();
    builder.append_data(&mut header(7), "holes", b"{\"a\":1}".as_slice()).unwrap();
    assert_eq!(
        read("e.tar", builder.into_inner().unwrap()),
        [
            "e.tar/ada/löwe.json# {\"a\":1}",
            "UNOPENED e.tar/holes: sparse member of a tar archive; unpack it and give the file",
        ]
    );
}

#[test]
fn links_and_folders_are_no_files_and_names_are_made_harmless() {
    let mut builder = Builder::new(Vec::new());
    for (kind, name) in [(EntryType::Directory, "folder/"), (EntryType::Symlink, "link")] {
        let mut header = header(0);
        header.set_entry_type(kind);
        header.set_link_name("/etc/passwd").unwrap();
        builder.append_data(&mut header, name, b"".as_slice()).unwrap();
    }
    let mut evil = header(7);
    evil.as_gnu_mut().unwrap().name[..16].copy_from_slice(b"../../etc/x.json");
    evil.set_cksum();
    builder.append(&evil, b"{\"a\":1}".as_slice()).unwrap();
    assert_eq!(read("e.tar", builder.into_inner().unwrap()), ["e.tar/etc/x.json# {\"a\":1}"]);
}

#[test]
fn a_cut_or_damaged_archive_gives_what_is_whole() {
    let tar = tar_of(&[("a.json", b"{\"a\":1}"), ("b.log", &b"2026-03-01 in\n".repeat(100))]);
    assert_eq!(
        read("e.tar", &tar[..1024 + 512 + 700]).last().unwrap(),
        "e.tar/b.log:51 REFUSED the file ends too early, as after a broken download or copy; fetch it again"
    );
    let mut damaged = tar.clone();
    damaged[1024] ^= 1;
    assert_eq!(
        read("e.tar", damaged),
        [
            "UNOPENED e.tar: tar archive is damaged or cut at byte 1536; what stands before is read: copy it again, or unpack it and give the files",
            "e.tar/a.json# {\"a\":1}",
        ]
    );
}

#[test]
fn archives_nest_only_so_deep_and_hold_only_so_many() {
    let inner = tar_of(&[("x.json", b"{}")]);
    let nested = tar_of(&[("b.tar", &tar_of(&[("c.tar", &inner), ("y.json", b"{}")]))]);
    assert_eq!(
        read("a.tar", nested),
        [
            "UNOPENED a.tar/b.tar/c.tar: archive nested too deep in other archives; unpack the outer ones",
            "a.tar/b.tar/y.json# {}",
        ]
    );
    let few = Limits { files: 2, ..Limits::default() };
    let many = tar_of(&[("a", b"{}"), ("b", b"{}"), ("c", b"{}")]);
    assert_eq!(
        read_with("a.tar", many, &few),
        ["UNOPENED a.tar: more than 2 files inside; unpack it and scan it in parts"]
    );
}

#[test]
fn sizes_that_lie_are_met_with_words() {
    let mut lying = header(u64::MAX / 2);
    lying.set_path("a.json").unwrap();
    lying.set_cksum();
    let mut tar = lying.as_bytes().to_vec();
    tar.extend(b"{\"a\":1}");
    assert_eq!(
        read("e.tar", tar.clone()),
        [
            "e.tar/a.json:1 {\"a\":1}",
            "e.tar/a.json:1 REFUSED the file ends too early, as after a broken download or copy; fetch it again",
        ]
    );
    let last = read("e.tgz", gzip(&tar)).pop().unwrap();
    assert!(last.contains("the file ends too early"), "{last}");
    let mut endless = header(1 << 40);
    endless.set_entry_type(EntryType::GNULongName);
    endless.set_path("x").unwrap();
    endless.set_cksum();
    assert_eq!(
        read("e.tar", endless.as_bytes().to_vec()),
        [
            "UNOPENED e.tar: tar archive is damaged or cut at byte 512; what stands before is read: copy it again, or unpack it and give the files"
        ]
    );
}

#[test]
fn a_packed_archive_that_unpacks_to_a_bomb_ends_with_words() {
    let limits =
        Limits { unpacked_grace_bytes: 1 << 20, inner_archive_bytes: 1 << 20, ..Limits::default() };
    let bomb = gzip(&tar_of(&[("b.csv", &vec![b'a'; 30 << 20])]));
    let records = read_with("bomb.tgz", bomb, &limits);
    assert!(records.iter().any(|it| it.contains("as in a decompression bomb")), "{records:?}");
}

#[test]
fn other_archives_say_what_to_do() {
    for (start, why) in [
        (b"7z\xbc\xaf\x27\x1c".as_slice(), "7-Zip archive: unpack it first, or give a zip"),
        (b"Rar!\x1a\x07\x01", "RAR archive: unpack it first, or give a zip"),
        (b"BZh91AY", "bzip2: unpack it first"),
    ] {
        assert_eq!(read("x", start.to_vec()), [format!("x:1 REFUSED {why}")]);
    }
}
