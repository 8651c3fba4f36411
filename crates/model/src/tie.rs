//! What two personas share, and the networks and facilitators that come of it.

use std::{collections::BTreeSet, fmt, sync::Arc};

use crate::{Bits, Evidence, Family, PersonaId, Sentence};

/// What kind of thing is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieKind {
    /// A telephone number.
    Phone,
    /// A mailbox.
    Mailbox,
    /// A home or delivery address to the unit.
    Address,
    /// A profile or web page.
    Profile,
    /// A bank account.
    BankAccount,
    /// A wallet.
    Wallet,
    /// A company device that passed through both hands at once.
    Device,
    /// An authenticator.
    Authenticator,
    /// A client machine (hardware address, disk id, client name, browser token).
    ClientMachine,
    /// An identity in git: a key that signs commits.
    CodeIdentity,
    /// The gateway behind which both personas' devices stand.
    Gateway,
    /// A rare public address.
    Egress,
    /// Long rare phrases in résumés.
    ResumeText,
    /// Traces of one ancestor file.
    DocumentAncestry,
    /// An embedded image.
    Image,
    /// An identity document, by its number, under different names.
    IdentityDocument,
    /// Near-identical reference texts.
    ReferenceText,
    /// One vouched for the other.
    Vouching,
    /// One referred the other.
    Referral,
}

impl TieKind {
    /// Every kind, in order.
    pub const ALL: [Self; 19] = [
        Self::Phone,
        Self::Mailbox,
        Self::Address,
        Self::Profile,
        Self::BankAccount,
        Self::Wallet,
        Self::Device,
        Self::Authenticator,
        Self::ClientMachine,
        Self::CodeIdentity,
        Self::Gateway,
        Self::Egress,
        Self::ResumeText,
        Self::DocumentAncestry,
        Self::Image,
        Self::IdentityDocument,
        Self::ReferenceText,
        Self::Vouching,
        Self::Referral,
    ];

    /// The word used in outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mailbox => "mailbox",
            Self::Address => "address",
            Self::Profile => "profile",
            Self::BankAccount => "bank_account",
            Self::Wallet => "wallet",
            Self::Device => "device",
            Self::Authenticator => "authenticator",
            Self::ClientMachine => "client_machine",
            Self::CodeIdentity => "code_identity",
            Self::Gateway => "gateway",
            Self::Egress => "egress",
            Self::ResumeText => "resume_text",
            Self::DocumentAncestry => "document_ancestry",
            Self::Image => "image",
            Self::IdentityDocument => "identity_document",
            Self::ReferenceText => "reference_text",
            Self::Vouching => "vouching",
            Self::Referral => "referral",
        }
    }

    /// The evidence family whose cause it shares.
    pub fn family(self) -> Family {
        match self {
            Self::BankAccount | Self::Wallet => Family::Payout,
            Self::Vouching | Self::Referral | Self::ReferenceText => Family::Refnet,
            Self::Egress => Family::Netloc,
            Self::IdentityDocument => Family::Doc,
            Self::Phone
            | Self::Mailbox
            | Self::Address
            | Self::Profile
            | Self::Device
            | Self::Authenticator
            | Self::ClientMachine
            | Self::CodeIdentity
            | Self::Gateway
            | Self::ResumeText
            | Self::DocumentAncestry
            | Self::Image => Family::Share,
        }
    }
}

/// One thing that two personas share. `a < b`.
#[derive(Debug, Clone)]
pub struct Tie {
    /// Smaller id.
    pub a: PersonaId,
    /// Greater id.
    pub b: PersonaId,
    /// What kind of thing.
    pub kind: TieKind,
    /// The thing itself, shown masked or revealed.
    pub value: Sentence,
    /// How much the sharing says, from how rare the thing is in this population; 0 for what everybody shares.
    pub bits: Bits,
    /// One plain sentence.
    pub because: Sentence,
    /// Lines of both sides.
    pub evidence: Evidence,
    /// How many personas share this very thing (at least 2).
    pub sharers: usize,
}

impl Tie {
    /// The other side.
    pub fn other(&self, persona: &PersonaId) -> &PersonaId {
        if &self.a == persona { &self.b } else { &self.a }
    }
}

/// Id of a network, derived from its members.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NetworkId(pub Arc<str>);

impl fmt::Display for NetworkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a member does in a network, as far as the records show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberRole {
    /// Applies, works or worked.
    Worker,
    /// Gives references.
    Referee,
    /// Brings others in.
    Referrer,
    /// The records do not tell.
    Undetermined,
}

impl MemberRole {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Referee => "referee",
            Self::Referrer => "referrer",
            Self::Undetermined => "undetermined",
        }
    }
}

/// A persona in a network.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub persona: PersonaId,
    /// What they do in it.
    pub role: MemberRole,
}

/// What a facilitator does for the personas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacilitatorRole {
    /// Keeps the laptops.
    LaptopHost,
    /// Receives equipment and sends it on.
    Reshipper,
    /// Receives the pay.
    Payee,
    /// Opens accounts in others' names.
    AccountOpener,
    /// Vouches for several.
    Voucher,
    /// A firm through which several are engaged.
    Agency,
    /// Lends name and papers.
    IdentityLender,
}

impl FacilitatorRole {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LaptopHost => "laptop_host",
            Self::Reshipper => "reshipper",
            Self::Payee => "payee",
            Self::AccountOpener => "account_opener",
            Self::Voucher => "voucher",
            Self::Agency => "agency",
            Self::IdentityLender => "identity_lender",
        }
    }
}

/// What a facilitator is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacilitatorKind {
    /// An address.
    Address,
    /// A bank account or wallet.
    BankAccount,
    /// A telephone number.
    Phone,
    /// A device.
    Device,
    /// A network or its gateway.
    Network,
    /// A person.
    Person,
    /// A firm.
    Organization,
}

impl FacilitatorKind {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::BankAccount => "bank_account",
            Self::Phone => "phone",
            Self::Device => "device",
            Self::Network => "network",
            Self::Person => "person",
            Self::Organization => "organization",
        }
    }
}

/// Somebody or something that serves several personas of a network.
#[derive(Debug, Clone)]
pub struct Facilitator {
    /// What for.
    pub role: FacilitatorRole,
    /// What it is known by.
    pub kind: FacilitatorKind,
    /// The value, masked or revealed.
    pub value: Sentence,
    /// Whom it serves.
    pub personas: BTreeSet<PersonaId>,
    /// Lines.
    pub evidence: Evidence,
}

/// Personas that ties hold together.
#[derive(Debug, Clone)]
pub struct Network {
    /// Id.
    pub id: NetworkId,
    /// Members, ordered by id.
    pub members: Vec<Member>,
    /// Facilitators, ordered by role, kind and value.
    pub facilitators: Vec<Facilitator>,
    /// Ties among members, heaviest first.
    pub ties: Vec<Tie>,
}
