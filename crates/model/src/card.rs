//! The card of a signal: everything about it that is not its code.

use crate::Bits;

/// Stage of a worker's life at which a signal looks (threat.md section 2 in the plan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Finding candidates.
    Sourcing,
    /// Application.
    Application,
    /// Interview.
    Interview,
    /// Identity and background.
    Identity,
    /// Onboarding and shipping.
    Shipping,
    /// Access.
    Access,
    /// Endpoint.
    Endpoint,
    /// Virtual desktop and own devices.
    VirtualDesktop,
    /// Code.
    Code,
    /// Payment.
    Payment,
    /// Conduct.
    Conduct,
    /// Data.
    Data,
    /// Offboarding.
    Offboarding,
    /// References and re-application.
    References,
}

impl Stage {
    /// All stages, in the order of a worker's life.
    pub const ALL: [Self; 14] = [
        Self::Sourcing,
        Self::Application,
        Self::Interview,
        Self::Identity,
        Self::Shipping,
        Self::Access,
        Self::Endpoint,
        Self::VirtualDesktop,
        Self::Code,
        Self::Payment,
        Self::Conduct,
        Self::Data,
        Self::Offboarding,
        Self::References,
    ];

    /// The word used in outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sourcing => "sourcing",
            Self::Application => "application",
            Self::Interview => "interview",
            Self::Identity => "identity",
            Self::Shipping => "shipping",
            Self::Access => "access",
            Self::Endpoint => "endpoint",
            Self::VirtualDesktop => "virtual_desktop",
            Self::Code => "code",
            Self::Payment => "payment",
            Self::Conduct => "conduct",
            Self::Data => "data",
            Self::Offboarding => "offboarding",
            Self::References => "references",
        }
    }
}

/// Evidence family: findings of one family often share one cause and are counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Network and location.
    Netloc,
    /// Remote control of a device.
    Remctl,
    /// One thing shared by several personas.
    Share,
    /// Made-up biography.
    Persona,
    /// Identity documents.
    Doc,
    /// Device logistics.
    Ship,
    /// Money.
    Payout,
    /// Pattern of work and conduct.
    Work,
    /// Developer platforms.
    Code,
    /// Data taken, and threats with it.
    Exfil,
    /// References, referrals and re-application.
    Refnet,
    /// A published list.
    List,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 12] = [
        Self::Netloc,
        Self::Remctl,
        Self::Share,
        Self::Persona,
        Self::Doc,
        Self::Ship,
        Self::Payout,
        Self::Work,
        Self::Code,
        Self::Exfil,
        Self::Refnet,
        Self::List,
    ];

    /// The word used in outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Netloc => "netloc",
            Self::Remctl => "remctl",
            Self::Share => "share",
            Self::Persona => "persona",
            Self::Doc => "doc",
            Self::Ship => "ship",
            Self::Payout => "payout",
            Self::Work => "work",
            Self::Code => "code",
            Self::Exfil => "exfil",
            Self::Refnet => "refnet",
            Self::List => "list",
        }
    }

    /// In words, for people who read a report.
    pub fn label(self) -> &'static str {
        match self {
            Self::Netloc => "network and location",
            Self::Remctl => "remote control of the device",
            Self::Share => "things shared with other personas",
            Self::Persona => "biography",
            Self::Doc => "documents",
            Self::Ship => "equipment and delivery",
            Self::Payout => "money",
            Self::Work => "pattern of work",
            Self::Code => "code hosting",
            Self::Exfil => "data and threats",
            Self::Refnet => "references and re-application",
            Self::List => "published lists",
        }
    }
}

/// A kind of record without which a signal is blind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// Applicant-tracking records.
    Applications,
    /// Résumé files.
    Resumes,
    /// HR worker records.
    Workers,
    /// Reference checks.
    References,
    /// Shipments of equipment.
    Shipments,
    /// Carriers' tracking.
    CarrierEvents,
    /// Payroll accounts.
    Payroll,
    /// Changes of bank details.
    AccountChanges,
    /// Sign-ins.
    SignIns,
    /// Second factors with the phone's address.
    SecondFactors,
    /// Enrolled authenticators or client devices.
    Authenticators,
    /// Device inventory.
    Devices,
    /// Local network of devices.
    DeviceNetworks,
    /// USB devices and displays.
    Peripherals,
    /// Programs.
    Programs,
    /// Virtual desktop connections.
    VirtualDesktops,
    /// Round-trip times.
    RoundTrips,
    /// Meeting participants.
    Meetings,
    /// Code hosting audit.
    CodeAudit,
    /// Register of threats received.
    Threats,
    /// Commits of repositories.
    CodeHistory,
    /// Doors opened with a badge.
    Badges,
    /// Results of background and identity checks.
    BackgroundChecks,
    /// Pictures and zones of identity documents.
    IdentityDocuments,
    /// Results of coding tests.
    Assessments,
    /// Indicators that somebody published or keeps.
    WatchLists,
    /// Mail, chat and file logs.
    Collaboration,
    /// Tunnels into the organisation's network.
    RemoteNetwork,
    /// Signed contracts and forms.
    Signatures,
    /// Detections of security products.
    Alerts,
    /// Mail messages with their headers.
    Mail,
    /// Calendars.
    Calendars,
    /// Profiles in a chat, with the time zones that people set.
    Profiles,
    /// Accounts and bids on freelance platforms.
    Platforms,
    /// Training that was done.
    Training,
    /// Cases that people closed.
    CaseOutcomes,
}

