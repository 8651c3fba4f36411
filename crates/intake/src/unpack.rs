//! gzip and zstd by their magic bytes, with caps on how much may come out of how little.

use std::{
    io::{self, BufReader, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

use crate::Limits;

/// Compression of a single file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    /// Not compressed.
    Plain,
    /// gzip, one member or several.
    Gzip,
    /// Zstandard, one frame or several.
    Zstd,
}

impl Packing {
    /// What the first bytes say.
    pub(crate) fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, 0x08, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing::Zstd,
            _ => Packing::Plain,
        }
    }

    /// A reader over the unpacked bytes.
    pub(crate) fn unpack(
        self,
        packed: Box<dyn Read + Send>,
        limits: &Limits,
    ) -> Box<dyn Read + Send> {
        let allowance = Allowance::new(limits);
        match self {
            Packing::Plain => packed,
            Packing::Gzip => {
                let packed = BufReader::new(Metered::new(packed, &allowance));
                Box::new(allowance.guard(MultiGzDecoder::new(packed)))
            }
            Packing::Zstd => {
                let packed = BufReader::new(Metered::new(packed, &allowance));
                Box::new(allowance.guard(Frames::Between(packed)))
            }
        }
    }
}

/// How much may be unpacked, shared by the reader below a decoder (what went in) and the one above it (what came out).
#[derive(Debug, Clone)]
pub(crate) struct Allowance {
    packed: Arc<AtomicU64>,
    total: u64,
    ratio: u64,
    grace: u64,
}

impl Allowance {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            packed: Arc::default(),
            total: limits.unpacked_bytes,
            ratio: limits.unpacked_ratio,
            grace: limits.unpacked_grace_bytes,
        }
    }

    pub(crate) fn guard<R: Read>(&self, inner: R) -> Guarded<R> {
        Guarded { inner, unpacked: 0, allowance: self.clone() }
    }
}

/// Counts packed bytes.
pub(crate) struct Metered<R> {
    inner: R,
    packed: Arc<AtomicU64>,
}

impl<R> Metered<R> {
    pub(crate) fn new(inner: R, allowance: &Allowance) -> Self {
        Self { inner, packed: Arc::clone(&allowance.packed) }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.packed.fetch_add(n as u64, Relaxed);
        Ok(n)
    }
}

/// Ends with an error once too much has come out.
pub(crate) struct Guarded<R> {
    inner: R,
    unpacked: u64,
    allowance: Allowance,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.unpacked += n as u64;
        let Allowance { packed, total, ratio, grace } = &self.allowance;
        let packed = packed.load(Relaxed);
        let is_bomb = self.unpacked > *grace && self.unpacked > packed.saturating_mul(*ratio);
        if is_bomb || self.unpacked > *total {
            return Err(io::Error::other(format!(
                "{packed} packed bytes unpack to more than {}, as in a decompression bomb; if the file is sound, unpack it and give the unpacked file",
                self.unpacked
            )));
        }
        Ok(n)
    }
}

/// Zstandard frames one after another, as `pzstd` and concatenation write them.
enum Frames<R: Read> {
    Between(R),
    Inside(Box<StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>),
    Over,
}

impl<R: io::BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(self, Frames::Over) {
                Frames::Over => return Ok(0),
                Frames::Between(mut packed) => {
                    if packed.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    let frame = StreamingDecoder::new(packed).map_err(|why| {
                        io::Error::new(io::ErrorKind::InvalidData, why.to_string())
                    })?;
                    *self = Frames::Inside(Box::new(frame));
                }
                Frames::Inside(mut frame) => {
                    let n = frame.read(into)?;
                    if n > 0 || into.is_empty() {
                        *self = Frames::Inside(frame);
                        return Ok(n);
                    }
                    *self = Frames::Between(frame.into_inner());
                }
            }
        }
    }
}
