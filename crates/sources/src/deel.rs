//! What the exports of Deel share: how a worker is pointed at, and how an address is written.
//!
//! Shape: Deel's own OpenAPI descriptions as api-evangelist keeps them, and the models of Deel's client `deel-sdk`.

use bonafide_model::{Fact, Identifier};

use crate::{object::Object, telling::Telling, worker::Path};

/// Our columns of an address and the fields of Deel, which names them in four ways.
pub(crate) const HOME: &[Path] = &[
    ("home_line1", "streetAddress"),
    ("home_line1", "street"),
    ("home_line1", "line1"),
    ("home_line1", "address_line1"),
    ("home_line2", "line2"),
    ("home_line2", "address_line2"),
    ("home_city", "locality"),
    ("home_city", "city"),
    ("home_region", "region"),
    ("home_region", "state"),
    ("home_region", "province_state"),
    ("home_postcode", "postalCode"),
    ("home_postcode", "zip"),
    ("home_postcode", "post_code"),
    ("home_postcode", "postal"),
    ("home_country", "country"),
    ("home_country", "country_code"),
];

/// Says the ids by which other records of Deel, and the company's own systems, point at the person.
pub(crate) fn known_by(record: &Object<'_>, telling: &mut Telling) {
    telling.say_all(record.text("worker_id").map(|it| numbered(&it)));
    let number = record.text("external_id");
    telling.say_all(number.map(|it| Fact::Knows(Identifier::Worker((&*it).into()))));
}

/// Deel counts its workers for every company anew, so that a number of Deel may be another worker's number elsewhere.
pub(crate) fn numbered(worker_id: &str) -> Fact {
    Fact::Knows(Identifier::Directory(format!("deel:{worker_id}").into()))
}
