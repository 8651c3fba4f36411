//! Whom an identifier means: the address book by which pointers of one export find people of another.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{EmailUse, Fact, Identifier, Persona, PersonaId, Subject, value::PersonName};

use crate::fold::short_login;

/// Who is meant by an identifier, a mailbox or a name.
pub(crate) struct People {
    by_identifier: BTreeMap<Identifier, BTreeSet<PersonaId>>,
    by_mailbox: BTreeMap<String, BTreeSet<PersonaId>>,
    by_login: BTreeMap<String, BTreeSet<PersonaId>>,
    by_name: BTreeMap<Vec<String>, BTreeSet<PersonaId>>,
    work_mailboxes: BTreeSet<String>,
}

impl People {
    /// Reads the address book off the personas.
    pub(crate) fn of(personas: &BTreeMap<PersonaId, Persona>) -> Self {
        let mut res = Self {
            by_identifier: BTreeMap::new(),
            by_mailbox: BTreeMap::new(),
            by_login: BTreeMap::new(),
            by_name: BTreeMap::new(),
            work_mailboxes: BTreeSet::new(),
        };
        for persona in personas.values() {
            let subjects = |wanted: fn(&Fact) -> bool| -> BTreeSet<&Subject> {
                persona.said.iter().filter(|it| wanted(&it.fact)).map(|it| &it.subject).collect()
            };
            let files = subjects(|it| matches!(it, Fact::Attached(_)));
            let references = subjects(|it| matches!(it, Fact::VouchedFor { .. }));
            // What stands in a résumé may be somebody else's.
            for said in persona.said.iter().filter(|it| !files.contains(&it.subject)) {
                res.enter(&persona.id, &said.fact);
                if let Fact::Email(email, EmailUse::Work) = &said.fact
                    && !references.contains(&said.subject)
                {
                    res.by_login
                        .entry(email.local().to_owned())
                        .or_default()
                        .insert(persona.id.clone());
                    res.work_mailboxes.insert(email.mailbox_key());
                }
            }
        }
        res
    }

    fn enter(&mut self, id: &PersonaId, fact: &Fact) {
        if let Fact::Knows(Identifier::Mailbox(email)) | Fact::Email(email, _) = fact {
            self.by_mailbox.entry(email.mailbox_key()).or_default().insert(id.clone());
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
            // An account of a machine is mostly called like the mailbox of its owner.
            Identifier::Login(login) => {
                self.by_identifier.get(identifier).or_else(|| self.by_login.get(short_login(login)))
            }
            Identifier::Candidate(_)
            | Identifier::Application(_)
            | Identifier::Worker(_)
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
