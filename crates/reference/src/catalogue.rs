//! What is shipped: every table and list with its origin, license, version and date.

use serde::Deserialize;

/// Where a table is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCard {
    /// Stable name.
    pub id: String,
    /// What it holds.
    pub title: String,
    /// Where its rows are from.
    pub origin: String,
    /// License of the rows, as SPDX writes it where it can.
    pub licence: String,
    /// Version of the origin.
    pub version: String,
    /// Day of that version, ISO date.
    pub date: String,
    /// Rows.
    pub rows: usize,
    /// Bytes in the binary.
    pub bytes: usize,
}

#[derive(Deserialize)]
struct PackedTables {
    table: Vec<PackedTable>,
}

#[derive(Deserialize)]
struct PackedTable {
    #[serde(flatten)]
    header: Header,
    rows: usize,
    bytes: usize,
}

#[derive(Deserialize)]
struct Header {
    id: String,
    title: String,
    origin: String,
    licence: String,
    version: String,
    date: String,
}

impl Header {
    fn card(self, rows: usize, bytes: usize) -> TableCard {
        let Self { id, title, origin, licence, version, date } = self;
        TableCard { id, title, origin, licence, version, date, rows, bytes }
    }
}

/// A list that is written by hand; its rows are tables or words.
#[derive(Deserialize)]
struct HandList {
    table: Header,
    #[serde(default)]
    row: Vec<toml::Table>,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    access: Vec<String>,
    #[serde(default)]
    consumer: Vec<String>,
    #[serde(default)]
    hosting: Vec<String>,
    #[serde(default)]
    vpn: Vec<String>,
}

impl HandList {
    fn n_rows(&self) -> usize {
        let words = [&self.domains, &self.access, &self.consumer, &self.hosting, &self.vpn];
        self.row.len() + words.iter().map(|it| it.len()).sum::<usize>()
    }
}

const HAND_LISTS: &[&str] = &[
    include_str!("../lists/capture-devices.toml"),
    include_str!("../lists/documented-ranges.toml"),
    include_str!("../lists/free-mail.toml"),
    include_str!("../lists/kvm-displays.toml"),
    include_str!("../lists/kvm-usb.toml"),
    include_str!("../lists/operator-words.toml"),
    include_str!("../lists/payment-rails.toml"),
    include_str!("../lists/region-codes.toml"),
    include_str!("../lists/remote-tools-overlay.toml"),
    include_str!("../lists/software.toml"),
    include_str!("../lists/technologies.toml"),
];

/// Every shipped table, by id.
pub fn catalogue() -> Vec<TableCard> {
    let packed: PackedTables = toml::from_str(include_str!("../tables/catalogue.toml"))
        .expect("the catalogue that repack writes is well formed");
    let packed = packed.table.into_iter().map(|it| it.header.card(it.rows, it.bytes));
    let by_hand = HAND_LISTS.iter().map(|text| {
        let list: HandList = toml::from_str(text).expect("a list of lists/ has a header");
        let n_rows = list.n_rows();
        list.table.card(n_rows, text.len())
    });
    let mut cards: Vec<TableCard> = packed.chain(by_hand).collect();
    cards.sort_by(|left, right| left.id.cmp(&right.id));
    cards
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_says_where_it_is_from() {
        let cards = catalogue();
        assert_eq!(cards.len(), 21);
        for card in &cards {
            let TableCard { id, title, origin, licence, version, date, rows, bytes } = card;
            for text in [id, title, origin, licence, version] {
                assert!(!text.trim().is_empty(), "{card:?}");
            }
            assert_eq!((date.len(), date.as_bytes()[4]), (10, b'-'), "{card:?}");
            assert!(*rows > 0 && *bytes > 0, "{card:?}");
        }
    }

    #[test]
    fn the_binary_carries_less_than_the_house_allows() {
        const MOST_BYTES: usize = 15_500_000;
        let total: usize = catalogue().iter().map(|it| it.bytes).sum();
        assert!(total < MOST_BYTES, "{total} bytes of tables");
    }
}
