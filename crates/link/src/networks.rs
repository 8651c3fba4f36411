//! Personas that ties hold together, by a method that one weak bridge cannot trick.
//!
//! Cores come first: two who share rare things of two kinds, or who stand in the star of one thing that strangers never
//! share. Cores grow by those who have two independent ties into them, and merge only over two. Knowing one another (a
//! reference, a referral) never makes a network by itself, and neither does sharing a home.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Fact, Member, MemberRole, Network, NetworkId, Persona, PersonaId, PersonaStage, Sentence, Tie,
    TieKind, name_words,
};

use crate::{
    facilitators,
    names::{self, Agreement},
    pseudonym::pseudonym,
    ties::{self, Population, Ties},
};

/// Bits over two kinds of causes that make a core of two. Guess: one strong thing and one middling one, such as a delivery
/// address (5) and a gateway (7); a telephone alone (7) or an address and a vouching (5 + 2) do not.
pub(crate) const CORE_BITS: f64 = 10.0;
/// Bits over two kinds of causes by which one joins a core. Guess: less than a core's, since others already stand in it; a
/// delivery address and a rare public address in common with four others (4 + 3.4) do.
const GROW_BITS: f64 = 7.0;
/// Bits of one thing that strangers never share, from which it holds alone. Guess: an account of any number of people
/// (9 and at least 60 % of it) does, a machine's name (4) does not.
const STAR_BITS: f64 = 4.5;
/// Bits of a shared thing that makes a reference or referral more than acquaintance. Guess: as for a star.
const ARTIFACT_BITS: f64 = STAR_BITS;
/// Members whom a worker referred, from which bringing others in is what they do. Guess.
const REFERRED: usize = 2;

/// What one innocent reason can explain at once; ties of one cause are not independent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    Contact,
    Address,
    Net,
    Machine,
    Money,
    Paper,
    Acquaintance,
}

impl Cause {
    fn in_words(self) -> &'static str {
        match self {
            Self::Contact => "a channel",
            Self::Address => "a home or delivery address",
            Self::Net => "a place on the net",
            Self::Machine => "a machine or key",
            Self::Money => "money",
            Self::Paper => "papers",
            Self::Acquaintance => "knowing one another",
        }
    }
}

/// The cause of a kind of tie.
pub(crate) fn cause(kind: TieKind) -> Cause {
    match kind {
        TieKind::Phone | TieKind::Mailbox => Cause::Contact,
        TieKind::Address => Cause::Address,
        TieKind::Gateway | TieKind::Egress => Cause::Net,
        TieKind::Device
        | TieKind::Authenticator
        | TieKind::ClientMachine
        | TieKind::CodeIdentity => Cause::Machine,
        TieKind::BankAccount | TieKind::Wallet => Cause::Money,
        TieKind::Profile
        | TieKind::ResumeText
        | TieKind::DocumentAncestry
        | TieKind::Image
        | TieKind::IdentityDocument => Cause::Paper,
        TieKind::ReferenceText | TieKind::Vouching | TieKind::Referral => Cause::Acquaintance,
    }
}

/// Things that strangers never share, strong enough to hold a star of several.
fn holds_alone(tie: &Tie) -> bool {
    let is_personal = matches!(
        tie.kind,
        TieKind::BankAccount
            | TieKind::Wallet
            | TieKind::Authenticator
            | TieKind::CodeIdentity
            | TieKind::ClientMachine
            | TieKind::DocumentAncestry
    );
    is_personal && tie.bits.0 >= STAR_BITS
}

/// Heaviest tie of every cause.
fn bits_by_cause<'a>(ties: impl IntoIterator<Item = &'a Tie>) -> BTreeMap<Cause, f64> {
    let mut res: BTreeMap<Cause, f64> = BTreeMap::new();
    for tie in ties {
        let bits = res.entry(cause(tie.kind)).or_default();
        *bits = bits.max(tie.bits.0);
    }
    res
}

