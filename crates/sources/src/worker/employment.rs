//! Start, end, role and arrangement of the work, in the words of HR systems.

use bonafide_model::{Fact, LeaveKind, WorkPlace, value::ValueError};

use crate::{
    columns::Row,
    telling::{Telling, day},
};

/// Status words that mean that somebody has left, in lower case.
const LEFT: &[&str] = &[
    "terminated",
    "inactive",
    "former",
    "left",
    "leaver",
    "offboarded",
    "separated",
    "resigned",
    "dismissed",
    "ended",
    "false",
    "no",
    "0",
    "ausgeschieden",
    "ausgetreten",
    "inaktiv",
    "sorti",
    "inactif",
    "parti",
];
/// Words in a reason for leaving that mean a dismissal. They are looked for first: `involuntary` holds `voluntary`.
const DISMISSED: &[&str] = &[
    "involuntary",
    "dismiss",
    "fired",
    "for cause",
    "for_cause",
    "misconduct",
    "gross",
    "performance",
    "policy violation",
    "terminated by",
    "fraud",
    "entlassen",
    "entlassung",
    "fristlos",
    "durch arbeitgeber",
    "licenci",
];
/// Words that mean a resignation.
const RESIGNED: &[&str] = &[
    "voluntary",
    "resign",
    "quit",
    "eigenkündigung",
    "durch arbeitnehmer",
    "démission",
    "demission",
];
/// Words that mean an end that nobody is blamed for, whoever decided it; they decide before the others.
const ENDED: &[&str] = &[
    "layoff",
    "laid off",
    "laid_off",
    "redundan",
    "reduction in force",
    "retire",
    "end of contract",
    "contract end",
    "befrist",
    "fin de contrat",
    "betriebsbedingt",
    "licenciement économique",
];

pub(super) fn tell(row: &Row<'_>, telling: &mut Telling) {
    let role = row.text("title").map(|title| Fact::Role {
        title: title.into(),
        department: row.text("department").map(Into::into),
    });
    telling.say_all(role);
    telling.say_all(row.text("agency").map(|it| Fact::Agency(it.into())));
    if let Some(since) = telling.read(row.field("hire_date"), day) {
        telling.say_at(Fact::Hired, since);
    }
    let kind = leave_kind(row);
    match telling.read(row.field("termination_date"), day) {
        Some(Some(until)) => telling.say_at(Fact::Left(kind), Some(until)),
        // No date, or the end of time: the status decides.
        Some(None) | None if has_left(row) => telling.say_at(Fact::Left(kind), None),
        Some(None) | None => {}
    }
}

fn has_left(row: &Row<'_>) -> bool {
    row.text("status").is_some_and(|it| LEFT.contains(&it.to_lowercase().as_str()))
}

fn leave_kind(row: &Row<'_>) -> LeaveKind {
    let why = [row.text("termination_kind"), row.text("status")]
        .map(|it| it.unwrap_or("").to_lowercase())
        .join(" ");
    let has_one_of = |words: &[&str]| words.iter().any(|it| why.contains(it));
    if has_one_of(ENDED) {
        LeaveKind::Ended
    } else if has_one_of(DISMISSED) {
        LeaveKind::Dismissed
    } else if has_one_of(RESIGNED) {
        LeaveKind::Resigned
    } else {
        LeaveKind::Ended
    }
}

/// `Fully remote`, `Hybrid (2 days)`, `On-site`, `yes` in a column named `remote`.
pub(super) fn work_place(text: &str) -> Result<WorkPlace, ValueError> {
    let text = text.to_lowercase();
    let has_one_of = |words: &[&str]| words.iter().any(|it| text.contains(it));
    if has_one_of(&["hybrid", "partly", "flexible", "teilweise"]) {
        return Ok(WorkPlace::Hybrid);
    }
    if has_one_of(&["remote", "home", "telework", "télétravail", "mobil"])
        || matches!(text.as_str(), "yes" | "true" | "1")
    {
        return Ok(WorkPlace::Remote);
    }
    if has_one_of(&[
        "office",
        "on-site",
        "onsite",
        "on site",
        "in person",
        "in-person",
        "büro",
        "vor ort",
        "bureau",
        "présentiel",
    ]) || matches!(text.as_str(), "no" | "false" | "0")
    {
        return Ok(WorkPlace::Office);
    }
    Err(ValueError::Expected("remote, hybrid or office"))
}
