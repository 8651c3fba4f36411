//! Documents that applicants send are parsed in processes of their own: what is hostile costs itself and nothing else.

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Write},
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use bonafide_intake::{Input, Limits, Workers};
use bonafide_model::{Body, Mapping};

use crate::company::{bonafide, lines};

/// A resume that everybody can read.
const SOUND: &[u8] = br"{\rtf1\ansi Ada Novak\par ada@mail.example\par}";

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut res = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        res.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        res.write_all(bytes).unwrap();
    }
    res.finish().unwrap().into_inner()
}

fn docx(body: &[u8]) -> Vec<u8> {
    zip_of(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body)])
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut res = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    res.write_all(bytes).unwrap();
    res.finish().unwrap()
}

/// A PDF of these objects, numbered from 1; the first is the catalog.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut res = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (idx, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", res.len());
        res.extend(format!("{} 0 obj\n", idx + 1).into_bytes());
        res.extend(object);
        res.extend(b"\nendobj\n");
    }
    let end = res.len();
    let size = objects.len() + 1;
    res.extend(
        format!("{table}trailer\n<</Size {size} /Root 1 0 R>>\nstartxref\n{end}\n%%EOF\n")
            .into_bytes(),
    );
    res
}

fn stream(head: &str, packed: &[u8]) -> Vec<u8> {
    let head = format!("<<{head} /Length {} /Filter /FlateDecode>>\nstream\n", packed.len());
    [head.as_bytes(), packed, b"\nendstream"].concat()
}

/// Pages that all show one content.
fn pages(n_pages: usize, content: &[u8]) -> Vec<u8> {
    let kids = "4 0 R ".repeat(n_pages);
    let page = "<</Type /Page /Parent 2 0 R /Contents 3 0 R /Resources <<>>>>";
    pdf(&[
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        format!("<</Type /Pages /Kids [{kids}] /Count {n_pages}>>").into_bytes(),
        stream("", &deflated(content)),
        page.as_bytes().to_vec(),
    ])
}

/// Reads a folder of these files and a sound one; gives what each was refused for, or nothing.
fn refusals(files: &[(&str, Vec<u8>)], more: &[&str]) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/sound.rtf"), SOUND).unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join("in").join(name), bytes).unwrap();
    }
    let args = [&["scan", "in", "--quiet"], more].concat();
    let output = bonafide(folder.path(), &args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let of = |line: &serde_json::Value| {
        let why = line["rejected"].as_object().unwrap().keys().cloned().collect();
        (line["file"].as_str().unwrap().to_owned(), why)
    };
    lines(&folder.path().join("out/intake.jsonl")).iter().map(of).collect()
}

#[test]
fn bombs_and_nests_cost_themselves_only() {
    let zeros = vec![b' '; 200 << 20];
    let files = [
        ("a-bomb.docx", docx(&zeros)),
        ("b-bomb.pdf", pages(1, &zeros)),
        ("c-memory.pdf", pages(1, &[b"[".as_slice(), &b"1 ".repeat(30 << 20), b"] TJ"].concat())),
        ("d-nest.pdf", pages(1, "[".repeat(3_000_000).as_bytes())),
        ("e-nest.rtf", [b"{\\rtf1 ".as_slice(), "{".repeat(3_000_000).as_bytes()].concat()),
        ("f-nest.docx", docx("<w:p>".repeat(2_000_000).as_bytes())),
        ("g-nest.html", [b"<html>".as_slice(), "<div>".repeat(2_000_000).as_bytes()].concat()),
        (
            "h-picture.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x02\0\0\0".to_vec(),
        ),
        (
            "i-text.docx",
            docx(&[b"<w:p><w:t>".as_slice(), "word ".repeat(10_000_000).as_bytes()].concat()),
        ),
    ];
    let found = refusals(&files, &[]);
    assert_eq!(found.len(), files.len() + 1);
    assert_eq!(
        found["a-bomb.docx"],
        ["word/document.xml unpacks to more than 64 MiB; save a smaller copy as PDF"]
    );
    assert_eq!(
        found["e-nest.rtf"],
        ["document is damaged: groups nested too deep; save it anew as PDF"]
    );
    assert_eq!(found["sound.rtf"], Vec::<String>::new());
    // Each of its thirty million numbers takes many bytes once it is read: more than the process may have.
    assert_eq!(
        found["c-memory.pdf"],
        ["document is damaged: its parser gave up; save it anew as PDF"]
    );
    for (name, why) in &found {
        let is_told = why.iter().all(|it| it.contains("save"));
        assert!(is_told, "{name}: {why:?}");
    }
}

