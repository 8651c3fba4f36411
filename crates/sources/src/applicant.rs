//! What the records of applicant-tracking systems have in common: the candidate they are about, their files, jobs and schools,
//! and the client from which they were sent in.

use bonafide_model::{
    Access, Fact, Identifier, Reject,
    value::{Email, PersonName, Phone, ValueError},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    naming::{public_ip, system_of_agent},
    object::Object,
    telling::{Field, Telling, date},
};

/// Opens the telling of a candidate by their id.
pub(crate) fn about(id: Option<&str>, source: &'static str) -> Result<Telling, Reject> {
    let Some(id) = id else {
        return Err(Reject::new(
            "expected the id of a candidate; export whole records from the API",
        ));
    };
    let mut telling = Telling::of_person(source, id);
    telling.say(Fact::Knows(Identifier::Candidate(id.into())));
    Ok(telling)
}

/// Says that a file lies beside the exports, by its base name.
pub(crate) fn name_file(name: &str, telling: &mut Telling) {
    let base_name = name.trim().rsplit(['/', '\\']).next().unwrap_or_default();
    if !base_name.is_empty() {
        telling.say(Fact::NamesFile(base_name.into()));
    }
}

/// Says a telephone number, dialled in the country that the record names if it has no code of its own.
pub(crate) fn call(
    phone: Field<'_>,
    country: Option<&str>,
    at: Option<Timestamp>,
    telling: &mut Telling,
) {
    let phone = telling.read(Some(phone), |it| Phone::parse(it, country));
    telling.say_at_all(phone.map(Fact::Phone), at);
}

/// Says who of the organization referred the candidate: by mail address where there is one, else by name.
pub(crate) fn refer(user: &Object<'_>, at: Option<Timestamp>, telling: &mut Telling) {
    if let Some(email) = telling.read_first(user, &["email"], Email::parse) {
        telling.say_at(Fact::ReferredBy(Identifier::Mailbox(email)), at);
        return;
    }
    let (given, family) = (user.text("firstName"), user.text("lastName"));
    let name = match (given.as_deref(), family.as_deref()) {
        (None, None) => telling.read_first(user, &["name"], PersonName::parse),
        (given, family) => PersonName::from_parts(given.unwrap_or(""), family.unwrap_or("")).ok(),
    };
    telling.say_at_all(name.map(Fact::ReferredByName), at);
}

/// Says from which client something was sent in, if the record knows its address or system.
pub(crate) fn sent_from(
    record: &Object<'_>,
    (ip, agent): (&str, &str),
    mut access: Access,
    telling: &mut Telling,
) {
    access.ip = public_ip(telling, record, ip);
    access.os = record.text(agent).and_then(|it| system_of_agent(&it));
    if access.ip.is_some() || access.os.is_some() {
        telling.access(access);
    }
}

/// A month as `{"year":2019,"month":5}`, or a date as text.
pub(crate) fn month(
    record: &Object<'_>,
    name: &str,
    column: &str,
    telling: &mut Telling,
) -> Option<Date> {
    let Some(parts) = record.inside(name) else {
        let text = record.text(name)?;
        return telling.read(Some(Field::new(column, &text)), date);
    };
    let year = parts.text("year")?;
    let month = parts.text("month").unwrap_or("1".into());
    telling.read(Some(Field::new(column, &year)), |year| {
        let first = year.parse().ok().zip(month.parse().ok());
        first
            .and_then(|(year, month)| Date::new(year, month, 1).ok())
            .ok_or(ValueError::Expected("a year and the number of a month"))
    })
}

#[cfg(test)]
mod tests {
    use bonafide_model::Reading;

    use super::*;

    #[test]
    fn a_month_is_written_in_parts_or_as_a_date() {
        let job = Object::parse(
            r#"{"start":{"year":2019,"month":5},"odd":{"year":2019,"month":13},"gone":null}"#,
        )
        .expect("an object");
        let mut telling = Telling::of_person("greenhouse_candidates", "1");
        let mut read = |name: &str| month(&job, name, name, &mut telling);
        assert_eq!(read("start"), Date::new(2019, 5, 1).ok());
        assert_eq!(read("odd"), None);
        assert_eq!(read("gone"), None);
        telling.say(Fact::Refused);
        let Ok(Reading::Says(said)) = telling.finish("nothing") else {
            panic!("something is said")
        };
        assert!(
            said.iter()
                .any(|it| matches!(&it.fact, Fact::Unread { column, .. } if &**column == "odd"))
        );
    }

    #[test]
    fn a_file_is_named_without_its_folder() {
        let mut telling = Telling::of_person("greenhouse_candidates", "1");
        name_file(r"C:\Users\ada\cv.pdf", &mut telling);
        name_file("  ", &mut telling);
        let Ok(Reading::Says(said)) = telling.finish("nothing") else {
            panic!("something is said")
        };
        assert_eq!(said.len(), 1);
    }
}
