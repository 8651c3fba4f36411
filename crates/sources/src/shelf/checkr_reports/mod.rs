//! Checkr: candidates, background reports, and the screenings that say whether an identity, a job or a school is true.
//!
//! How to get it: `GET /v1/candidates`, and for every report `GET /v1/reports/{id}?include=candidate,ssn_trace,
//! employment_verification,education_verification,…`, as JSON; or the webhooks as received, with `include_object` switched on.
//!
//! What it tells: name, mail, telephone, postal address; places of work for which the report was ordered; jobs and schools
//! that the candidate named to Checkr, and what became of each when it was asked; whether the trace of the number fits the
//! name; who gave a reference. What it cannot: what an employer answered in words; reports without `include` name ids alone.
//!
//! Shape: Checkr's own OpenAPI description and webhook examples, as codegen-showcase/checkr_api_py keeps them, and the
//! examples in checkr/checkr-ruby (both seen, not copied); addresses of a number's trace are from the latter, Checkr has
//! stopped to fill them. From memory: the object `identity_verification`, and the names of included objects in the plural.
//!
//! Never read: criminal, court, driving, drug and credit records, the number itself, birth dates, what somebody earned, and
//! the overall result, which those decide; whether a birth date fits is left out at the gate. A screening that is fetched by
//! itself names no candidate; its id, which the report repeats, is said like that of an application.

mod screening;
#[cfg(test)]
mod tests;

use bonafide_model::{
    AddressPurpose, EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    value::{AddressParts, Email, PersonName, PostalAddress},
};

use crate::{
    Source,
    applicant::{about, call},
    object::{Object, objects},
    telling::{Field, Telling, finish, instant},
};

const ID: &str = "checkr_reports";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Checkr",
    title: "Candidates, background reports and verifications",
    feeds: &[Need::BackgroundChecks, Need::References],
    how: "API `GET /v1/reports/{id}?include=candidate,ssn_trace,employment_verification,education_verification` for every report, and `GET /v1/candidates`; or the webhooks as received, with `include_object` on",
    permission: "a secret API key of the account, made by an administrator",
    tells: "who was checked, the places of work it was ordered for, jobs and schools named and whether they were confirmed, whether the trace of the number fits the name, who gave a reference",
    cannot: "what an employer answered in words; criminal, driving, drug and credit records are never read",
    shape_from: "vendor reference: Checkr's OpenAPI description and webhook examples, and examples of checkr/checkr-ruby (seen, not copied); `identity_verification` from memory",
    columns: &[],
    marks: &[],
    recognize: |record| open(record).is_some(),
    read,
};

/// Kinds of object that say something here.
const READ: &[&str] = &[
    "candidate",
    "candidate_postal_address",
    "education_verification",
    "employer",
    "employment_verification",
    "identity_verification",
    "international_education_verification",
    "international_employment_verification",
    "international_identity_document_validation",
    "personal_reference_verification",
    "personal_reference_verifications",
    "professional_reference_verification",
    "professional_reference_verifications",
    "report",
    "school",
    "ssn_trace",
];
/// Kinds of object about what is none of our business.
const PRIVATE: &[&str] = &[
    "arrest",
    "civil",
    "clearinghouse",
    "credit",
    "criminal",
    "drug",
    "eviction",
    "facis",
    "health",
    "license",
    "motor_vehicle",
    "sex_offender",
    "watchlist",
];

/// An object of Checkr, and when the webhook around it was sent.
fn open(record: &Record) -> Option<Object<'_>> {
    let whole = Object::of_json(record).ok()?;
    let is_ours = |it: &Object<'_>| {
        it.has("object") && it.text("uri").is_some_and(|uri| uri.starts_with("/v1/"))
    };
    if is_ours(&whole) {
        return Some(whole);
    }
    whole.text("object").filter(|it| it == "event")?;
    whole.inside("data")?.inside("object").filter(is_ours)
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let Some(object) = open(record) else {
        return Err(Reject::new(
            "an object of Checkr: expected `object` and `uri`; export it from the API unchanged",
        ));
    };
    let kind = object.text("object").unwrap_or_default();
    if READ.contains(&&*kind) {
        return finish(tell(&kind, &object)?, "an object without its contents, or unfinished");
    }
    Ok(Reading::PassOver(if PRIVATE.iter().any(|it| kind.contains(it)) {
        "a check of something that is not read here"
    } else {
        "an object of another kind"
    }))
}

