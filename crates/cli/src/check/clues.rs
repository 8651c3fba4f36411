//! What the columns of tables are for: which signals see nothing where none of a group of columns is there.
//!
//! Signals say which kinds of record they need, not which column of it; so this list is kept by hand, from what the signals
//! look at. A column that stands in no group blinds nothing by itself.

use bonafide_sources::Source;

/// Columns that stand for one another, and what is lost without them.
#[derive(Debug)]
pub(crate) struct Clue {
    /// In words: "no column for …".
    pub(crate) what: &'static str,
    /// Any of these is enough.
    pub(crate) columns: &'static [&'static str],
    /// Signals that rest on them.
    pub(crate) signals: &'static [&'static str],
    /// Sources whose tables should have it; none if every source that knows the columns.
    pub(crate) of: &'static [&'static str],
    /// Filled for a few rows only, by its nature.
    pub(crate) is_of_few: bool,
}

/// Every group.
pub(crate) const CLUES: &[Clue] = &[
    Clue {
        what: "the person's name",
        columns: &["first_name", "last_name", "full_name"],
        signals: &[
            "account-holder-is-another-name",
            "address-shared-across-names",
            "mailbox-shared-across-names",
            "phone-shared-across-names",
            "returned-under-another-name",
            "shown-under-another-name",
        ],
        of: &["hris_workers"],
        is_of_few: false,
    },
    Clue {
        what: "where the person says they live or work",
        columns: &["home_line1", "home_city", "home_country", "work_line1", "work_city"],
        signals: &[
            "activity-clock-against-claimed-zone",
            "document-clock-contradicts-claimed-place",
            "hiring-steps-agree-on-another-place",
            "meeting-from-place-other-than-claimed",
            "payroll-portal-only-from-another-country",
            "round-trip-too-long-for-claimed-place",
            "second-factor-beside-device",
            "sign-in-place-never-matches-claim",
        ],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "the home address",
        columns: &["home_line1", "home_postcode"],
        signals: &[
            "address-shared-across-names",
            "parcel-signed-at-home",
            "several-workers-on-one-delivery-address",
            "several-workers-on-one-payroll-address",
            "shipped-away-from-home",
        ],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "the agreed place of work",
        columns: &["work_line1", "work_city", "work_country"],
        signals: &["addresses-disagree"],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "remote, hybrid or office",
        columns: &["work_arrangement"],
        signals: &["ip-kvm-as-display", "office-presence"],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "the personal mailbox",
        columns: &["personal_email", "email"],
        signals: &["disposable-mail", "mailbox-shared-across-names"],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "the telephone",
        columns: &["phone"],
        signals: &[
            "phone-shared-across-names",
            "referee-and-candidate-on-voip",
            "referred-people-share-something-hard",
            "voip-phone",
        ],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "the first day",
        columns: &["hire_date"],
        signals: &[
            "bank-details-changed-from-anonymizing-network",
            "long-tenure-without-change",
            "repeated-bank-changes",
            "returned-under-another-name",
        ],
        of: &["hris_workers"],
        is_of_few: false,
    },
    Clue {
        what: "the last day",
        columns: &["termination_date"],
        signals: &[
            "bank-details-changed-around-leaving",
            "leaver-vouches-soon-after",
            "leaves-right-after-a-check",
            "mass-clone-before-leaving",
            "returned-under-another-name",
            "sign-in-after-leaving",
            "threat-after-leaving",
        ],
        of: &["hris_workers"],
        is_of_few: true,
    },
    Clue {
        what: "the candidate's id in the recruiting system",
        columns: &["candidate_id"],
        signals: &["shown-under-another-name"],
        of: &[],
        is_of_few: true,
    },
    Clue {
        what: "who referred the person",
        columns: &["referred_by"],
        signals: &["referral-with-shared-artifact", "referred-people-share-something-hard"],
        of: &[],
        is_of_few: true,
    },
    Clue {
        what: "through which supplier the person works",
        columns: &["agency"],
        signals: &["supplier-with-tied-workers"],
        of: &[],
        is_of_few: true,
    },
    Clue {
        what: "where pay and tax mail goes",
        columns: &["mail_line1"],
        signals: &["several-workers-on-one-payroll-address"],
        of: &["payroll_accounts"],
        is_of_few: true,
    },
    Clue {
        what: "whether somebody met the person",
        columns: &["met_in_person_on"],
        signals: &["met-in-person"],
        of: &[],
        is_of_few: true,
    },
    Clue {
        what: "whether the device is the person's own",
        columns: &["own_device"],
        signals: &["device-of-own-instead-of-company"],
        of: &[],
        is_of_few: true,
    },
    Clue {
        what: "the account",
        columns: &["iban", "account_number", "new_account"],
        signals: &["shared-bank-account"],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "the account's holder",
        columns: &["account_holder"],
        signals: &["account-holder-is-another-name"],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "the bank's check of the holder",
        columns: &["holder_check"],
        signals: &["account-holder-verified", "leaves-right-after-a-check"],
        of: &[],
        is_of_few: true,
    },
    Clue {
        what: "the wallet",
        columns: &["wallet"],
        signals: &["shared-wallet"],
        of: &[],
        is_of_few: true,
    },
    Clue {
        what: "where equipment was sent",
        columns: &["ship_line1", "ship_city"],
        signals: &[
            "device-far-from-delivery",
            "hub-serves-several-workers",
            "several-workers-on-one-delivery-address",
            "shipped-away-from-home",
        ],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "which device was sent",
        columns: &["serial_number"],
        signals: &["device-far-from-delivery", "laptop-not-returned"],
        of: &["asset_shipments"],
        is_of_few: false,
    },
    Clue {
        what: "the parcel",
        columns: &["tracking_number"],
        signals: &["delivery-redirected", "device-far-from-delivery"],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "when the device was due back",
        columns: &["return_due_on"],
        signals: &["laptop-not-returned"],
        of: &[],
        is_of_few: true,
    },
    Clue {
        what: "who signed",
        columns: &["signed_by"],
        signals: &["delivery-redirected", "parcel-signed-at-home"],
        of: &[],
        is_of_few: true,
    },
    Clue {
        what: "where each use was, by public address or site",
        columns: &["ip", "site"],
        signals: &[
            "address-in-documented-range",
            "consumer-vpn-at-sign-in",
            "rare-address-shared-by-several-workers",
            "sign-in-from-rented-servers",
            "sign-in-place-never-matches-claim",
        ],
        of: &["mapped_events"],
        is_of_few: false,
    },
    Clue {
        what: "the address that the change was made from",
        columns: &["ip_address"],
        signals: &["bank-details-changed-from-anonymizing-network"],
        of: &["bank_account_changes"],
        is_of_few: false,
    },
    Clue {
        what: "the address that the reference was sent from",
        columns: &["ip_address"],
        signals: &["referees-share-a-network", "reference-sent-from-candidates-network"],
        of: &["reference_checks"],
        is_of_few: false,
    },
    Clue {
        what: "the client machine, or the site",
        columns: &["client", "client_mac", "client_id", "site"],
        signals: &["one-meeting-machine-for-several-names", "vdi-client-shared-by-several-workers"],
        of: &["mapped_events"],
        is_of_few: false,
    },
    Clue {
        what: "how to reach the referee",
        columns: &["referee_email", "referee_phone"],
        signals: &[
            "referee-domain-imitates-another",
            "referee-is-one-of-ours-under-another-name",
            "referee-shares-contact-with-candidate",
            "referees-only-on-free-mail",
            "vouching-ring",
        ],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "the reference's text",
        columns: &["reference_text"],
        signals: &["reference-text-shared"],
        of: &[],
        is_of_few: false,
    },
    Clue {
        what: "the call-back",
        columns: &["call_back_confirmed"],
        signals: &["call-back-confirmed"],
        of: &[],
        is_of_few: true,
    },
];

/// The groups of which a source has a column.
pub(crate) fn of(source: &Source) -> impl Iterator<Item = &'static Clue> {
    CLUES.iter().filter(|clue| {
        let is_of_it = clue.of.is_empty() || clue.of.contains(&source.id);
        is_of_it && clue.columns.iter().any(|name| source.columns.iter().any(|it| it.name == *name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_and_signal_exists() {
        for clue in CLUES {
            assert!(!clue.signals.is_empty(), "{}", clue.what);
            assert!(clue.of.iter().all(|it| bonafide_sources::by_id(it).is_some()));
            for signal in clue.signals {
                let is_there = bonafide_signals::SIGNALS.iter().any(|it| it.card.id == *signal);
                assert!(is_there, "{signal}");
            }
            for column in clue.columns {
                let sources = bonafide_sources::SOURCES;
                let is_there =
                    sources.iter().flat_map(|it| it.columns).any(|it| it.name == *column);
                assert!(is_there, "{column}");
            }
        }
    }
}
