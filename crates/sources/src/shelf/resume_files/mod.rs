//! Résumés and letters beside the exports: PDF, Word, OpenDocument, RTF, HTML and text files as `intake` has turned them into
//! text and traces.
//!
//! How to get it: download the attachments of the applicant-tracking system into a folder beside its export, under their own
//! names, best in one folder per candidate id.
//!
//! What it tells: the text, how and by whom the file was made, and the contact details, places, jobs, schools and dated skills
//! found in it, each with its page. What it cannot: scanned pages have no text; a résumé names no network.
//!
//! Shape: whatever a person writes, so reading is careful, and where two readings are possible nothing is claimed. Contact
//! details count only outside a section of references, a telephone number only with its country code, a job only with employer,
//! title and a stretch of time beside one another, a school only in a section on education, a skill only with years.

mod contact;
mod jobs;
mod period;
mod schools;
mod sections;
mod skills;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use bonafide_model::{
    AddressPurpose, Body, DocumentKind, EmailUse, Fact, Locator, Need, Reading, Record, Reject,
};

use self::sections::{Line, Section};
use crate::{Source, telling::Telling};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "resume_files",
    vendor: "any",
    title: "Résumés and letters as files",
    feeds: &[Need::Resumes],
    how: "attachments downloaded from the applicant-tracking system under their own names, best in one folder per candidate id",
    permission: "a recruiter who may see attachments",
    tells: "text, authorship and ancestry of the file; mail, international phone, profiles, address, jobs, schools and dated skills named in it; whether a picture in it is used elsewhere",
    cannot: "scanned pages without text; whether the jobs are true; whose face a picture shows",
    shape_from: "real sample: PDF of Chromium, ReportLab and FPDF, DOCX of python-docx, ODT of odfpy, made for this purpose; RTF 1.9.1 and HTML from memory: their control words and elements",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Body::Document(document) = &record.body else { return false };
    let is_identity = document.zone.is_some() && document.text.trim().is_empty();
    document.kind != DocumentKind::Image && !is_identity
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let Body::Document(document) = &record.body else {
        return Err(Reject::new("expected a PDF, DOCX, ODT, RTF, HTML or text file"));
    };
    let page = if let Locator::Page(page) = record.from.at { page } else { 1 };
    let mut telling = Telling::of_person(SOURCE.id, Arc::clone(&record.from.file));
    if page == 1 {
        telling.say(Fact::Attached(Arc::clone(document)));
        telling.say_all(document.zone.clone().map(|it| Fact::ZoneRead(Arc::new(it))));
    }
    let lines = sections::lines(&document.text);
    let here = |it: &&Line<'_>| it.page == page;
    let own: Vec<&Line<'_>> =
        lines.iter().filter(here).filter(|it| it.section != Section::References).collect();
    tell_contact(&own, &mut telling);
    let jobs = jobs::found_in(&lines);
    let schools = schools::found_in(&lines);
    let skills = skills::found_in(&lines, document);
    let claims = jobs.into_iter().chain(schools).chain(skills);
    telling.say_all(claims.filter(|(line, _)| here(line)).map(|(_, fact)| fact));
    telling.finish("a further page without claims")
}

fn tell_contact(own: &[&Line<'_>], telling: &mut Telling) {
    let texts: Vec<&str> = own.iter().map(|it| it.text).collect();
    telling
        .say_all(contact::emails(&texts).into_iter().map(|it| Fact::Email(it, EmailUse::Unknown)));
    telling.say_all(contact::phones(&texts).into_iter().map(Fact::Phone));
    telling.say_all(contact::profiles(&texts).into_iter().map(Fact::Handle));
    // Elsewhere a place is an employer's or a school's.
    let is_about_person = |it: &&&Line<'_>| matches!(it.section, Section::Head | Section::Contact);
    let about: Vec<&str> = own.iter().filter(is_about_person).map(|it| it.text).collect();
    let homes = contact::addresses(&about).into_iter();
    telling.say_all(homes.map(|it| Fact::Address(it, AddressPurpose::Home)));
}
