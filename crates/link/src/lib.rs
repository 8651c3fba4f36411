//! What records say, folded into claimed people and their devices; and what ties those people to one another.
//!
//! Two questions are kept apart. *Who is one claimed person across systems?* is answered by joining records
//! ([`fold`]), and two names on one telephone are never joined. *Which people share things?* is answered by ties, which
//! never join anybody. The same ledger gives the same answer, in whatever order it was filled.
//!
//! Read in the order of the modules: names agree or differ, records fold into personas, devices find their holders,
//! shared things become ties, ties become networks, and what serves a network becomes its facilitators.
#![warn(clippy::disallowed_methods, reason = "pure room")]

mod decided;
mod devices;
mod facilitators;
mod fold;
mod linkage;
mod listed;
pub mod names;
mod near_confirmed;
mod networks;
mod owners;
mod people;
mod persona;
mod pseudonym;
mod recipients;
mod record;
mod refused;
#[cfg(test)]
mod tests;
mod text;
mod ties;
mod union;
mod who_else;

pub use linkage::{
    LinkError, index_people, index_table, link_table, memory_needed, online, propose_kinds,
};
pub use who_else::{MOST_STEPS, Reached, Step, who_else};

use bonafide_model::{Atlas, Ledger, Linked};
use jiff::Timestamp;

/// Links everything that was said, as of a day.
pub fn link(ledger: Ledger, atlas: &dyn Atlas, as_of: Timestamp) -> Linked {
    let mut ledger = ledger;
    let listed = listed::take(&mut ledger);
    recipients::take_off(&mut ledger);
    let decided = decided::take(&mut ledger);
    let groups = fold::groups(&ledger, &decided);
    let mut personas = persona::build(&mut ledger, groups.folded, as_of);
    let mut refused = refused::persons(&personas, groups.apart);
    let decided_apart = refused::decided(&personas, &groups.decided_apart);
    let people = people::People::of(&personas);
    let devices = devices::build(&mut ledger, &mut personas, &people);

    let population = ties::Population {
        personas: &personas,
        devices: &devices,
        people: &people,
        decided_apart: &decided_apart,
        atlas,
    };
    let found = ties::find(&population);
    let networks = networks::build(&population, &found);
    refused.extend(refused::networks(&population, &found, &networks));
    let ties::Ties { ties, muted, borrowed, .. } = found;
    let near_confirmed = near_confirmed::of(&personas, &ties, as_of);
    Linked {
        personas,
        devices,
        ties,
        muted,
        refused: refused.into_iter().collect(),
        borrowed,
        networks,
        listed,
        near_confirmed,
        decided_apart,
        unkept: groups.unkept.into_iter().collect(),
    }
}
