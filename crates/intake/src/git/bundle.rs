//! A bundle: a header of refs and prerequisites, then a pack without an index. The pack is gone through once; commits and tags
//! are kept, everything else is only stepped over.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    time::Instant,
};

use flate2::{Decompress, FlushDecompress, Status};
use gix_hash::{Kind as HashKind, ObjectId};
use gix_object::Kind;
use gix_pack::data::{self, entry::Header};

use super::{
    DAMAGED, Repository,
    history::too_slow,
    objects::{self, Found, Objects},
    refs::{self, Tips},
};
use crate::Limits;

/// Bytes inflated at a time.
const STEP: usize = 64 << 10; // guess
/// Bytes of a pack before its first entry.
const PACK_HEADER_BYTES: u64 = 12; // published: gitformat-pack
/// First lines of bundles. Published: gitformat-bundle.
const SIGNATURES: &[&[u8]] = &[b"# v2 git bundle\n", b"# v3 git bundle\n"];
const CUT: &str = "bundle is damaged or cut; make it again (`git bundle create x.bundle --all`)";

/// Whether a file is a bundle, by its first bytes.
pub(crate) fn begins_like(head: &[u8]) -> bool {
    SIGNATURES.iter().any(|it| head.starts_with(it))
}

/// Opens a bundle.
pub(super) fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Repository, String> {
    let (header, start) = Announced::of(&bytes)?;
    let pack = bytes.get(start..).unwrap_or_default().to_vec();
    drop(bytes);
    let hash = header.tips.targets().next().map_or(HashKind::Sha1, |(_, id)| id.kind());
    let pack = data::File::from_data(pack, PathBuf::new(), hash).map_err(|_why| CUT)?;
    let pack = pack.with_alloc_limit_bytes(Some(objects::most(limits)));
    let mut scan = Scan::new(&pack, limits);
    let broken = scan.run().err();
    scan.resolve();
    let refused = broken.into_iter().map(|why| (super::whole(), why)).collect();
    let objects = Objects::Memory(scan.found);
    Ok(Repository { objects, tips: header.tips, cut_at: header.prerequisites, refused })
}

/// What a bundle says before its pack.
struct Announced {
    tips: Tips,
    prerequisites: BTreeSet<ObjectId>,
}

impl Announced {
    /// The header, and where the pack begins.
    fn of(bytes: &[u8]) -> Result<(Self, usize), String> {
        let mut res = Self { tips: Tips::default(), prerequisites: BTreeSet::new() };
        let mut at = 0;
        for line in bytes.split(|it| *it == b'\n') {
            at += line.len() + 1;
            if line.is_empty() {
                return Ok((res, at));
            }
            if line.starts_with(b"# v") || line.starts_with(b"@") {
                continue;
            }
            let line = String::from_utf8_lossy(line);
            let (id, name) = line.split_once(' ').unwrap_or((&line, ""));
            match id.strip_prefix('-') {
                Some(id) => res.prerequisites.extend(refs::id_of(id)),
                None => res.tips.enter(name, refs::id_of(id).ok_or(CUT)?),
            }
        }
        Err(CUT.to_owned())
    }
}

/// A way through a pack.
struct Scan<'p> {
    pack: &'p data::File<Vec<u8>>,
    limits: &'p Limits,
    until: Instant,
    /// What begins at each offset; deltas take the kind of their base once that is known.
    kinds: BTreeMap<u64, Kind>,
    /// Deltas whose base is not known yet.
    waiting: Vec<data::Entry>,
    found: BTreeMap<ObjectId, Found>,
    offsets: BTreeMap<ObjectId, u64>,
    held: u64,
}

impl<'p> Scan<'p> {
    fn new(pack: &'p data::File<Vec<u8>>, limits: &'p Limits) -> Self {
        let until = Instant::now() + limits.history_time;
        let (kinds, waiting, found) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        Self { pack, limits, until, kinds, waiting, found, offsets: BTreeMap::new(), held: 0 }
    }

