//! Whose names on orders are not the worker's: who takes a parcel in for somebody is not them.
//!
//! An order is joined to its worker by number or login, and whatever name stands on it would become a name of the worker; then
//! neither the signature at the door nor the holder of the account would be strange.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    AddressPurpose, EmailUse, Fact, Identifier, Ledger, Sighting, Subject, name_words,
    value::PersonName,
};

/// What is said of one subject.
type Facts = BTreeMap<Fact, Sighting>;

/// Forgets names on orders that have no word in common with a name which other records of the same worker give.
pub(crate) fn take_off(ledger: &mut Ledger) {
    let known = names_of_workers(ledger);
    if known.is_empty() {
        return;
    }
    let orders = ledger.said.iter_mut().filter(|(subject, facts)| is_order(subject, facts));
    for (_, facts) in orders {
        let own: BTreeSet<&PersonName> =
            identifiers(facts).iter().filter_map(|it| known.get(it)).flatten().collect();
        facts.retain(|fact, _| {
            let Fact::Name(name) = fact else { return true };
            own.is_empty() || own.iter().any(|it| name_words::have_one_in_common(it, name))
        });
    }
}

/// Names that records other than orders give, by the identifiers that stand on orders beside a name.
fn names_of_workers(ledger: &Ledger) -> BTreeMap<Identifier, BTreeSet<PersonName>> {
    let has_name = |facts: &Facts| facts.keys().any(|it| matches!(it, Fact::Name(_)));
    let (orders, others): (Vec<_>, Vec<_>) = ledger
        .said
        .iter()
        .filter(|(_, facts)| has_name(facts))
        .partition(|(subject, facts)| is_order(subject, facts));
    let mut res: BTreeMap<Identifier, BTreeSet<PersonName>> = orders
        .into_iter()
        .flat_map(|(_, facts)| identifiers(facts))
        .map(|it| (it, BTreeSet::new()))
        .collect();
    for (_, facts) in others {
        for identifier in identifiers(facts) {
            let Some(names) = res.get_mut(&identifier) else { continue };
            names.extend(facts.keys().filter_map(|it| {
                if let Fact::Name(name) = it { Some(name.clone()) } else { None }
            }));
        }
    }
    res
}

/// A record of equipment on its way, and of nothing else that would make it a record of a worker.
fn is_order(subject: &Subject, facts: &Facts) -> bool {
    let has = |wanted: fn(&Fact) -> bool| facts.keys().any(wanted);
    matches!(subject, Subject::Record(_))
        && has(|it| {
            matches!(it, Fact::SentDevice { .. } | Fact::Address(_, AddressPurpose::ShipTo))
        })
        && !has(|it| matches!(it, Fact::Hired | Fact::Applied { .. } | Fact::Role { .. }))
}

fn identifiers(facts: &Facts) -> BTreeSet<Identifier> {
    let of = |fact: &Fact| {
        if let Fact::Email(email, EmailUse::Work) = fact {
            return Some(Identifier::Mailbox(email.clone()));
        }
        if let Fact::Knows(it) = fact { Some(it.clone()) } else { None }
    };
    facts.keys().filter_map(of).collect()
}
