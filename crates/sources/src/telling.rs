//! What one record tells of one subject, and which of its cells could not be read: a bad optional cell never costs the row.

use std::sync::Arc;

use bonafide_model::{
    Access, Fact, Reading, RecordKey, Reject, Statement, Subject,
    value::{self, AddressParts, DateOrder, PostalAddress, ValueError},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{columns::Row, object::Object};

/// One cell or JSON field: what the export calls it and what stands in it, trimmed and not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    pub(crate) column: &'a str,
    pub(crate) text: &'a str,
}

impl<'a> Field<'a> {
    /// A field that has a text.
    pub(crate) fn new(column: &'a str, text: &'a str) -> Self {
        Self { column, text: text.trim() }
    }

    /// Reads a field that the record cannot do without.
    pub(crate) fn read<T>(
        self,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Result<T, Reject> {
        parse(self.text).map_err(|err| Reject::new(format!("column `{}`: {err}", self.column)))
    }
}

/// The statements of one record about one subject.
#[derive(Debug)]
pub(crate) struct Telling {
    subject: Subject,
    as_of: Option<Timestamp>,
    said: Vec<Statement>,
    unread: Vec<Statement>,
}

impl Telling {
    /// Nothing yet.
    pub(crate) fn about(subject: Subject) -> Self {
        Self { subject, as_of: None, said: Vec::new(), unread: Vec::new() }
    }

    /// Nothing yet about a record that stands for a person.
    pub(crate) fn of_person(source: &'static str, key: impl Into<Arc<str>>) -> Self {
        Self::about(Subject::Record(RecordKey::new(source, key)))
    }

    /// What is said from here on was so at this time, unless it is said with another.
    pub(crate) fn dated(mut self, at: Timestamp) -> Self {
        self.as_of = Some(at);
        self
    }

    /// One more fact, at the time of the record if it has one.
    pub(crate) fn say(&mut self, fact: Fact) {
        self.say_at(fact, self.as_of);
    }

    /// Whatever facts there are.
    pub(crate) fn say_all(&mut self, facts: impl IntoIterator<Item = Fact>) {
        for fact in facts {
            self.say(fact);
        }
    }

    /// Whatever facts there are, and when they were so.
    pub(crate) fn say_at_all(
        &mut self,
        facts: impl IntoIterator<Item = Fact>,
        at: Option<Timestamp>,
    ) {
        for fact in facts {
            self.say_at(fact, at);
        }
    }

    /// One more fact, and when it was so.
    pub(crate) fn say_at(&mut self, fact: Fact, at: Option<Timestamp>) {
        self.said.push(Statement { subject: self.subject.clone(), fact, at });
    }

    /// One use of a system.
    pub(crate) fn access(&mut self, access: Access) {
        let at = Some(access.at);
        self.say_at(Fact::Access(Box::new(access)), at);
    }

    /// Reads an optional field; one that cannot be read is kept as [`Fact::Unread`].
    pub(crate) fn read<T>(
        &mut self,
        field: Option<Field<'_>>,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Option<T> {
        let field = field?;
        match parse(field.text) {
            Ok(value) => Some(value),
            Err(err) => {
                self.unread(field.column, &err);
                None
            }
        }
    }

