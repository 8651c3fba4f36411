//! No finding weighs more than its rarity in this organization allows.
//!
//! A weight is the log2 of how often a thing is seen on personas that are not who they say they are, over how often on honest ones. How
//! often on honest ones is measured here: on how many of those on whom it could be seen it is seen. What was rolled out, what the
//! house does, and what a tool sees everywhere fades to nothing; what nobody else has keeps its weight.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use bonafide_model::{Bits, Fact, Finding, Persona, Scene, sentence};

/// How often a thing is seen on a persona that is not who it says it is, at most. Guess: reports tell of each case a few of many traces.
const SEEN: f64 = 1.0 / 8.0;
/// So many may be one operator's, and say nothing of honest people: one for each bit that the thing weighs, since the house seldom has
/// heavy ones, and at most these. Guess: reports tell of more than one in most firms (SEAL).
const FEW: usize = 3;
/// People elsewhere who do not have it: without them the first in a small firm would be half of it (guess).
const ELSEWHERE: usize = 10;
/// What weighs less says nothing (guess).
const LEAST_BITS: f64 = 0.5;

/// On how many of those on whom it could be seen a thing is seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frequency {
    n: usize,
    of: usize,
    whom: &'static str,
}

impl Frequency {
    /// Of people.
    pub(crate) const fn of_people(n: usize, of: usize) -> Self {
        Self { n, of, whom: "people" }
    }

    /// Of devices.
    pub(crate) const fn of_devices(n: usize, of: usize) -> Self {
        Self { n, of, whom: "devices" }
    }

    /// Of addresses.
    pub(crate) const fn of_addresses(n: usize, of: usize) -> Self {
        Self { n, of, whom: "addresses" }
    }

    /// What a thing that weighs as much elsewhere can weigh here at most.
    fn most_bits(self, elsewhere: Bits) -> f64 {
        let others = self.n.saturating_sub((elsewhere.0 as usize).clamp(1, FEW));
        if others == 0 {
            return f64::INFINITY;
        }
        (SEEN * (self.of + ELSEWHERE) as f64 / others as f64).log2()
    }

    /// The rarer first.
    pub(crate) fn cmp_rarity(self, other: Self) -> Ordering {
        (self.n * other.of.max(1)).cmp(&(other.n * self.of.max(1)))
    }

    /// Whether a thing that weighs as much elsewhere is so common here that it says nothing of anybody.
    pub(crate) fn is_common(self, elsewhere: Bits) -> bool {
        self.most_bits(elsewhere) < LEAST_BITS
    }

    /// What a thing that weighs as much elsewhere weighs here.
    pub(crate) fn weight(self, elsewhere: Bits) -> Bits {
        Bits(elsewhere.0.min(self.most_bits(elsewhere)))
    }

    /// The finding with what it weighs here and how common it is; none if that is nothing.
    pub(crate) fn weigh(self, finding: Finding) -> Option<Finding> {
        if self.is_common(finding.bits) {
            return None;
        }
        let bits = self.weight(finding.bits);
        let mut res = finding.weighing(bits);
        if self.n > 0 && self.of > 1 {
            res.because =
                sentence!("{}; so with {} of {} {} here", res.because, self.n, self.of, self.whom);
        }
        Some(res)
    }
}

/// Findings of one thing, one a person, among as many people on whom it could be seen.
pub(crate) fn weigh(findings: Vec<Finding>, of: usize) -> Vec<Finding> {
    let frequency = Frequency::of_people(findings.len(), of);
    findings.into_iter().filter_map(|it| frequency.weigh(it)).collect()
}

/// The same of everybody on whom it could be seen, each with the finding if it is. Records that lead to nobody are no people: however
/// many there are, they make nothing common and nothing rare.
pub(crate) fn weigh_people<'a>(
    looked_at: impl IntoIterator<Item = (&'a Persona, Option<Finding>)>,
) -> Vec<Finding> {
    let mut frequency = Frequency::of_people(0, 0);
    let mut findings = Vec::new();
    for (persona, finding) in looked_at {
        if persona.is_somebody() {
            frequency.of += 1;
            frequency.n += usize::from(finding.is_some());
        }
        findings.extend(finding);
    }
    findings.into_iter().filter_map(|it| frequency.weigh(it)).collect()
}

/// How many people's devices show anything of a kind.
pub(crate) fn people_whose_devices_show(
    scene: &Scene<'_>,
    is_of_kind: impl Fn(&Fact) -> bool,
) -> usize {
    let shows = |it: &&Persona| {
        scene.devices(it).any(|device| device.said.iter().any(|said| is_of_kind(&said.fact)))
    };
    scene.personas().filter(shows).count()
}

/// Of each of several things, on how many of those on whom any of them could be seen it is seen.
#[derive(Debug)]
pub(crate) struct Frequencies<T> {
    with: BTreeMap<T, usize>,
    of: Frequency,
}

impl<T: Ord> Frequencies<T> {
    /// Of people, each with what is seen on them; who could show nothing at all is left out before.
    pub(crate) fn of_people(all: impl IntoIterator<Item = BTreeSet<T>>) -> Self {
        Self::count(all, Frequency::of_people(0, 0))
    }

