//! The cities in which the company's people live: what is needed of a table of networks, and how addresses are written there.

/// A city for which addresses of homes are wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WantedPlace {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// State or region.
    pub region: &'static str,
    /// City.
    pub city: &'static str,
    /// A postcode of the city.
    pub postcode: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// IANA time zone.
    pub zone: &'static str,
    /// Postal short form of the region, as shipping labels have it.
    pub region_code: &'static str,
    /// Further postcodes of the city.
    pub postcodes: &'static [&'static str],
    /// Invented but ordinary street names.
    pub streets: &'static [&'static str],
    /// Area codes whose fictional numbers people of the city have.
    pub area_codes: &'static [&'static str],
}

const ENGLISH: &[&str] = &[
    "Alder Mill Road",
    "Bellwether Lane",
    "Cobble Hill Street",
    "Drover Avenue",
    "Elmfield Street",
    "Foxglove Lane",
    "Granary Road",
    "Hollin Avenue",
    "Juniper Row",
    "Kestrel Street",
    "Lantern Road",
    "Millrace Avenue",
];
const GERMAN: &[&str] = &[
    "Ahornwinkel",
    "Bachstelzenweg",
    "Drosselgasse",
    "Eschenhof",
    "Fliedergrund",
    "Ginsterweg",
    "Holunderstraße",
    "Kranichring",
];
const PORTUGUESE: &[&str] =
    &["Rua das Amendoeiras", "Rua do Moinho Velho", "Travessa da Fonte Nova", "Rua da Nora Velha"];
const SPANISH: &[&str] = &[
    "Calle del Olivar Viejo",
    "Calle de la Noria",
    "Calle del Almendro",
    "Calle de la Fuente Nueva",
];
const SLAVIC: &[&str] =
    &["Lipova", "Javorova", "Orechova", "Brezova", "Vinna", "Jasna", "Topolova"];

macro_rules! place {
    ($country:literal $region:literal $code:literal $city:literal $zone:literal ($lat:literal, $lon:literal) [$first:literal $(, $postcode:literal)*] $streets:ident [$($area:literal),*]) => {
        WantedPlace {
            country: $country, region: $region, city: $city, postcode: $first, latitude: $lat, longitude: $lon, zone: $zone,
            region_code: $code, postcodes: &[$first $(, $postcode)*], streets: $streets, area_codes: &[$($area),*],
        }
    };
}

static PLACES: &[WantedPlace] = &[
    place!("US" "New York" "NY" "New York" "America/New_York" (40.71, -74.01) ["10001", "10011", "10025", "10128"] ENGLISH ["212", "646", "917"]),
    place!("US" "New Jersey" "NJ" "Newark" "America/New_York" (40.74, -74.17) ["07102", "07104", "07105"] ENGLISH ["973", "201"]),
    place!("US" "California" "CA" "San Francisco" "America/Los_Angeles" (37.77, -122.42) ["94103", "94110", "94117"] ENGLISH ["415", "628"]),
    place!("US" "Washington" "WA" "Seattle" "America/Los_Angeles" (47.61, -122.33) ["98101", "98103", "98115"] ENGLISH ["206", "425"]),
    place!("US" "Texas" "TX" "Austin" "America/Chicago" (30.27, -97.74) ["78701", "78704", "78745"] ENGLISH ["512", "737"]),
    place!("US" "Illinois" "IL" "Chicago" "America/Chicago" (41.88, -87.63) ["60601", "60614", "60622"] ENGLISH ["312", "773"]),
    place!("US" "Arizona" "AZ" "Phoenix" "America/Phoenix" (33.45, -112.07) ["85003", "85016", "85032"] ENGLISH ["602", "480"]),
    place!("US" "Tennessee" "TN" "Nashville" "America/Chicago" (36.16, -86.78) ["37203", "37206", "37211"] ENGLISH ["615", "629"]),
    place!("US" "Georgia" "GA" "Atlanta" "America/New_York" (33.75, -84.39) ["30303", "30307", "30318"] ENGLISH ["404", "470"]),
    place!("US" "Colorado" "CO" "Denver" "America/Denver" (39.74, -104.99) ["80202", "80205", "80210"] ENGLISH ["303", "720"]),
    place!("GB" "England" "England" "London" "Europe/London" (51.51, -0.13) ["E8 1AA", "N1 9GU", "SE15 4QL"] ENGLISH ["020 7946 0"]),
    place!("GB" "England" "England" "Manchester" "Europe/London" (53.48, -2.24) ["M1 2JN", "M4 4AH", "M20 3GB"] ENGLISH ["0161 496 0"]),
    place!("DE" "Berlin" "BE" "Berlin" "Europe/Berlin" (52.52, 13.41) ["10115", "10245", "12043"] GERMAN ["030 23125 "]),
    place!("DE" "Bavaria" "BY" "Munich" "Europe/Berlin" (48.14, 11.58) ["80331", "80469", "81541"] GERMAN ["089 99998 "]),
    place!("PT" "Lisbon" "Lisbon" "Lisbon" "Europe/Lisbon" (38.72, -9.14) ["1100-148", "1200-109", "1700-036"] PORTUGUESE []),
    place!("SK" "Bratislava Region" "BL" "Bratislava" "Europe/Bratislava" (48.15, 17.11) ["811 01", "821 08", "851 01"] SLAVIC []),
    place!("RS" "Belgrade" "Belgrade" "Belgrade" "Europe/Belgrade" (44.79, 20.45) ["11000", "11070", "11120"] SLAVIC []),
    place!("PL" "Masovia" "MZ" "Warsaw" "Europe/Warsaw" (52.23, 21.01) ["00-001", "02-001", "03-301"] SLAVIC []),
    place!("ES" "Madrid" "MD" "Madrid" "Europe/Madrid" (40.42, -3.70) ["28004", "28012", "28045"] SPANISH []),
    place!("CA" "Ontario" "ON" "Toronto" "America/Toronto" (43.65, -79.38) ["M4W 1A8", "M5V 2T6", "M6J 1H4"] ENGLISH ["416", "647"]),
];

/// Every city for which addresses are wanted. Operated personas claim these like everybody else; where their traffic
/// ends is simulated, never where somebody is from.
pub fn wanted_places() -> &'static [WantedPlace] {
    PLACES
}
