//! The small dated overlay of ranges that public reports tie to operators of the scheme.

use std::net::IpAddr;
use std::sync::LazyLock;

use bonafide_model::DocumentedRange;
use ipnet::IpNet;
use serde::Deserialize;

#[derive(Deserialize)]
struct Overlay {
    row: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    range: IpNet,
    label: String,
    source: String,
    as_of: String,
    expires: String,
}

static OVERLAY: LazyLock<Overlay> = LazyLock::new(|| {
    toml::from_str(include_str!("../lists/documented-ranges.toml"))
        .expect("lists/documented-ranges.toml is well formed")
});

/// The documented range that holds an address. Whether it has expired is for the caller, who knows the day.
pub(crate) fn range_of(ip: IpAddr) -> Option<DocumentedRange> {
    let row = OVERLAY.row.iter().find(|it| it.range.contains(&ip))?;
    Some(DocumentedRange {
        label: row.label.clone(),
        source: row.source.clone(),
        as_of: row.as_of.clone(),
        expires: row.expires.clone(),
    })
}
