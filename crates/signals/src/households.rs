//! Who lives together, and who has to do with one address that is not their home.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    AddressPurpose, Bits, Card, Finding, Persona, PersonaId, Said, Scene, Sentence,
};

/// An address with which more than this share of all people has to do is an office: guess.
const OFFICE_SHARE: f64 = 0.1;
/// Fewer people than this make no office, whatever their share: guess, small firms.
const OFFICE_PEOPLE: usize = 6;

/// People who have to do with one dwelling, each with the line that says so.
type People<'a> = BTreeMap<&'a PersonaId, (&'a Persona, &'a Said)>;

/// Findings on everybody who names a dwelling for a purpose, as others do too, and does not live there; two people weigh what is
/// said beside the purpose.
pub(crate) fn strangers_at(
    scene: &Scene<'_>,
    card: &'static Card,
    (purpose, two_people): (AddressPurpose, Bits),
    words: fn(&Persona, usize) -> Sentence,
) -> Vec<Finding> {
    let mut res = Vec::new();
    for (unit, people) in shared(scene, purpose) {
        let bits = if people.len() > 2 { card.weight } else { two_people };
        for (persona, said) in people.values().filter(|(it, _)| !homes(it).contains(&unit)) {
            let because = words(persona, people.len() - 1);
            res.push(
                Finding::new(card, &persona.id, because, said.from())
                    .and(people.values().map(|(_, said)| said.from()))
                    .with(people.keys().copied().filter(|it| **it != persona.id))
                    .weighing(bits),
            );
        }
    }
    res
}

/// Dwellings that several people name for a purpose and that are not an office, by their keys.
fn shared<'a>(scene: &Scene<'a>, wanted: AddressPurpose) -> BTreeMap<String, People<'a>> {
    let mut by_unit: BTreeMap<String, People<'a>> = BTreeMap::new();
    let mut named: BTreeSet<&PersonaId> = BTreeSet::new();
    for persona in scene.personas() {
        for ((address, purpose), said) in persona.addresses() {
            let Some(unit) = (purpose == wanted).then(|| address.unit_key()).flatten() else {
                continue;
            };
            named.insert(&persona.id);
            by_unit.entry(unit).or_default().entry(&persona.id).or_insert((persona, said));
        }
    }
    let most = (OFFICE_SHARE * named.len() as f64).max(OFFICE_PEOPLE as f64 - 1.0);
    by_unit.retain(|_, people| people.len() > 1 && people.len() as f64 <= most);
    by_unit
}

/// Whether two people have one home on file.
pub(crate) fn live_together(a: &Persona, b: &Persona) -> bool {
    !homes(a).is_disjoint(&homes(b))
}

/// Homes on file, to the dwelling.
pub(crate) fn homes(persona: &Persona) -> BTreeSet<String> {
    let homes = persona.addresses().filter(|((_, purpose), _)| *purpose == AddressPurpose::Home);
    homes.filter_map(|((address, _), _)| address.unit_key()).collect()
}
