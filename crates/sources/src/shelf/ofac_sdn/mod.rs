//! Sanctions lists of the US Treasury (OFAC): the SDN list and the consolidated list, as XML and as delimited files.
//!
//! How to get it: `SDN.XML` or `CONSOLIDATED.XML` from OFAC's Sanctions List Service; `SDN.CSV` and `CONS_PRIM.CSV` also do.
//!
//! What it tells: wallets, mail addresses, telephone numbers and web sites of listed parties, with the programs and, from XML,
//! the day of publication. What it cannot: names are not compared, since strangers share them; nor are birth, nationality,
//! citizenship, passports and addresses read. So a listed person who uses none of those values is not found here.
//!
//! Shape: OFAC's data specification for the delimited files; the elements of the XML as published readers and their samples
//! name them; `Email Address`, `Website` and `Phone Number` among the ids likewise, the last from memory.
//!
//! The files `ADD` and `ALT` hold addresses and other names and so nothing that is read. The delimited files have no header: the
//! gate calls their columns by place.

#[cfg(test)]
mod tests;

use std::{borrow::Cow, sync::Arc};

use bonafide_model::{
    Body, Need, Reading, Record, Reject,
    value::{DateOrder, parse_date},
};
use jiff::Timestamp;

use crate::{
    Source,
    listings::{Kind, Listing, Listings},
    object::{Object, objects, texts},
    telling::{Field, midnight},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "ofac_sdn",
    vendor: "ofac",
    title: "Sanctions lists of the US Treasury",
    feeds: &[Need::WatchLists],
    how: "OFAC Sanctions List Service: SDN.XML and CONSOLIDATED.XML (not the Advanced or Enhanced form); SDN.CSV and CONS_PRIM.CSV also do, under these names",
    permission: "none: public files of the US government",
    tells: "wallets, mail addresses, telephone numbers and web sites of listed parties, the programs, and in XML the day of publication",
    cannot: "names are never compared: strangers share them, and a namesake is no finding; birth, nationality, citizenship, passports and addresses are not read; the delimited files cut long remarks, whose rest in SDN_COMMENTS is not read, and name no day",
    shape_from: "vendor reference: OFAC data specification (delimited files); XML as published readers and their samples name its elements; `Phone Number` among ids from memory",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

const IDLE: &str = "a listed party without wallet, mail address, telephone number or web site: names are not compared";
const ELSEWHERE: &str = "other names or addresses of listed parties, which are not compared";
const PUBLICATION: &str = "the day on which the list was published, which goes with each entry";
/// What the delimited files write for nothing. Published: OFAC data specification.
const NO_VALUE: &str = "-0-";
/// Columns of SDN and CONS_PRIM, of ADD, and of ALT. Published: the same.
const PARTY_COLUMNS: usize = 12;
const ADDRESS_COLUMNS: usize = 6;
const NAME_COLUMNS: usize = 5;

/// What ids and remarks call the values that are read.
const WALLET: &str = "Digital Currency Address";
const VALUES: &[(&str, Kind)] = &[
    (WALLET, Kind::Wallet),
    ("Email Address", Kind::Email),
    ("Phone Number", Kind::Phone),
    ("Website", Kind::Domain),
];

fn recognize(record: &Record) -> bool {
    if let Body::Row { .. } = record.body {
        return Row::of(record).is_some();
    }
    let Ok(object) = Object::of_json(record) else { return false };
    let Some(element) = object.text("_element") else { return false };
    element == "sdnEntry" || (element == "publshInformation" && object.has("Publish_Date"))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    if let Body::Row { .. } = record.body {
        let row = Row::of(record);
        return row.ok_or_else(expected).and_then(|it| it.read());
    }
    let object = Object::of_json(record)?;
    match object.text("_element").as_deref() {
        Some("sdnEntry") => entry(&object),
        Some("publshInformation") => Ok(Reading::PassOver(PUBLICATION)),
        Some(_) | None => Err(expected()),
    }
}

fn expected() -> Reject {
    Reject::new(
        "expected an entry of SDN.XML or a row of SDN.CSV; export the list anew from OFAC, not in its Advanced form",
    )
}

/// An entry of the XML.
fn entry(object: &Object<'_>) -> Result<Reading, Reject> {
    let uid = object.require(&["uid"])?;
    let mut listings = Listings::default();
    let programs = object.inside("programList").and_then(|it| it.json("program"));
    let programs = programs.unwrap_or_default();
    // A list of one is written as the one.
    let programs: Vec<Cow<'_, str>> =
        if programs.starts_with('[') { texts(&programs) } else { vec![programs] };
    let published = object.inside("_outer").and_then(|it| it.text("Publish_Date"));
    let published = published.as_deref().map(|it| Field::new("Publish_Date", it));
    let at =
        listings.read(published, |text| parse_date(text, DateOrder::MonthFirst).and_then(midnight));
    let listing = listing(&uid, &programs, at);
    let ids = object.inside("idList").and_then(|it| it.json("id")).unwrap_or_default();
    for id in objects(&ids) {
        let (Some(kind), Some(number)) = (id.text("idType"), id.text("idNumber")) else { continue };
        if let Some((name, kind)) = VALUES.iter().find(|(name, _)| kind.starts_with(name)) {
            say(kind, Field::new(name, &number), &listing, &mut listings);
        }
    }
    remarks(object.text("remarks").as_deref(), &listing, &mut listings);
    listings.finish(IDLE)
}

/// A row of a delimited file.
struct Row<'a> {
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// By the columns' places, or by the names of OFAC's own specification where somebody has written those above.
    fn of(record: &'a Record) -> Option<Self> {
        let Body::Row { header, cells } = &record.body else { return None };
        let is_by_place = header.folded.iter().zip(1..).all(|(it, n)| *it == format!("column_{n}"));
        let is_by_name =
            ["ent_num", "sdn_name", "remarks"].iter().all(|it| header.position(it).is_some());
        let cells: Vec<&str> = cells.iter().map(|it| it.trim()).collect();
        let is_entry = cells
            .first()
            .is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()));
        let is_long = matches!(cells.len(), PARTY_COLUMNS | ADDRESS_COLUMNS | NAME_COLUMNS);
        let has_blank = cells.contains(&NO_VALUE);
        ((is_by_place || is_by_name) && is_entry && is_long && has_blank).then_some(Self { cells })
    }

    fn read(&self) -> Result<Reading, Reject> {
        let [number, _name, _kind, programs, _, _, _, _, _, _, _, said] = self.cells.as_slice()
        else {
            return Ok(Reading::PassOver(ELSEWHERE));
        };
        let programs: Vec<Cow<'_, str>> =
            programs.split("] [").map(|it| it.trim_matches(['[', ']', ' ']).into()).collect();
        let listing = listing(number, &programs, None);
        let mut listings = Listings::default();
        remarks(Some(said), &listing, &mut listings);
        listings.finish(IDLE)
    }
}

