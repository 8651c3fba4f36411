//! Codility test sessions: who took a coding test, when, and from which addresses.
//!
//! How to get it: the list of sessions of a test, exported as CSV.
//!
//! What it tells: name, mail and telephone that the candidate typed in, a profile, when the test was opened and closed, every
//! address that it was taken from, and that the solution was found like another. What it cannot: who sat at the keyboard.
//!
//! What was seen: the header and rows of one export that somebody published (seen, not copied). From memory: what stands in
//! `Similarity Check` other than `NA`. School, degree, experience, results and answers are not read.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Need, Reading, Record, Reject,
    value::{self, Email, Handle, PersonName, Phone},
};

use crate::{
    Source,
    object::Object,
    telling::{Field, Telling, instant},
};

const ID: &str = "codility_sessions";
/// Words that say that a solution was like another, lower case. From memory.
const SIMILAR: &[&str] = &["similar", "detected", "found", "fail"];

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Codility",
    title: "Sessions of coding tests, with the addresses they were taken from",
    feeds: &[Need::Assessments],
    how: "the list of sessions of a test, exported as CSV",
    permission: "an account that may see the results of the test",
    tells: "who took a coding test when and from which addresses, the mail, phone and profile typed in, and that another's solution was found",
    cannot: "who sat at the keyboard; which address was used when within a session",
    shape_from: "real sample: header and rows of one published export (seen, not copied); words of the similarity check from memory",
    columns: &[],
    marks: &[],
    recognize: |record| {
        Object::of(record).is_ok_and(|it| {
            let has = |name: &str| it.has(name);
            has("Test session ID") && has("Candidate IPs") && has("Candidate E-mail")
        })
    },
    read,
};

fn read(record: &Record) -> Result<Reading, Reject> {
    let session = Object::of(record)?;
    let mut telling = Telling::of_person(ID, &*session.require(&["Test session ID"])?);
    let created_at = telling.read_first(&session, &["Create date"], instant);
    let started_at = telling.read_first(&session, &["Start date"], instant);
    let at = started_at.or(created_at);
    let email = telling.read_first(&session, &["Candidate E-mail"], Email::parse);
    telling.say_at_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)), at);
    let part = |name: &str| session.text(name).unwrap_or_default();
    let name = PersonName::from_parts(&part("First Name"), &part("Last Name")).ok();
    telling.say_at_all(name.map(Fact::Name), at);
    let phone = telling.read_first(&session, &["Candidate Phone"], |it| Phone::parse(it, None));
    telling.say_at_all(phone.map(Fact::Phone), at);
    let profile = telling.read_first(&session, &["Candidate Profile URL"], Handle::parse_url);
    telling.say_at_all(profile.map(Fact::Handle), at);
    if let Some(started_at) = started_at {
        let mut access = Access::new(Channel::Assessment, started_at);
        access.until = telling.read_first(&session, &["Close date"], instant);
        let mut addresses = BTreeSet::new();
        for text in part("Candidate IPs").split([',', ';', ' ']).filter(|it| !it.is_empty()) {
            let ip = telling.read(Some(Field::new("Candidate IPs", text)), value::parse_ip);
            addresses.extend(ip.filter(|it| value::is_public(*it)));
        }
        if addresses.is_empty() {
            telling.access(access.clone());
        }
        for ip in addresses {
            telling.access(Access { ip: Some(ip), ..access.clone() });
        }
    }
    let similarity = part("Similarity Check").to_lowercase();
    let is_none = similarity.contains("no ") || similarity.contains("not ");
    if !is_none && SIMILAR.iter().any(|it| similarity.contains(it)) {
        telling.say_at(Fact::AssessmentNoted("similarity check".into()), at);
    }
    telling.finish("a session that nobody has opened")
}
