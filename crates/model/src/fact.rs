//! The closed list of what a record can say. Times are not here but on the statement, so that equal facts fold.

use std::{net::IpAddr, sync::Arc};

use jiff::civil::Date;

use crate::{
    Access, Document,
    value::{
        BankAccount, Email, Handle, Mac, PersonName, Phone, PostalAddress, Serial, Wallet, Zone,
    },
};

/// What a mail address is for, as the record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmailUse {
    /// Issued by this organisation.
    Work,
    /// The person's own.
    Personal,
    /// Not said.
    Unknown,
}

/// What an address is for, as the record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AddressPurpose {
    /// Where the person says they live.
    Home,
    /// Where the person is declared to work, often only city and country.
    Work,
    /// Where equipment is to be sent.
    ShipTo,
    /// Where pay, tax or bank mail goes.
    Payroll,
}

/// How a wallet or account was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountUse {
    /// Pay goes there now.
    Current,
    /// Pay went there before a change.
    Former,
}

/// How somebody left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeaveKind {
    /// Dismissed by the organisation.
    Dismissed,
    /// Resigned.
    Resigned,
    /// Contract ended, or not said.
    Ended,
}

/// Where the work is agreed to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkPlace {
    /// Away from any office.
    Remote,
    /// Partly in an office.
    Hybrid,
    /// In an office.
    Office,
}

/// A name by which an export points at a person, for joining systems. Issued by the organisation unless it says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identifier {
    /// Applicant-tracking system's candidate id.
    Candidate(Arc<str>),
    /// Applicant-tracking system's application id.
    Application(Arc<str>),
    /// HR worker number.
    Worker(Arc<str>),
    /// Login name that is not a mail address, lower case.
    Login(Arc<str>),
    /// Directory object id (Entra `userId`, Okta `actor.id`, Zoom user id).
    Directory(Arc<str>),
    /// Code-hosting login, lower case.
    CodeLogin(Arc<str>),
    /// A mail address used as a login or a pointer.
    Mailbox(Email),
    /// One connection to a virtual desktop by its correlation id: its network measurements name nobody else.
    Connection(Arc<str>),
}

/// A thing that a person uses and that two honest strangers do not share: the raw material of ties.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Artifact {
    /// An enrolled authenticator: phone app, security key, MFA phone id.
    Authenticator(Arc<str>),
    /// A client device as an identity provider or broker knows it (Okta device id, Entra device id of an unmanaged device).
    ClientDevice(Arc<str>),
    /// Hardware address of a client machine (meetings, VDI clients).
    ClientMac(Mac),
    /// Disk id of a client machine (Zoom `harddisk_id`).
    DiskId(Arc<str>),
    /// Name of the client machine as a VDI broker or meeting sees it, lower case; default names weigh nothing by rarity.
    ClientName(Arc<str>),
    /// Fingerprint or device token of a browser.
    BrowserToken(Arc<str>),
}

/// A step in a parcel's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParcelStep {
    /// Handed to the carrier.
    Shipped,
    /// Sent elsewhere on the way.
    Redirected,
    /// Held for collection at a carrier's location.
    Held,
    /// Collected from a carrier's location.
    Collected,
    /// Delivered.
    Delivered,
    /// Sent back.
    Returned,
    /// Anything else on the way.
    Moved,
}

/// What was done to code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GitAction {
    /// Cloned or fetched a repository whole.
    Cloned,
    /// Downloaded an archive of a repository.
    Downloaded,
    /// Made a repository public, or moved it out of the organisation.
    Exposed,
    /// Made a personal access token, deploy key or SSH key.
    KeyMade,
    /// Invited somebody from outside.
    OutsiderInvited,
}

/// A program seen running or installed on a device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Program {
    /// Process or application file name, lower case, without path.
    pub name: Arc<str>,
    /// Name in the file's version resource or the installed-software list, if given.
    pub product: Option<Arc<str>>,
    /// The command line's telling part only (a start-up switch such as `--pin=`), never whole command lines.
    pub switch: Option<Arc<str>>,
}

