//! Everything that was said, folded: equal facts with their first and last time, uses of systems as footprints.
//!
//! Folding is associative and commutative, so files are read in any order, in parallel or on many machines.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{
    Access, Anonymizer, Channel, Fact, Outcome, Place, Provenance, Statement, Subject,
    value::utc_day,
};

/// How often one fact was said of one subject, and where first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// Earliest time said; `None` if never with a time.
    pub first: Option<Timestamp>,
    /// Latest time said.
    pub last: Option<Timestamp>,
    /// How many records said it.
    pub count: u64,
    /// The record of the earliest time (without time: the first by place).
    pub from: Provenance,
}

impl Sighting {
    fn once(at: Option<Timestamp>, from: Provenance) -> Self {
        Self { first: at, last: at, count: 1, from }
    }

    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.last = self.last.max(other.last);
        let is_earlier = match (other.first, self.first) {
            (Some(theirs), Some(ours)) => (theirs, &other.from) < (ours, &self.from),
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => other.from < self.from,
        };
        if is_earlier {
            self.first = other.first;
            self.from = other.from;
        }
    }
}

/// One folded fact as a persona or device holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Of which subject it was said.
    pub subject: Subject,
    /// What.
    pub fact: Fact,
    /// How often and where.
    pub sighting: Sighting,
}

impl Said {
    /// Earliest time.
    pub fn first(&self) -> Option<Timestamp> {
        self.sighting.first
    }

    /// Latest time.
    pub fn last(&self) -> Option<Timestamp> {
        self.sighting.last
    }

    /// The line to show.
    pub fn from(&self) -> &Provenance {
        &self.sighting.from
    }
}

/// What makes two uses the same cell of a footprint.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    /// UTC day.
    pub day: Date,
    /// Door.
    pub channel: Channel,
    /// Let in or not.
    pub outcome: Outcome,
    /// Public address.
    pub ip: Option<IpAddr>,
    /// Public address of the approving phone.
    pub factor_ip: Option<IpAddr>,
    /// Client.
    pub client: Option<Arc<str>>,
    /// Operating system of the client.
    pub os: Option<Arc<str>>,
    /// Anonymizer named by the vendor.
    pub anonymizer: Option<Anonymizer>,
    /// Far end of the round-trip measurement.
    pub measured_at: Option<Arc<Place>>,
}

impl CellKey {
    fn of(day: Date, access: &Access) -> Self {
        Self {
            day,
            channel: access.channel,
            outcome: access.outcome,
            ip: access.ip,
            factor_ip: access.factor_ip,
            client: access.client.clone(),
            os: access.os.clone(),
            anonymizer: access.anonymizer.clone(),
            measured_at: access.measured_at.clone().map(Arc::new),
        }
    }
}

/// Uses that differ in nothing but their times.
struct Kind<'a> {
    /// The key of all their cells, but for the day.
    key: CellKey,
    place: Option<Arc<Place>>,
    access: &'a Access,
    repeats: &'a [Repeats],
}

impl<'a> Kind<'a> {
    fn of(access: &'a Access, repeats: &'a [Repeats]) -> Self {
        let place = access.vendor_place.clone().map(Arc::new);
        Self { key: CellKey::of(Date::ZERO, access), place, access, repeats }
    }
}

/// The uses that fell into one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// How many.
    pub count: u32,
    /// Start of the first.
    pub first: Timestamp,
    /// End (or start, if no end is known) of the last.
    pub last: Timestamp,
    /// Uses by UTC hour of their start.
    pub hours: [u32; 24],
    /// Longest single session in minutes; 0 without known ends.
    pub longest_minutes: u32,
    /// Least round trip in milliseconds.
    pub min_round_trip_ms: Option<u32>,
    /// How many round trips were measured.
    pub round_trips: u32,
    /// Place of `ip` as the vendor gives it.
    pub vendor_place: Option<Arc<Place>>,
    /// The record of the first.
    pub example: Provenance,
}