#[test]
fn a_document_that_takes_too_long_is_stopped_and_the_next_one_is_read() {
    // Hundreds of pages, each of millions of operators.
    let slow = pages(200, "q Q ".repeat(10 << 20).as_bytes());
    let start = Instant::now();
    let found = refusals(
        &[("a-slow.pdf", slow.clone()), ("z-slow.pdf", slow)],
        &["--document-seconds", "0.5"],
    );
    let late = ["document took longer than 0.5 s to read; save it anew as PDF"];
    assert_eq!(
        (&found["a-slow.pdf"][..], &found["z-slow.pdf"][..]),
        (&late.map(String::from)[..], &late.map(String::from)[..])
    );
    assert_eq!(found["sound.rtf"], Vec::<String>::new());
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

fn copied(folder: &Path, name: &str) -> std::path::PathBuf {
    let copy = folder.join(name);
    fs::copy(env!("CARGO_BIN_EXE_bonafide"), &copy).unwrap();
    fs::create_dir(folder.join("in")).unwrap();
    for idx in 0..20 {
        fs::write(folder.join(format!("in/{idx}.rtf")), SOUND).unwrap();
    }
    copy
}

#[test]
fn the_binary_may_have_any_name_and_be_gone_while_it_runs() {
    let folder = tempfile::tempdir().unwrap();
    let copy = copied(folder.path(), "another name");
    let args = ["check", "in", "--format", "jsonl"];
    let running = Command::new(&copy)
        .args(args)
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    if cfg!(target_os = "linux") {
        fs::remove_file(&copy).unwrap();
    }
    let output = running.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !stderr.contains("rejected"), "{stderr}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).matches("resume_files").count(), 20);
}

#[cfg(unix)]
#[test]
fn closed_standard_streams_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let copy = copied(folder.path(), "bonafide");
    let script = "exec \"$0\" scan in --quiet <&- 2>&-";
    let output = Command::new("/bin/sh")
        .args(["-c", script])
        .arg(&copy)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success());
    let said =
        lines(&folder.path().join("out/intake.jsonl")).iter().filter(|it| it["says"] == 1).count();
    assert_eq!(said, 20);
}

#[test]
fn many_threads_read_many_documents_with_few_processes() {
    const RESUMES: usize = 200;
    let workers = Workers::new(env!("CARGO_BIN_EXE_bonafide"), ["read-documents"]);
    let limits = Limits { document_workers: Some(workers), ..Limits::default() };
    let body =
        b"<w:document><w:body><w:p><w:r><w:t>Ada Novak</w:t></w:r></w:p></w:body></w:document>";
    let files = (0..RESUMES).map(|idx| (format!("{idx}.docx"), docx(body))).collect();
    let input = Input::from_memory(files, &limits);
    let mapping = Mapping::default();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (input, mapping) = (&input, &mapping);
            scope.spawn(move || {
                for idx in (thread..RESUMES).step_by(4) {
                    let mut file = input.file(idx, mapping).unwrap().unwrap();
                    let record = file.records.next().unwrap().unwrap();
                    let Body::Document(document) = record.body else { panic!("a document") };
                    assert_eq!(document.text, "Ada Novak\n");
                }
            });
        }
    });
    // Measured: 0.2 s in a build without optimization. The bound is for machines that do other work besides.
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
