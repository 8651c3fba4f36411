//! IP addresses as std has them, read from the ways exports write them, and the networks they are counted by.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::ValueError;

/// Bits of an IPv4 address that name its network. Guess: the smallest block that is routed by itself.
const V4_NETWORK_BITS: u8 = 24;
/// Bits of an IPv6 address that name its network. Published (RFC 4291): one subnet, often one household.
const V6_NETWORK_BITS: u8 = 64;

/// Reads `192.0.2.7`, `192.0.2.7:5678`, `[192.0.2.7]:5678`, `[2001:db8::1]:443`, `fe80::1%eth0`; IPv4 inside IPv6 becomes IPv4.
pub fn parse_ip(text: &str) -> Result<IpAddr, ValueError> {
    const EXPECTED: ValueError = ValueError::Expected("an IP address");
    let text = text.trim();
    if let Ok(ip) = text.parse::<IpAddr>() {
        return Ok(ip.to_canonical());
    }
    if let Ok(socket) = text.parse::<SocketAddr>() {
        return Ok(socket.ip().to_canonical());
    }
    let bare = unbracketed(text).unwrap_or(text);
    let Some((ip, _interface)) = bare.split_once('%') else {
        return bare.parse::<IpAddr>().map(|it| it.to_canonical()).or(Err(EXPECTED));
    };
    ip.parse::<Ipv6Addr>().map(|it| IpAddr::V6(it).to_canonical()).or(Err(EXPECTED))
}

/// What stands in brackets, before nothing or a port. Exchange brackets IPv4 addresses too.
fn unbracketed(text: &str) -> Option<&str> {
    let (bare, rest) = text.strip_prefix('[')?.split_once(']')?;
    let is_port = |it: &str| it.parse::<u16>().is_ok();
    (rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port)).then_some(bare)
}

/// Whether the address is reached over the internet, so that it says something about a place.
///
/// The documentation and benchmark ranges (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 198.18.0.0/15,
/// 2001:db8::/32) count as public, so that invented people can be told stories about.
pub fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

// Published: the IANA special-purpose registries (RFC 6890), but for the ranges that `is_public` names.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let this_network = a == 0;
    let carrier_nat = a == 100 && (64..128).contains(&b);
    let protocol = (a, b, c) == (192, 0, 0);
    let reserved = a >= 240;
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || this_network
        || carrier_nat
        || protocol
        || reserved)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, d, ..] = ip.segments();
    let site_local = a & 0xffc0 == 0xfec0;
    let discard = (a, b, c, d) == (0x100, 0, 0, 0);
    let local_translation = (a, b, c) == (0x64, 0xff9b, 1);
    !(ip.is_unspecified()
        || ip.is_loopback()
        || ip.is_multicast()
        || ip.is_unique_local()
        || ip.is_unicast_link_local()
        || site_local
        || discard
        || local_translation)
}

/// The network an address is counted under: `192.0.2.0/24` or `2001:db8::/64`.
pub fn network_key(ip: IpAddr) -> String {
    let bits = match ip.to_canonical() {
        IpAddr::V4(_) => V4_NETWORK_BITS,
        IpAddr::V6(_) => V6_NETWORK_BITS,
    };
    ipnet::IpNet::new_assert(ip.to_canonical(), bits).trunc().to_string()
}

/// The address without its last quarter (`192.0.2.…`) or, for IPv6, without everything after the site (`2001:db8:0:…`).
pub fn masked(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}.…")
        }
        IpAddr::V6(ip) => {
            let [a, b, c, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:…")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        parse_ip(text).map_or_else(|err| err.to_string(), |ip| ip.to_string())
    }

    #[test]
    fn addresses_are_read_with_port_brackets_interface_and_mapping() {
        assert_eq!(parsed(" 192.0.2.7 "), "192.0.2.7");
        assert_eq!(parsed("192.0.2.7:5678"), "192.0.2.7");
        assert_eq!(parsed("[2001:db8::1]:443"), "2001:db8::1");
        assert_eq!(parsed("[2001:db8::1]"), "2001:db8::1");
        assert_eq!(parsed("[192.0.2.7]:5678"), "192.0.2.7");
        assert_eq!(parsed("[::ffff:192.0.2.7]:5678"), "192.0.2.7");
        assert_eq!(parsed("[192.0.2.7]"), "192.0.2.7");
        assert_eq!(parsed("[192.0.2.7]:port"), "expected an IP address");
        assert_eq!(parsed("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(parsed("fe80::1%eth0"), "fe80::1");
        assert_eq!(parsed("192.0.2.700"), "expected an IP address");
        assert_eq!(parsed(""), "expected an IP address");
    }

    #[test]
    fn invented_networks_are_public_and_home_networks_are_not() {
        let public = |text: &str| is_public(parse_ip(text).unwrap());
        for ip in [
            "192.0.2.1",
            "198.51.100.1",
            "203.0.113.1",
            "198.18.0.1",
            "198.19.255.1",
            "2001:db8::1",
        ] {
            assert!(public(ip), "{ip}");
        }
        for ip in [
            "10.0.0.1",
            "192.168.1.1",
            "172.16.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.1.1",
            "0.0.0.0",
        ] {
            assert!(!public(ip), "{ip}");
        }
        for ip in [
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
        ] {
            assert!(!public(ip), "{ip}");
        }
    }

    #[test]
    fn networks_are_named_and_addresses_masked() {
        let v4 = parse_ip("203.0.113.77").unwrap();
        let v6 = parse_ip("2001:db8:1:2:3:4:5:6").unwrap();
        assert_eq!(network_key(v4), "203.0.113.0/24");
        assert_eq!(network_key(v6), "2001:db8:1:2::/64");
        assert_eq!(masked(v4), "203.0.113.…");
        assert_eq!(masked(v6), "2001:db8:1:…");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            if let Ok(ip) = parse_ip(&text) {
                proptest::prop_assert_eq!(parse_ip(&ip.to_string()), Ok(ip));
            }
        }
    }
}