    /// The same of devices.
    pub(crate) fn of_devices(all: impl IntoIterator<Item = BTreeSet<T>>) -> Self {
        Self::count(all, Frequency::of_devices(0, 0))
    }

    fn count(all: impl IntoIterator<Item = BTreeSet<T>>, mut of: Frequency) -> Self {
        let mut with = BTreeMap::new();
        for seen in all {
            of.of += 1;
            seen.into_iter().for_each(|it| *with.entry(it).or_default() += 1);
        }
        Self { with, of }
    }

    /// How often one of them is seen.
    pub(crate) fn get(&self, thing: &T) -> Frequency {
        Frequency { n: self.with.get(thing).copied().unwrap_or(0), ..self.of }
    }

    /// How often the rarest of some is seen; as if nobody had any for none of them.
    pub(crate) fn rarest<'a>(&self, things: impl IntoIterator<Item = &'a T>) -> Frequency
    where
        T: 'a,
    {
        let rarest = things.into_iter().map(|it| self.get(it)).min_by(|a, b| a.cmp_rarity(*b));
        rarest.unwrap_or(self.of)
    }
}

/// What devices have, of all that show anything of its kind.
pub(crate) fn on_devices<'a, T: Ord>(
    scene: &Scene<'a>,
    is_of_kind: impl Fn(&Fact) -> bool,
    pick: impl Fn(&'a Fact) -> Option<T>,
) -> Frequencies<T> {
    let showing = scene.linked.devices.values().filter_map(|device| {
        let mut seen = device.said.iter().filter(|said| is_of_kind(&said.fact)).peekable();
        seen.peek()?;
        Some(seen.filter_map(|said| pick(&said.fact)).collect::<BTreeSet<T>>())
    });
    Frequencies::of_devices(showing)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use bonafide_model::{
        Bits, Fact, Finding, Footprint, Persona, PersonaId, PersonaStage, Provenance, RecordKey,
        Said, Sighting, Subject, sentence, value::PersonName,
    };

    use super::{Frequency, weigh_people};
    use crate::device_far_from_delivery::CARD;

    fn weight(elsewhere: f64, (n, of): (usize, usize)) -> String {
        let frequency = Frequency::of_people(n, of);
        if frequency.is_common(Bits(elsewhere)) {
            return "nothing".to_owned();
        }
        frequency.weight(Bits(elsewhere)).to_string()
    }

    #[test]
    fn what_few_have_keeps_its_weight_however_small_the_firm() {
        let here = [(1, 1), (3, 3), (3, 1000)].map(|it| weight(4.0, it));
        assert_eq!(here, ["+4.0", "+4.0", "+4.0"]);
    }

    #[test]
    fn a_weight_fades_as_more_have_it() {
        let here = [5, 7, 12, 20, 80].map(|n| weight(4.0, (n, 400)));
        assert_eq!(here, ["+4.0", "+3.7", "+2.5", "+1.6", "nothing"]);
    }

    #[test]
    fn what_was_rolled_out_says_nothing() {
        assert_eq!([(5, 5), (6, 12), (60, 600)].map(|it| weight(4.0, it)), ["nothing"; 3]);
    }

    #[test]
    fn what_is_light_is_sooner_the_house_s() {
        assert_eq!([weight(4.0, (3, 6)), weight(1.0, (3, 6))], ["+4.0", "nothing"]);
        assert_eq!([weight(1.0, (1, 6)), weight(1.0, (2, 6))], ["+1.0", "+1.0"]);
    }

    fn persona(id: &str, name: Option<&str>) -> Persona {
        let from = Provenance::line("people.csv", 2);
        let said = name.map(|it| Said {
            subject: Subject::Record(RecordKey::new("hris_workers", id)),
            fact: Fact::Name(PersonName::parse(it).expect("a name")),
            sighting: Sighting { first: None, last: None, count: 1, from },
        });
        Persona {
            id: PersonaId(id.into()),
            records: BTreeSet::new(),
            joins: Vec::new(),
            stage: PersonaStage::Active,
            said: said.into_iter().collect(),
            footprint: Footprint::default(),
            devices: Vec::new(),
        }
    }

    #[test]
    fn records_that_lead_to_nobody_make_nothing_common() {
        let found = |it: &Persona| {
            Finding::new(&CARD, &it.id, sentence!("seen"), &Provenance::line("people.csv", 2))
        };
        let weights = |all: Vec<Persona>| -> Vec<String> {
            let looked_at = all.iter().map(|it| (it, Some(found(it))));
            weigh_people(looked_at).iter().map(|it| it.bits.to_string()).collect()
        };
        let people = |names: [Option<&str>; 6]| names.map(|it| persona("P", it)).to_vec();
        let [ada, bo] = [Some("Ada Quill"), Some("Bo Castellan")];
        assert_eq!(weights(people([ada; 6])), Vec::<String>::new());
        assert_eq!(weights(people([ada, bo, None, None, None, None])), ["+5.0"; 6]);
    }
}
