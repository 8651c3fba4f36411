//! Postal codes of the United States: city, state and point.

use std::collections::BTreeMap;
use std::path::Path;

use bonafide_model::Coordinates;
use serde::Deserialize;

use crate::Outcome;
use crate::gazetteer::{Gazetteer, stored};
use crate::origins::ZIPS;
use crate::write::{Card, Packer, Shelf};

#[derive(Deserialize)]
struct ZipRow {
    latitude: f64,
    longitude: f64,
    city: String,
    state: String,
}

pub(crate) fn repack(packages: &Path, gazetteer: &Gazetteer, shelf: &mut Shelf) -> Outcome<()> {
    // A CommonJS module: `exports.codes = {…};` and then an index that is not wanted.
    let text = std::fs::read_to_string(ZIPS.file(packages, "lib/codes.js"))?;
    let (_, object) = text.split_once('=').ok_or("codes.js assigns no object")?;
    let mut values =
        serde_json::Deserializer::from_str(object).into_iter::<BTreeMap<String, ZipRow>>();
    let zips = values.next().ok_or("codes.js holds no object")??;

    let mut rows: Vec<(&str, usize, Coordinates)> = Vec::new();
    for (code, zip) in &zips {
        let at = Coordinates::new(zip.latitude, zip.longitude);
        if let Some(city) = gazetteer
            .named("US", &zip.city, at)
            .or_else(|| gazetteer.nearest(("US", Some(&zip.state)), at))
        {
            rows.push((code, city, at));
        }
    }
    eprintln!("{} of {} ZIP codes placed", rows.len(), zips.len());

    let mut table = Packer::default();
    table.lines(rows.iter().map(|it| it.0));
    table.column(rows.iter().map(|it| it.1 as u32));
    for (_, city, at) in &rows {
        let ((lat, lon), (city_lat, city_lon)) = (stored(*at), stored(gazetteer.cities[*city].at));
        table.signed(lat - city_lat);
        table.signed(lon - city_lon);
    }
    let card = Card::of(&ZIPS, "us-zip-codes", "ZIP codes of the United States: city and point")
        .by(
            "npm zipcodes (federalgovernmentzipcodes.us, points of GeoNames)",
            "BSD-3-Clause; points CC-BY-4.0",
        )
        .with_rows(rows.len());
    shelf.put(&table, &card)
}
