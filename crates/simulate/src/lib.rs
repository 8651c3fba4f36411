//! A company that never was: its people, its exports in their vendors' shapes, and the truth about them.
//!
//! Everything comes from a [`Plan`] and an [`AddressBook`]: the same two give the same bytes. Names are drawn for
//! everybody from one list, so that they carry no information about who is operated.
//!
//! Reading order: [`Plan`], `person` (people as they are), `hire` (ordinary lives), `stories` (what departs from
//! them), `activity` (days), `exports` (what each vendor's system writes about all this).
#![warn(
    clippy::disallowed_methods,
    reason = "files leave through a sink; the caller has the disk and the clock"
)]

mod account;
mod activity;
mod book;
mod device;
mod document;
mod exports;
mod hire;
mod names;
mod person;
mod places;
mod plan;
mod population;
mod random;
mod resume;
mod sink;
mod stories;
#[cfg(test)]
mod tests;
mod truth;
mod world;

use std::{collections::BTreeMap, io};

pub use book::{AddressBook, Block, CityBlocks, ServerBlock};
pub use places::{WantedPlace, wanted_places};
pub use plan::Plan;
pub use truth::{Oddity, RecordRef, TrueFacilitator, TrueMember, TrueNetwork, Truth, truth_json};

/// A simulated company in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Bytes by relative path, `/`-separated.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The answer sheet; it is in none of the files.
    pub truth: Truth,
}

/// Makes a company and keeps all its files in memory.
pub fn company(plan: &Plan, book: &AddressBook) -> Export {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let truth = write(plan, book, &mut |path, bytes| {
        files.entry(path.to_owned()).or_default().extend_from_slice(bytes);
        Ok(())
    })
    .expect("memory takes every byte");
    Export { files, truth }
}

/// Makes a company and hands its files out piece by piece: the pieces of one file come in order and without those of another between.
///
/// Logs are never whole in memory; people, devices and the small exports are.
pub fn write(
    plan: &Plan,
    book: &AddressBook,
    sink: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>,
) -> io::Result<Truth> {
    let world = population::people(plan, book);
    exports::write(&world, sink)?;
    Ok(world.truth)
}
