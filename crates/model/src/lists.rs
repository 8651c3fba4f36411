//! The shipped lists of hardware, software and domains that signals compare with; filled by the `reference` gate.

use std::collections::BTreeSet;

use jiff::civil::Date;

/// A program for the remote control of a computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteTool {
    /// Its name.
    pub name: String,
    /// File names of its processes on any system, lower case (`anydesk.exe`, `anydesk`).
    pub processes: BTreeSet<String>,
    /// Domains it speaks to, lower case, a leading `*.` dropped.
    pub domains: BTreeSet<String>,
}

/// How a hardware KVM shows itself on USB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KvmUsb {
    /// The product.
    pub device: String,
    /// USB vendor id.
    pub vendor_id: u16,
    /// USB product id; `None` means any.
    pub product_id: Option<u16>,
    /// Lower-case substring of manufacturer or product string; `None` means that the ids alone tell.
    pub text: Option<String>,
    /// Serial string, compared exactly.
    pub serial: Option<String>,
    /// Whether the row names the product, or only a class of hardware that honest people own too.
    pub is_specific: bool,
    /// Where the row is from.
    pub provenance: String,
}

/// How a hardware KVM shows itself as a monitor (EDID).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KvmDisplay {
    /// The product.
    pub device: String,
    /// Three-letter EDID manufacturer id.
    pub manufacturer: String,
    /// EDID product code.
    pub product_code: Option<u16>,
    /// Monitor name.
    pub name: Option<String>,
    /// EDID text serial; for a disguise this is what gives it away.
    pub text_serial: Option<String>,
    /// EDID numeric serial.
    pub serial_number: Option<u32>,
    /// A copy of a real monitor's identity: only serial numbers tell it from the real one.
    pub is_disguise: bool,
    /// Where the row is from.
    pub provenance: String,
}

/// An HDMI capture adapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureDevice {
    /// The product.
    pub device: String,
    /// USB vendor id.
    pub vendor_id: Option<u16>,
    /// USB product id.
    pub product_id: Option<u16>,
    /// Lower-case substring of the name it shows.
    pub text: Option<String>,
    /// Where the row is from.
    pub provenance: String,
}

/// What a listed program is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SoftwareKind {
    /// Keeps a computer awake or moves its pointer.
    Jiggler,
    /// Pretends to be a camera.
    VirtualCamera,
    /// Changes a voice.
    VoiceChanger,
    /// Consumer VPN client.
    VpnClient,
    /// Tunnel or mesh network that lets others in.
    Tunnel,
    /// Browser that gives each of many profiles another fingerprint.
    AntiDetectBrowser,
    /// Made for and used in this scheme only, as far as reports tell.
    OperatorTool,
}

/// A program by the names it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Software {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SoftwareKind,
    /// Process file names, lower case.
    pub processes: BTreeSet<String>,
    /// Lower-case substrings of device or display names (for virtual cameras: what a meeting shows).
    pub texts: BTreeSet<String>,
    /// Reported in this scheme, as against common among honest people.
    pub is_reported: bool,
    /// Where the row is from.
    pub provenance: String,
}

/// A way by which pay leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRail {
    /// Name.
    pub name: String,
    /// Lower-case names of banks and programs as payroll shows them.
    pub texts: BTreeSet<String>,
    /// Bank identifiers (BIC prefix or ABA routing number).
    pub bank_ids: BTreeSet<String>,
    /// Where the row is from.
    pub provenance: String,
}

/// A technology that résumés claim, and since when it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Technology {
    /// Its name.
    pub name: String,
    /// How it is written, lower case.
    pub spellings: BTreeSet<String>,
    /// First day on which anybody outside could have used it.
    pub since: Date,
}

/// All lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    /// Remote-control programs.
    pub remote_tools: Vec<RemoteTool>,
    /// Hardware KVMs on USB.
    pub kvm_usb: Vec<KvmUsb>,
    /// Hardware KVMs as monitors.
    pub kvm_displays: Vec<KvmDisplay>,
    /// Capture adapters.
    pub capture_devices: Vec<CaptureDevice>,
    /// Jigglers, virtual cameras, VPN clients, tunnels.
    pub software: Vec<Software>,
    /// Payment rails: context only, never weighed.
    pub payment_rails: Vec<PaymentRail>,
    /// Technologies with the day from which they are there: for holding claimed years against, never for judging a stack.
    pub technologies: Vec<Technology>,
    /// Throw-away mail domains.
    pub disposable_domains: BTreeSet<String>,
    /// Mail providers open to everybody.
    pub free_mail_domains: BTreeSet<String>,
}

impl Lists {
    /// The remote-control program that a process file name belongs to.
    pub fn remote_tool(&self, process: &str) -> Option<&RemoteTool> {
        let process = process.to_lowercase();
        self.remote_tools.iter().find(|it| it.processes.contains(&process))
    }

    /// The listed program of a kind that a process file name belongs to.
    pub fn software_by_process(&self, process: &str) -> Option<&Software> {
        let process = process.to_lowercase();
        self.software.iter().find(|it| it.processes.contains(&process))
    }

    /// The listed program whose shown name is part of `shown` (a camera's or microphone's name).
    pub fn software_by_text(&self, shown: &str) -> Option<&Software> {
        let shown = shown.to_lowercase();
        self.software.iter().find(|it| it.texts.iter().any(|text| shown.contains(text.as_str())))
    }
}
