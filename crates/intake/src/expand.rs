//! From one file to the files inside it: members of archives, sheets of workbooks, what is attached to mails.
//!
//! Invariants: what is inside is found by content; containers inside containers are followed only so deep, and what is too
//! deep, too much or damaged stands in the answer with the reason.

use std::io::Read;

use crate::{
    Limits,
    archive::{self, Inside, Opened},
    mail,
    place::{Place, Sheet},
    tarball,
    unpack::Packing,
    workbook,
};

/// Bytes by which a container is known.
const HEAD: u64 = 16 << 10; // guess: a mail's header names its sender within it
/// Archives are opened inside archives, and those inside them are not.
const ARCHIVE_DEPTH: usize = 1; // guess: a vendor's zip of monthly zips
/// Mails are opened inside archives and other mails down to this depth.
const MAIL_DEPTH: usize = 3; // guess: an archived mail with a forwarded mail that has a résumé
/// Bytes that may be read again and again to reach the members of a packed archive that does not fit the memory.
const REREAD_BYTES: u64 = 64 << 30; // guess: some minutes

/// From so many on a container is rather held in memory, if it fits.
const WORTH_HOLDING_BYTES: u64 = 1 << 30; // guess: some seconds

/// What is said of archives that lie too deep.
pub(crate) const NESTED: &str = "archive nested too deep in other archives; unpack the outer ones";

/// A file, or the files in it; every name begins with the file's own.
pub(crate) fn files(
    name: String,
    place: Place,
    limits: &Limits,
) -> Vec<(String, Result<Place, String>)> {
    let own_name = name.clone();
    let mut expansion =
        Expansion { limits, memory_left: limits.inner_archive_bytes, found: Vec::new() };
    expansion.open(name, place, 0);
    if expansion.found.len() > limits.files {
        return vec![(own_name, Err(archive::too_many(limits)))];
    }
    expansion.found
}

struct Expansion<'l> {
    limits: &'l Limits,
    /// Bytes of containers that may still be held in memory.
    memory_left: u64,
    found: Vec<(String, Result<Place, String>)>,
}

