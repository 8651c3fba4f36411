//! Shared telephones, mailboxes, addresses and profiles.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    AddressPurpose, EmailUse, Fact, Persona, PersonaId, TieKind, sentence,
    value::{Email, Handle, Phone, PostalAddress, Site},
};

use super::{Cap, Population, Shared, Sharers, is_remote, note};

/// Guess: numbers are handed on by carriers after months, seldom to a colleague.
const PHONE_BITS: f64 = 7.0;
/// Guess: a mailbox is opened by one person; couples share a few.
const MAILBOX_BITS: f64 = 8.0;
/// Guess: to the dwelling; flatmates and moves explain some.
const ADDRESS_BITS: f64 = 5.0;
/// Guess: a profile has one owner.
const PROFILE_BITS: f64 = 6.0;
/// Guess: a web page may be an employer's or a project's.
const PAGE_BITS: f64 = 2.0;

/// Everything of this kind that more than one persona has.
pub(super) fn shared<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut res = phones(population);
    res.extend(mailboxes(population));
    res.extend(addresses(population));
    res.extend(profiles(population));
    res
}

fn phones<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut index: BTreeMap<&Phone, Sharers<'a>> = BTreeMap::new();
    for persona in population.personas() {
        for (phone, said) in persona.phones() {
            note(&mut index, phone, &persona.id, said.from());
        }
    }
    let shared = |(phone, sharers)| Shared {
        kind: TieKind::Phone,
        value: sentence!("{}", phone),
        bits: PHONE_BITS,
        cap: Cap::Common,
        words: "give one telephone number",
        sharers,
        passers_by: 0,
    };
    index.into_iter().map(shared).collect()
}

/// Own mailboxes. What the organisation gave out ties nobody, and a referee named in a résumé is not its author.
fn mailboxes<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut index: BTreeMap<String, (&'a Email, Sharers<'a>)> = BTreeMap::new();
    for persona in population.personas() {
        let referees = referees_of(population, persona);
        for said in &persona.said {
            let Fact::Email(email, EmailUse::Personal | EmailUse::Unknown) = &said.fact else {
                continue;
            };
            let mailbox = email.mailbox_key();
            if population.people.is_work_mailbox(&mailbox) || referees.contains(&mailbox) {
                continue;
            }
            let (_, sharers) = index.entry(mailbox).or_insert_with(|| (email, Sharers::new()));
            sharers.entry(&persona.id).or_default().insert(said.from());
        }
    }
    let shared = |(email, sharers)| Shared {
        kind: TieKind::Mailbox,
        value: sentence!("{}", email),
        bits: MAILBOX_BITS,
        cap: Cap::Common,
        words: "give one mailbox",
        sharers,
        passers_by: 0,
    };
    index.into_values().map(shared).collect()
}

/// Mailboxes that stand in a persona's own files and are those of people known by other records: contacts, not the person's.
fn referees_of(population: &Population<'_>, persona: &Persona) -> BTreeSet<String> {
    let files: BTreeSet<_> = persona
        .said
        .iter()
        .filter(|it| matches!(it.fact, Fact::Attached(_)))
        .map(|it| &it.subject)
        .collect();
    let mut in_files = BTreeSet::new();
    let mut elsewhere = BTreeSet::new();
    for said in &persona.said {
        if let Fact::Email(email, _) = &said.fact {
            let side = if files.contains(&said.subject) { &mut in_files } else { &mut elsewhere };
            side.insert(email.mailbox_key());
        }
    }
    let vouches_for_them = |id: &PersonaId| {
        let others = population.personas.get(id).into_iter();
        let mut vouched = others.flat_map(|it| {
            it.find(|fact| {
                if let Fact::VouchedFor { candidate, .. } = fact { Some(candidate) } else { None }
            })
        });
        vouched.any(|(candidate, _)| population.people.whom(candidate) == Some(&persona.id))
    };
    let owner = |mailbox: &String| population.people.owner(mailbox);
    in_files
        .difference(&elsewhere)
        .filter(|it| owner(it).is_some_and(vouches_for_them))
        .cloned()
        .collect()
}

/// Homes and delivery addresses to the dwelling.
fn addresses<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut index: BTreeMap<String, (&'a PostalAddress, Sharers<'a>)> = BTreeMap::new();
    for persona in population.personas() {
        for ((address, purpose), said) in persona.addresses() {
            let (true, Some(key)) = (purpose != AddressPurpose::Work, address.unit_key()) else {
                continue;
            };
            let (_, sharers) = index.entry(key).or_insert_with(|| (address, Sharers::new()));
            sharers.entry(&persona.id).or_default().insert(said.from());
        }
    }
    let shared = |(address, sharers): (&'a PostalAddress, Sharers<'a>)| {
        // An address of many who all work away from every office is not the office.
        let all_remote =
            sharers.keys().all(|id| population.personas.get(*id).is_some_and(is_remote));
        let cap = if all_remote { Cap::Personal } else { Cap::Common };
        Shared {
            kind: TieKind::Address,
            value: sentence!("{}", address),
            bits: ADDRESS_BITS,
            cap,
            words: "live at or receive deliveries at one address",
            sharers,
            passers_by: 0,
        }
    };
    index.into_values().map(shared).collect()
}

fn profiles<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut index: BTreeMap<&Handle, Sharers<'a>> = BTreeMap::new();
    for persona in population.personas() {
        for (profile, said) in persona.profiles() {
            note(&mut index, profile, &persona.id, said.from());
        }
    }
    let shared = |(profile, sharers): (&Handle, Sharers<'a>)| Shared {
        kind: TieKind::Profile,
        value: sentence!("{}", profile),
        bits: if *profile.site() == Site::Web { PAGE_BITS } else { PROFILE_BITS },
        cap: Cap::Common,
        words: "name one profile",
        sharers,
        passers_by: 0,
    };
    index.into_iter().map(shared).collect()
}
