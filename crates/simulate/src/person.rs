//! The people of the company as they are, before any system writes about them: every export is drawn from these.

use std::net::Ipv4Addr;

use jiff::{Timestamp, civil::Date};

use crate::{device::Laptop, names::Name, places::WantedPlace, resume::Resume};

/// Somebody who applies, works, or both.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Position among all people.
    pub(crate) id: usize,
    pub(crate) name: Name,
    /// A family name taken at a date.
    pub(crate) later_family: Option<(Date, String)>,
    pub(crate) mail: String,
    pub(crate) phone: Option<String>,
    pub(crate) home: Home,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) worker: Option<Worker>,
}

impl Person {
    /// Contractors on virtual desktops and the finance team sign in with Entra, everybody else with Okta.
    pub(crate) fn has_entra(&self) -> bool {
        self.worker
            .as_ref()
            .is_some_and(|it| matches!(it.desk, Desk::Virtual { .. }) || it.department == "Finance")
    }

    /// The name on a day.
    pub(crate) fn name_on(&self, date: Date) -> Name {
        match &self.later_family {
            Some((since, family)) if *since <= date => {
                Name { given: self.name.given.clone(), family: family.clone() }
            }
            Some(_) | None => self.name.clone(),
        }
    }
}

/// A written address.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Home {
    pub(crate) line1: String,
    pub(crate) line2: String,
    pub(crate) postcode: String,
    pub(crate) place: &'static WantedPlace,
}

/// One appearance in the applicant-tracking system.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) id: u64,
    pub(crate) application: u64,
    pub(crate) applied: Date,
    pub(crate) job: &'static str,
    pub(crate) channel: &'static str,
    pub(crate) stands: Standing,
    pub(crate) referrer: Option<Name>,
    pub(crate) phone: Option<String>,
    pub(crate) resume: Resume,
    pub(crate) references: Vec<Reference>,
    /// Joins interview calls from here; some calls are held with the company's own meeting account.
    pub(crate) interview: Option<Egress>,
    /// Somebody else who joins the call from the same machine, as shown there.
    pub(crate) interpreter: Option<String>,
}

/// How an application stands at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Open,
    Refused,
    Hired,
}

/// A filled-in reference form.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) name: Name,
    pub(crate) mail: String,
    pub(crate) phone: Option<String>,
    pub(crate) employer: String,
    pub(crate) relationship: &'static str,
    pub(crate) submitted: Date,
    pub(crate) ip: Ipv4Addr,
    pub(crate) text: String,
    pub(crate) is_confirmed: bool,
}

/// Employment.
#[derive(Debug, Clone)]
pub(crate) struct Worker {
    pub(crate) number: String,
    pub(crate) login: String,
    pub(crate) directory_id: String,
    pub(crate) code_login: Option<String>,
    pub(crate) title: &'static str,
    pub(crate) department: &'static str,
    pub(crate) hired: Date,
    pub(crate) left: Option<(Date, &'static str)>,
    pub(crate) is_hybrid: bool,
    pub(crate) agency: Option<&'static str>,
    pub(crate) referred_by: Option<Name>,
    pub(crate) met_on: Option<Date>,
    pub(crate) pay: Pay,
    pub(crate) habits: Habits,
    pub(crate) desk: Desk,
    pub(crate) marks: Marks,
    pub(crate) incidents: Vec<Incident>,
}

/// What the work is done on.
#[derive(Debug, Clone)]
pub(crate) enum Desk {
    /// A company laptop.
    Laptop(Box<Laptop>),
    /// A virtual desktop, reached from a machine of their own; with the least round trip in milliseconds.
    Virtual { round_trip_ms: i64 },
}

/// What software remembers of a person's machines.
#[derive(Debug, Clone)]
pub(crate) struct Marks {
    pub(crate) browser_token: String,
    pub(crate) user_agent: &'static str,
    pub(crate) authenticator: String,
    pub(crate) phone_model: &'static str,
    pub(crate) client_mac: String,
    pub(crate) disk_id: String,
    pub(crate) machine_name: String,
    pub(crate) camera: &'static str,
    pub(crate) microphone: &'static str,
}

/// A bank account with its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) iban: String,
    pub(crate) number: String,
    pub(crate) routing: String,
    pub(crate) bank: &'static str,
    pub(crate) holder: String,
}

/// Where pay goes, and went.
#[derive(Debug, Clone)]
pub(crate) struct Pay {
    /// The first account.
    pub(crate) account: Account,
    /// Later ones: when, what and from which address the change was made.
    pub(crate) changes: Vec<(Date, Account, Ipv4Addr)>,
}

/// An address on the internet with what an identity provider says of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Egress {
    pub(crate) ip: Ipv4Addr,
    pub(crate) country: String,
    pub(crate) region: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) organization: String,
    pub(crate) is_server: bool,
}

/// Where and when somebody works.
#[derive(Debug, Clone)]
pub(crate) struct Habits {
    /// IANA time zone by which the day is arranged.
    pub(crate) zone: &'static str,
    /// Minute of the local day at which work starts.
    pub(crate) start_minute: i64,
    /// Whether the day has a long gap in it.
    pub(crate) is_split: bool,
    pub(crate) home: Egress,
    /// A shared network and in how many of a hundred days it is used.
    pub(crate) elsewhere: Option<(Egress, u32)>,
    pub(crate) trips: Vec<Trip>,
    pub(crate) tunnel: Option<Tunnel>,
    /// Where the phone that approves is; `None`: beside the laptop.
    pub(crate) phone: Option<Egress>,
}

/// Some weeks of working from another network.
#[derive(Debug, Clone)]
pub(crate) struct Trip {
    pub(crate) since: Date,
    pub(crate) until: Date,
    pub(crate) egress: Egress,
    pub(crate) zone: &'static str,
}

/// A VPN service in front of the sign-ins.
#[derive(Debug, Clone)]
pub(crate) struct Tunnel {
    pub(crate) exits: Vec<Egress>,
    /// As the identity provider names it, if it knows it.
    pub(crate) operator: Option<&'static str>,
    /// In how many of a hundred sign-ins.
    pub(crate) percent: u32,
}

/// A single happening outside the daily rhythm.
#[derive(Debug, Clone)]
pub(crate) enum Incident {
    /// A refused sign-in.
    RefusedSignIn { at: Timestamp, from: Egress },
    /// Many repositories cloned in an hour.
    MassClone { on: Date },
    /// A message with a demand that names the worker.
    Threat { at: Timestamp, summary: &'static str },
    /// All second factors were reset by the help desk.
    FactorReset { at: Timestamp },
}
