//! Whom an identifier means: the address book by which pointers of one export find people of another.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{EmailUse, Fact, Identifier, Persona, PersonaId, value::PersonName};

/// Who is meant by an identifier, a mailbox or a name.
pub(crate) struct People {
    by_identifier: BTreeMap<Identifier, BTreeSet<PersonaId>>,
    by_mailbox: BTreeMap<String, BTreeSet<PersonaId>>,
    by_name: BTreeMap<Vec<String>, BTreeSet<PersonaId>>,
    work_mailboxes: BTreeSet<String>,
}

impl People {
    /// Reads the address book off the personas.
    pub(crate) fn of(personas: &BTreeMap<PersonaId, Persona>) -> Self {
        let mut res = Self {
            by_identifier: BTreeMap::new(),
            by_mailbox: BTreeMap::new(),
            by_name: BTreeMap::new(),
            work_mailboxes: BTreeSet::new(),
        };
        for persona in personas.values() {
            let files: BTreeSet<_> = persona
                .said
                .iter()
                .filter(|it| matches!(it.fact, Fact::Attached(_)))
                .map(|it| &it.subject)
                .collect();
            for said in &persona.said {
                // What stands in a résumé may be somebody else's.
                if !files.contains(&said.subject) {
                    res.enter(&persona.id, &said.fact);
                }
            }
        }
        res
    }

    fn enter(&mut self, id: &PersonaId, fact: &Fact) {
        if let Fact::Knows(Identifier::Mailbox(email)) | Fact::Email(email, _) = fact {
            self.by_mailbox.entry(email.mailbox_key()).or_default().insert(id.clone());
            if matches!(fact, Fact::Email(_, EmailUse::Work)) {
                self.work_mailboxes.insert(email.mailbox_key());
            }
        } else if let Fact::Knows(identifier) = fact {
            self.by_identifier.entry(identifier.clone()).or_default().insert(id.clone());
        } else if let Fact::Name(name) = fact {
            self.by_name.entry(sorted(name)).or_default().insert(id.clone());
        }
    }

    /// The one persona that the identifier means; `None` if nobody, or if it does not tell between several.
    pub(crate) fn whom(&self, identifier: &Identifier) -> Option<&PersonaId> {
        let meant = match identifier {
            Identifier::Mailbox(email) => self.by_mailbox.get(&email.mailbox_key()),
            Identifier::Candidate(_)
            | Identifier::Application(_)
            | Identifier::Worker(_)
            | Identifier::Login(_)
            | Identifier::Directory(_)
            | Identifier::Connection(_)
            | Identifier::CodeLogin(_) => self.by_identifier.get(identifier),
        };
        only(meant?)
    }

    /// The one persona that bears exactly this name, whatever the order of its words.
    pub(crate) fn named(&self, name: &PersonName) -> Option<&PersonaId> {
        let bearers = self.by_name.get(&sorted(name))?;
        if name.tokens().len() > 1 { only(bearers) } else { None }
    }

    /// The one persona whose mailbox this is.
    pub(crate) fn owner(&self, mailbox: &str) -> Option<&PersonaId> {
        only(self.by_mailbox.get(mailbox)?)
    }

    /// Whether the organisation gave out this mailbox.
    pub(crate) fn is_work_mailbox(&self, mailbox: &str) -> bool {
        self.work_mailboxes.contains(mailbox)
    }
}

fn only(meant: &BTreeSet<PersonaId>) -> Option<&PersonaId> {
    if meant.len() == 1 { meant.first() } else { None }
}

fn sorted(name: &PersonName) -> Vec<String> {
    let mut tokens = name.tokens().to_vec();
    tokens.sort();
    tokens
}
