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
    active_around_the_clock,
    activity_clock_against_claimed_zone,
    address_in_documented_range,
    address_moves_while_gateway_stays,
    address_shared_across_names,
    addresses_disagree,
    alert_on_first_day,
    another_person_in_coding_test,
    anti_detect_browser_on_laptop,
    applied_through_anonymizing_network,
    authenticator_shared_by_several_workers,
    bank_details_changed_around_leaving,
    bank_details_changed_from_anonymizing_network,
    call_back_confirmed,
    calls_slower_than_colleagues_nearby,
    capture_adapter_attached,
    career_shared_across_names,
    claimed_job_not_confirmed,
    claims_confirmed_by_check,
    cleared_by_a_review,
    code_pushed_from_unseen_network,
    coding_test_from_two_distant_places,
    coding_test_like_anothers,
    commits_dated_before_the_account,
    consumer_vpn_at_sign_in,
    consumer_vpn_client_on_laptop,
    copied_session_reported,
    copies_more_than_other_newcomers,
    credential_theft_reported_on_laptop,
    data_taken_before_leaving,
    day_long_calls,
    delivery_redirected,
    device_and_sign_in_far_apart,
    device_far_from_delivery,
    device_of_own_instead_of_company,
    device_roams_normally,
    device_stays_in_another_country,
    device_used_before_delivery,
    disposable_mail,
    document_ancestry_shared_across_names,
    document_author_is_another_candidate,
    document_clock_contradicts_claimed_place,
    documented_operator_tool_on_device,
    employments_overlap,
    equipment_sent_to_mailbox_service,
    everything_changes_at_once,
    git_identity_rotates,
    git_offset_contradicts_claimed_place,
    hired_in_one_place_works_in_another,
    hiring_steps_agree_on_another_place,
    history_copied_under_another_name,
    hours_ignore_clock_change,
    hub_serves_several_workers,
    identity_check_discrepant,
    identity_document_shared_across_names,
    identity_of_another_person,
    identity_picture_edited,
    identity_pictures_from_one_camera,
    identity_used_by_somebody_else,
    identity_zone_does_not_hold,
    identity_zone_names_somebody_else,
    image_shared_across_documents,
    ip_kvm_among_neighbors,
    ip_kvm_as_display,
    ip_kvm_on_usb,
    key_made_before_leaving,
    keyboard_that_is_also_a_drive,
    laptop_not_returned,
    laptop_on_one_network_day_and_night,
    laptop_tethered_after_remote_hands,
    leaver_vouches_soon_after,
    leaves_right_after_a_check,
    local_account_made_on_laptop,
    long_tenure_without_change,
    machine_surveyed_on_first_day,
    mail_fails_checks_of_its_domain,
    mail_forwarded_outside,
    mailbox_shared_across_names,
    many_home_networks_in_a_day,
    mass_clone_before_leaving,
    meeting_from_place_other_than_claimed,
    met_in_person,
    office_presence,
    on_watch_list,
    one_client_in_two_places_at_once,
    one_machine_commits_for_several_workers,
    one_meeting_machine_for_several_names,
    one_network_for_several_applicants,
    parcel_signed_at_home,
    payroll_portal_only_from_another_country,
    phone_shared_across_names,
    places_too_far_apart_too_fast,
    pointer_mover_on_laptop,
    profile_shared_across_names,
    protection_tampered_with,
    rare_address_shared_by_several_workers,
    referee_and_candidate_on_voip,
    referee_domain_imitates_another,
    referee_is_one_of_ours_under_another_name,
    referee_shares_contact_with_candidate,
    referees_only_on_free_mail,
    referees_share_a_network,
    reference_sent_from_candidates_network,
    reference_text_shared,
    referral_with_shared_artifact,
    referred_people_share_something_hard,
    remote_access_tool_on_company_laptop,
    remote_desktop_set_up_with_fixed_pin,
    repeated_bank_changes,
    repository_made_public,
    resume_text_shared_across_names,
    returned_under_another_name,
    round_trip_too_long_for_claimed_place,
    second_factor_beside_device,
    second_factor_far_from_device,
    second_factor_travels_along,
    second_factors_reset_soon_after_start,
    several_laptops_behind_one_gateway,
    several_workers_on_one_delivery_address,
    several_workers_on_one_payroll_address,
    shared_bank_account,
    shared_wallet,
    shipped_away_from_home,
    shown_under_another_name,
    sign_in_after_leaving,
    sign_in_from_rented_servers,
    sign_in_place_never_matches_claim,
    skill_claimed_before_it_existed,
    stated_zone_against_claimed_place,
    supplier_with_tied_workers,
    threat_after_collection,
    threat_after_leaving,
    tied_to_confirmed_case,
    travel_router_as_gateway,
    tunnel_tool_on_laptop,
    two_computers_take_shifts,
    two_remote_access_tools_on_recent_laptop,
    used_in_two_places_at_once,
    vdi_client_keeps_changing,
    vdi_client_named_for_somebody_else,
    vdi_client_shared_by_several_workers,
    vdi_from_rented_servers,
    versions_of_resume_disagree,
    virtual_camera_in_meeting,
    virtual_camera_on_laptop,
    virtual_desktop_never_left,
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
