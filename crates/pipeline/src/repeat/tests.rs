//! Knowing lines at a glance changes nothing: the same bytes read line by line in full give the same account.

use std::{fs, path::Path};

use bonafide_model::{Blocks, Incoming, LineGate, Locator, Provenance, Reject};
use serde_json::value::RawValue;

use super::*;

struct Memory(Vec<u8>);

fn gate(file: &Arc<str>, number: u64, line: &[u8]) -> Incoming {
    let from = Provenance { file: Arc::clone(file), at: Locator::Line(number) };
    match std::str::from_utf8(line) {
        Ok(text) => Ok(Record { from, body: Body::Json(text.into()) }),
        Err(_) => Err((from, Reject::new("not text"))),
    }
}

struct Waiting(std::collections::VecDeque<Block>);

impl Blocks for Waiting {
    fn next_block(&mut self, _spare: Vec<u8>) -> Option<Block> {
        self.0.pop_front()
    }
}

/// Reads all blocks with one reader.
fn read_all(reader: &mut Reader, file: &Memory) {
    let mut blocks = file.blocks();
    while let Some(block) = blocks.next_block(Vec::new()) {
        reader.block(block);
    }
}

impl LineFile for Memory {
    fn blocks(&self) -> Box<dyn Blocks> {
        let mut blocks = std::collections::VecDeque::new();
        let mut first = 1;
        let lines: Vec<&[u8]> = self.0.split_inclusive(|it| *it == b'\n').collect();
        for chunk in lines.chunks(50) {
            blocks.push_back(Block::Lines { first, bytes: chunk.concat() });
            first += chunk.len() as u64;
        }
        Box::new(Waiting(blocks))
    }

    fn gate(&self) -> LineGate {
        let file: Arc<str> = "t.ndjson".into();
        Box::new(move |number, line| gate(&file, number, line))
    }
}

/// The account of the same bytes, every line read in full.
fn in_full(bytes: &[u8], source: &'static Source) -> Account {
    let file: Arc<str> = "t.ndjson".into();
    let mut account = Account::default();
    for (idx, line) in bytes.split(|it| *it == b'\n').enumerate() {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        match gate(&file, idx as u64 + 1, line) {
            Ok(record) => account.enter(record.from.clone(), (source.read)(&record)),
            Err((from, why)) => account.enter(from, Err(why)),
        }
    }
    account
}

fn shown(account: Account) -> String {
    let blank = crate::unopened("t.ndjson".into(), String::new());
    format!("{:#?}", account.close(blank))
}

/// JSON records of all fixtures of a source, one line each.
#[expect(clippy::disallowed_methods, reason = "fixtures lie on disk")]
fn fixtures(source: &Source) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../sources/src/shelf")
        .join(source.id)
        .join("fixtures");
    let mut res = Vec::new();
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|it| it.extension().is_some_and(|it| it == "in")) {
        let Ok(text) = fs::read_to_string(path) else { continue };
        if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(&text) {
            res.extend(items.iter().map(|it| one_line(it.get())));
        } else if serde_json::from_str::<&RawValue>(&text).is_ok() {
            res.push(one_line(&text));
        } else {
            res.extend(text.lines().filter(|it| it.starts_with('{')).map(str::to_owned));
        }
    }
    res
}

/// Line ends in JSON stand between values only.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// A generator of numbers that needs no library: the sequence of Lehmer.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0 * 48271 % 0x7fff_ffff;
        usize::try_from(self.0).unwrap() % n.max(1)
    }
}

