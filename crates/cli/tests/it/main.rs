//! The binary as its users meet it: the demo's promises, the contract's files, bad input, the page in a browser.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod bad_input;
mod browser;
mod company;
mod decisions;
mod demo;
mod documents;
mod incremental;
mod knockout;
mod link;
mod mapped;
mod names;
mod order;
mod own_applicants;
mod own_signals;
mod screen;
mod thirty;
mod why;
