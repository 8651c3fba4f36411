//! What one record says that can join it to others.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    EmailUse, Fact, Identifier, Ledger, Outcome, RecordKey, Sentence, Subject, sentence,
    value::{Email, PersonName, Phone},
};

/// How a record speaks of a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Claim {
    /// As the person's own, or without saying whose.
    Own,
    /// As a login or pointer.
    Login,
    /// As issued by the organisation.
    Work,
}

/// One record as linking sees it.
pub(crate) struct Node<'a> {
    /// Its key.
    pub(crate) key: &'a RecordKey,
    /// Names of the person.
    pub(crate) names: BTreeSet<&'a PersonName>,
    /// Identifiers that the organisation gave out, but for mailboxes.
    pub(crate) identifiers: BTreeSet<&'a Identifier>,
    /// Mailboxes by [`Email::mailbox_key`].
    pub(crate) mailboxes: BTreeMap<String, (Claim, &'a Email)>,
    /// Telephone numbers.
    pub(crate) phones: BTreeSet<&'a Phone>,
    /// Base names of files that the record names, lower case.
    pub(crate) files: BTreeSet<String>,
    /// The record is a file that was read.
    pub(crate) is_file: bool,
    /// The record gives a reference.
    pub(crate) vouches: bool,
    /// The record is of somebody who applied or was hired.
    pub(crate) is_engaged: bool,
    /// Nothing is known but a login and that it was refused: whoever knocks at a gateway can make one up.
    pub(crate) is_refused: bool,
}

impl<'a> Node<'a> {
    fn new(key: &'a RecordKey) -> Self {
        Self {
            key,
            names: BTreeSet::new(),
            identifiers: BTreeSet::new(),
            mailboxes: BTreeMap::new(),
            phones: BTreeSet::new(),
            files: BTreeSet::new(),
            is_file: false,
            vouches: false,
            is_engaged: false,
            is_refused: false,
        }
    }

    fn hear(&mut self, fact: &'a Fact) {
        if let Fact::Name(name) | Fact::ShownAs(name) = fact {
            self.names.insert(name);
        } else if let Fact::Email(email, used) = fact {
            self.claim(email, if *used == EmailUse::Work { Claim::Work } else { Claim::Own });
        } else if let Fact::Knows(Identifier::Mailbox(email)) = fact {
            self.claim(email, Claim::Login);
        } else if let Fact::Knows(identifier) = fact {
            self.is_engaged |=
                matches!(identifier, Identifier::Candidate(_) | Identifier::Worker(_));
            self.identifiers.insert(identifier);
        } else if let Fact::Phone(phone) = fact {
            self.phones.insert(phone);
        } else if let Fact::NamesFile(name) = fact {
            self.files.insert(name.to_lowercase());
        } else if let Fact::Attached(_) = fact {
            self.is_file = true;
        } else if let Fact::VouchedFor { .. } = fact {
            self.vouches = true;
        } else if let Fact::Applied { .. } | Fact::Hired = fact {
            self.is_engaged = true;
        }
    }

    fn claim(&mut self, email: &'a Email, claim: Claim) {
        let entry = self.mailboxes.entry(email.mailbox_key()).or_insert((claim, email));
        entry.0 = entry.0.max(claim);
    }

    /// Whether the record is known by a name alone, as a guest of a meeting is.
    pub(crate) fn is_known_by_name(&self) -> bool {
        self.key.key.starts_with("name:")
    }
}

/// Every record of the ledger, in order of key.
pub(crate) fn nodes(ledger: &Ledger) -> Vec<Node<'_>> {
    let mut nodes: BTreeMap<&RecordKey, Node<'_>> = BTreeMap::new();
    for (subject, facts) in &ledger.said {
        if let Subject::Record(key) = subject {
            let node = nodes.entry(key).or_insert_with(|| Node::new(key));
            facts.keys().for_each(|fact| node.hear(fact));
        }
    }
    for (subject, footprint) in &ledger.footprints {
        if let Subject::Record(key) = subject {
            let node = nodes.entry(key).or_insert_with(|| Node::new(key));
            let has_entered = footprint.cells.keys().any(|it| it.outcome == Outcome::Success);
            let facts = ledger.said.get(subject);
            let is_more = |fact: &Fact| {
                !matches!(fact, Fact::Knows(Identifier::Login(_) | Identifier::Mailbox(_)))
            };
            let is_known = facts.is_some_and(|it| it.keys().any(is_more));
            node.is_refused = !has_entered && !is_known;
        }
    }
    nodes.into_values().collect()
}

/// Mailboxes that some record calls issued by the organisation. A referee's are issued by somebody else's.
pub(crate) fn work_mailboxes(nodes: &[Node<'_>]) -> BTreeSet<String> {
    let own = nodes.iter().filter(|it| !it.vouches && !it.is_file).flat_map(|it| &it.mailboxes);
    own.filter(|(_, (claim, _))| *claim == Claim::Work)
        .map(|(mailbox, _)| mailbox.clone())
        .collect()
}

/// `greenhouse_candidates 4711`; a mail address or a name in a key is masked.
pub(crate) fn shown(key: &RecordKey) -> Sentence {
    if let Ok(email) = Email::parse(&key.key) {
        return sentence!("{} {}", key.source, email);
    }
    if let Some(name) = key.key.strip_prefix("name:") {
        return Sentence::new(
            format!("{} name:…", key.source),
            format!("{} name:{name}", key.source),
        );
    }
    sentence!("{} {}", key.source, key.key)
}
