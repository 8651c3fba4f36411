//! The shipped tables as one value: lookups, lists, and a user's own databases in front.

use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use bonafide_model::{Atlas, Lists, NetworkFacts, Place, PlaceQuery};

use crate::address_book::{self, AddressBook};
use crate::user_table::{ReferenceError, UserTable};
use crate::{gazetteer, listed, networks};

static LISTS: LazyLock<Lists> = LazyLock::new(listed::read);

/// The shipped tables, behind any databases of the user's own.
#[derive(Debug, Clone, Default)]
pub struct Shipped {
    own: Vec<Arc<UserTable>>,
}

/// The shipped tables alone. Costs nothing: a table is unpacked when it is first asked.
pub fn load() -> Shipped {
    Shipped::default()
}

impl Shipped {
    /// Puts a database of the user's own (GeoLite2, GeoIP2, IPinfo or DB-IP, as `.mmdb`) in front of the shipped tables.
    ///
    /// What it says of an address replaces what the shipped tables say, field by field; the last database added comes first.
    pub fn with_mmdb(mut self, path: &Path) -> Result<Self, ReferenceError> {
        self.own.push(Arc::new(UserTable::open(path)?));
        Ok(self)
    }

    /// Hardware, software and domains that signals compare with.
    pub fn lists(&self) -> &Lists {
        &LISTS
    }

    /// For each wanted country and region up to `per` IPv4 /24 networks of providers that connect homes there, and as many
    /// of VPN services and of rented servers: addresses for invented people that agree with the shipped tables.
    pub fn address_book(&self, wants: &[(&str, &str)], per: usize) -> AddressBook {
        address_book::gather(wants, per)
    }
}

impl Atlas for Shipped {
    fn network(&self, ip: IpAddr) -> NetworkFacts {
        let ip = ip.to_canonical();
        let mut facts = networks::facts(ip);
        for table in &self.own {
            table.correct(ip, &mut facts);
        }
        facts
    }

    fn place(&self, query: &PlaceQuery) -> Option<Place> {
        gazetteer::place(query)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use bonafide_model::NetworkKind;

    use super::*;

    fn facts(ip: &str) -> NetworkFacts {
        load().network(ip.parse().expect("an address"))
    }

    #[test]
    fn the_resolver_of_google_is_where_and_whose_everybody_knows() {
        let known = facts("8.8.8.8");
        assert_eq!((known.asn, known.operator.as_deref()), (Some(15169), Some("Google LLC")));
        assert_eq!(known.place.map(|it| it.country).as_deref(), Some("US"));
        assert_eq!(facts("2001:4860:4860::8888").asn, Some(15169));
        assert_eq!(facts("::ffff:8.8.8.8"), facts("8.8.8.8"));
    }

    #[test]
    fn addresses_of_universities_are_in_their_states() {
        let region = |ip: &str| facts(ip).place.and_then(|it| it.region);
        assert_eq!(region("18.7.22.69").as_deref(), Some("Massachusetts"), "MIT");
        assert_eq!(region("171.64.1.1").as_deref(), Some("California"), "Stanford");
    }

    #[test]
    fn a_documented_range_is_named_with_its_expiry_and_its_neighbor_is_not() {
        let documented = facts("175.45.176.1").documented.expect("a documented range");
        assert_eq!(
            (documented.as_of.as_str(), documented.expires.as_str()),
            ("2026-10-05", "2027-10-05")
        );
        assert_eq!(facts("175.45.180.1").documented, None);
        assert_eq!(facts("77.94.35.1").documented, None, "re-assigned: left out on purpose");
    }

    #[test]
    fn kinds_of_networks_are_told_apart() {
        assert_eq!(facts("1.1.1.1").kind, NetworkKind::Unknown);
        assert_eq!(facts("52.95.110.1").kind, NetworkKind::Cloud, "Amazon");
        assert_eq!(
            facts("8.8.8.8").kind,
            NetworkKind::Hosting,
            "in the list of VPN ranges, but Google's"
        );
        assert_eq!(facts("10.0.0.1").kind, NetworkKind::Private);
        assert_eq!(facts("fe80::1").kind, NetworkKind::Private);
        assert_eq!(
            facts("193.32.249.1").kind,
            NetworkKind::Vpn,
            "31173 Services, which Mullvad rents"
        );
        assert_eq!(facts("73.162.0.1").kind, NetworkKind::Access, "Comcast");
        assert_eq!(facts("198.51.100.1"), NetworkFacts::UNKNOWN, "documentation");
    }

    #[test]
    fn lists_know_what_the_reports_name() {
        let shipped = load();
        let lists = shipped.lists();
        assert_eq!(lists.remote_tool("AnyDesk.exe").map(|it| it.name.as_str()), Some("AnyDesk"));
        assert_eq!(lists.remote_tool("mstsc.exe"), None);
        assert_eq!(lists.remote_tool("putty.exe"), None);
        assert_eq!(lists.remote_tool("nvda.exe"), None, "a screen reader");
        assert_eq!(lists.remote_tool("dwm.exe"), None, "a part of Windows");
        let pikvm =
            lists.kvm_usb.iter().find(|it| (it.vendor_id, it.product_id) == (0x1d6b, Some(0x0104)));
        assert_eq!(pikvm.and_then(|it| it.text.as_deref()), Some("pikvm"));
        let disguise = lists
            .kvm_displays
            .iter()
            .find(|it| it.manufacturer == "ACR")
            .expect("the Acer disguise");
        assert_eq!(
            (disguise.product_code, disguise.text_serial.as_deref()),
            (Some(0x0565), Some("T8NEE0038522"))
        );
        assert!(disguise.is_disguise);
        assert!(lists.disposable_domains.contains("mailinator.com"));
        assert!(!lists.disposable_domains.contains("gmail.com"));
        assert!(lists.free_mail_domains.contains("gmail.com"));
        assert_eq!(
            lists.software_by_text("SplitCam Video Driver").map(|it| it.name.as_str()),
            Some("SplitCam")
        );
        assert_eq!(
            lists.software_by_process("caffeine64.exe").map(|it| it.name.as_str()),
            Some("Caffeine")
        );
    }

    /// Much slower than a release build is; this guards against a tenfold slip, not against noise.
    #[test]
    fn everything_unpacks_within_seconds_even_unoptimized() {
        const LIMIT: Duration = Duration::from_secs(30);
        let started = Instant::now();
        let shipped = load();
        let facts = shipped.network(IpAddr::from([8, 8, 4, 4]));
        assert_eq!(facts.asn, Some(15169));
        assert!(!shipped.lists().disposable_domains.is_empty());
        eprintln!("first lookups: {:?}", started.elapsed());
        assert!(started.elapsed() < LIMIT);
    }
}
