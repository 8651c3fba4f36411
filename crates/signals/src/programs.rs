//! Listed programs on the devices that the organisation gave out, and how common each is there.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Device, Fact, Finding, Persona, Program, Said, Scene, SoftwareKind, sentence,
};

use crate::{
    clock::days_between,
    surprise::{Frequencies, Frequency},
    teams,
};

/// A device that passed from hand to hand speaks of one holder up to this many days outside their employment (guess).
const HANDOVER_DAYS: f64 = 30.0;

/// Listed programs by every name under which they show.
pub(crate) type Names<'a> = BTreeMap<String, &'a str>;

/// One listed program on one device.
pub(crate) struct Hit<'a> {
    /// The device.
    pub(crate) device: &'a Device,
    /// The program's name in the list.
    pub(crate) name: &'a str,
    /// What says so.
    pub(crate) said: &'a Said,
    /// How common the program is on devices here.
    pub(crate) frequency: Frequency,
}

/// Names of the listed remote-control programs.
fn remote_tools<'a>(scene: &Scene<'a>) -> Names<'a> {
    // Lists of remote tools name tunnels too; those are every developer's, and have a signal and a weight of their own.
    let tunnels = software(scene, &[SoftwareKind::Tunnel]);
    let tools =
        scene.lists.remote_tools.iter().filter(|it| !tunnels.contains_key(&it.name.to_lowercase()));
    tools
        .flat_map(|it| {
            spellings(&it.name, &it.processes).map(|spelling| (spelling, it.name.as_str()))
        })
        .collect()
}

/// Names of the listed programs of some kinds.
pub(crate) fn software<'a>(scene: &Scene<'a>, kinds: &[SoftwareKind]) -> Names<'a> {
    let listed = scene.lists.software.iter().filter(|it| kinds.contains(&it.kind));
    listed
        .flat_map(|it| {
            spellings(&it.name, &it.processes).map(|spelling| (spelling, it.name.as_str()))
        })
        .collect()
}

fn spellings<'b>(
    name: &str,
    processes: &'b BTreeSet<String>,
) -> impl Iterator<Item = String> + use<'b> {
    let bare = processes
        .iter()
        .filter_map(|it| it.strip_suffix(".exe").or_else(|| it.strip_suffix(".app")));
    bare.map(str::to_owned).chain(processes.iter().cloned()).chain([name.to_lowercase()])
}

/// The listed name of a program: by its file, or by its product name without a version at the end.
pub(crate) fn listed<'a>(names: &Names<'a>, program: &Program) -> Option<&'a str> {
    let bare = program.name.trim_end_matches(".exe");
    if let Some(name) = names.get(&*program.name).or_else(|| names.get(bare)) {
        return Some(name);
    }
    let product = program.product.as_deref()?.to_lowercase();
    let is_version =
        |it: char| it.is_ascii_digit() || matches!(it, '.' | ' ' | '(' | ')' | 'v' | '-');
    names.get(&product).or_else(|| names.get(product.trim_end_matches(is_version))).copied()
}

/// What ran or is installed on a device.
pub(crate) fn of(device: &Device) -> impl Iterator<Item = (&Program, &Said)> {
    device.find(|it| {
        if let Fact::Ran(program) | Fact::Installed(program) = it { Some(program) } else { None }
    })
}

/// Devices of a persona that are not said to be their own.
pub(crate) fn company_devices<'a>(scene: &Scene<'a>, persona: &Persona) -> Vec<&'a Device> {
    let is_own =
        |device: &Device| device.said.iter().any(|it| it.fact == Fact::CompanyOwned(false));
    scene.devices(persona).filter(|it| !is_own(it)).collect()
}

/// What was seen on a persona's company devices while they held them, as far as `pick` takes it, with its line.
pub(crate) fn seen_on_company_devices<'a, T>(
    scene: &Scene<'a>,
    persona: &Persona,
    pick: impl Fn(&'a Fact) -> Option<T>,
) -> Vec<(T, &'a Device, &'a Said)> {
    let mut res = Vec::new();
    for device in company_devices(scene, persona) {
        let seen = device.said.iter().filter(|said| is_in_time_of(persona, device, said));
        res.extend(seen.filter_map(|said| Some((pick(&said.fact)?, device, said))));
    }
    res
}

