//! Why two who are no household share without meaning anything by it: a thing of their trade, team or town; anything, where they are
//! one person under a new name, or one firm sent both in.

use std::collections::BTreeSet;

use bonafide_model::{
    AddressPurpose, Artifact, EmailUse, Fact, ParcelStep, Persona, PersonaStage, Tie, TieKind,
    sentence,
    value::{Phone, PhoneKind},
};

use super::{Population, Shared};

/// What is left of the weight, and why in words.
pub(super) type Excuse = (f64, &'static str);

/// What is left of a machine's or key's weight where one of the two keeps machines running. Guess: as within a family.
const TRADE_SHARE: f64 = 0.35;
/// What is left of a signing key's weight where it is a team's. Guess: as within a family.
const TEAM_SHARE: f64 = 0.35;
/// People who make a team at least. Guess: two may be one person.
const TEAM_PEOPLE: usize = 3;
/// What is left of the weight between two of one town. Guess: as between two of one home, since a host may find homes near theirs.
const TOWN_SHARE: f64 = 0.5;
/// What is left of a telephone's weight between two of one house. Guess: as between two of one home.
const HOUSE_SHARE: f64 = 0.5;
/// What is left of any tie between two who may be one person, or whom one firm sent in. Guess: as within a family.
const EXPLAINED_SHARE: f64 = 0.35;

/// What explains a thing between any two of those who share it.
pub(super) fn of_all(population: &Population<'_>, shared: &Shared<'_>) -> Option<Excuse> {
    is_key_of_a_team(population, shared).then_some((
        TEAM_SHARE,
        "weighs less: everybody of their department who signs, signs with it",
    ))
}

/// What explains a thing between two.
pub(super) fn of_two(shared: &Shared<'_>, a: &Persona, b: &Persona) -> Option<Excuse> {
    of_the_trade(shared.kind, a, b)
        .or_else(|| of_the_house(shared.kind, a, b))
        .or_else(|| of_the_town(shared.kind, a, b))
}

/// A hall of residence and a lodging house have one telephone for all; it says of two what their address says, that they live there.
/// A mobile and a number from the net are somebody's own.
fn of_the_house(kind: TieKind, a: &Persona, b: &Persona) -> Option<Excuse> {
    let is_own = |it: &Phone| matches!(it.kind(), PhoneKind::Mobile | PhoneKind::Voip);
    let theirs = |it: &Phone| b.phones().any(|(other, _)| other == it);
    let is_of_a_house = || a.phones().all(|(it, _)| !theirs(it) || !is_own(it));
    let houses = |it: &Persona| -> BTreeSet<String> {
        it.addresses_for(AddressPurpose::Home).filter_map(|(it, _)| it.building_key()).collect()
    };
    (kind == TieKind::Phone && !houses(a).is_disjoint(&houses(b)) && is_of_a_house()).then_some((
        HOUSE_SHARE,
        "weighs less: they live in one house, which may have one telephone",
    ))
}

/// Who keeps machines running enrolls keys for others and has their laptops on the desk.
fn of_the_trade(kind: TieKind, a: &Persona, b: &Persona) -> Option<Excuse> {
    let is_machine = matches!(
        kind,
        TieKind::Device | TieKind::Authenticator | TieKind::ClientMachine | TieKind::CodeIdentity
    );
    (is_machine && (a.is_it_or_lab() || b.is_it_or_lab()))
        .then_some((TRADE_SHARE, "weighs less: one of them keeps machines running"))
}

/// A village has one line whose provider puts all of it behind one address, one counter at which its carrier leaves parcels, and one
/// public computer, at which people apply; they do not work at it.
fn of_the_town(kind: TieKind, a: &Persona, b: &Persona) -> Option<Excuse> {
    let has_one = match kind {
        TieKind::Egress => true,
        TieKind::Address => [a, b].iter().all(|it| collects_parcels(it)),
        TieKind::ClientMachine => [a, b].iter().all(|it| it.stage == PersonaStage::Applicant),
        TieKind::Phone
        | TieKind::Mailbox
        | TieKind::Profile
        | TieKind::BankAccount
        | TieKind::Wallet
        | TieKind::Device
        | TieKind::Authenticator
        | TieKind::Gateway
        | TieKind::CodeIdentity
        | TieKind::ResumeText
        | TieKind::DocumentAncestry
        | TieKind::Image
        | TieKind::IdentityDocument
        | TieKind::ReferenceText
        | TieKind::Vouching
        | TieKind::Referral => false,
    };
    (has_one && live_apart_in_one_town(a, b))
        .then_some((TOWN_SHARE, "weighs less: they live in one town, which may have one line, one counter or one public computer for all"))
}

/// Whether a carrier left parcels for the person at a counter of its own, and never at a door.
fn collects_parcels(persona: &Persona) -> bool {
    let steps: BTreeSet<ParcelStep> = persona
        .find(|it| if let Fact::Parcel { step, .. } = it { Some(*step) } else { None })
        .map(|(step, _)| step)
        .collect();
    let is_left = |it| steps.contains(&it);
    (is_left(ParcelStep::Held) || is_left(ParcelStep::Collected)) && !is_left(ParcelStep::Delivered)
}

/// Whether two have homes of one postcode and no dwelling in common: neither at home nor where parcels for one go.
fn live_apart_in_one_town(a: &Persona, b: &Persona) -> bool {
    let homes = |it: &Persona| -> BTreeSet<(String, String)> {
        let towns = it.addresses_for(AddressPurpose::Home).filter_map(|(home, _)| {
            Some((home.country()?.to_lowercase(), home.postcode()?.to_lowercase()))
        });
        towns.collect()
    };
    let dwellings = |it: &Persona, wanted: &[AddressPurpose]| -> BTreeSet<String> {
        let named = wanted.iter().flat_map(|wanted| it.addresses_for(*wanted));
        named.filter_map(|(address, _)| address.unit_key()).collect()
    };
    let [at_a, at_b] = [a, b].map(|it| dwellings(it, &[AddressPurpose::Home]));
    let [by_a, by_b] =
        [a, b].map(|it| dwellings(it, &[AddressPurpose::Home, AddressPurpose::ShipTo]));
    !homes(a).is_disjoint(&homes(b))
        && !at_a.is_empty()
        && !at_b.is_empty()
        && at_a.is_disjoint(&by_b)
        && at_b.is_disjoint(&by_a)
}

/// Whether a key signs for everybody of one department who signs at all.
fn is_key_of_a_team(population: &Population<'_>, shared: &Shared<'_>) -> bool {
    if shared.kind != TieKind::CodeIdentity || shared.sharers.len() < TEAM_PEOPLE {
        return false;
    }
    let sharers = shared.sharers.keys().filter_map(|id| population.personas.get(*id));
    let common = sharers.map(Persona::departments).reduce(|all, it| &all & &it).unwrap_or_default();
    let signs = |it: &Persona| {
        it.artifacts().any(|(artifact, _)| matches!(artifact, Artifact::SigningKey(_)))
    };
    common.iter().any(|team| {
        let mut signing =
            population.personas().filter(|it| signs(it) && it.departments().contains(team));
        signing.all(|it| shared.sharers.contains_key(&it.id))
    })
}

/// Takes off what is explained, and says so.
pub(super) fn take_off(population: &Population<'_>, tie: &mut Tie) {
    let Some(why) = why(population, tie) else { return };
    tie.bits.0 *= EXPLAINED_SHARE;
    tie.because = sentence!("{} (weighs less: {})", tie.because, why);
}

fn why(population: &Population<'_>, tie: &Tie) -> Option<&'static str> {
    if may_be_renamed(population, tie) {
        return Some("one of them may be the other under a new family name");
    }
    let is_of_a_sender = matches!(
        tie.kind,
        TieKind::Phone
            | TieKind::Mailbox
            | TieKind::ResumeText
            | TieKind::DocumentAncestry
            | TieKind::Image
    );
    let (a, b) = (population.personas.get(&tie.a)?, population.personas.get(&tie.b)?);
    (is_of_a_sender && have_one_sender(a, b))
        .then_some("both name the school or firm that made their documents")
}

/// Whether the two may be one person who came back under a new family name.
pub(crate) fn may_be_renamed(population: &Population<'_>, tie: &Tie) -> bool {
    let sides = population.personas.get(&tie.a).zip(population.personas.get(&tie.b));
    !population.are_decided_apart(tie)
        && sides.is_some_and(|(a, b)| a.may_have_become(b) || b.may_have_become(a))
}

/// Whether the documents of both say that a firm made them which both openly name: a school with its template, a recruiter with
/// its letter paper. Who hides that one hand made two people's papers names nobody.
fn have_one_sender(a: &Persona, b: &Persona) -> bool {
    let both = |of: fn(&Persona) -> BTreeSet<String>| -> BTreeSet<String> {
        of(a).intersection(&of(b)).cloned().collect()
    };
    !both(makers).is_disjoint(&both(named_firms))
}

/// Who made a persona's documents, as the files say.
fn makers(persona: &Persona) -> BTreeSet<String> {
    let written = persona.documents().flat_map(|(it, _)| [&it.author, &it.company]).flatten();
    written.filter_map(|it| key(it)).collect()
}

/// Schools and agencies that a persona names, and firms whose mailboxes they give.
fn named_firms(persona: &Persona) -> BTreeSet<String> {
    let named = persona.find(|fact| {
        let (Fact::Schooling { school: firm, .. } | Fact::Agency(firm)) = fact else { return None };
        key(firm)
    });
    let mailboxes = persona.find(|fact| {
        let Fact::Email(email, EmailUse::Personal | EmailUse::Unknown) = fact else { return None };
        key(email.registrable_domain().split('.').next()?)
    });
    named.chain(mailboxes).map(|(it, _)| it).collect()
}

/// A name of a firm as it is compared: letters and digits in lower case.
fn key(written: &str) -> Option<String> {
    let letters = written.chars().filter(|it| it.is_alphanumeric());
    Some(letters.flat_map(char::to_lowercase).collect::<String>()).filter(|it| !it.is_empty())
}