/// Whether causes together reach so many bits, or bring an acquaintance and one hard thing.
fn reaches(causes: &BTreeMap<Cause, f64>, least: f64) -> bool {
    let adds_up = causes.len() > 1 && causes.values().sum::<f64>() >= least;
    // People refer those with whom they live, so that a place makes no network of acquaintances.
    let is_hard =
        |cause: &Cause| !matches!(cause, Cause::Acquaintance | Cause::Address | Cause::Net);
    let has_artifact = causes.iter().any(|(cause, bits)| is_hard(cause) && *bits >= ARTIFACT_BITS);
    adds_up || (causes.contains_key(&Cause::Acquaintance) && has_artifact)
}

/// Whether a tie counts towards a network.
pub(crate) fn is_counted(population: &Population<'_>, found: &Ties, tie: &Tie) -> bool {
    why_not_counted(population, found, tie).is_none()
}

/// Why a tie does not count towards a network; `None` if it counts.
pub(crate) fn why_not_counted(
    population: &Population<'_>,
    found: &Ties,
    tie: &Tie,
) -> Option<&'static str> {
    let sides = population.personas.get(&tie.a).zip(population.personas.get(&tie.b));
    let is_one_name = || sides.is_some_and(|(a, b)| names::of_people(a, b) == Agreement::Agree);
    let has_no_name =
        |id: &PersonaId| population.personas.get(id).is_some_and(|it| it.names().next().is_none());
    if cause(tie.kind) == Cause::Paper && (has_no_name(&tie.a) || has_no_name(&tie.b)) {
        return Some("one of them is a file that is joined to nobody");
    }
    // Names and mailboxes of commits are set at will, and a key outlasts them.
    if tie.kind == TieKind::CodeIdentity
        && !sides.is_some_and(|(a, b)| name_words::are_strangers(a, b))
    {
        return Some(
            "their names have a word in common, or one has none: commits keep former names",
        );
    }
    if found.is_theft(&tie.a, &tie.b) {
        return Some("the one shows the identity of the other, who is a victim");
    }
    if found.households.between(&tie.a, &tie.b).is_some_and(|it| it.explains(tie.kind)) {
        return Some("they live together, and share what people of one home share");
    }
    if ties::may_be_renamed(population, tie) {
        return Some("one of them may be the other under a new family name");
    }
    if is_one_name() && !population.are_decided_apart(tie) && !found.is_lent(&tie.a, &tie.b) {
        return Some("they go by one name, and may be one person with two records");
    }
    None
}

/// The causes of ties in words, and their bits together, as networks count them.
pub(crate) fn causes<'a>(ties: impl IntoIterator<Item = &'a Tie>) -> (Vec<&'static str>, f64) {
    let causes = bits_by_cause(ties);
    (causes.keys().map(|it| it.in_words()).collect(), causes.values().sum())
}

/// Builds the networks of two members and more.
pub(crate) fn build(population: &Population<'_>, found: &Ties) -> BTreeMap<NetworkId, Network> {
    let counted: Vec<&Tie> =
        found.ties.iter().filter(|it| is_counted(population, found, it)).collect();
    let mut groups = Groups::default();
    for pair in counted.chunk_by(|x, y| (&x.a, &x.b) == (&y.a, &y.b)) {
        if reaches(&bits_by_cause(pair.iter().copied()), CORE_BITS) {
            groups.unite(&pair[0].a, &pair[0].b);
        }
    }
    form_stars(&mut groups, &counted);
    while grow(&mut groups, &counted) || bridge(&mut groups, &counted) {}

    let mut among: BTreeMap<usize, Vec<&Tie>> = BTreeMap::new();
    for tie in &found.ties {
        if let (Some(a), Some(b)) = (groups.of(&tie.a), groups.of(&tie.b))
            && a == b
        {
            among.entry(a).or_default().push(tie);
        }
    }
    let filled = groups.members.iter().enumerate().filter(|(_, members)| members.len() > 1);
    let networks = filled.map(|(idx, members)| {
        network(population, found, members, among.remove(&idx).unwrap_or_default())
    });
    networks.map(|it| (it.id.clone(), it)).collect()
}

