//! A travel router stands between the laptop and the network for good.
//!
//! ## What it sees
//! Gateways whose hardware address belongs to the best-known maker of travel routers, and networks under the names that its
//! routers are born with, seen on one company laptop over at least thirty days.
//!
//! ## Why it matters
//! Such a router tunnels a whole desk through one far exit, and the laptop does not know. One was found in a published case.
//!
//! ## Innocent reasons
//! People who like them; see `CARD.benign`. A week of hotels is not seen; people in IT are left out; where many have one it
//! was rolled out.
//!
//! ## Blind spots
//! Other makers, a changed hardware address, a router behind another one.

use bonafide_model::{
    Bits, Card, Device, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::{clock::days_between, programs, surprise::Frequency};

pub(crate) static CARD: Card = Card {
    id: "travel-router-as-gateway",
    title: "A travel router stands between the laptop and the network for good",
    stage: Stage::Shipping,
    family: Family::Netloc,
    weight: Bits(1.0),
    weight_from: "guess: weak; honest people own them too (SHP-09)",
    needs: &[Need::DeviceNetworks],
    benign: &[
        "a small router at home, because it was cheap",
        "somebody who lives on the road",
        "a household that filters advertisements or protects a child with it",
    ],
    verify: "nothing by itself; read it beside evidence of place",
    sources: &["HUN26"],
    indicators: &["SHP-09"],
    attack: &["T1090"],
};

/// GL Technologies (Hong Kong), which sells as GL.iNet: published (IEEE registry of hardware addresses).
const MAKER: [u8; 3] = [0x94, 0x83, 0xc4];
/// How its routers name their networks: published (manuals of the maker, `GL-MT1300-a1b`).
const NETWORK: &str = "gl-";
/// Days from which it is no journey (guess).
const LEAST_DAYS: f64 = 30.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let devices = scene.linked.devices.values();
    let with_router = devices.filter(|it| routers(it).next().is_some()).count();
    let frequency = Frequency::of_devices(with_router, scene.linked.devices.len());
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people.filter_map(|persona| frequency.weigh(look(scene, persona)?)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let mut devices = programs::company_devices(scene, persona).into_iter();
    let (device, said) = devices.find_map(|device| {
        let mut lasting = routers(device)
            .filter(|said| programs::is_in_time_of(persona, device, said) && lasts(said));
        Some((device, lasting.next()?))
    })?;
    let because =
        sentence!("over weeks the work device {} stands behind a travel router", device.id);
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}

fn routers(device: &Device) -> impl Iterator<Item = &Said> {
    device.said.iter().filter(|said| {
        let is_maker_s = matches!(&said.fact, Fact::Gateway { mac } if mac.oui() == MAKER);
        let is_named_so =
            matches!(&said.fact, Fact::Joined { name: Some(name), .. } if is_born_with(name));
        is_maker_s || is_named_so
    })
}

/// `GL-MT1300-a1b`: maker, model with a number, end of the hardware address.
fn is_born_with(name: &str) -> bool {
    let name = name.to_lowercase();
    let Some((model, end)) = name.strip_prefix(NETWORK).and_then(|it| it.split_once('-')) else {
        return false;
    };
    let end = end.trim_end_matches("-5g");
    let is_model = model.len() >= 4
        && model.starts_with(|it: char| it.is_ascii_alphabetic())
        && model.ends_with(|it: char| it.is_ascii_digit());
    is_model && end.len() == 3 && end.chars().all(|it| it.is_ascii_hexdigit())
}

fn lasts(said: &Said) -> bool {
    said.first()
        .zip(said.last())
        .is_some_and(|(first, last)| days_between(first, last) >= LEAST_DAYS)
}

#[cfg(test)]
mod tests {
    use super::is_born_with;

    #[test]
    fn names_that_the_maker_gives_are_told_from_names_that_people_give() {
        for (name, expected) in [
            ("GL-MT1300-a1b", true),
            ("GL-AXT1800-0f2-5G", true),
            ("GL-Guest-WiFi", false),
            ("gl-home", false),
            ("Home-5G", false),
        ] {
            assert_eq!(is_born_with(name), expected, "{name}");
        }
    }
}
