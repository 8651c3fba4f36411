//! Mail under a mailbox always fails the checks of its own domain.
//!
//! ## What it sees
//! Two or more mails of an applicant or referee that failed what their own domain asks for (DMARC, SPF, DKIM), and none that
//! passed.
//!
//! ## Why it matters
//! Whoever does not have the mailbox can still write its address into a mail.
//!
//! ## Innocent reasons
//! Forwarding and lists break these checks; one mail that passes clears it, and where the mail of many fails, the
//! organization's own gateway changes it, and it weighs less or nothing. Somebody else may write in the name of an honest
//! person, so it is not asked of workers, in whose names strangers write every day.
//!
//! ## Blind spots
//! Domains that ask for nothing; look-alike domains pass their own checks.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Identifier, Need, Persona, PersonaId, PersonaStage, Said,
    Scene, Stage, Subject, sentence,
};

use crate::{surprise, vouching};

/// Mails that failed at least (guess): one may have been forwarded.
const MAILS: u64 = 2;
/// The source that reads them.
const SOURCE: &str = "mail_messages";

pub(crate) static CARD: Card = Card {
    id: "mail-fails-checks-of-its-domain",
    title: "Mail under a mailbox always fails the checks of its own domain",
    stage: Stage::Application,
    family: Family::Persona,
    weight: Bits(1.5),
    weight_from: "guess: as a throw-away mailbox (APP-09); for referees the threat catalogue asks whether the domain stands by them (NET-02)",
    needs: &[Need::Mail],
    benign: &[
        "a domain whose owner set its checks up wrongly",
        "mail that is always forwarded",
        "somebody else who writes in the person's name",
    ],
    verify: "write to the mailbox and ask for an answer with a word of yours in it",
    sources: &["KB4", "FLARE26"],
    indicators: &["APP-09", "NET-02"],
    attack: &["T1656"],
};

/// Looks at applicants, and at referees on behalf of those whom they vouch for.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut found: BTreeMap<&PersonaId, Finding> = BTreeMap::new();
    for persona in scene.personas() {
        if matches!(persona.stage, PersonaStage::Applicant | PersonaStage::Offered)
            && let Some(said) = unproven(persona)
        {
            let because =
                sentence!("all mail under the mailbox of {} fails its domain's checks", persona);
            found.insert(&persona.id, Finding::new(&CARD, &persona.id, because, said.from()));
        }
    }
    for (candidate, theirs) in vouching::by_candidate(scene) {
        let persona = &scene.linked.personas[candidate];
        for referee in theirs.keys().map(|it| &scene.linked.personas[*it]) {
            let Some(said) = unproven(referee) else { continue };
            let because = sentence!(
                "all mail under the mailbox of a referee of {} fails its domain's checks",
                persona
            );
            let finding =
                || Finding::new(&CARD, candidate, because, said.from()).with([&referee.id]);
            found.entry(candidate).or_insert_with(finding);
        }
    }
    let with_mail = scene.personas().filter(|it| mails(it).next().is_some()).count();
    surprise::weigh(found.into_values().collect(), with_mail)
}

/// The first mail that failed, if enough did and none passed.
fn unproven(persona: &Persona) -> Option<&Said> {
    // Only of a mail that passed it is said that somebody has the mailbox.
    if mails(persona).any(|it| matches!(it.fact, Fact::Knows(Identifier::Mailbox(_)))) {
        return None;
    }
    let failed = || mails(persona).filter(|it| it.fact == Fact::MailUnproven);
    let n: u64 = failed().map(|it| it.sighting.count).sum();
    failed().min_by_key(|it| (it.first(), it.from())).filter(|_| n >= MAILS)
}

/// What mails under the persona's mailboxes say.
fn mails(persona: &Persona) -> impl Iterator<Item = &Said> {
    let is_mail =
        |said: &Said| matches!(&said.subject, Subject::Record(record) if record.source == SOURCE);
    persona.said.iter().filter(move |it| is_mail(it))
}
