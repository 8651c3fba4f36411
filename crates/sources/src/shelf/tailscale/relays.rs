//! Where Tailscale's relays stand: each region is named for its city.

use bonafide_model::{Coordinates, Place};

/// Kilometers by which a relay's building may be away from its city's middle. Guess.
const RADIUS_KM: u32 = 50;

/// Name, country and point. From memory: Tailscale's public map of relays; the points stand for the cities.
const RELAYS: &[(&str, &str, (f64, f64))] = &[
    ("Amsterdam", "NL", (52.37, 4.90)),
    ("Ashburn", "US", (39.04, -77.49)),
    ("Bangalore", "IN", (12.97, 77.59)),
    ("Bengaluru", "IN", (12.97, 77.59)),
    ("Chicago", "US", (41.88, -87.63)),
    ("Dallas", "US", (32.78, -96.80)),
    ("Denver", "US", (39.74, -104.99)),
    ("Dubai", "AE", (25.20, 55.27)),
    ("Frankfurt", "DE", (50.11, 8.68)),
    ("Helsinki", "FI", (60.17, 24.94)),
    ("Hong Kong", "HK", (22.32, 114.17)),
    ("Honolulu", "US", (21.31, -157.86)),
    ("Johannesburg", "ZA", (-26.20, 28.05)),
    ("London", "GB", (51.51, -0.13)),
    ("Los Angeles", "US", (34.05, -118.24)),
    ("Madrid", "ES", (40.42, -3.70)),
    ("Miami", "US", (25.76, -80.19)),
    ("Nairobi", "KE", (-1.29, 36.82)),
    ("New York City", "US", (40.71, -74.01)),
    ("Nuremberg", "DE", (49.45, 11.08)),
    ("Paris", "FR", (48.86, 2.35)),
    ("San Francisco", "US", (37.77, -122.42)),
    ("São Paulo", "BR", (-23.55, -46.63)),
    ("Seattle", "US", (47.61, -122.33)),
    ("Singapore", "SG", (1.35, 103.82)),
    ("Sydney", "AU", (-33.87, 151.21)),
    ("Tokyo", "JP", (35.68, 139.69)),
    ("Toronto", "CA", (43.65, -79.38)),
    ("Warsaw", "PL", (52.23, 21.01)),
];

/// Every region, and its place.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Place)> {
    RELAYS.iter().map(|(name, country, (latitude, longitude))| {
        let place = Place {
            country: (*country).to_owned(),
            region: None,
            city: Some((*name).to_owned()),
            at: Some(Coordinates::new(*latitude, *longitude)),
            zone: None,
            radius_km: RADIUS_KM,
        };
        (*name, place)
    })
}
