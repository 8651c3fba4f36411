//! What two personas share, weighed by how few others share it.
//!
//! A value that many share ties nobody: the office's address, an agency's telephone, a template's phrase. Two people who
//! live together share much without meaning anything by it; their ties weigh less and say so.

mod contact;
mod excuse;
mod household;
mod looks;
mod machine;
mod money;
mod network;
mod paper;
mod references;

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Atlas, Bits, Borrowed, Device, DeviceId, Evidence, Fact, Muted, Persona, PersonaId, Provenance,
    Sentence, Tie, TieKind, WorkPlace, sentence,
};

use crate::{owners, people::People};
use excuse::Excuse;
pub(crate) use excuse::may_be_renamed;
pub(crate) use household::Households;
pub(crate) use network::place_on_net;

/// The linked people and devices, and the tables that place them.
pub(crate) struct Population<'a> {
    /// Personas by id.
    pub(crate) personas: &'a BTreeMap<PersonaId, Persona>,
    /// Devices by id.
    pub(crate) devices: &'a BTreeMap<DeviceId, Device>,
    /// Whom identifiers mean.
    pub(crate) people: &'a People,
    /// Pairs of whom somebody decided that they are different people, the smaller id first.
    pub(crate) decided_apart: &'a BTreeSet<(PersonaId, PersonaId)>,
    /// Tables.
    pub(crate) atlas: &'a dyn Atlas,
}

impl<'a> Population<'a> {
    /// Whether somebody decided that the two of a tie are different people, so that no rule takes them for one.
    pub(crate) fn are_decided_apart(&self, tie: &Tie) -> bool {
        !self.decided_apart.is_empty()
            && self.decided_apart.contains(&(tie.a.clone(), tie.b.clone()))
    }

    /// Personas in order of id.
    pub(crate) fn personas(&self) -> impl Iterator<Item = &'a Persona> + use<'a> {
        self.personas.values()
    }
}

/// All ties, and who lives together.
pub(crate) struct Ties {
    /// Ties, ordered by pair and kind.
    pub(crate) ties: Vec<Tie>,
    /// What is shared and ties nobody, ordered by kind and value.
    pub(crate) muted: Vec<Muted>,
    /// Pairs that live together.
    pub(crate) households: Households,
    /// Identities that somebody shows beside their owner.
    pub(crate) borrowed: Vec<Borrowed>,
}

impl Ties {
    /// Whether one of two uses the other's identity without a part of the other in it.
    pub(crate) fn is_theft(&self, a: &PersonaId, b: &PersonaId) -> bool {
        self.between(a, b).is_some_and(|it| !it.is_lent)
    }

    /// Whether one of two shows the other's identity and both are paid for it.
    pub(crate) fn is_lent(&self, a: &PersonaId, b: &PersonaId) -> bool {
        self.between(a, b).is_some_and(|it| it.is_lent)
    }

    fn between(&self, a: &PersonaId, b: &PersonaId) -> Option<&Borrowed> {
        self.borrowed.iter().find(|it| [(a, b), (b, a)].contains(&(&it.owner, &it.by)))
    }
}

/// From how many sharers on a value is common property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cap {
    /// Things that a firm, a family or a firm's office can have: few may share them.
    Common,
    /// Things that strangers never have in common: muted only where something has gone wrong with the records.
    Personal,
    /// Public addresses: behind five and more stands an office, a school or a gateway of a provider.
    Rare,
}

/// Sharers above which a common thing ties nobody. Guess; published for telephones (IBM EAS manual): 25.
const COMMON_SHARERS: usize = 12;
/// Sharers above which it is looked at how much of the population they are. Guess.
const FEW_SHARERS: usize = 6;
/// Share of the population, one in so many, above which a common thing ties nobody. Guess: 2 %.
const ONE_IN: usize = 50;
/// Sharers above which even a personal thing ties nobody. Guess: no operator holds more names at once.
const PERSONAL_SHARERS: usize = 60;
/// Sharers of one public address above which it ties nobody. Guess.
const RARE_SHARERS: usize = 5;
/// What is left of the weight at least, as a share of the kind's own. Guess.
const LEAST_SHARE: f64 = 0.6;

