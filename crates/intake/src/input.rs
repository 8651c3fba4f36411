//! Everything that one scan reads: a folder, a file or a container, as files in order of name.

use std::{collections::BTreeMap, io::Read, path::Path};

use bonafide_model::{InputFile, Mapping};

use crate::{FileError, IntakeError, Limits, expand, file, folder, place::Place, print::Print};

/// The files of one scan; each is opened when it is reached.
#[derive(Debug)]
pub struct Input {
    entries: Vec<Entry>,
    limits: Limits,
}

#[derive(Debug)]
struct Entry {
    name: String,
    place: Result<Place, String>,
    print: Print,
}

/// Opens a folder or a file; archives, workbooks and mails are opened to the files in them.
pub fn open(path: &Path, limits: &Limits) -> Result<Input, IntakeError> {
    let kind = std::fs::metadata(path).map_err(|source| IntakeError::of(path, source))?;
    let found = if kind.is_dir() {
        folder::walk(path, limits)?
    } else {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        vec![folder::Found { name, place: Ok(Place::Disk(path.to_owned())) }]
    };
    let found = found.into_iter().map(|it| (it.name, it.place));
    let input = Input::gather(found, limits);
    if input.is_empty() {
        return Err(IntakeError::Empty(path.to_owned()));
    }
    if input.len() > limits.files {
        return Err(IntakeError::TooManyFiles { path: path.to_owned(), limit: limits.files });
    }
    Ok(input)
}

impl Input {
    /// Files that are in memory already: standard input, a page of the casebook, an upload.
    pub fn from_memory(files: Vec<(String, Vec<u8>)>, limits: &Limits) -> Self {
        Self::gather(
            files.into_iter().map(|(name, bytes)| (name, Ok(Place::Memory(bytes.into())))),
            limits,
        )
    }

    fn gather(
        found: impl Iterator<Item = (String, Result<Place, String>)>,
        limits: &Limits,
    ) -> Self {
        let mut entries: BTreeMap<String, Result<Place, String>> = BTreeMap::new();
        for (name, place) in found {
            let opened = match place {
                Ok(place) => expand::files(name, place, limits),
                Err(why) => vec![(name, Err(why))],
            };
            for (name, place) in opened {
                entries.insert(free_name(&entries, name), place);
            }
        }
        let entries = entries
            .into_iter()
            .map(|(name, place)| Entry { name, place, print: Print::default() })
            .collect();
        Self { entries, limits: limits.clone() }
    }

    /// Number of files.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Size of all files as they lie on disk or in the archive, in bytes; for progress bars.
    pub fn total_bytes(&self) -> u64 {
        (0..self.len()).map(|it| self.file_bytes(it)).sum()
    }

    /// Size of one file, likewise.
    pub fn file_bytes(&self, idx: usize) -> u64 {
        self.entries.get(idx).and_then(|it| it.place.as_ref().ok()).map_or(0, Place::size)
    }

    /// Name of one file.
    pub fn file_name(&self, idx: usize) -> Option<&str> {
        self.entries.get(idx).map(|it| it.name.as_str())
    }

    /// SHA-256 of one file's own bytes, lower-case hex; `None` past the end, or if it can't be read.
    pub fn sha256(&self, idx: usize) -> Option<&str> {
        let Entry { place, print, .. } = self.entries.get(idx)?;
        print.sha256(place.as_ref().ok()?, &self.limits).ok()
    }

    /// One file's own bytes from the start; `None` past the end, or if it can't be read.
    pub fn bytes(&self, idx: usize) -> Option<Box<dyn Read + Send>> {
        self.entries.get(idx)?.place.as_ref().ok()?.reader(&self.limits).ok()
    }

    /// The files in order of name, each opened when it is reached.
    pub fn files<'a>(
        &'a self,
        mapping: &'a Mapping,
    ) -> impl Iterator<Item = Result<InputFile<'a>, FileError>> + 'a {
        self.entries.iter().map(move |it| self.open_entry(it, mapping))
    }

    /// One file by its place in the order, for readers that share the work; `None` past the end.
    pub fn file<'a>(
        &'a self,
        idx: usize,
        mapping: &'a Mapping,
    ) -> Option<Result<InputFile<'a>, FileError>> {
        self.entries.get(idx).map(|it| self.open_entry(it, mapping))
    }

    fn open_entry<'a>(
        &'a self,
        entry: &'a Entry,
        mapping: &'a Mapping,
    ) -> Result<InputFile<'a>, FileError> {
        let opened = entry.place.clone().and_then(|place| {
            let mapped = mapping.entry(&entry.name);
            file::open(&entry.name, (&place, &entry.print), mapped, &self.limits)
        });
        opened.map_err(|why| FileError { file: entry.name.clone(), why })
    }
}

/// Two members of an archive may have one name; both are kept.
fn free_name<T>(taken: &BTreeMap<String, T>, name: String) -> String {
    if !taken.contains_key(&name) {
        return name;
    }
    (2_u64..)
        .map(|n| format!("{name}~{n}"))
        .find(|it| !taken.contains_key(it))
        .expect("there are more numbers than files")
}
