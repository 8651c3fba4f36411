//! Addresses: spellings that are one door, doors that are two, boxes, one-line forms, and any text.

use super::*;

fn given(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|it| !it.is_empty())
}

/// `line1|line2|city|region|postcode|country`
fn address(columns: &str) -> PostalAddress {
    let mut columns = columns.split('|').map(given);
    let mut next = || columns.next().flatten();
    let (line1, line2, city) = (next(), next(), next());
    let (region, postcode, country) = (next(), next(), next());
    PostalAddress::from_parts(AddressParts { line1, line2, city, region, postcode, country })
        .unwrap()
}

fn check_same_door(key: &str, spellings: &[&str]) {
    for columns in spellings {
        assert_eq!(address(columns).unit_key().as_deref(), Some(key), "{columns}");
    }
}

fn check_line(text: &str, columns: &str) {
    let found = PostalAddress::parse_line(text).unwrap();
    assert_eq!(found.parts, address(columns).parts, "{text}");
}

#[test]
fn american_spellings_are_one_door() {
    check_same_door(
        "US|62701|nmainstreet|12|4b",
        &[
            "12 N. Main St., Apt 4B||Springfield|IL|62701|USA",
            "12 North Main Street|Unit 4B|Springfield|IL|62701-1234|United States",
            "12 n main street #4b||SPRINGFIELD|il|62701|",
            "12 N Main St Apt. # 4B||Springfield|Illinois|62701|US",
            "12 N Main St, 4B||Springfield|IL|62701|US",
            "12 N Main St Apt4B||Springfield|IL|62701|US",
            "No. 12 N Main St|Apt. No. 4B|Springfield|IL|62701|US",
            "0012 N Main St|4B|Springfield|IL|62701|US",
        ],
    );
    check_same_door(
        "US|10001|5thavenue|350|12+fl3",
        &[
            "350 5th Ave, 3rd Floor, Suite 12||New York|NY|10001|",
            "350 5th Avenue Fl 3 Ste 12||New York|NY|10001|",
        ],
    );
}

#[test]
fn european_spellings_are_one_door() {
    check_same_door(
        "DE|10115|langestrasse|12a|",
        &[
            "Lange Straße 12a||Berlin||10115|Germany",
            "Langestr. 12 A||Berlin||10115|Deutschland",
            "LANGE STR. 12A||Berlin||10115|DE",
            "Lange Straße Nr. 12a||Berlin||10115|DE",
        ],
    );
    check_same_door(
        "PL|00950|dluga|12|4",
        &[
            "ul. Długa 12/4||Warszawa||00-950|Polska",
            "Długa 12 m. 4||Warszawa||00-950|Poland",
            "ulica Dluga 12 lok. 4||Warsaw||00950|PL",
        ],
    );
    check_same_door("FR|75001|ruedelapaix|12bis|", &["12 bis rue de la Paix||Paris||75001|France"]);
    check_same_door("ES|28013|callemayor|12|3", &["C/ Mayor 12, piso 3||Madrid||28013|España"]);
    check_same_door(
        "BR|01305000|ruaaugusta|12|34",
        &[
            "R. Augusta, 12, apto 34||São Paulo|SP|01305-000|Brasil",
            "Rua Augusta 12|Ap. 34|Sao Paulo|SP|01305000|Brazil",
        ],
    );
    check_same_door(
        "GB|sw1a1aa|saintjamesstreet|12|2",
        &["Flat 2, 12 St. James Street||London||SW1A 1AA|", "2/12 St James St||London||sw1a1aa|UK"],
    );
}

#[test]
fn streets_named_by_a_letter_or_a_number_keep_their_names() {
    assert_eq!(
        address("12 A St||X|IL|62701|").building_key().as_deref(),
        Some("US|62701|astreet|12")
    );
    assert_eq!(
        address("12 A Long St||X|IL|62701|").building_key().as_deref(),
        Some("US|62701|longstreet|12a")
    );
    assert_eq!(
        address("12 W 42nd St||X|IL|62701|").building_key().as_deref(),
        Some("US|62701|w42ndstreet|12")
    );
    assert_eq!(
        address("Via Roma, 12||Roma||00100|Italia").building_key().as_deref(),
        Some("IT|00100|viaroma|12")
    );
}

#[test]
fn other_doors_and_other_buildings_stay_apart() {
    let one = address("12 Main St, Apt 4||Springfield|IL|62701|");
    let neighbor = address("12 Main St, Apt 5||Springfield|IL|62701|");
    assert_ne!(one.unit_key(), neighbor.unit_key());
    assert_eq!(one.building_key(), neighbor.building_key());
    let across = address("13 Main St, Apt 4||Springfield|IL|62701|");
    assert_ne!(one.building_key(), across.building_key());
    let elsewhere = address("12 Main St, Apt 4||Springfield|MA|01101|");
    assert_ne!(one.building_key(), elsewhere.building_key());
}

