//! Which applications behind a single sign-on are systems of record for people and pay.

/// Their names, as the names of applications contain them, lower case.
const NAMES: &[&str] = &[
    "adp",
    "bamboohr",
    "deel",
    "gusto",
    "paychex",
    "paycom",
    "paylocity",
    "personio",
    "rippling",
    "trinet",
    "ukg",
    "workday",
];

/// Whether an application's name contains one of them as a word.
pub(crate) fn is_hr(application: &str) -> bool {
    application.to_lowercase().split(|it: char| !it.is_alphanumeric()).any(|it| NAMES.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::is_hr;

    #[test]
    fn a_name_counts_as_a_word_only() {
        assert!(is_hr("Workday (production)"));
        assert!(!is_hr("Workdays planner"));
    }
}
