//! Labelled ranges: VPN and hosting providers, large clouds, security gateways. A range carries the set of its labels.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;

use serde::Deserialize;

use crate::Outcome;
use crate::spans::{Spans, V4_ALIGNED_BITS, V6_ALIGNED_BITS, bounds};
use crate::write::{Card, Packer, Shelf};

/// Lists and the bit of each; the library's `labels.rs` reads them back.
const LISTS: &[(&str, u32)] = &[
    ("vpn-ipv4", 1),
    ("vpn-ipv6", 1),
    ("ovh-cluster", 2),
    ("amazon-aws", 4),
    ("microsoft-azure", 8),
    ("google-gcp", 16),
    ("zscaler", 32),
];

#[derive(Deserialize)]
pub(crate) struct Warninglist {
    pub(crate) list: Vec<String>,
}

/// One list of MISP.
pub(crate) fn read_warninglist(lists: &Path, name: &str) -> Outcome<Warninglist> {
    let path = lists.join("misp-warninglists").join(format!("{name}.json"));
    Ok(serde_json::from_slice(&std::fs::read(path)?)?)
}

pub(crate) fn repack(lists: &Path, shelf: &mut Shelf) -> Outcome<()> {
    let (mut v4, mut v6) = (Vec::new(), Vec::new());
    for (name, bit) in LISTS {
        for range in read_warninglist(lists, name)?.list {
            let (ip, prefix) = range.split_once('/').unwrap_or((&range, "128"));
            let ip: IpAddr = ip.parse()?;
            let (first, last) = bounds(ip, prefix.parse()?);
            if ip.is_ipv4() { v4.push((first, last, *bit)) } else { v6.push((first, last, *bit)) }
        }
    }
    let rows = v4.len() + v6.len();
    let mut table = Packer::default();
    flatten(&v4).pack(&mut table, V4_ALIGNED_BITS);
    flatten(&v6).pack(&mut table, V6_ALIGNED_BITS);
    let card = Card {
        id: "network-labels",
        title: "VPN, hosting and cloud ranges",
        origin: "MISP/misp-warninglists: vpn-ipv4 and vpn-ipv6 (from X4BNet/lists_vpn), ovh-cluster, amazon-aws, \
                 microsoft-azure, google-gcp, zscaler",
        licence: "CC0-1.0",
        version: "84f0610aaf".to_owned(),
        date: "2026-08-20",
        rows,
    };
    shelf.put(&table, &card)
}

/// Overlapping ranges to spans without overlap, each with the labels of all ranges that cover it.
fn flatten(ranges: &[(u64, u64, u32)]) -> Spans {
    // At each border: which labels open and which close.
    let mut borders: BTreeMap<u64, Vec<(u32, i32)>> = BTreeMap::new();
    for (first, last, bit) in ranges {
        borders.entry(*first).or_default().push((*bit, 1));
        borders.entry(last.saturating_add(1)).or_default().push((*bit, -1));
    }
    let mut open = BTreeMap::new();
    let mut spans = Spans::default();
    let mut since = 0;
    for (border, changes) in borders {
        let labels =
            open.iter().filter(|(_, n_open)| **n_open > 0).fold(0, |set, (bit, _)| set | bit);
        if labels != 0 {
            spans.push(since, border - 1, labels);
        }
        for (bit, change) in changes {
            *open.entry(bit).or_insert(0) += change;
        }
        since = border;
    }
    spans
}
