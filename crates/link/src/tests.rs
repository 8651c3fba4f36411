//! Stories told to `link` as ledgers built by hand: each rule beside its innocent twin.

mod deciding;
mod exports;
mod folding;
mod grouping;
mod holding;
mod order;
mod owning;
mod refusing;
mod size;
mod tying;
