//! Every noun that two rooms share: records and what they say, personas and what ties them, findings and cases.
//!
//! Invariants: nothing here reads a clock, a disk or a network; every map is ordered; a [`Finding`] rests on at least one
//! line; personal values print masked; there is no field for nationality, ethnicity, religion, gender, age or health.
//!
//! Read in the order of the modules: a [`Record`] is read into [`Statement`]s, folded into a [`Ledger`], linked into
//! [`Persona`]s, seen by signals as a [`Scene`], weighed into [`Assessment`]s and ordered into [`Case`]s.
#![warn(clippy::disallowed_methods, reason = "pure room")]

pub mod name_words;
pub mod value;

mod access;
mod apart;
mod assessment;
mod atlas;
mod card;
mod case;
mod document;
mod fact;
mod finding;
mod folded;
mod input;
mod ledger;
mod linkage;
mod lists;
mod mapping;
mod names;
mod pair_decision;
mod persona;
mod record;
mod roles;
mod scene;
mod screen;
mod sentence;
mod settings;
mod spelling;
mod table;
mod terms;
mod tie;
mod union;

pub use access::{Access, Anonymizer, Channel, Outcome};
pub use apart::{Asked, Borrowed, Muted, Refused};
pub use assessment::{Assessment, Bits, Blind, Weighed};
pub use atlas::{
    Atlas, Coordinates, DocumentedRange, NetworkFacts, NetworkKind, Place, PlaceQuery,
    great_circle_km,
};
pub use card::{Card, Family, Need, Stage};
pub use case::{
    Case, ClaimRow, Decision, Explanation, FileReport, Moment, NextCheck, Priority, Scan, Verdict,
};
pub use document::{Document, DocumentKind};
pub use fact::Fact;
pub use finding::{Evidence, Finding};
pub use folded::{Cells, CellsRef, FOLD_VERSION, Folded, FoldedRef};
pub use input::{Block, Blocks, Incoming, InputFile, LineFile, LineGate, RecordStream, Sha256};
pub use ledger::{Cell, CellKey, Footprint, Ledger, Repeats, Said, Sighting};
pub use linkage::{
    BlockingRule, ClusterId, Comparison, ComparisonLevel, LinkModel, LinkSettings, Linkage,
    LinkedPair, MutedValues, OperatorGroup, RefusedBecause, RefusedJoin, SharedThing, Step, Steps,
};
pub use lists::{
    CaptureDevice, KvmDisplay, KvmUsb, Lists, PaymentRail, RemoteTool, Software, SoftwareKind,
    Technology,
};
pub use mapping::{FileForm, MappedColumn, MappedFile, Mapping, Origin, key_values};
pub use pair_decision::{Contradiction, Decided, PairDecision, PairDecisions};
pub use persona::{Device, DeviceId, Persona, PersonaId, PersonaStage, Span};
pub use record::{
    Body, DeviceKey, Header, Indicator, Locator, Provenance, Reading, Record, RecordKey, Reject,
    Statement, Subject,
};
pub use scene::{Linked, NearConfirmed, Scene};
pub use screen::{
    Candidate, ClusterChange, KnownRecord, MutedTie, Positioned, Screened, SharedWith,
};
pub use sentence::{Sentence, Show};
pub use settings::Settings;
pub use spelling::nearest;
pub use table::{Column, ColumnKind, Numbering, ProposedKind, Table, Texts};
pub use terms::{
    AccountUse, AddressPurpose, Artifact, CaseOutcome, DataAction, EmailUse, GitAction, Identifier,
    IdentityZone, LeaveKind, ParcelStep, Program, ScreeningOutcome, WorkPlace,
};
pub use tie::{
    Facilitator, FacilitatorKind, FacilitatorRole, Member, MemberRole, Network, NetworkId, Tie,
    TieKind,
};
pub use union::representative;
