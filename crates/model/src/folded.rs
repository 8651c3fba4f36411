//! What a file came to, in our own words and line by line: what `fold` writes, what a later scan reads instead of the file.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Cell, CellKey, Coordinates, Fact, FileReport, Ledger, Place, Sighting, Subject};

/// Version of the lines; a reader refuses others.
pub const FOLD_VERSION: u32 = 4;
/// Cells that stand in one line at most. Guess: many enough that nobody feels the subject before them, few enough that a line
/// stays far below what a reader takes at once.
const CELLS_OF_A_LINE: usize = 64;

/// One line of a folded file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Folded {
    /// The account of a file whose statements follow.
    File(Box<FileReport>),
    /// A fact with its sighting.
    Fact(Subject, Box<Fact>, Sighting),
    /// Cells of a footprint.
    Uses(Subject, Vec<(CellKey, Cell)>),
}

/// The same, borrowed for writing.
#[derive(Debug, Clone, Serialize)]
pub enum FoldedRef<'a> {
    /// The account of a file whose statements follow.
    File(&'a FileReport),
    /// A fact with its sighting.
    Fact(&'a Subject, &'a Fact, &'a Sighting),
    /// Cells of a footprint.
    Uses(&'a Subject, Vec<(&'a CellKey, &'a Cell)>),
}

impl Ledger {
    /// Everything in the ledger, facts first, in order.
    pub fn folded(&self) -> impl Iterator<Item = FoldedRef<'_>> {
        let facts = self.said.iter().flat_map(|(subject, facts)| {
            facts.iter().map(move |(fact, sighting)| FoldedRef::Fact(subject, fact, sighting))
        });
        let uses = self.footprints.iter().flat_map(|(subject, footprint)| {
            let mut cells = footprint.cells.iter();
            std::iter::from_fn(move || {
                let some: Vec<_> = cells.by_ref().take(CELLS_OF_A_LINE).collect();
                (!some.is_empty()).then_some(FoldedRef::Uses(subject, some))
            })
        });
        facts.chain(uses)
    }

    /// Takes a line of a folded file in; the account of a file is not the ledger's and comes back.
    pub fn unfold(&mut self, line: Folded) -> Option<FileReport> {
        match line {
            Folded::File(report) => return Some(*report),
            Folded::Fact(subject, fact, sighting) => self.put(subject, *fact, sighting),
            Folded::Uses(subject, cells) => {
                let footprint = self.footprints.entry(subject).or_default();
                cells.into_iter().for_each(|(key, cell)| footprint.put(key, cell));
            }
        }
        None
    }
}

// Cells are most of a folded file, so they are written without the names of their fields, in the order of the structs.

impl Serialize for CellKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { day, channel, outcome, ip, factor_ip, client, os, anonymizer, measured_at } =
            self;
        let measured_at = place_row(measured_at);
        (day, channel, outcome, ip, factor_ip, client, os, anonymizer, measured_at)
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for CellKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (day, channel, outcome, ip, factor_ip, client, os, anonymizer, measured_at) =
            Deserialize::deserialize(deserializer)?;
        let measured_at = place_of(measured_at);
        Ok(Self { day, channel, outcome, ip, factor_ip, client, os, anonymizer, measured_at })
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { count, first, last, hours, longest_minutes, .. } = self;
        let Self { min_round_trip_ms, round_trips, vendor_place, example, .. } = self;
        let place = place_row(vendor_place);
        let times = (longest_minutes, min_round_trip_ms, round_trips);
        let (first, last) = (instant_row(*first), instant_row(*last));
        (count, first, last, Hours(*hours), times, place, example).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (count, first, last, Hours(hours), times, place, example) =
            Deserialize::deserialize(deserializer)?;
        let instant = |it| instant_of(it).map_err(serde::de::Error::custom);
        let (first, last) = (instant(first)?, instant(last)?);
        let (longest_minutes, min_round_trip_ms, round_trips) = times;
        Ok(Self {
            count,
            first,
            last,
            hours,
            longest_minutes,
            min_round_trip_ms,
            round_trips,
            vendor_place: place_of(place),
            example,
        })
    }
}

/// Uses by hour: the first hour that has any, and the numbers from there to the last that has.
struct Hours([u32; 24]);

impl Serialize for Hours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let has_any = |it: &u32| *it > 0;
        let start = self.0.iter().position(has_any).unwrap_or(0);
        let end = self.0.iter().rposition(has_any).map_or(start, |it| it + 1);
        let numbers = self.0.get(start..end).unwrap_or_default();
        (start, numbers).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, numbers): (usize, Vec<u32>) = Deserialize::deserialize(deserializer)?;
        let mut hours = [0; 24];
        let end = start.saturating_add(numbers.len());
        let Some(place) = hours.get_mut(start..end) else {
            return Err(serde::de::Error::custom("expected hours of one day"));
        };
        place.copy_from_slice(&numbers);
        Ok(Self(hours))
    }
}

/// Seconds since 1970 and billionths: a third of the time and half of the room of the instant in words, and there are two a cell.
fn instant_row(at: Timestamp) -> (i64, i32) {
    (at.as_second(), at.subsec_nanosecond())
}

fn instant_of((second, nanosecond): (i64, i32)) -> Result<Timestamp, jiff::Error> {
    Timestamp::new(second, nanosecond)
}

type PlaceRow<'a> =
    (&'a str, Option<&'a str>, Option<&'a str>, Option<Coordinates>, Option<&'a str>, u32);
type OwnPlaceRow =
    (String, Option<String>, Option<String>, Option<Coordinates>, Option<String>, u32);

fn place_row(place: &Option<Arc<Place>>) -> Option<PlaceRow<'_>> {
    let Place { country, region, city, at, zone, radius_km } = place.as_deref()?;
    Some((country, region.as_deref(), city.as_deref(), *at, zone.as_deref(), *radius_km))
}

fn place_of(row: Option<OwnPlaceRow>) -> Option<Arc<Place>> {
    let (country, region, city, at, zone, radius_km) = row?;
    Some(Arc::new(Place { country, region, city, at, zone, radius_km }))
}
