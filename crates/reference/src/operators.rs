//! Autonomous systems: whose network an address is in, and what trade the operator's name speaks of.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::networks::both;
use crate::packed::{Lines, Unpacked};
use crate::tables::Both;

/// What an operator does, as far as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trade {
    Access,
    /// Access, to homes, on a large scale.
    Consumer,
    Hosting,
    Vpn,
    Unknown,
}

#[derive(Deserialize)]
struct Words {
    access: BTreeSet<String>,
    consumer: BTreeSet<String>,
    hosting: BTreeSet<String>,
    vpn: BTreeSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../lists/operator-words.toml"))
        .expect("lists/operator-words.toml is well formed")
});

/// An operator of a network.
#[derive(Clone, Copy)]
pub(crate) struct Operator<'a> {
    pub(crate) asn: u32,
    pub(crate) name: &'a str,
}

impl Operator<'_> {
    /// VPN before hosting before access: `Example Telecom Data Center` rents out servers.
    pub(crate) fn trade(self) -> Trade {
        let name: String = self
            .name
            .chars()
            .map(|it| if it.is_alphanumeric() { it.to_ascii_lowercase() } else { ' ' })
            .collect();
        let words: Vec<&str> = name.split_whitespace().collect();
        let pairs = words.windows(2).map(|it| it.join(" "));
        let terms: Vec<String> = words.iter().map(|it| (*it).to_owned()).chain(pairs).collect();
        let has = |list: &BTreeSet<String>| terms.iter().any(|it| list.contains(it));
        if has(&WORDS.vpn) {
            Trade::Vpn
        } else if has(&WORDS.hosting) {
            Trade::Hosting
        } else if has(&WORDS.consumer) {
            Trade::Consumer
        } else if has(&WORDS.access) {
            Trade::Access
        } else {
            Trade::Unknown
        }
    }
}

/// The table of operators.
pub(crate) struct Operators {
    numbers: Vec<u32>,
    names: Lines,
    ranges: Both,
}

impl Operators {
    pub(crate) fn read(table: &mut Unpacked<'_>) -> Self {
        let steps = table.column().into_iter();
        let numbers = steps.scan(0, |asn, step| {
            *asn += step;
            Some(*asn)
        });
        Self { numbers: numbers.collect(), names: table.lines(), ranges: Both::read(table) }
    }

    pub(crate) fn at(&self, ip: IpAddr) -> Option<Operator<'_>> {
        let idx = both(&self.ranges, ip)? as usize - 1;
        Some(Operator { asn: self.numbers[idx], name: self.names.line(idx) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Trade) {
        assert_eq!(Operator { asn: 64500, name }.trade(), expected, "{name}");
    }

    #[test]
    fn trades_are_told_by_whole_words() {
        check("Comcast Cable Communications, LLC", Trade::Consumer);
        check("Virgin Media Limited", Trade::Consumer);
        check("M247 Europe SRL", Trade::Vpn);
        check("Hetzner Online GmbH", Trade::Hosting);
        check("Example Telecom Data Center", Trade::Hosting);
        check("Valley Wireless", Trade::Access);
        check("Btrust Insurance", Trade::Unknown);
    }
}
