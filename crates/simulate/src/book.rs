//! Which public addresses belong to homes of a city, to exits of VPN services and to rented servers.
//!
//! The tables that place addresses live elsewhere; whoever starts a simulation takes the blocks from the same tables
//! with which the exports will be scanned, so that a home in Seattle is found in Seattle.

use std::net::Ipv4Addr;

/// Some addresses in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    /// First address of the block, which no home gets.
    pub first: Ipv4Addr,
    /// How many addresses it has; 256 for a /24.
    pub size: u32,
}

impl Block {
    /// A block of the size that a prefix length gives.
    pub fn new(first: Ipv4Addr, prefix_length: u8) -> Self {
        Self { first, size: 1 << (32 - u32::from(prefix_length.clamp(8, 30))) }
    }

    /// Addresses that homes can have: neither the first nor the last.
    fn usable(self) -> u32 {
        self.size.saturating_sub(2)
    }

    /// The address at a position among the usable ones.
    fn address(self, position: u32) -> Ipv4Addr {
        Ipv4Addr::from(u32::from(self.first) + 1 + position % self.usable().max(1))
    }
}

/// Blocks of providers that connect homes in one city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityBlocks {
    /// ISO 3166-1 alpha-2, as in [`wanted_places`](crate::wanted_places).
    pub country: String,
    /// City, as in [`wanted_places`](crate::wanted_places).
    pub city: String,
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// A block of exits or rented servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerBlock {
    /// The addresses.
    pub block: Block,
    /// ISO 3166-1 alpha-2 of where the tables place it.
    pub country: String,
    /// City where the tables place it.
    pub city: Option<String>,
    /// Who runs the network, as an identity provider would name it.
    pub organization: String,
}

/// The addresses that a simulated company may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressBook {
    /// Homes, offices and phones by city; at least one city of the United States, and one more. People live only here.
    pub cities: Vec<CityBlocks>,
    /// Exits of VPN services; at least one.
    pub vpn: Vec<ServerBlock>,
    /// Rented servers; at least one.
    pub hosting: Vec<ServerBlock>,
}

impl AddressBook {
    /// Ranges set aside for documentation and benchmarks (RFC 5737, RFC 2544), cut up among a few cities.
    pub fn documentation() -> Self {
        let city = |country: &str, city: &str, first: [u8; 4], length: u8| CityBlocks {
            country: country.to_owned(),
            city: city.to_owned(),
            blocks: vec![Block::new(Ipv4Addr::from(first), length)],
        };
        let server = |country: &str, city: &str, organization: &str, first: [u8; 4]| ServerBlock {
            block: Block::new(Ipv4Addr::from(first), 26),
            country: country.to_owned(),
            city: Some(city.to_owned()),
            organization: organization.to_owned(),
        };
        Self {
            cities: vec![
                city("US", "New York", [192, 0, 2, 0], 26),
                city("US", "Seattle", [192, 0, 2, 64], 26),
                city("US", "Austin", [192, 0, 2, 128], 26),
                city("US", "Newark", [192, 0, 2, 192], 26),
                city("US", "San Francisco", [198, 18, 0, 0], 16),
                city("US", "Chicago", [198, 19, 0, 0], 16),
                city("GB", "London", [198, 51, 100, 0], 26),
                city("SK", "Bratislava", [198, 51, 100, 64], 26),
                city("DE", "Berlin", [198, 51, 100, 128], 26),
                city("RS", "Belgrade", [198, 51, 100, 192], 26),
            ],
            vpn: vec![server("NL", "Amsterdam", "Example Tunnel Exits", [203, 0, 113, 64])],
            hosting: vec![server("US", "Ashburn", "Example Rented Servers", [203, 0, 113, 0])],
        }
    }
}

/// Hands out addresses, each once while there are unused ones.
#[derive(Debug)]
pub(crate) struct Allocation {
    blocks: Vec<Block>,
    given: u32,
}

/// A prime greater than any pool, so that steps of it visit every position before one repeats; published (Knuth's multiplier).
const STRIDE: u64 = 2_654_435_761;

impl Allocation {
    /// Of all blocks of a city or service.
    pub(crate) fn new(blocks: Vec<Block>) -> Self {
        Self { blocks, given: 0 }
    }

    /// How many addresses were not handed out yet.
    pub(crate) fn left(&self) -> u32 {
        self.blocks.iter().map(|it| it.usable()).sum::<u32>().saturating_sub(self.given)
    }

    /// The next address; after the last one they repeat.
    pub(crate) fn next(&mut self) -> Ipv4Addr {
        let total: u32 = self.blocks.iter().map(|it| it.usable()).sum();
        let mut position = (u64::from(self.given) * STRIDE % u64::from(total.max(1))) as u32;
        self.given += 1;
        for block in &self.blocks {
            if position < block.usable() {
                return block.address(position);
            }
            position -= block.usable();
        }
        Ipv4Addr::UNSPECIFIED
    }
}
