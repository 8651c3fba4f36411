//! Where the addresses are that people's records name. Tables are asked once for each place that is written differently: signals
//! ask for the same addresses again and again, and a look into the tables takes long.

use crate::{Atlas, Fact, Linked, Place, PlaceQuery, value::PostalAddress};

use super::Table;

/// Every address that personas' records name, on the map.
pub(super) struct Places<'a> {
    /// One for each way in which a place is written; `None` where no table has it.
    places: Vec<Option<Place>>,
    idx_of: Table<&'a PostalAddress, usize>,
}

impl<'a> Places<'a> {
    /// Looks all of them up.
    pub(super) fn of(linked: &'a Linked, atlas: &dyn Atlas) -> Self {
        let mut asked: Table<PlaceQuery, usize> = Table::default();
        let mut res = Self { places: Vec::new(), idx_of: Table::default() };
        for said in linked.personas.values().flat_map(|it| &it.said) {
            let (Fact::Address(address, _) | Fact::Parcel { place: Some(address), .. }) =
                &said.fact
            else {
                continue;
            };
            if res.idx_of.contains_key(address) {
                continue;
            }
            let query = query(address);
            let idx = asked.get(&query).copied().unwrap_or_else(|| {
                res.places.push(atlas.place(&query));
                asked.insert(query, res.places.len() - 1);
                res.places.len() - 1
            });
            res.idx_of.insert(address, idx);
        }
        res
    }

    /// Where one of them is.
    pub(super) fn of_address(&self, address: &PostalAddress) -> Option<&Place> {
        self.places[*self.idx_of.get(address)?].as_ref()
    }
}

fn query(address: &PostalAddress) -> PlaceQuery {
    PlaceQuery {
        country: address.country().map(str::to_owned),
        region: address.region().map(str::to_owned),
        city: address.city().map(str::to_owned),
        postcode: address.postcode().map(str::to_owned),
    }
}
