//! The sources, one folder each. A new one adds its folder, its `mod` line and one line in the list, both in order.

mod adp_pay_distributions;
mod adp_workers;
mod ashby_applications;
mod ashby_candidates;
mod asset_shipments;
mod aws_workspaces;
mod aws_workspaces_access;
mod azure_virtual_desktop_connections;
mod azure_virtual_desktop_network;
mod badge_events;
mod bamboohr_direct_deposits;
mod bamboohr_employees;
mod bank_account_changes;
mod calendar_events;
mod carrier_events;
mod cisco_asa_anyconnect;
mod citrix_gateway;
mod citrix_monitor;
mod cloudflare_access;
mod crowdstrike_detections;
mod crowdstrike_fdr;
mod crowdstrike_hosts;
mod deel_bank_accounts;
mod deel_equipment;
mod deel_people;
mod defender_advanced_hunting;
mod dhl_tracking;
mod duo_authentication_log;
mod ecs_events;
mod entra_risk_detections;
mod entra_sign_ins;
mod fedex_tracking;
mod fortigate_vpn;
mod git_commits;
mod github_audit_log;
mod github_users;
mod gitlab_audit_events;
mod globalprotect;
mod google_workspace_reports;
mod google_workspace_users;
mod greenhouse_applications;
mod greenhouse_candidates;
mod gusto_bank_accounts;
mod gusto_employees;
mod horizon_events;
mod hris_workers;
mod id_documents;
mod intune_managed_devices;
mod jamf_pro_computers;
mod jira_assets;
mod kandji_devices;
mod lever_opportunities;
mod mail_messages;
mod microsoft365_unified_audit;
mod netskope_events;
mod ocsf_events;
mod okta_system_log;
mod openvpn_server;
mod osquery_results;
mod payroll_accounts;
mod personio_employees;
mod reference_checks;
mod remote_employments;
mod resume_files;
mod rippling_workers;
mod sentinelone_agents;
mod sentinelone_events;
mod servicenow_hardware_assets;
mod slack_access_logs;
mod slack_audit_logs;
mod slack_members;
mod snipe_it_hardware;
mod tailscale;
mod teams_call_records;
mod threat_reports;
mod ups_tracking;
mod webex_meeting_quality;
mod webex_participants;
mod windows365_cloud_pcs;
mod windows_event_log;
mod workday_fivetran;
mod workday_raas_workers;
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
    adp_pay_distributions,
    adp_workers,
    ashby_applications,
    ashby_candidates,
    asset_shipments,
    aws_workspaces,
    aws_workspaces_access,
    azure_virtual_desktop_connections,
    azure_virtual_desktop_network,
    badge_events,
    bamboohr_direct_deposits,
    bamboohr_employees,
    bank_account_changes,
    calendar_events,
    carrier_events,
    cisco_asa_anyconnect,
    citrix_gateway,
    citrix_monitor,
    cloudflare_access,
    crowdstrike_detections,
    crowdstrike_fdr,
    crowdstrike_hosts,
    deel_bank_accounts,
    deel_equipment,
    deel_people,
    defender_advanced_hunting,
    dhl_tracking,
    duo_authentication_log,
    ecs_events,
    entra_risk_detections,
    entra_sign_ins,
    fedex_tracking,
    fortigate_vpn,
    git_commits,
    github_audit_log,
    github_users,
    gitlab_audit_events,
    globalprotect,
    google_workspace_reports,
    google_workspace_users,
    greenhouse_applications,
    greenhouse_candidates,
    gusto_bank_accounts,
    gusto_employees,
    horizon_events,
    hris_workers,
    id_documents,
    intune_managed_devices,
    jamf_pro_computers,
    jira_assets,
    kandji_devices,
    lever_opportunities,
    mail_messages,
    microsoft365_unified_audit,
    netskope_events,
    ocsf_events,
    okta_system_log,
    openvpn_server,
    osquery_results,
    payroll_accounts,
    personio_employees,
    reference_checks,
    remote_employments,
    resume_files,
    rippling_workers,
    sentinelone_agents,
    sentinelone_events,
    servicenow_hardware_assets,
    slack_access_logs,
    slack_audit_logs,
    slack_members,
    snipe_it_hardware,
    tailscale,
    teams_call_records,
    threat_reports,
    ups_tracking,
    webex_meeting_quality,
    webex_participants,
    windows365_cloud_pcs,
    windows_event_log,
    workday_fivetran,
    workday_raas_workers,
    zoom_participants,
    zoom_qos,
    zscaler_zia,
    zscaler_zpa,
];
