//! The closed list of what a record can say. Times are not here but on the statement, so that equal facts fold.

use std::{net::IpAddr, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Access, AccountUse, AddressPurpose, Artifact, CaseOutcome, DataAction, Decided, Document,
    EmailUse, GitAction, Identifier, IdentityZone, LeaveKind, ParcelStep, Program,
    ScreeningOutcome, WorkPlace,
    value::{
        BankAccount, Email, Handle, Mac, PersonName, Phone, PostalAddress, Serial, Wallet, Zone,
    },
};

/// What a record says about its subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// A skill claimed together with years, or a number of years; kept so that they can be held against the years in which
    /// the thing existed, never to judge what somebody works with.
    SkillClaimed {
        /// The skill as written.
        skill: Arc<str>,
        /// First day.
        since: Date,
        /// Last day; `None` means until the document was made.
        until: Option<Date>,
    },
    /// A document of the person.
    Attached(Arc<Document>),
    /// The record names a file beside the exports, such as a résumé: by its base name, or by its whole path where it knows that.
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
    /// Opened a door of a site of the organisation with a badge (`at` = when).
    Badged {
        /// The site or door, as the badge system names it.
        site: Arc<str>,
    },
    /// A background or identity check gave a result (`at` = when).
    Screened {
        /// Which check, as the vendor names it: `employment`, `education`, `identity` …
        check: Arc<str>,
        /// What came of it.
        outcome: ScreeningOutcome,
    },
    /// The machine-readable zone of an identity document was read.
    ZoneRead(Arc<IdentityZone>),
    /// A coding test's own supervision noted something (`at` = when): pasted code, another person's solution, a second address.
    AssessmentNoted(Arc<str>),
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
    /// A local account was made on the device (`at` = when).
    LocalAccountMade(Arc<str>),
    // ── use ──
    /// One use of a system; folded into footprints.
    Access(Box<Access>),
    /// The offset from UTC that the person's own clock wrote into a commit or mail (`at` = when), in minutes east.
    ClockOffset(i16),
    /// Mail under the person's mailbox failed the checks of that mailbox's own domain (`at` = when): anybody may have sent it.
    MailUnproven,
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
    /// Wrote a change to code (`at` = when it was committed). Of a long history only some hundred are kept, the same ones in every
    /// copy of it.
    WroteChange {
        /// Hash of the trees before and after: it stays when the history is replayed under another name.
        change: Arc<str>,
        /// Id of the first commit of the history in which it stands: it does not.
        history: Arc<str>,
    },
    /// The account on a code host was opened (`at` = when).
    CodeAccountOpened,
    /// Did something with data outside code hosting (`at` = when).
    Data {
        /// What.
        action: DataAction,
        /// File, mailbox or drive, as the system names it.
        object: Option<Arc<str>>,
    },
    /// Let an application act in the person's name (`at` = when): its name.
    AppGranted(Arc<str>),
    /// A vendor's own detection spoke of the person or device (`at` = when): its name for what it saw.
    Alerted(Arc<str>),
    /// A rule of the organization's own matched the record (`at` = when it was made).
    Matched {
        /// Id of the user's signal.
        signal: Arc<str>,
        /// UTC day of the record; by it the days of a signal are counted.
        day: Option<Date>,
    },
    // ── afterwards ──
    /// A threat to publish, sell or withhold the organisation's property reached it (`at` = when) and points at this person.
    Threatened,
    /// People looked into a case about this person and closed it (`at` = when).
    CaseClosed {
        /// What they found.
        outcome: CaseOutcome,
        /// Last day on which that counts; `None` if they did not say.
        until: Option<Date>,
    },
    /// People decided whether two identifiers are one person's; it is an instruction to linking and says nothing of anybody.
    Decided {
        /// An identifier.
        one: Identifier,
        /// Another one.
        other: Identifier,
        /// What was decided.
        decided: Decided,
    },
    /// A watch list names this indicator; said of [`Subject::Indicator`](crate::Subject) only (`at` = since when).
    Listed {
        /// The list, as its publisher names it.
        list: Arc<str>,
        /// Why it is listed, in the publisher's words.
        why: Option<Arc<str>>,
        /// Last day on which it counts; `None` if the list does not say.
        until: Option<Date>,
        /// How sure the publisher is, from 0 to 100; `None` if the list does not say.
        confidence: Option<u8>,
    },
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
