//! One use of a system by a person or device: the high-volume fact, folded into footprints and never kept row by row.

use std::{net::IpAddr, sync::Arc};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Need, Place};

/// Through which door the use went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Channel {
    /// An identity provider's sign-in.
    SignIn,
    /// Approval of a second factor; `ip` is the device that signs in, `factor_ip` the phone that approves.
    SecondFactor,
    /// A virtual desktop: the address of the client, not of the session host.
    VirtualDesktop,
    /// A meeting or interview call.
    Meeting,
    /// Code hosting: clone, push, web.
    Code,
    /// HR and payroll portal, including a change of bank details.
    HrPortal,
    /// A managed device's check-in or its agent's public address.
    Device,
    /// A job application.
    Application,
    /// A reference form that was filled in.
    Reference,
    /// A VPN gateway or private-access broker of the organisation: the public address that the tunnel came from.
    Vpn,
    /// Mail, chat, files and other office software.
    Office,
    /// A coding test or other assessment.
    Assessment,
    /// Signing of a contract or form.
    Signing,
    /// Training that the organisation asks for.
    Training,
    /// A job platform: the person's account, bids and work diary there.
    Platform,
    /// A commit, at the time that it bears: no system was used for it, and its date is what the writer's computer was told.
    Commit,
}

impl Channel {
    /// In words, for sentences and tables.
    pub fn label(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::SecondFactor => "second factor",
            Self::VirtualDesktop => "virtual desktop",
            Self::Meeting => "meeting",
            Self::Code => "code hosting",
            Self::HrPortal => "HR portal",
            Self::Device => "device check-in",
            Self::Application => "application",
            Self::Reference => "reference form",
            Self::Vpn => "VPN gateway",
            Self::Office => "office software",
            Self::Assessment => "assessment",
            Self::Signing => "contract signing",
            Self::Training => "training",
            Self::Platform => "job platform",
            Self::Commit => "commit",
        }
    }

    /// The kind of record that a use through this door is; none for forms that are but the by-product of another record.
    pub fn need(self) -> Option<Need> {
        match self {
            Self::SignIn => Some(Need::SignIns),
            Self::SecondFactor => Some(Need::SecondFactors),
            Self::VirtualDesktop => Some(Need::VirtualDesktops),
            Self::Meeting => Some(Need::Meetings),
            Self::Code => Some(Need::CodeAudit),
            Self::Device => Some(Need::Devices),
            Self::Vpn => Some(Need::RemoteNetwork),
            Self::Office => Some(Need::Collaboration),
            Self::Assessment => Some(Need::Assessments),
            Self::Signing => Some(Need::Signatures),
            Self::Training => Some(Need::Training),
            Self::Platform => Some(Need::Platforms),
            Self::Commit => Some(Need::CodeHistory),
            Self::HrPortal | Self::Application | Self::Reference => None,
        }
    }

    /// Whether a human sat at the client (a device checks in by itself).
    pub fn is_human(self) -> bool {
        !matches!(self, Self::Device)
    }
}

/// Whether it went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// Let in.
    Success,
    /// Refused, or broken off.
    Failure,
}

/// That the exporting system itself named an anonymizing service on the path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anonymizer {
    /// The operator as the vendor names it (`ASTRILL_VPN`), if it does.
    pub operator: Option<Arc<str>>,
}

/// One use of a system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Access {
    /// Start.
    pub at: Timestamp,
    /// End, for sessions and calls.
    pub until: Option<Timestamp>,
    /// Door.
    pub channel: Channel,
    /// Let in or not.
    pub outcome: Outcome,
    /// Public address of the client.
    pub ip: Option<IpAddr>,
    /// Public address of the phone that approved, for second factors.
    pub factor_ip: Option<IpAddr>,
    /// The client as the system names it: device id, VDI client name, machine name; for comparing within one persona only
    /// (what may tie two personas is said as an `Artifact`).
    pub client: Option<Arc<str>>,
    /// Operating system family of the client, as written.
    pub os: Option<Arc<str>>,
    /// Anonymizing service named by the vendor.
    pub anonymizer: Option<Anonymizer>,
    /// Place of `ip` as the vendor places it; used only where our tables do not know the address.
    pub vendor_place: Option<Place>,
    /// Round-trip time in milliseconds, end to end, if measured.
    pub round_trip_ms: Option<u32>,
    /// The place of the far end against which the round trip was measured (a VDI gateway region).
    pub measured_at: Option<Place>,
}

impl Access {
    /// A successful use with nothing else known.
    pub fn new(channel: Channel, at: Timestamp) -> Self {
        Self {
            at,
            until: None,
            channel,
            outcome: Outcome::Success,
            ip: None,
            factor_ip: None,
            client: None,
            os: None,
            anonymizer: None,
            vendor_place: None,
            round_trip_ms: None,
            measured_at: None,
        }
    }
}
