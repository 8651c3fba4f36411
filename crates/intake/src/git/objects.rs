//! Objects by id: from packs with an index, from loose files, or from the memory that a bundle was read into.

use std::{
    collections::BTreeMap,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use flate2::read::ZlibDecoder;
use gix_hash::{Kind as HashKind, ObjectId};
use gix_object::Kind;
use gix_pack::{MMap, cache::Never, data, data::decode::entry::ResolvedBase, index};
use gix_zlib::Inflate;

use super::{DAMAGED, caught, folder};
use crate::Limits;

/// Longest header of a loose object: `commit `, twenty digits, NUL.
const HEADER_BYTES: usize = 32; // published: git's own limit (MAX_HEADER_LEN)

/// An object's kind and bytes.
pub(super) type Found = (Kind, Vec<u8>);

/// Where a repository's objects are.
pub(super) enum Objects {
    /// In a folder `objects`.
    Folder(Folder),
    /// Commits and tags of a bundle.
    Memory(BTreeMap<ObjectId, Found>),
}

/// A folder of loose objects, and the packs in it.
pub(super) struct Folder {
    path: PathBuf,
    packs: Vec<Pack>,
    /// Bytes of an object that is still read.
    most: u64,
}

struct Pack {
    index: index::File<MMap>,
    pack: data::File<MMap>,
}

impl Objects {
    /// The object of an id, proven by its hash; `None` if it is not there.
    pub(super) fn find(&self, id: &ObjectId) -> Result<Option<Found>, String> {
        match self {
            Self::Memory(objects) => Ok(objects.get(id).cloned()),
            Self::Folder(folder) => folder.find(id),
        }
    }
}

impl Folder {
    /// Opens a folder and its packs; packs that cannot be opened come back with the reason.
    pub(super) fn open(path: &Path, hash: HashKind, limits: &Limits) -> (Self, Vec<String>) {
        let mut refused = Vec::new();
        let mut packs = Vec::new();
        for index in folder::files(&path.join("pack"), "idx") {
            match Pack::open(&index, hash, limits) {
                Ok(pack) => packs.push(pack),
                Err(why) => refused.push(why),
            }
        }
        (Self { path: path.to_owned(), packs, most: limits.history_object_bytes }, refused)
    }

    fn find(&self, id: &ObjectId) -> Result<Option<Found>, String> {
        let mut damage = None;
        for look in self.packs.iter().map(|it| it.find(id)).chain([self.loose(id)]) {
            match look.and_then(|it| it.map(|it| proven(id, it)).transpose()) {
                Ok(Some(found)) => return Ok(Some(found)),
                Ok(None) => {}
                Err(why) => damage = Some(why),
            }
        }
        damage.map_or(Ok(None), Err)
    }

    fn loose(&self, id: &ObjectId) -> Result<Option<Found>, String> {
        let hex = id.to_string();
        let Some((folder, file)) = hex.split_at_checked(2) else { return Ok(None) };
        let path = self.path.join(folder).join(file);
        if !folder::is_plain_folder(&self.path.join(folder)) || !folder::is_plain_file(&path) {
            return Ok(None);
        }
        let damaged = |_why| DAMAGED.to_owned();
        let most = self.most + HEADER_BYTES as u64;
        let mut bytes = Vec::new();
        let file = File::open(&path).map_err(damaged)?;
        ZlibDecoder::new(file).take(most + 1).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 > most {
            return Err(too_large(self.most));
        }
        let end = bytes.iter().take(HEADER_BYTES).position(|it| *it == 0).ok_or(DAMAGED)?;
        let body = bytes.split_off(end + 1);
        let header =
            std::str::from_utf8(bytes.get(..end).unwrap_or_default()).map_err(|_no| DAMAGED)?;
        let (kind, size) = header.split_once(' ').ok_or(DAMAGED)?;
        let kind = Kind::from_bytes(kind.as_bytes()).map_err(|_no| DAMAGED)?;
        if size.parse() == Ok(body.len()) {
            Ok(Some((kind, body)))
        } else {
            Err(DAMAGED.to_owned())
        }
    }
}

impl Pack {
    fn open(index: &Path, hash: HashKind, limits: &Limits) -> Result<Self, String> {
        let name = index.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let damaged = || {
            format!(
                "pack `{name}` is damaged or cut; fetch the repository again, or give a bundle of it"
            )
        };
        let pack = index.with_extension("pack");
        if !folder::is_plain_file(&pack) {
            return Err(format!("index `{name}` without its pack; copy the repository again"));
        }
        caught(|| {
            let index = index::File::at(index, hash).map_err(|_why| damaged())?;
            let pack = data::File::at(pack, hash).map_err(|_why| damaged())?;
            Ok(Self { index, pack: pack.with_alloc_limit_bytes(Some(most(limits))) })
        })
        .map_err(|why| if why == DAMAGED { damaged() } else { why })
    }

    fn find(&self, id: &ObjectId) -> Result<Option<Found>, String> {
        caught(|| {
            let Some(at) = self.index.lookup(id) else { return Ok(None) };
            let offset = self.index.pack_offset_at_index(at);
            let base =
                |id: &gix_hash::oid| Some(self.index.pack_offset_at_index(self.index.lookup(id)?));
            unpack(&self.pack, offset, &base).map(Some)
        })
    }
}

/// The object that begins at an offset of a pack; `base` finds what a delta names by id.
pub(super) fn unpack<T: gix_pack::FileData>(
    pack: &data::File<T>,
    offset: u64,
    base: &dyn Fn(&gix_hash::oid) -> Option<u64>,
) -> Result<Found, String> {
    let damaged = |_why| DAMAGED.to_owned();
    let entry = pack.entry(offset).map_err(damaged)?;
    let mut bytes = Vec::new();
    let resolve = |id: &gix_hash::oid, _: &mut Vec<u8>| {
        base(id).map(|it| pack.entry(it).map(ResolvedBase::InPack)).transpose()
    };
    let told = pack
        .decode_entry(entry, &mut bytes, &mut Inflate::default(), &resolve, &mut Never)
        .map_err(damaged)?;
    bytes.truncate(usize::try_from(told.object_size).unwrap_or(usize::MAX));
    Ok((told.kind, bytes))
}

/// The object if its bytes hash to its id.
fn proven(id: &ObjectId, (kind, bytes): Found) -> Result<Found, String> {
    let is_it = id_of(id.kind(), kind, &bytes).is_some_and(|it| it == *id);
    if is_it { Ok((kind, bytes)) } else { Err(DAMAGED.to_owned()) }
}

/// The id of an object.
pub(super) fn id_of(hash: HashKind, kind: Kind, bytes: &[u8]) -> Option<ObjectId> {
    gix_object::compute_hash(hash, kind, bytes).ok()
}

/// Bytes that unpacking one object may take: guess, its own size for each of the deltas of a usual chain.
pub(super) fn most(limits: &Limits) -> usize {
    usize::try_from(limits.history_object_bytes.saturating_mul(16)).unwrap_or(usize::MAX)
}

/// What is said of a commit that is no commit by its size.
pub(super) fn too_large(most: u64) -> String {
    format!(
        "commit or tag larger than {} MiB; nobody writes such a message, so it is not read",
        most >> 20
    )
}
