//! Written places: city, region, country and ZIP code to a point and a time zone, as exactly as the words allow.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use bonafide_model::{Place, PlaceQuery};

use crate::packed::{Lines, Unpacked};
use crate::regions::coordinates;
use crate::spelling::{fold, fold_postcode};
use crate::tables::{CITIES, REGIONS, ZIP_CODES};

/// Among places of one name, the largest is meant if it has this many times the people of all others. Guess.
const DOMINANCE: u64 = 5;
/// People on a square kilometer of a built-up area, for the radius of a city. Guess: between Atlanta and Madrid.
const PEOPLE_PER_KM2: f64 = 2_000.0;
/// Least radius of a city. Guess.
const CITY_RADIUS_KM: u32 = 3;
/// Radius of a ZIP code. Guess: most are smaller, those of deserts larger.
const ZIP_RADIUS_KM: u32 = 10;
/// Digits of a ZIP code; four more may follow.
const ZIP_DIGITS: usize = 5;
/// The one country whose postal codes are shipped.
const ZIP_COUNTRY: &str = "US";

/// Cities, sorted by country and folded name.
pub(crate) struct Cities {
    names: Lines,
    regions: Vec<u32>,
    hundreds: Vec<u32>,
    zones: Vec<u32>,
    offsets: Vec<(i32, i32)>,
    aliases: Lines,
    alias_cities: Vec<u32>,
}

impl Cities {
    pub(crate) fn read(table: &mut Unpacked<'_>) -> Self {
        let names = table.lines();
        let (regions, hundreds, zones) = (table.column(), table.column(), table.column());
        let offsets = (0..names.len()).map(|_| (table.signed(), table.signed())).collect();
        Self {
            names,
            regions,
            hundreds,
            zones,
            offsets,
            aliases: table.lines(),
            alias_cities: table.column(),
        }
    }

    fn region(&self, idx: usize) -> usize {
        self.regions[idx] as usize
    }

    fn stored(&self, idx: usize) -> (i32, i32) {
        let (lat, lon) = REGIONS.stored(self.region(idx));
        (lat + self.offsets[idx].0, lon + self.offsets[idx].1)
    }

    fn place(&self, idx: usize) -> Place {
        let people = f64::from(self.hundreds[idx]) * 100.0;
        let radius_km = (people / PEOPLE_PER_KM2 / std::f64::consts::PI).sqrt().ceil() as u32;
        Place {
            country: REGIONS.country(self.region(idx)).to_owned(),
            region: REGIONS.name(self.region(idx)),
            city: Some(self.names.line(idx).to_owned()),
            at: Some(coordinates(self.stored(idx))),
            zone: REGIONS.zone(self.zones[idx]),
            radius_km: radius_km.max(CITY_RADIUS_KM),
        }
    }

    /// Cities of a country that go by a folded name.
    fn named(&self, country: &str, name: &str) -> BTreeSet<usize> {
        let own = equal_rows(self.names.len(), |idx| {
            REGIONS
                .country(self.region(idx))
                .cmp(country)
                .then_with(|| fold(self.names.line(idx)).as_str().cmp(name))
        });
        let other = equal_rows(self.aliases.len(), |idx| {
            let city = self.alias_cities[idx] as usize;
            REGIONS
                .country(self.region(city))
                .cmp(country)
                .then_with(|| fold(self.aliases.line(idx)).as_str().cmp(name))
        });
        own.chain(other.map(|idx| self.alias_cities[idx] as usize)).collect()
    }

    /// The one that is meant when nothing else is said.
    fn dominant(&self, cities: &BTreeSet<usize>) -> Option<usize> {
        let largest = cities
            .iter()
            .copied()
            .max_by_key(|idx| (self.hundreds[*idx], std::cmp::Reverse(*idx)))?;
        let others: u64 = cities
            .iter()
            .filter(|idx| **idx != largest)
            .map(|idx| u64::from(self.hundreds[*idx]))
            .sum();
        (u64::from(self.hundreds[largest]) >= others * DOMINANCE).then_some(largest)
    }
}

/// ZIP codes, sorted.
pub(crate) struct ZipCodes {
    codes: Lines,
    cities: Vec<u32>,
    offsets: Vec<(i32, i32)>,
}

impl ZipCodes {
    pub(crate) fn read(table: &mut Unpacked<'_>) -> Self {
        let codes = table.lines();
        let cities = table.column();
        let offsets = (0..codes.len()).map(|_| (table.signed(), table.signed())).collect();
        Self { codes, cities, offsets }
    }

    fn place(&self, code: &str) -> Option<Place> {
        let code = fold_postcode(code);
        let code = code.get(..ZIP_DIGITS)?;
        let idx = equal_rows(self.codes.len(), |idx| self.codes.line(idx).cmp(code)).next()?;
        let city = self.cities[idx] as usize;
        let (lat, lon) = CITIES.stored(city);
        let at = coordinates((lat + self.offsets[idx].0, lon + self.offsets[idx].1));
        Some(Place { at: Some(at), radius_km: ZIP_RADIUS_KM, ..CITIES.place(city) })
    }
}

