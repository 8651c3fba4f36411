//! Who an opportunity is about: contact, and jobs and schools as a parsed résumé claims them.

use bonafide_model::{
    AddressPurpose, EmailUse, Fact, Identifier, Reading, Reject,
    value::{Email, Handle, PersonName, PostalAddress},
};
use jiff::Timestamp;

use super::{ID, contact_id, hiring};
use crate::{
    applicant::{about, call, month, name_file, refer},
    object::{Object, objects, texts},
    telling::{Field, Telling, instant, place},
};

pub(super) fn opportunity(record: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(record.text("id").as_deref(), ID)?;
    if record.flag("isAnonymized") == Some(true) {
        return Ok(Reading::PassOver("an anonymized candidate"));
    }
    let contact = record.inside("contact");
    let contact_of =
        contact.as_ref().and_then(|it| it.text("id")).or_else(|| record.text("contact"));
    telling.say_all(contact_of.map(|it| contact_id(&it)));
    let created_at = telling.read_first(record, &["createdAt"], instant);
    who(record, created_at, &mut telling);
    applications(record, &mut telling);
    let is_referred = record.text("origin").is_some_and(|it| it.eq_ignore_ascii_case("referred"));
    // Whoever added a candidate is their referrer only where the candidate came by referral.
    if is_referred && let Some(user) = record.inside("sourcedBy") {
        refer(&user, created_at, &mut telling);
    }
    hiring::archived(record, hiring::is_near_hire(record), &mut telling);
    telling.finish("an opportunity of which nothing is said")
}

pub(super) fn contact(record: &Object<'_>) -> Result<Reading, Reject> {
    let Some(id) = record.text("id") else {
        return Err(Reject::new(
            "expected the `id` of a contact; export whole records from the API",
        ));
    };
    if record.flag("isAnonymized") == Some(true) {
        return Ok(Reading::PassOver("an anonymized candidate"));
    }
    let mut telling = Telling::of_person(ID, format!("contact:{id}"));
    telling.say(contact_id(&id));
    who(record, None, &mut telling);
    telling.finish("a contact of whom nothing is said")
}

/// Name, place, mail, telephones and pages.
fn who(record: &Object<'_>, at: Option<Timestamp>, telling: &mut Telling) {
    let name = telling.read_first(record, &["name"], PersonName::parse);
    telling.say_at_all(name.map(Fact::Name), at);
    // A contact's place is an object, an opportunity's a text.
    let inside = record.inside("location");
    let address = match &inside {
        Some(location) => telling.read_first(location, &["name"], place),
        None => telling.read_first(record, &["location"], place),
    };
    let country = address.as_ref().and_then(PostalAddress::country).map(str::to_owned);
    telling.say_at_all(address.map(|it| Fact::Address(it, AddressPurpose::Home)), at);
    for email in texts(&record.json("emails").unwrap_or_default()) {
        let email = telling.read(Some(Field::new("emails", &email)), Email::parse);
        telling.say_at_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)), at);
    }
    for phone in objects(&record.json("phones").unwrap_or_default()) {
        let Some(value) = phone.text("value") else { continue };
        call(Field::new("phones", &value), country.as_deref(), at, telling);
    }
    pages(record, at, telling);
}

/// Profiles and pages.
pub(super) fn pages(record: &Object<'_>, at: Option<Timestamp>, telling: &mut Telling) {
    for link in texts(&record.json("links").unwrap_or_default()) {
        let handle = telling.read(Some(Field::new("links", &link)), Handle::parse_url);
        telling.say_at_all(handle.map(Fact::Handle), at);
    }
}

/// Applications are ids unless they were expanded.
fn applications(record: &Object<'_>, telling: &mut Telling) {
    let json = record.json("applications").unwrap_or_default();
    for id in texts(&json) {
        telling.say(Fact::Knows(Identifier::Application((&*id).into())));
    }
    let sources = record.json("sources").unwrap_or_default();
    let sources = texts(&sources);
    for application in objects(&json) {
        hiring::application(&application, sources.first().map(AsRef::as_ref), telling);
    }
}

pub(super) fn resume(record: &Object<'_>, telling: &mut Telling) {
    if let Some(file) = record.inside("file")
        && let Some(name) = file.text("name")
    {
        // The ending stands beside some names and in others.
        let ending = file.text("ext").filter(|it| it.len() > 1 && !name.ends_with(&**it));
        name_file(&format!("{name}{}", ending.unwrap_or_default()), telling);
    }
    let Some(parsed) = record.inside("parsedData") else { return };
    for job in objects(&parsed.json("positions").unwrap_or_default()) {
        let since = month(&job, "start", "parsedData.positions.start", telling);
        let until = month(&job, "end", "parsedData.positions.end", telling);
        let Some(employer) = job.text("org") else { continue };
        let title = job.text("title").map(|it| (&*it).into());
        telling.say(Fact::Employment { employer: (&*employer).into(), title, since, until });
    }
    for studies in objects(&parsed.json("schools").unwrap_or_default()) {
        let since = month(&studies, "start", "parsedData.schools.start", telling);
        let until = month(&studies, "end", "parsedData.schools.end", telling);
        let Some(school) = studies.text("org") else { continue };
        let degree = studies.text("degree").map(|it| (&*it).into());
        telling.say(Fact::Schooling { school: (&*school).into(), degree, since, until });
    }
}
