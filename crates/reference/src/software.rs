//! Programs by the names they show: remote tools (LOLRMM and an overlay), jigglers, virtual cameras, VPN clients and others.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{RemoteTool, Software, SoftwareKind};
use serde::Deserialize;

use crate::listed::{each, rows};
use crate::tables;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Jiggler,
    VirtualCamera,
    VoiceChanger,
    VpnClient,
    Tunnel,
    AntiDetectBrowser,
    OperatorTool,
}

impl Kind {
    fn kind(&self) -> SoftwareKind {
        match self {
            Self::Jiggler => SoftwareKind::Jiggler,
            Self::VirtualCamera => SoftwareKind::VirtualCamera,
            Self::VoiceChanger => SoftwareKind::VoiceChanger,
            Self::VpnClient => SoftwareKind::VpnClient,
            Self::Tunnel => SoftwareKind::Tunnel,
            Self::AntiDetectBrowser => SoftwareKind::AntiDetectBrowser,
            Self::OperatorTool => SoftwareKind::OperatorTool,
        }
    }
}

#[derive(Deserialize)]
struct SoftwareRow {
    name: String,
    kind: Kind,
    processes: BTreeSet<String>,
    texts: BTreeSet<String>,
    reported: bool,
    provenance: String,
}

/// Jigglers, virtual cameras, voice changers, VPN clients, tunnels, browsers for many identities, operators' own tools.
pub(crate) fn software() -> Vec<Software> {
    let rows: Vec<SoftwareRow> = rows(include_str!("../lists/software.toml"));
    let software = |row: SoftwareRow| Software {
        name: row.name,
        kind: row.kind.kind(),
        processes: row.processes,
        texts: row.texts,
        is_reported: row.reported,
        provenance: row.provenance,
    };
    rows.into_iter().map(software).collect()
}

#[derive(Deserialize)]
struct Overlay {
    leave_out: BTreeSet<String>,
    leave_out_processes: BTreeSet<String>,
    leave_out_domains: BTreeSet<String>,
    row: Vec<ToolRow>,
}

#[derive(Deserialize)]
struct ToolRow {
    name: String,
    processes: BTreeSet<String>,
    domains: BTreeSet<String>,
}

/// Remote-control programs: the packed table and the overlay, joined by name, without the clients that let nobody in.
pub(crate) fn remote_tools() -> Vec<RemoteTool> {
    let overlay: Overlay = toml::from_str(include_str!("../lists/remote-tools-overlay.toml"))
        .expect("lists/remote-tools-overlay.toml is well formed");
    let mut tools: BTreeMap<String, RemoteTool> = BTreeMap::new();
    for line in each(&tables::remote_tools()) {
        let [name, processes, domains] = line.split('\t').collect::<Vec<_>>()[..] else {
            unreachable!("a remote tool has three parts");
        };
        if overlay.leave_out.contains(name) {
            continue;
        }
        let (processes, domains) = (
            split(processes, &overlay.leave_out_processes),
            split(domains, &overlay.leave_out_domains),
        );
        add(&mut tools, name, (processes, domains));
    }
    for row in overlay.row {
        add(&mut tools, &row.name, (row.processes, row.domains));
    }
    tools.into_values().collect()
}

fn add(
    tools: &mut BTreeMap<String, RemoteTool>,
    name: &str,
    (processes, domains): (BTreeSet<String>, BTreeSet<String>),
) {
    let none = || RemoteTool {
        name: name.to_owned(),
        processes: BTreeSet::new(),
        domains: BTreeSet::new(),
    };
    let tool = tools.entry(name.to_lowercase()).or_insert_with(none);
    tool.processes.extend(processes);
    tool.domains.extend(domains);
}

/// The parts of a list but for those that are left out.
fn split(list: &str, leave_out: &BTreeSet<String>) -> BTreeSet<String> {
    list.split(',')
        .filter(|it| !it.is_empty() && !leave_out.contains(*it))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name that another edition of the table spells otherwise would silently come back.
    #[test]
    fn everything_left_out_was_there() {
        let overlay: Overlay =
            toml::from_str(include_str!("../lists/remote-tools-overlay.toml")).expect("an overlay");
        let table = tables::remote_tools();
        let column =
            |column: usize| each(&table).filter_map(move |line| line.split('\t').nth(column));
        let listed =
            |idx: usize| column(idx).flat_map(|it| it.split(',')).collect::<BTreeSet<&str>>();
        let names: BTreeSet<&str> = column(0).collect();
        let missing = |wanted: BTreeSet<String>, there: BTreeSet<&str>| {
            wanted.into_iter().filter(|it| !there.contains(it.as_str())).collect::<Vec<_>>()
        };
        assert_eq!(missing(overlay.leave_out, names), Vec::<String>::new());
        assert_eq!(missing(overlay.leave_out_processes, listed(1)), Vec::<String>::new());
        assert_eq!(missing(overlay.leave_out_domains, listed(2)), Vec::<String>::new());
    }
}
