//! Shared authenticators and client machines, and company devices in two hands at once.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Artifact, Device, DeviceKey, Fact, Persona, PersonaId, Provenance, Sentence, TieKind, sentence,
    value::Serial,
};
use jiff::{SignedDuration, Timestamp};

use super::{Cap, Population, Shared, Sharers, note};
use crate::devices::is_common_host;

/// Guess: a second factor is what its owner does not hand on.
const AUTHENTICATOR_BITS: f64 = 9.0;
/// Guess: one machine under two names; a kiosk or a family computer explains few.
const MACHINE_BITS: f64 = 8.0;
/// Guess: names repeat where one person names all their machines.
const MACHINE_NAME_BITS: f64 = 4.0;
/// Guess: a laptop in two hands at once; teams lend one now and then.
const DEVICE_BITS: f64 = 6.0;
/// What is left of the weight of a thing on which somebody who keeps machines running enrolled others. Guess: as within a family.
const ENROLLED_SHARE: f64 = 0.35;
/// Time within which all are enrolled who are enrolled in one sitting. Guess: a first day at work.
const SITTING: SignedDuration = SignedDuration::from_hours(12);
/// Bytes from which a name in a machine's name is no accident. Guess: initials are.
const NAME_BYTES: usize = 3;
/// Devices held together with others from which a holder is one who sets devices up. Guess.
const ADMIN_DEVICES: usize = 4;
/// Time in two hands from which it is not a hand-over. Guess.
const HAND_OVER: SignedDuration = SignedDuration::from_hours(72);

/// Everything of this kind that more than one persona has.
pub(super) fn shared<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut index: BTreeMap<&Artifact, Sharers<'a>> = BTreeMap::new();
    for persona in population.personas() {
        for (artifact, said) in persona.artifacts() {
            note(&mut index, artifact, &persona.id, said.from());
        }
    }
    let of_artifact = |(artifact, sharers)| {
        if is_named_for_all(population, artifact, &sharers) {
            return None;
        }
        let mut shared = of_artifact(artifact, sharers)?;
        if was_set_up(population, artifact, &shared.sharers) {
            shared.bits *= ENROLLED_SHARE;
            shared.words = "enroll in one sitting with somebody who keeps machines running";
        }
        Some(shared)
    };
    let of_several = index.into_iter().filter(|(_, sharers)| sharers.len() > 1);
    let mut res: Vec<Shared<'a>> = of_several.filter_map(of_artifact).collect();
    res.extend(devices(population));
    res
}

/// Whether a machine's name holds one name that all bear who work from machines of that name: people call theirs after themselves,
/// and namesakes call theirs alike.
fn is_named_for_all(
    population: &Population<'_>,
    artifact: &Artifact,
    sharers: &Sharers<'_>,
) -> bool {
    let Artifact::ClientName(machine) = artifact else { return false };
    let machine = machine.to_lowercase();
    let held = |id: &&PersonaId| -> BTreeSet<&str> {
        let names = population.personas.get(*id).into_iter().flat_map(Persona::names);
        let words = names.flat_map(|(name, _)| name.tokens()).map(String::as_str);
        words.filter(|it| it.len() >= NAME_BYTES && machine.contains(it)).collect()
    };
    sharers.keys().map(held).reduce(|all, it| &all & &it).is_some_and(|it| !it.is_empty())
}

/// Whether a thing was used in one sitting only, and first by somebody who keeps machines running: they enrolled the others.
fn was_set_up(population: &Population<'_>, artifact: &Artifact, sharers: &Sharers<'_>) -> bool {
    let sharers = || sharers.keys().filter_map(|id| population.personas.get(*id));
    if !sharers().any(Persona::is_it_or_lab) {
        return false;
    }
    let mut times: Vec<(Timestamp, bool)> = Vec::new();
    for persona in sharers() {
        for (_, said) in persona.artifacts().filter(|(it, _)| *it == artifact) {
            let (Some(first), Some(last)) = (said.first(), said.last()) else { return false };
            times.extend([first, last].map(|at| (at, persona.is_it_or_lab())));
        }
    }
    times.sort();
    let (Some((first, is_it)), Some((last, _))) = (times.first(), times.last()) else {
        return false;
    };
    *is_it && last.duration_since(*first) <= SITTING
}