/// What a record says about its subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    // ── who ──
    /// A name of the person.
    Name(PersonName),
    /// A mail address of the person.
    Email(Email, EmailUse),
    /// A telephone number of the person.
    Phone(Phone),
    /// An address.
    Address(PostalAddress, AddressPurpose),
    /// A profile or web page of the person.
    Handle(Handle),
    /// The same person's identifier in another system.
    Knows(Identifier),
    /// The time zone that the person or their client states.
    StatedZone(Zone),
    // ── career ──
    /// A job claimed in a résumé or application.
    Employment {
        /// Employer as written.
        employer: Arc<str>,
        /// Title as written.
        title: Option<Arc<str>>,
        /// First day.
        since: Option<Date>,
        /// Last day; `None` with `since` means until now.
        until: Option<Date>,
    },
    /// A school claimed; kept so that it can be verified, never weighed by where it is.
    Schooling {
        /// School as written.
        school: Arc<str>,
        /// Degree as written.
        degree: Option<Arc<str>>,
        /// First day.
        since: Option<Date>,
        /// Last day.
        until: Option<Date>,
    },
    /// A document of the person.
    Attached(Arc<Document>),
    /// The record names a file beside the exports by its base name, such as a résumé.
    NamesFile(Arc<str>),
    // ── hiring ──
    /// Applied for a job (`at` = when).
    Applied {
        /// Job title or id.
        job: Arc<str>,
        /// Where the application came from, as the system names it.
        channel: Option<Arc<str>>,
    },
    /// The application was refused.
    Refused,
    /// An offer was made.
    Offered,
    /// Was referred by somebody: their name, or a pointer to them.
    ReferredBy(Identifier),
    /// Was referred by somebody known by name only.
    ReferredByName(PersonName),
    /// Started (`at` = first day).
    Hired,
    /// Left (`at` = last day).
    Left(LeaveKind),
    /// Title and department.
    Role {
        /// Job title.
        title: Arc<str>,
        /// Department.
        department: Option<Arc<str>>,
    },
    /// Agreed place of work.
    WorksAt(WorkPlace),
    /// Somebody of the organisation met the person in the flesh and matched them with their identity document (`at` = when).
    MetInPerson,
    /// Works on a device of their own.
    OwnDevice,
    /// An agency or employer of record through which the person is engaged.
    Agency(Arc<str>),
    // ── references ──
    /// Gave a reference for somebody.
    VouchedFor {
        /// For whom.
        candidate: Identifier,
        /// Where the two are said to have worked together.
        employer: Option<Arc<str>>,
    },
    /// Word shingles' hashes of a reference text, for comparing texts without keeping them.
    ReferenceText(Arc<[u64]>),
    /// The employer called back on a number it found itself, and the former employer confirmed the person (`at` = when).
    CallBackConfirmed,
    // ── money ──
    /// Pay goes or went into an account.
    PaidInto {
        /// The account.
        account: BankAccount,
        /// Holder as the bank or payroll gives it.
        holder: Option<PersonName>,
        /// Bank or program name as payroll shows it.
        bank: Option<Arc<str>>,
        /// Now or before.
        stands: AccountUse,
    },
    /// Pay goes to a wallet.
    PaidToWallet(Wallet),
    /// Bank details were changed (`at` = when), perhaps from an address.
    AccountChanged {
        /// From where the change was made.
        ip: Option<IpAddr>,
    },
    /// The bank's own check of holder against name.
    HolderChecked {
        /// Whether the bank says that they match.
        matches: bool,
    },
    // ── hardware on its way ──
    /// A device was sent to the person (`at` = when sent).
    SentDevice {
        /// Serial number.
        serial: Option<Serial>,
        /// Asset tag.
        asset_tag: Option<Arc<str>>,
        /// Carrier's tracking number.
        tracking: Option<Arc<str>>,
    },
    /// The delivery address of an order was changed (`at` = when).
    ShipToChanged,
    /// A step on a parcel's way (`at` = when).
    Parcel {
        /// What happened.
        step: ParcelStep,
        /// Where, as the carrier writes it.
        place: Option<PostalAddress>,
        /// Who signed.
        signed_by: Option<PersonName>,
    },
    /// A device came back (`at` = when).
    ReturnedDevice {
        /// Serial number.
        serial: Option<Serial>,
    },
    /// A device was asked back and had not come when the export was made (`at` = due day).
    DeviceOverdue {
        /// Serial number.
        serial: Option<Serial>,
    },
    // ── devices ──
    /// Two names of one device.
    SameDevice(crate::DeviceKey),
    /// The device is assigned to, or used by, a person.
    HeldBy(Identifier),
    /// Model and operating system, as written.
    Model {
        /// Maker and model.
        model: Arc<str>,
        /// Operating system.
        os: Option<Arc<str>>,
    },
    /// Belongs to the organisation (`true`) or to the person.
    CompanyOwned(bool),
    /// Was enrolled in management (`at` = when).
    Enrolled,
    /// The device's default gateway (`at` = when seen).
    Gateway {
        /// Hardware address of the gateway.
        mac: Mac,
    },
    /// A network that the device joined (`at` = when seen).
    Joined {
        /// Wi-Fi name or network profile; `None` for a cable without a name.
        name: Option<Arc<str>>,
        /// By cable.
        is_wired: bool,
    },
    /// Another machine that the device saw on its local network.
    Neighbor {
        /// Its host name, lower case.
        host: Arc<str>,
    },
    /// A USB device was attached (`at` = when).
    Usb {
        /// USB vendor id.
        vendor_id: u16,
        /// USB product id.
        product_id: u16,
        /// Manufacturer string.
        manufacturer: Option<Arc<str>>,
        /// Product string or description.
        product: Option<Arc<str>>,
        /// Serial string.
        serial: Option<Arc<str>>,
        /// USB class codes that it exposes (3 HID, 8 mass storage, 1 audio, 14 video), sorted.
        classes: Vec<u8>,
    },
    /// A display was attached (`at` = when).
    Display {
        /// Three-letter EDID manufacturer id, upper case.
        manufacturer: Option<Arc<str>>,
        /// EDID product code.
        product_code: Option<u16>,
        /// Monitor name.
        name: Option<Arc<str>>,
        /// Text or decimal serial.
        serial: Option<Arc<str>>,
    },
    /// A program ran (`at` = when).
    Ran(Program),
    /// A program is installed.
    Installed(Program),
    // ── use ──
    /// One use of a system; folded into footprints.
    Access(Box<Access>),
    /// Uses a thing that could be shared.
    Uses(Artifact),
    /// Name shown in a meeting.
    ShownAs(PersonName),
    /// Camera, microphone or speaker named in a meeting.
    MeetingDevice(Arc<str>),
    /// Second factors were reset (`at` = when).
    FactorReset,
    /// Did something to a repository (`at` = when).
    Git {
        /// What.
        action: GitAction,
        /// Repository.
        repository: Arc<str>,
    },
    // ── afterwards ──
    /// A threat to publish, sell or withhold the organisation's property reached it (`at` = when) and points at this person.
    Threatened,
    // ── what was lost ──
    /// A cell or field of an otherwise sound record could not be read; the record was said without it.
    Unread {
        /// The column or field, as the export calls it.
        column: Arc<str>,
        /// What was expected there.
        why: Arc<str>,
    },
}

impl Fact {
    /// The use of a system, if that is what is said.
    pub fn as_access(&self) -> Option<&Access> {
        if let Self::Access(access) = self { Some(access) } else { None }
    }
}
