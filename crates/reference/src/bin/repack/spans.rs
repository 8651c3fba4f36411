//! Address spans with a value: merged, gaps filled with 0, and packed.

use std::net::IpAddr;

use crate::write::Packer;

/// Starts are stored in whole /24 networks where they can be.
pub(crate) const V4_ALIGNED_BITS: u32 = 8;
/// Starts are upper halves of addresses, stored in whole /48 networks where they can be.
pub(crate) const V6_ALIGNED_BITS: u32 = 16;

/// Spans of one address family, added in ascending order.
#[derive(Default)]
pub(crate) struct Spans {
    rows: Vec<(u64, u32)>,
    behind: u64,
}

impl Spans {
    /// Adds `first..=last`; what earlier spans hold already stays theirs.
    pub(crate) fn push(&mut self, first: u64, last: u64, value: u32) {
        let first = first.max(self.behind);
        if first > last {
            return;
        }
        if first > self.behind {
            self.start(self.behind, 0);
        }
        self.start(first, value);
        self.behind = last.saturating_add(1);
    }

    fn start(&mut self, at: u64, value: u32) {
        match self.rows.last() {
            Some((_, before)) if *before == value => {}
            _ => self.rows.push((at, value)),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The same spans under other values, merged again.
    pub(crate) fn renamed(&self, rename: impl Fn(u32) -> u32) -> Self {
        let mut renamed = Self { rows: Vec::with_capacity(self.rows.len()), behind: self.behind };
        for (at, value) in &self.rows {
            renamed.start(*at, rename(*value));
        }
        renamed
    }

    /// Writes the spans as `Ranges::read` reads them.
    pub(crate) fn pack(mut self, table: &mut Packer, aligned_bits: u32) {
        let family_end =
            if aligned_bits == V4_ALIGNED_BITS { u64::from(u32::MAX) } else { u64::MAX };
        if self.behind != 0 && self.behind <= family_end && self.behind != u64::MAX {
            self.start(self.behind, 0);
        }
        table.number(self.rows.len() as u64);
        table.number(u64::from(aligned_bits));
        let mut before = 0;
        for (at, _) in &self.rows {
            let step = at - before;
            let aligned = step.trailing_zeros() >= aligned_bits;
            table.number(if aligned { (step >> aligned_bits) << 1 } else { (step << 1) | 1 });
            before = *at;
        }
        for (_, value) in &self.rows {
            table.number(u64::from(*value));
        }
    }
}

/// An address as a key: all of an IPv4 address, the upper half of an IPv6 address.
pub(crate) fn key(ip: IpAddr) -> u64 {
    match ip {
        IpAddr::V4(ip) => u64::from(u32::from(ip)),
        IpAddr::V6(ip) => (u128::from(ip) >> 64) as u64,
    }
}

/// First and last key of a network.
pub(crate) fn bounds(ip: IpAddr, prefix: u8) -> (u64, u64) {
    let first = key(ip);
    let width = if ip.is_ipv4() { 32 } else { 64 };
    let free_bits = u32::from(width) - u32::from(prefix.min(width));
    (first, first | 1_u64.checked_shl(free_bits).map_or(u64::MAX, |size| size - 1))
}
