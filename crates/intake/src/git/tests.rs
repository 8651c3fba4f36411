//! Repositories in every form, through the gate. The bundles in `fixtures` were made with git 2.47 of invented people; the
//! other forms are made from them here, so that no test needs git.

mod hostile;

use std::{
    fs,
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

use bonafide_model::{Body, Mapping};
use gix_object::Kind;

use super::{objects, refs};
use crate::{Input, Limits};

const SMALL: &[u8] = include_bytes!("fixtures/small.bundle");
const SMALL_INDEX: &[u8] = include_bytes!("fixtures/small.idx");
/// The newest commit of `SMALL`, and the first.
const NEWEST: &str = "70fea1ad15c3dd3ee72688001576460fb3c80d1c";
const FIRST: &str = "2de1bd8e886a88cdcb520a24d7c2a979331f1857";
const ON_BRANCH: &str = "944c81f9424da7e3062f23cf8358592a03ff1613";
const BEFORE_LATIN: &str = "9b98f91d1eb865be956af4d6f5662688518b01cd";
const LATIN: &str = "0014a2e484b4c2248a09fd00828e34d212a59d93";

/// One line a record: the place without the file's name, and what it holds.
fn shown(input: &Input) -> Vec<String> {
    let mapping = Mapping::default();
    let mut res = Vec::new();
    for file in input.files(&mapping) {
        let file = match file {
            Ok(file) => file,
            Err(why) => {
                res.push(format!("UNOPENED {why}"));
                continue;
            }
        };
        for record in file.records {
            res.push(match record {
                Err((from, why)) => format!("{} REFUSED {why}", at(&from.to_string(), &file.name)),
                Ok(record) => {
                    let Body::Json(json) = &record.body else { panic!("a commit is JSON") };
                    format!("{} {json}", at(&record.from.to_string(), &file.name))
                }
            });
        }
    }
    res
}

fn at(from: &str, file: &str) -> String {
    from.strip_prefix(file).expect("a place begins with its file").to_owned()
}

fn of_memory(bytes: &[u8]) -> Vec<String> {
    of_memory_within(bytes, &Limits::default())
}

fn of_memory_within(bytes: &[u8], limits: &Limits) -> Vec<String> {
    shown(&Input::from_memory(vec![("x".to_owned(), bytes.to_vec())], limits))
}

fn of_folder(path: &Path) -> Vec<String> {
    shown(&crate::open(path, &Limits::default()).unwrap())
}

/// The pack of a bundle, and its refs.
fn split(bundle: &[u8]) -> (&[u8], &str) {
    let end = bundle.windows(2).position(|it| it == b"\n\n").unwrap();
    (&bundle[end + 2..], std::str::from_utf8(&bundle[..end]).unwrap())
}

/// Refs as a clone has them: one branch checked out, all branches under `origin`.
fn put_refs(root: &Path, is_clone: bool) {
    fs::create_dir_all(root.join("objects/pack")).unwrap();
    fs::create_dir_all(root.join("refs/heads")).unwrap();
    fs::write(root.join("HEAD"), "ref: refs/heads/main\n").unwrap();
    fs::write(
        root.join("config"),
        "[include]\n\tpath = /etc/passwd\n[core]\n\tfsmonitor = touch /tmp/x\n",
    )
    .unwrap();
    let tag = "1a093c671d48441d6533f403d40ee53688c00b8d refs/tags/v1";
    if is_clone {
        fs::write(root.join("refs/heads/main"), format!("{NEWEST}\n")).unwrap();
        let packed = format!(
            "# pack-refs with: peeled fully-peeled sorted \n{NEWEST} refs/remotes/origin/main\n{ON_BRANCH} refs/remotes/origin/fix/login\n{tag}\n^23265bcdeb93735e0355d44fd284e7dccbf4cab8\n"
        );
        fs::write(root.join("packed-refs"), packed).unwrap();
        fs::create_dir_all(root.join("refs/remotes/origin")).unwrap();
        fs::write(root.join("refs/remotes/origin/HEAD"), "ref: refs/remotes/origin/main\n")
            .unwrap();
    } else {
        let packed = format!("{NEWEST} refs/heads/main\n{ON_BRANCH} refs/heads/fix/login\n{tag}\n");
        fs::write(root.join("packed-refs"), packed).unwrap();
    }
}

fn put_pack(root: &Path) {
    fs::write(root.join("objects/pack/pack-1.pack"), split(SMALL).0).unwrap();
    fs::write(root.join("objects/pack/pack-1.idx"), SMALL_INDEX).unwrap();
}

/// Commits and tags as files of their own.
fn put_loose(root: &Path) {
    let repository = super::bundle::open(SMALL.to_vec(), &Limits::default()).unwrap();
    let objects::Objects::Memory(objects) = repository.objects else {
        panic!("a bundle is in memory")
    };
    for (id, (kind, bytes)) in objects {
        put_object(root, &id.to_string(), kind, &bytes);
    }
}

fn put_object(root: &Path, id: &str, kind: Kind, bytes: &[u8]) {
    let path = root.join("objects").join(&id[..2]);
    fs::create_dir_all(&path).unwrap();
    let file = fs::File::create(path.join(&id[2..])).unwrap();
    let mut packed = flate2::write::ZlibEncoder::new(file, flate2::Compression::fast());
    packed.write_all(format!("{kind} {}\0", bytes.len()).as_bytes()).unwrap();
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap();
}

#[test]
fn a_bundle_is_a_record_a_commit_without_messages_and_paths() {
    let records = of_memory(SMALL);
    assert_eq!(records.len(), 8);
    let of =
        |id: &str| records.iter().find(|it| it.starts_with(&format!("@{id} "))).unwrap().clone();
    assert_eq!(
        of(ON_BRANCH),
        r#"@944c81f9424da7e3062f23cf8358592a03ff1613 {"commit":{"id":"944c81f9424da7e3062f23cf8358592a03ff1613","tree":"66e78130d14be96cd851ff5a64de8a634a42b060","parents":["a9274b8a5b3fd76184a93e2b22ff81fe929a2b62"],"author":{"name":"Bo Marsh","address":"1234+bo-marsh@users.noreply.github.com","at":"2026-01-07T13:00:00Z","offset":"-0500"},"committer":{"name":"GitHub","address":"noreply@github.com","at":"2026-01-07T12:00:00Z","offset":"+0000"},"co_authors":["ada@corp.example"],"tips":["fix/login"],"history":"2de1bd8e886a88cdcb520a24d7c2a979331f1857","change":"df16bca1755ff8e89b49b9da591890f7"}}"#
    );
    assert!(
        of(NEWEST).contains(r#""signature":{"kind":"gpg","key":"D18E37EB98CB379A"}"#),
        "{}",
        of(NEWEST)
    );
    let ssh =
        r#""signature":{"kind":"ssh","key":"SHA256:agYC483LJAMf4O1zieHbO7RfSC6R3qtw4/jUCLOJP00"}"#;
    assert!(records.iter().any(|it| it.contains(ssh)));
    assert!(of(LATIN).contains("\"name\":\"Zo\u{eb} Rook\""), "{}", of(LATIN));
    assert!(!of(BEFORE_LATIN).contains("\"change\""), "a merge makes no change of its own");
    for unread in ["Not to be read", "a.txt", "release"] {
        assert!(!records.iter().any(|it| it.contains(unread)), "{unread}");
    }
}

#[test]
fn one_history_says_the_same_as_clone_bare_and_bundle_packed_and_loose() {
    let expected = of_memory(SMALL);
    for (is_clone, is_packed) in [(true, true), (true, false), (false, true), (false, false)] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join(if is_clone { "product/.git" } else { "anything" });
        put_refs(&root, is_clone);
        if is_packed {
            put_pack(&root)
        } else {
            put_loose(&root)
        }
        assert_eq!(of_folder(folder.path()), expected, "clone {is_clone}, packed {is_packed}");
        let input = crate::open(folder.path(), &Limits::default()).unwrap();
        assert_eq!(input.len(), 1, "what is inside of a repository is no file");
        // A repository may be what is scanned, too.
        assert_eq!(of_folder(&root), expected);
    }
}

#[test]
fn a_fingerprint_changes_with_refs_and_objects_alone() {
    let folder = tempfile::tempdir().unwrap();
    put_refs(folder.path(), false);
    put_pack(folder.path());
    let print = || super::print(folder.path());
    let first = print();
    fs::write(folder.path().join("description"), "x").unwrap();
    assert_eq!(print(), first);
    fs::write(folder.path().join("refs/heads/new"), FIRST).unwrap();
    let second = print();
    assert_ne!(second, first);
    put_loose(folder.path());
    assert_ne!(print(), second);
}

#[test]
fn ids_of_sha_256_are_read() {
    let records = of_memory(include_bytes!("fixtures/sha256.bundle"));
    assert_eq!(records.len(), 8);
    assert!(records.iter().all(|it| it.len() > 64 && !it.contains("REFUSED")), "{records:?}");
}

#[test]
fn commits_kept_as_differences_are_read() {
    for bundle in [
        &include_bytes!("fixtures/deltas.bundle")[..],
        include_bytes!("fixtures/ref_deltas.bundle"),
    ] {
        let records = of_memory(bundle);
        assert_eq!(records.len(), 4);
        assert!(records.iter().all(|it| it.contains("ada@corp.example")), "{records:?}");
    }
}

#[test]
fn what_a_bundle_leaves_out_on_purpose_is_not_missing() {
    let records = of_memory(include_bytes!("fixtures/thin.bundle"));
    assert_eq!(records.len(), 2);
    assert!(!records.iter().any(|it| it.contains("REFUSED")), "{records:?}");
}

#[test]
fn a_shallow_clone_ends_where_it_says() {
    let folder = tempfile::tempdir().unwrap();
    put_refs(folder.path(), false);
    put_loose(folder.path());
    fs::write(folder.path().join("packed-refs"), format!("{NEWEST} refs/heads/main\n")).unwrap();
    fs::remove_file(
        folder.path().join("objects").join(&BEFORE_LATIN[..2]).join(&BEFORE_LATIN[2..]),
    )
    .unwrap();
    let missing = format!(
        "@{BEFORE_LATIN} REFUSED commit is missing; fetch the repository whole (`git fetch --unshallow`), or give a bundle of it"
    );
    let records = of_folder(folder.path());
    assert_eq!(records.len(), 4);
    assert!(records.contains(&missing), "{records:?}");
    fs::write(folder.path().join("shallow"), format!("{LATIN}\n")).unwrap();
    let records = of_folder(folder.path());
    assert_eq!(records.len(), 3);
    assert!(!records.contains(&missing));
}

#[test]
fn an_empty_repository_has_no_record() {
    let folder = tempfile::tempdir().unwrap();
    put_refs(&folder.path().join(".git"), false);
    fs::remove_file(folder.path().join(".git/packed-refs")).unwrap();
    assert_eq!(of_folder(folder.path()), Vec::<String>::new());
    assert_eq!(crate::open(folder.path(), &Limits::default()).unwrap().file_name(0), Some(".git"));
}

#[test]
fn ten_thousand_commits_are_read_in_seconds() {
    let folder = tempfile::tempdir().unwrap();
    put_refs(folder.path(), false);
    let mut parent = String::new();
    for n in 0..10_000 {
        let person = format!("Ada Quill <ada@corp.example> {} +0100", 1_700_000_000 + n * 600);
        let commit = format!("tree {n:040x}\n{parent}author {person}\ncommitter {person}\n\nx\n");
        let id = objects::id_of(gix_hash::Kind::Sha1, Kind::Commit, commit.as_bytes())
            .unwrap()
            .to_string();
        put_object(folder.path(), &id, Kind::Commit, commit.as_bytes());
        assert!(refs::id_of(&id).is_some());
        parent = format!("parent {id}\n");
    }
    let tip = parent.trim().strip_prefix("parent ").unwrap();
    fs::write(folder.path().join("packed-refs"), format!("{tip} refs/heads/main\n")).unwrap();
    let start = Instant::now();
    let records = of_folder(folder.path());
    let took = start.elapsed();
    assert_eq!(records.len(), 10_000);
    assert_eq!(records.iter().filter(|it| it.contains("\"change\"")).count(), 512);
    // Guess: a debug build on a busy machine; a release build takes a tenth of a second.
    assert!(took < Duration::from_secs(30), "{took:?}");
}