impl Cap {
    /// Why a thing of so many people ties nobody; `None` if it ties.
    fn mutes(self, people: usize, population: usize) -> Option<Sentence> {
        match self {
            Self::Common if people > COMMON_SHARERS => Some(sentence!(
                "shared by {} people; what more than {} share is common property",
                people,
                COMMON_SHARERS
            )),
            Self::Common if people >= FEW_SHARERS && people * ONE_IN > population => {
                Some(sentence!(
                    "shared by {} people, more than one in {} of the {} that are known here",
                    people,
                    ONE_IN,
                    population
                ))
            }
            Self::Personal if people > PERSONAL_SHARERS => Some(sentence!(
                "shared by {} people; nobody is known to go by more than {} names, so the records are at fault",
                people,
                PERSONAL_SHARERS
            )),
            Self::Rare if people > RARE_SHARERS => Some(sentence!(
                "shared by {} people; behind more than {} stands an office, a school or a provider's gateway",
                people,
                RARE_SHARERS
            )),
            Self::Common | Self::Personal | Self::Rare => None,
        }
    }
}

/// The lines of each sharer.
pub(crate) type Sharers<'a> = BTreeMap<&'a PersonaId, BTreeSet<&'a Provenance>>;

/// One thing, and who shares it.
pub(crate) struct Shared<'a> {
    /// What kind.
    pub(crate) kind: TieKind,
    /// The thing.
    pub(crate) value: Sentence,
    /// Weight between two who alone share it.
    pub(crate) bits: f64,
    /// When it is common property.
    pub(crate) cap: Cap,
    /// `give one telephone number`: what the two do, in words.
    pub(crate) words: &'static str,
    /// Who, with the lines that say so.
    pub(crate) sharers: Sharers<'a>,
    /// Others who had it in passing: they are not tied, and make it more common.
    pub(crate) passers_by: usize,
}

/// Finds every tie.
pub(crate) fn find(population: &Population<'_>) -> Ties {
    let households = Households::of(population);
    // Records that lead to nobody, as those of a log whose other half is missing, make nothing rarer.
    let n_people = population.personas().filter(|it| it.is_somebody()).count();
    let mut heaviest: BTreeMap<(PersonaId, PersonaId, TieKind), Tie> = BTreeMap::new();
    let mut muted = Vec::new();
    let shared = contact::shared(population)
        .into_iter()
        .chain(money::shared(population))
        .chain(machine::shared(population))
        .chain(network::shared(population))
        .chain(paper::shared(population))
        .chain(paper::identity_documents(population))
        .chain(looks::shared(population))
        .filter(|it| it.sharers.len() > 1);
    for shared in shared {
        match mute(population, n_people, &shared) {
            Some(why) => muted.push(silent(shared, why)),
            None => pairs_of(population, &households, &shared)
                .into_iter()
                .for_each(|tie| keep_heaviest(&mut heaviest, tie)),
        }
    }
    let told = paper::resembling(population).into_iter().chain(references::between(population));
    told.for_each(|tie| keep_heaviest(&mut heaviest, tie));
    muted.sort_by(|x, y| (x.kind, &x.value).cmp(&(y.kind, &y.value)));
    let mut ties: Vec<Tie> = heaviest.into_values().collect();
    household::count_once(&households, &mut ties);
    ties.iter_mut().for_each(|tie| excuse::take_off(population, tie));
    let borrowed = owners::find(population, &ties);
    Ties { ties, muted, households, borrowed }
}

/// Why a shared thing ties nobody; `None` if it ties.
fn mute(population: &Population<'_>, n_people: usize, shared: &Shared<'_>) -> Option<Sentence> {
    let people = shared.sharers.len() + shared.passers_by;
    shared.cap.mutes(people, n_people).or_else(|| {
        is_of_one_agency(population, &shared.sharers)
            .then(|| sentence!("shared by {} people, all engaged through one agency", people))
    })
}

fn silent(shared: Shared<'_>, why: Sentence) -> Muted {
    let people = shared.sharers.len() + shared.passers_by;
    let one_line = |(id, lines): (&PersonaId, BTreeSet<&Provenance>)| {
        Some((id.clone(), (*lines.first()?).clone()))
    };
    let sharers = shared.sharers.into_iter().filter_map(one_line).collect();
    Muted { kind: shared.kind, value: shared.value, people, why, sharers }
}

