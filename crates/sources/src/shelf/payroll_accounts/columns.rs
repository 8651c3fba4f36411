//! The columns of payment tables.

use crate::{columns::Column, worker};

/// Holder's name: Deel, then common ones, German, French.
pub(crate) const HOLDER: &str = "original_name account_holder_name account_name account_owner holder_name holder \
     beneficiary_name beneficiary payee payee_name name_on_account bank_account_name \
     kontoinhaber titulaire_du_compte titulaire";
/// IBAN.
pub(crate) const IBAN: &str =
    "iban_number iban_code international_bank_account_number bank_account_iban";
/// Account number: Merge, Gusto, then common ones, German, French.
pub(crate) const ACCOUNT_NUMBER: &str = "hidden_account_number bank_account_number account_no acct_number acct_no bank_account \
     bank_account_no direct_deposit_account account_number_last4 account_last4 kontonummer \
     bankverbindung numéro_de_compte numero_de_compte";
/// Routing number or another country's bank code.
pub(crate) const ROUTING_NUMBER: &str = "ach_routing_number bank_routing_number routing_no routing_code routing aba aba_number \
     aba_routing_number transit_number bank_code bankleitzahl blz code_banque";
/// Sort code.
pub(crate) const SORT_CODE: &str = "bank_sort_code sortcode";
/// Bank identifier.
pub(crate) const BIC: &str = "swift_bic swift swift_code bic_swift bic_code swift_number";
/// Bank's name.
pub(crate) const BANK_NAME: &str = "bank institution_name financial_institution name_of_bank payment_provider geldinstitut \
     kreditinstitut name_der_bank banque nom_de_la_banque";

pub(super) const COLUMNS: &[Column] = &[
    Column::new("worker_number", worker::NUMBER),
    Column::new("work_email", worker::WORK_EMAIL),
    Column::new("account_holder", HOLDER),
    Column::new("iban", IBAN),
    Column::new("account_number", ACCOUNT_NUMBER),
    Column::new("routing_number", ROUTING_NUMBER),
    Column::new("sort_code", SORT_CODE),
    Column::new("bic", BIC),
    Column::new(
        "bank_country",
        "bank_country_code account_country country_of_bank land_der_bank pays_de_la_banque",
    ),
    Column::new("bank_name", BANK_NAME),
    Column::new(
        "wallet",
        "wallet_address crypto_wallet crypto_address payout_address usdc_address \
         usdt_address btc_address eth_address",
    ),
    Column::new(
        "effective_date",
        "effective_from valid_from start_date since gültig_ab gueltig_ab date_d_effet",
    ),
    Column::new(
        "holder_check",
        "holder_verified name_match account_name_match confirmation_of_payee \
         verification_of_payee payee_check cop_result vop_result",
    ),
    Column::new(
        "mail_line1",
        "address_line1 address_line_1 address1 address_1 mailing_address street street_1 \
         address straße strasse adresse anschrift",
    ),
    Column::new("mail_line2", "address_line2 address_line_2 address2 address_2 street_2"),
    Column::new("mail_city", "city town ort stadt ville"),
    Column::new("mail_region", "state region province bundesland région"),
    Column::new("mail_postcode", "postal_code postcode zip zip_code plz postleitzahl code_postal"),
    Column::new("mail_country", "country country_code land pays"),
];
