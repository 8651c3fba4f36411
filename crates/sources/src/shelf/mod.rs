//! The sources, one folder each. A new one adds its folder, its `mod` line and one line in the list, both in order.

mod adp_pay_distributions;
mod adp_workers;
mod ashby_applications;
mod ashby_candidates;
mod asset_shipments;
mod azure_virtual_desktop_connections;
mod azure_virtual_desktop_network;
mod bamboohr_direct_deposits;
mod bamboohr_employees;
mod bank_account_changes;
mod carrier_events;
mod deel_bank_accounts;
mod deel_equipment;
mod deel_people;
mod defender_advanced_hunting;
mod duo_authentication_log;
mod entra_sign_ins;
mod github_audit_log;
mod greenhouse_applications;
mod greenhouse_candidates;
mod gusto_bank_accounts;
mod gusto_employees;
mod hris_workers;
mod intune_managed_devices;
mod lever_opportunities;
mod okta_system_log;
mod osquery_results;
mod payroll_accounts;
mod personio_employees;
mod reference_checks;
mod remote_employments;
mod resume_files;
mod rippling_workers;
mod threat_reports;
mod workday_fivetran;
mod workday_raas_workers;
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
    adp_pay_distributions,
    adp_workers,
    ashby_applications,
    ashby_candidates,
    asset_shipments,
    azure_virtual_desktop_connections,
    azure_virtual_desktop_network,
    bamboohr_direct_deposits,
    bamboohr_employees,
    bank_account_changes,
    carrier_events,
    deel_bank_accounts,
    deel_equipment,
    deel_people,
    defender_advanced_hunting,
    duo_authentication_log,
    entra_sign_ins,
    github_audit_log,
    greenhouse_applications,
    greenhouse_candidates,
    gusto_bank_accounts,
    gusto_employees,
    hris_workers,
    intune_managed_devices,
    lever_opportunities,
    okta_system_log,
    osquery_results,
    payroll_accounts,
    personio_employees,
    reference_checks,
    remote_employments,
    resume_files,
    rippling_workers,
    threat_reports,
    workday_fivetran,
    workday_raas_workers,
    zoom_participants,
    zoom_qos,
];
