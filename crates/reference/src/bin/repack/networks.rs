//! Address to country, and address to operator.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::path::Path;

use maxminddb::{Reader, WithinOptions};
use serde::Deserialize;

use crate::Outcome;
use crate::origins::{COUNTRIES, OPERATORS};
use crate::spans::{Spans, V4_ALIGNED_BITS, V6_ALIGNED_BITS, bounds, key};
use crate::write::{Card, Packer, Shelf};

#[derive(Deserialize)]
struct CountryRow<'a> {
    country_code: &'a str,
}

pub(crate) fn repack_countries(packages: &Path, shelf: &mut Shelf) -> Outcome<()> {
    let mut table = Packer::default();
    let mut rows = 0;
    for (file, aligned_bits) in [
        ("geo-whois-asn-country-ipv4.mmdb", V4_ALIGNED_BITS),
        ("geo-whois-asn-country-ipv6.mmdb", V6_ALIGNED_BITS),
    ] {
        let database = Reader::open_readfile(COUNTRIES.file(packages, file))?;
        let mut spans = Spans::default();
        for network in database.networks(WithinOptions::default())? {
            let network = network?;
            let Some(row) = network.decode::<CountryRow<'_>>()? else { continue };
            let subnet = network.network()?;
            let (first, last) = bounds(subnet.network(), subnet.prefix());
            spans.push(first, last, code(row.country_code));
        }
        rows += spans.len();
        spans.pack(&mut table, aligned_bits);
    }
    let card = Card::of(&COUNTRIES, "countries", "IP address to country")
        .by("npm @ip-location-db/geo-whois-asn-country-mmdb (geofeeds, whois and delegations of the NRO)", "CC0-1.0; NRO part CC-BY-4.0")
        .with_rows(rows);
    shelf.put(&table, &card)
}

/// Two capitals as one number from 1; 0 for anything else.
fn code(country: &str) -> u32 {
    match country.as_bytes() {
        [a @ b'A'..=b'Z', b @ b'A'..=b'Z'] => u32::from(a - b'A') * 26 + u32::from(b - b'A') + 1,
        _ => 0,
    }
}

pub(crate) fn repack_operators(packages: &Path, shelf: &mut Shelf) -> Outcome<()> {
    let mut names: BTreeMap<u32, String> = BTreeMap::new();
    let v4 = read_spans(packages, "asn-ipv4-num.csv", &mut names)?;
    let v6 = read_spans(packages, "asn-ipv6.csv", &mut names)?;
    let index: BTreeMap<u32, u32> = names.keys().copied().zip(1..).collect();
    let rows = v4.len() + v6.len();

    let mut table = Packer::default();
    let numbers: Vec<u32> = names.keys().copied().collect();
    table.column(
        numbers
            .iter()
            .enumerate()
            .map(|(idx, asn)| asn - idx.checked_sub(1).map_or(0, |before| numbers[before])),
    );
    table.lines(names.values().map(String::as_str));
    v4.renamed(|asn| index.get(&asn).copied().unwrap_or(0)).pack(&mut table, V4_ALIGNED_BITS);
    v6.renamed(|asn| index.get(&asn).copied().unwrap_or(0)).pack(&mut table, V6_ALIGNED_BITS);
    let card =
        Card::of(&OPERATORS, "operators", "IP address to autonomous system and its operator")
            .by("npm @ip-location-db/asn (routeviews.org, db-ip.com, nro.net)", "CC-BY-4.0")
            .with_rows(rows);
    shelf.put(&table, &card)
}

/// Rows `first,last,number,name`; IPv4 as numbers, IPv6 as text.
fn read_spans(packages: &Path, file: &str, names: &mut BTreeMap<u32, String>) -> Outcome<Spans> {
    let mut rows =
        csv::ReaderBuilder::new().has_headers(false).from_path(OPERATORS.file(packages, file))?;
    let mut spans = Spans::default();
    for row in rows.deserialize() {
        let (first, last, asn, name): (String, String, u32, String) = row?;
        names.entry(asn).or_insert(name);
        spans.push(address_key(&first)?, address_key(&last)?, asn);
    }
    Ok(spans)
}

fn address_key(text: &str) -> Outcome<u64> {
    match text.parse::<u32>() {
        Ok(number) => Ok(u64::from(number)),
        Err(_not_a_number) => Ok(key(IpAddr::V6(text.parse::<Ipv6Addr>()?))),
    }
}