impl Expansion<'_> {
    fn open(&mut self, name: String, place: Place, depth: usize) {
        if matches!(place, Place::Repository(_)) {
            return self.found.push((name, Ok(place)));
        }
        // What cannot be opened here is kept as a file, and opening it as one says why.
        let (packing, head) = head(&place, self.limits);
        if packing == Packing::Plain && is_zip(&head) {
            return self.zip(name, place, depth);
        }
        if tarball::begins_like(&head) {
            return self.tar(name, (place, packing), depth);
        }
        if let Some(kind) = mail::Kind::of(&head, &name) {
            self.mail(&name, (&place, packing, kind), depth);
        }
        self.found.push((name, Ok(place)));
    }

    fn inside(&mut self, outer: &str, inside: Vec<Inside>, depth: usize) {
        for Inside { name, place } in inside {
            // One too many is enough for the answer to be that there are too many.
            if self.found.len() > self.limits.files {
                return;
            }
            let name = format!("{outer}/{name}");
            match place {
                Ok(place) => self.open(name, place, depth + 1),
                Err(why) => self.refuse(name, why),
            }
        }
    }

    fn refuse(&mut self, name: String, why: impl Into<String>) {
        self.found.push((name, Err(why.into())));
    }

    fn zip(&mut self, name: String, place: Place, depth: usize) {
        let held = match self.held(&place) {
            Ok(held) => held,
            Err(why) => {
                let why = format!(
                    "file inside an archive cannot be opened ({why}); unpack the outer one"
                );
                return self.refuse(name, why);
            }
        };
        match archive::list(&held, self.limits) {
            Err(why) => self.refuse(name, why),
            Ok(Opened::Office) => self.found.push((name, Ok(place))),
            Ok(Opened::Workbook(format)) => self.workbook(name, (&held, place), format),
            Ok(Opened::Archive(_)) if depth > ARCHIVE_DEPTH => self.refuse(name, NESTED),
            Ok(Opened::Archive(members)) => {
                // Its members lie in these bytes; documents and workbooks are read anew when they are reached.
                if !place.is_seekable() {
                    self.memory_left = self.memory_left.saturating_sub(held.size());
                }
                self.inside(&name, members, depth);
            }
        }
    }

    /// The place itself if it can be read at any position; else its bytes, taken into memory.
    fn held(&self, place: &Place) -> std::io::Result<Place> {
        if place.is_seekable() {
            return Ok(place.clone());
        }
        place.bytes(self.limits, self.memory_left).map(Place::Memory)
    }

    /// The sheets of a workbook, of which the bytes are at hand and which lies at `book`.
    fn workbook(&mut self, name: String, (held, book): (&Place, Place), format: workbook::Format) {
        match workbook::sheets(held, format, self.limits) {
            Err(why) => self.refuse(name, why),
            Ok(sheets) if sheets.is_empty() => {
                self.refuse(name, "workbook without a sheet of cells; save what it shows as CSV");
            }
            Ok(sheets) => {
                let bytes = book.size() / (sheets.len().max(1) as u64);
                for (idx, sheet) in sheets.into_iter().enumerate() {
                    let shown = archive::harmless(&sheet.replace(['/', '\\'], "_"), idx);
                    let place = Place::Sheet(Box::new(Sheet {
                        book: book.clone(),
                        format,
                        name: sheet,
                        bytes,
                    }));
                    self.found.push((format!("{name}/{shown}"), Ok(place)));
                }
            }
        }
    }

    fn tar(&mut self, name: String, (place, packing): (Place, Packing), depth: usize) {
        if depth > ARCHIVE_DEPTH {
            return self.refuse(name, NESTED);
        }
        let (place, packing) = self.unpacked(place, packing);
        let listing = tarball::list(&place, packing, self.limits);
        if n_reread(&listing.members) > REREAD_BYTES {
            return self.refuse(
                name,
                "packed tar archive too large to be read member by member; unpack it and give the folder",
            );
        }
        self.inside(&name, listing.members, depth);
        if let Some(why) = listing.failure {
            self.refuse(name, why);
        }
    }

    /// The unpacked bytes in memory if they fit; else what was given.
    fn unpacked(&mut self, place: Place, packing: Packing) -> (Place, Packing) {
        if packing == Packing::Plain && place.is_seekable() {
            return (place, packing);
        }
        let mut bytes = Vec::new();
        let read = place.reader(self.limits).and_then(|it| {
            packing.unpack(it, self.limits).take(self.memory_left + 1).read_to_end(&mut bytes)
        });
        // A container that breaks off is read from where it lies, so that the break is met and told.
        if read.is_err() || bytes.len() as u64 > self.memory_left {
            return (place, packing);
        }
        self.memory_left -= bytes.len() as u64;
        (Place::Memory(bytes.into()), Packing::Plain)
    }

    /// What is attached to the mails of a file.
    fn mail(
        &mut self,
        name: &str,
        (place, packing, kind): (&Place, Packing, mail::Kind),
        depth: usize,
    ) {
        let mut attached = mail::attached(place, packing, kind, self.limits);
        if attached.is_empty() {
            return;
        }
        if depth > MAIL_DEPTH {
            return self.refuse(
                format!("{name}/attached"),
                "mail nested too deep in other mails; save the inner mail as .eml and give that",
            );
        }
        if n_reread(&attached) > WORTH_HOLDING_BYTES {
            let (place, packing) = self.unpacked(place.clone(), packing);
            attached = mail::attached(&place, packing, kind, self.limits);
        }
        if n_reread(&attached) > REREAD_BYTES {
            return self.refuse(
                format!("{name}/attached"),
                "packed mailbox too large for its attachments to be read one by one; unpack it and give that",
            );
        }
        self.inside(name, attached, depth);
    }
}

/// Bytes to be read on the way to what lies inside a container whose bytes have to be read from the start each time.
fn n_reread(inside: &[Inside]) -> u64 {
    let n = |it: &Inside| match &it.place {
        Ok(Place::Run(run)) if run.packing != Packing::Plain || !run.of.is_seekable() => {
            run.start.saturating_add(run.bytes)
        }
        Ok(_) | Err(_) => 0,
    };
    inside.iter().map(n).fold(0, u64::saturating_add)
}

fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// How a file is packed, and its first bytes unpacked; what can be read of a damaged file is enough to know it by.
fn head(place: &Place, limits: &Limits) -> (Packing, Vec<u8>) {
    let read = |packing: Packing| {
        let mut head = Vec::new();
        let outcome = place
            .reader(limits)
            .and_then(|it| packing.unpack(it, limits).take(HEAD).read_to_end(&mut head));
        // Of a file that cannot be opened there is nothing to know; opening it later says why.
        if outcome.is_err() && head.is_empty() { Vec::new() } else { head }
    };
    let head = read(Packing::Plain);
    let packing = Packing::of(&head);
    if packing == Packing::Plain { (packing, head) } else { (packing, read(packing)) }
}
