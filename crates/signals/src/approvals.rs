//! Approved second factors with the places of both ends: the device that signs in and the phone that approves.

use std::{cell::LazyCell, collections::BTreeMap};

use bonafide_model::{Cell, Channel, NetworkKind, Persona, Place, Scene};
use jiff::civil::Date;

use crate::places;

/// Approvals of one cell, both ends placed.
#[derive(Clone, Copy)]
pub(crate) struct Approvals<'a> {
    /// When.
    pub(crate) day: Date,
    /// How many, and an example.
    pub(crate) cell: &'a Cell,
    /// Where the device signed in.
    pub(crate) device: &'a Place,
    /// Where the phone was, on an access network.
    pub(crate) phone: &'a Place,
}

/// Approvals whose both ends tell where they were. Some logs give the phone in an event of its own, without the device;
/// there the day's nearest sign-in stands for it, so that doubt is in the person's favor.
pub(crate) fn placed<'a>(scene: &'a Scene<'_>, persona: &'a Persona) -> Vec<Approvals<'a>> {
    // Most logs give both ends of an approval in one event.
    let by_day = LazyCell::new(|| sign_ins(scene, persona));
    let approvals = persona.footprint.through(Channel::SecondFactor).filter_map(|(key, cell)| {
        let phone = scene.network(key.factor_ip?);
        let phone = phone.place.as_ref().filter(|_| phone.kind == NetworkKind::Access)?;
        let device = match key.ip {
            Some(_) => places::telling_place(scene, key, cell)?,
            None => nearest(by_day.get(&key.day)?, phone)?,
        };
        Some(Approvals { day: key.day, cell, device, phone })
    });
    approvals.collect()
}

/// Where sign-ins were, by day.
fn sign_ins<'a>(scene: &'a Scene<'_>, persona: &'a Persona) -> BTreeMap<Date, Vec<&'a Place>> {
    let mut res: BTreeMap<Date, Vec<&Place>> = BTreeMap::new();
    for (key, cell) in persona.footprint.through(Channel::SignIn) {
        if let Some(place) = places::telling_place(scene, key, cell) {
            res.entry(key.day).or_default().push(place);
        }
    }
    res
}

fn nearest<'a>(candidates: &[&'a Place], to: &Place) -> Option<&'a Place> {
    let with_km = candidates.iter().filter_map(|it| Some((*it, it.km_apart(to)?)));
    with_km.min_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(b.0))).map(|(place, _)| place)
}
