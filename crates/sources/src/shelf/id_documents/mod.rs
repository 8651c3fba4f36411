//! Pictures of identity documents and the text that a reader of such pictures writes beside them.
//!
//! How to get it: download what new hires sent to onboarding or what an identity check kept, under the files' own names, as they
//! were sent (portals that save pictures anew take out what the camera wrote), best in one folder per candidate id or worker.
//!
//! What it tells: with which device, when, in which time zone and where a picture was taken; whether one picture or one document
//! was used by two people; whether the check digits of a passport's zone agree, until when it is valid, and the name in it.
//! What it cannot: tell a face, or whether a document is real. Nationality, sex, birth date and the number itself are not kept.
//!
//! It is a source of its own, and not part of `resume_files`, since such pictures are kept elsewhere, need another permission,
//! and are not to be collected only because résumés are. Any picture is read the same way, so a portrait among attachments is
//! known again, too.
//!
//! Shape: EXIF 2.32 and XMP as cameras and programs write them; zones as ICAO 9303 parts 4 to 6 print them, in a text file.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{Body, DocumentKind, Fact, Locator, Need, Reading, Record, Reject};

use crate::{Source, telling::Telling};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "id_documents",
    vendor: "any",
    title: "Pictures of identity documents as files",
    feeds: &[Need::IdentityDocuments],
    how: "files as new hires sent them to onboarding or the identity check, under their own names, best in one folder per candidate id; text read from a picture as a .txt file beside it",
    permission: "whoever may see identity documents in onboarding; often nobody outside it should, so ask first",
    tells: "device, time with its offset and place that a camera wrote; hashes by which the same picture is known; whether the machine-readable zone holds, its expiry, its name, and a hash of its number",
    cannot: "tell faces or real documents; anything once a portal has saved the picture anew",
    shape_from: "vendor reference: EXIF 2.32 by way of the kamadak-exif crate, ICAO 9303 specimens by way of the mrz crate",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Body::Document(document) = &record.body else { return false };
    document.kind == DocumentKind::Image
        || (document.zone.is_some() && document.text.trim().is_empty())
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let Body::Document(document) = &record.body else {
        return Err(Reject::new(
            "expected a picture (JPEG, PNG, WebP, TIFF, HEIC) or a text with a machine-readable zone",
        ));
    };
    if matches!(record.from.at, Locator::Page(page) if page > 1) {
        return Ok(Reading::PassOver("a further page of an identity document"));
    }
    let mut telling = Telling::of_person(SOURCE.id, Arc::clone(&record.from.file));
    telling.say(Fact::Attached(Arc::clone(document)));
    telling.say_all(document.zone.clone().map(|it| Fact::ZoneRead(Arc::new(it))));
    telling.finish("an empty file")
}
