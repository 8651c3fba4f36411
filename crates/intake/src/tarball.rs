//! What lies inside a tar archive: a walk over its headers, each member by position, nothing held but the names.

use std::io::{self, Read, SeekFrom};

use ::tar::{Header, PaxExtensions};

use crate::{
    Limits,
    archive::{Inside, harmless, repository, too_many},
    folder,
    mail::Transfer,
    place::{Place, Run, Seekable},
    unpack::Packing,
    window,
};

/// Size of a header, and what every member is padded to.
const BLOCK: u64 = 512; // published: POSIX ustar
/// Bytes of a long name or of a member's extended header.
const EXTENSION_BYTES: u64 = 1 << 20; // guess: a path has at most 4 KiB on Linux

/// What was found in a tar archive.
pub(crate) struct Listing {
    /// Its files in the archive's order.
    pub(crate) members: Vec<Inside>,
    /// Unpacked size of what was walked.
    pub(crate) bytes: u64,
    /// Why the walk ended before the archive did.
    pub(crate) failure: Option<String>,
}

/// Whether a file begins as a tar archive does.
pub(crate) fn begins_like(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// Walks a tar archive.
pub(crate) fn list(place: &Place, packing: Packing, limits: &Limits) -> Listing {
    let mut res = Listing { members: Vec::new(), bytes: 0, failure: None };
    let outcome = Walk::open(place, packing, limits).and_then(|mut walk| {
        let outcome = walk.members(limits, &mut res.members);
        res.bytes = walk.at;
        outcome
    });
    res.failure = outcome.err();
    res
}

struct Walk<'p> {
    place: &'p Place,
    packing: Packing,
    source: Source,
    at: u64,
}

enum Source {
    Anywhere(Box<dyn Seekable>),
    Forward(Box<dyn Read + Send>),
}

/// What headers before a member say about it.
#[derive(Default)]
struct Said {
    name: Option<Vec<u8>>,
    bytes: Option<u64>,
    is_sparse: bool,
}

impl<'p> Walk<'p> {
    fn open(place: &'p Place, packing: Packing, limits: &Limits) -> Result<Self, String> {
        let source = if packing == Packing::Plain && place.is_seekable() {
            place.seekable(limits, limits.inner_archive_bytes).map(Source::Anywhere)
        } else {
            place.reader(limits).map(|it| Source::Forward(packing.unpack(it, limits)))
        };
        let source = source.map_err(|why| window::words(&why))?;
        Ok(Self { place, packing, source, at: 0 })
    }

    fn members(&mut self, limits: &Limits, into: &mut Vec<Inside>) -> Result<(), String> {
        let mut said = Said::default();
        while let Some(header) = self.header()? {
            let kind = header.entry_type();
            let bytes = header.entry_size().map_err(|_number| self.damaged())?;
            if kind.is_gnu_longname() {
                let mut name = self.extension(bytes)?;
                name.truncate(name.iter().take_while(|it| **it != 0).count());
                said.name = Some(name);
            } else if kind.is_pax_local_extensions() {
                let extension = self.extension(bytes)?;
                said.hear(&extension);
            } else {
                let said = std::mem::take(&mut said);
                let bytes = said.bytes.unwrap_or(bytes);
                if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
                    let is_sparse = said.is_sparse || kind.is_gnu_sparse();
                    let name = said.name.unwrap_or_else(|| header.path_bytes().into_owned());
                    into.extend(self.member(&name, (bytes, is_sparse), into.len()));
                }
                self.skip(bytes)?;
            }
            if into.len() > limits.files {
                return Err(too_many(limits));
            }
        }
        Ok(())
    }

    /// The next header; `None` at the end of the archive.
    fn header(&mut self) -> Result<Option<Header>, String> {
        let mut block = Vec::with_capacity(BLOCK as usize);
        self.read(BLOCK, &mut block)?;
        // Archives end with two blocks of zeros, and some tools forget them.
        if block.iter().all(|it| *it == 0) {
            return Ok(None);
        }
        if block.len() < BLOCK as usize {
            return Err(self.damaged());
        }
        let header = Header::from_byte_slice(&block).clone();
        // The checksum counts its own eight bytes as spaces.
        let sum: u32 = block
            .iter()
            .enumerate()
            .map(|(idx, byte)| u32::from(if (148..156).contains(&idx) { b' ' } else { *byte }))
            .sum();
        match header.cksum() {
            Ok(expected) if expected == sum => Ok(Some(header)),
            Ok(_) | Err(_) => Err(self.damaged()),
        }
    }

    fn extension(&mut self, bytes: u64) -> Result<Vec<u8>, String> {
        if bytes > EXTENSION_BYTES {
            return Err(self.damaged());
        }
        let mut res = Vec::new();
        self.read(bytes.next_multiple_of(BLOCK), &mut res)?;
        res.truncate(usize::try_from(bytes).unwrap_or(usize::MAX));
        Ok(res)
    }

    fn read(&mut self, bytes: u64, into: &mut Vec<u8>) -> Result<(), String> {
        let read = match &mut self.source {
            Source::Anywhere(reader) => reader.take(bytes).read_to_end(into),
            Source::Forward(reader) => reader.take(bytes).read_to_end(into),
        };
        self.at += read.map_err(|why| window::words(&why))? as u64;
        Ok(())
    }

    /// Steps over a member and its padding; a file that ends within is found out when the member is read.
    fn skip(&mut self, bytes: u64) -> Result<(), String> {
        let padded = bytes.checked_next_multiple_of(BLOCK).ok_or_else(|| self.damaged())?;
        let next = self.at.checked_add(padded).ok_or_else(|| self.damaged())?;
        match &mut self.source {
            Source::Anywhere(reader) => reader.seek(SeekFrom::Start(next)),
            Source::Forward(reader) => io::copy(&mut reader.take(padded), &mut io::sink()),
        }
        .map_err(|why| window::words(&why))?;
        self.at = next;
        Ok(())
    }

    /// A member that begins here; `None` for what file managers leave behind.
    fn member(&self, name: &[u8], (bytes, is_sparse): (u64, bool), idx: usize) -> Option<Inside> {
        let name = harmless(&String::from_utf8_lossy(name), idx);
        if folder::is_litter(&name) {
            return None;
        }
        if folder::is_in_repository(&name) {
            return repository(&name);
        }
        let place = if is_sparse {
            Err("sparse member of a tar archive; unpack it and give the file".to_owned())
        } else {
            Ok(Place::Run(Box::new(Run {
                of: self.place.clone(),
                packing: self.packing,
                start: self.at,
                bytes,
                transfer: Transfer::Plain,
            })))
        };
        Some(Inside { name, place })
    }

    fn damaged(&self) -> String {
        format!(
            "tar archive is damaged or cut at byte {}; what stands before is read: copy it again, or unpack it and give the files",
            self.at
        )
    }
}

impl Said {
    /// The records of an extended header that matter here; a broken one leaves the plain header's own words.
    fn hear(&mut self, extension: &[u8]) {
        for (key, value) in
            PaxExtensions::new(extension).flatten().filter_map(|it| Some((it.key().ok()?, it)))
        {
            match key {
                "path" => self.name = Some(value.value_bytes().to_owned()),
                "size" => self.bytes = value.value().ok().and_then(|it| it.parse().ok()),
                _ => self.is_sparse |= key.starts_with("GNU.sparse."),
            }
        }
    }
}