impl Cell {
    fn of(access: &Access, place: Option<Arc<Place>>, repeats: &Repeats) -> Self {
        Self {
            count: repeats.count,
            first: repeats.first,
            last: repeats.last,
            hours: repeats.hours,
            longest_minutes: 0,
            min_round_trip_ms: access.round_trip_ms,
            round_trips: if access.round_trip_ms.is_some() { repeats.count } else { 0 },
            vendor_place: place,
            example: repeats.from.clone(),
        }
    }

    fn merge(&mut self, other: Self) {
        if (other.first, &other.example) < (self.first, &self.example) {
            self.example = other.example;
        }
        self.count += other.count;
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        for (ours, theirs) in self.hours.iter_mut().zip(other.hours) {
            *ours += theirs;
        }
        self.longest_minutes = self.longest_minutes.max(other.longest_minutes);
        self.min_round_trip_ms = match (self.min_round_trip_ms, other.min_round_trip_ms) {
            (Some(ours), Some(theirs)) => Some(ours.min(theirs)),
            (ours, theirs) => ours.or(theirs),
        };
        self.round_trips += other.round_trips;
        // Vendors place an address differently from day to day; the greater in order wins, so that order of reading does not.
        self.vendor_place = self.vendor_place.take().max(other.vendor_place);
    }
}

/// Where, when and with what somebody used systems: one cell a day, door, network and client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Footprint {
    /// The cells.
    pub cells: BTreeMap<CellKey, Cell>,
}

impl Footprint {
    /// Folds one use in.
    pub fn add(&mut self, access: &Access, from: &Provenance) {
        let start = access.at.to_zoned(TimeZone::UTC);
        let end = access.until.filter(|it| *it >= access.at).unwrap_or(access.at);
        let mut hours = [0; 24];
        hours[usize::from(start.hour().unsigned_abs()) % 24] = 1;
        let minutes = (end.as_second() - access.at.as_second()) / 60;
        let key = CellKey::of(start.date(), access);
        let cell = Cell {
            count: 1,
            first: access.at,
            last: end,
            hours,
            longest_minutes: u32::try_from(minutes).unwrap_or(u32::MAX),
            min_round_trip_ms: access.round_trip_ms,
            round_trips: u32::from(access.round_trip_ms.is_some()),
            vendor_place: access.vendor_place.clone().map(Arc::new),
            example: from.clone(),
        };
        self.put(key, cell);
    }

    /// Folds in uses of several kinds, in the order of their cells, so that none is moved by another.
    fn add_all(&mut self, uses: &[(&Subject, &Access, &[Repeats])]) {
        let mut kinds: Vec<Kind<'_>> = uses.iter().map(|it| Kind::of(it.1, it.2)).collect();
        kinds.sort_by(|a, b| a.key.cmp(&b.key));
        let day = |it: &Repeats| utc_day(it.first);
        let mut order: Vec<(Date, usize, &Repeats)> = Vec::new();
        for (rank, kind) in kinds.iter().enumerate() {
            order.extend(kind.repeats.iter().map(|it| (day(it), rank, it)));
        }
        order.sort_unstable_by_key(|it| (it.0, it.1));
        let mut cells: Vec<(CellKey, Cell)> = Vec::with_capacity(order.len());
        for (day, rank, repeats) in order {
            let kind = &kinds[rank];
            let key = CellKey { day, ..kind.key.clone() };
            let cell = Cell::of(kind.access, kind.place.clone(), repeats);
            match cells.last_mut() {
                Some(last) if last.0 == key => last.1.merge(cell),
                Some(_) | None => cells.push((key, cell)),
            }
        }
        if self.cells.is_empty() {
            self.cells = cells.into_iter().collect();
        } else {
            cells.into_iter().for_each(|(key, cell)| self.put(key, cell));
        }
    }

    /// Joins another footprint into this one.
    pub fn merge(&mut self, other: Self) {
        if self.cells.is_empty() {
            self.cells = other.cells;
            return;
        }
        for (key, cell) in other.cells {
            self.put(key, cell);
        }
    }

