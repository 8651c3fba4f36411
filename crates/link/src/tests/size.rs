//! A large organization, to be timed by hand in release: work must grow with what is said, not with pairs of people.

use std::sync::Arc;

use bonafide_model::{AddressPurpose, Channel, Document, DocumentKind, Fact};

use super::exports::*;

/// Words that do not repeat from person to person.
fn resume(person: usize) -> Fact {
    let text: Vec<String> = (0..400).map(|idx| word(person * 31 + idx * idx % 977)).collect();
    Fact::Attached(Arc::new(Document {
        text: text.join(" "),
        ..Document::new(DocumentKind::Text, format!("{person:064x}"))
    }))
}

#[test]
#[ignore = "measures; run in release"]
fn twenty_thousand_people_stay_themselves() {
    const PEOPLE: usize = 20_000;
    let mut exports = Exports::new();
    for person in 0..PEOPLE {
        let (id, number) = (format!("c{person}"), format!("W{person}"));
        let full_name = format!("{} {}", word(person % 700), word(person / 7));
        let own_mail = own(&format!("{}{person}@mail.example", word(person)));
        let home = address(u32::try_from(person).unwrap(), AddressPurpose::Home);
        let ip = format!("198.18.{}.{}", person / 250 % 250, person % 250);
        exports = exports.candidate(&id, &full_name, [own_mail.clone(), resume(person)]).worker(
            &number,
            &full_name,
            [candidate(&id), own_mail, home].into_iter().chain(uses(Channel::SignIn, &ip, 60)),
        );
    }
    assert_eq!(exports.link().personas.len(), PEOPLE);
}
