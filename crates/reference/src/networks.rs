//! What the shipped tables know of an address, put together.

use std::net::IpAddr;

use bonafide_model::value::is_public;
use bonafide_model::{NetworkFacts, NetworkKind, Place};

use crate::documented;
use crate::operators::Trade;
use crate::tables::{Both, COUNTRIES, LABELS, OPERATORS, REGIONS, STATES_V4, STATES_V6};

/// Labels of a range, a bit each, as `cargo xtask repack` sets them.
const VPN: u32 = 1;
const RENTED_SERVERS: u32 = 2;
const CLOUD: u32 = 4 | 8 | 16;
const SECURITY_GATEWAY: u32 = 32;

/// Everything the shipped tables know.
pub(crate) fn facts(ip: IpAddr) -> NetworkFacts {
    if !is_public(ip) {
        return NetworkFacts { kind: NetworkKind::Private, ..NetworkFacts::UNKNOWN };
    }
    if is_set_aside(ip) {
        return NetworkFacts::UNKNOWN;
    }
    let operator = OPERATORS.at(ip);
    NetworkFacts {
        place: place(ip),
        asn: operator.map(|it| it.asn),
        operator: operator.map(|it| it.name.to_owned()),
        kind: kind_at(ip, operator.map(|it| it.trade())),
        documented: documented::range_of(ip),
    }
}

/// Addresses of documentation and benchmarks (RFC 5737, RFC 3849, RFC 2544): nobody's, though some tables place them.
fn is_set_aside(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_documentation() || matches!(ip.octets(), [198, 18 | 19, ..]),
        IpAddr::V6(ip) => matches!(ip.segments(), [0x2001, 0xdb8, ..]),
    }
}

/// What a table of both families holds at an address.
pub(crate) fn both(table: &Both, ip: IpAddr) -> Option<u32> {
    match ip {
        IpAddr::V4(ip) => table.v4.at(u32::from(ip)),
        IpAddr::V6(ip) => table.v6.at(upper_half(u128::from(ip))),
    }
}

/// The half of an IPv6 address that names the subnet, which is what the tables hold.
fn upper_half(address: u128) -> u64 {
    u64::try_from(address >> 64).expect("half of 128 bits is 64 bits")
}

/// The kind of an address's network, given its operator's trade.
pub(crate) fn kind_at(ip: IpAddr, trade: Option<Trade>) -> NetworkKind {
    kind(both(&LABELS, ip).unwrap_or(0), trade)
}

/// A published label comes first; the list of VPN ranges mixes in rented servers, which the operator's name may tell apart.
fn kind(labels: u32, trade: Option<Trade>) -> NetworkKind {
    if labels & SECURITY_GATEWAY != 0 {
        // The staff of a whole company comes out of one: neither a home nor a rented server.
        return NetworkKind::Unknown;
    }
    if labels & CLOUD != 0 {
        return NetworkKind::Cloud;
    }
    match trade {
        Some(Trade::Vpn) => NetworkKind::Vpn,
        Some(Trade::Hosting) => NetworkKind::Hosting,
        Some(Trade::Access | Trade::Consumer | Trade::Unknown) | None if labels & VPN != 0 => {
            NetworkKind::Vpn
        }
        Some(Trade::Access | Trade::Consumer | Trade::Unknown) | None
            if labels & RENTED_SERVERS != 0 =>
        {
            NetworkKind::Hosting
        }
        Some(Trade::Access | Trade::Consumer) => NetworkKind::Access,
        Some(Trade::Unknown) | None => NetworkKind::Unknown,
    }
}

/// The region that the state table names, if the country table agrees.
///
/// The two disagree on about one address in twenty (measured on 30,000 routed IPv4 addresses). Then the place is the state
/// table's country without a region, and its radius takes in the other country, so that no distance is claimed from it.
fn place(ip: IpAddr) -> Option<Place> {
    let region = match ip {
        IpAddr::V4(ip) => STATES_V4.at(u32::from(ip)),
        IpAddr::V6(ip) => STATES_V6.at(upper_half(u128::from(ip))),
    };
    let region = region.and_then(|it| usize::try_from(it).ok()?.checked_sub(1));
    let country = both(&COUNTRIES, ip).and_then(country_code);
    let (Some(region), Some(country)) = (region, country.as_deref()) else {
        let only = region.or_else(|| REGIONS.whole(country.as_deref()?));
        return only.map(|it| REGIONS.place(it));
    };
    let place = REGIONS.place(region);
    if place.country == country {
        return Some(place);
    }
    let whole = REGIONS.whole(&place.country).map_or_else(|| place.clone(), |it| REGIONS.place(it));
    let other = REGIONS.whole(country).map(|it| REGIONS.place(it));
    let reach = whole
        .at
        .zip(other.as_ref().and_then(|it| it.at))
        .map_or(0.0, |(here, there)| here.km_to(there).ceil());
    let radius_km = whole.radius_km.max(reach as u32 + other.map_or(0, |it| it.radius_km));
    Some(Place { zone: None, radius_km, ..whole })
}

/// Two capitals from the number that stands for them.
fn country_code(number: u32) -> Option<String> {
    const LETTERS: u32 = 26;
    let letter = |number: u32| char::from_u32(u32::from('A') + number);
    let number = number.checked_sub(1)?;
    Some([letter(number / LETTERS)?, letter(number % LETTERS)?].into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_label_beats_the_operator_but_a_vpn_label_is_refined_by_it() {
        assert_eq!(kind(4, Some(Trade::Access)), NetworkKind::Cloud);
        assert_eq!(kind(VPN, Some(Trade::Hosting)), NetworkKind::Hosting);
        assert_eq!(kind(VPN, Some(Trade::Consumer)), NetworkKind::Vpn);
        assert_eq!(kind(VPN | SECURITY_GATEWAY, Some(Trade::Hosting)), NetworkKind::Unknown);
        assert_eq!(kind(0, Some(Trade::Consumer)), NetworkKind::Access);
        assert_eq!(kind(0, None), NetworkKind::Unknown);
    }

    #[test]
    fn countries_are_numbered_from_one() {
        assert_eq!(
            [0, 1, 540].map(country_code),
            [None, Some("AA".to_owned()), Some("UT".to_owned())]
        );
    }
}