    pub(crate) fn put(&mut self, key: CellKey, cell: Cell) {
        match self.cells.entry(key) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(cell);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => entry.get_mut().merge(cell),
        }
    }

    /// Cells of one door, successful ones only, in order of day.
    pub fn through(&self, channel: Channel) -> impl Iterator<Item = (&CellKey, &Cell)> {
        self.cells
            .iter()
            .filter(move |(key, _)| key.channel == channel && key.outcome == Outcome::Success)
    }

    /// Successful uses by a human, in order of day.
    pub fn human(&self) -> impl Iterator<Item = (&CellKey, &Cell)> {
        self.cells
            .iter()
            .filter(|(key, _)| key.channel.is_human() && key.outcome == Outcome::Success)
    }
}

/// Records of one UTC day that said the same, each at its own time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeats {
    /// How many.
    pub count: u32,
    /// Earliest time.
    pub first: Timestamp,
    /// Latest time.
    pub last: Timestamp,
    /// Records by UTC hour.
    pub hours: [u32; 24],
    /// The record of the earliest time.
    pub from: Provenance,
    /// The first record by place.
    pub topmost: Provenance,
}

/// The sighting of a fact that all these records stated with their time, and of one that they stated without.
fn sightings(repeats: &[Repeats]) -> Option<(Sighting, Sighting)> {
    let earliest = repeats.iter().min_by_key(|it| (it.first, &it.from))?;
    let topmost = repeats.iter().map(|it| &it.topmost).min()?;
    let count = repeats.iter().map(|it| u64::from(it.count)).sum();
    let timed = Sighting {
        first: Some(earliest.first),
        last: repeats.iter().map(|it| it.last).max(),
        count,
        from: earliest.from.clone(),
    };
    Some((timed, Sighting { first: None, last: None, count, from: topmost.clone() }))
}

/// All that a set of records said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Folded facts by subject.
    pub said: BTreeMap<Subject, BTreeMap<Fact, Sighting>>,
    /// Footprints by subject.
    pub footprints: BTreeMap<Subject, Footprint>,
}

impl Ledger {
    /// Folds one statement in.
    pub fn fold(&mut self, statement: Statement, from: &Provenance) {
        let Statement { subject, fact, at } = statement;
        if let Fact::Access(access) = &fact {
            self.footprints.entry(subject).or_default().add(access, from);
            return;
        }
        self.put(subject, fact, Sighting::once(at, from.clone()));
    }

    /// Folds in uses of systems, each of a kind that several records tell of: the same as folding each by itself. They must have
    /// no end of their own; their own times count for nothing.
    pub fn fold_uses(&mut self, mut uses: Vec<(&Subject, &Access, &[Repeats])>) {
        uses.sort_by(|a, b| a.0.cmp(b.0));
        for of_one in uses.chunk_by(|a, b| a.0 == b.0) {
            if let Some((subject, _, _)) = of_one.first() {
                self.footprints.entry((*subject).clone()).or_default().add_all(of_one);
            }
        }
    }

    /// Folds in facts that several records stated together, each record at its own time: the same as folding each fact once for
    /// each record.
    pub fn fold_repeats<'a>(
        &mut self,
        statements: impl Iterator<Item = &'a Statement>,
        repeats: &[Repeats],
    ) {
        let Some((timed, untimed)) = sightings(repeats) else { return };
        for statement in statements {
            let sighting = if statement.at.is_some() { &timed } else { &untimed };
            let known = self.said.get_mut(&statement.subject);
            match known.and_then(|it| it.get_mut(&statement.fact)) {
                Some(known) => known.merge(sighting.clone()),
                None => {
                    self.put(statement.subject.clone(), statement.fact.clone(), sighting.clone());
                }
            }
        }
    }

    /// Joins another ledger into this one.
    pub fn merge(&mut self, other: Self) {
        for (subject, facts) in other.said {
            for (fact, sighting) in facts {
                self.put(subject.clone(), fact, sighting);
            }
        }
        for (subject, footprint) in other.footprints {
            self.footprints.entry(subject).or_default().merge(footprint);
        }
    }

    pub(crate) fn put(&mut self, subject: Subject, fact: Fact, sighting: Sighting) {
        match self.said.entry(subject).or_default().entry(fact) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(sighting);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                entry.get_mut().merge(sighting)
            }
        }
    }
}
