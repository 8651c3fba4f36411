//! Where a network address or a written place is: the question, the answers, and the one trait behind which tables stand.

use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// A point on the earth in hundred-thousandths of a degree (about a meter), so that it compares exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Coordinates {
    lat_e5: i32,
    lon_e5: i32,
}

impl Coordinates {
    /// From degrees; values outside the globe are clamped to it.
    pub fn new(latitude: f64, longitude: f64) -> Self {
        let to_e5 = |degrees: f64, limit: f64| (degrees.clamp(-limit, limit) * 1e5).round() as i32;
        Self { lat_e5: to_e5(latitude, 90.0), lon_e5: to_e5(longitude, 180.0) }
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        f64::from(self.lat_e5) / 1e5
    }

    /// Degrees east.
    pub fn longitude(self) -> f64 {
        f64::from(self.lon_e5) / 1e5
    }

    /// Great-circle distance in kilometers (haversine, mean earth radius 6,371 km).
    pub fn km_to(self, other: Self) -> f64 {
        let degrees = |it: Self| (it.latitude(), it.longitude());
        great_circle_km(degrees(self), degrees(other))
    }
}

/// Great-circle distance in kilometers between two points in degrees north and east (haversine, mean earth radius 6,371 km).
pub fn great_circle_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let d_lat = lat_b - lat_a;
    let d_lon = (b.1 - a.1).to_radians();
    let h = (d_lat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (d_lon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

/// A place on the map: never more exact than its source, and where a thing is, not where a person is from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// ISO 3166-1 alpha-2, upper case.
    pub country: String,
    /// State or region, as the table names it.
    pub region: Option<String>,
    /// City.
    pub city: Option<String>,
    /// A point that stands for it.
    pub at: Option<Coordinates>,
    /// IANA time zone.
    pub zone: Option<String>,
    /// How far from `at` the true point may be, in kilometers.
    pub radius_km: u32,
}

impl Place {
    /// `Newark, New Jersey, US`: the parts that are known, finest first.
    pub fn label(&self) -> String {
        [self.city.as_deref(), self.region.as_deref(), Some(self.country.as_str())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Least distance in kilometers that the two may have, given how exact each is; `None` if either has no point.
    pub fn km_apart(&self, other: &Self) -> Option<f64> {
        let distance = self.at?.km_to(other.at?);
        Some((distance - f64::from(self.radius_km) - f64::from(other.radius_km)).max(0.0))
    }
}

/// A written place, as far as a record gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceQuery {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// State or region, name or code.
    pub region: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
}

/// What sort of network an address is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NetworkKind {
    /// A provider that connects homes and firms.
    Access,
    /// Rented servers.
    Hosting,
    /// A large public cloud.
    Cloud,
    /// A published range of a VPN service (published lists mix these with hosting: a weak label).
    Vpn,
    /// Not on the public internet.
    Private,
    /// Nothing known.
    Unknown,
}

/// A range that a public report ties to an operator of this scheme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentedRange {
    /// What the report says of it.
    pub label: String,
    /// Tag of the report.
    pub source: String,
    /// Day from which the entry holds, ISO date.
    pub as_of: String,
    /// Day after which it must not be used, ISO date.
    pub expires: String,
}

/// What the tables know of one address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NetworkFacts {
    /// Where it is.
    pub place: Option<Place>,
    /// Autonomous system number.
    pub asn: Option<u32>,
    /// Name of the network's operator.
    pub operator: Option<String>,
    /// What sort of network.
    pub kind: NetworkKind,
    /// A documented range that holds it.
    pub documented: Option<DocumentedRange>,
}

impl NetworkFacts {
    /// Nothing known.
    pub const UNKNOWN: Self = Self {
        place: None,
        asn: None,
        operator: None,
        kind: NetworkKind::Unknown,
        documented: None,
    };

    /// Rented servers, cloud or VPN: addresses from which people do not usually work.
    pub fn is_rented(&self) -> bool {
        matches!(self.kind, NetworkKind::Hosting | NetworkKind::Cloud | NetworkKind::Vpn)
    }
}

/// Tables that place addresses: the shipped ones, a user's own, and the small one of the casebook.
pub trait Atlas: Sync {
    /// What is known of an address.
    fn network(&self, ip: IpAddr) -> NetworkFacts;

    /// The place that a record's words mean, as exactly as they allow; `None` when nothing matches.
    fn place(&self, query: &PlaceQuery) -> Option<Place>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_from_new_york_to_london_is_right_within_a_percent() {
        let new_york = Coordinates::new(40.7128, -74.0060);
        let london = Coordinates::new(51.5074, -0.1278);
        assert!((new_york.km_to(london) - 5570.0).abs() < 56.0);
        assert_eq!(new_york.km_to(new_york), 0.0);
    }
}