/// Disjoint groups of personas.
#[derive(Default)]
struct Groups<'a> {
    of: BTreeMap<&'a PersonaId, usize>,
    members: Vec<BTreeSet<&'a PersonaId>>,
}

impl<'a> Groups<'a> {
    fn of(&self, persona: &PersonaId) -> Option<usize> {
        self.of.get(persona).copied()
    }

    fn group_for(&mut self, persona: &'a PersonaId) -> usize {
        if let Some(group) = self.of(persona) {
            return group;
        }
        self.members.push(BTreeSet::from([persona]));
        self.of.insert(persona, self.members.len() - 1);
        self.members.len() - 1
    }

    fn unite(&mut self, a: &'a PersonaId, b: &'a PersonaId) {
        let (a, b) = (self.group_for(a), self.group_for(b));
        if a == b {
            return;
        }
        let (keep, give) =
            if self.members[a].len() >= self.members[b].len() { (a, b) } else { (b, a) };
        let given = std::mem::take(&mut self.members[give]);
        self.of.extend(given.iter().map(|it| (*it, keep)));
        self.members[keep].extend(given);
    }

    /// A name of a group that does not depend on the order of joins.
    fn first(&self, group: usize) -> Option<&'a PersonaId> {
        self.members[group].first().copied()
    }
}

/// Those who share one thing that holds alone. A star that touches two cores does not merge them.
fn form_stars<'a>(groups: &mut Groups<'a>, ties: &[&'a Tie]) {
    let mut stars: BTreeMap<(TieKind, &Sentence), BTreeSet<&'a PersonaId>> = BTreeMap::new();
    for tie in ties.iter().filter(|it| holds_alone(it)) {
        stars.entry((tie.kind, &tie.value)).or_default().extend([&tie.a, &tie.b]);
    }
    for sharers in stars.into_values() {
        let cores: BTreeSet<&PersonaId> =
            sharers.iter().filter_map(|it| groups.first(groups.of(it)?)).collect();
        let Some(first) = cores.first().copied().or(sharers.first().copied()) else { continue };
        let alone: Vec<&PersonaId> =
            sharers.into_iter().filter(|it| groups.of(it).is_none()).collect();
        alone.into_iter().for_each(|it| groups.unite(first, it));
    }
}

/// One round of joining: personas outside with two independent ties into a group. `true` if somebody joined.
fn grow<'a>(groups: &mut Groups<'a>, ties: &[&'a Tie]) -> bool {
    let mut into: BTreeMap<(&'a PersonaId, usize), Vec<&Tie>> = BTreeMap::new();
    for tie in ties {
        match (groups.of(&tie.a), groups.of(&tie.b)) {
            (None, Some(group)) => into.entry((&tie.a, group)).or_default().push(tie),
            (Some(group), None) => into.entry((&tie.b, group)).or_default().push(tie),
            (None, None) | (Some(_), Some(_)) => {}
        }
    }
    let mut joining: BTreeMap<&'a PersonaId, (f64, &'a PersonaId)> = BTreeMap::new();
    for ((persona, group), ties) in into {
        let causes = bits_by_cause(ties.iter().copied());
        if !reaches(&causes, GROW_BITS) && !ties.iter().any(|it| holds_alone(it)) {
            continue;
        }
        let bits = causes.values().sum::<f64>();
        let Some(first) = groups.first(group) else { continue };
        let is_better = joining
            .get(persona)
            .is_none_or(|(best, of)| bits > *best || (bits.total_cmp(best).is_eq() && first < *of));
        if is_better {
            joining.insert(persona, (bits, first));
        }
    }
    let somebody = !joining.is_empty();
    joining.into_iter().for_each(|(persona, (_, first))| groups.unite(first, persona));
    somebody
}

