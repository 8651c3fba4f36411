//! Damaged, cut, oversized and leading elsewhere.

use std::{fs, io::Write, path::Path, time::Duration};

use bonafide_model::Mapping;
use gix_object::Kind;

use super::{
    FIRST, NEWEST, ON_BRANCH, SMALL, SMALL_INDEX, at, of_folder, of_memory, of_memory_within,
    put_loose, put_object, put_pack, put_refs, split,
};
use crate::Limits;

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
