//! Databases of the three makers, each as small as the format allows.

use bonafide_model::Atlas as _;

use crate::{Shipped, load};

use super::*;

/// A value of the MaxMind DB format.
enum Value {
    Text(&'static str),
    Double(f64),
    Float(f32),
    Short(u16),
    Number(u32),
    Long(u64),
    Map(Vec<(&'static str, Value)>),
    List(Vec<Value>),
}

use Value::{Double, Float, List, Long, Map, Number, Short, Text};

/// Types and lengths as the format's specification numbers them; from 29 on the rest of a length has a byte of its own.
fn encode(value: &Value, bytes: &mut Vec<u8>) {
    let short =
        |kind: u8, length: usize| (kind << 5) | u8::try_from(length).expect("a short value");
    match value {
        Text(text) => {
            bytes.push(short(2, text.len().min(29)));
            bytes.extend(text.len().checked_sub(29).and_then(|it| u8::try_from(it).ok()));
            bytes.extend_from_slice(text.as_bytes());
        }
        Double(number) => {
            bytes.push(short(3, 8));
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        Float(number) => {
            bytes.extend_from_slice(&[short(0, 4), 15 - 7]);
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        Short(number) => {
            bytes.push(short(5, 2));
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        Long(number) => {
            bytes.extend_from_slice(&[short(0, 8), 9 - 7]);
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        Number(number) => {
            bytes.push(short(6, 4));
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        Map(entries) => {
            bytes.push(short(7, entries.len()));
            for (key, value) in entries {
                encode(&Text(key), bytes);
                encode(value, bytes);
            }
        }
        List(values) => {
            bytes.extend_from_slice(&[short(0, values.len()), 11 - 7]);
            for value in values {
                encode(value, bytes);
            }
        }
    }
}

/// A database of one node: both halves of IPv4 lead to one record.
fn database(record: &Value) -> Vec<u8> {
    /// Nodes of the tree, and the zero bytes between it and the records.
    const FIRST_RECORD: u8 = 1 + 16;
    let mut bytes = vec![0, 0, FIRST_RECORD, 0, 0, FIRST_RECORD];
    bytes.extend_from_slice(&[0; 16]);
    encode(record, &mut bytes);
    bytes.extend_from_slice(b"\xab\xcd\xefMaxMind.com");
    let metadata = Map(vec![
        ("binary_format_major_version", Short(2)),
        ("binary_format_minor_version", Short(0)),
        ("build_epoch", Long(0)),
        ("database_type", Text("Test")),
        ("description", Map(vec![])),
        ("ip_version", Short(4)),
        ("languages", List(vec![])),
        ("node_count", Number(1)),
        ("record_size", Short(24)),
    ]);
    encode(&metadata, &mut bytes);
    bytes
}

fn open(name: &str, bytes: &[u8]) -> Result<Shipped, ReferenceError> {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file in it");
    load().with_mmdb(&path)
}

fn facts_at(ip: [u8; 4], record: &Value) -> NetworkFacts {
    open("own.mmdb", &database(record)).expect("a database").network(IpAddr::from(ip))
}

fn facts(record: &Value) -> NetworkFacts {
    facts_at([8, 8, 8, 8], record)
}

#[test]
fn geolite_city_keys_replace_the_place() {
    let names = |name| ("names", Map(vec![("en", Text(name))]));
    let record = Map(vec![
        ("country", Map(vec![("iso_code", Text("SK")), names("Slovakia")])),
        (
            "subdivisions",
            List(vec![Map(vec![("iso_code", Text("BL")), names("Bratislava Region")])]),
        ),
        ("city", Map(vec![names("Bratislava")])),
        (
            "location",
            Map(vec![
                ("latitude", Double(48.15)),
                ("longitude", Double(17.11)),
                ("accuracy_radius", Short(20)),
                ("time_zone", Text("Europe/Bratislava")),
            ]),
        ),
    ]);
    let known = facts(&record);
    let expected = Place {
        country: "SK".to_owned(),
        region: Some("Bratislava Region".to_owned()),
        city: Some("Bratislava".to_owned()),
        at: Some(Coordinates::new(48.15, 17.11)),
        zone: Some("Europe/Bratislava".to_owned()),
        radius_km: 20,
    };
    assert_eq!(known.place, Some(expected));
    assert_eq!(known.asn, Some(15169), "what the database does not say stays");
}

#[test]
fn flat_keys_of_dbip_and_a_missing_zone() {
    let record = Map(vec![
        ("country_code", Text("US")),
        ("state1", Text("Washington")),
        ("city", Text("Seattle")),
        ("latitude", Float(47.5)),
        ("longitude", Float(-122.25)),
        ("timezone", Text("")),
    ]);
    let place = facts(&record).place.expect("a place");
    assert_eq!(place.label(), "Seattle, Washington, US");
    assert_eq!(
        (place.at, place.zone.as_deref()),
        (Some(Coordinates::new(47.5, -122.25)), Some("America/Los_Angeles"))
    );
}

#[test]
fn operators_of_geolite_and_ipinfo_replace_the_operator_and_its_kind() {
    let geolite = Map(vec![
        ("autonomous_system_number", Number(64_500)),
        ("autonomous_system_organization", Text("Example Hosting")),
    ]);
    let known = facts(&geolite);
    assert_eq!((known.asn, known.operator.as_deref()), (Some(64_500), Some("Example Hosting")));
    assert_eq!(known.kind, NetworkKind::Hosting);
    assert_eq!(
        known.place.map(|it| it.country).as_deref(),
        Some("US"),
        "what the database does not say stays"
    );

    let ipinfo = Map(vec![
        ("country", Text("Japan")),
        ("country_code", Text("JP")),
        ("asn", Text("AS64501")),
        ("as_name", Text("Example Wireless")),
    ]);
    let known = facts_at([73, 162, 0, 1], &ipinfo);
    assert_eq!((known.asn, known.kind), (Some(64_501), NetworkKind::Access));
    assert_eq!(known.place.map(|it| it.country).as_deref(), Some("JP"));
}

#[test]
fn other_files_are_refused_by_name() {
    let message = |res: Result<Shipped, ReferenceError>| {
        res.expect_err("not a table of addresses").to_string()
    };
    assert!(
        message(open("notes.mmdb", b"not a database"))
            .contains("notes.mmdb can't be read as an address database")
    );
    let other = database(&Map(vec![("is_satellite", Number(1))]));
    assert!(
        message(open("other.mmdb", &other))
            .contains("other.mmdb is a `Test` database without a country")
    );
}