fn of_artifact<'a>(artifact: &Artifact, sharers: Sharers<'a>) -> Option<Shared<'a>> {
    let (kind, value, bits, words) = match artifact {
        Artifact::Authenticator(id) => (
            TieKind::Authenticator,
            sentence!("authenticator {}", masked(id)),
            AUTHENTICATOR_BITS,
            "confirm sign-ins with one authenticator",
        ),
        Artifact::ClientDevice(id) => (
            TieKind::ClientMachine,
            sentence!("device id {}", masked(id)),
            MACHINE_BITS,
            "work from one machine",
        ),
        // Made-up and group addresses are made up again elsewhere.
        Artifact::ClientMac(mac) if mac.is_locally_administered() || mac.is_multicast() => {
            return None;
        }
        Artifact::ClientMac(mac) => (
            TieKind::ClientMachine,
            sentence!("hardware address {}", mac),
            MACHINE_BITS,
            "work from one machine",
        ),
        Artifact::DiskId(id) => (
            TieKind::ClientMachine,
            sentence!("disk {}", masked(id)),
            MACHINE_BITS,
            "work from one machine",
        ),
        Artifact::BrowserToken(id) => (
            TieKind::ClientMachine,
            sentence!("browser token {}", masked(id)),
            MACHINE_BITS,
            "work from one browser",
        ),
        Artifact::SigningKey(id) => (
            TieKind::CodeIdentity,
            sentence!("signing key {}", masked(id)),
            AUTHENTICATOR_BITS,
            "sign commits with one key",
        ),
        Artifact::ClientName(name) if is_common_host(name) => return None,
        Artifact::ClientName(name) => (
            TieKind::ClientMachine,
            sentence!("machine name {}", masked(name)),
            MACHINE_NAME_BITS,
            "work from machines of one name",
        ),
    };
    let cap = if matches!(artifact, Artifact::ClientName(_)) { Cap::Common } else { Cap::Personal };
    Some(Shared { kind, value, bits, cap, words, sharers, passers_by: 0 })
}

/// The end of an id, enough to tell it from its neighbors.
fn masked(id: &str) -> Sentence {
    const SHOWN: usize = 4;
    let chars = id.chars().count();
    let end: String = id.chars().skip(chars.saturating_sub(SHOWN.min(chars / 2))).collect();
    Sentence::new(format!("…{end}"), id.to_owned())
}

/// Company devices in the hands of two at once. A laptop that came back and went to the next is in one hand after the other.
fn devices<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let held_with_others = |id: &PersonaId| {
        let devices = population.personas.get(id).map_or(&[][..], |it| it.devices.as_slice());
        devices
            .iter()
            .filter(|it| population.devices.get(it).is_some_and(|device| device.holders.len() > 1))
            .count()
    };
    let mut res = Vec::new();
    for device in population.devices.values().filter(|it| it.holders.len() > 1) {
        let holders = device.holders.iter().filter(|it| held_with_others(it) < ADMIN_DEVICES);
        let holdings: Vec<Holding<'a>> = holders
            .filter_map(|it| holding(population, device, population.personas.get(it)?))
            .collect();
        for (idx, one) in holdings.iter().enumerate() {
            for other in holdings[idx + 1..].iter().filter(|other| one.overlaps(other)) {
                let sharers =
                    [one, other].into_iter().map(|it| (it.persona, it.lines.clone())).collect();
                let value = device_name(device);
                let words = "hold one company device at the same time";
                res.push(Shared {
                    kind: TieKind::Device,
                    value,
                    bits: DEVICE_BITS,
                    cap: Cap::Personal,
                    words,
                    sharers,
                    passers_by: 0,
                });
            }
        }
    }
    res
}

fn device_name(device: &Device) -> Sentence {
    let serial = device
        .keys
        .iter()
        .find_map(|it| if let DeviceKey::Serial(serial) = it { Some(serial) } else { None });
    serial
        .map_or_else(|| sentence!("device {}", device.id), |serial| sentence!("serial {}", serial))
}

/// From when to when a device is in somebody's hands.
struct Holding<'a> {
    persona: &'a PersonaId,
    since: Timestamp,
    until: Timestamp,
    lines: BTreeSet<&'a Provenance>,
}

impl Holding<'_> {
    fn overlaps(&self, other: &Self) -> bool {
        self.until.min(other.until).duration_since(self.since.max(other.since)) > HAND_OVER
    }
}

/// `None` where no time is known: without times, one after the other cannot be told from at once.
fn holding<'a>(
    population: &Population<'a>,
    device: &'a Device,
    persona: &'a Persona,
) -> Option<Holding<'a>> {
    let is_this = |serial: &Serial| device.keys.contains(&DeviceKey::Serial(serial.clone()));
    let mut since: Option<Timestamp> = None;
    let mut returned: Option<Timestamp> = None;
    let mut seen_until: Option<Timestamp> = None;
    let mut lines = BTreeSet::new();
    for said in &persona.said {
        if let Fact::SentDevice { serial: Some(serial), .. } = &said.fact
            && is_this(serial)
        {
            since = [since, said.first()].into_iter().flatten().min();
            lines.insert(said.from());
        } else if let Fact::ReturnedDevice { serial: Some(serial) } = &said.fact
            && is_this(serial)
        {
            returned = returned.max(said.last());
        }
    }
    for said in &device.said {
        let Fact::HeldBy(identifier) = &said.fact else { continue };
        if population.people.whom(identifier) == Some(&persona.id) {
            since = [since, said.first()].into_iter().flatten().min();
            seen_until = seen_until.max(said.last());
            lines.insert(said.from());
        }
    }
    let left = persona.left().map(|(at, _, _)| at);
    let until =
        [returned, left].into_iter().flatten().min().or(seen_until).unwrap_or(Timestamp::MAX);
    Some(Holding { persona: &persona.id, since: since?, until, lines })
}
