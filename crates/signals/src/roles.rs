//! Whether somebody's job brings remote-control hardware, tools and odd networks with it.

use bonafide_model::Persona;

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

/// Whether the persona administers or builds machines: for them a hardware KVM or a remote tool is a tool of the trade.
pub(crate) fn is_it_or_lab(persona: &Persona) -> bool {
    let roles = persona.role_text();
    let is_word = roles.split(|it: char| !it.is_alphanumeric()).any(|word| WORDS.contains(&word));
    is_word || PHRASES.iter().any(|it| roles.contains(it))
}