/// Two telephones shared by a pair are one tie: the heavier, with the lines of both.
fn keep_heaviest(heaviest: &mut BTreeMap<(PersonaId, PersonaId, TieKind), Tie>, tie: Tie) {
    let key = (tie.a.clone(), tie.b.clone(), tie.kind);
    let Some(kept) = heaviest.remove(&key) else {
        heaviest.insert(key, tie);
        return;
    };
    let is_heavier =
        tie.bits.0 > kept.bits.0 || (tie.bits.0 == kept.bits.0 && tie.value < kept.value);
    let (mut first, second) = if is_heavier { (tie, kept) } else { (kept, tie) };
    first.evidence = first.evidence.and(second.evidence.lines());
    heaviest.insert(key, first);
}

/// A tie for every pair of sharers.
fn pairs_of(population: &Population<'_>, households: &Households, shared: &Shared<'_>) -> Vec<Tie> {
    let sides: Vec<Side<'_>> = shared
        .sharers
        .iter()
        .filter_map(|(id, lines)| Some((population.personas.get(*id)?, lines)))
        .collect();
    let of_all = excuse::of_all(population, shared);
    let mut ties = Vec::new();
    for (idx, a) in sides.iter().enumerate() {
        for b in &sides[idx + 1..] {
            let home = households.between(&a.0.id, &b.0.id).filter(|it| it.explains(shared.kind));
            let excuse = home.map(|it| (it.share(), it.because()));
            let excuse = excuse.or(of_all).or_else(|| excuse::of_two(shared, a.0, b.0));
            ties.extend(pair(shared, excuse, *a, *b));
        }
    }
    ties
}

/// One sharer, with the lines that say so.
type Side<'a> = (&'a Persona, &'a BTreeSet<&'a Provenance>);

fn pair(
    shared: &Shared<'_>,
    excuse: Option<Excuse>,
    (a, lines_a): Side<'_>,
    (b, lines_b): Side<'_>,
) -> Option<Tie> {
    let sharers = shared.sharers.len();
    let bits = among(shared.bits, sharers);
    let (words, value) = (shared.words, &shared.value);
    let because = match (excuse, sharers - 2) {
        (Some((_, excuse)), _) => sentence!("{} and {} {}: {} ({})", a, b, words, value, excuse),
        (None, 0) => sentence!("{} and {} {}: {}", a, b, words, value),
        (None, 1) => sentence!("{} and {} {}: {}; so does one other", a, b, words, value),
        (None, others) => {
            sentence!("{} and {} {}: {}; so do {} others", a, b, words, value, others)
        }
    };
    Some(Tie {
        a: a.id.clone(),
        b: b.id.clone(),
        kind: shared.kind,
        value: value.clone(),
        bits: Bits(bits * excuse.map_or(1.0, |(share, _)| share)),
        because,
        evidence: evidence_of(lines_a, lines_b)?,
        sharers,
    })
}

/// What a thing weighs that so many share: every doubling of the sharers halves how much it says about two of them, one bit less.
fn among(bits: f64, sharers: usize) -> f64 {
    let rarity = (sharers.max(2) as f64 - 1.0).log2();
    (bits - rarity).max(bits * LEAST_SHARE)
}

/// Lines of one side that a tie shows at most, so that both sides have room.
const LINES_OF_A_SIDE: usize = Evidence::MOST / 2;

pub(crate) fn evidence_of<'a>(
    a: &BTreeSet<&'a Provenance>,
    b: &BTreeSet<&'a Provenance>,
) -> Option<Evidence> {
    let first = *a.first()?;
    let more = a.iter().take(LINES_OF_A_SIDE).chain(b.iter().take(LINES_OF_A_SIDE)).copied();
    Some(Evidence::new(first).and(more))
}

/// Whether all sharers are engaged through one and the same agency, which explains an account, telephone or address.
fn is_of_one_agency(population: &Population<'_>, sharers: &Sharers<'_>) -> bool {
    let all = sharers.keys().filter_map(|it| population.personas.get(*it));
    !Persona::common_agencies(all).is_empty()
}

/// Whether the person is engaged to work away from every office.
pub(crate) fn is_remote(persona: &Persona) -> bool {
    let mut places = persona
        .find(|it| if let Fact::WorksAt(place) = it { Some(*place) } else { None })
        .map(|(place, _)| place)
        .peekable();
    places.peek().is_some() && places.all(|it| it == WorkPlace::Remote)
}

/// Adds a line of a sharer.
pub(crate) fn note<'a, K: Ord>(
    index: &mut BTreeMap<K, Sharers<'a>>,
    key: K,
    id: &'a PersonaId,
    line: &'a Provenance,
) {
    index.entry(key).or_default().entry(id).or_default().insert(line);
}
