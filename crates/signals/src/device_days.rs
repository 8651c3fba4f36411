//! On which days the company's devices of one person stood where they may be, and on which elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Cell, Persona, Place, Scene};
use jiff::civil::Date;

use crate::{places, programs};

/// Days on which devices that nobody else holds could be placed.
#[derive(Default)]
pub(crate) struct Days<'a> {
    pub(crate) near: BTreeSet<Date>,
    /// Where, and the line; no day on which a device was near, too.
    pub(crate) far: BTreeMap<Date, (&'a Place, &'a Cell)>,
}

impl<'a> Days<'a> {
    /// Asks of each day and place whether it is far; nothing, where that can't be told or does not matter.
    pub(crate) fn of(
        scene: &'a Scene,
        persona: &Persona,
        is_far: impl Fn(Date, &Place) -> Option<bool>,
    ) -> Self {
        let mut res = Self::default();
        let devices = programs::company_devices(scene, persona).into_iter();
        for device in devices.filter(|it| it.holders.len() == 1) {
            for (key, cell) in &device.footprint.cells {
                let Some(place) = places::telling_place(scene, key, cell) else { continue };
                match is_far(key.day, place) {
                    Some(true) => {
                        res.far.entry(key.day).or_insert((place, cell));
                    }
                    Some(false) => {
                        res.near.insert(key.day);
                    }
                    None => {}
                }
            }
        }
        res.far.retain(|day, _| !res.near.contains(day));
        res
    }

    /// How many days they are.
    pub(crate) fn n(&self) -> usize {
        self.near.len() + self.far.len()
    }

    /// Whether they were far on at least so many days, and on more than they were near.
    pub(crate) fn are_mostly_far(&self, least: usize) -> bool {
        self.far.len() >= least && self.far.len() > self.near.len()
    }
}
