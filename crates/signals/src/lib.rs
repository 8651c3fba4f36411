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
mod clock;
mod from_ties;
mod kvm;
mod names;
mod places;
mod programs;
mod roles;
mod sharing;

// One signal each, in order of id.
mod account_holder_is_another_name;
mod account_holder_verified;
mod address_shared_across_names;
mod addresses_disagree;
mod call_back_confirmed;
mod delivery_redirected;
mod device_of_own_instead_of_company;
mod disposable_mail;
mod document_ancestry_shared_across_names;
mod document_author_is_another_candidate;
mod document_clock_contradicts_claimed_place;
mod employments_overlap;
mod hub_serves_several_workers;
mod image_shared_across_documents;
mod laptop_not_returned;
mod leaver_vouches_soon_after;
mod long_tenure_without_change;
mod mailbox_shared_across_names;
mod met_in_person;
mod office_presence;
mod phone_shared_across_names;
mod profile_shared_across_names;
mod referee_is_one_of_ours_under_another_name;
mod referee_shares_contact_with_candidate;
mod referees_only_on_free_mail;
mod reference_sent_from_candidates_network;
mod reference_text_shared;
mod referral_with_shared_artifact;
mod repeated_bank_changes;
mod resume_text_shared_across_names;
mod returned_under_another_name;
mod several_workers_on_one_delivery_address;
mod shared_bank_account;
mod shared_wallet;
mod shipped_away_from_home;
mod threat_after_leaving;
mod versions_of_resume_disagree;
mod voip_phone;
mod vouching_ring;

pub use catalogue::catalogue_markdown;
pub use shelf::{SIGNALS, Signal};
