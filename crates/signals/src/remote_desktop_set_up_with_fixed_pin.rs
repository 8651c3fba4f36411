//! Remote desktop was set up by command with a fixed PIN.
//!
//! ## What it sees
//! The setup of a browser's remote desktop without its window, with the PIN on the command line.
//!
//! ## Why it matters
//! Facilitators set laptops up by script so that the operator can come in at any hour with a PIN that never
//! changes.
//!
//! ## Innocent reasons
//! Rollouts; see `CARD.benign`. Where many devices show it, it was one; people in IT are left out.
//!
//! ## Blind spots
//! Needs the start-up switches of programs, which only endpoint agents record.

use bonafide_model::{
    Bits, Card, Device, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::{programs, surprise::Frequency};

pub(crate) static CARD: Card = Card {
    id: "remote-desktop-set-up-with-fixed-pin",
    title: "Remote desktop was set up by command with a fixed PIN",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(9.0),
    weight_from: "guess: published as near-conclusive if it was not IT (ANY25)",
    needs: &[Need::Programs],
    benign: &["a scripted rollout by IT", "a tinkerer who keeps setup scripts"],
    verify: "ask IT whether the setup is theirs; if not, preserve the laptop's logs",
    sources: &["ANY25", "FLARE26"],
    indicators: &["EPT-07"],
    attack: &["T1219"],
};

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let n_devices = scene.linked.devices.values().filter(|it| setups(it).next().is_some()).count();
    let frequency = Frequency::of_devices(n_devices, scene.linked.devices.len());
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people.filter_map(|persona| frequency.weigh(look(scene, persona)?)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let mut hits: Vec<(&Device, &Said)> = Vec::new();
    for device in programs::company_devices(scene, persona) {
        hits.extend(
            setups(device)
                .filter(|said| programs::is_in_time_of(persona, device, said))
                .map(|said| (device, said)),
        );
    }
    let (device, first) = hits.first()?;
    let because = sentence!(
        "remote desktop was set up on the work device {} by command, with a fixed PIN",
        device.id
    );
    Some(
        Finding::new(&CARD, &persona.id, because, first.from())
            .and(hits.iter().map(|(_, said)| said.from())),
    )
}

fn setups(device: &Device) -> impl Iterator<Item = &Said> {
    let with_pin = programs::of(device)
        .filter(|(program, _)| program.switch.as_deref().is_some_and(|it| it.contains("--pin")));
    with_pin
        .filter(|(program, _)| {
            program.name.contains("remoting") || program.name.contains("chromoting")
        })
        .map(|(_, said)| said)
}
