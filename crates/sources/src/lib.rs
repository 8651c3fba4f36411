//! Shelf 1: one folder an export; each reads a vendor's record into what it says, in our words.
//!
//! Invariants: reading a record looks at nothing but that record, never panics, and ends as exactly one of says, passed over
//! or rejected; protected traits are never read. A new source adds its folder and one line in [`SOURCES`].
//! Start with `source.rs`, then any folder; tables of HR, payroll and logistics share `columns.rs` and `telling.rs`.
#![warn(clippy::disallowed_methods, reason = "pure room")]

mod catalogue;
mod columns;
mod greenhouse;
mod json;
mod naming;
mod object;
mod source;
mod telling;
mod worker;

mod asset_shipments;
mod azure_virtual_desktop_connections;
mod azure_virtual_desktop_network;
mod bank_account_changes;
mod carrier_events;
mod defender_advanced_hunting;
mod duo_authentication_log;
mod entra_sign_ins;
mod github_audit_log;
mod greenhouse_applications;
mod greenhouse_candidates;
mod hris_workers;
mod intune_managed_devices;
mod okta_system_log;
mod osquery_results;
mod payroll_accounts;
mod reference_checks;
mod resume_files;
mod threat_reports;
mod zoom_participants;
mod zoom_qos;

#[cfg(test)]
mod testing;

pub use catalogue::catalogue_markdown;
pub use columns::Column;
pub use source::{Source, by_id, recognize};

/// Every export we can read, ordered by id.
pub static SOURCES: &[&Source] = &[
    &asset_shipments::SOURCE,
    &azure_virtual_desktop_connections::SOURCE,
    &azure_virtual_desktop_network::SOURCE,
    &bank_account_changes::SOURCE,
    &carrier_events::SOURCE,
    &defender_advanced_hunting::SOURCE,
    &duo_authentication_log::SOURCE,
    &entra_sign_ins::SOURCE,
    &github_audit_log::SOURCE,
    &greenhouse_applications::SOURCE,
    &greenhouse_candidates::SOURCE,
    &hris_workers::SOURCE,
    &intune_managed_devices::SOURCE,
    &okta_system_log::SOURCE,
    &osquery_results::SOURCE,
    &payroll_accounts::SOURCE,
    &reference_checks::SOURCE,
    &resume_files::SOURCE,
    &threat_reports::SOURCE,
    &zoom_participants::SOURCE,
    &zoom_qos::SOURCE,
];
