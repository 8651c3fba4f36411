//! Which kinds of value one of our columns can hold, by its name: what else stands there is another column.

use crate::profile::{ColumnProfile, Kind};

/// What stands in one of our columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expectation {
    /// Kinds that it can hold.
    kinds: &'static [Kind],
    /// The kind is so telling that it speaks for the column by itself.
    is_telling: bool,
}

/// Share of cells that must be of a kind that the column can hold. Guess.
const LEAST_SHARE: f64 = 0.5;

const fn telling(kinds: &'static [Kind]) -> Expectation {
    Expectation { kinds, is_telling: true }
}

const fn possible(kinds: &'static [Kind]) -> Expectation {
    Expectation { kinds, is_telling: false }
}

const MAIL: Expectation = telling(&[Kind::Mail]);
const MOMENT: Expectation = telling(&[Kind::Time, Kind::Date]);
const ID: Expectation = possible(&[Kind::Code, Kind::Number, Kind::Uuid, Kind::Words, Kind::Iban]);
const WORD: Expectation = possible(&[
    Kind::Words,
    Kind::Name,
    Kind::Country,
    Kind::Code,
    Kind::YesNo,
    Kind::Number,
    Kind::Address,
    Kind::Text,
]);
const PERSON: Expectation = possible(&[Kind::Name, Kind::Words, Kind::Country]);
const PLACE: Expectation =
    possible(&[Kind::Words, Kind::Name, Kind::Country, Kind::Address, Kind::Code, Kind::Number]);

/// Names of columns and what they hold; the first that fits, else words.
const BY_NAME: &[(&[&str], Expectation)] = &[
    (&["phone", "referee_phone"], telling(&[Kind::Phone, Kind::Number])),
    (&["ip", "ip_address", "factor_ip"], telling(&[Kind::Ip])),
    (&["client_mac"], telling(&[Kind::Mac])),
    (&["iban"], telling(&[Kind::Iban])),
    (
        &["old_account", "new_account"],
        possible(&[Kind::Iban, Kind::Number, Kind::Code, Kind::Address]),
    ),
    (&["wallet"], telling(&[Kind::Wallet])),
    (&["time_zone"], telling(&[Kind::Zone])),
    (&["at", "until"], MOMENT),
    (&["met_in_person_on"], possible(&[Kind::Date, Kind::Time, Kind::YesNo])),
    (
        &["own_device", "holder_check", "call_back_confirmed"],
        possible(&[Kind::YesNo, Kind::Words, Kind::Number, Kind::Code]),
    ),
    (&["login"], possible(&[Kind::Mail, Kind::Words, Kind::Code])),
    (
        &["referred_by", "changed_by", "about"],
        possible(&[Kind::Mail, Kind::Name, Kind::Code, Kind::Words]),
    ),
    (&["latitude", "longitude"], possible(&[Kind::Number])),
    (&["round_trip_ms"], possible(&[Kind::Number])),
    (&["duration_s"], possible(&[Kind::Number, Kind::Clock])),
    (&["first_name", "last_name", "preferred_name", "signed_by", "account_holder"], PERSON),
    (&["bank_name", "site", "client"], WORD),
    (&["serial_number", "tracking_number", "routing_number", "sort_code", "bic", "asset_tag"], ID),
    (
        &["full_name", "recipient_name", "candidate_name", "referee_name"],
        telling(&[Kind::Name, Kind::Words]),
    ),
];

/// Ends of names of columns and what they hold.
const BY_END: &[(&str, Expectation)] = &[
    ("email", MAIL),
    ("phone", telling(&[Kind::Phone, Kind::Number])),
    ("_ip", telling(&[Kind::Ip])),
    ("_at", MOMENT),
    ("_on", MOMENT),
    ("_date", MOMENT),
    ("_country", possible(&[Kind::Country, Kind::Words])),
    ("country", possible(&[Kind::Country, Kind::Words])),
    ("_city", PLACE),
    ("city", PLACE),
    ("_region", PLACE),
    ("region", PLACE),
    (
        "_postcode",
        possible(&[Kind::Number, Kind::Code, Kind::Address, Kind::Words, Kind::Phone, Kind::Date]),
    ),
    ("_line1", possible(&[Kind::Address, Kind::Words, Kind::Code, Kind::Name, Kind::Text])),
    ("_line2", possible(&[Kind::Address, Kind::Words, Kind::Code, Kind::Name, Kind::Number])),
    ("_id", ID),
    ("_number", ID),
    ("_name", PERSON),
];

impl Expectation {
    /// What one of our columns holds.
    pub(super) fn of(ours: &str) -> Self {
        let by_name = BY_NAME.iter().find(|(names, _)| names.contains(&ours)).map(|(_, it)| *it);
        let by_end = || BY_END.iter().find(|(end, _)| ours.ends_with(end)).map(|(_, it)| *it);
        by_name.or_else(by_end).unwrap_or(WORD)
    }

    /// How well a column of the file fits, up to 3; `None` if it holds something else.
    pub(super) fn fit(self, theirs: &ColumnProfile) -> Option<f64> {
        if theirs.n_filled() == 0 {
            return Some(0.0);
        }
        let share = theirs.share(self.kinds);
        let weight = if self.is_telling { 3.0 } else { 1.0 };
        (share >= LEAST_SHARE).then_some(share * weight)
    }
}
