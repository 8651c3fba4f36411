//! Where the regions of Azure are, as exactly as Microsoft says: a city, or a state.

use bonafide_model::{Coordinates, Place};

struct Region {
    name: &'static str,
    country: &'static str,
    city: Option<&'static str>,
    point: (f64, f64),
}

/// Kilometers by which a region's buildings may be away from the point. Guess.
const RADIUS_KM: u32 = 100;

const fn region(
    name: &'static str,
    country: &'static str,
    city: Option<&'static str>,
    point: (f64, f64),
) -> Region {
    Region { name, country, city, point }
}

/// Sorted by name. Published: Microsoft's list of regions and their physical locations; the points stand for the place named.
const REGIONS: &[Region] = &[
    region("australiacentral", "AU", Some("Canberra"), (-35.28, 149.13)),
    region("australiaeast", "AU", None, (-33.87, 151.21)),
    region("australiasoutheast", "AU", None, (-37.81, 144.96)),
    region("brazilsouth", "BR", None, (-23.55, -46.63)),
    region("canadacentral", "CA", Some("Toronto"), (43.65, -79.38)),
    region("canadaeast", "CA", Some("Quebec City"), (46.81, -71.21)),
    region("centralindia", "IN", Some("Pune"), (18.52, 73.86)),
    region("centralus", "US", None, (41.59, -93.62)),
    region("eastasia", "HK", None, (22.32, 114.17)),
    region("eastus", "US", None, (37.54, -78.66)),
    region("eastus2", "US", None, (37.54, -78.66)),
    region("francecentral", "FR", Some("Paris"), (48.86, 2.35)),
    region("germanywestcentral", "DE", Some("Frankfurt"), (50.11, 8.68)),
    region("italynorth", "IT", Some("Milan"), (45.46, 9.19)),
    region("japaneast", "JP", None, (35.68, 139.69)),
    region("japanwest", "JP", Some("Osaka"), (34.69, 135.50)),
    region("koreacentral", "KR", Some("Seoul"), (37.57, 126.98)),
    region("northcentralus", "US", None, (41.88, -87.63)),
    region("northeurope", "IE", None, (53.35, -6.26)),
    region("norwayeast", "NO", Some("Oslo"), (59.91, 10.75)),
    region("polandcentral", "PL", Some("Warsaw"), (52.23, 21.01)),
    region("southafricanorth", "ZA", Some("Johannesburg"), (-26.20, 28.05)),
    region("southcentralus", "US", None, (29.42, -98.49)),
    region("southeastasia", "SG", None, (1.35, 103.82)),
    region("southindia", "IN", Some("Chennai"), (13.08, 80.27)),
    region("spaincentral", "ES", Some("Madrid"), (40.42, -3.70)),
    region("swedencentral", "SE", Some("Gavle"), (60.67, 17.14)),
    region("switzerlandnorth", "CH", Some("Zurich"), (47.38, 8.54)),
    region("uaenorth", "AE", Some("Dubai"), (25.20, 55.27)),
    region("uksouth", "GB", Some("London"), (51.51, -0.13)),
    region("ukwest", "GB", Some("Cardiff"), (51.48, -3.18)),
    region("westcentralus", "US", None, (41.14, -104.82)),
    region("westeurope", "NL", None, (52.37, 4.90)),
    region("westus", "US", None, (37.77, -122.42)),
    region("westus2", "US", None, (47.61, -122.33)),
    region("westus3", "US", Some("Phoenix"), (33.45, -112.07)),
];

/// The place of a region, by its name or by its label (`West Europe`).
pub(super) fn place(name: &str) -> Option<Place> {
    let name: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_lowercase())
        .collect();
    let idx = REGIONS.binary_search_by(|it| it.name.cmp(&name)).ok()?;
    let region = &REGIONS[idx];
    let (lat, lon) = region.point;
    Some(Place {
        country: region.country.to_owned(),
        region: None,
        city: region.city.map(str::to_owned),
        at: Some(Coordinates::new(lat, lon)),
        zone: None,
        radius_km: RADIUS_KM,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_sorted_and_found_by_name_and_label() {
        assert!(REGIONS.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(place("West Europe").map(|it| it.country).as_deref(), Some("NL"));
        assert_eq!(place("eastus2").and_then(|it| it.at), place("eastus").and_then(|it| it.at));
        assert_eq!(place("moon"), None);
    }
}
