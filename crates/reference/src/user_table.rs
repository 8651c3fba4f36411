//! A database of the user's own in MaxMind's format, under the keys of GeoLite2, IPinfo or DB-IP.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use bonafide_model::{Coordinates, NetworkFacts, NetworkKind, Place, PlaceQuery};
use maxminddb::{MaxMindDbError, Reader, WithinOptions};
use serde::Deserialize;

use crate::gazetteer;
use crate::networks;
use crate::operators::Operator;

/// Radius of a city that a database places without saying how well. Guess.
const CITY_RADIUS_KM: u32 = 25;
/// Networks of a database that are read before it is believed to hold nothing that is known here. Guess.
const NETWORKS_TRIED: usize = 1_000;

/// A database that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// Not there, or not a database.
    #[error("{} can't be read as an address database: expected an .mmdb file, unpacked from its archive", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: MaxMindDbError,
    },
    /// A database of something else.
    #[error(
        "{} is a `{database_type}` database without a country, city or network operator that is understood here: \
         expected GeoLite2 City, Country or ASN, an IPinfo database, or DB-IP", path.display()
    )]
    UnknownKeys {
        /// The file.
        path: PathBuf,
        /// What it calls itself.
        database_type: String,
    },
}

/// An open database.
pub(crate) struct UserTable {
    path: PathBuf,
    reader: Reader<Vec<u8>>,
}

impl std::fmt::Debug for UserTable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("UserTable").field("path", &self.path).finish_non_exhaustive()
    }
}

/// A name in several languages, or in one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Named {
    Text(String),
    Names {
        iso_code: Option<String>,
        #[serde(default)]
        names: BTreeMap<String, String>,
    },
}

impl Named {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.as_str()).filter(|it| !it.is_empty()),
            Self::Names { names, .. } => {
                names.get("en").or_else(|| names.values().next()).map(String::as_str)
            }
        }
    }

    fn code(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.as_str()).filter(|it| it.len() == 2),
            Self::Names { iso_code, .. } => iso_code.as_deref(),
        }
    }
}

/// A number of whatever width and kind a maker chose, or written out.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Number(f64),
    Text(String),
}

impl Number {
    fn value(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.trim_start_matches("AS").parse().ok(),
        }
    }
}

#[derive(Deserialize)]
struct Location {
    latitude: Option<Number>,
    longitude: Option<Number>,
    accuracy_radius: Option<Number>,
    time_zone: Option<String>,
}

/// The keys of all makers in one record; each of them leaves most of it empty.
#[derive(Deserialize)]
struct Row {
    country: Option<Named>,
    country_code: Option<String>,
    subdivisions: Option<Vec<Named>>,
    #[serde(alias = "state1")]
    region: Option<String>,
    city: Option<Named>,
    location: Option<Location>,
    #[serde(alias = "lat")]
    latitude: Option<Number>,
    #[serde(alias = "lng", alias = "lon")]
    longitude: Option<Number>,
    timezone: Option<String>,
    #[serde(alias = "autonomous_system_number")]
    asn: Option<Number>,
    #[serde(alias = "autonomous_system_organization", alias = "as_name")]
    as_organization: Option<String>,
}

impl UserTable {
    pub(crate) fn open(path: &Path) -> Result<Self, ReferenceError> {
        let reader = Reader::open_readfile(path)
            .map_err(|source| ReferenceError::Unreadable { path: path.to_owned(), source })?;
        let database_type = reader.metadata().database_type.clone();
        let table = Self { path: path.to_owned(), reader };
        let unreadable = |source| ReferenceError::Unreadable { path: path.to_owned(), source };
        for network in table
            .reader
            .networks(WithinOptions::default())
            .map_err(unreadable)?
            .take(NETWORKS_TRIED)
        {
            let row: Option<Row> = network.and_then(|it| it.decode()).map_err(unreadable)?;
            if row.is_some_and(|it| it.is_understood()) {
                return Ok(table);
            }
        }
        Err(ReferenceError::UnknownKeys { path: path.to_owned(), database_type })
    }

    /// Puts what the database says in the place of what the shipped tables say.
    pub(crate) fn correct(&self, ip: IpAddr, facts: &mut NetworkFacts) {
        // A record that can't be read leaves what the shipped tables say: the file was understood when it was opened.
        let Ok(Some(row)) = self.reader.lookup(ip).and_then(|it| it.decode::<Row>()) else {
            return;
        };
        if let Some(place) = row.place() {
            facts.place = Some(place);
        }
        let asn =
            row.asn.as_ref().and_then(Number::value).map(|it| it as u32).filter(|it| *it != 0);
        if let Some(asn) = asn {
            facts.asn = Some(asn);
            facts.operator = row.as_organization.clone().or_else(|| facts.operator.take());
            let name = facts.operator.as_deref().unwrap_or_default();
            if facts.kind != NetworkKind::Private {
                facts.kind = networks::kind_at(ip, Some(Operator { asn, name }.trade()));
            }
        }
    }
}

impl Row {
    fn is_understood(&self) -> bool {
        self.country_code().is_some() || self.asn.as_ref().and_then(Number::value).is_some()
    }

    fn country_code(&self) -> Option<String> {
        let code = self.country_code.as_deref().or_else(|| self.country.as_ref()?.code())?;
        Some(code.to_uppercase()).filter(|it| it.len() == 2)
    }

    fn point(&self) -> Option<Coordinates> {
        let pair = |latitude: &Option<Number>, longitude: &Option<Number>| {
            latitude.as_ref()?.value().zip(longitude.as_ref()?.value())
        };
        let nested = self.location.as_ref().and_then(|it| pair(&it.latitude, &it.longitude));
        let flat = || pair(&self.latitude, &self.longitude);
        let (latitude, longitude) = nested.or_else(flat)?;
        (latitude.is_finite() && longitude.is_finite())
            .then(|| Coordinates::new(latitude, longitude))
    }

    /// The place, under the gazetteer's name of the region where it has one; the gazetteer also gives a missing point or zone.
    fn place(&self) -> Option<Place> {
        let country = self.country_code()?;
        let region = self
            .subdivisions
            .as_ref()
            .and_then(|it| it.first()?.text())
            .or(self.region.as_deref())
            .filter(|it| !it.is_empty());
        let city = self.city.as_ref().and_then(Named::text);
        let query = PlaceQuery {
            country: Some(country.clone()),
            region: region.map(str::to_owned),
            city: None,
            postcode: None,
        };
        let around = gazetteer::place(&query);
        let known = gazetteer::place(&PlaceQuery { city: city.map(str::to_owned), ..query })
            .or(around.clone());
        let known_at = known.as_ref().and_then(|it| it.at);
        let said_zone = self
            .location
            .as_ref()
            .and_then(|it| it.time_zone.clone())
            .or_else(|| self.timezone.clone());
        let said_radius = self
            .location
            .as_ref()
            .and_then(|it| it.accuracy_radius.as_ref()?.value())
            .map(|it| it as u32);
        let wide = known.as_ref().map_or(CITY_RADIUS_KM, |it| it.radius_km.max(CITY_RADIUS_KM));
        Some(Place {
            country,
            region: around.and_then(|it| it.region).or_else(|| region.map(str::to_owned)),
            city: city.map(str::to_owned),
            at: self.point().or(known_at),
            zone: said_zone.filter(|it| !it.is_empty()).or_else(|| known.and_then(|it| it.zone)),
            radius_km: said_radius.unwrap_or(wide),
        })
    }
}

#[cfg(test)]
mod tests;
