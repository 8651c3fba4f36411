//! Remote employments: people whom Remote employs, engages or pays on the company's behalf.
//!
//! How to get it: API `GET /v1/employments/{id}` for every id of `GET /v1/employments` (the list itself has names and mail
//! addresses alone), as JSON. Employments of other models than EOR show no details.
//!
//! What it tells: name, own and work mail, telephone, home, billing and work address, country of engagement, title, agreed
//! start, state, and the accounts that pay goes to with their holder. What it cannot: whether any of it is true; earlier
//! addresses and accounts.
//!
//! Shape: Remote's own OpenAPI description with its examples, as api-evangelist and the KittyCAD clients keep it (seen, not
//! copied). The fields of addresses, accounts and personal details differ by country; those met in the examples are read, and
//! from memory `sort_code`, `bank_name`, `branch_code`, `state` and `address_line_1`. Birth date, nationality, gender,
//! emergency contacts, national numbers and files are not read.

#[cfg(test)]
mod tests;

use bonafide_model::{AccountUse, AddressPurpose, Fact, Need, Reading, Record, Reject};

use crate::{
    Source,
    account::say_account,
    object::{Object, objects},
    telling::{Telling, finish},
    worker::{Gathered, Path, about, tell_gathered},
};

const ID: &str = "remote_employments";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Remote",
    title: "Employments through Remote, with addresses and accounts",
    feeds: &[Need::Workers, Need::Payroll],
    how: "API `GET /v1/employments/{id}` for every employment of `GET /v1/employments`",
    permission: "a company API token with the scope `employment:read`",
    tells: "name, own and work mail, phone, home, billing and work address, country of engagement, title, agreed start, state, pay accounts and their holder",
    cannot: "details of employments other than through Remote itself; earlier addresses and accounts; whether any of it is true",
    shape_from: "vendor reference: Remote's OpenAPI description with its examples (seen, not copied); some fields of single countries from memory",
    columns: &[],
    marks: &[],
    recognize: |record| open(record).is_some(),
    read,
};

const EMPLOYMENT: &[Path] = &[
    ("full_name", "full_name"),
    ("work_email", "work_email"),
    ("personal_email", "personal_email"),
    ("worker_number", "external_id"),
    ("title", "job_title"),
    ("department", "department"),
    ("hire_date", "provisional_start_date"),
    ("hire_date", "seniority_date"),
];
const PERSONAL: &[Path] = &[
    ("first_name", "given_name"),
    ("first_name", "first_name"),
    ("last_name", "surname"),
    ("last_name", "last_name"),
    ("preferred_name", "preferred_name"),
    ("phone", "mobile_number"),
    ("phone", "home_phone_number"),
];
const HOME: &[Path] = &[
    ("home_line1", "address"),
    ("home_line1", "street"),
    ("home_line1", "line_1"),
    ("home_line1", "address_line_1"),
    ("home_line2", "address_line_2"),
    ("home_line2", "line_2"),
    ("home_city", "city"),
    ("home_region", "state"),
    ("home_region", "province"),
    ("home_postcode", "postal_code"),
    ("home_country", "country"),
    ("home_country", "country_code"),
];
const WORK: &[Path] = &[
    ("work_line1", "address"),
    ("work_line1", "street"),
    ("work_city", "city"),
    ("work_region", "state"),
    ("work_country", "country"),
    ("work_country", "country_code"),
];
const ACCOUNT: &[Path] = &[
    ("account_holder", "account_holder"),
    ("account_holder", "account_holder_name"),
    ("iban", "iban"),
    ("account_number", "account_number"),
    ("routing_number", "routing_number"),
    ("routing_number", "bank_code"),
    ("sort_code", "sort_code"),
    ("bic", "bic_swift"),
    ("bic", "swift_bic"),
    ("bank_name", "bank_name"),
    ("bank_name", "name"),
];
/// States in which somebody has left.
const LEFT: &[&str] = &["archived", "offboarded", "deleted"];

