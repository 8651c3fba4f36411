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
pub(crate) type People<'a> = BTreeMap<&'a PersonaId, (&'a Persona, &'a Said)>;

/// Findings on everybody who names a dwelling for a purpose, as others do too, and does not live there. Beside the purpose stands what
/// two people weigh, and what those weigh who are all engaged through one agency, whose office it may be.
pub(crate) fn strangers_at(
    scene: &Scene<'_>,
    card: &'static Card,
    (purpose, two_people, of_an_agency): (AddressPurpose, Bits, Bits),
    words: fn(&Persona, usize) -> Sentence,
) -> Vec<Finding> {
    let mut res = Vec::new();
    for (unit, people) in shared(scene, purpose) {
        let bits = match people.len() {
            _ if is_of_one_agency(&people) => of_an_agency,
            2 => two_people,
            _ => card.weight,
        };
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
    let mut by_unit = named(scene, wanted);
    let people: BTreeSet<&PersonaId> = by_unit.values().flat_map(BTreeMap::keys).copied().collect();
    let most = (OFFICE_SHARE * people.len() as f64).max(OFFICE_PEOPLE as f64 - 1.0);
    by_unit.retain(|_, people| people.len() > 1 && people.len() as f64 <= most);
    by_unit
}

/// Dwellings named for a purpose, by their keys.
pub(crate) fn named<'a>(scene: &Scene<'a>, wanted: AddressPurpose) -> BTreeMap<String, People<'a>> {
    let mut by_unit: BTreeMap<String, People<'a>> = BTreeMap::new();
    for persona in scene.personas() {
        for (address, said) in persona.addresses_for(wanted) {
            let Some(unit) = address.unit_key() else { continue };
            by_unit.entry(unit).or_default().entry(&persona.id).or_insert((persona, said));
        }
    }
    by_unit
}

/// Dwellings to which equipment for several people goes who are all engaged through one agency: its office, as far as records show.
pub(crate) fn agency_offices(scene: &Scene<'_>) -> BTreeSet<String> {
    let named = named(scene, AddressPurpose::ShipTo);
    let of_agencies = named.into_iter().filter(|(_, people)| is_of_one_agency(people));
    of_agencies.map(|(unit, _)| unit).collect()
}

/// Whether several people are all engaged through one and the same agency.
fn is_of_one_agency(people: &People<'_>) -> bool {
    let all = people.values().map(|(it, _)| *it);
    people.len() > 1 && !Persona::common_agencies(all).is_empty()
}

/// Whether two people have one home on file.
pub(crate) fn live_together(a: &Persona, b: &Persona) -> bool {
    !homes(a).is_disjoint(&homes(b))
}

/// Homes on file, to the dwelling.
pub(crate) fn homes(persona: &Persona) -> BTreeSet<String> {
    persona.addresses_for(AddressPurpose::Home).filter_map(|(it, _)| it.unit_key()).collect()
}