/// `OFAC, entry 36`, which its search finds.
fn listing(uid: &str, programs: &[Cow<'_, str>], at: Option<Timestamp>) -> Listing {
    let programs: Vec<&str> = programs
        .iter()
        .map(|it| it.trim())
        .filter(|it| !it.is_empty() && *it != NO_VALUE)
        .collect();
    Listing {
        list: format!("OFAC, entry {uid}").into(),
        why: (!programs.is_empty()).then(|| Arc::from(programs.join(", "))),
        seen: at.into_iter().collect(),
        until: None,
        confidence: None,
    }
}

/// `DOB …; Email Address q@mail.example; alt. Digital Currency Address - XBT 1…; Secondary sanctions risk: ….`: of which
/// the parts that begin with the name of a value are read and all others are not.
fn remarks(text: Option<&str>, listing: &Listing, listings: &mut Listings) {
    for part in text.unwrap_or_default().trim_end_matches('.').split(';') {
        let part = part.trim();
        let part = part.strip_prefix("alt. ").unwrap_or(part);
        let Some((name, kind)) = VALUES.iter().find(|(name, _)| part.starts_with(name)) else {
            continue;
        };
        let mut value = part.get(name.len()..).unwrap_or_default().trim();
        if *name == WALLET {
            // `- XBT 1…`
            value = value.trim_start_matches('-').trim();
            value = value.split_once(' ').map_or("", |(_currency, it)| it.trim());
        }
        if !value.is_empty() {
            say(kind, Field::new(name, value), listing, listings);
        }
    }
}

/// A web site is its domain, or the page if one is named.
fn say(kind: &Kind, field: Field<'_>, listing: &Listing, listings: &mut Listings) {
    if *kind != Kind::Domain {
        listings.say(Some(kind), field, listing);
        return;
    }
    let bare = field.text.split_once("://").map_or(field.text, |(_scheme, it)| it);
    let bare = bare.trim_end_matches('/');
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let kind = if bare.contains('/') { Kind::Page } else { Kind::Domain };
    listings.say(Some(&kind), Field::new(field.column, bare), listing);
}
