//! Countries by name, in the spellings of exports, and their ISO 3166 codes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// ISO codes of two and three letters, English name; sorted. Published: ISO 3166-1 (XK is in common use, not in it).
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("AD", "AND", "Andorra"),
    ("AE", "ARE", "United Arab Emirates"),
    ("AF", "AFG", "Afghanistan"),
    ("AG", "ATG", "Antigua and Barbuda"),
    ("AI", "AIA", "Anguilla"),
    ("AL", "ALB", "Albania"),
    ("AM", "ARM", "Armenia"),
    ("AO", "AGO", "Angola"),
    ("AQ", "ATA", "Antarctica"),
    ("AR", "ARG", "Argentina"),
    ("AS", "ASM", "American Samoa"),
    ("AT", "AUT", "Austria"),
    ("AU", "AUS", "Australia"),
    ("AW", "ABW", "Aruba"),
    ("AX", "ALA", "Åland Islands"),
    ("AZ", "AZE", "Azerbaijan"),
    ("BA", "BIH", "Bosnia and Herzegovina"),
    ("BB", "BRB", "Barbados"),
    ("BD", "BGD", "Bangladesh"),
    ("BE", "BEL", "Belgium"),
    ("BF", "BFA", "Burkina Faso"),
    ("BG", "BGR", "Bulgaria"),
    ("BH", "BHR", "Bahrain"),
    ("BI", "BDI", "Burundi"),
    ("BJ", "BEN", "Benin"),
    ("BL", "BLM", "Saint Barthélemy"),
    ("BM", "BMU", "Bermuda"),
    ("BN", "BRN", "Brunei"),
    ("BO", "BOL", "Bolivia"),
    ("BQ", "BES", "Caribbean Netherlands"),
    ("BR", "BRA", "Brazil"),
    ("BS", "BHS", "Bahamas"),
    ("BT", "BTN", "Bhutan"),
    ("BV", "BVT", "Bouvet Island"),
    ("BW", "BWA", "Botswana"),
    ("BY", "BLR", "Belarus"),
    ("BZ", "BLZ", "Belize"),
    ("CA", "CAN", "Canada"),
    ("CC", "CCK", "Cocos Islands"),
    ("CD", "COD", "Democratic Republic of the Congo"),
    ("CF", "CAF", "Central African Republic"),
    ("CG", "COG", "Congo"),
    ("CH", "CHE", "Switzerland"),
    ("CI", "CIV", "Côte d'Ivoire"),
    ("CK", "COK", "Cook Islands"),
    ("CL", "CHL", "Chile"),
    ("CM", "CMR", "Cameroon"),
    ("CN", "CHN", "China"),
    ("CO", "COL", "Colombia"),
    ("CR", "CRI", "Costa Rica"),
    ("CU", "CUB", "Cuba"),
    ("CV", "CPV", "Cape Verde"),
    ("CW", "CUW", "Curaçao"),
    ("CX", "CXR", "Christmas Island"),
    ("CY", "CYP", "Cyprus"),
    ("CZ", "CZE", "Czechia"),
    ("DE", "DEU", "Germany"),
    ("DJ", "DJI", "Djibouti"),
    ("DK", "DNK", "Denmark"),
    ("DM", "DMA", "Dominica"),
    ("DO", "DOM", "Dominican Republic"),
    ("DZ", "DZA", "Algeria"),
    ("EC", "ECU", "Ecuador"),
    ("EE", "EST", "Estonia"),
    ("EG", "EGY", "Egypt"),
    ("EH", "ESH", "Western Sahara"),
    ("ER", "ERI", "Eritrea"),
    ("ES", "ESP", "Spain"),
    ("ET", "ETH", "Ethiopia"),
    ("FI", "FIN", "Finland"),
    ("FJ", "FJI", "Fiji"),
    ("FK", "FLK", "Falkland Islands"),
    ("FM", "FSM", "Micronesia"),
    ("FO", "FRO", "Faroe Islands"),
    ("FR", "FRA", "France"),
    ("GA", "GAB", "Gabon"),
    ("GB", "GBR", "United Kingdom"),
    ("GD", "GRD", "Grenada"),
    ("GE", "GEO", "Georgia"),
    ("GF", "GUF", "French Guiana"),
    ("GG", "GGY", "Guernsey"),
    ("GH", "GHA", "Ghana"),
    ("GI", "GIB", "Gibraltar"),
    ("GL", "GRL", "Greenland"),
    ("GM", "GMB", "Gambia"),
    ("GN", "GIN", "Guinea"),
    ("GP", "GLP", "Guadeloupe"),
    ("GQ", "GNQ", "Equatorial Guinea"),
    ("GR", "GRC", "Greece"),
    ("GS", "SGS", "South Georgia and the South Sandwich Islands"),
    ("GT", "GTM", "Guatemala"),
    ("GU", "GUM", "Guam"),
    ("GW", "GNB", "Guinea-Bissau"),
    ("GY", "GUY", "Guyana"),
    ("HK", "HKG", "Hong Kong"),
    ("HM", "HMD", "Heard Island and McDonald Islands"),
    ("HN", "HND", "Honduras"),
    ("HR", "HRV", "Croatia"),
    ("HT", "HTI", "Haiti"),
    ("HU", "HUN", "Hungary"),
    ("ID", "IDN", "Indonesia"),
    ("IE", "IRL", "Ireland"),
    ("IL", "ISR", "Israel"),
    ("IM", "IMN", "Isle of Man"),
    ("IN", "IND", "India"),
    ("IO", "IOT", "British Indian Ocean Territory"),
    ("IQ", "IRQ", "Iraq"),
    ("IR", "IRN", "Iran"),
    ("IS", "ISL", "Iceland"),
    ("IT", "ITA", "Italy"),
    ("JE", "JEY", "Jersey"),
    ("JM", "JAM", "Jamaica"),
    ("JO", "JOR", "Jordan"),
    ("JP", "JPN", "Japan"),
    ("KE", "KEN", "Kenya"),
    ("KG", "KGZ", "Kyrgyzstan"),
    ("KH", "KHM", "Cambodia"),
    ("KI", "KIR", "Kiribati"),
    ("KM", "COM", "Comoros"),
    ("KN", "KNA", "Saint Kitts and Nevis"),
    ("KP", "PRK", "North Korea"),
    ("KR", "KOR", "South Korea"),
    ("KW", "KWT", "Kuwait"),
    ("KY", "CYM", "Cayman Islands"),
    ("KZ", "KAZ", "Kazakhstan"),
    ("LA", "LAO", "Laos"),
    ("LB", "LBN", "Lebanon"),
    ("LC", "LCA", "Saint Lucia"),
    ("LI", "LIE", "Liechtenstein"),
    ("LK", "LKA", "Sri Lanka"),
    ("LR", "LBR", "Liberia"),
    ("LS", "LSO", "Lesotho"),
    ("LT", "LTU", "Lithuania"),
    ("LU", "LUX", "Luxembourg"),
    ("LV", "LVA", "Latvia"),
    ("LY", "LBY", "Libya"),
    ("MA", "MAR", "Morocco"),
    ("MC", "MCO", "Monaco"),
    ("MD", "MDA", "Moldova"),
    ("ME", "MNE", "Montenegro"),
    ("MF", "MAF", "Saint Martin"),
    ("MG", "MDG", "Madagascar"),
    ("MH", "MHL", "Marshall Islands"),
    ("MK", "MKD", "North Macedonia"),
    ("ML", "MLI", "Mali"),
    ("MM", "MMR", "Myanmar"),
    ("MN", "MNG", "Mongolia"),
    ("MO", "MAC", "Macao"),
    ("MP", "MNP", "Northern Mariana Islands"),
    ("MQ", "MTQ", "Martinique"),
    ("MR", "MRT", "Mauritania"),
    ("MS", "MSR", "Montserrat"),
    ("MT", "MLT", "Malta"),
    ("MU", "MUS", "Mauritius"),
    ("MV", "MDV", "Maldives"),
    ("MW", "MWI", "Malawi"),
    ("MX", "MEX", "Mexico"),
    ("MY", "MYS", "Malaysia"),
    ("MZ", "MOZ", "Mozambique"),
    ("NA", "NAM", "Namibia"),
    ("NC", "NCL", "New Caledonia"),
    ("NE", "NER", "Niger"),
    ("NF", "NFK", "Norfolk Island"),
    ("NG", "NGA", "Nigeria"),
    ("NI", "NIC", "Nicaragua"),
    ("NL", "NLD", "Netherlands"),
    ("NO", "NOR", "Norway"),
    ("NP", "NPL", "Nepal"),
    ("NR", "NRU", "Nauru"),
    ("NU", "NIU", "Niue"),
    ("NZ", "NZL", "New Zealand"),
    ("OM", "OMN", "Oman"),
    ("PA", "PAN", "Panama"),
    ("PE", "PER", "Peru"),
    ("PF", "PYF", "French Polynesia"),
    ("PG", "PNG", "Papua New Guinea"),
    ("PH", "PHL", "Philippines"),
    ("PK", "PAK", "Pakistan"),
    ("PL", "POL", "Poland"),
    ("PM", "SPM", "Saint Pierre and Miquelon"),
    ("PN", "PCN", "Pitcairn"),
    ("PR", "PRI", "Puerto Rico"),
    ("PS", "PSE", "Palestine"),
    ("PT", "PRT", "Portugal"),
    ("PW", "PLW", "Palau"),
    ("PY", "PRY", "Paraguay"),
    ("QA", "QAT", "Qatar"),
    ("RE", "REU", "Réunion"),
    ("RO", "ROU", "Romania"),
    ("RS", "SRB", "Serbia"),
    ("RU", "RUS", "Russia"),
    ("RW", "RWA", "Rwanda"),
    ("SA", "SAU", "Saudi Arabia"),
    ("SB", "SLB", "Solomon Islands"),
    ("SC", "SYC", "Seychelles"),
    ("SD", "SDN", "Sudan"),
    ("SE", "SWE", "Sweden"),
    ("SG", "SGP", "Singapore"),
    ("SH", "SHN", "Saint Helena, Ascension and Tristan da Cunha"),
    ("SI", "SVN", "Slovenia"),
    ("SJ", "SJM", "Svalbard and Jan Mayen"),
    ("SK", "SVK", "Slovakia"),
    ("SL", "SLE", "Sierra Leone"),
    ("SM", "SMR", "San Marino"),
    ("SN", "SEN", "Senegal"),
    ("SO", "SOM", "Somalia"),
    ("SR", "SUR", "Suriname"),
    ("SS", "SSD", "South Sudan"),
    ("ST", "STP", "São Tomé and Príncipe"),
    ("SV", "SLV", "El Salvador"),
    ("SX", "SXM", "Sint Maarten"),
    ("SY", "SYR", "Syria"),
    ("SZ", "SWZ", "Eswatini"),
    ("TC", "TCA", "Turks and Caicos Islands"),
    ("TD", "TCD", "Chad"),
    ("TF", "ATF", "French Southern Territories"),
    ("TG", "TGO", "Togo"),
    ("TH", "THA", "Thailand"),
    ("TJ", "TJK", "Tajikistan"),
    ("TK", "TKL", "Tokelau"),
    ("TL", "TLS", "Timor-Leste"),
    ("TM", "TKM", "Turkmenistan"),
    ("TN", "TUN", "Tunisia"),
    ("TO", "TON", "Tonga"),
    ("TR", "TUR", "Türkiye"),
    ("TT", "TTO", "Trinidad and Tobago"),
    ("TV", "TUV", "Tuvalu"),
    ("TW", "TWN", "Taiwan"),
    ("TZ", "TZA", "Tanzania"),
    ("UA", "UKR", "Ukraine"),
    ("UG", "UGA", "Uganda"),
    ("UM", "UMI", "United States Minor Outlying Islands"),
    ("US", "USA", "United States"),
    ("UY", "URY", "Uruguay"),
    ("UZ", "UZB", "Uzbekistan"),
    ("VA", "VAT", "Vatican City"),
    ("VC", "VCT", "Saint Vincent and the Grenadines"),
    ("VE", "VEN", "Venezuela"),
    ("VG", "VGB", "British Virgin Islands"),
    ("VI", "VIR", "U.S. Virgin Islands"),
    ("VN", "VNM", "Vietnam"),
    ("VU", "VUT", "Vanuatu"),
    ("WF", "WLF", "Wallis and Futuna"),
    ("WS", "WSM", "Samoa"),
    ("XK", "XKX", "Kosovo"),
    ("YE", "YEM", "Yemen"),
    ("YT", "MYT", "Mayotte"),
    ("ZA", "ZAF", "South Africa"),
    ("ZM", "ZMB", "Zambia"),
    ("ZW", "ZWE", "Zimbabwe"),
];

