//! Rows of an employee's tables, each with its day: jobs, states of employment, equipment.

use bonafide_model::{Fact, Reject, value::Serial};

use super::ID;
use crate::{
    object::Object,
    telling::{Telling, day},
    worker::{Gathered, Path, about, tell_gathered},
};

const JOB: &[Path] =
    &[("title", "jobTitle"), ("department", "department"), ("work_line1", "location")];
const END: &[Path] = &[
    ("status", "employmentStatus"),
    ("termination_date", "date"),
    ("termination_kind", "terminationType"),
    ("termination_kind", "terminationTypeId"),
    ("termination_kind", "terminationReason"),
    ("termination_kind", "terminationReasonId"),
];

/// A row of a table, of the employee that it names or under whom it stands.
pub(super) fn row(record: &Object<'_>, employee: Option<&str>) -> Result<Telling, Reject> {
    let mut telling = match employee {
        Some(id) => Telling::of_person(ID, id),
        None => about(record, &["employeeId"], ID)?,
    };
    equipment(record, &mut telling);
    let status = record.text("employmentStatus").unwrap_or_default().to_lowercase();
    if status.contains("terminated") {
        let mut end = Gathered::of(record, END);
        end.put("status", "employmentStatus", "terminated");
        tell_gathered(None, end, &mut telling);
    }
    let job = Gathered::of(record, JOB);
    if job.lacks("title") && job.lacks("work_line1") {
        return Ok(telling);
    }
    if let Some(at) = telling.read_first(record, &["date"], day).flatten() {
        telling = telling.dated(at);
    }
    tell_gathered(None, job, &mut telling);
    Ok(telling)
}

/// Equipment lent and given back, under the names of the dataset.
fn equipment(record: &Object<'_>, telling: &mut Telling) {
    let Some(serial) = telling.read_first(record, &["assetSerialNumber"], Serial::parse) else {
        return;
    };
    if let Some(lent) = telling.read_first(record, &["assetDateLoaned"], day).flatten() {
        let serial = Some(serial.clone());
        telling.say_at(Fact::SentDevice { serial, asset_tag: None, tracking: None }, Some(lent));
    }
    if let Some(back) = telling.read_first(record, &["assetDateReturned"], day).flatten() {
        telling.say_at(Fact::ReturnedDevice { serial: Some(serial) }, Some(back));
    }
}
