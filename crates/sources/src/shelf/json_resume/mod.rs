//! Résumés in the JSON Resume format (jsonresume.org): one résumé a file, or several in a list.
//!
//! How to get it: the `resume.json` that a candidate links or sends, or that a recruiting tool exports.
//!
//! What it tells: name, mail, telephone, address, profiles, and the jobs and schools that are claimed, with their dates. What it
//! cannot: how and by whom the file was made; whether any of it is true.
//!
//! Shape: real samples of `@jsonresume/schema` 1.3.1 and that schema; names of the first version (`company`, `website`) from
//! memory. Pictures, summaries, highlights, references' words, languages, interests and skills without dates are not read.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    AddressPurpose, EmailUse, Fact, Locator, Need, Reading, Record, Reject,
    value::{AddressParts, Email, Handle, PersonName, Phone, PostalAddress, Site, ValueError},
};
use jiff::civil::Date;

use crate::{
    Source, listings,
    object::{Object, objects},
    telling::{Field, Telling, date, instant, place},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "json_resume",
    vendor: "any",
    title: "Résumés in JSON Resume",
    feeds: &[Need::Resumes],
    how: "the candidate's resume.json, or a recruiting tool's export in that format",
    permission: "a recruiter who may see attachments",
    tells: "name, mail, telephone, address and profiles that the candidate gives; employers, titles, schools and degrees with their dates",
    cannot: "how and by whom the file was made; whether the jobs are true; texts are not compared; skills have no dates in this format",
    shape_from: "real sample: @jsonresume/schema 1.3.1 (sample and three examples, MIT) and its schema; names of the first version from memory",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

/// Sections, of which a résumé has one at least beside `basics`.
const SECTIONS: &[&str] = &["work", "education", "skills", "volunteer", "projects", "references"];

fn recognize(record: &Record) -> bool {
    let Ok(resume) = Object::of_json(record) else { return false };
    let Some(basics) = resume.inside("basics") else { return false };
    let is_of_the_schema = resume.text("$schema").is_some_and(|it| it.contains("resume"));
    let is_somebody = ["name", "email", "label", "profiles"].iter().any(|it| basics.has(it));
    is_of_the_schema || (is_somebody && SECTIONS.iter().any(|it| resume.has(it)))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let resume = Object::of_json(record)?;
    let Some(basics) = resume.inside("basics") else {
        return Err(Reject::new("expected a résumé with `basics`; export it as JSON Resume"));
    };
    let mut telling = Telling::of_person(SOURCE.id, key(record));
    let meta = resume.inside("meta").unwrap_or_default();
    if let Some(at) = telling.read_first(&meta, &["lastModified"], instant) {
        telling = telling.dated(at);
    }
    person(&basics, &mut telling);
    for profile in objects(&basics.json("profiles").unwrap_or_default()) {
        let handle = profile_of(&profile);
        match handle {
            Some(Ok(handle)) => telling.say(Fact::Handle(handle)),
            Some(Err(err)) => telling.unread("basics.profiles", &err),
            None => {}
        }
    }
    for job in objects(&resume.json("work").unwrap_or_default()) {
        let (since, until) = stretch(&job, "work", &mut telling);
        let Some(employer) = job.any(&["name", "company"]) else { continue };
        let title = job.text("position").map(|it| (&*it).into());
        // Years alone are too little to compare jobs with.
        let (since, until) =
            (since.and_then(Written::month), until.and_then(Written::last_of_month));
        telling.say(Fact::Employment { employer: (&*employer).into(), title, since, until });
    }
    for studies in objects(&resume.json("education").unwrap_or_default()) {
        let (since, until) = stretch(&studies, "education", &mut telling);
        let Some(school) = studies.text("institution") else { continue };
        let parts = [studies.text("studyType"), studies.text("area")];
        let degree: Vec<_> = parts.iter().flatten().map(AsRef::as_ref).collect();
        let degree = (!degree.is_empty()).then(|| degree.join(", ").into());
        let (since, until) = (since.map(Written::first), until.map(Written::last));
        telling.say(Fact::Schooling { school: (&*school).into(), degree, since, until });
    }
    telling.finish("a résumé that says nothing of a person")
}

/// A file holds one résumé as a rule; of several the place tells which.
fn key(record: &Record) -> Arc<str> {
    let is_alone = matches!(&record.from.at, Locator::Pointer(pointer) if pointer.is_empty());
    if is_alone { Arc::clone(&record.from.file) } else { record.from.to_string().into() }
}

fn person(basics: &Object<'_>, telling: &mut Telling) {
    let name = telling.read_first(basics, &["name"], PersonName::parse);
    telling.say_all(name.map(Fact::Name));
    let email = telling.read_first(basics, &["email"], Email::parse);
    telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)));
    let address = address(basics, telling);
    let country = address.as_ref().and_then(PostalAddress::country);
    let phone = telling.read_first(basics, &["phone"], |it| Phone::parse(it, country));
    telling.say_all(phone.map(Fact::Phone));
    telling.say_all(address.map(|it| Fact::Address(it, AddressPurpose::Home)));
    let page = telling.read_first(basics, &["url", "website"], Handle::parse_own_url);
    telling.say_all(page.map(Fact::Handle));
}

