//! A list of values to be looked for: one row a value.
//!
//! How to get it: a table that security keeps, or a list that somebody publishes as CSV, with a header row. One column for the
//! value is enough; its kind is then told by its form where only one kind has that form.
//!
//! What it tells: which mail addresses, domains, networks, telephone numbers, profiles, wallets, accounts and serial numbers
//! are listed, by whom, from when until when, and how surely. What it cannot: why, in words: notes are not read.
//!
//! Shape: our columns; other names for them as published lists of indicators use them, from memory.
//!
//! A list keeps honest people from trouble by its dates: a row without an end counts for as long as the list is given.

#[cfg(test)]
mod tests;

use bonafide_model::{Body, Need, Reading, Record, Reject, value::ValueError};

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index},
    listings::{self, Kind, Listing, Listings},
    telling::{date, instant},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "watch_list",
    vendor: "any",
    title: "List of values to be looked for",
    feeds: &[Need::WatchLists],
    how: "a list that security keeps or somebody publishes, as CSV with a header row: `value` and, best, `kind`, `source`, `listed_at`, `expires_at`, `confidence`",
    permission: "whoever keeps the list",
    tells: "which mail addresses, domains, networks, telephone numbers, profiles, wallets, accounts and serial numbers are listed, by whom, from when until when, and how surely",
    cannot: "names of people are not looked for; a value whose form fits several kinds needs its kind beside it; notes are not read",
    shape_from: "our columns; names of published indicator lists from memory",
    columns: &[
        Column::new(
            "value",
            "indicator indicator_value ioc ioc_value observable observable_value selector artifact_value wert valeur",
        ),
        Column::new(
            "kind",
            "type indicator_type ioc_type observable_type selector_type value_type data_type art",
        ),
        Column::new("platform", "site service network_name plattform"),
        Column::new(
            "source",
            "list list_name feed feed_name provider publisher reported_by source_name reference_name quelle liste",
        ),
        Column::new(
            "listed_at",
            "listed listed_on valid_from first_seen first_seen_at first_seen_utc date_added added added_at added_on \
             date_listed since published published_at report_date created created_at seit gelistet_am",
        ),
        Column::new("last_seen", "last_seen_at last_seen_utc last_reported confirmed_at"),
        Column::new(
            "expires_at",
            "expires expires_on expiry expiry_date expiration expiration_date valid_until valid_to until \
             remove_after gültig_bis ablaufdatum",
        ),
        Column::new("confidence", "confidence_level certainty konfidenz"),
        Column::new("category", "tag tags label labels reason_code threat_type kategorie"),
        Column::new("note", "notes comment comments description remarks remark notiz"),
    ],
    marks: &[&["value"], &["kind", "source", "listed_at", "expires_at", "confidence"]],
    recognize,
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

/// The list's name where no column names it.
const NO_SOURCE: &str = "watch list";
/// Letters of a category at most; what is longer is a note. Guess.
const CATEGORY_LETTERS: usize = 60;
const IDLE: &str = "a row without a value that a person's records can carry";

fn recognize(record: &Record) -> bool {
    has_marks(record, &SOURCE) && !is_misp(record)
}

/// An export of MISP has columns of these names too.
fn is_misp(record: &Record) -> bool {
    let Body::Row { header, .. } = &record.body else { return false };
    ["uuid", "event_id", "to_ids"].iter().all(|it| header.position(it).is_some())
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let mut listings = Listings::default();
    let Some(value) = row.field("value") else {
        return Err(Reject::new("expected a value in every row; fill the column `value`"));
    };
    let kind = match row.field("kind") {
        None => value.read(Kind::proposed)?,
        Some(word) => match named(word.text, row.text("platform")) {
            Ok(Some(kind)) => kind,
            Ok(None) => return Ok(Reading::PassOver(IDLE)),
            Err(err) => {
                listings.unread(word.column, err);
                let Ok(kind) = Kind::proposed(value.text) else { return listings.finish(IDLE) };
                kind
            }
        },
    };
    let listed = listings.read(row.field("listed_at"), instant);
    let last = listings.read(row.field("last_seen"), instant);
    // An end that cannot be read may have passed: the row is refused rather than counted for ever.
    let end = row.field("expires_at").filter(|it| !it.text.eq_ignore_ascii_case("never"));
    let until = end.map(|it| it.read(date)).transpose()?;
    let confidence = listings.read(row.field("confidence"), listings::confidence);
    let short = |it: &&str| it.chars().count() <= CATEGORY_LETTERS;
    let listing = Listing {
        list: row.text("source").unwrap_or(NO_SOURCE).into(),
        why: row.text("category").filter(short).map(Into::into),
        seen: listed.into_iter().chain(last).collect(),
        until,
        confidence,
    };
    listings.say(Some(&kind), value, &listing);
    listings.finish(IDLE)
}

/// Words for kinds of indicators that no record of a person carries, folded.
const ELSEWHERE: &[&str] = &[
    "hash",
    "md5",
    "sha1",
    "sha256",
    "sha512",
    "file",
    "filename",
    "file_hash",
    "mutex",
    "registry",
    "regkey",
    "yara",
    "user_agent",
    "asn",
    "cve",
    "name",
    "person",
    "person_name",
    "alias",
    "full_name",
];

/// The kind that a word names, with the site that another column may name; none for what no record of a person carries.
fn named(word: &str, platform: Option<&str>) -> Result<Option<Kind>, ValueError> {
    let folded = bonafide_model::Header::fold(word);
    let is_account_on_a_site = matches!(
        folded.as_str(),
        "profile" | "username" | "handle" | "login" | "user" | "account" | "user_account"
    );
    if let Some(site) = platform.and_then(listings::site).filter(|_| is_account_on_a_site) {
        return Ok(Some(Kind::Profile(site)));
    }
    if ELSEWHERE.contains(&folded.as_str()) || folded.starts_with("filehash") {
        return Ok(None);
    }
    match Kind::named(word) {
        Some(kind) => Ok(Some(kind)),
        None => Err(ValueError::Expected(
            "email, domain, phone, network, profile, wallet, account or serial, or a site (github) that the name is on",
        )),
    }
}
