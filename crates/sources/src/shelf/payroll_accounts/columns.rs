//! The columns of payment tables.

use crate::{
    account::{ACCOUNT_NUMBER, BANK_NAME, BIC, HOLDER, IBAN, ROUTING_NUMBER, SORT_CODE},
    columns::Column,
    worker,
};

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
