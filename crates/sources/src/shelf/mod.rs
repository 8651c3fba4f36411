//! The sources, one folder each. A new one adds its folder, its `mod` line and one line in the list, both in order.

mod asset_shipments;
mod azure_virtual_desktop_connections;
mod azure_virtual_desktop_network;
mod bank_account_changes;
mod carrier_events;
mod cisco_asa_anyconnect;
mod citrix_gateway;
mod cloudflare_access;
mod defender_advanced_hunting;
mod duo_authentication_log;
mod entra_sign_ins;
mod fortigate_vpn;
mod github_audit_log;
mod globalprotect;
mod greenhouse_applications;
mod greenhouse_candidates;
mod horizon_events;
mod hris_workers;
mod intune_managed_devices;
mod netskope_events;
mod okta_system_log;
mod openvpn_server;
mod osquery_results;
mod payroll_accounts;
mod reference_checks;
mod resume_files;
mod tailscale;
mod threat_reports;
mod zoom_participants;
mod zoom_qos;
mod zscaler_zia;
mod zscaler_zpa;

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
    bank_account_changes,
    carrier_events,
    cisco_asa_anyconnect,
    citrix_gateway,
    cloudflare_access,
    defender_advanced_hunting,
    duo_authentication_log,
    entra_sign_ins,
    fortigate_vpn,
    github_audit_log,
    globalprotect,
    greenhouse_applications,
    greenhouse_candidates,
    horizon_events,
    hris_workers,
    intune_managed_devices,
    netskope_events,
    okta_system_log,
    openvpn_server,
    osquery_results,
    payroll_accounts,
    reference_checks,
    resume_files,
    tailscale,
    threat_reports,
    zoom_participants,
    zoom_qos,
    zscaler_zia,
    zscaler_zpa,
];