/// Other names by which forms and exports call them, folded; sorted.
#[rustfmt::skip]
const OTHER_NAMES: &[(&str, &str)] = &[
    ("allemagne", "DE"), ("america", "US"), ("belgie", "BE"), ("belgique", "BE"),
    ("bolivia plurinational state of", "BO"), ("bonaire sint eustatius and saba", "BQ"), ("brasil", "BR"),
    ("brunei darussalam", "BN"), ("burma", "MM"), ("cabo verde", "CV"), ("ceska republika", "CZ"), ("cesko", "CZ"),
    ("cocos keeling islands", "CC"), ("congo democratic republic of the", "CD"), ("cote divoire", "CI"),
    ("czech republic", "CZ"), ("danmark", "DK"), ("democratic peoples republic of korea", "KP"),
    ("deutschland", "DE"), ("dprk", "KP"), ("dr congo", "CD"), ("drc", "CD"), ("east timor", "TL"), ("eesti", "EE"),
    ("eire", "IE"), ("ellada", "GR"), ("england", "GB"), ("espana", "ES"), ("falkland islands malvinas", "FK"),
    ("great britain", "GB"), ("hellas", "GR"), ("holland", "NL"), ("holy see", "VA"), ("hong kong sar", "HK"),
    ("hrvatska", "HR"), ("iran islamic republic of", "IR"), ("islamic republic of iran", "IR"), ("island", "IS"),
    ("italia", "IT"), ("ivory coast", "CI"), ("kingdom of saudi arabia", "SA"), ("korea", "KR"),
    ("korea democratic peoples republic of", "KP"), ("korea republic of", "KR"), ("ksa", "SA"),
    ("lao peoples democratic republic", "LA"), ("latvija", "LV"), ("lietuva", "LT"), ("macau", "MO"),
    ("macedonia", "MK"), ("magyarorszag", "HU"), ("micronesia federated states of", "FM"),
    ("moldova republic of", "MD"), ("nederland", "NL"), ("nippon", "JP"), ("norge", "NO"), ("northern ireland", "GB"),
    ("osterreich", "AT"), ("palestine state of", "PS"), ("peoples republic of china", "CN"), ("polska", "PL"),
    ("pr china", "CN"), ("prc", "CN"), ("republic of ireland", "IE"), ("republic of korea", "KR"),
    ("republic of moldova", "MD"), ("republic of north macedonia", "MK"), ("republic of the congo", "CG"),
    ("republic of the philippines", "PH"), ("rossiya", "RU"), ("russian federation", "RU"), ("schweiz", "CH"),
    ("scotland", "GB"), ("slovak republic", "SK"), ("slovenija", "SI"), ("slovensko", "SK"), ("srbija", "RS"),
    ("state of palestine", "PS"), ("suisse", "CH"), ("suomi", "FI"), ("sverige", "SE"), ("svizzera", "CH"),
    ("swaziland", "SZ"), ("syrian arab republic", "SY"), ("taiwan province of china", "TW"),
    ("tanzania united republic of", "TZ"), ("the bahamas", "BS"), ("the gambia", "GM"), ("the netherlands", "NL"),
    ("the philippines", "PH"), ("turkey", "TR"), ("turkiye", "TR"), ("uae", "AE"), ("uk", "GB"), ("ukraina", "UA"),
    ("united kingdom of great britain and northern ireland", "GB"), ("united republic of tanzania", "TZ"),
    ("united states of america", "US"), ("us virgin islands", "VI"), ("usa", "US"),
    ("venezuela bolivarian republic of", "VE"), ("viet nam", "VN"), ("virgin islands british", "VG"),
    ("virgin islands us", "VI"), ("wales", "GB"),
];