    /// Every entry once, in order.
    fn run(&mut self) -> Result<(), String> {
        let mut at = PACK_HEADER_BYTES;
        let mut inflate = Decompress::new(true);
        let mut chunk = vec![0; STEP];
        for _ in 0..self.pack.num_objects() {
            if Instant::now() > self.until {
                return Err(too_slow(self.limits));
            }
            let entry = self.pack.entry(at).map_err(|_why| CUT)?;
            let is_kept = matches!(entry.header, Header::Commit | Header::Tag)
                && entry.decompressed_size <= self.limits.history_object_bytes;
            let mut kept = is_kept.then(Vec::new);
            let packed = self.inflated(&entry, (&mut inflate, &mut chunk), kept.as_mut())?;
            let offset = at;
            at = entry.data_offset + packed;
            match entry.header.as_kind() {
                Some(kind) => {
                    self.kinds.insert(offset, kind);
                    if let Some(bytes) = kept {
                        self.keep(offset, (kind, bytes))?;
                    }
                }
                None => self.waiting.push(entry),
            }
        }
        Ok(())
    }

    /// Steps over an entry, or keeps what it holds; how many bytes it has in the pack.
    fn inflated(
        &self,
        entry: &data::Entry,
        (inflate, chunk): (&mut Decompress, &mut [u8]),
        mut kept: Option<&mut Vec<u8>>,
    ) -> Result<u64, String> {
        let end = self.pack.pack_end() as u64;
        let packed = self.pack.entry_slice(entry.data_offset..end).ok_or(CUT)?;
        inflate.reset(true);
        loop {
            let (read, written) = (inflate.total_in(), inflate.total_out());
            let input = usize::try_from(read).ok().and_then(|it| packed.get(it..)).ok_or(CUT)?;
            let status =
                inflate.decompress(input, chunk, FlushDecompress::None).map_err(|_why| CUT)?;
            let n = usize::try_from(inflate.total_out() - written).unwrap_or(0);
            if let Some(kept) = kept.as_deref_mut() {
                kept.extend_from_slice(chunk.get(..n).unwrap_or_default());
            }
            let is_stuck = inflate.total_in() == read && n == 0;
            match status {
                Status::StreamEnd if inflate.total_out() == entry.decompressed_size => {
                    return Ok(inflate.total_in());
                }
                Status::Ok if !is_stuck && inflate.total_out() <= entry.decompressed_size => {}
                Status::StreamEnd | Status::Ok | Status::BufError => return Err(CUT.to_owned()),
            }
        }
    }

    fn keep(&mut self, offset: u64, (kind, bytes): Found) -> Result<(), String> {
        self.held = self.held.saturating_add(bytes.len() as u64);
        if self.held > self.limits.history_memory_bytes {
            return Err(format!(
                "commits of more than {} MiB in one bundle; clone it into the scanned folder (`git clone --bare`)",
                self.limits.history_memory_bytes >> 20
            ));
        }
        let id = objects::id_of(self.pack.object_hash(), kind, &bytes).ok_or(DAMAGED)?;
        self.offsets.insert(id, offset);
        self.found.insert(id, (kind, bytes));
        Ok(())
    }

    /// Deltas against commits and tags, until none is left that leads to one.
    fn resolve(&mut self) {
        loop {
            let mut later = Vec::new();
            let waiting = std::mem::take(&mut self.waiting);
            let n = waiting.len();
            for entry in waiting {
                match self.base_kind(&entry) {
                    Some(kind) => self.settle(&entry, kind),
                    None => later.push(entry),
                }
            }
            self.waiting = later;
            if self.waiting.is_empty() || self.waiting.len() == n || Instant::now() > self.until {
                return;
            }
        }
    }

    fn base_kind(&self, entry: &data::Entry) -> Option<Kind> {
        let base = match entry.header {
            Header::OfsDelta { base_distance } => entry.checked_base_pack_offset(base_distance)?,
            Header::RefDelta { base_id } => *self.offsets.get(&base_id)?,
            Header::Commit | Header::Tree | Header::Blob | Header::Tag => return None,
        };
        self.kinds.get(&base).copied()
    }

    /// A delta whose kind is known now. What cannot be unpacked is missing, and said to be where something leads to it.
    fn settle(&mut self, entry: &data::Entry, kind: Kind) {
        let offset = entry.pack_offset();
        self.kinds.insert(offset, kind);
        if !matches!(kind, Kind::Commit | Kind::Tag) || Instant::now() > self.until {
            return;
        }
        let base = |id: &gix_hash::oid| self.offsets.get(id).copied();
        let unpacked = super::caught(|| objects::unpack(self.pack, offset, &base));
        if let Ok((kind, bytes)) = unpacked
            && bytes.len() as u64 <= self.limits.history_object_bytes
            && let Err(_full) = self.keep(offset, (kind, bytes))
        {
            self.waiting.clear();
        }
    }
}
