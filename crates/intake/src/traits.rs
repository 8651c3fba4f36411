//! Which columns and keys hold protected traits: they are dropped at the door, so that nothing behind it can use them.
//!
//! Nationality and what gives it away, ethnicity, religion, gender, age, health, family, politics, military service and
//! photographs of a person. Matching is on folded names: whole names, or one telling word among a name's words.

/// A name with one of these words in it is dropped.
const WORDS: &[&str] = &[
    "nationality",
    "nationalities",
    "citizenship",
    "citizenships",
    "citizen",
    "ethnicity",
    "ethnic",
    "race",
    "racial",
    "hispanic",
    "latino",
    "tribe",
    "tribal",
    "caste",
    "indigenous",
    "aboriginal",
    "gender",
    "sex",
    "sexual",
    "sexuality",
    "pronoun",
    "pronouns",
    "transgender",
    "lgbt",
    "lgbtq",
    "lgbtqia",
    "religion",
    "religious",
    "birth",
    "birthdate",
    "birthday",
    "birthplace",
    "birthyear",
    "birthcountry",
    "dob",
    "disability",
    "disabilities",
    "handicap",
    "medical",
    "caesarean",
    "stillbirth",
    "maternity",
    "pregnancy",
    "pregnant",
    "marital",
    "veteran",
    "veterans",
    "military",
    "hukou",
    "eeo",
    "eeoc",
    "demographic",
    "demographics",
    "photo",
    "photos",
    "headshot",
    "photograph",
    "visa",
    "immigration",
    "geburtsdatum",
    "geburtsort",
    "geschlecht",
    "staatsangehorigkeit",
    "staatsangehörigkeit",
    "nationalitat",
    "nationalität",
    "religionszugehörigkeit",
    "familienstand",
];

/// These names are dropped; their words alone would also fit what we need (the age of a password, the health of a laptop).
const NAMES: &[&str] = &[
    "age",
    "age_group",
    "age_range",
    "age_band",
    "age_years",
    "age_in_years",
    "employee_age",
    "worker_age",
    "candidate_age",
    "applicant_age",
    "person_age",
    "health",
    "health_condition",
    "health_conditions",
    "health_issues",
    "health_status_of_person",
    "blood_type",
    "tobacco_use",
    "smoker",
    "native_language",
    "native_languages",
    "mother_tongue",
    "native_region",
    "native_region_code",
    "national_origin",
    "country_of_origin",
    "place_of_origin",
    "country_of_citizen",
    "political_affiliation",
    "political_party",
    "political_opinion",
    "union_member",
    "union_membership",
    "trade_union",
    "work_permit",
    "work_permit_type",
    "work_authorization",
    "work_authorization_status",
    "work_authorisation",
    "passport_country",
    "passport_issuing_country",
    "passport_nationality",
    "self_identification",
    "family_status",
    "civil_status",
    "disabled_person",
    "severely_disabled",
    "legal_age_group_classification",
    "consent_provided_for_minor",
    "number_of_children",
    "n_children",
    "accent",
    "personnel_file_agency",
    "personnel_file_agency_for_person",
    "ethnicity_code",
    "profile_picture",
    "social_benefit",
    "social_benefits_locality",
];

/// Words beside which a telling word means something else: as in `race_condition`.
const EXCEPTIONS: &[&str] =
    &["race_condition", "visa_card", "card_visa", "photo_app", "photos_app"];

/// Whether a folded name (see [`bonafide_model::Header::fold`]) is that of a protected trait.
pub(crate) fn is_protected(folded: &str) -> bool {
    if EXCEPTIONS.contains(&folded) {
        return false;
    }
    NAMES.contains(&folded) || folded.split('_').any(|it| WORDS.contains(&it))
}

#[cfg(test)]
mod tests {
    use bonafide_model::Header;

    use super::*;

    #[test]
    fn traits_are_told_from_what_only_sounds_like_them() {
        let dropped: Vec<&str> = [
            "Date of Birth",
            "dateOfBirth",
            "DOB",
            "primary_nationality",
            "country_of_birth",
            "Gender",
            "hispanic_or_latino",
            "Visa Type",
            "maritalStatus",
            "Age",
            "password_age",
            "account_age_days",
            "healthStatus",
            "deviceHealth",
            "work_region",
            "country",
            "time_zone",
            "language",
            "stage",
            "PolicyDisabled",
            "trace_id",
            "sexta",
            "Essex",
            "native_region",
        ]
        .into_iter()
        .filter(|it| is_protected(&Header::fold(it)))
        .collect();
        assert_eq!(
            dropped,
            [
                "Date of Birth",
                "dateOfBirth",
                "DOB",
                "primary_nationality",
                "country_of_birth",
                "Gender",
                "hispanic_or_latino",
                "Visa Type",
                "maritalStatus",
                "Age",
                "native_region"
            ]
        );
    }
}
