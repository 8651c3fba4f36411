//! What lies inside a zip: names made harmless, members by position; or that the zip is one document or workbook.

use std::io::{Read, Seek};

use zip::{CompressionMethod, ZipArchive};

use crate::{
    Limits,
    place::{Member, Place, Seekable},
    workbook,
};

/// A file inside a container, or the reason why it cannot be read.
pub(crate) struct Inside {
    /// Path inside the container, harmless.
    pub(crate) name: String,
    /// Where its bytes are.
    pub(crate) place: Result<Place, String>,
}

/// What a zip turned out to be.
pub(crate) enum Opened {
    /// An archive with these files.
    Archive(Vec<Inside>),
    /// A workbook, whose sheets are tables.
    Workbook(workbook::Format),
    /// An Office file, which is one document.
    Office,
}

/// Part that every Office Open XML file has.
const OFFICE_MARK: &str = "[Content_Types].xml";
/// What every OpenDocument file says in its part `mimetype`.
const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument";

/// What more files than the gate takes are refused with.
pub(crate) fn too_many(limits: &Limits) -> String {
    format!("more than {} files inside; unpack it and scan it in parts", limits.files)
}

/// Lists the members of a zip in the archive's order.
pub(crate) fn list(place: &Place, limits: &Limits) -> Result<Opened, String> {
    let mut zip = zip(place, limits)?;
    if let Some(format) = workbook::Format::of(&mut zip) {
        return Ok(Opened::Workbook(format));
    }
    if is_open_document(&mut zip) || zip.index_for_name(OFFICE_MARK).is_some() {
        return Ok(Opened::Office);
    }
    // One run of packed bytes under many names is how small archives unpack to petabytes.
    if zip.has_overlapping_files().map_err(|why| damaged(&why))? {
        return Err("zip archive has members that overlap, as in a decompression bomb; unpack it and give the files".to_owned());
    }
    Ok(Opened::Archive((0..zip.len()).filter_map(|idx| member(&mut zip, idx, place)).collect()))
}

/// Whether a zip is an OpenDocument file, of whichever application.
pub(crate) fn is_open_document<R: Read + Seek>(zip: &mut ZipArchive<R>) -> bool {
    media_type(zip).starts_with(OPEN_DOCUMENT)
}

/// What a zip says that it is, as OpenDocument files do; blank if it says nothing.
pub(crate) fn media_type<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Vec<u8> {
    const BYTES: u64 = 100; // guess: the longest of OpenDocument has 70
    let Ok(part) = zip.by_name("mimetype") else { return Vec::new() };
    let mut res = Vec::new();
    match part.take(BYTES).read_to_end(&mut res) {
        Ok(_) => res,
        // A part that cannot be read tells nothing.
        Err(_damage) => Vec::new(),
    }
}

/// The parts of a zip that is one document or workbook.
pub(crate) fn parts(place: &Place, limits: &Limits) -> Result<Vec<Inside>, String> {
    let mut zip = zip(place, limits)?;
    Ok((0..zip.len()).filter_map(|idx| member(&mut zip, idx, place)).collect())
}

fn zip(place: &Place, limits: &Limits) -> Result<ZipArchive<Box<dyn Seekable>>, String> {
    let reader =
        place.seekable(limits, limits.inner_archive_bytes).map_err(|why| why.to_string())?;
    let zip = ZipArchive::new(reader).map_err(|why| damaged(&why))?;
    if zip.len() > limits.files { Err(too_many(limits)) } else { Ok(zip) }
}

fn damaged(why: &zip::result::ZipError) -> String {
    format!("zip archive is damaged or cut ({why}); copy it again, or unpack it and give the files")
}

/// One member; `None` for folders and for what file managers leave behind.
fn member(zip: &mut ZipArchive<Box<dyn Seekable>>, idx: usize, archive: &Place) -> Option<Inside> {
    let file = match zip.by_index_raw(idx) {
        Ok(file) => file,
        Err(why) => {
            let name = format!("member-{idx}");
            return Some(Inside {
                name,
                place: Err(format!("member of the archive cannot be read ({why})")),
            });
        }
    };
    let name = harmless(&String::from_utf8_lossy(file.name_raw()), idx);
    if file.is_dir() || file.is_symlink() || crate::folder::is_litter(&name) {
        return None;
    }
    if crate::folder::is_in_repository(&name) {
        return repository(&name);
    }
    let method = file.compression();
    let place = if file.encrypted() {
        Err("archive member has a password; unpack it and give the unpacked file".to_owned())
    } else if method != CompressionMethod::Stored && method != CompressionMethod::Deflated {
        Err(format!(
            "archive member is packed with {method:?}, which we do not read; unpack it and give the file"
        ))
    } else {
        match file.data_start() {
            None => Err("archive member has no position; unpack it and give the file".to_owned()),
            Some(start) => Ok(Place::Member(Box::new(Member {
                archive: archive.clone(),
                start,
                packed_bytes: file.compressed_size(),
                deflated: method == CompressionMethod::Deflated,
                crc32: file.crc32(),
            }))),
        }
    };
    Some(Inside { name, place })
}

/// A repository inside an archive is said once, at its `HEAD`; its other files are nothing by themselves.
pub(crate) fn repository(name: &str) -> Option<Inside> {
    let name = name.strip_suffix("/HEAD").filter(|it| it.rsplit('/').next() == Some(".git"))?;
    let why = "git repository in an archive; unpack the archive, or give a bundle (`git bundle create x.bundle --all`)";
    Some(Inside { name: name.to_owned(), place: Err(why.to_owned()) })
}

/// `../../etc/passwd` → `etc/passwd`: names are only shown and sorted, but they must not lie about where a file is.
pub(crate) fn harmless(name: &str, idx: usize) -> String {
    let parts: Vec<String> = name
        .split(['/', '\\'])
        .map(|it| it.chars().filter(|letter| !letter.is_control()).collect::<String>())
        .filter(|it| !matches!(it.as_str(), "" | "." | ".."))
        .map(|it| it.trim_end_matches(':').to_owned())
        .filter(|it| !it.is_empty())
        .collect();
    if parts.is_empty() { format!("member-{idx}") } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_are_made_harmless() {
        for (name, expected) in [
            ("../../etc/passwd", "etc/passwd"),
            ("C:\\Users\\ada\\cv.docx", "C/Users/ada/cv.docx"),
            ("/absolute//x.csv", "absolute/x.csv"),
            ("a\u{0}\n/b.csv", "a/b.csv"),
            ("..", "member-7"),
        ] {
            assert_eq!(harmless(name, 7), expected);
        }
    }
}
