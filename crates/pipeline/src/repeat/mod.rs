//! Knows at a glance a line that says again what an earlier line said.
//!
//! A year of sign-ins is millions of lines that differ in their time, in ids that nobody reads, and in who, where and with
//! what; the last three recur. So the first line of its kind goes to the full reader, which tells on which parts its answer
//! rests ([`read_noting`](bonafide_sources::read_noting)); a later line that is equal in those parts gets the same answer at
//! its own time, and is only counted. Addresses recur less than the rest, so an answer that was the same at two addresses but
//! for the address is said of others too. What differs anywhere else than in a sound, unread value goes to the full reader again.
//!
//! Read `leaves` first (a line taken apart), then `form` (what lines have in common), `answer` (what is said of them), `tally`
//! (what is counted), then `reader` (one thread's work) and `learn` (what it takes from the full reader).

mod answer;
mod clock;
mod day;
mod form;
mod keys;
mod learn;
mod leaves;
mod reader;
mod tally;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};

use bonafide_model::{Block, Blocks, LineFile};
use bonafide_sources::Source;
use rayon::prelude::*;

use crate::account::Account;
use reader::Reader;

/// Blocks that one reader takes first, so that all others begin with what it has learned and learn little of it again. Measured: with
/// 32 MiB, some twenty thousand sign-ins, a twelfth less of the CPU than with half of it, and with more nothing is won.
const LEAD: usize = 32;

/// Reads a file of JSON lines.
pub(crate) fn read(file: &dyn LineFile, name: &Arc<str>, source: &'static Source) -> Account {
    let blocks = Mutex::new(file.blocks());
    let mut lead = Reader::new(Arc::clone(name), source, file.gate());
    read_blocks(&mut lead, &blocks, LEAD);
    let others = (1..rayon::current_num_threads()).map(|_| lead.beside(file.gate()));
    let mut readers: Vec<Reader> = others.collect();
    readers.push(lead);
    readers
        .par_iter_mut()
        .with_max_len(1)
        .for_each(|reader| read_blocks(reader, &blocks, usize::MAX));
    Reader::close(readers)
}

/// Reads the next blocks of those that nobody else has taken.
fn read_blocks(reader: &mut Reader, blocks: &Mutex<Box<dyn Blocks>>, most: usize) {
    let mut spare = Vec::new();
    for _ in 0..most {
        let Some(block) = next_block(blocks, spare) else { return };
        spare = reader.block(block);
    }
}

fn next_block(blocks: &Mutex<Box<dyn Blocks>>, spare: Vec<u8>) -> Option<Block> {
    blocks.lock().unwrap_or_else(PoisonError::into_inner).next_block(spare)
}
