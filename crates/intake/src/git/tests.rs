//! Repositories in every form, through the gate. The bundles in `fixtures` were made with git 2.47 of invented people; the
//! other forms are made from them here, so that no test needs git.

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
fn damage_costs_the_objects_that_have_it() {
    let folder = tempfile::tempdir().unwrap();
    put_refs(folder.path(), false);
    put_loose(folder.path());
    fs::write(folder.path().join("refs/heads/odd"), "hello").unwrap();
    let path = folder.path().join("objects").join(&ON_BRANCH[..2]).join(&ON_BRANCH[2..]);
    fs::write(&path, b"no zlib").unwrap();
    // A commit that is not the one that its id names.
    put_object(
        folder.path(),
        FIRST,
        Kind::Commit,
        b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nx",
    );
    let records = of_folder(folder.path());
    let refused: Vec<&String> = records.iter().filter(|it| it.contains("REFUSED")).collect();
    let damaged = "REFUSED object of the repository is damaged; fetch the repository again, or give a bundle of it (`git bundle create x.bundle --all`)";
    assert_eq!(
        refused,
        [
            &"#/refs/heads/odd REFUSED ref is damaged or a link; fetch the repository again"
                .to_owned(),
            &format!("#/refs/heads/fix/login {damaged}"),
            &format!("@{FIRST} {damaged}"),
            &format!("@{ON_BRANCH} {damaged}"),
        ]
    );
    assert_eq!(records.len(), 4 + 6);
}

#[test]
fn a_cut_pack_or_bundle_says_so_and_nothing_panics() {
    let cut = of_memory(&SMALL[..1500]);
    assert!(cut.iter().any(|it| it.contains("REFUSED bundle is damaged or cut")), "{cut:?}");
    assert!(cut.iter().any(|it| it.contains("REFUSED commit is missing")), "{cut:?}");
    for step in (0..SMALL.len()).step_by(7) {
        let mut odd = SMALL.to_vec();
        odd[step] ^= 0x55;
        assert!(!of_memory(&odd).is_empty() || step < 16, "{step}");
        let folder = tempfile::tempdir().unwrap();
        put_refs(folder.path(), false);
        put_pack(folder.path());
        let odd_pack = &odd[SMALL.len() - split(SMALL).0.len()..];
        fs::write(folder.path().join("objects/pack/pack-1.pack"), odd_pack).unwrap();
        assert!(!of_folder(folder.path()).is_empty());
        let mut odd = SMALL_INDEX.to_vec();
        odd[step % SMALL_INDEX.len()] ^= 0x55;
        put_pack(folder.path());
        fs::write(folder.path().join("objects/pack/pack-1.idx"), odd).unwrap();
        assert!(!of_folder(folder.path()).is_empty());
    }
}

#[test]
fn caps_are_kept_and_said() {
    let limits = Limits { history_commits: 3, ..Limits::default() };
    let few = of_memory_within(SMALL, &limits);
    assert_eq!(few.len(), 4);
    assert_eq!(few[3], "# REFUSED more than 3 commits; give single branches as bundles");
    let limits = Limits { history_memory_bytes: 500, ..Limits::default() };
    assert_eq!(
        of_memory_within(SMALL, &limits),
        [
            "UNOPENED x: bundle larger than 0 MiB; clone it into the scanned folder (`git clone --bare`)"
        ]
    );
    let limits = Limits { history_time: Duration::ZERO, ..Limits::default() };
    assert!(of_memory_within(SMALL, &limits).iter().all(|it| it.contains("REFUSED")));
    let limits = Limits { history_object_bytes: 300, ..Limits::default() };
    assert!(of_memory_within(SMALL, &limits).iter().any(|it| it.contains("REFUSED")));
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
fn nothing_leads_out_of_the_scanned_folder() {
    let outside = tempfile::tempdir().unwrap();
    put_refs(outside.path(), false);
    put_pack(outside.path());
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        fs::create_dir_all(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join(".git"), text).unwrap();
    };
    put("away", &format!("gitdir: {}\n", outside.path().display()));
    put("beside", "gitdir: ../own/.git/worktrees/beside\n");
    fs::create_dir_all(folder.path().join("own/.git/worktrees/beside")).unwrap();
    let own = folder.path().join("own/.git");
    put_refs(&own, false);
    fs::remove_file(own.join("packed-refs")).unwrap();
    fs::write(own.join("refs/heads/main"), NEWEST).unwrap();
    fs::create_dir_all(own.join("objects/info")).unwrap();
    fs::write(
        own.join("objects/info/alternates"),
        outside.path().join("objects").display().to_string(),
    )
    .unwrap();
    fs::create_dir_all(folder.path().join("odd/.git")).unwrap();
    let mut expected = vec![
        "UNOPENED away/.git: working folder of a repository outside of the scanned folder; not followed, give a bundle of it (`git bundle create x.bundle --all`)".to_owned(),
        "UNOPENED beside/.git: working folder of a repository that lies in the scanned folder too; its history is read there".to_owned(),
        "UNOPENED odd/.git: folder `.git` without HEAD, objects or refs, which is no repository; copy it again, or give a bundle of it".to_owned(),
        "#/objects/info/alternates REFUSED repository borrows objects of another one, which is not followed; give a bundle of it (`git bundle create x.bundle --all`)".to_owned(),
        "#/refs/heads/main REFUSED commit is missing; fetch the repository whole (`git fetch --unshallow`), or give a bundle of it".to_owned(),
    ];
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        let linked = folder.path().join("linked.git");
        put_refs(&linked, false);
        fs::remove_dir_all(linked.join("objects")).unwrap();
        symlink(outside.path().join("objects"), linked.join("objects")).unwrap();
        // Without objects of its own it is no repository, and what is left of it is read as files.
        expected.push("link".to_owned());
    }
    let mut records = of_folder_but(folder.path(), "linked.git/");
    if cfg!(unix) {
        records.push("link".to_owned());
    }
    records.sort();
    expected.sort();
    assert_eq!(records, expected);
}

/// Without the files of one folder.
fn of_folder_but(path: &Path, folder: &str) -> Vec<String> {
    let input = crate::open(path, &Limits::default()).unwrap();
    let mapping = Mapping::default();
    let mut res = Vec::new();
    for idx in 0..input.len() {
        if input.file_name(idx).unwrap().starts_with(folder) {
            let is_link = input.file(idx, &mapping).unwrap().is_err();
            assert_eq!(is_link, input.file_name(idx).unwrap().ends_with("/objects"));
            continue;
        }
        match input.file(idx, &mapping).unwrap() {
            Err(why) => res.push(format!("UNOPENED {why}")),
            Ok(file) => res.extend(file.records.map(|it| match it {
                Err((from, why)) => format!("{} REFUSED {why}", at(&from.to_string(), &file.name)),
                Ok(record) => record.from.to_string(),
            })),
        }
    }
    res
}

#[test]
fn a_repository_in_an_archive_is_said_once() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["product/.git/HEAD", "product/.git/objects/aa/bb", "product/.git/config"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"ref: refs/heads/main").unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    assert_eq!(
        of_memory(&zip),
        [
            "UNOPENED x/product/.git: git repository in an archive; unpack the archive, or give a bundle (`git bundle create x.bundle --all`)"
        ]
    );
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