/// Merges the first two groups that ties of two causes hold together, whoever of theirs the ties connect.
fn bridge<'a>(groups: &mut Groups<'a>, ties: &[&'a Tie]) -> bool {
    let mut between: BTreeMap<(&'a PersonaId, &'a PersonaId), Vec<&Tie>> = BTreeMap::new();
    for tie in ties {
        let (Some(a), Some(b)) = (groups.of(&tie.a), groups.of(&tie.b)) else { continue };
        if let (true, Some(a), Some(b)) = (a != b, groups.first(a), groups.first(b)) {
            between.entry((a.min(b), a.max(b))).or_default().push(tie);
        }
    }
    let merging: Vec<_> = between
        .into_iter()
        .filter(|(_, ties)| is_firm(groups, ties))
        .map(|(pair, _)| pair)
        .collect();
    merging.iter().for_each(|(a, b)| groups.unite(a, b));
    !merging.is_empty()
}

/// Whether ties between two groups hold them together. One person who has a little to do with each member of the other group is
/// a bridge of one plank: at least two on either side must be tied.
fn is_firm(groups: &Groups<'_>, ties: &[&Tie]) -> bool {
    let mut ends: BTreeMap<Option<usize>, BTreeSet<&PersonaId>> = BTreeMap::new();
    for id in ties.iter().flat_map(|it| [&it.a, &it.b]) {
        ends.entry(groups.of(id)).or_default().insert(id);
    }
    let mut causes = bits_by_cause(ties.iter().copied());
    causes.remove(&Cause::Acquaintance);
    ends.values().all(|it| it.len() > 1) && reaches(&causes, CORE_BITS)
}

fn network(
    population: &Population<'_>,
    found: &Ties,
    members: &BTreeSet<&PersonaId>,
    ties: Vec<&Tie>,
) -> Network {
    let mut ties: Vec<Tie> = ties.into_iter().cloned().collect();
    ties.sort_by(|x, y| {
        y.bits.0.total_cmp(&x.bits.0).then_with(|| (&x.a, &x.b, x.kind).cmp(&(&y.a, &y.b, y.kind)))
    });
    let personas: Vec<&Persona> =
        members.iter().filter_map(|id| population.personas.get(*id)).collect();
    let content = members.first().map(|it| it.to_string()).unwrap_or_default();
    let id = NetworkId(pseudonym("N", &content, &BTreeSet::new()));
    let facilitators = facilitators::of(population, found, &personas, &ties);
    let members = personas
        .iter()
        .map(|it| Member { persona: it.id.clone(), role: role(it, &ties) })
        .collect();
    Network { id, members, facilitators, ties }
}

fn role(persona: &Persona, ties: &[Tie]) -> MemberRole {
    let refers = ties
        .iter()
        .filter(|it| it.kind == TieKind::Referral && (it.a == persona.id || it.b == persona.id))
        .count();
    let was_referred = persona
        .find(|it| matches!(it, Fact::ReferredBy(_) | Fact::ReferredByName(_)).then_some(()))
        .count();
    let vouches =
        persona.find(|it| matches!(it, Fact::VouchedFor { .. }).then_some(())).next().is_some();
    let is_engaged = |fact: &Fact| {
        matches!(
            fact,
            Fact::Applied { .. }
                | Fact::Offered
                | Fact::Hired
                | Fact::Left(_)
                | Fact::PaidInto { .. }
        )
    };
    if refers.saturating_sub(was_referred) >= REFERRED {
        MemberRole::Referrer
    } else if persona.said.iter().any(|it| is_engaged(&it.fact)) {
        MemberRole::Worker
    } else if vouches || persona.stage == PersonaStage::Referee {
        MemberRole::Referee
    } else if persona.stage == PersonaStage::Active || persona.stage == PersonaStage::Leaver {
        MemberRole::Worker
    } else {
        MemberRole::Undetermined
    }
}