/// The line with some leaves replaced by others that it or other lines hold, or by odd ones.
fn varied(line: &str, donors: &[String], numbers: &mut Numbers) -> Vec<u8> {
    const ODD: &[&str] = &[
        "null",
        "true",
        "17",
        "\"\"",
        "\"zz\"",
        "\"2026-03-04T05:06:07Z\"",
        "\"192.0.2.77\"",
        "-1.5",
        "\"a\\\"b\"",
        "{}",
        "[]",
        "01",
        "\"2026-03-05T11:16:07.25Z\"",
        "1772600000000",
    ];
    let mut line = line.as_bytes().to_vec();
    for _ in 0..numbers.below(4) {
        let (mut skeleton, mut leaves) = (Vec::new(), Vec::new());
        if !take_apart(&line, &mut skeleton, &mut leaves) || leaves.is_empty() {
            return line;
        }
        let target = leaves[numbers.below(leaves.len())].clone();
        let donor = donors[numbers.below(donors.len())].as_bytes();
        let mut others = Vec::new();
        let found = take_apart(donor, &mut skeleton, &mut others) && !others.is_empty();
        let text = if found && numbers.below(2) == 0 {
            donor[others[numbers.below(others.len())].clone()].to_vec()
        } else {
            ODD[numbers.below(ODD.len())].as_bytes().to_vec()
        };
        line.splice(target, text);
    }
    line
}

#[test]
fn every_source_answers_the_same_at_a_glance_and_in_full() {
    let mut n_known = 0;
    for source in bonafide_sources::SOURCES {
        let records = fixtures(source);
        if records.is_empty() {
            continue;
        }
        let mut numbers = Numbers(11);
        let mut bytes = Vec::new();
        for _ in 0..400 {
            let line = &records[numbers.below(records.len())];
            bytes.extend(varied(line, &records, &mut numbers));
            bytes.push(b'\n');
        }
        let name: Arc<str> = "t.ndjson".into();
        let file = Memory(bytes.clone());
        let mut reader = Reader::new(Arc::clone(&name), source, file.gate());
        read_all(&mut reader, &file);
        n_known += reader.n_known;
        let one_thread = shown(reader.close());
        let full = shown(in_full(&bytes, source));
        assert_eq!(one_thread, full, "{}", source.id);
        assert_eq!(shown(read(&file, &name, source)), full, "{} on several threads", source.id);
    }
    assert!(n_known > 500, "some lines are known at a glance: {n_known}");
}

#[test]
fn sign_ins_are_known_but_for_their_first() {
    let source = bonafide_sources::by_id("okta_system_log").unwrap();
    let mut bytes = Vec::new();
    for n in 0..1000 {
        let (person, hour, minute) = (n % 7, n / 60 % 24, n % 60);
        bytes.extend(format!(
            r#"{{"uuid":"u{n}","published":"2026-03-0{}T{hour:02}:{minute:02}:00.{n:03}Z","eventType":"user.session.start","actor":{{"id":"p{person}","alternateId":"p{person}@corp.example","type":"User"}},"client":{{"ipAddress":"192.0.2.{person}"}},"outcome":{{"result":"SUCCESS"}}}}"#,
            1 + n / 500
        ).into_bytes());
        bytes.push(b'\n');
    }
    let name: Arc<str> = "t.ndjson".into();
    let file = Memory(bytes.clone());
    let mut reader = Reader::new(name, source, file.gate());
    read_all(&mut reader, &file);
    assert!(reader.n_known > 950, "{}", reader.n_known);
    assert_eq!(shown(reader.close()), shown(in_full(&bytes, source)));
}

#[test]
fn no_source_says_otherwise_at_another_time() {
    let mut n_asked = 0;
    for source in bonafide_sources::SOURCES {
        for line in fixtures(source) {
            let line = line.trim().as_bytes();
            let (mut skeleton, mut ranges) = (Vec::new(), Vec::new());
            let mut gate = Memory(Vec::new()).gate();
            let Ok(record) = gate(1, line) else { continue };
            let Some((said, Some(at))) = (source.read)(&record).ok().and_then(Said::of) else {
                continue;
            };
            assert!(take_apart(line, &mut skeleton, &mut ranges));
            let is_time = |it: &&Range<usize>| parse(&line[(*it).clone()]) == Some(at);
            let (Some(time), 1) =
                (ranges.iter().find(is_time), ranges.iter().filter(is_time).count())
            else {
                continue;
            };
            let Some(again) = said_later(source, &mut gate, line, Some(time)) else { continue };
            assert!(again.said == said && again.at.is_some(), "{} on {}", source.id, record.from);
            n_asked += 1;
        }
    }
    assert!(n_asked > 20, "{n_asked}");
}
