//! One claimed worker, applicant or referee as the organisation's records know them, and the devices in their hands.

use std::{collections::BTreeSet, fmt, sync::Arc};

use jiff::{Timestamp, civil::Date};

use crate::{
    AccountUse, AddressPurpose, Artifact, CaseOutcome, Channel, DeviceKey, Document, EmailUse,
    Fact, Footprint, IdentityZone, LeaveKind, Provenance, RecordKey, Said,
    value::{BankAccount, Email, Handle, PersonName, Phone, PostalAddress, Wallet},
};

/// A pseudonym, derived from what the organisation knows the persona by; stable while more exports arrive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonaId(pub Arc<str>);

impl fmt::Display for PersonaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// From when to when.
pub type Span = (Timestamp, Timestamp);

/// Index-free name of a device, derived from its strongest key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub Arc<str>);

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far the persona has come with the organisation, as of the scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonaStage {
    /// Applied.
    Applicant,
    /// Was made an offer.
    Offered,
    /// Works here.
    Active,
    /// Worked here.
    Leaver,
    /// Known only as giving references.
    Referee,
}

impl PersonaStage {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Offered => "offered",
            Self::Active => "active",
            Self::Leaver => "leaver",
            Self::Referee => "referee",
        }
    }
}

/// One claimed person.
#[derive(Debug, Clone)]
pub struct Persona {
    /// Pseudonym.
    pub id: PersonaId,
    /// Every source record folded in.
    pub records: BTreeSet<RecordKey>,
    /// Why records were folded together, one plain sentence a join, in order.
    pub joins: Vec<crate::Sentence>,
    /// Stage as of the scan.
    pub stage: PersonaStage,
    /// What was said of the person and of parcels sent to them, ordered by subject and fact.
    pub said: Vec<Said>,
    /// Uses of systems.
    pub footprint: Footprint,
    /// Devices in the person's hands, by id.
    pub devices: Vec<DeviceId>,
}