/// Whether something seen on a device falls into this holder's time; always for a device with one holder.
pub(crate) fn is_in_time_of(persona: &Persona, device: &Device, said: &Said) -> bool {
    if device.holders.len() < 2 {
        return true;
    }
    let is_before = match (persona.hired(), said.last()) {
        (Some((hired, _)), Some(last)) => days_between(last, hired) > HANDOVER_DAYS,
        _ => false,
    };
    let is_after = match (persona.left(), said.first()) {
        (Some((left, _, _)), Some(first)) => days_between(left, first) > HANDOVER_DAYS,
        _ => false,
    };
    !is_before && !is_after
}

/// How common each name is on the devices of this organization that report programs: it may well roll some out itself.
fn frequencies<'a>(scene: &Scene<'a>, names: &Names<'a>) -> Frequencies<&'a str> {
    let reporting = scene.linked.devices.values().filter_map(|device| {
        let mut programs = of(device).peekable();
        programs.peek()?;
        Some(programs.filter_map(|(program, _)| listed(names, program)).collect::<BTreeSet<_>>())
    });
    Frequencies::of_devices(reporting)
}

/// Listed programs that are not common here, on the company's devices of everybody outside IT; personas without any are left out.
pub(crate) fn uncommon<'a>(
    scene: &Scene<'a>,
    names: &Names<'a>,
    elsewhere: Bits,
) -> Vec<(&'a Persona, Vec<Hit<'a>>)> {
    let known = frequencies(scene, names);
    let mut res = Vec::new();
    for persona in scene.personas().filter(|it| !it.devices.is_empty() && !scene.is_it_or_lab(it)) {
        let mut hits = Vec::new();
        for device in company_devices(scene, persona) {
            let seen = of(device).filter(|(_, said)| is_in_time_of(persona, device, said));
            let seen = seen.filter_map(|(program, said)| Some((listed(names, program)?, said)));
            let seen =
                seen.map(|(name, said)| Hit { device, name, said, frequency: known.get(&name) });
            hits.extend(seen.filter(|it| !it.frequency.is_common(elsewhere)));
        }
        if !hits.is_empty() {
            res.push((persona, hits));
        }
    }
    res
}

/// Uncommon remote-control programs, but for those of people whose team has such: support reaches its customers by them.
pub(crate) fn uncommon_remote_tools<'a>(
    scene: &Scene<'a>,
    elsewhere: Bits,
) -> Vec<(&'a Persona, Vec<Hit<'a>>)> {
    let found = uncommon(scene, &remote_tools(scene), elsewhere);
    let reports = |it: &Persona| scene.devices(it).any(|it| of(it).next().is_some());
    teams::without_customs(scene, found, reports)
}

/// Findings of uncommon programs of some kinds; one reported in this scheme weighs `reported`.
pub(crate) fn findings(
    scene: &Scene,
    card: &'static Card,
    kinds: &[SoftwareKind],
    reported: Bits,
) -> Vec<Finding> {
    let names = software(scene, kinds);
    let is_reported =
        |name: &str| scene.lists.software.iter().any(|it| it.is_reported && it.name == name);
    let findings =
        uncommon(scene, &names, card.weight).into_iter().filter_map(|(persona, hits)| {
            let elsewhere = |it: &Hit| if is_reported(it.name) { reported } else { card.weight };
            let weight = |it: &&Hit| it.frequency.weight(elsewhere(it)).0;
            let heaviest = hits.iter().max_by(|a, b| weight(a).total_cmp(&weight(b)))?;
            let because = sentence!("{} on the work device {}", words(&hits), hits[0].device.id);
            let finding = Finding::new(card, &persona.id, because, hits[0].said.from())
                .and(hits.iter().map(|it| it.said.from()))
                .weighing(elsewhere(heaviest));
            heaviest.frequency.weigh(finding)
        });
    findings.collect()
}

/// How common the rarest of some programs is.
pub(crate) fn rarest(hits: &[Hit]) -> Option<Frequency> {
    hits.iter().map(|it| it.frequency).min_by(|a, b| a.cmp_rarity(*b))
}

/// The names of the programs, each once.
pub(crate) fn words(hits: &[Hit]) -> String {
    hits.iter()
        .map(|it| it.name)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
        .join(", ")
}