impl Need {
    /// All kinds, each with the word by which a user's own signals name it.
    pub const ALL: [(Self, &'static str); 36] = [
        (Self::Applications, "applications"),
        (Self::Resumes, "resumes"),
        (Self::Workers, "workers"),
        (Self::References, "references"),
        (Self::Shipments, "shipments"),
        (Self::CarrierEvents, "carrier-events"),
        (Self::Payroll, "payroll"),
        (Self::AccountChanges, "account-changes"),
        (Self::SignIns, "sign-ins"),
        (Self::SecondFactors, "second-factors"),
        (Self::Authenticators, "authenticators"),
        (Self::Devices, "devices"),
        (Self::DeviceNetworks, "device-networks"),
        (Self::Peripherals, "peripherals"),
        (Self::Programs, "programs"),
        (Self::VirtualDesktops, "virtual-desktops"),
        (Self::RoundTrips, "round-trips"),
        (Self::Meetings, "meetings"),
        (Self::CodeAudit, "code-audit"),
        (Self::Threats, "threats"),
        (Self::CodeHistory, "code-history"),
        (Self::Badges, "badges"),
        (Self::BackgroundChecks, "background-checks"),
        (Self::IdentityDocuments, "identity-documents"),
        (Self::Assessments, "assessments"),
        (Self::WatchLists, "watch-lists"),
        (Self::Collaboration, "collaboration"),
        (Self::RemoteNetwork, "remote-network"),
        (Self::Signatures, "signatures"),
        (Self::Alerts, "alerts"),
        (Self::Mail, "mail"),
        (Self::Calendars, "calendars"),
        (Self::Profiles, "profiles"),
        (Self::Platforms, "platforms"),
        (Self::Training, "training"),
        (Self::CaseOutcomes, "case-outcomes"),
    ];

    /// In words: "needs …".
    pub fn label(self) -> &'static str {
        match self {
            Self::Applications => "applicant-tracking records",
            Self::Resumes => "résumé files",
            Self::Workers => "HR worker records",
            Self::References => "reference checks",
            Self::Shipments => "equipment shipments",
            Self::CarrierEvents => "carrier tracking events",
            Self::Payroll => "payroll accounts",
            Self::AccountChanges => "the log of bank-detail changes",
            Self::SignIns => "identity-provider sign-ins",
            Self::SecondFactors => "second-factor logs with the phone's address",
            Self::Authenticators => "enrolled authenticators or client devices",
            Self::Devices => "device inventory",
            Self::DeviceNetworks => "the devices' local networks",
            Self::Peripherals => "USB and display inventory",
            Self::Programs => "programs seen on devices",
            Self::VirtualDesktops => "virtual desktop connections",
            Self::RoundTrips => "round-trip times",
            Self::Meetings => "meeting participants",
            Self::CodeAudit => "code-hosting audit log",
            Self::Threats => "the register of threats received",
            Self::CodeHistory => "git history",
            Self::Badges => "badge logs",
            Self::BackgroundChecks => "results of background checks",
            Self::IdentityDocuments => "pictures of identity documents",
            Self::Assessments => "results of coding tests",
            Self::WatchLists => "watch lists",
            Self::Collaboration => "mail, chat and file logs",
            Self::RemoteNetwork => "VPN and private-access logs",
            Self::Signatures => "signing histories",
            Self::Alerts => "detections of security products",
            Self::Mail => "mail messages",
            Self::Calendars => "calendars",
            Self::Profiles => "profiles of a chat",
            Self::Platforms => "freelance-platform accounts",
            Self::Training => "training records",
            Self::CaseOutcomes => "the register of closed cases",
        }
    }
}

/// Everything about a signal that is not its code.
#[derive(Debug)]
pub struct Card {
    /// What is seen, kebab-case, stable for ever.
    pub id: &'static str,
    /// The same as a sentence without full stop.
    pub title: &'static str,
    /// Where in a worker's life it looks.
    pub stage: Stage,
    /// Which cause it may share with others.
    pub family: Family,
    /// Usual weight; a finding may carry less or more. The line beside it in the source says where it is from.
    pub weight: Bits,
    /// Parent of the weight: `measured …`, `published (TAG)` or `guess: …`.
    pub weight_from: &'static str,
    /// Kinds of record on which it rests: without one of them it sees less, or nothing.
    pub needs: &'static [Need],
    /// Ordinary explanations; never empty.
    pub benign: &'static [&'static str],
    /// The least intrusive check that would settle it.
    pub verify: &'static str,
    /// Tags of published sources.
    pub sources: &'static [&'static str],
    /// Rows of the threat catalogue that it answers (`APP-01`).
    pub indicators: &'static [&'static str],
    /// ATT&CK technique ids.
    pub attack: &'static [&'static str],
}
