//! The shipped reference tables: networks, places, remote tools, hardware; each with origin, licence and date.

mod packed;
mod ranges;
mod spelling;

pub use spelling::{fold, fold_postcode};
