//! The small map of the casebook: documentation addresses at known places, written places from the shipped gazetteer.

use std::net::{IpAddr, Ipv4Addr};

use bonafide_model::{
    Atlas, Coordinates, DocumentedRange, NetworkFacts, NetworkKind, Place, PlaceQuery,
};
use bonafide_reference::Shipped;

/// How exact the story's addresses are, in kilometers: guess, a city.
const CITY_KM: u32 = 25;

struct Row {
    start: Ipv4Addr,
    prefix: u8,
    kind: NetworkKind,
    operator: &'static str,
    asn: u32,
    place: (&'static str, &'static str, &'static str, f64, f64, &'static str),
}

const fn row(
    range: ([u8; 4], u8),
    kind: NetworkKind,
    network: (&'static str, u32),
    place: PlaceRow,
) -> Row {
    let ([a, b, c, d], prefix) = range;
    Row {
        start: Ipv4Addr::new(a, b, c, d),
        prefix,
        kind,
        operator: network.0,
        asn: network.1,
        place,
    }
}

type PlaceRow = (&'static str, &'static str, &'static str, f64, f64, &'static str);

const NEW_YORK: PlaceRow = ("US", "New York", "New York", 40.7128, -74.0060, "America/New_York");
const SEATTLE: PlaceRow =
    ("US", "Washington", "Seattle", 47.6062, -122.3321, "America/Los_Angeles");
const AUSTIN: PlaceRow = ("US", "Texas", "Austin", 30.2672, -97.7431, "America/Chicago");
const NEWARK: PlaceRow = ("US", "New Jersey", "Newark", 40.7357, -74.1724, "America/New_York");
const LONDON: PlaceRow = ("GB", "England", "London", 51.5074, -0.1278, "Europe/London");
const BRATISLAVA: PlaceRow =
    ("SK", "Bratislava Region", "Bratislava", 48.1486, 17.1077, "Europe/Bratislava");
const BERLIN: PlaceRow = ("DE", "Berlin", "Berlin", 52.5200, 13.4050, "Europe/Berlin");
const BELGRADE: PlaceRow = ("RS", "Belgrade", "Belgrade", 44.7866, 20.4489, "Europe/Belgrade");
const ASHBURN: PlaceRow = ("US", "Virginia", "Ashburn", 39.0438, -77.4874, "America/New_York");
const AMSTERDAM: PlaceRow =
    ("NL", "North Holland", "Amsterdam", 52.3676, 4.9041, "Europe/Amsterdam");
const DUBLIN: PlaceRow = ("IE", "Leinster", "Dublin", 53.3498, -6.2603, "Europe/Dublin");
const KHABAROVSK: PlaceRow =
    ("RU", "Khabarovsk", "Khabarovsk", 48.4827, 135.0838, "Asia/Vladivostok");
const SHENYANG: PlaceRow = ("CN", "Liaoning", "Shenyang", 41.8057, 123.4315, "Asia/Shanghai");
const SAN_FRANCISCO: PlaceRow =
    ("US", "California", "San Francisco", 37.7749, -122.4194, "America/Los_Angeles");
const CHICAGO: PlaceRow = ("US", "Illinois", "Chicago", 41.8781, -87.6298, "America/Chicago");

const ROWS: &[Row] = &[
    row(([192, 0, 2, 0], 26), NetworkKind::Access, ("Hudson Example Cable", 64500), NEW_YORK),
    row(([192, 0, 2, 64], 26), NetworkKind::Access, ("Puget Example Fiber", 64501), SEATTLE),
    row(([192, 0, 2, 128], 26), NetworkKind::Access, ("Lone Star Example Internet", 64502), AUSTIN),
    row(([192, 0, 2, 192], 26), NetworkKind::Access, ("Example Mobile", 64503), NEWARK),
    row(([198, 51, 100, 0], 26), NetworkKind::Access, ("Thames Example Broadband", 64510), LONDON),
    row(([198, 51, 100, 64], 26), NetworkKind::Access, ("Dunaj Example Net", 64511), BRATISLAVA),
    row(([198, 51, 100, 128], 26), NetworkKind::Access, ("Spree Example Netz", 64512), BERLIN),
    row(([198, 51, 100, 192], 26), NetworkKind::Access, ("Sava Example Net", 64513), BELGRADE),
    row(([203, 0, 113, 0], 26), NetworkKind::Hosting, ("Example Rented Servers", 64520), ASHBURN),
    row(([203, 0, 113, 64], 26), NetworkKind::Vpn, ("Example VPN", 64521), AMSTERDAM),
    row(([203, 0, 113, 128], 26), NetworkKind::Cloud, ("Example Cloud", 64522), DUBLIN),
    row(([203, 0, 113, 192], 27), NetworkKind::Access, ("Example Transit", 64523), KHABAROVSK),
    row(([203, 0, 113, 224], 27), NetworkKind::Access, ("Example Northeast", 64524), SHENYANG),
    row(([198, 18, 0, 0], 16), NetworkKind::Access, ("Bay Example Cable", 64530), SAN_FRANCISCO),
    row(([198, 19, 0, 0], 16), NetworkKind::Access, ("Lake Example Cable", 64531), CHICAGO),
];

/// Places documentation addresses; asks the shipped tables for written places.
pub struct StoryAtlas<'a> {
    shipped: &'a Shipped,
}

impl<'a> StoryAtlas<'a> {
    /// Over the shipped gazetteer.
    pub fn new(shipped: &'a Shipped) -> Self {
        Self { shipped }
    }
}

impl Atlas for StoryAtlas<'_> {
    fn network(&self, ip: IpAddr) -> NetworkFacts {
        let IpAddr::V4(ip) = ip else { return NetworkFacts::UNKNOWN };
        let is_in =
            |it: &&Row| u32::from(it.start) == u32::from(ip) & (u32::MAX << (32 - it.prefix));
        let Some(row) = ROWS.iter().find(is_in) else { return NetworkFacts::UNKNOWN };
        let (country, region, city, latitude, longitude, zone) = row.place;
        let documented = (country == "RU").then(|| DocumentedRange {
            label: "a range of the story".to_owned(),
            source: "CASEBOOK".to_owned(),
            as_of: "2026-01-01".to_owned(),
            expires: "2030-01-01".to_owned(),
        });
        NetworkFacts {
            place: Some(Place {
                country: country.to_owned(),
                region: Some(region.to_owned()),
                city: Some(city.to_owned()),
                at: Some(Coordinates::new(latitude, longitude)),
                zone: Some(zone.to_owned()),
                radius_km: CITY_KM,
            }),
            asn: Some(row.asn),
            operator: Some(row.operator.to_owned()),
            kind: row.kind,
            documented,
        }
    }

    fn place(&self, query: &PlaceQuery) -> Option<Place> {
        self.shipped.place(query)
    }
}
