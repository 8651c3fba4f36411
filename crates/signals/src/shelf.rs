//! The list of signals.

use bonafide_model::{Card, Finding, Scene};

/// One signal.
#[derive(Debug, Clone, Copy)]
pub struct Signal {
    /// Everything about it that is not its code.
    pub card: &'static Card,
    /// Looks for it; findings in order of persona.
    pub detect: fn(&Scene) -> Vec<Finding>,
}

/// From module names: every module has a `CARD` and a `detect`.
macro_rules! shelf {
    ($($signal:ident,)*) => {
        &[$(Signal { card: &crate::$signal::CARD, detect: crate::$signal::detect }),*]
    };
}

/// Every signal, in order of card id. A new signal adds its file, its `mod` line and one line here.
pub const SIGNALS: &[Signal] = shelf![
    account_holder_is_another_name,
    account_holder_verified,
    address_shared_across_names,
    addresses_disagree,
    call_back_confirmed,
    delivery_redirected,
    device_of_own_instead_of_company,
    disposable_mail,
    document_ancestry_shared_across_names,
    document_author_is_another_candidate,
    document_clock_contradicts_claimed_place,
    employments_overlap,
    hub_serves_several_workers,
    image_shared_across_documents,
    laptop_not_returned,
    leaver_vouches_soon_after,
    long_tenure_without_change,
    mailbox_shared_across_names,
    met_in_person,
    office_presence,
    phone_shared_across_names,
    profile_shared_across_names,
    referee_is_one_of_ours_under_another_name,
    referee_shares_contact_with_candidate,
    referees_only_on_free_mail,
    reference_sent_from_candidates_network,
    reference_text_shared,
    referral_with_shared_artifact,
    repeated_bank_changes,
    resume_text_shared_across_names,
    returned_under_another_name,
    several_workers_on_one_delivery_address,
    shared_bank_account,
    shared_wallet,
    shipped_away_from_home,
    threat_after_leaving,
    versions_of_resume_disagree,
    voip_phone,
    vouching_ring,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case_and_in_order() {
        let ids = SIGNALS.iter().map(|it| it.card.id).collect::<Vec<_>>();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
        for id in ids {
            assert!(
                id.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-'),
                "{id}"
            );
        }
    }

    #[test]
    fn cards_are_filled_in() {
        for Signal { card, .. } in SIGNALS {
            assert!(!card.benign.is_empty(), "{}: no innocent reason", card.id);
            assert!(!card.verify.is_empty(), "{}: no check", card.id);
            assert!(!card.needs.is_empty(), "{}: needs nothing", card.id);
            let has_parent = ["guess: ", "measured ", "published ("]
                .iter()
                .any(|it| card.weight_from.starts_with(it));
            assert!(has_parent, "{}: weight without a parent", card.id);
        }
    }
}
