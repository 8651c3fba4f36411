//! The exports against their contract: schemas, keys, sums, masking, and the report's promises.

mod contract;
mod link_page;
mod report;

use bonafide_exports::{Reveal, sample, write_scan};
use bonafide_model::Settings;
use serde_json::Value;

fn file(name: &str, reveal: Reveal) -> String {
    let mut files = write_scan(&sample::scan(), &Settings::default(), reveal);
    let bytes = files.remove(name).expect("every scan writes this file");
    String::from_utf8(bytes).expect("exports are UTF-8")
}

fn lines(name: &str) -> Vec<Value> {
    file(name, Reveal::Masked)
        .lines()
        .map(|it| serde_json::from_str(it).expect("every line is JSON"))
        .collect()
}
