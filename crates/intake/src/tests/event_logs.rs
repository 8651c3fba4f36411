//! Windows event logs, whole, damaged and cut.

use super::{read, read_with};
use crate::Limits;

fn name(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let hash =
        units.iter().fold(0_u32, |it, unit| it.wrapping_mul(65_599).wrapping_add(u32::from(*unit)));
    let mut res = vec![0; 4];
    res.extend((hash as u16).to_le_bytes());
    res.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
    res.extend(units.into_iter().flat_map(u16::to_le_bytes));
    res.extend([0, 0]);
    res
}

/// An open element without attributes around `inner`, which begins at an offset of the chunk.
fn element(at: usize, called: &str, inner: impl FnOnce(usize) -> Vec<u8>) -> Vec<u8> {
    let mut res = vec![0x01];
    let n_size = res.len();
    res.extend([0; 4]);
    let name_at = u32::try_from(at + res.len() + 4).unwrap();
    res.extend(name_at.to_le_bytes());
    res.extend(name(called));
    res.push(0x02);
    res.extend(inner(at + res.len()));
    res.push(0x04);
    let size = u32::try_from(res.len() - n_size - 4).unwrap();
    res[n_size..n_size + 4].copy_from_slice(&size.to_le_bytes());
    res
}

fn text(value: &str) -> Vec<u8> {
    let units: Vec<u16> = value.encode_utf16().collect();
    let mut res = vec![0x05, 0x01];
    res.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
    res.extend(units.into_iter().flat_map(u16::to_le_bytes));
    res
}

/// A log of one chunk with these computers, one event each.
pub(super) fn log(computers: &[&str]) -> Vec<u8> {
    let mut chunk = vec![0; 512];
    for (idx, computer) in computers.iter().enumerate() {
        let start = chunk.len();
        let mut record = b"**\0\0".to_vec();
        record.extend([0; 4]);
        record.extend((100 + idx as u64).to_le_bytes());
        record.extend(134_168_121_000_000_000_u64.to_le_bytes());
        record.extend([0x0f, 0x01, 0x01, 0x00]);
        let at = start + record.len();
        record.extend(element(at, "Event", |at| {
            element(at, "System", |at| element(at, "Computer", |_| text(computer)))
        }));
        record.push(0x00);
        let size = u32::try_from(record.len() + 4).unwrap();
        record[4..8].copy_from_slice(&size.to_le_bytes());
        record.extend(size.to_le_bytes());
        chunk.extend(record);
    }
    let end = u32::try_from(chunk.len()).unwrap();
    chunk[..8].copy_from_slice(b"ElfChnk\0");
    let last = 99 + computers.len() as u64;
    for (at, value) in [(8, 1), (16, computers.len() as u64), (24, 100), (32, last)] {
        chunk[at..at + 8].copy_from_slice(&u64::to_le_bytes(value));
    }
    chunk[40..44].copy_from_slice(&128_u32.to_le_bytes());
    chunk[48..52].copy_from_slice(&end.to_le_bytes());
    chunk.resize(65_536, 0);
    let mut res = b"ElfFile\0".to_vec();
    res.resize(4096, 0);
    res.extend(chunk);
    res
}

fn event(computer: &str) -> String {
    format!("{{\"Event\":{{\"System\":{{\"Computer\":\"{computer}\"}}}}}}")
}

#[test]
fn events_stand_at_their_record_id() {
    assert_eq!(
        read("s.evtx", log(&["LT-0042", "LT-0043"])),
        [format!("s.evtx#/100 {}", event("LT-0042")), format!("s.evtx#/101 {}", event("LT-0043"))]
    );
    assert_eq!(
        read("no-name", super::gzip(&log(&["A"]))),
        [format!("no-name#/100 {}", event("A"))]
    );
}

#[test]
fn a_cut_log_gives_what_is_whole() {
    let mut two = log(&["A"]);
    two.extend(&log(&["B"])[4096..]);
    assert_eq!(
        read("s.evtx", &two[..two.len() - 1000]),
        [
            format!("s.evtx#/100 {}", event("A")),
            "s.evtx#/chunk-2 REFUSED the event log is cut inside a chunk of 64 KiB; copy it again, or export it with `wevtutil epl`".to_owned(),
        ]
    );
    assert_eq!(read("s.evtx", &two[..3000]).len(), 1);
    assert_eq!(read("s.evtx", &two[..4096]), Vec::<String>::new());
    let mut unused = log(&["A"]);
    unused.resize(unused.len() + 65_536, 0);
    assert_eq!(read("s.evtx", unused).len(), 1, "a chunk that was never used is no damage");
}

#[test]
fn damage_costs_its_event_or_its_chunk() {
    let mut damaged = log(&["A", "B", "C"]);
    let second =
        4096 + 512 + damaged[4608..].windows(4).skip(4).position(|it| it == b"**\0\0").unwrap() + 4;
    damaged[second + 24] = 0x77;
    let records = read("s.evtx", damaged);
    assert_eq!(
        records,
        [
            format!("s.evtx#/100 {}", event("A")),
            "s.evtx#/101 REFUSED event or chunk of events is damaged; export the log again with `wevtutil epl`".to_owned(),
            format!("s.evtx#/102 {}", event("C")),
        ]
    );
    let mut other = log(&["A"]);
    other[4096] = b'x';
    assert_eq!(
        read("s.evtx", other),
        [
            "s.evtx#/chunk-1 REFUSED event or chunk of events is damaged; export the log again with `wevtutil epl`"
        ]
    );
}

#[test]
fn bytes_turned_anywhere_never_end_the_scan() {
    let whole = log(&["LT-0042", "LT-0043"]);
    for at in (4096..4096 + 900).step_by(3) {
        let mut turned = whole.clone();
        turned[at] ^= 0x5a;
        let limits = Limits { record_bytes: 4096, ..Limits::default() };
        read_with("s.evtx", turned, &limits);
    }
}
