//! Countries and their regions: a point, how far from it most people live, and the time zone they share.

use std::collections::BTreeMap;

use bonafide_model::{Coordinates, Place};
use serde::Deserialize;

use crate::packed::{Lines, Unpacked};
use crate::spelling::fold;

/// Thousandths of a degree, as the tables store points.
const STORED_TO_DEGREES: f64 = 1e3;

struct Region {
    at: (i32, i32),
    radius_km: u32,
    zone: u32,
}

/// All regions; a country as a whole is a region without code and name.
pub(crate) struct Regions {
    zones: Lines,
    /// Country, code and name between tabs.
    names: Lines,
    rows: Vec<Region>,
    countries: BTreeMap<String, Vec<usize>>,
    letter_codes: BTreeMap<(String, String), String>,
}

#[derive(Deserialize)]
struct LetterCodes {
    row: Vec<LetterCode>,
}

#[derive(Deserialize)]
struct LetterCode {
    country: String,
    code: String,
    name: String,
}

impl Regions {
    pub(crate) fn read(table: &mut Unpacked<'_>) -> Self {
        let zones = table.lines();
        let names = table.lines();
        let rows = (0..names.len())
            .map(|_| Region {
                at: (table.signed(), table.signed()),
                radius_km: table.index(),
                zone: table.index(),
            })
            .collect();
        let letters: LetterCodes = toml::from_str(include_str!("../lists/region-codes.toml"))
            .expect("lists/region-codes.toml is well formed");
        let letter_codes =
            letters.row.into_iter().map(|it| ((it.country, it.code), it.name)).collect();
        let mut regions = Self { zones, names, rows, countries: BTreeMap::new(), letter_codes };
        for idx in 0..regions.rows.len() {
            let country = regions.country(idx).to_owned();
            regions.countries.entry(country).or_default().push(idx);
        }
        regions
    }

    fn parts(&self, idx: usize) -> (&str, &str, &str) {
        let (country, rest) =
            self.names.line(idx).split_once('\t').expect("a region has three parts");
        let (code, name) = rest.split_once('\t').expect("a region has three parts");
        (country, code, name)
    }

    /// The country that a region is in.
    pub(crate) fn country(&self, idx: usize) -> &str {
        self.parts(idx).0
    }

    /// The countries that have rows.
    pub(crate) fn countries(&self) -> impl Iterator<Item = &str> {
        self.countries.keys().map(String::as_str)
    }

    /// The row of a country as a whole.
    pub(crate) fn whole(&self, country: &str) -> Option<usize> {
        self.countries
            .get(country)?
            .iter()
            .copied()
            .find(|idx| matches!(self.parts(*idx), (_, "", "")))
    }

    /// The region that a name, a code of letters (`NY`) or an ISO 3166-2 code (`US-NY`) means in a country.
    pub(crate) fn named(&self, country: &str, text: &str) -> Option<usize> {
        let text = text.trim();
        let text = text.strip_prefix(country).and_then(|it| it.strip_prefix('-')).unwrap_or(text);
        let code = text.to_uppercase();
        let text =
            self.letter_codes.get(&(country.to_owned(), code.clone())).map_or(text, String::as_str);
        let rows = self.countries.get(country)?;
        let is_letters = code.chars().all(|it| it.is_ascii_alphabetic());
        let by_code =
            rows.iter().find(|idx| is_letters && !code.is_empty() && self.parts(**idx).1 == code);
        let name = fold(text);
        let by_name = || {
            rows.iter().find(|idx| {
                let known = fold(self.parts(**idx).2);
                !known.is_empty()
                    && (known == name || known.strip_prefix("stateof").is_some_and(|it| it == name))
            })
        };
        by_code.or_else(by_name).copied()
    }

    /// The point of a region.
    pub(crate) fn at(&self, idx: usize) -> Coordinates {
        coordinates(self.stored(idx))
    }

    /// The point of a region as the tables store points.
    pub(crate) fn stored(&self, idx: usize) -> (i32, i32) {
        self.rows[idx].at
    }

    /// The name of a time zone of the tables.
    pub(crate) fn zone(&self, zone: u32) -> Option<String> {
        Some(self.zones.line(zone as usize)).filter(|it| !it.is_empty()).map(str::to_owned)
    }

    /// The region's name, if it is not a whole country.
    pub(crate) fn name(&self, idx: usize) -> Option<String> {
        Some(self.parts(idx).2).filter(|it| !it.is_empty()).map(str::to_owned)
    }

    /// The region as a place.
    pub(crate) fn place(&self, idx: usize) -> Place {
        let region = &self.rows[idx];
        Place {
            country: self.country(idx).to_owned(),
            region: self.name(idx),
            city: None,
            at: Some(self.at(idx)),
            zone: self.zone(region.zone),
            radius_km: region.radius_km,
        }
    }
}

/// A point from the form in which the tables store it.
pub(crate) fn coordinates((lat, lon): (i32, i32)) -> Coordinates {
    Coordinates::new(f64::from(lat) / STORED_TO_DEGREES, f64::from(lon) / STORED_TO_DEGREES)
}
