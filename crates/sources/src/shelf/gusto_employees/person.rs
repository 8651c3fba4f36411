//! An employee or a contractor: who they are, and from when to when they work.

use bonafide_model::{AddressPurpose, Fact, LeaveKind, Reading, Reject};

use super::{HOME, ID, WORK};
use crate::{
    object::{Object, objects},
    telling::day,
    worker::{Gathered, Path, about, tell_gathered},
};

const EMPLOYEE: &[Path] = &[
    ("first_name", "first_name"),
    ("last_name", "last_name"),
    ("preferred_name", "preferred_first_name"),
    ("work_email", "work_email"),
    // Gusto asks for the employee's own mail address, so that they can sign in after they leave.
    ("personal_email", "email"),
    ("phone", "phone"),
    ("department", "department"),
];
const CONTRACTOR: &[Path] = &[
    ("first_name", "first_name"),
    ("last_name", "last_name"),
    ("personal_email", "email"),
    ("hire_date", "start_date"),
    ("agency", "business_name"),
];

pub(super) fn employee(record: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(record, &["uuid", "id"], ID)?;
    let mut gathered = Gathered::of(record, EMPLOYEE);
    let json = record.json("jobs").unwrap_or_default();
    let jobs = objects(&json);
    let primary = jobs.iter().find(|it| it.flag("primary") == Some(true)).or(jobs.first());
    if let Some(job) = primary {
        gathered.take(job, "jobs", &[("title", "title"), ("hire_date", "hire_date")]);
        gathered.take_inside(job, "location", WORK);
    }
    gathered.take_inside(record, "home_address", HOME);
    let json = record.json("terminations").unwrap_or_default();
    let ends = objects(&json);
    if ends.is_empty() && record.flag("terminated") == Some(true) {
        gathered.put("status", "terminated", "terminated");
    }
    let id = record.text("uuid");
    tell_gathered(id.as_deref(), gathered, &mut telling);
    // Somebody rehired keeps the ends of before.
    for end in &ends {
        let at = telling.read_first(end, &["effective_date"], day).flatten();
        if at.is_some() {
            telling.say_at(Fact::Left(LeaveKind::Ended), at);
        }
    }
    telling.finish("an employee of whom nothing is said")
}

pub(super) fn contractor(record: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(record, &["uuid", "id"], ID)?;
    let mut gathered = Gathered::of(record, CONTRACTOR);
    let is_business = record.text("type").is_some_and(|it| it.eq_ignore_ascii_case("business"));
    if !is_business {
        gathered.take_inside(record, "address", HOME);
    }
    if record.flag("is_active") == Some(false) {
        gathered.put("status", "is_active", "inactive");
    }
    let id = record.text("uuid");
    tell_gathered(id.as_deref(), gathered, &mut telling);
    // A company is where its mail goes; nobody need live there.
    if let Some(written) = record.inside("address").filter(|_| is_business) {
        let written = Gathered::of(&written, HOME);
        let address = telling.address(&written.row(), "home");
        telling.say_all(address.map(|it| Fact::Address(it, AddressPurpose::Payroll)));
    }
    telling.finish("a contractor of whom nothing is said")
}
