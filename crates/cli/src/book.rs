//! Addresses for a simulated company, taken from the tables with which it will be scanned.

use std::{collections::BTreeSet, net::Ipv4Addr};

use bonafide_reference::{AddressBlock, Shipped};
use bonafide_simulate::{AddressBook, Block, CityBlocks, ServerBlock, wanted_places};

/// Blocks a city: guess, enough homes for a company of a few thousand.
const BLOCKS: usize = 12;

/// Homes where the tables place the wanted cities, and exits and servers as the tables know them.
pub(crate) fn book(shipped: &Shipped) -> AddressBook {
    let mut res = AddressBook { cities: Vec::new(), vpn: Vec::new(), hosting: Vec::new() };
    // Two cities of one region must not share a block.
    let mut taken: BTreeSet<(Ipv4Addr, u8)> = BTreeSet::new();
    for place in wanted_places() {
        let found = shipped.address_book(&[(place.country, place.region)], BLOCKS);
        let blocks: Vec<Block> = found
            .access
            .iter()
            .filter(|it| taken.insert((it.prefix.network(), it.prefix.prefix_len())))
            .map(block)
            .collect();
        if !blocks.is_empty() {
            res.cities.push(CityBlocks {
                country: place.country.to_owned(),
                city: place.city.to_owned(),
                blocks,
            });
        }
        if res.vpn.is_empty() {
            res.vpn = found.vpn.iter().map(server).collect();
            res.hosting = found.hosting.iter().map(server).collect();
        }
    }
    res
}

fn block(found: &AddressBlock) -> Block {
    Block::new(found.prefix.network(), found.prefix.prefix_len())
}

fn server(found: &AddressBlock) -> ServerBlock {
    ServerBlock {
        block: block(found),
        country: found.country.clone(),
        city: found.region.clone(),
        organization: found.operator.clone(),
    }
}
