//! A postal address: kept as its columns, compared by the unit and the building it names.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::{ValueError, country_code, tidy};

mod line;
mod street;
mod words;

use street::Place;

/// Characters of an address above which it is not read. Guess: the longest real ones have 200.
const MAX_CHARS: usize = 500;

/// The columns of an address; empty ones are `None`.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AddressParts {
    /// Street and number, or a box.
    pub line1: Option<String>,
    /// What goes below it: apartment, floor, building.
    pub line2: Option<String>,
    /// City, town or village.
    pub city: Option<String>,
    /// State, province, county.
    pub region: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Country, by name or ISO code.
    pub country: Option<String>,
}

/// An address with at least one part; equal when its columns are written alike, the same place when the keys are equal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostalAddress {
    parts: AddressParts,
    place: Place,
    country: Option<&'static str>,
}

impl PostalAddress {
    /// Takes the columns of an export; spaces are tidied and empty columns dropped.
    pub fn from_parts(parts: AddressParts) -> Result<PostalAddress, ValueError> {
        let given = |part: Option<String>| {
            part.map(|it| tidy(&it)).filter(|it| it.chars().any(char::is_alphanumeric))
        };
        let parts = AddressParts {
            line1: given(parts.line1),
            line2: given(parts.line2),
            city: given(parts.city),
            region: given(parts.region),
            postcode: given(parts.postcode),
            country: given(parts.country),
        };
        let chars: usize = parts.written().map(|it| it.chars().count()).sum();
        if chars == 0 || chars > MAX_CHARS {
            return Err(ValueError::Expected("a postal address"));
        }
        let country = match &parts.country {
            Some(name) => country_code(name),
            None => line::country_of(parts.postcode.as_deref(), parts.region.as_deref()),
        };
        let place =
            Place::find(parts.line1.as_deref().unwrap_or(""), parts.line2.as_deref().unwrap_or(""));
        Ok(PostalAddress { parts, place, country })
    }

    /// Reads an address written on one line, parts separated by commas or line breaks, as well as that can be done.
    pub fn parse_line(text: &str) -> Result<PostalAddress, ValueError> {
        if text.chars().count() > MAX_CHARS {
            return Err(ValueError::Expected("a postal address"));
        }
        PostalAddress::from_parts(line::split(text))
    }

    /// Its columns.
    pub(super) fn parts(&self) -> &AddressParts {
        &self.parts
    }

    /// Street and number as written.
    pub fn line1(&self) -> Option<&str> {
        self.parts.line1.as_deref()
    }

    /// What goes below it.
    pub fn line2(&self) -> Option<&str> {
        self.parts.line2.as_deref()
    }

    /// City, town or village.
    pub fn city(&self) -> Option<&str> {
        self.parts.city.as_deref()
    }

    /// State, province, county.
    pub fn region(&self) -> Option<&str> {
        self.parts.region.as_deref()
    }

    /// Postal code as written.
    pub fn postcode(&self) -> Option<&str> {
        self.parts.postcode.as_deref()
    }

    /// ISO code of the country, where it is named or the postal code can only be from one.
    pub fn country(&self) -> Option<&str> {
        self.country
    }

    /// Whether mail goes to a post-office box or to a private mailbox, not to where somebody lives.
    pub fn is_po_box(&self) -> bool {
        self.place.po_box || self.place.private_mailbox
    }

    /// Whether it is a box at a mailbox shop (`PMB 12`): a street address that is nobody's home.
    pub fn is_private_mailbox(&self) -> bool {
        self.place.private_mailbox
    }

    /// The dwelling: number, street, unit and place in one text; none where street, number or place is missing.
    pub fn unit_key(&self) -> Option<String> {
        let building = self.building_key()?;
        Some(format!("{building}|{}", self.place.unit.as_deref().unwrap_or("")))
    }

    /// The building, whatever the unit.
    pub fn building_key(&self) -> Option<String> {
        let (street, number) = (self.place.street.as_deref()?, self.place.number.as_deref()?);
        Some(format!("{}|{}|{street}|{number}", self.country.unwrap_or(""), self.locality()?))
    }

    /// Postal code, else city and region: cities have many spellings, their codes have one.
    fn locality(&self) -> Option<String> {
        if let Some(postcode) = &self.parts.postcode {
            let code: String = words::fold(postcode).concat().replace('-', "");
            // ZIP+4 names a side of a street that most exports leave out.
            let zip = self.country == Some("US") && code.len() == 9;
            return Some(if zip { code[..5].to_owned() } else { code });
        }
        let city = words::fold(self.parts.city.as_deref()?).concat();
        let region = words::fold(self.parts.region.as_deref().unwrap_or("")).concat();
        Some(format!("{city},{region}"))
    }

    /// The address in full, on one line.
    pub fn reveal(&self) -> String {
        let parts = &self.parts;
        let place = match (&parts.region, &parts.postcode) {
            (Some(region), Some(postcode)) => Some(format!("{region} {postcode}")),
            (one, other) => one.clone().or_else(|| other.clone()),
        };
        let lines = [
            parts.line1.clone(),
            parts.line2.clone(),
            parts.city.clone(),
            place,
            parts.country.clone(),
        ];
        lines.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl AddressParts {
    fn written(&self) -> impl Iterator<Item = &String> {
        [&self.line1, &self.line2, &self.city, &self.region, &self.postcode, &self.country]
            .into_iter()
            .flatten()
    }
}

/// City, region and country: where, not which door.
impl fmt::Display for PostalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &self.parts;
        let country = self.country.or(parts.country.as_deref());
        let shown: Vec<&str> = [parts.city.as_deref(), parts.region.as_deref(), country]
            .into_iter()
            .flatten()
            .collect();
        f.write_str(&if shown.is_empty() {
            "…".to_owned()
        } else {
            format!("… {}", shown.join(", "))
        })
    }
}

impl fmt::Debug for PostalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostalAddress({self})")
    }
}

/// Names the columns that are filled and shows none of them but the place.
impl fmt::Debug for AddressParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = |part: &Option<String>| part.as_ref().map(|_| "…");
        f.debug_struct("AddressParts")
            .field("line1", &hidden(&self.line1))
            .field("line2", &hidden(&self.line2))
            .field("city", &self.city)
            .field("region", &self.region)
            .field("postcode", &hidden(&self.postcode))
            .field("country", &self.country)
            .finish()
    }
}

#[cfg(test)]
mod tests;
