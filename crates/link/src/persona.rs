//! From records of one claimed person to a persona: pseudonym, stage, everything said, uses of systems.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use bonafide_model::{
    EmailUse, Fact, Footprint, Identifier, Ledger, Persona, PersonaId, PersonaStage, Said, Subject,
};
use jiff::Timestamp;

use crate::{fold::Folded, pseudonym::pseudonym};

/// Builds the personas; what was said of people leaves the ledger, parcels and devices stay in it.
pub(crate) fn build(
    ledger: &mut Ledger,
    groups: Vec<Folded>,
    as_of: Timestamp,
) -> BTreeMap<PersonaId, Persona> {
    let mut drafts: Vec<(String, Persona)> =
        groups.into_iter().map(|group| draft(ledger, group, as_of)).collect();
    // Two people can have one anchor (two names on one mailbox). The one whose records come first keeps the bare one.
    drafts.sort_by(|(anchor_a, a), (anchor_b, b)| {
        (anchor_a, &a.records).cmp(&(anchor_b, &b.records))
    });
    let mut taken: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut before: Option<String> = None;
    let mut personas = BTreeMap::new();
    for (anchor, mut persona) in drafts {
        let first = persona
            .records
            .first()
            .map(|it| format!("{} {}", it.source, it.key))
            .unwrap_or_default();
        let is_shared = before.as_ref() == Some(&anchor);
        let content = if is_shared { format!("{anchor}\n{first}") } else { anchor.clone() };
        let name = pseudonym("P", &content, &taken);
        taken.insert(name.clone());
        persona.id = PersonaId(name);
        before = Some(anchor);
        personas.insert(persona.id.clone(), persona);
    }
    personas
}

/// A persona without its id, and the content that its id is made from.
fn draft(ledger: &mut Ledger, group: Folded, as_of: Timestamp) -> (String, Persona) {
    let mut said: Vec<Said> = Vec::new();
    let mut footprint = Footprint::default();
    for record in &group.records {
        let subject = Subject::Record(record.clone());
        for (fact, sighting) in ledger.said.remove(&subject).unwrap_or_default() {
            said.push(Said { subject: subject.clone(), fact, sighting });
        }
        footprint.merge(ledger.footprints.remove(&subject).unwrap_or_default());
    }
    let anchor = anchor(&said).unwrap_or_else(|| {
        group
            .records
            .first()
            .map(|it| format!("record:{} {}", it.source, it.key))
            .unwrap_or_default()
    });
    let stage = stage(&said, as_of);
    said.extend(parcels(ledger, &said));
    let persona = Persona {
        id: PersonaId(Arc::from("")),
        records: group.records.into_iter().collect(),
        joins: group.joins,
        stage,
        said,
        footprint,
        devices: Vec::new(),
    };
    (anchor, persona)
}

/// What was said of parcels that carried devices to the person.
fn parcels(ledger: &Ledger, said: &[Said]) -> Vec<Said> {
    let tracking = |said: &Said| {
        if let Fact::SentDevice { tracking: Some(number), .. } = &said.fact {
            Some(number.to_string())
        } else {
            None
        }
    };
    let numbers: BTreeSet<String> = said.iter().filter_map(tracking).collect();
    let subjects = numbers.into_iter().map(Subject::Parcel);
    subjects
        .filter_map(|subject| ledger.said.get_key_value(&subject))
        .flat_map(|(subject, facts)| {
            facts.iter().map(|(fact, sighting)| Said {
                subject: subject.clone(),
                fact: fact.clone(),
                sighting: sighting.clone(),
            })
        })
        .collect()
}

/// By what the organisation knows the person, most lasting first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Anchor {
    WorkMail(String),
    OwnMail(String),
    Worker(String),
    Candidate(String),
    CodeLogin(String),
    Phone(String),
    /// A mailbox read from a file may be anybody's, such as a referee's.
    MailInFile(String),
}