fn is_employment(record: &Object<'_>) -> bool {
    let has = |name: &str| record.names().any(|it| it == name);
    has("id")
        && has("full_name")
        && (has("employment_lifecycle_stage") || has("provisional_start_date"))
}

/// One employment, alone or inside `data`, or a page of them.
enum Opened<'a> {
    One(Object<'a>),
    Page(Object<'a>),
}

fn open(record: &Record) -> Option<Opened<'_>> {
    let whole = Object::of_json(record).ok()?;
    if is_employment(&whole) {
        return Some(Opened::One(whole));
    }
    let inside = whole.inside("data").unwrap_or(whole);
    if let Some(employment) = inside.inside("employment").filter(is_employment) {
        return Some(Opened::One(employment));
    }
    let json = inside.json("employments")?;
    let is_page = objects(&json).first().is_some_and(is_employment);
    is_page.then_some(Opened::Page(inside))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    match open(record) {
        Some(Opened::One(record)) => {
            employment(&record)?.finish("an employment of which nothing is said")
        }
        Some(Opened::Page(page)) => {
            let json = page.json("employments").unwrap_or_default();
            let told: Result<Vec<Telling>, Reject> =
                objects(&json).iter().map(employment).collect();
            finish(told?, "a page without employments")
        }
        None => Err(Reject::new(
            "an employment of Remote: expected `id`, `full_name` and `employment_lifecycle_stage`; export it from the API unchanged",
        )),
    }
}

fn employment(record: &Object<'_>) -> Result<Telling, Reject> {
    let mut telling = about(record, &["id"], ID)?;
    let mut gathered = Gathered::of(record, EMPLOYMENT);
    gathered.take_inside(record, "personal_details", PERSONAL);
    // One of the two parts of a name alone is no name.
    if gathered.lacks("first_name") != gathered.lacks("last_name") {
        gathered.drop("first_name");
        gathered.drop("last_name");
    }
    gathered.take_inside(record, "address_details", HOME);
    gathered.take_inside(record, "work_address_details", WORK);
    // Whoever is engaged in a country lives there; where no address is written, that is not said.
    if !gathered.lacks("home_city") || !gathered.lacks("home_line1") {
        gathered.take_inside(record, "country", &[("home_country", "code")]);
    }
    gathered.take_inside(record, "country", &[("work_country", "code")]);
    let model = record.any(&["employment_model", "contractor_type"]).unwrap_or_default();
    // Remote is the employer of record, or the contractor of record, of these.
    if matches!(&*model, "eor" | "cor") {
        gathered.put("agency", "employment_model", "Remote");
    }
    let states = [record.text("status"), record.text("employment_lifecycle_stage")];
    if states.iter().flatten().any(|it| LEFT.contains(&&**it)) {
        gathered.put("status", "status", "offboarded");
    }
    let id = record.text("id");
    tell_gathered(id.as_deref(), gathered, &mut telling);
    billing(record, &mut telling);
    accounts(record, &mut telling);
    Ok(telling)
}

fn billing(record: &Object<'_>, telling: &mut Telling) {
    let mut gathered = Gathered::default();
    gathered.take_inside(record, "billing_address_details", HOME);
    let address = telling.address(&gathered.row(), "home");
    telling.say_all(address.map(|it| Fact::Address(it, AddressPurpose::Payroll)));
}

/// An account for payments at home, and one for payments from abroad, which are often the same.
fn accounts(record: &Object<'_>, telling: &mut Telling) {
    let json = record.json("bank_account_details").unwrap_or_default();
    for details in objects(&json) {
        let parts = ["local_details", "international_details"].map(|it| details.inside(it));
        let is_flat = parts.iter().all(Option::is_none);
        for part in parts.iter().flatten().chain(is_flat.then_some(&details)) {
            let account = Gathered::of(part, ACCOUNT);
            say_account(&account.row(), telling, AccountUse::Current, None);
        }
    }
}
