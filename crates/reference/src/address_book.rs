//! Networks for invented people, chosen so that the shipped tables place them where the story says.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use bonafide_model::NetworkKind;
use ipnet::Ipv4Net;

use crate::networks;
use crate::operators::Trade;
use crate::tables::{LABELS, OPERATORS, REGIONS, STATES_V4};

/// Addresses of a /24.
const NETWORK: u32 = 256;
/// Prefix length of such a network.
const NETWORK_PREFIX: u8 = 24;

/// A network that the shipped tables place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AddressBlock {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// State or region; as it was wanted, for the networks of homes.
    pub region: Option<String>,
    /// Who runs it.
    pub operator: String,
    /// The network.
    pub prefix: Ipv4Net,
}

/// Networks of homes by wanted country and region, of VPN services and of rented servers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressBook {
    /// Networks of providers that connect homes.
    pub access: Vec<AddressBlock>,
    /// Networks of VPN services.
    pub vpn: Vec<AddressBlock>,
    /// Networks of rented servers.
    pub hosting: Vec<AddressBlock>,
}

/// What one operator has in one place.
#[derive(Default)]
struct Holding {
    n_networks: u32,
    first: Vec<Ipv4Net>,
}

/// Holdings by operator.
type Candidates = BTreeMap<String, Holding>;

pub(crate) fn gather(wants: &[(&str, &str)], per: usize) -> AddressBook {
    let mut homes: BTreeMap<u32, Candidates> =
        wants.iter().filter_map(|want| Some((value_of(*want)?, Candidates::new()))).collect();
    for (start, end, region) in STATES_V4.iter() {
        if let Some(candidates) = homes.get_mut(&region) {
            consider(candidates, (start, end), per, |trade| trade == Trade::Consumer);
        }
    }
    let mut access = Vec::new();
    for (country, region) in wants {
        let candidates = value_of((country, region)).and_then(|it| homes.get(&it));
        for (operator, prefix) in candidates.map(|it| largest_first(it, per)).unwrap_or_default() {
            let (country, region) = ((*country).to_owned(), Some((*region).to_owned()));
            access.push(AddressBlock { country, region, operator, prefix });
        }
    }
    let vpn = servers(per, |trade| trade == Trade::Vpn);
    AddressBook { access, vpn, hosting: servers(per, |trade| trade == Trade::Hosting) }
}

/// The value by which the state table stands for a region.
fn value_of((country, region): (&str, &str)) -> Option<u32> {
    u32::try_from(REGIONS.named(country, region)? + 1).ok()
}

/// Networks within the labelled ranges. A label alone is weak: the operator's name must speak of the same trade.
fn servers(per: usize, is_wanted: fn(Trade) -> bool) -> Vec<AddressBlock> {
    let mut candidates = Candidates::new();
    for (start, end, _) in LABELS.v4.iter() {
        consider(&mut candidates, (start, end), per, is_wanted);
    }
    let blocks = largest_first(&candidates, per).into_iter().filter_map(|(operator, prefix)| {
        let place = networks::facts(IpAddr::V4(prefix.network())).place?;
        Some(AddressBlock { country: place.country, region: place.region, operator, prefix })
    });
    blocks.collect()
}

/// Enters the first /24 of a range under its operator, if all that the tables say of it holds for it as a whole.
fn consider(
    candidates: &mut Candidates,
    (start, end): (u32, Option<u32>),
    per: usize,
    is_wanted: fn(Trade) -> bool,
) {
    let Some(network) = first_whole_network(start, end) else { return };
    let (first, last) = (IpAddr::V4(network.network()), IpAddr::V4(network.broadcast()));
    let Some(operator) = OPERATORS.at(first).filter(|it| is_wanted(it.trade())) else { return };
    let holding = candidates.entry(operator.name.to_owned()).or_default();
    holding.n_networks += end.map_or(1, |end| (end - start).div_ceil(NETWORK));
    if holding.first.len() >= per {
        return;
    }
    let facts = networks::facts(first);
    let is_certain =
        facts.place.as_ref().is_some_and(|it| it.region.is_some()) && facts.documented.is_none();
    if is_certain && facts.kind == kind_of(operator.trade()) && facts == networks::facts(last) {
        holding.first.push(network);
    }
}

/// The kind that an operator of this trade has where no list says otherwise.
fn kind_of(trade: Trade) -> NetworkKind {
    match trade {
        Trade::Access | Trade::Consumer => NetworkKind::Access,
        Trade::Hosting => NetworkKind::Hosting,
        Trade::Vpn => NetworkKind::Vpn,
        Trade::Unknown => NetworkKind::Unknown,
    }
}

/// Up to `per` networks: the first of every operator, the largest operator first, then the second of each.
fn largest_first(candidates: &Candidates, per: usize) -> Vec<(String, Ipv4Net)> {
    let mut by_size: Vec<(&String, &Holding)> = candidates.iter().collect();
    by_size.sort_by_key(|(name, holding)| (std::cmp::Reverse(holding.n_networks), *name));
    let rounds = (0..per).flat_map(|round| {
        by_size
            .iter()
            .filter_map(move |(name, holding)| Some(((*name).clone(), *holding.first.get(round)?)))
    });
    rounds.take(per).collect()
}

/// The first /24 that lies within a range as a whole.
fn first_whole_network(start: u32, end: Option<u32>) -> Option<Ipv4Net> {
    let first = start.checked_next_multiple_of(NETWORK)?;
    let behind = u64::from(first) + u64::from(NETWORK);
    let fits = end.is_none_or(|end| behind <= u64::from(end));
    fits.then(|| Ipv4Net::new_assert(Ipv4Addr::from(first), NETWORK_PREFIX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_where_the_tables_place_it() {
        let wants = [
            ("US", "New York"),
            ("US", "TX"),
            ("GB", "England"),
            ("SK", "Bratislava Region"),
            ("PT", "Lisbon"),
        ];
        let book = gather(&wants, 3);
        for (country, region) in wants {
            let blocks: Vec<&AddressBlock> = book
                .access
                .iter()
                .filter(|it| (it.country.as_str(), it.region.as_deref()) == (country, Some(region)))
                .collect();
            assert_eq!(blocks.len(), 3, "{country} {region}: {blocks:?}");
            let wanted =
                REGIONS.name(REGIONS.named(country, region).expect("a region of the gazetteer"));
            for block in blocks {
                let facts = networks::facts(IpAddr::V4(block.prefix.network()));
                assert_eq!(facts.kind, NetworkKind::Access, "{block:?}");
                assert_eq!(
                    facts.place.map(|it| (it.country, it.region)),
                    Some((country.to_owned(), wanted.clone()))
                );
            }
        }
        assert_eq!((book.vpn.len(), book.hosting.len()), (3, 3), "{book:?}");
        for block in &book.vpn {
            assert_eq!(networks::facts(IpAddr::V4(block.prefix.network())).kind, NetworkKind::Vpn);
        }
    }
}
