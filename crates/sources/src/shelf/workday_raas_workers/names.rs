//! The names that a report's author chose, cut into words: which of them mean nothing, and which point at somebody else.

use bonafide_model::Header;

/// First words of a name that say only what kind of field or object it is. Guess, from reports met.
const EMPTY: &[&str] = &[
    "adjusted",
    "associate",
    "calc",
    "cf",
    "current",
    "ee",
    "emp",
    "employee",
    "esi",
    "int",
    "lrv",
    "ls",
    "person",
    "primary",
    "rpt",
    "user",
    "wd",
    "worker",
    "xml",
];
/// Words of names that are about other people, or about how it was before.
const OF_OTHERS: &[&str] = &[
    "approver",
    "beneficiary",
    "beneficiaries",
    "birth",
    "buddy",
    "dependent",
    "dependents",
    "director",
    "emergency",
    "executive",
    "former",
    "head",
    "hrbp",
    "manager",
    "managers",
    "mentor",
    "org",
    "organization",
    "organizations",
    "partner",
    "previous",
    "prior",
    "recruiter",
    "reports",
    "spouse",
    "superior",
    "supervisor",
    "supervisory",
];

/// Whether a name is written as Workday writes the names that it makes itself: `Employee_ID`, `workdayID`.
pub(super) fn is_workdays(name: &str) -> bool {
    let mut words = name.split('_');
    let capitalized = |it: &str| it.starts_with(|it: char| it.is_ascii_uppercase());
    let is_made = name.contains('_') && words.all(|it| capitalized(it) || it.is_empty());
    is_made || name.eq_ignore_ascii_case("workdayID") || name.ends_with("_group")
}

/// Whether a field or group is about somebody else than the worker.
pub(super) fn is_of_others(name: &str) -> bool {
    Header::fold(name).split('_').any(|it| OF_OTHERS.contains(&it))
}

/// The forms in which a name is looked for: as it is, and without more and more of its first words that mean nothing.
pub(super) fn forms<'n>(folded: &'n str, shared: Option<&str>) -> Vec<&'n str> {
    let mut res = vec![folded];
    let mut rest = folded;
    while let Some((first, after)) = rest.split_once('_') {
        let is_numbered = first
            .strip_prefix("int")
            .is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()));
        if !EMPTY.contains(&first) && !is_numbered && shared != Some(first) {
            break;
        }
        rest = after;
        res.push(rest);
    }
    res
}

/// The first word that all names of an entry share, if there are enough of them to tell.
pub(super) fn shared<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    /// Names that must share a word for it to be a prefix of the report. Guess.
    const ENOUGH: usize = 4;
    let folded: Vec<String> = names.map(Header::fold).collect();
    let (first, _) = folded.first()?.split_once('_')?;
    let all = folded.iter().all(|it| it.split_once('_').is_some_and(|(word, _)| word == first));
    (folded.len() >= ENOUGH && all).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_that_mean_nothing_are_taken_off() {
        assert_eq!(
            forms("cf_adjusted_work_email", None),
            ["cf_adjusted_work_email", "adjusted_work_email", "work_email"]
        );
        assert_eq!(forms("work_address_city", None), ["work_address_city"]);
        assert_eq!(forms("int0042_hire_date", None), ["int0042_hire_date", "hire_date"]);
        assert_eq!(forms("acme_hire_date", Some("acme")), ["acme_hire_date", "hire_date"]);
    }

    #[test]
    fn other_peoples_fields_are_told_apart() {
        for name in ["Manager_Email", "Emergency_Contact_Phone", "supervisoryOrganization"] {
            assert!(is_of_others(name), "{name}");
        }
        assert!(!is_of_others("Home_Address_City"));
    }

    #[test]
    fn a_prefix_is_what_every_name_begins_with() {
        let names = ["ACME_ID", "ACME_Hire_Date", "ACME_Title", "ACME_Email"];
        assert_eq!(shared(names.into_iter()).as_deref(), Some("acme"));
        assert_eq!(shared(["Employee_ID", "Hire_Date", "Title", "Email"].into_iter()), None);
    }

    #[test]
    fn workdays_own_names_are_known() {
        assert!(
            is_workdays("Employee_ID") && is_workdays("workdayID") && is_workdays("Address_group")
        );
        assert!(
            !is_workdays("employeeNumber") && !is_workdays("work_email") && !is_workdays("Name")
        );
    }
}