fn anchor(said: &[Said]) -> Option<String> {
    let files: BTreeSet<&Subject> = said
        .iter()
        .filter(|it| matches!(it.fact, Fact::Attached(_)))
        .map(|it| &it.subject)
        .collect();
    let of = |said: &Said| {
        let in_file = files.contains(&said.subject);
        if let Fact::Email(email, EmailUse::Work) = &said.fact {
            return Some(Anchor::WorkMail(email.mailbox_key()));
        }
        if let Fact::Email(email, _) | Fact::Knows(Identifier::Mailbox(email)) = &said.fact {
            return Some(if in_file {
                Anchor::MailInFile(email.mailbox_key())
            } else {
                Anchor::OwnMail(email.mailbox_key())
            });
        }
        if let Fact::Phone(phone) = &said.fact {
            return (!in_file).then(|| Anchor::Phone(phone.e164().to_owned()));
        }
        let Fact::Knows(identifier) = &said.fact else { return None };
        match identifier {
            Identifier::Worker(number) => Some(Anchor::Worker(number.to_string())),
            Identifier::Candidate(id) => Some(Anchor::Candidate(id.to_string())),
            Identifier::CodeLogin(login) => Some(Anchor::CodeLogin(login.to_string())),
            Identifier::Application(_)
            | Identifier::Login(_)
            | Identifier::Directory(_)
            | Identifier::Connection(_)
            | Identifier::Mailbox(_) => None,
        }
    };
    said.iter().filter_map(of).min().map(|anchor| match anchor {
        Anchor::WorkMail(it) => format!("work:{it}"),
        Anchor::OwnMail(it) | Anchor::MailInFile(it) => format!("mail:{it}"),
        Anchor::Worker(it) => format!("worker:{it}"),
        Anchor::Candidate(it) => format!("candidate:{it}"),
        Anchor::CodeLogin(it) => format!("code:{it}"),
        Anchor::Phone(it) => format!("phone:{it}"),
    })
}

/// How far the person has come as of the scan.
fn stage(said: &[Said], as_of: Timestamp) -> PersonaStage {
    let is_past = |at: Option<Timestamp>| at.is_none_or(|at| at <= as_of);
    let says = |wanted: fn(&Fact) -> bool| said.iter().filter(move |it| wanted(&it.fact));
    // Dates of starting and leaving are single days; the first sighting is the day, the last is a repetition of it.
    let hired = says(|it| matches!(it, Fact::Hired))
        .filter(|it| is_past(it.first()))
        .map(Said::first)
        .max();
    let left = says(|it| matches!(it, Fact::Left(_)))
        .filter(|it| is_past(it.last()))
        .map(Said::last)
        .max();
    if let Some(left) = left {
        let is_back = matches!((left, hired), (Some(left), Some(Some(hired))) if hired > left);
        return if is_back { PersonaStage::Active } else { PersonaStage::Leaver };
    }
    if hired.is_some() {
        return PersonaStage::Active;
    }
    let will_start = says(|it| matches!(it, Fact::Hired | Fact::Offered)).next().is_some();
    if will_start {
        return PersonaStage::Offered;
    }
    if says(|it| matches!(it, Fact::Knows(Identifier::Worker(_)))).next().is_some() {
        return PersonaStage::Active;
    }
    let applied = |it: &Fact| {
        matches!(
            it,
            Fact::Applied { .. }
                | Fact::Refused
                | Fact::Knows(Identifier::Candidate(_) | Identifier::Application(_))
        )
    };
    if says(applied).next().is_some() {
        return PersonaStage::Applicant;
    }
    let vouching: BTreeSet<&Subject> =
        says(|it| matches!(it, Fact::VouchedFor { .. })).map(|it| &it.subject).collect();
    let has_login = |it: &Fact| {
        let issued = matches!(
            it,
            Fact::Knows(Identifier::Login(_) | Identifier::Directory(_) | Identifier::CodeLogin(_))
        );
        issued || matches!(it, Fact::Email(_, EmailUse::Work))
    };
    // A referee's work mail is issued by another organisation.
    if said.iter().any(|it| has_login(&it.fact) && !vouching.contains(&it.subject)) {
        PersonaStage::Active
    } else if vouching.is_empty() {
        PersonaStage::Applicant
    } else {
        PersonaStage::Referee
    }
}