/// In parts, or as one text as some tools write it.
fn address(basics: &Object<'_>, telling: &mut Telling) -> Option<PostalAddress> {
    let Some(location) = basics.inside("location") else {
        return telling.read_first(basics, &["location"], place);
    };
    let part = |name: &str| location.text(name).map(|it| it.into_owned());
    let parts = AddressParts {
        line1: part("address"),
        line2: None,
        city: part("city"),
        region: part("region"),
        postcode: part("postalCode"),
        country: part("countryCode").or_else(|| part("country")),
    };
    let filled = [&parts.line1, &parts.city, &parts.region, &parts.postcode, &parts.country];
    if filled.iter().all(|it| it.is_none()) {
        return None;
    }
    match PostalAddress::from_parts(parts) {
        Ok(address) => Some(address),
        Err(err) => {
            telling.unread("basics.location", &err);
            None
        }
    }
}

/// By its address where that names somebody, else by the name on a network that we know: elsewhere strangers share it.
fn profile_of(profile: &Object<'_>) -> Option<Result<Handle, ValueError>> {
    let site = profile.text("network").and_then(|it| listings::site(&it));
    let named = site.zip(profile.text("username")).map(|(site, name)| Handle::new(site, &name));
    let Some(url) = profile.text("url") else { return named };
    let of_url = Handle::parse_own_url(&url);
    // `https://www.twitter.com` is the site and no page of the person.
    let is_site = |it: &Handle| *it.site() == Site::Web && !it.name().contains('/');
    if of_url.as_ref().is_ok_and(is_site) {
        return named;
    }
    if of_url.is_ok() { Some(of_url) } else { named.or(Some(of_url)) }
}

/// A date as exactly as it is written.
#[derive(Debug, Clone, Copy)]
enum Written {
    Year(i16),
    Month(Date),
    Day(Date),
}

impl Written {
    fn parse(text: &str) -> Result<Self, ValueError> {
        const EXPECTED: ValueError = ValueError::Expected("a date as 2014, 2014-06 or 2014-06-29");
        let is_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
        if text.len() == 4 && is_digits(text) {
            return text.parse().map(Self::Year).or(Err(EXPECTED));
        }
        if let Some((year, month)) = text.split_once('-').filter(|_| text.len() == 7) {
            let first = year.parse().ok().zip(month.parse().ok());
            let first = first.and_then(|(year, month)| Date::new(year, month, 1).ok());
            return first.map(Self::Month).ok_or(EXPECTED);
        }
        date(text).map(Self::Day).or(Err(EXPECTED))
    }

    fn month(self) -> Option<Date> {
        match self {
            Self::Year(_) => None,
            Self::Month(date) | Self::Day(date) => Some(date),
        }
    }

    fn last_of_month(self) -> Option<Date> {
        match self {
            Self::Year(_) => None,
            Self::Month(date) => Some(date.last_of_month()),
            Self::Day(date) => Some(date),
        }
    }

    fn first(self) -> Date {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
            Self::Month(date) | Self::Day(date) => date,
        }
    }

    fn last(self) -> Date {
        match self {
            Self::Year(year) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
            Self::Month(date) => date.last_of_month(),
            Self::Day(date) => date,
        }
    }
}

/// Start and end; what is written for "until now" is no end.
fn stretch(
    part: &Object<'_>,
    section: &str,
    telling: &mut Telling,
) -> (Option<Written>, Option<Written>) {
    const NOW: &[&str] = &["present", "now", "current", "ongoing", "today", "heute"];
    let mut read = |name: &str| {
        let text = part.text(name).filter(|it| !NOW.contains(&it.to_lowercase().as_str()))?;
        telling.read(Some(Field::new(&format!("{section}.{name}"), &text)), Written::parse)
    };
    (read("startDate"), read("endDate"))
}