#[test]
fn a_vague_address_has_no_key() {
    for columns in [
        "Main St||Springfield|IL|62701|",
        "||Springfield|IL|62701|",
        "12 Main St|||||US",
        "12||Springfield|||",
    ] {
        assert_eq!(address(columns).unit_key(), None, "{columns}");
    }
    assert_eq!(
        PostalAddress::from_parts(AddressParts::default()).unwrap_err().to_string(),
        "expected a postal address"
    );
    assert_eq!(
        PostalAddress::parse_line(" , - ").unwrap_err().to_string(),
        "expected a postal address"
    );
}

#[test]
fn boxes_are_told_from_homes() {
    let po_box = address("P.O. Box 123||Springfield|IL|62701|");
    assert!(po_box.is_po_box() && !po_box.is_private_mailbox());
    assert_eq!(po_box.unit_key().as_deref(), Some("US|62701|pobox|123|"));
    assert_eq!(
        po_box.unit_key(),
        address("12 Main St|PO BOX 123|Springfield|IL|62701|US").unit_key()
    );
    assert!(address("Postfach 12 34||Berlin||10115|DE").is_po_box());
    let mailbox = address("12 Main St PMB 77||Springfield|IL|62701|");
    assert!(mailbox.is_po_box() && mailbox.is_private_mailbox());
    assert_eq!(mailbox.unit_key().as_deref(), Some("US|62701|mainstreet|12|pmb77"));
    let home = address("12 Boxwood Lane||Springfield|IL|62701|");
    assert!(!home.is_po_box());
}

#[test]
fn the_country_is_known_by_name_or_by_its_codes() {
    assert_eq!(address("1 A St||X|IL|62701|").country(), Some("US"));
    assert_eq!(address("1 A St||X||62701|").country(), None);
    assert_eq!(address("1 A St||X|ON|K1A 0B1|").country(), Some("CA"));
    assert_eq!(address("1 A St||X||SW1A 1AA|").country(), Some("GB"));
    assert_eq!(address("1 A St||X|||Österreich").country(), Some("AT"));
    assert_eq!(address("1 A St||X|||Narnia").country(), None);
}

#[test]
fn one_line_is_cut_into_its_parts() {
    check_line(
        "12 Main St, Apt 4B, Springfield, IL 62701, USA",
        "12 Main St|Apt 4B|Springfield|IL|62701|USA",
    );
    check_line("12 Main St, Springfield IL 62701", "12 Main St||Springfield|IL|62701|");
    check_line("12 Main St\nSpringfield, IL 62701-1234", "12 Main St||Springfield|IL|62701-1234|");
    check_line(
        "Lange Straße 12a, 10115 Berlin, Germany",
        "Lange Straße 12a||Berlin||10115|Germany",
    );
    check_line(
        "Flat 2, 12 Long Lane, London SW1A 1AA, UK",
        "12 Long Lane|Flat 2|London||SW1A 1AA|UK",
    );
    check_line(
        "ul. Długa 12/4, 00-950 Warszawa, Polska",
        "ul. Długa 12/4||Warszawa||00-950|Polska",
    );
    check_line("12 Main St, Springfield, CA", "12 Main St||Springfield|CA||");
}

#[test]
fn only_the_place_is_shown() {
    let address = address("12 Main St, Apt 4||Springfield|IL|62701|");
    assert_eq!(
        format!("{address} {address:?}"),
        "… Springfield, IL, US PostalAddress(… Springfield, IL, US)"
    );
    assert_eq!(address.reveal(), "12 Main St, Apt 4, Springfield, IL 62701");
    assert!(!format!("{:?}", address.parts).contains("Main"));
    assert_eq!(super::tests::address("12 Main St|||||").to_string(), "…");
}

proptest::proptest! {
    #[test]
    fn what_is_revealed_names_the_same_door(
        number in 1u16..9999,
        street in "[A-Z][a-z]{3,9} (Street|Road|Ave|Lane)",
        unit in proptest::option::of("[1-9][0-9]?[A-F]?"),
        zip in "[1-9][0-9]{4}",
    ) {
        let line2 = unit.map_or_else(String::new, |it| format!("Apt {it}"));
        let address = address(&format!("{number} {street}|{line2}|Springfield|IL|{zip}|USA"));
        proptest::prop_assert!(address.unit_key().is_some());
        proptest::prop_assert_eq!(PostalAddress::parse_line(&address.reveal()), Ok(address.clone()));
        let debug = format!("{:?}", address);
        proptest::prop_assert!(!debug.contains(&street));
    }

    #[test]
    fn any_text_is_read_or_refused(line1 in "\\PC{0,40}|[A-Za-z0-9#/,. -]{0,40}", line2 in "\\PC{0,20}|[A-Za-z0-9#/. ]{0,20}") {
        if let Ok(address) = PostalAddress::parse_line(&format!("{line1}, {line2}")) {
            proptest::prop_assert!(address.unit_key().is_none() || address.building_key().is_some());
        }
        let parts = AddressParts { line1: Some(line1), line2: Some(line2.clone()), postcode: Some(line2), ..AddressParts::default() };
        if let Ok(address) = PostalAddress::from_parts(parts) {
            proptest::prop_assert!(address.unit_key().is_none() || address.building_key().is_some());
        }
    }
}
