//! The laptop stands on a network with other workers' laptops, or other firms'.
//!
//! ## What it sees
//! Company laptops of at least three personas behind one gateway; or, on the laptop's local network, host names
//! that follow the asset naming of at least two other organizations.
//!
//! ## Why it matters
//! Published farms held dozens of laptops of as many firms in one home. This is that room as seen from inside.
//!
//! ## Innocent reasons
//! Coworking spaces and couples; see `CARD.benign`. One other firm's laptop is a spouse's; families and offices
//! weigh less in the tie; people in IT are left out, and so are firms of which the person's papers say that they
//! worked for them beside this job.
//!
//! ## Blind spots
//! Needs gateway addresses or local discovery from an endpoint agent. Laptops on separate networks in one home are
//! apart.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, DeviceKey, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, TieKind,
    sentence, value::utc_day,
};

use crate::{employers, hosts, programs, sharing};

pub(crate) static CARD: Card = Card {
    id: "several-laptops-behind-one-gateway",
    title: "The laptop stands on a network with other workers' laptops, or other firms'",
    stage: Stage::Shipping,
    family: Family::Share,
    weight: Bits(7.0),
    weight_from: "guess: published as near-conclusive for three unrelated devices or foreign work laptops (DOJ, MSDX25)",
    needs: &[Need::Devices, Need::DeviceNetworks],
    benign: &[
        "a coworking space",
        "a couple whose firms both give laptops",
        "a repair bench or a managed-service provider",
    ],
    verify: "ask HR whether the workers know each other; look at the delivery addresses of the laptops",
    sources: &["DOJ", "MSDX25", "HUN26"],
    indicators: &["SHP-07"],
    attack: &["T1200"],
};

/// Personas behind one gateway from which it is more than a household: published (threat catalogue R4).
const LEAST_SHARERS: usize = 3;
/// Other organizations in one network from which it is more than a spouse's (guess).
const LEAST_ORGANIZATIONS: usize = 2;
/// For two other organizations; three and more weigh as the card says (guess).
const TWO_ORGANIZATIONS_BITS: Bits = Bits(5.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people
        .filter_map(|it| behind_one_gateway(scene, it).or_else(|| among_foreign(scene, it)))
        .collect()
}

fn behind_one_gateway(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let ties = sharing::telling(scene, persona, TieKind::Gateway);
    let ties = ties.into_iter().filter(|it| it.sharers >= LEAST_SHARERS).collect::<Vec<_>>();
    sharing::finding(&CARD, persona, &ties)
}

fn among_foreign(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let devices = programs::company_devices(scene, persona);
    let own = devices.iter().flat_map(|it| &it.keys).filter_map(|key| match key {
        DeviceKey::Host(host) => hosts::organization(host),
        DeviceKey::Serial(_) | DeviceKey::Managed { .. } => None,
    });
    let own = own.collect::<BTreeSet<_>>();
    let declared = declared(persona);
    let mut foreign: BTreeMap<&str, &Said> = BTreeMap::new();
    for device in devices {
        let seen =
            device.find(|it| if let Fact::Neighbor { host } = it { Some(host) } else { None });
        for (host, said) in seen.filter(|(_, said)| programs::is_in_time_of(persona, device, said))
        {
            let name = hosts::organization(host)
                .filter(|it| !own.contains(it) && !declared.contains(&employers::key(it)));
            if let Some(name) = name {
                foreign.entry(name).or_insert(said);
            }
        }
    }
    if foreign.len() < LEAST_ORGANIZATIONS {
        return None;
    }
    let names = foreign.keys().copied().collect::<Vec<_>>().join(", ");
    let because = sentence!(
        "on its local network the work device sees laptops of {} other organizations by name: {}",
        foreign.len(),
        names
    );
    let mut lines = foreign.values().map(|it| it.from());
    let finding = Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines);
    Some(if foreign.len() == LEAST_ORGANIZATIONS {
        finding.weighing(TWO_ORGANIZATIONS_BITS)
    } else {
        finding
    })
}

/// Firms of which the person said openly that they go on working for them: who has three customers has three laptops.
fn declared(persona: &Persona) -> BTreeSet<String> {
    let hired = persona.hired().map(|(at, _)| utc_day(at));
    let jobs = persona.find(move |it| {
        let Fact::Employment { employer, since: Some(_), until, .. } = it else { return None };
        let goes_on = until.is_none_or(|it| hired.is_none_or(|hired| it >= hired));
        goes_on.then(|| employers::key(employer))
    });
    jobs.map(|(employer, _)| employer).collect()
}
