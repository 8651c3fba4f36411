//! Our own commands: `cargo xtask test`, `cargo xtask tidy`, `cargo xtask repack`.
fn main() {}
