//! Knowing lines at a glance changes nothing: the same bytes read line by line in full give the same account.

use std::{fs, ops::Range, path::Path};

use bonafide_model::{
    Blocks, Body, Incoming, LineGate, Locator, Provenance, Record, Reject, value,
};
use serde_json::value::RawValue;

use super::{
    answer::Said,
    clock::parse,
    learn::{is_written_time, said_later, said_with},
    leaves::take_apart,
    *,
};

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

/// Reads all blocks with one reader; gives the account, and how many lines were known at a glance.
fn alone(file: &Memory, source: &'static Source) -> (String, u64) {
    let mut reader = Reader::new("t.ndjson".into(), source, file.gate());
    read_blocks(&mut reader, &Mutex::new(file.blocks()), usize::MAX);
    let n_known = reader.n_known;
    (shown(Reader::close(vec![reader])), n_known)
}

/// Holds three ways of reading the same bytes against one another; gives how many lines were known at a glance.
fn compare(bytes: Vec<u8>, source: &'static Source) -> u64 {
    let full = shown(in_full(&bytes, source));
    let file = Memory(bytes);
    let (one_thread, n_known) = alone(&file, source);
    assert_eq!(one_thread, full, "{}", source.id);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    let several = threads.install(|| shown(read(&file, &"t.ndjson".into(), source)));
    assert_eq!(several, full, "{} on several threads", source.id);
    n_known
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
        "\"203.0.113.9\"",
        "\"203.0.113.9:443\"",
        "\"10.1.2.3\"",
        "\"2001:db8::77\"",
        "\"::ffff:192.0.2.77\"",
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

/// The line of another day, person and place: what times, addresses and ids it has are other ones of a few.
fn alike(line: &str, numbers: &mut Numbers) -> Vec<u8> {
    const ADDRESSES: &[&str] =
        &["192.0.2.77", "203.0.113.9", "198.51.100.3", "203.0.113.10", "10.1.2.3", "2001:db8::77"];
    let mut line = line.as_bytes().to_vec();
    let (mut skeleton, mut leaves) = (Vec::new(), Vec::new());
    if !take_apart(&line, &mut skeleton, &mut leaves) {
        return line;
    }
    for leaf in leaves.into_iter().rev() {
        let Ok(text) = std::str::from_utf8(&line[leaf.clone()]) else { continue };
        let Some(inner) = text.strip_prefix('"').and_then(|it| it.strip_suffix('"')) else {
            continue;
        };
        let digit = inner.rfind(|it: char| it.is_ascii_digit());
        let other = if value::parse_ip(inner).is_ok() {
            format!("\"{}\"", ADDRESSES[numbers.below(ADDRESSES.len())])
        } else if parse(text.as_bytes()).is_some() {
            // Somewhere in the clock, the day or the year.
            let Some(place) = inner.find(['T', ' ']) else { continue };
            let place = (place + [2, 5, 8][numbers.below(3)]).min(inner.len() - 1);
            if !inner.as_bytes()[place].is_ascii_digit() {
                continue;
            }
            format!("\"{}{}{}\"", &inner[..place], numbers.below(4), &inner[place + 1..])
        } else if let Some(digit) = digit.filter(|_| numbers.below(8) == 0) {
            format!("\"{}{}{}\"", &inner[..digit], numbers.below(3), &inner[digit + 1..])
        } else {
            continue;
        };
        line.splice(leaf, other.into_bytes());
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
        n_known += compare(bytes, source);
    }
    assert!(n_known > 500, "some lines are known at a glance: {n_known}");
}

#[test]
fn lines_of_a_few_people_are_answered_the_same_at_a_glance_and_in_full() {
    const ENDS: &[&[u8]] = &[b"\n", b"\n", b"\n", b"\r\n", b" \n", b"\n\n", b"\n ", b"\r\r\n"];
    let (mut n_known, mut n_lines) = (0, 0);
    for source in bonafide_sources::SOURCES {
        let mut records = fixtures(source);
        let mut numbers = Numbers(13);
        // A few records, each often.
        while records.len() > 6 {
            records.swap_remove(numbers.below(records.len()));
        }
        if records.is_empty() {
            continue;
        }
        let mut bytes = Vec::new();
        for _ in 0..500 {
            bytes.extend(alike(&records[numbers.below(records.len())], &mut numbers));
            bytes.extend(ENDS[numbers.below(ENDS.len())]);
        }
        // The last line has no end.
        bytes.extend(alike(&records[0], &mut numbers));
        n_known += compare(bytes, source);
        n_lines += 501;
    }
    assert!(n_known * 3 > n_lines, "a third is known at a glance: {n_known} of {n_lines}");
}

fn sign_in(n: usize, person: usize, address: &str) -> String {
    let (day, hour, minute) = (1 + n / 500, n / 60 % 24, n % 60);
    format!(
        r#"{{"uuid":"u{n}","published":"2026-03-0{day}T{hour:02}:{minute:02}:00.{:03}Z","eventType":"user.session.start","actor":{{"id":"p{person}","alternateId":"p{person}@corp.example","type":"User"}},"client":{{"ipAddress":"{address}"}},"outcome":{{"result":"SUCCESS"}}}}"#,
        n % 1000,
    )
}

#[test]
fn sign_ins_are_known_but_for_their_first() {
    let source = bonafide_sources::by_id("okta_system_log").unwrap();
    let lines = (0..1000).map(|n| sign_in(n, n % 7, &format!("192.0.2.{}", n % 7)));
    let bytes = lines.collect::<Vec<_>>().join("\n").into_bytes();
    let n_known = compare(bytes, source);
    assert!(n_known > 950, "{n_known}");
}

#[test]
fn an_address_never_seen_is_known_once_two_were_read() {
    let source = bonafide_sources::by_id("okta_system_log").unwrap();
    let ordinary = |n: usize| format!("198.51.{}.{}", n / 250, n % 250);
    let lines = (0..1000).map(|n| sign_in(n, n % 7, &ordinary(n)));
    let n_known = compare(lines.collect::<Vec<_>>().join("\n").into_bytes(), source);
    assert!(n_known > 950, "{n_known}");
    // What is no ordinary address is read in full, and means something else.
    for odd in ["10.0.0.", "192.168.2.", "0.0.0.", "192.0.2.1:", "::ffff:192.0.2.", "x"] {
        let address =
            |n: usize| if n.is_multiple_of(3) { format!("{odd}{}", n % 250) } else { ordinary(n) };
        let lines = (0..300).map(|n| sign_in(n, n % 7, &address(n)));
        compare(lines.collect::<Vec<_>>().join("\n").into_bytes(), source);
    }
}

/// What a source says of a line at two addresses is the same but for the address (or not, as where a guest without a name is
/// known by it); then so it is at any other.
#[test]
fn no_source_says_otherwise_at_a_third_address() {
    const OTHERS: &[&str] =
        &["9.9.9.9", "203.0.113.200", "81.2.69.142", "198.18.7.7", "192.0.2.1", "223.255.255.254"];
    let (mut n_alike, mut n_bound) = (0, 0);
    for source in bonafide_sources::SOURCES {
        for line in fixtures(source) {
            let line = line.trim().as_bytes();
            let (mut skeleton, mut ranges) = (Vec::new(), Vec::new());
            let mut gate = Memory(Vec::new()).gate();
            let Ok(record) = gate(1, line) else { continue };
            let Some((said, _)) = (source.read)(&record).ok().and_then(Said::of) else { continue };
            let Some(address) = said.address().filter(|it| it.is_ipv4()) else { continue };
            assert!(take_apart(line, &mut skeleton, &mut ranges));
            let written = format!("\"{address}\"");
            ranges.retain(|it| line[it.clone()] == *written.as_bytes());
            let [range] = ranges.as_slice() else { continue };
            let mut is_alike = |other: &str| {
                let (leaf, other) = (format!("\"{other}\""), other.parse().unwrap());
                let again =
                    said_with(source, &mut gate, line, (range.clone(), leaf.as_bytes())).unwrap();
                again.said == said.with_address(address, other)
            };
            let n = OTHERS.iter().filter(|it| is_alike(it)).count();
            assert!(n == 0 || n == OTHERS.len(), "{} on {written}: {n}", source.id);
            n_alike += usize::from(n > 0);
            n_bound += usize::from(n == 0);
        }
    }
    assert!(n_alike > 100 && n_bound < 10, "{n_alike} alike, {n_bound} bound");
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
            let (outcome, reads) = bonafide_sources::read_noting(source, &record);
            let Some((said, Some(at))) = outcome.ok().and_then(Said::of) else { continue };
            assert!(take_apart(line, &mut skeleton, &mut ranges));
            // Where a second time is read, the two may be held against one another, and nothing is repeated.
            let is_read = |range: &Range<usize>| {
                reads.iter().any(|it| it.start < range.end && range.start < it.end)
            };
            let times =
                ranges.iter().filter(|it| is_read(it) && is_written_time(&line[(*it).clone()]));
            if times.count() > 1 {
                continue;
            }
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
