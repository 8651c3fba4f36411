//! The shipped reference tables: networks, places, remote tools, hardware, mail domains; each with origin, licence and date.
//!
//! Everything is part of the binary: nothing is fetched, and only a user's own `.mmdb` is read from the disk. A table is
//! unpacked when it is first asked. Read [`Shipped`] first, then `networks` (addresses) and `gazetteer` (places).

mod shipped;
mod networks;
mod gazetteer;
mod regions;
mod listed;
mod software;
mod documented;
mod operators;
mod user_table;
mod address_book;
mod catalogue;
mod tables;
mod ranges;
mod packed;
mod spelling;

pub use address_book::{AddressBook, AddressBlock};
pub use catalogue::{TableCard, catalogue};
pub use shipped::{Shipped, load};
pub use spelling::{fold, fold_postcode};
pub use user_table::ReferenceError;
