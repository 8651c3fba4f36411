//! The far side of a worker: a process that reads documents from standard input, one after the other, and answers each.
//!
//! Everything on the two pipes is a frame: four bytes of length, least first, then that many bytes. First come the [`Terms`],
//! then for each document a [`Task`] and its bytes; back comes one answer a document. The worker first takes from itself what
//! it does not need: memory, open files, files to write, further threads, and time. Whatever a file makes a parser do then
//! ends this process at worst, and the one who asked says so.

use std::{
    io::{self, Read, Write},
    thread,
    time::Instant,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::document::{self, Format, STACK_BYTES};

/// Longest frame that is taken for a text of ours: terms and tasks are a few hundred bytes.
const SHORT: usize = 4 << 10;
/// Seconds beyond a document's own that the system leaves the process: guess, the one who asked stops it earlier.
const GRACE_SECONDS: u64 = 2;

/// What the worker has to keep to.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// Address space in bytes.
    pub(crate) memory_bytes: u64,
    /// Processor time of one document, in seconds.
    pub(crate) seconds: u64,
    /// Longest document.
    pub(crate) document_bytes: u64,
}

/// One document to be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Task {
    /// By which parser.
    pub(crate) format: Format,
    /// SHA-256 of the file.
    pub(crate) sha256: String,
    /// Text that is taken, in bytes.
    pub(crate) text_bytes: usize,
    /// Pages that are taken.
    pub(crate) pages: usize,
}

/// Reads documents until standard input ends.
pub fn serve_documents() -> io::Result<()> {
    let mut input = io::stdin();
    let terms: Terms = read_short(&mut input)?;
    let started = Instant::now();
    limits::take(&terms)?;
    // Parsers recurse; the stack of a main thread cannot be chosen.
    let serve = move || serve(&mut input, &mut io::stdout(), &terms, started);
    let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn(serve)?;
    thread.join().unwrap_or_else(|_panic| Err(io::Error::other("the worker gave up")))
}

fn serve(
    input: &mut impl Read,
    output: &mut impl Write,
    terms: &Terms,
    started: Instant,
) -> io::Result<()> {
    limits::take_threads();
    let most = usize::try_from(terms.document_bytes).unwrap_or(usize::MAX);
    while let Some(task) = read_frame(input, SHORT)? {
        let task: Task = serde_json::from_slice(&task)?;
        let bytes = read_frame(input, most)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        // Time on the processor is never more than time on the clock.
        limits::take_time(started.elapsed().as_secs() + terms.seconds + GRACE_SECONDS);
        let answer = serde_json::to_vec(&document::parse(&task, &bytes))?;
        write_frame(output, &answer)?;
        output.flush()?;
    }
    Ok(())
}

/// One frame as a value.
fn read_short<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<T> {
    let frame = read_frame(input, SHORT)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(serde_json::from_slice(&frame)?)
}

/// The next frame; `None` at the end between two frames.
pub(crate) fn read_frame(input: &mut impl Read, most: usize) -> io::Result<Option<Vec<u8>>> {
    let mut first = [0];
    if input.read(&mut first)? == 0 {
        return Ok(None);
    }
    let mut rest = [0; 3];
    input.read_exact(&mut rest)?;
    let length = u32::from_le_bytes([first[0], rest[0], rest[1], rest[2]]) as usize;
    if length > most {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame longer than agreed"));
    }
    let mut frame = Vec::new();
    input.take(length as u64).read_to_end(&mut frame)?;
    if frame.len() < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(Some(frame)) }
}

/// Writes one frame.
pub(crate) fn write_frame(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let too_long = || io::Error::new(io::ErrorKind::InvalidInput, "a frame of more than 4 GiB");
    let length = u32::try_from(bytes.len()).ok().ok_or_else(too_long)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(bytes)
}

#[cfg(unix)]
mod limits {
    //! What the process takes from itself. What the system does not know is left: the one who asked still watches the clock.

    use std::io;

    use rlimit::{INFINITY, Resource};

    use super::Terms;

    /// Standard input, output and errors are open; nothing else may be opened.
    const FILES: u64 = 3;

    /// Takes memory, files and core dumps.
    pub(super) fn take(terms: &Terms) -> io::Result<()> {
        let lower = |resource: Resource, most: u64| {
            let (_, hard) = resource.get()?;
            let most = most.min(hard);
            resource.set(most, most)
        };
        lower(Resource::CORE, 0)?;
        lower(Resource::FSIZE, 0)?;
        lower(Resource::NOFILE, FILES)?;
        // Some systems know the limit and refuse to set it (macOS); a worker without it still is a process of its own.
        drop(lower(Resource::AS, terms.memory_bytes));
        Ok(())
    }

    /// Takes further threads and processes. Where that is refused, nothing of ours starts one anyway.
    pub(super) fn take_threads() {
        if Resource::NPROC.is_supported() {
            drop(Resource::NPROC.set(0, 0));
        }
    }

    /// Sets the processor time of the process so far and of the next document. Where that is refused, the one who asked
    /// still watches the clock.
    pub(super) fn take_time(seconds: u64) {
        let hard = Resource::CPU.get().map_or(INFINITY, |(_, hard)| hard);
        drop(Resource::CPU.set(seconds.min(hard), hard));
    }
}

#[cfg(not(unix))]
mod limits {
    //! Without limits of the system the one who asked still watches the clock.

    pub(super) fn take(_terms: &super::Terms) -> std::io::Result<()> {
        Ok(())
    }

    pub(super) fn take_threads() {}

    pub(super) fn take_time(_seconds: u64) {}
}
