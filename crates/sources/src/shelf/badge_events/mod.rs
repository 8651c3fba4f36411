//! Doors of the organization's sites, opened with a badge: one row a use.
//!
//! How to get it: the activity or cardholder report of the badge system (LenelS2 OnGuard, Genetec Security Center, Kisi,
//! Brivo, Verkada) as CSV, with the cardholder's mail address or personnel number as a column. Needs an operator of that system.
//!
//! What it tells: who was in the flesh at a site, and when. What it cannot: who carried the badge; who came in behind somebody.
//!
//! Shape: our columns; headers as those systems' reports call them, from memory. A badge's own number joins nothing elsewhere,
//! and a name alone is shared by strangers, so a row without mail address and personnel number is passed over. Times without
//! a zone are read as UTC, which moves a visit by hours and rarely by a day.

#[cfg(test)]
mod tests;

use bonafide_model::value::Email;
use bonafide_model::{Fact, Identifier, Need, Reading, Record, Reject, value::PersonName};
use jiff::Timestamp;

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index},
    telling::{Field, Telling, instant},
    worker::{self, Pointer},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "badge_events",
    vendor: "any",
    title: "Doors opened with a badge",
    feeds: &[Need::Badges],
    how: "badge system: activity report as CSV, one row per door opened, with the cardholder's work email or personnel number",
    permission: "an operator of the badge system with the right to run reports",
    tells: "who was at a site of the organization, and when",
    cannot: "who carried the badge; who came in behind somebody else; visitors and badges without a person",
    shape_from: "our columns; headers of LenelS2 OnGuard, Genetec, Kisi, Brivo and Verkada reports from memory",
    columns: &[
        Column::new("worker_number", worker::NUMBER),
        Column::new("work_email", worker::WORK_EMAIL),
        Column::new(
            "holder_email",
            "cardholder_email cardholder_email_address actor_email member_email person_email \
             badge_holder_email",
        ),
        Column::new(
            "holder_name",
            "cardholder cardholder_name actor actor_name member member_name user_name user \
             person person_name full_name name card_holder karteninhaber titulaire",
        ),
        Column::new("first_name", "cardholder_first_name given_name vorname prénom"),
        Column::new("last_name", "cardholder_last_name surname family_name nachname nom"),
        Column::new(
            "badged_at",
            "event_time event_timestamp event_date_time event_datetime event_time_utc \
             access_time swipe_time badge_time transaction_time transaction_date_time occurred \
             occurred_at date_time datetime date_and_time timestamp timestamp_utc time_stamp \
             created_at field_time zeitpunkt zeitstempel horodatage",
        ),
        Column::new(
            "badged_on",
            "date event_date access_date transaction_date swipe_date badge_date datum",
        ),
        Column::new("time_of_day", "time access_hour swipe_hour event_hour uhrzeit heure"),
        Column::new(
            "site",
            "site_name location location_name place place_name building building_name facility \
             area area_name partition standort gebäude bâtiment",
        ),
        Column::new(
            "door",
            "door_name reader reader_name reader_description lock lock_name access_point \
             access_point_name door_or_reader entrance turnstile portal leser tür lecteur porte",
        ),
        Column::new(
            "badge_number",
            "badge_id badge badge_no card_number card_no card_id credential credential_name \
             credential_number encoded_card_number ausweisnummer kartennummer numéro_de_badge",
        ),
        Column::new(
            "event",
            "event_type event_name event_description event_text action activity type description \
             transaction_type ereignis événement",
        ),
        Column::new(
            "result",
            "access_result outcome success successful granted access_granted decision status \
             ergebnis résultat",
        ),
    ],
    marks: &[
        &["worker_number", "work_email", "holder_email"],
        &["badged_at", "badged_on"],
        &["door", "badge_number"],
    ],
    recognize: |record| has_marks(record, &SOURCE),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

/// Words, in lower case, by which systems say that a door stayed shut or that nobody used a badge.
const SHUT: &[&str] = &[
    "denied",
    "deny",
    "not granted",
    "reject",
    "fail",
    "invalid",
    "unsuccessful",
    "unknown",
    "expired",
    "lost",
    "forced",
    "held open",
    "alarm",
    "no entry",
    "not opened",
    "abgelehnt",
    "verweigert",
    "refus",
];
/// Words by which they say that it opened.
const OPEN: &[&str] = &[
    "grant",
    "success",
    "open",
    "unlock",
    "admit",
    "allow",
    "accept",
    "valid",
    "entry",
    "entered",
    "exit",
    "access",
    "badge",
    "swipe",
    "gewährt",
    "geöffnet",
    "zutritt",
    "autoris",
    "ouvert",
];
/// Whole cells that say the same.
const YES: &[&str] = &["true", "yes", "y", "1", "ja", "oui", "ok"];
const NO: &[&str] = &["false", "no", "n", "0", "nein", "non"];

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    if ["result", "event"].iter().any(|it| row.text(it).is_some_and(|it| !is_open(it))) {
        return Ok(Reading::PassOver("an event that opened no door with a badge"));
    }
    let names_a_worker = row.field("worker_number").is_some() || row.field("work_email").is_some();
    if !names_a_worker && row.field("holder_email").is_none() {
        return Ok(Reading::PassOver("a badge of nobody by work email or personnel number"));
    }
    let at = time(&row)?;
    let mut telling = if names_a_worker {
        let pointer = Pointer::of(&row)?;
        let mut telling = Telling::of_person(SOURCE.id, pointer.key()).dated(at);
        pointer.tell(&row, &mut telling);
        telling
    } else {
        let field = row.field("holder_email").expect("a row without a pointer has this address");
        let mailbox = field.read(Email::parse)?;
        let mut telling = Telling::of_person(SOURCE.id, mailbox.reveal()).dated(at);
        telling.say(Fact::Knows(Identifier::Mailbox(mailbox)));
        telling
    };
    name(&row, &mut telling);
    let Some(site) = ["site", "door"].iter().find_map(|it| row.text(it)) else {
        return Ok(Reading::PassOver("a use of a badge at no named place"));
    };
    telling.say(Fact::Badged { site: site.into() });
    telling.finish("nothing of use")
}

/// Whether a cell says that the door opened.
fn is_open(cell: &str) -> bool {
    let cell = cell.to_lowercase().replace(['_', '.'], " ");
    let has_one_of = |words: &[&str]| words.iter().any(|it| cell.contains(it));
    let is_one_of = |words: &[&str]| words.contains(&cell.as_str());
    is_one_of(YES) || (!is_one_of(NO) && !has_one_of(SHUT) && has_one_of(OPEN))
}

/// The time of the event, in one column or in two.
fn time(row: &Row<'_>) -> Result<Timestamp, Reject> {
    if let Some(field) = row.field("badged_at") {
        return field.read(instant);
    }
    let Some(day) = row.field("badged_on") else {
        return Err(Reject::new(
            "expected the time of the event in every row; fill the column `badged_at`",
        ));
    };
    let both = [Some(day.text), row.text("time_of_day")];
    let both = both.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Field::new(day.column, &both).read(instant)
}

fn name(row: &Row<'_>, telling: &mut Telling) {
    let family = row.text("last_name").unwrap_or_default();
    let name = match row.field("first_name") {
        Some(given) => telling.read(Some(given), |it| PersonName::from_parts(it, family)),
        None => {
            telling.read(row.field("holder_name").or(row.field("last_name")), PersonName::parse)
        }
    };
    telling.say_all(name.map(Fact::Name));
}