    /// The same for the first of several fields of an object that is there.
    pub(crate) fn read_first<T>(
        &mut self,
        object: &Object<'_>,
        names: &[&str],
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Option<T> {
        let (name, text) = object.named(names)?;
        self.read(Some(Field::new(name, &text)), parse)
    }

    /// Reads the address in the columns `<prefix>_line1` and so on.
    pub(crate) fn address(&mut self, row: &Row<'_>, prefix: &str) -> Option<PostalAddress> {
        match row.address(prefix)? {
            Ok(address) => Some(address),
            Err(err) => {
                self.unread(&format!("{prefix} address"), &err);
                None
            }
        }
    }

    /// Notes that a field could not be read.
    pub(crate) fn unread(&mut self, column: &str, err: &ValueError) {
        let fact = Fact::Unread { column: column.into(), why: err.to_string().into() };
        self.unread.push(Statement { subject: self.subject.clone(), fact, at: None });
    }

    /// The answer; a refusal if nothing was said because nothing could be read, `idle` if there was nothing to say.
    pub(crate) fn finish(self, idle: &'static str) -> Result<Reading, Reject> {
        finish([self], idle)
    }
}

/// The answer of a record that tells of several subjects.
pub(crate) fn finish(
    tellings: impl IntoIterator<Item = Telling>,
    idle: &'static str,
) -> Result<Reading, Reject> {
    let (mut said, mut unread) = (Vec::new(), Vec::new());
    for telling in tellings {
        said.extend(telling.said);
        unread.extend(telling.unread);
    }
    if !said.is_empty() {
        said.extend(unread);
        return Ok(Reading::Says(said));
    }
    match unread.into_iter().next().map(|it| it.fact) {
        Some(Fact::Unread { column, why }) => Err(Reject::new(format!("column `{column}`: {why}"))),
        Some(_) | None => Ok(Reading::PassOver(idle)),
    }
}

/// Milliseconds above which a figure is no round trip. Guess: a minute.
const MAX_ROUND_TRIP_MS: f64 = 60_000.0;

/// A round trip in milliseconds, with a fraction or not, also with a decimal comma.
pub(crate) fn milliseconds(text: &str) -> Result<u32, ValueError> {
    const EXPECTED: ValueError = ValueError::Expected("a round trip in milliseconds");
    let number: f64 = text.replace(',', ".").parse().or(Err(EXPECTED))?;
    if !(0.0..MAX_ROUND_TRIP_MS).contains(&number) {
        return Err(EXPECTED);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in range")]
    Ok(number.round() as u32)
}

/// Year that systems write for "without end".
const FOREVER: i16 = 9999;
/// What databases write for "no day".
const NO_DAY: &str = "0000-00-00";

/// A calendar day. `03/04/2026` may be March or April, which one row can't tell: it is refused, ISO dates are not.
pub(crate) fn date(text: &str) -> Result<Date, ValueError> {
    value::parse_date(text, DateOrder::Unknown)
}

/// A calendar day as the instant at which it starts in UTC; none for the end of time and for no day.
pub(crate) fn day(text: &str) -> Result<Option<Timestamp>, ValueError> {
    if text.starts_with(NO_DAY) {
        return Ok(None);
    }
    let date = date(text)?;
    if date.year() == FOREVER {
        return Ok(None);
    }
    midnight(date).map(Some)
}

/// The start of a day in UTC.
pub(crate) fn midnight(date: Date) -> Result<Timestamp, ValueError> {
    date.to_zoned(TimeZone::UTC)
        .map(|it| it.timestamp())
        .or(Err(ValueError::Expected("a date between the years 1 and 9998")))
}

/// An instant, or a calendar day as the instant at which it starts in UTC.
pub(crate) fn instant(text: &str) -> Result<Timestamp, ValueError> {
    let is_ambiguous = || value::parse_time_ordered(text, DateOrder::MonthFirst).is_ok();
    match value::parse_time(text) {
        Err(_) if is_ambiguous() => {
            Err(ValueError::Expected("a date whose day and month can't be confused (YYYY-MM-DD)"))
        }
        answer => answer,
    }
}

/// Words of a street that has no number.
const STREETS: &[&str] = &[
    "street", "road", "rd", "avenue", "ave", "lane", "house", "building", "straße", "strasse",
    "weg", "platz", "allee", "rue", "chemin",
];

/// An address on one line, which may be no more than a place: `Austin, TX, USA`.
pub(crate) fn place(text: &str) -> Result<PostalAddress, ValueError> {
    let address = PostalAddress::parse_line(text)?;
    let is_street = |line: &str| {
        let mut words = line.split([' ', '.', '-']).map(str::to_lowercase);
        line.contains(|it: char| it.is_ascii_digit())
            || words.any(|it| STREETS.contains(&it.as_str()) || it.ends_with("straße"))
    };
    let stands_first = address.line1().filter(|it| {
        !is_street(it)
            && address.line2().is_none()
            && address.region().is_none()
            && address.postcode().is_none()
    });
    let Some(city) = stands_first else { return Ok(address) };
    // Without a number what comes first is no street but the town, and what follows it the state.
    let owned = |part: Option<&str>| part.map(str::to_owned);
    PostalAddress::from_parts(AddressParts {
        city: Some(city.to_owned()),
        region: owned(address.city()),
        country: owned(address.country()),
        ..AddressParts::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_without_a_street_is_a_town() {
        let parts = |text: &str| {
            let place = place(text).expect("a place");
            [place.line1(), place.city(), place.region()].map(|it| it.map(str::to_owned))
        };
        let of = |line1: Option<&str>, city: &str, region: Option<&str>| {
            [line1, Some(city), region].map(|it| it.map(str::to_owned))
        };
        assert_eq!(parts("Omaha, NE, USA"), of(None, "Omaha", Some("NE")));
        assert_eq!(parts("Leipzig, Germany"), of(None, "Leipzig", None));
        assert_eq!(
            parts("12 Elm Street, Springfield, IL 62701"),
            of(Some("12 Elm Street"), "Springfield", Some("IL"))
        );
    }

    #[test]
    fn a_place_alone_is_a_town_and_not_a_street() {
        let read = |text: &str| {
            let address = place(text).expect("an address");
            [address.line1(), address.city(), address.region(), address.country()]
                .map(|it| it.unwrap_or("").to_owned())
        };
        assert_eq!(read("Austin, TX, USA"), ["", "Austin", "TX", "US"]);
        assert_eq!(read("Salt Lake City, Utah"), ["", "Salt Lake City", "Utah", ""]);
        assert_eq!(read("London"), ["", "London", "", ""]);
        assert_eq!(read("London, United Kingdom"), ["", "London", "", "GB"]);
        assert_eq!(read("Elm Street, Springfield"), ["Elm Street", "Springfield", "", ""]);
        assert_eq!(
            read("12 Elm Street, Springfield, IL 62701, USA"),
            ["12 Elm Street", "Springfield", "IL", "US"]
        );
    }

    #[test]
    fn no_day_is_none() {
        assert_eq!(day("0000-00-00"), Ok(None));
        assert_eq!(day("9999-12-31"), Ok(None));
        assert!(day("2026-03-02").is_ok_and(|it| it.is_some()));
    }
}
