//! The shipped reference tables: networks, places, remote tools, hardware, mail domains; each with origin, licence and date.
//!
//! Everything is part of the binary: nothing is fetched, and only a user's own `.mmdb` is read from the disk. A table is
//! unpacked when it is first asked. Read [`Shipped`] first, then `networks` (addresses) and `gazetteer` (places).

mod address_book;
mod catalogue;
mod documented;
mod gazetteer;
mod listed;
mod networks;
mod operators;
mod packed;
mod ranges;
mod regions;
mod shipped;
mod software;
mod spelling;
mod tables;
mod user_table;

pub use address_book::{AddressBlock, AddressBook};
pub use catalogue::{TableCard, catalogue};
pub use shipped::{Shipped, load};
pub use spelling::{fold, fold_postcode};
pub use user_table::ReferenceError;
