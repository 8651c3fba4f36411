//! HackerRank for Work: candidates of a coding test, when they took it, and from which address.
//!
//! How to get it: API `GET /x/api/v3/tests/{id}/candidates`, all pages, as JSON; or the same fields as a table.
//!
//! What it tells: name, mail, telephone and profiles that the candidate typed in, when the test was taken, the network address
//! where the account has it, and that the service found somebody else's solution. What it cannot: who sat at the keyboard.
//!
//! Shape: two clients made after HackerRank's API reference, a Go one of all models and the Python package `hackerrank` (seen,
//! not copied). From memory: `ip_address`, which neither has, and `phone_number`, `linkedin_url` and such as the names of
//! `candidate_details`.
//!
//! Results, answers, remarks, pictures of the proctor and what was pasted are not read: only what shows another person or place.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Need, Reading, Record, Reject,
    value::{Email, Handle, PersonName, Phone, Site},
};

use crate::{
    Source,
    naming::public_ip,
    object::{Object, objects},
    telling::{Field, Telling, instant},
};

const ID: &str = "hackerrank_results";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "HackerRank",
    title: "Candidates of coding tests, with times and addresses",
    feeds: &[Need::Assessments],
    how: "API `GET /x/api/v3/tests/{id}/candidates` for every test, all pages",
    permission: "an API token of a user who may see the tests",
    tells: "who took a coding test when, the mail, phone and profiles typed in, the address where it is given, and that another's solution was found",
    cannot: "who sat at the keyboard; many accounts are given no network address",
    shape_from: "vendor reference: clients made after HackerRank's API reference (seen, not copied); `ip_address` and the names of candidate details from memory",
    columns: &[],
    marks: &[],
    recognize: |record| {
        Object::of(record).is_ok_and(|it| {
            let has = |name: &str| it.has(name);
            has("email") && has("attempt_starttime") && (has("full_name") || has("attempt_endtime"))
        })
    },
    read,
};

fn read(record: &Record) -> Result<Reading, Reject> {
    let candidate = Object::of(record)?;
    let id = candidate.text("id");
    let email = candidate.text("email");
    let Some(key) = id.or_else(|| email.clone()) else {
        return Err(Reject::new(
            "expected the id or the mail address of a candidate; export whole records from the API",
        ));
    };
    let mut telling = Telling::of_person(ID, key.to_lowercase());
    let started_at = telling.read_first(&candidate, &["attempt_starttime"], instant);
    let invited_at = telling.read_first(&candidate, &["invited_on"], instant);
    let at = started_at.or(invited_at);
    let email = telling.read_first(&candidate, &["email"], Email::parse);
    telling.say_at_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)), at);
    let name = telling.read_first(&candidate, &["full_name"], PersonName::parse);
    telling.say_at_all(name.map(Fact::Name), at);
    for detail in objects(&candidate.json("candidate_details").unwrap_or_default()) {
        typed_in(&detail, &mut telling);
    }
    if let Some(started_at) = started_at {
        let mut access = Access::new(Channel::Assessment, started_at);
        access.until = telling.read_first(&candidate, &["attempt_endtime"], instant);
        access.ip = public_ip(&mut telling, &candidate, "ip_address");
        telling.access(access);
    }
    if candidate.flag("plagiarism_status") == Some(true) {
        telling.say_at(Fact::AssessmentNoted("plagiarism".into()), at);
    }
    telling.finish("a candidate of whom nothing is said")
}

/// One field of the form before the test, which the account chooses.
fn typed_in(detail: &Object<'_>, telling: &mut Telling) {
    let name = detail.any(&["field_name", "title"]).unwrap_or_default().to_lowercase();
    let Some(value) = detail.text("value") else { return };
    let field = Field::new("candidate_details", &value);
    if name.contains("phone") || name.contains("mobile") {
        let phone = telling.read(Some(field), |it| Phone::parse(it, None));
        telling.say_all(phone.map(Fact::Phone));
    }
    let site = [("linkedin", Site::LinkedIn), ("github", Site::GitHub)];
    for (_, site) in site.into_iter().filter(|(word, _)| name.contains(word)) {
        let handle = telling.read(Some(field), |it| Handle::new(site, it));
        telling.say_all(handle.map(Fact::Handle));
    }
}
