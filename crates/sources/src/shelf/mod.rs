//! The sources, one folder each. A new one adds its folder, its `mod` line and one line in the list, both in order.

mod asset_shipments;
mod azure_virtual_desktop_connections;
mod azure_virtual_desktop_network;
mod badge_events;
mod bank_account_changes;
mod carrier_events;
mod crowdstrike_detections;
mod crowdstrike_fdr;
mod crowdstrike_hosts;
mod defender_advanced_hunting;
mod dhl_tracking;
mod duo_authentication_log;
mod ecs_events;
mod entra_sign_ins;
mod fedex_tracking;
mod github_audit_log;
mod greenhouse_applications;
mod greenhouse_candidates;
mod hris_workers;
mod intune_managed_devices;
mod jamf_pro_computers;
mod jira_assets;
mod kandji_devices;
mod ocsf_events;
mod okta_system_log;
mod osquery_results;
mod payroll_accounts;
mod reference_checks;
mod resume_files;
mod sentinelone_agents;
mod sentinelone_events;
mod servicenow_hardware_assets;
mod snipe_it_hardware;
mod threat_reports;
mod ups_tracking;
mod zoom_participants;
mod zoom_qos;

use crate::Source;

/// From module names: every module has a `SOURCE`.
macro_rules! shelf {
    ($($source:ident,)*) => {
        &[$(&$source::SOURCE),*]
    };
}

/// Every export we can read, ordered by id.
pub static SOURCES: &[&Source] = shelf![
    asset_shipments,
    azure_virtual_desktop_connections,
    azure_virtual_desktop_network,
    badge_events,
    bank_account_changes,
    carrier_events,
    crowdstrike_detections,
    crowdstrike_fdr,
    crowdstrike_hosts,
    defender_advanced_hunting,
    dhl_tracking,
    duo_authentication_log,
    ecs_events,
    entra_sign_ins,
    fedex_tracking,
    github_audit_log,
    greenhouse_applications,
    greenhouse_candidates,
    hris_workers,
    intune_managed_devices,
    jamf_pro_computers,
    jira_assets,
    kandji_devices,
    ocsf_events,
    okta_system_log,
    osquery_results,
    payroll_accounts,
    reference_checks,
    resume_files,
    sentinelone_agents,
    sentinelone_events,
    servicenow_hardware_assets,
    snipe_it_hardware,
    threat_reports,
    ups_tracking,
    zoom_participants,
    zoom_qos,
];