impl Persona {
    /// All facts of one shape: `persona.find(|fact| …)` gives the extracted value with its line.
    pub fn find<'a, T>(
        &'a self,
        pick: impl Fn(&'a Fact) -> Option<T> + 'a,
    ) -> impl Iterator<Item = (T, &'a Said)> + 'a {
        self.said.iter().filter_map(move |said| pick(&said.fact).map(|it| (it, said)))
    }

    /// Names.
    pub fn names(&self) -> impl Iterator<Item = (&PersonName, &Said)> {
        self.find(|it| if let Fact::Name(name) = it { Some(name) } else { None })
    }

    /// Whether a name or mailbox says that this is somebody: of machines there are records that lead to nobody.
    pub fn is_somebody(&self) -> bool {
        self.names().next().is_some() || self.emails().next().is_some()
    }

    /// Documents.
    pub fn documents(&self) -> impl Iterator<Item = (&Document, &Said)> {
        self.find(|it| if let Fact::Attached(document) = it { Some(&**document) } else { None })
    }

    /// Machine-readable zones of identity documents, as read from what people sent in.
    pub fn identity_zones(&self) -> impl Iterator<Item = (&IdentityZone, &Said)> {
        self.find(|it| if let Fact::ZoneRead(zone) = it { Some(&**zone) } else { None })
    }

    /// Mail addresses that are not issued by the organisation.
    pub fn own_emails(&self) -> impl Iterator<Item = (&Email, &Said)> {
        self.find(|it| {
            if let Fact::Email(email, EmailUse::Personal | EmailUse::Unknown) = it {
                Some(email)
            } else {
                None
            }
        })
    }

    /// All mail addresses.
    pub fn emails(&self) -> impl Iterator<Item = (&Email, &Said)> {
        self.find(|it| if let Fact::Email(email, _) = it { Some(email) } else { None })
    }

    /// Telephone numbers.
    pub fn phones(&self) -> impl Iterator<Item = (&Phone, &Said)> {
        self.find(|it| if let Fact::Phone(phone) = it { Some(phone) } else { None })
    }

    /// Addresses for one purpose.
    pub fn addresses_for(
        &self,
        wanted: AddressPurpose,
    ) -> impl Iterator<Item = (&PostalAddress, &Said)> {
        self.addresses()
            .filter(move |((_, purpose), _)| *purpose == wanted)
            .map(|((address, _), said)| (address, said))
    }

    /// Addresses with their purpose.
    pub fn addresses(&self) -> impl Iterator<Item = ((&PostalAddress, AddressPurpose), &Said)> {
        self.find(|it| {
            if let Fact::Address(address, purpose) = it { Some((address, *purpose)) } else { None }
        })
    }

    /// Profiles.
    pub fn profiles(&self) -> impl Iterator<Item = (&Handle, &Said)> {
        self.find(|it| if let Fact::Handle(profile) = it { Some(profile) } else { None })
    }

    /// Bank accounts, now or before.
    pub fn accounts(&self) -> impl Iterator<Item = (&BankAccount, &Said)> {
        self.find(|it| if let Fact::PaidInto { account, .. } = it { Some(account) } else { None })
    }

    /// From when to when pay went into an account, as far as records date it; without an end where no change away from it is told.
    pub fn paid_into(&self, account: &BankAccount) -> (Option<Timestamp>, Option<Timestamp>) {
        let of = |wanted: AccountUse| {
            self.said.iter().filter(move |it| {
                matches!(&it.fact, Fact::PaidInto { account: it, stands, .. }
                    if *stands == wanted && account.is_same_of_one_person(it))
            })
        };
        let until = of(AccountUse::Former).filter_map(Said::last).max();
        let is_back = of(AccountUse::Current).filter_map(Said::last).max() > until;
        (of(AccountUse::Current).filter_map(Said::first).min(), until.filter(|_| !is_back))
    }

    /// Wallets.
    pub fn wallets(&self) -> impl Iterator<Item = (&Wallet, &Said)> {
        self.find(|it| if let Fact::PaidToWallet(wallet) = it { Some(wallet) } else { None })
    }

    /// Shareable things in use.
    pub fn artifacts(&self) -> impl Iterator<Item = (&Artifact, &Said)> {
        self.find(|it| if let Fact::Uses(artifact) = it { Some(artifact) } else { None })
    }

    /// First day at work, with its line.
    pub fn hired(&self) -> Option<(Timestamp, &Provenance)> {
        self.find(|it| matches!(it, Fact::Hired).then_some(()))
            .filter_map(|((), said)| Some((said.first()?, said.from())))
            .min()
    }

    /// What people found last who looked into a case about the person, if that still counts on a day. Of two decisions of one
    /// instant the milder counts: it is greater in order.
    pub fn decision(&self, on: Date) -> Option<(CaseOutcome, &Said)> {
        let decisions = self.find(|it| {
            if let Fact::CaseClosed { outcome, until } = it {
                Some((*outcome, *until))
            } else {
                None
            }
        });
        let ((outcome, until), said) =
            decisions.max_by_key(|((outcome, _), said)| (said.last(), *outcome))?;
        until.is_none_or(|it| it >= on).then_some((outcome, said))
    }

    /// Last day at work and how, with its line; the latest if several.
    pub fn left(&self) -> Option<(Timestamp, LeaveKind, &Provenance)> {
        self.find(|it| if let Fact::Left(kind) = it { Some(*kind) } else { None })
            .filter_map(|(kind, said)| Some((said.last()?, kind, said.from())))
            .max()
    }

    /// Whether both go by one given name.
    pub fn bears_a_given_name_of(&self, other: &Self) -> bool {
        let given = |it: &Self| -> BTreeSet<String> {
            it.names().filter_map(|(name, _)| Some(name.given()?.to_lowercase())).collect()
        };
        !given(self).is_disjoint(&given(other))
    }

    /// Whether somebody may be this person under a new family name: one given name, a telephone number or mailbox that was kept,
    /// and this one was refused, or left without being dismissed, before the other came.
    pub fn may_have_become(&self, later: &Self) -> bool {
        let goes = |fact: &Fact| matches!(fact, Fact::Refused | Fact::Left(_));
        let went = self.said.iter().filter(|it| goes(&it.fact)).filter_map(Said::last).max();
        let comes = |fact: &Fact| matches!(fact, Fact::Applied { .. } | Fact::Hired);
        let came = later.said.iter().filter(|it| comes(&it.fact)).filter_map(Said::first).min();
        let is_after = matches!((went, came), (Some(went), Some(came)) if went <= came);
        let is_dismissed = self.said.iter().any(|it| it.fact == Fact::Left(LeaveKind::Dismissed));
        let keeps = || {
            let phones: BTreeSet<_> = self.phones().map(|(it, _)| it).collect();
            let mailboxes: BTreeSet<_> =
                self.own_emails().map(|(it, _)| it.mailbox_key()).collect();
            later.phones().any(|(it, _)| phones.contains(it))
                || later.own_emails().any(|(it, _)| mailboxes.contains(&it.mailbox_key()))
        };
        is_after && !is_dismissed && self.bears_a_given_name_of(later) && keeps()
    }

    /// From when to when the organization's records show the person: uses, applications, jobs, deliveries, references. What a
    /// person's own computer dates, such as commits, does not count.
    pub fn seen(&self) -> Option<Span> {
        let shows = |fact: &Fact| {
            matches!(
                fact,
                Fact::Applied { .. }
                    | Fact::Refused
                    | Fact::Offered
                    | Fact::Hired
                    | Fact::Left(_)
                    | Fact::MetInPerson
                    | Fact::Badged { .. }
                    | Fact::VouchedFor { .. }
                    | Fact::SentDevice { .. }
                    | Fact::ReturnedDevice { .. }
                    | Fact::AccountChanged { .. }
            )
        };
        let said = self.said.iter().filter(|it| shows(&it.fact));
        let said = said.flat_map(|it| [it.first(), it.last()]).flatten();
        let cells = self.footprint.cells.iter().filter(|(key, _)| key.channel != Channel::Commit);
        let times = said.chain(cells.flat_map(|(_, cell)| [cell.first, cell.last]));
        times.fold(None, |span: Option<Span>, at| {
            Some(span.map_or((at, at), |(first, last)| (first.min(at), last.max(at))))
        })
    }

    /// Job titles and departments in lower case, joined: for questions such as "works in IT".
    pub fn role_text(&self) -> String {
        let roles = self.find(|it| {
            if let Fact::Role { title, department } = it { Some((title, department)) } else { None }
        });
        roles
            .map(|((title, department), _)| {
                format!("{} {}", title, department.as_deref().unwrap_or("")).to_lowercase()
            })
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// Agencies and employers of record through which the person is engaged, in lower case.
    pub fn agencies(&self) -> BTreeSet<String> {
        let named = self.find(|it| if let Fact::Agency(it) = it { Some(it) } else { None });
        named.map(|(it, _)| it.to_lowercase()).collect()
    }

    /// Agencies and employers of record through which all of these are engaged.
    pub fn common_agencies<'a>(people: impl Iterator<Item = &'a Self>) -> BTreeSet<String> {
        people.map(Self::agencies).reduce(|all, it| &all & &it).unwrap_or_default()
    }

    /// Whether any folded record is of this source.
    pub fn has_record_of(&self, source: &str) -> bool {
        self.records.iter().any(|it| it.source == source)
    }

    /// The name to show when revealed: the longest as written, first in order among equals.
    pub fn main_name(&self) -> Option<&PersonName> {
        self.names()
            .map(|(name, _)| name)
            .max_by(|a, b| a.reveal().len().cmp(&b.reveal().len()).then_with(|| b.cmp(a)))
    }
}

/// One device as management, endpoint and asset records know it.
#[derive(Debug, Clone)]
pub struct Device {
    /// Name derived from the strongest key.
    pub id: DeviceId,
    /// Every key by which exports point at it.
    pub keys: BTreeSet<DeviceKey>,
    /// What was said of it.
    pub said: Vec<Said>,
    /// Its public addresses over time.
    pub footprint: Footprint,
    /// Whose it is or was: every persona that holds it.
    pub holders: BTreeSet<PersonaId>,
    /// Ids of the sources that speak of it.
    pub sources: BTreeSet<&'static str>,
}

impl Device {
    /// All facts of one shape, as [`Persona::find`].
    pub fn find<'a, T>(
        &'a self,
        pick: impl Fn(&'a Fact) -> Option<T> + 'a,
    ) -> impl Iterator<Item = (T, &'a Said)> + 'a {
        self.said.iter().filter_map(move |said| pick(&said.fact).map(|it| (it, said)))
    }

    /// Enrollment, or the first time that anything was seen of it.
    pub fn since(&self) -> Option<Timestamp> {
        let enrolled = self
            .find(|it| matches!(it, Fact::Enrolled).then_some(()))
            .filter_map(|((), said)| said.first())
            .min();
        enrolled.or_else(|| self.footprint.cells.values().map(|it| it.first).min())
    }
}
