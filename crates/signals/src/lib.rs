//! Shelf 2: what the linked records of one persona can show, one file a signal.
//!
//! A signal is a [`Card`](bonafide_model::Card) and a function from the [`Scene`](bonafide_model::Scene) to findings.
//! Invariants: a finding rests on lines; absence of records is never a finding; nothing here reads a clock, and nothing
//! compares names, nationalities or looks of people. The list is in `shelf.rs`; read one signal next, such as
//! `used_in_two_places_at_once.rs`.
#![warn(clippy::disallowed_methods, reason = "pure room")]

mod catalogue;
mod shelf;

// What several signals ask.
mod approvals;
mod clock;
mod from_ties;
mod kvm;
mod listed;
mod names;
mod places;
mod programs;
mod sharing;

// One signal each, in order of id.
mod account_holder_is_another_name;
mod account_holder_verified;
mod active_around_the_clock;
mod activity_clock_against_claimed_zone;
mod address_in_documented_range;
mod address_shared_across_names;
mod addresses_disagree;
mod authenticator_shared_by_several_workers;
mod bank_details_changed_from_anonymizing_network;
mod call_back_confirmed;
mod capture_adapter_attached;
mod code_pushed_from_unseen_network;
mod commits_dated_before_the_account;
mod consumer_vpn_at_sign_in;
mod consumer_vpn_client_on_laptop;
mod day_long_calls;
mod delivery_redirected;
mod device_far_from_delivery;
mod device_of_own_instead_of_company;
mod device_roams_normally;
mod disposable_mail;
mod document_ancestry_shared_across_names;
mod document_author_is_another_candidate;
mod document_clock_contradicts_claimed_place;
mod employments_overlap;
mod git_identity_rotates;
mod git_offset_contradicts_claimed_place;
mod history_copied_under_another_name;
mod hub_serves_several_workers;
mod identity_document_shared_across_names;
mod identity_of_another_person;
mod identity_used_by_somebody_else;
mod image_shared_across_documents;
mod ip_kvm_as_display;
mod ip_kvm_on_usb;
mod keyboard_that_is_also_a_drive;
mod laptop_not_returned;
mod laptop_tethered_after_remote_hands;
mod leaver_vouches_soon_after;
mod long_tenure_without_change;
mod mailbox_shared_across_names;
mod mass_clone_before_leaving;
mod meeting_from_place_other_than_claimed;
mod met_in_person;
mod office_presence;
mod on_watch_list;
mod one_meeting_machine_for_several_names;
mod phone_shared_across_names;
mod places_too_far_apart_too_fast;
mod pointer_mover_on_laptop;
mod profile_shared_across_names;
mod rare_address_shared_by_several_workers;
mod referee_is_one_of_ours_under_another_name;
mod referee_shares_contact_with_candidate;
mod referees_only_on_free_mail;
mod reference_sent_from_candidates_network;
mod reference_text_shared;
mod referral_with_shared_artifact;
mod remote_access_tool_on_company_laptop;
mod remote_desktop_set_up_with_fixed_pin;
mod repeated_bank_changes;
mod resume_text_shared_across_names;
mod returned_under_another_name;
mod round_trip_too_long_for_claimed_place;
mod second_factor_beside_device;
mod second_factor_far_from_device;
mod several_laptops_behind_one_gateway;
mod several_workers_on_one_delivery_address;
mod shared_bank_account;
mod shared_wallet;
mod shipped_away_from_home;
mod shown_under_another_name;
mod sign_in_after_leaving;
mod sign_in_from_rented_servers;
mod sign_in_place_never_matches_claim;
mod threat_after_leaving;
mod tunnel_tool_on_laptop;
mod two_remote_access_tools_on_recent_laptop;
mod used_in_two_places_at_once;
mod vdi_client_shared_by_several_workers;
mod vdi_from_rented_servers;
mod versions_of_resume_disagree;
mod virtual_camera_in_meeting;
mod virtual_camera_on_laptop;
mod voip_phone;
mod vouching_ring;

pub use catalogue::catalogue_markdown;
pub use shelf::{SIGNALS, Signal};
