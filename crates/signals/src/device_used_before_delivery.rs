//! The laptop was in use while its parcel was still on the way.
//!
//! ## What it sees
//! Check-ins or the enrollment of a device between the day after it was handed to the carrier and half a day before the
//! carrier delivered it, joined by tracking and serial number.
//!
//! ## Why it matters
//! A laptop that runs before it has arrived is not the one in the parcel, or the parcel went through other hands first.
//!
//! ## Innocent reasons
//! Wrong serial numbers and late scans; see `CARD.benign`. What IT did with the laptop before it was sent is left out.
//!
//! ## Blind spots
//! Needs the parcel's number and the device's serial in one order, and times of check-ins.

use bonafide_model::{
    Bits, Card, Device, DeviceKey, Fact, Family, Finding, Need, ParcelStep, Persona, Provenance,
    Scene, Stage, Subject, sentence, value::Serial,
};
use jiff::Timestamp;

use crate::{clock::hours_between, surprise};

pub(crate) static CARD: Card = Card {
    id: "device-used-before-delivery",
    title: "The laptop was in use while its parcel was still on the way",
    stage: Stage::Shipping,
    family: Family::Ship,
    weight: Bits(2.5),
    weight_from: "guess: moderate in the threat catalogue (SHP-08)",
    needs: &[Need::Shipments, Need::CarrierEvents, Need::Devices],
    benign: &[
        "a serial number that was entered for the wrong order",
        "a parcel that was handed over at the depot and scanned days later",
        "a laptop that was switched on during customs or repair",
    ],
    verify: "ask the worker to read back the serial number, and the carrier for the delivery record",
    sources: &["GTIG24"],
    indicators: &["SHP-08"],
    attack: &["T1200"],
};

/// A shipping date names its midnight, and the depot packs until the evening after (guess).
const PACKING_HOURS: f64 = 36.0;
/// Carriers scan a delivery at the end of a tour (guess).
const SCAN_HOURS: f64 = 12.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let has_parcel =
        |it: &&Persona| it.said.iter().any(|said| matches!(said.fact, Fact::Parcel { .. }));
    let n_with_parcel = scene.personas().filter(has_parcel).count();
    let findings = scene.personas().filter_map(|persona| look(scene, persona)).collect();
    surprise::weigh(findings, n_with_parcel)
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let orders = persona.find(|it| {
        let Fact::SentDevice { serial: Some(serial), tracking: Some(tracking), .. } = it else {
            return None;
        };
        Some((serial, tracking))
    });
    orders.into_iter().find_map(|((serial, tracking), said)| {
        let (arrived, arrival) = delivered(persona, tracking)?;
        let device = with_serial(scene, persona, serial)?;
        let (at, line) = used(device, (said.first()?, arrived))?;
        let because = sentence!(
            "the work device {} was in use on {}, but its parcel was delivered on {}",
            device.id,
            at.strftime("%Y-%m-%d").to_string(),
            arrived.strftime("%Y-%m-%d").to_string()
        );
        Some(Finding::new(&CARD, &persona.id, because, line).and([said.from(), arrival]))
    })
}

/// When the parcel first reached somebody.
fn delivered<'a>(persona: &'a Persona, tracking: &str) -> Option<(Timestamp, &'a Provenance)> {
    let steps = persona.said.iter().filter(|said| {
        let is_arrival = matches!(
            said.fact,
            Fact::Parcel { step: ParcelStep::Delivered | ParcelStep::Collected, .. }
        );
        is_arrival && matches!(&said.subject, Subject::Parcel(number) if number == tracking)
    });
    steps.filter_map(|said| Some((said.first()?, said.from()))).min()
}

fn with_serial<'a>(scene: &Scene<'a>, persona: &Persona, serial: &Serial) -> Option<&'a Device> {
    let key = DeviceKey::Serial(serial.clone());
    scene.devices(persona).find(|it| it.keys.contains(&key))
}

/// The first use of the device while it was in a box.
fn used(
    device: &Device,
    (sent, arrived): (Timestamp, Timestamp),
) -> Option<(Timestamp, &Provenance)> {
    let is_on_the_way = |at: Timestamp| {
        hours_between(sent, at) > PACKING_HOURS && hours_between(at, arrived) > SCAN_HOURS
    };
    let uses = device.footprint.cells.values().map(|it| (it.first, &it.example));
    let enrolled = device.find(|it| matches!(it, Fact::Enrolled).then_some(()));
    let enrolled = enrolled.filter_map(|((), said)| Some((said.first()?, said.from())));
    uses.chain(enrolled).filter(|(at, _)| is_on_the_way(*at)).min()
}
