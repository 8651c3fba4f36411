//! Whether somebody's job brings remote-control hardware, tools and odd networks with it.

use std::collections::BTreeSet;

use crate::{Fact, Persona};

/// Words of a title or department that name such a job (guess).
const WORDS: &[&str] = &[
    "it",
    "lab",
    "labs",
    "laboratory",
    "sysadmin",
    "helpdesk",
    "datacenter",
    "firmware",
    "embedded",
    "infrastructure",
    "hardware",
];
/// The same in two words (guess).
const PHRASES: &[&str] = &[
    "help desk",
    "desktop support",
    "system administrator",
    "systems administrator",
    "network engineer",
    "data center",
    "information technology",
    "service desk",
    "network administrator",
    "endpoint engineer",
];

impl Persona {
    /// Whether the persona administers or builds machines: for them a hardware KVM, a remote tool or another's laptop is a tool of
    /// the trade.
    pub fn is_it_or_lab(&self) -> bool {
        let roles = self.role_text();
        let is_word =
            roles.split(|it: char| !it.is_alphanumeric()).any(|word| WORDS.contains(&word));
        is_word || PHRASES.iter().any(|it| roles.contains(it))
    }

    /// Departments in lower case, as far as they are named.
    pub fn departments(&self) -> BTreeSet<String> {
        let departments = self.find(|it| {
            if let Fact::Role { department, .. } = it { department.as_deref() } else { None }
        });
        let words = departments.map(|(it, _)| it.trim().to_lowercase());
        words.filter(|it| !it.is_empty()).collect()
    }
}