/// Every code and name, folded once: a company's export asks for the same few a hundred thousand times.
static BY_NAME: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let codes = COUNTRIES.iter().flat_map(|(two, three, name)| {
        [(fold(two), *two), (fold(three), *two), (fold(name), *two)]
    });
    let others = OTHER_NAMES.iter().map(|(name, code)| ((*name).to_owned(), *code));
    codes.chain(others).collect()
});

/// The two-letter ISO code of a country given by code or name, in English or its own language.
pub fn country_code(text: &str) -> Option<&'static str> {
    BY_NAME.get(&fold(text)).copied()
}

/// The English name behind a two-letter ISO code.
pub fn country_name(code: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(two, ..)| two.eq_ignore_ascii_case(code)).map(|(.., name)| *name)
}

/// Lower-case ASCII words; `U.S.A.` becomes one.
fn fold(text: &str) -> String {
    let ascii = any_ascii::any_ascii(text)
        .to_ascii_lowercase()
        .replace(['.', '\''], "")
        .replace('&', " and ");
    ascii
        .split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_one_country() {
        for text in ["DE", "deu", "Germany", "GERMANY", "Deutschland", " germany "] {
            assert_eq!(country_code(text), Some("DE"), "{text}");
        }
        for text in ["US", "U.S.A.", "USA", "United States", "United States of America"] {
            assert_eq!(country_code(text), Some("US"), "{text}");
        }
        assert_eq!(country_code("Côte d’Ivoire"), Some("CI"));
        assert_eq!(country_code("Trinidad & Tobago"), Some("TT"));
        assert_eq!(country_code("Korea, Republic of"), Some("KR"));
        assert_eq!(country_code("Narnia"), None);
        assert_eq!(country_code(""), None);
        assert_eq!(country_name("pl"), Some("Poland"));
    }

    #[test]
    fn the_tables_are_sorted_and_whole() {
        assert_eq!(COUNTRIES.len(), 250);
        assert!(COUNTRIES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(OTHER_NAMES.is_sorted_by(|a, b| a.0 < b.0));
        for (two, three, name) in COUNTRIES {
            assert_eq!(
                (country_code(three), country_code(name)),
                (Some(*two), Some(*two)),
                "{name}"
            );
        }
        for (name, code) in OTHER_NAMES {
            assert!(country_name(code).is_some(), "{name}");
        }
    }
}
