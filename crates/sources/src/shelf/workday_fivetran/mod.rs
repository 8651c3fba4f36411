//! Workday as Fivetran lays it into a warehouse: workers, their names, mail addresses and positions, one table each.
//!
//! How to get it: every table of the connector's schema as CSV, history tables (`…_history`) where history mode is on. The
//! tables are joined by the worker's Workday id.
//!
//! What it tells: user name and worker number, names, work and own mail, start, end and kind of leaving, title and place of
//! work over time. What it cannot: home addresses, telephones and accounts, for which the connector's package has no table;
//! whether any of it is true.
//!
//! Shape: real sample, the seeds of fivetran/dbt_workday (Apache-2.0). Tables of personal information hold protected traits
//! alone and are not read, nor are absences; tables about jobs and organizations say nothing of a person.

#[cfg(test)]
mod tests;

use bonafide_model::{
    EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    value::{Email, PersonName},
};

use crate::{
    Source,
    object::Object,
    telling::day,
    worker::{Gathered, Path, about, tell_gathered},
};

const ID: &str = "workday_fivetran";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Workday",
    title: "Workers of Workday as Fivetran lays them into a warehouse, table by table",
    feeds: &[Need::Workers],
    how: "the warehouse: `worker` or `worker_history`, `person_name`, `person_contact_email_address`, `worker_position` or `worker_position_history` as CSV",
    permission: "read access to the connector's schema in the warehouse",
    tells: "user name and worker number, names, work and own mail, start, end and kind of leaving, title and place of work over time",
    cannot: "home addresses, phones and accounts, which are in no table of the package; whether any of it is true",
    shape_from: "real sample: seeds of fivetran/dbt_workday (Apache-2.0)",
    columns: &[],
    marks: &[],
    recognize: |record| Object::of(record).is_ok_and(|it| table(&it).is_some()),
    read,
};

/// The tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Worker,
    Name,
    Email,
    Position,
    Absence,
    /// Nationality, birth, gender, health, military service.
    Traits,
    /// Jobs, positions as such, organizations.
    Structure,
}

/// Columns that mark tables of traits, which the gate has emptied of them.
const TRAITS: &[&str] =
    &["personal_info_common_id", "date_of_death", "country_personal_information_id"];
/// Columns that mark tables about jobs and organizations.
const STRUCTURE: &[&str] = &[
    "job_family_code",
    "job_family_group_code",
    "job_family_id",
    "job_profile_code",
    "job_profile_id",
    "organization_id",
    "organization_role_code",
    "position_time_type_code",
    "superior_organization_id",
];

fn table(row: &Object<'_>) -> Option<Table> {
    let has = |name: &str| row.names().any(|it| it == name);
    if !has("_fivetran_synced") && !has("fivetran_synced") {
        return None;
    }
    if has("worker_code") && has("user_id") {
        Some(Table::Worker)
    } else if has("personal_info_system_id") {
        if has("email_address") {
            Some(Table::Email)
        } else {
            has("last_name").then_some(Table::Name)
        }
    } else if has("leave_request_event_id") {
        Some(Table::Absence)
    } else if has("worker_id") && has("business_title") {
        Some(Table::Position)
    } else if TRAITS.iter().any(|it| has(it)) {
        Some(Table::Traits)
    } else {
        STRUCTURE.iter().any(|it| has(it)).then_some(Table::Structure)
    }
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Object::of(record)?;
    match table(&row) {
        Some(Table::Worker) => worker(&row),
        Some(Table::Name) => name(&row),
        Some(Table::Email) => email(&row),
        Some(Table::Position) => position(&row),
        Some(Table::Absence) => Ok(Reading::PassOver("a table of absences, which is not read")),
        Some(Table::Traits) => {
            Ok(Reading::PassOver("a table of protected traits, which is not read"))
        }
        Some(Table::Structure) => Ok(Reading::PassOver("a table about jobs and organizations")),
        None => Err(Reject::new(
            "a table of Fivetran's Workday connector: expected `_fivetran_synced` and the worker's id; export the table with all its columns",
        )),
    }
}

const WORKER: &[Path] = &[
    ("worker_number", "worker_code"),
    ("login", "user_id"),
    ("hire_date", "hire_date"),
    ("hire_date", "first_day_of_work"),
    ("agency", "contract_vendor_name"),
    ("termination_kind", "primary_termination_category"),
];
const END: &[Path] = &[
    ("termination_date", "termination_last_day_of_work"),
    ("termination_date", "termination_date"),
    ("termination_date", "end_employment_date"),
];

fn worker(row: &Object<'_>) -> Result<Reading, Reject> {
    if row.flag("hire_rescinded") == Some(true) {
        return Ok(Reading::PassOver("a hire that was rescinded"));
    }
    let mut telling = about(row, &["id"], ID)?;
    let mut gathered = Gathered::of(row, WORKER);
    if row.flag("terminated") == Some(true) {
        gathered.take(row, "", END);
        gathered.put("status", "terminated", "terminated");
    }
    if row.flag("termination_involuntary") == Some(true) {
        gathered.put("termination_kind", "termination_involuntary", "involuntary");
    }
    tell_gathered(None, gathered, &mut telling);
    telling.finish("a worker of whom nothing is said")
}

fn name(row: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(row, &["personal_info_system_id"], ID)?;
    let given = row.any(&["first_name", "local_first_name"]);
    let family = row.any(&["last_name", "local_last_name"]);
    if given.is_some() || family.is_some() {
        let (given, family) = (given.unwrap_or_default(), family.unwrap_or_default());
        let name = telling.read_first(row, &["last_name", "first_name", "local_last_name"], |_| {
            PersonName::from_parts(&given, &family)
        });
        telling.say_all(name.map(Fact::Name));
    }
    telling.finish("a name without words")
}

/// A mail address; its code says what it is for.
fn email(row: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(row, &["personal_info_system_id"], ID)?;
    let code = row.text("email_code").unwrap_or_default().to_uppercase();
    let Some(email) = telling.read_first(row, &["email_address"], Email::parse) else {
        return telling.finish("a mail address that is empty");
    };
    if code.contains("WORK") {
        telling.say(Fact::Knows(Identifier::Mailbox(email.clone())));
        telling.say(Fact::Email(email, EmailUse::Work));
    } else {
        let used = if code.contains("HOME") { EmailUse::Personal } else { EmailUse::Unknown };
        telling.say(Fact::Email(email, used));
    }
    telling.finish("a mail address that is empty")
}

const POSITION: &[Path] = &[
    ("title", "business_title"),
    ("work_line1", "business_site_summary_location"),
    ("work_line1", "business_site_summary_name"),
];

/// What a worker did and where, from the day on that it counted.
fn position(row: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(row, &["worker_id"], ID)?;
    if let Some(at) = telling.read_first(row, &["effective_date", "start_date"], day).flatten() {
        telling = telling.dated(at);
    }
    tell_gathered(None, Gathered::of(row, POSITION), &mut telling);
    telling.finish("a position without title and place")
}