/// Rows of a sorted table that compare as equal.
fn equal_rows(n_rows: usize, compare: impl Fn(usize) -> Ordering) -> std::ops::Range<usize> {
    let bound = |is_before: &dyn Fn(Ordering) -> bool| {
        let (mut low, mut high) = (0, n_rows);
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(compare(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    };
    bound(&Ordering::is_lt)..bound(&Ordering::is_le)
}

/// The place that a record's words mean; `None` when nothing matches.
pub(crate) fn place(query: &PlaceQuery) -> Option<Place> {
    let country =
        query.country.as_deref().map(|it| it.trim().to_uppercase()).filter(|it| !it.is_empty());
    let Some(country) = country else { return city_of_any_country(query) };
    let region = query.region.as_deref().and_then(|it| REGIONS.named(&country, it));
    if let Some(place) = query
        .postcode
        .as_deref()
        .filter(|_| country == ZIP_COUNTRY)
        .and_then(|it| ZIP_CODES.place(it))
    {
        // A code of another state than the written one is a slip of the pen in one of the two: the state is believed.
        let agrees = region.is_none_or(|it| REGIONS.name(it) == place.region);
        if agrees {
            return Some(place);
        }
    }
    if let Some(city) = query.city.as_deref().and_then(|it| city(&country, region, it)) {
        return Some(CITIES.place(city));
    }
    region.or_else(|| REGIONS.whole(&country)).map(|it| REGIONS.place(it))
}

fn city(country: &str, region: Option<usize>, name: &str) -> Option<usize> {
    let mut cities = CITIES.named(country, &fold(name));
    if let Some(region) = region.and_then(|it| REGIONS.name(it)) {
        cities.retain(|idx| REGIONS.name(CITIES.region(*idx)).as_ref() == Some(&region));
        return cities
            .into_iter()
            .max_by_key(|idx| (CITIES.hundreds[*idx], std::cmp::Reverse(*idx)));
    }
    CITIES.dominant(&cities)
}

/// Without a country only a name that stands out in the whole world is a place.
fn city_of_any_country(query: &PlaceQuery) -> Option<Place> {
    let name = fold(query.city.as_deref()?);
    let mut cities: BTreeSet<usize> =
        REGIONS.countries().flat_map(|country| CITIES.named(country, &name)).collect();
    if let Some(region) = query.region.as_deref() {
        cities.retain(|idx| {
            let own = CITIES.region(*idx);
            REGIONS.named(REGIONS.country(own), region).and_then(|it| REGIONS.name(it))
                == REGIONS.name(own)
        });
    }
    CITIES.dominant(&cities).map(|idx| CITIES.place(idx))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(country: &str, region: &str, city: &str, postcode: &str) -> Option<(String, String)> {
        let part = |text: &str| Some(text.to_owned()).filter(|it| !it.is_empty());
        let query = PlaceQuery {
            country: part(country),
            region: part(region),
            city: part(city),
            postcode: part(postcode),
        };
        place(&query).map(|it| (it.label(), it.zone.unwrap_or_default()))
    }

    fn answer(label: &str, zone: &str) -> Option<(String, String)> {
        Some((label.to_owned(), zone.to_owned()))
    }

    #[test]
    fn cities_are_found_by_name_and_other_spellings() {
        assert_eq!(
            ask("SK", "", "Bratislava", ""),
            answer("Bratislava, Bratislava Region, SK", "Europe/Bratislava")
        );
        assert_eq!(ask("DE", "", "Köln", ""), ask("DE", "", "Cologne", ""));
        assert_eq!(ask("PT", "", "LISBOA", ""), answer("Lisbon, Lisbon, PT", "Europe/Lisbon"));
        assert_eq!(ask("", "", "Bratislava", ""), ask("SK", "", "Bratislava", ""));
    }

    #[test]
    fn zip_codes_give_their_city() {
        assert_eq!(
            ask("US", "", "", "10001"),
            answer("New York City, New York, US", "America/New_York")
        );
        assert_eq!(
            ask("US", "NY", "New York", "10001-1234"),
            answer("New York City, New York, US", "America/New_York")
        );
        assert_eq!(ask("US", "CA", "", "10001"), answer("California, US", "America/Los_Angeles"));
    }

    #[test]
    fn a_name_of_many_places_needs_its_region() {
        assert_eq!(ask("US", "", "Springfield", ""), answer("US", ""));
        assert_eq!(
            ask("US", "IL", "Springfield", ""),
            answer("Springfield, Illinois, US", "America/Chicago")
        );
        assert_eq!(ask("CA", "ON", "London", ""), answer("London, Ontario, CA", "America/Toronto"));
    }

    #[test]
    fn unknown_words_fall_back_to_what_is_known() {
        assert_eq!(
            ask("US", "Texas", "Nowhere at all", ""),
            answer("Texas, US", "America/Chicago")
        );
        assert_eq!(ask("", "", "Nowhere at all", ""), None);
        assert_eq!(ask("XX", "", "", ""), None);
    }
}
