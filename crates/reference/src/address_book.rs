//! Networks for invented people, chosen so that the shipped tables place them where the story says.

use std::collections::{BTreeMap, BTreeSet};
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
    /// Networks of rented servers and clouds.
    pub hosting: Vec<AddressBlock>,
}

/// Networks by operator; a book takes one of each operator before it takes a second.
type Candidates = BTreeMap<String, BTreeSet<Ipv4Net>>;

pub(crate) fn gather(wants: &[(&str, &str)], per: usize) -> AddressBook {
    let mut homes: BTreeMap<u32, Candidates> = BTreeMap::new();
    for (country, region) in wants {
        if let Some(idx) = REGIONS.named(country, region) {
            homes.insert(u32::try_from(idx).expect("there are few regions") + 1, Candidates::new());
        }
    }
    for (start, end, region) in STATES_V4.iter() {
        let Some(candidates) = homes.get_mut(&region) else { continue };
        let Some(network) = first_whole_network(start, end) else { continue };
        if let Some(operator) = operator_of(network, NetworkKind::Access).filter(|it| it.trade() == Trade::Consumer) {
            add(candidates, operator.name, (network, per));
        }
    }
    let mut book = AddressBook { vpn: servers(&[NetworkKind::Vpn], per), hosting: servers(&[NetworkKind::Hosting, NetworkKind::Cloud], per), access: Vec::new() };
    for (country, region) in wants {
        let candidates = REGIONS.named(country, region).and_then(|it| homes.get(&(u32::try_from(it).ok()? + 1)));
        for (operator, prefix) in candidates.map(|it| one_of_each(it, per)).unwrap_or_default() {
            let (country, region) = ((*country).to_owned(), Some((*region).to_owned()));
            book.access.push(AddressBlock { country, region, operator, prefix });
        }
    }
    book
}

/// Networks of some kinds within the labelled ranges.
fn servers(kinds: &[NetworkKind], per: usize) -> Vec<AddressBlock> {
    let mut candidates = Candidates::new();
    for (start, end, _) in LABELS.v4.iter() {
        let Some(network) = first_whole_network(start, end) else { continue };
        let told = kinds.iter().find_map(|kind| operator_of(network, *kind));
        // A label alone is weak: here the operator's name must speak of the same trade.
        if let Some(operator) = told.filter(|it| matches!(it.trade(), Trade::Vpn | Trade::Hosting)) {
            add(&mut candidates, operator.name, (network, per));
        }
    }
    let blocks = one_of_each(&candidates, per).into_iter().filter_map(|(operator, prefix)| {
        let place = networks::facts(IpAddr::V4(prefix.network())).place?;
        Some(AddressBlock { country: place.country, region: place.region, operator, prefix })
    });
    blocks.collect()
}

fn add(candidates: &mut Candidates, operator: &str, (network, per): (Ipv4Net, usize)) {
    let networks = candidates.entry(operator.to_owned()).or_default();
    if networks.len() < per {
        networks.insert(network);
    }
}

/// Up to `per` networks: the first of every operator, then the second, in the order of their names.
fn one_of_each(candidates: &Candidates, per: usize) -> Vec<(String, Ipv4Net)> {
    let rounds = (0..per).flat_map(|round| {
        candidates.iter().filter_map(move |(operator, networks)| Some((operator.clone(), *networks.iter().nth(round)?)))
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

/// Who runs a network, if all that the tables say of its first address holds at its last one, and it is of this kind.
fn operator_of(network: Ipv4Net, kind: NetworkKind) -> Option<crate::operators::Operator<'static>> {
    let (first, last) = (IpAddr::V4(network.network()), IpAddr::V4(network.broadcast()));
    let operator = OPERATORS.at(first)?;
    if networks::kind_at(first, Some(operator.trade())) != kind {
        return None;
    }
    let facts = networks::facts(first);
    let is_certain = facts.place.as_ref().is_some_and(|it| it.region.is_some());
    (is_certain && facts.documented.is_none() && facts == networks::facts(last)).then_some(operator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_where_the_tables_place_it() {
        let wants = [("US", "New York"), ("US", "TX"), ("GB", "England"), ("SK", "Bratislava Region"), ("PT", "Lisbon")];
        let book = gather(&wants, 3);
        for (country, region) in wants {
            let blocks: Vec<&AddressBlock> =
                book.access.iter().filter(|it| (it.country.as_str(), it.region.as_deref()) == (country, Some(region))).collect();
            assert_eq!(blocks.len(), 3, "{country} {region}: {blocks:?}");
            let wanted = REGIONS.name(REGIONS.named(country, region).expect("a region of the gazetteer"));
            for block in blocks {
                let facts = networks::facts(IpAddr::V4(block.prefix.network()));
                assert_eq!(facts.kind, NetworkKind::Access, "{block:?}");
                assert_eq!(facts.place.map(|it| (it.country, it.region)), Some((country.to_owned(), wanted.clone())));
            }
        }
        assert_eq!((book.vpn.len(), book.hosting.len()), (3, 3), "{book:?}");
        for block in &book.vpn {
            assert_eq!(networks::facts(IpAddr::V4(block.prefix.network())).kind, NetworkKind::Vpn);
        }
    }
}
