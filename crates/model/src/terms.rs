//! The small closed lists that facts are made of: what a value is for, how somebody left, what was done to code or data.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::value::{Email, Mac, PersonName};

/// What a mail address is for, as the record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EmailUse {
    /// Issued by this organisation.
    Work,
    /// The person's own.
    Personal,
    /// Not said.
    Unknown,
}

/// What an address is for, as the record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AccountUse {
    /// Pay goes there now.
    Current,
    /// Pay went there before a change.
    Former,
}

/// How somebody left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LeaveKind {
    /// Dismissed by the organisation.
    Dismissed,
    /// Resigned.
    Resigned,
    /// Contract ended, or not said.
    Ended,
}

/// What a background check came to. Criminal records are not read: they say nothing about who or where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ScreeningOutcome {
    /// What was claimed was confirmed.
    Confirmed,
    /// What was claimed was found otherwise.
    Discrepant,
    /// It could not be settled.
    Unsettled,
}

/// What people found who looked into a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CaseOutcome {
    /// The person was not who, or not where, they said.
    Confirmed,
    /// There was nothing to it.
    Cleared,
}

/// What is kept of the machine-readable zone of a passport or identity card (ICAO 9303): whether it holds together, and what
/// tells whether two people showed one document.
///
/// Nationality, sex and birth date stand in every zone and are read nowhere. The issuing state is not kept, since for most people
/// it is the nationality; it goes into `number` alone, because two states may give out the same number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IdentityZone {
    /// Whether every check digit agrees. A misread letter breaks one as surely as a forged one: it asks for a second look.
    pub holds: bool,
    /// The name as the zone has it, in capital letters without accents and cut where it is long.
    pub name: Option<PersonName>,
    /// Last day of validity.
    pub expires: Option<Date>,
    /// SHA-256 of issuer and number, lower-case hex, only for telling equal ones; none if the zone does not hold. It has no salt,
    /// so that equal documents are equal in every scan; who tries all numbers finds the number, so it is as personal as that.
    pub number: Option<Arc<str>>,
}

/// Where the work is agreed to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum WorkPlace {
    /// Away from any office.
    Remote,
    /// Partly in an office.
    Hybrid,
    /// In an office.
    Office,
}

/// A name by which an export points at a person, for joining systems. Issued by the organisation unless it says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// One connection to a virtual desktop or VPN, or a virtual desktop that is one person's own, by its id: what was measured
    /// or told of it names nobody else.
    Connection(Arc<str>),
}

/// A thing that a person uses and that two honest strangers do not share: the raw material of ties.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// A key that signs commits, by its id or fingerprint, upper-case hex or `SHA256:…`.
    SigningKey(Arc<str>),
}

/// A step in a parcel's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// What was done with the organisation's data outside code hosting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DataAction {
    /// Downloaded or synchronised files.
    Downloaded,
    /// Made a file readable from outside the organisation, or sent it there.
    SharedOutside,
    /// Made mail go on to another mailbox.
    ForwardingSet,
    /// Made an export of a mailbox, drive or workspace as a whole.
    Exported,
    /// Copied files to a removable drive.
    CopiedToDrive,
}

/// A program seen running or installed on a device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Program {
    /// Process or application file name, lower case, without path.
    pub name: Arc<str>,
    /// Name in the file's version resource or the installed-software list, if given.
    pub product: Option<Arc<str>>,
    /// The command line's telling part only (a start-up switch such as `--pin=`), never whole command lines.
    pub switch: Option<Arc<str>>,
}
