//! The columns of worker tables: Merge and Finch names first, then BambooHR, Workday, Deel and Gusto, common ones, German, French.
//!
//! Headers of BambooHR's reports are those of its list of fields (`Last name, First name`, `Employee #`); those of ADP's
//! standard reports (`Primary Address: City`) are from memory.

use crate::{
    account::{ACCOUNT_NUMBER, BANK_NAME, BIC, HOLDER, IBAN, ROUTING_NUMBER, SORT_CODE},
    columns::{Column, Index, index},
    worker,
};

/// Other headers of `work_email` that cannot mean a private mailbox.
const WORK_EMAIL: &str = "work_e_mail work_email_address email_work primary_work_email business_email company_email \
     corporate_email work_contact_work_email office_email user_principal_name upn dienstliche_e_mail e_mail_dienstlich \
     geschäftliche_e_mail firmen_e_mail email_professionnel adresse_e_mail_professionnelle";

/// What a worker's record may hold.
pub(crate) const COLUMNS: &[Column] = &[
    Column::new("worker_number", worker::NUMBER),
    Column::new(
        "first_name",
        "given_name legal_first_name firstname forename vorname prénom prenom",
    ),
    Column::new(
        "last_name",
        "family_name legal_last_name surname lastname nachname familienname nom \
         nom_de_famille",
    ),
    Column::new(
        "full_name",
        "display_full_name display_name legal_name employee_name worker_name worker name \
         vollständiger_name nom_complet \
         last_name_first_name",
    ),
    Column::new("preferred_name", "preferred_first_name nickname known_as rufname nom_d_usage"),
    Column::new("work_email", WORK_EMAIL),
    Column::new(
        "email",
        "email_address primary_email e_mail e_mail_address mail best_email e_mail_adresse \
         adresse_e_mail",
    ),
    Column::new(
        "personal_email",
        "home_email private_email email_personal personal_email_address email_home \
         personal_e_mail private_e_mail e_mail_privat email_personnel \
         adresse_e_mail_personnelle \
         personal_contact_personal_email",
    ),
    Column::new(
        "phone",
        "mobile_phone_number phone_numbers mobile_phone home_phone personal_phone \
         phone_number cell_phone mobile mobile_number primary_phone telephone telefon \
         telefonnummer mobiltelefon handynummer handy téléphone téléphone_portable \
         numéro_de_téléphone \
         personal_contact_personal_mobile personal_contact_home_phone",
    ),
    Column::new(
        "candidate_id",
        "ats_candidate_id ats_id greenhouse_candidate_id greenhouse_id applicant_id \
         recruiting_id kandidaten_id",
    ),
    Column::new(
        "code_login",
        "github_login github_username github_handle github gitlab_username gitlab_login",
    ),
    Column::new(
        "login",
        "username user_name login_name sam_account_name network_id benutzername identifiant",
    ),
    Column::new(
        "directory_id",
        "entra_object_id azure_object_id azure_ad_object_id okta_id okta_user_id",
    ),
    Column::new(
        "title",
        "job_title business_title position_title position job_profile role \
         stellenbezeichnung berufsbezeichnung intitulé_du_poste poste fonction \
         job_title_description",
    ),
    Column::new(
        "department",
        "department_name dept team abteilung département service \
         home_department_description",
    ),
    Column::new(
        "status",
        "employment_status employee_status worker_status is_active active \
         beschäftigungsstatus statut \
         position_status",
    ),
    Column::new(
        "work_arrangement",
        "workplace_type location_type work_model work_mode remote_status remote \
         arbeitsmodell mode_de_travail",
    ),
    Column::new(
        "hire_date",
        "start_date original_hire_date date_of_hire hired_on first_day_of_work joining_date \
         date_of_joining employment_start_date eintrittsdatum eintritt date_d_embauche \
         date_d_entrée \
         contract_start_date",
    ),
    Column::new(
        "termination_date",
        "end_date end_employment_date last_day_of_work last_working_day date_of_leaving \
         leaving_date separation_date employment_end_date contract_end_date austrittsdatum \
         austritt date_de_sortie date_de_départ \
         contract_ends",
    ),
    Column::new(
        "termination_kind",
        "termination_type termination_reason primary_termination_reason separation_type \
         separation_reason leaving_reason reason_for_leaving austrittsgrund motif_de_départ",
    ),
    Column::new(
        "home_line1",
        "home_location_street_1 residence_line1 address1 home_street_1 home_address_line1 \
         home_address_line_1 address_line1 address_line_1 address_1 street_1 street_address \
         home_street street home_address residence address straße strasse anschrift adresse \
         rue \
         primary_address_address_line_1 primary_home_address_line_1",
    ),
    Column::new(
        "home_line2",
        "home_location_street_2 residence_line2 address2 home_street_2 home_address_line2 \
         home_address_line_2 address_line2 address_line_2 address_2 street_2 apartment unit \
         adresszusatz complément_d_adresse \
         primary_address_address_line_2 primary_home_address_line_2",
    ),
    Column::new(
        "home_city",
        "home_location_city residence_city home_address_city city town wohnort ort stadt \
         ville \
         primary_address_city primary_home_address_city",
    ),
    Column::new(
        "home_region",
        "home_location_state residence_state home_state home_address_state home_province \
         state state_code province bundesland région \
         primary_address_state_territory_code primary_home_address_state",
    ),
    Column::new(
        "home_postcode",
        "home_location_zip_code residence_postal_code home_postal_code home_zip \
         home_zip_code home_address_postal_code zipcode zip_code zip postal_code postcode \
         postleitzahl plz code_postal \
         primary_address_zip_postal_code primary_home_address_postal_code",
    ),
    Column::new(
        "home_country",
        "home_location_country residence_country home_address_country country_of_residence \
         country country_code land pays \
         primary_address_country_code primary_home_address_country",
    ),
    Column::new(
        "work_line1",
        "work_location_street_1 work_location_line1 work_address work_location \
         office_location work_location_name location office arbeitsort standort \
         lieu_de_travail \
         location_description work_address1 work_address_line_1",
    ),
    Column::new(
        "work_city",
        "work_location_city location_city office_city \
         work_address_city",
    ),
    Column::new(
        "work_region",
        "work_location_state work_state work_location_region location_state office_state \
         work_address_state",
    ),
    Column::new(
        "work_country",
        "work_location_country work_location_country_code location_country office_country \
         work_address_country",
    ),
    Column::new(
        "time_zone",
        "timezone iana_time_zone tz zeitzone fuseau_horaire \
         employee_timezone",
    ),
    Column::new(
        "agency",
        "staffing_agency contract_vendor_name employer_of_record eor agency_name vendor \
         vendor_name supplier personaldienstleister zeitarbeitsfirma agence",
    ),
    Column::new(
        "referred_by",
        "referred_by_email referred_by_name referrer referrer_email referral_name \
         employee_referral empfohlen_von geworben_von recommandé_par",
    ),
    Column::new(
        "met_in_person_on",
        "met_in_person in_person_verified_on id_checked_in_person_on in_person_id_check \
         in_person_onboarding_date",
    ),
    Column::new("own_device", "byod is_byod bring_your_own_device uses_own_device"),
    Column::new("account_holder", HOLDER),
    Column::new("iban", IBAN),
    Column::new("account_number", ACCOUNT_NUMBER),
    Column::new("routing_number", ROUTING_NUMBER),
    Column::new("sort_code", SORT_CODE),
    Column::new("bic", BIC),
    Column::new("bank_country", "bank_country_code"),
    Column::new("bank_name", BANK_NAME),
];

/// The same, for looking up headers.
pub(crate) static INDEX: Index = Index::new(|| index(COLUMNS));

/// A list of people is one of workers if it has a column of employment too.
pub(crate) const EMPLOYMENT: &[&str] =
    &["hire_date", "termination_date", "title", "department", "status", "work_arrangement"];
/// And a column that names the person: a position's end is not the end of the work.
pub(crate) const PERSON: &[&str] =
    &["work_email", "email", "personal_email", "first_name", "last_name", "full_name"];
