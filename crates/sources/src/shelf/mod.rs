//! The sources, one folder each. A new one adds its folder, its `mod` line and one line in the list, both in order.

mod adobe_sign_events;
mod adp_pay_distributions;
mod adp_workers;
mod ashby_applications;
mod ashby_candidates;
mod asset_shipments;
mod aws_workspaces;
mod aws_workspaces_access;
mod azure_virtual_desktop_connections;
mod azure_virtual_desktop_network;
mod background_checks;
mod badge_events;
mod bamboohr_direct_deposits;
mod bamboohr_employees;
mod bank_account_changes;
mod calendar_events;
mod carrier_events;
mod case_outcomes;
mod checkr_reports;
mod cisco_asa_anyconnect;
mod citrix_gateway;
mod citrix_monitor;
mod cloudflare_access;
mod codesignal_results;
mod codility_sessions;
mod crowdstrike_detections;
mod crowdstrike_fdr;
mod crowdstrike_hosts;
mod deel_bank_accounts;
mod deel_equipment;
mod deel_people;
mod defender_advanced_hunting;
mod dhl_tracking;
mod docusign_envelopes;
mod duo_authentication_log;
mod ecs_events;
mod entra_risk_detections;
mod entra_sign_ins;
mod fedex_tracking;
mod fortigate_vpn;
mod freelance_accounts;
mod freelancer_accounts;
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
mod hackerrank_results;
mod horizon_events;
mod hris_workers;
mod id_documents;
mod identity_decisions;
mod intune_managed_devices;
mod jamf_pro_computers;
mod jira_assets;
mod json_resume;
mod kandji_devices;
mod lever_opportunities;
mod lms_completions;
mod mail_messages;
mod mapped_events;
mod microsoft365_unified_audit;
mod misp_events;
mod moodle_logs;
mod netskope_events;
mod ocsf_events;
mod ofac_sdn;
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
mod stix_indicators;
mod tailscale;
mod teams_call_records;
mod threat_reports;
mod ups_tracking;
mod upwork_proposals;
mod watch_list;
mod webex_meeting_quality;
mod webex_participants;
mod windows365_cloud_pcs;
mod windows_event_log;
mod workday_fivetran;
mod workday_raas_workers;
mod xapi_statements;
mod zoom_participants;
mod zoom_qos;
mod zscaler_zia;
mod zscaler_zpa;

use crate::Source;
pub(crate) use mapped_events::{FAILURE as FAILURE_WORDS, SUCCESS as SUCCESS_WORDS};

/// From module names: every module has a `SOURCE`.
macro_rules! shelf {
    ($($source:ident,)*) => {
        &[$(&$source::SOURCE),*]
    };
}

/// Every export we can read, ordered by id.
pub static SOURCES: &[&Source] = shelf![
    adobe_sign_events,
    adp_pay_distributions,
    adp_workers,
    ashby_applications,
    ashby_candidates,
    asset_shipments,
    aws_workspaces,
    aws_workspaces_access,
    azure_virtual_desktop_connections,
    azure_virtual_desktop_network,
    background_checks,
    badge_events,
    bamboohr_direct_deposits,
    bamboohr_employees,
    bank_account_changes,
    calendar_events,
    carrier_events,
    case_outcomes,
    checkr_reports,
    cisco_asa_anyconnect,
    citrix_gateway,
    citrix_monitor,
    cloudflare_access,
    codesignal_results,
    codility_sessions,
    crowdstrike_detections,
    crowdstrike_fdr,
    crowdstrike_hosts,
    deel_bank_accounts,
    deel_equipment,
    deel_people,
    defender_advanced_hunting,
    dhl_tracking,
    docusign_envelopes,
    duo_authentication_log,
    ecs_events,
    entra_risk_detections,
    entra_sign_ins,
    fedex_tracking,
    fortigate_vpn,
    freelance_accounts,
    freelancer_accounts,
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
    hackerrank_results,
    horizon_events,
    hris_workers,
    id_documents,
    identity_decisions,
    intune_managed_devices,
    jamf_pro_computers,
    jira_assets,
    json_resume,
    kandji_devices,
    lever_opportunities,
    lms_completions,
    mail_messages,
    mapped_events,
    microsoft365_unified_audit,
    misp_events,
    moodle_logs,
    netskope_events,
    ocsf_events,
    ofac_sdn,
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
    stix_indicators,
    tailscale,
    teams_call_records,
    threat_reports,
    ups_tracking,
    upwork_proposals,
    watch_list,
    webex_meeting_quality,
    webex_participants,
    windows365_cloud_pcs,
    windows_event_log,
    workday_fivetran,
    workday_raas_workers,
    xapi_statements,
    zoom_participants,
    zoom_qos,
    zscaler_zia,
    zscaler_zpa,
];
