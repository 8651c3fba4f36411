//! Windows event logs (`.evtx`), chunk by chunk → one JSON object an event, as `evtx_dump` writes it.
//!
//! A log is a header of 4 KiB and chunks of 64 KiB, each of which can be read alone; so a damaged chunk costs its own
//! events, and no more than one chunk is held. An event stands at `/` and its record id.

use std::{
    io::Read,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use ::evtx::{EvtxChunkData, ParserSettings, err::EvtxError};
use bonafide_model::Locator;

use crate::{Limits, json_stream::Piece, lines::too_long, window};

/// First bytes of a log, and of a chunk of it.
pub(crate) const MAGIC: &[u8] = b"ElfFile\0";
const CHUNK_MAGIC: &[u8] = b"ElfChnk\0";
/// Bytes before the first chunk.
const HEADER_BYTES: u64 = 4096; // published: the format's description by its reverse engineers
/// Bytes of a chunk.
const CHUNK_BYTES: u64 = 65_536; // published: likewise

/// The events of a log.
pub(crate) fn records<R: Read + Send>(
    mut reader: R,
    limits: &Limits,
) -> impl Iterator<Item = Piece> + Send + use<R> {
    let cap = limits.record_bytes;
    let settings = Arc::new(ParserSettings::new().validate_checksums(false).indent(false));
    let mut n_chunks = 0;
    let mut is_over = false;
    let mut ready = Vec::new().into_iter();
    std::iter::from_fn(move || {
        loop {
            if let Some(piece) = ready.next() {
                return Some(piece);
            }
            if is_over {
                return None;
            }
            if n_chunks == 0 {
                let header = read_some(&mut reader, HEADER_BYTES);
                if header.as_ref().is_ok_and(|it| (it.len() as u64) < HEADER_BYTES) {
                    is_over = true;
                    return Some((chunk_at(0), Err(cut())));
                }
            }
            n_chunks += 1;
            match read_some(&mut reader, CHUNK_BYTES) {
                Err(why) => {
                    is_over = true;
                    return Some((chunk_at(n_chunks), Err(why)));
                }
                Ok(bytes) if bytes.is_empty() => is_over = true,
                Ok(bytes) => ready = chunk(bytes, n_chunks, (&settings, cap)).into_iter(),
            }
        }
    })
}

fn read_some(reader: &mut impl Read, n: u64) -> Result<Vec<u8>, String> {
    let mut res = Vec::new();
    reader.by_ref().take(n).read_to_end(&mut res).map_err(|why| window::words(&why))?;
    Ok(res)
}

/// The events of one chunk. Chunks that were laid out and never used are blank.
fn chunk(bytes: Vec<u8>, idx: u64, (settings, cap): (&Arc<ParserSettings>, usize)) -> Vec<Piece> {
    if bytes.iter().all(|it| *it == 0) {
        return Vec::new();
    }
    if (bytes.len() as u64) < CHUNK_BYTES {
        return vec![(chunk_at(idx), Err(cut()))];
    }
    if !bytes.starts_with(CHUNK_MAGIC) {
        return vec![(chunk_at(idx), Err(damaged()))];
    }
    let mut res = Vec::new();
    let outcome = catch_unwind(AssertUnwindSafe(|| read_chunk(bytes, settings, cap, idx)));
    match outcome {
        Ok(pieces) => res.extend(pieces),
        Err(_panic) => res.push((chunk_at(idx), Err(damaged()))),
    }
    res
}

fn read_chunk(bytes: Vec<u8>, settings: &Arc<ParserSettings>, cap: usize, idx: u64) -> Vec<Piece> {
    let refused = |_why| vec![(chunk_at(idx), Err(damaged()))];
    let mut data = match EvtxChunkData::new(bytes, false) {
        Ok(data) => data,
        Err(why) => return refused(why),
    };
    let mut chunk = match data.parse(Arc::clone(settings)) {
        Ok(chunk) => chunk,
        Err(why) => return refused(why),
    };
    let mut res = Vec::new();
    for record in chunk.iter() {
        let (at, text) = match record {
            Ok(record) => {
                (event_at(record.event_record_id), record.into_json_bytes().map(|it| it.data))
            }
            Err(EvtxError::FailedToParseRecord { record_id, source }) => {
                (event_at(record_id), Err(*source))
            }
            Err(why) => (chunk_at(idx), Err(why)),
        };
        let text = match text {
            Ok(text) if text.len() > cap => Err(too_long(cap)),
            Ok(text) => Ok(text),
            Err(_why) => Err(damaged()),
        };
        res.push((at, text));
    }
    res
}

fn event_at(record_id: u64) -> Locator {
    Locator::Pointer(format!("/{record_id}"))
}

fn chunk_at(idx: u64) -> Locator {
    Locator::Pointer(format!("/chunk-{idx}"))
}

fn damaged() -> String {
    "event or chunk of events is damaged; export the log again with `wevtutil epl`".to_owned()
}

fn cut() -> String {
    "the event log is cut inside a chunk of 64 KiB; copy it again, or export it with `wevtutil epl`"
        .to_owned()
}

/// A log has to be read from its first byte, so it is recognized by it.
pub(crate) fn begins_like(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}
