//! What lies inside zip archives: names made harmless, members by position, one archive inside another.

use std::{io::Read, sync::Arc};

use zip::{CompressionMethod, ZipArchive};

use crate::{
    Limits,
    place::{Member, Place, Seekable},
};

/// A file inside an archive, or the reason why it cannot be read.
pub(crate) struct Inside {
    /// Path inside the archive, harmless.
    pub(crate) name: String,
    /// Where its bytes are.
    pub(crate) place: Result<Place, String>,
}

/// What a zip turned out to be.
pub(crate) enum Opened {
    /// An archive with these files.
    Archive(Vec<Inside>),
    /// An Office file, which is one document.
    Office,
}

/// Part that every Office Open XML file has.
const OFFICE_MARK: &str = "[Content_Types].xml";

/// Lists a zip; archives inside it are opened too, those inside them are not.
pub(crate) fn open(place: &Place, limits: &Limits) -> Result<Opened, String> {
    let mut inner_left = limits.inner_archive_bytes;
    let Some(members) = list(place, limits)? else { return Ok(Opened::Office) };
    let mut res = Vec::new();
    for member in members {
        match expand(&member, limits, &mut inner_left) {
            Some(inside) => res.extend(inside),
            None => res.push(member),
        }
        if res.len() > limits.files {
            return Err(format!(
                "more than {} files inside; unpack it and scan it in parts",
                limits.files
            ));
        }
    }
    Ok(Opened::Archive(res))
}

/// The files of an archive inside an archive; `None` if this member is no archive.
fn expand(member: &Inside, limits: &Limits, inner_left: &mut u64) -> Option<Vec<Inside>> {
    let place = member.place.as_ref().ok()?;
    let mut magic = [0; 4];
    // A member that cannot be read is kept as it is; opening it as a file says why.
    place.reader(limits).ok()?.read_exact(&mut magic).ok()?;
    if &magic != b"PK\x03\x04" {
        return None;
    }
    let refuse = |why: String| Some(vec![Inside { name: member.name.clone(), place: Err(why) }]);
    let bytes = match place.bytes(limits, *inner_left) {
        Ok(bytes) => bytes,
        Err(why) => {
            return refuse(format!(
                "archive inside an archive cannot be opened ({why}); unpack the outer one"
            ));
        }
    };
    let inner = Place::Memory(Arc::clone(&bytes));
    match list(&inner, limits) {
        Ok(None) => None,
        Err(why) => refuse(why),
        Ok(Some(inside)) => {
            *inner_left -= bytes.len() as u64;
            let inside = inside
                .into_iter()
                .map(|it| Inside { name: format!("{}/{}", member.name, it.name), ..it });
            Some(inside.collect())
        }
    }
}

/// Members in the archive's order; `None` for an Office file.
fn list(place: &Place, limits: &Limits) -> Result<Option<Vec<Inside>>, String> {
    let reader =
        place.seekable(limits, limits.inner_archive_bytes).map_err(|why| why.to_string())?;
    let mut zip = ZipArchive::new(reader).map_err(|why| damaged(&why))?;
    if zip.len() > limits.files {
        return Err(format!(
            "more than {} files inside; unpack it and scan it in parts",
            limits.files
        ));
    }
    if zip.index_for_name(OFFICE_MARK).is_some() || crate::office::is_open_document(&zip) {
        return Ok(None);
    }
    // One run of packed bytes under many names is how small archives unpack to petabytes.
    if zip.has_overlapping_files().map_err(|why| damaged(&why))? {
        return Err("zip archive has members that overlap, as in a decompression bomb; unpack it and give the files".to_owned());
    }
    let mut res = Vec::new();
    for idx in 0..zip.len() {
        res.extend(member(&mut zip, idx, place));
    }
    Ok(Some(res))
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

/// `../../etc/passwd` → `etc/passwd`: names are only shown and sorted, but they must not lie about where a file is.
fn harmless(name: &str, idx: usize) -> String {
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