fn tell(kind: &str, object: &Object<'_>) -> Result<Vec<Telling>, Reject> {
    match kind {
        "candidate" => Ok(vec![candidate(object)?]),
        "report" => report(object),
        "candidate_postal_address" | "employer" | "school" => {
            let Some(id) = object.text("candidate_id") else { return Ok(Vec::new()) };
            let mut telling = about(Some(&id), ID)?;
            match kind {
                "employer" => screening::employer(object, &mut telling),
                "school" => screening::school(object, &mut telling),
                _ => postal(object, &mut telling),
            }
            Ok(vec![telling])
        }
        _ => alone(kind, object),
    }
}

/// A screening that was fetched by itself.
fn alone(kind: &str, object: &Object<'_>) -> Result<Vec<Telling>, Reject> {
    let id = object.require(&["id"])?;
    let kind = kind.strip_suffix('s').unwrap_or(kind);
    let mut telling = Telling::of_person(ID, format!("{kind}/{id}"));
    if screening::tell(kind, object, &mut telling) {
        telling.say(Fact::Knows(Identifier::Application((&*id).into())));
    }
    Ok(vec![telling])
}

fn candidate(object: &Object<'_>) -> Result<Telling, Reject> {
    let mut telling = about(object.text("id").as_deref(), ID)?;
    let at = telling.read_first(object, &["created_at"], instant);
    let own_id = object.text("custom_id");
    telling.say_all(own_id.map(|it| Fact::Knows(Identifier::Candidate((&*it).into()))));
    let part = |name: &str| object.text(name).unwrap_or_default();
    let given = format!("{} {}", part("first_name"), part("middle_name"));
    let name = PersonName::from_parts(given.trim(), &part("last_name")).ok();
    telling.say_at_all(name.map(Fact::Name), at);
    let email = telling.read_first(object, &["email"], Email::parse);
    telling.say_at_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)), at);
    if let Some(phone) = object.text("phone") {
        call(Field::new("phone", &phone), Some("US"), at, &mut telling);
    }
    if let Some(address) = object.inside("postal_address") {
        postal(&address, &mut telling);
    }
    Ok(telling)
}

/// The candidate's own post address, which Checkr takes in the United States alone.
fn postal(object: &Object<'_>, telling: &mut Telling) {
    let part = |name: &str| object.text(name).map(|it| it.into_owned());
    let parts = AddressParts {
        line1: part("street"),
        line2: part("street2"),
        city: part("city"),
        region: part("state"),
        postcode: part("zipcode"),
        country: Some("US".to_owned()),
    };
    if parts.city.is_none() && parts.postcode.is_none() {
        return;
    }
    match PostalAddress::from_parts(parts) {
        Ok(address) => telling.say(Fact::Address(address, AddressPurpose::Home)),
        Err(err) => telling.unread("postal_address", &err),
    }
}

fn report(object: &Object<'_>) -> Result<Vec<Telling>, Reject> {
    let included = object.inside("candidate");
    let id = object.text("candidate_id");
    let id = id.or_else(|| included.as_ref().and_then(|it| it.text("id")));
    let Some(id) = id else { return Ok(Vec::new()) };
    let mut telling = match included.filter(|it| it.has("id")) {
        Some(person) => candidate(&person)?,
        None => about(Some(&id), ID)?,
    };
    let ordered_at = telling.read_first(object, &["created_at"], instant);
    for place in objects(&object.json("work_locations").unwrap_or_default()) {
        let part = |name: &str| place.text(name).map(|it| it.into_owned());
        let parts = AddressParts {
            city: part("city"),
            region: part("state"),
            country: part("country").or_else(|| Some("US".to_owned())),
            ..AddressParts::default()
        };
        let address = PostalAddress::from_parts(parts).ok();
        let address = address.map(|it| Fact::Address(it, AddressPurpose::Work));
        telling.say_at_all(address, ordered_at);
    }
    let mut referees = Vec::new();
    for kind in screening::KINDS {
        screening::ids(kind, object, &mut telling);
        // What `include` put in: one object, or several under the kind's plural.
        let json = object.json(kind).or_else(|| object.json(&format!("{kind}s")));
        for included in objects(&json.unwrap_or_default()) {
            screening::tell(kind, &included, &mut telling);
            referees.extend(screening::referee(kind, &included, &id));
        }
    }
    let mut tellings = vec![telling];
    tellings.extend(referees);
    Ok(tellings)
}
