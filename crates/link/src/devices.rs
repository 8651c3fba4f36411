//! Keys of one device, folded; and in whose hands it is or was.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Device, DeviceId, DeviceKey, Fact, Footprint, Ledger, Persona, PersonaId, Said, Subject,
    value::Serial,
};

use crate::{people::People, pseudonym::pseudonym};

/// Host names that makers give to every machine. Guess, from what setup programs propose.
const COMMON_HOSTS: &[&str] = &[
    "computer",
    "debian",
    "desktop",
    "fedora",
    "imac",
    "iphone",
    "ipad",
    "android",
    "kali",
    "laptop",
    "localhost",
    "mac",
    "mac-mini",
    "macbook",
    "macbook-air",
    "macbook-pro",
    "mbp",
    "notebook",
    "pc",
    "raspberrypi",
    "surface",
    "thinkpad",
    "ubuntu",
    "user-pc",
    "win10",
    "win11",
    "windows",
    "workstation",
];

/// Whether a host name says nothing about which machine it is: `macbook-pro`, `MacBook-Pro-2`, `localhost`.
pub(crate) fn is_common_host(host: &str) -> bool {
    let host = host.to_lowercase().replace([' ', '_'], "-");
    let host = host.strip_suffix(".local").unwrap_or(&host);
    let stem = host.trim_end_matches(|it: char| it.is_ascii_digit()).trim_end_matches('-');
    COMMON_HOSTS.contains(&host) || COMMON_HOSTS.contains(&stem)
}

/// Builds the devices and puts them into their holders' hands.
pub(crate) fn build(
    ledger: &mut Ledger,
    personas: &mut BTreeMap<PersonaId, Persona>,
    people: &People,
) -> BTreeMap<DeviceId, Device> {
    let holders = holders_by_serial(personas);
    let mut devices = BTreeMap::new();
    for keys in groups(ledger, holders.keys()) {
        let device = device(ledger, keys, people, &holders);
        for holder in &device.holders {
            if let Some(persona) = personas.get_mut(holder) {
                persona.devices.push(device.id.clone());
            }
        }
        devices.insert(device.id.clone(), device);
    }
    personas.values_mut().for_each(|it| it.devices.sort());
    devices
}

/// To whom a serial number was sent.
fn holders_by_serial(
    personas: &BTreeMap<PersonaId, Persona>,
) -> BTreeMap<Serial, BTreeSet<PersonaId>> {
    let mut res: BTreeMap<Serial, BTreeSet<PersonaId>> = BTreeMap::new();
    for persona in personas.values() {
        let sent = persona.find(|it| {
            if let Fact::SentDevice { serial: Some(serial), .. } = it { Some(serial) } else { None }
        });
        for (serial, _) in sent {
            res.entry(serial.clone()).or_default().insert(persona.id.clone());
        }
    }
    res
}

/// The strongest key of a device, for ordering and naming.
fn strength(key: &DeviceKey) -> (u8, &DeviceKey) {
    match key {
        DeviceKey::Serial(_) => (0, key),
        DeviceKey::Managed { system: "intune", .. } => (1, key),
        DeviceKey::Managed { system: "entra", .. } => (2, key),
        DeviceKey::Managed { .. } => (3, key),
        DeviceKey::Host(_) => (4, key),
    }
}

fn device(
    ledger: &mut Ledger,
    keys: BTreeSet<DeviceKey>,
    people: &People,
    sent: &BTreeMap<Serial, BTreeSet<PersonaId>>,
) -> Device {
    let mut said = Vec::new();
    let mut footprint = Footprint::default();
    let mut sources = BTreeSet::new();
    let mut holders: BTreeSet<PersonaId> = BTreeSet::new();
    for key in &keys {
        let subject = Subject::Device(key.clone());
        let facts = ledger.said.remove(&subject).unwrap_or_default();
        let uses = ledger.footprints.remove(&subject).unwrap_or_default();
        sources.extend(source_of(key));
        for (fact, sighting) in facts {
            if let Fact::HeldBy(identifier) = &fact {
                holders.extend(people.whom(identifier).cloned());
            }
            said.push(Said { subject: subject.clone(), fact, sighting });
        }
        footprint.merge(uses);
        if let DeviceKey::Serial(serial) = key
            && let Some(receivers) = sent.get(serial)
        {
            sources.insert("asset_shipments");
            holders.extend(receivers.iter().cloned());
        }
    }
    let strongest = keys.iter().min_by_key(|it| strength(it)).map(content).unwrap_or_default();
    let id = DeviceId(pseudonym("D", &strongest, &BTreeSet::new()));
    Device { id, keys, said, footprint, holders, sources }
}

fn content(key: &DeviceKey) -> String {
    match key {
        DeviceKey::Serial(serial) => format!("serial:{}", serial.reveal()),
        DeviceKey::Managed { system, id } => format!("{system}:{id}"),
        DeviceKey::Host(host) => format!("host:{host}"),
    }
}

/// The source that gives a device this key.
fn source_of(key: &DeviceKey) -> Option<&'static str> {
    let DeviceKey::Managed { system, .. } = key else { return None };
    match *system {
        "intune" => Some("intune_managed_devices"),
        "defender" => Some("defender_advanced_hunting"),
        "osquery" => Some("osquery_results"),
        "okta" => Some("okta_system_log"),
        "jamf" => Some("jamf_pro_computers"),
        "kandji" => Some("kandji_devices"),
        // Hosts and events share these ids; the one that feeds less is named, so that nothing counts as checked that was not.
        "crowdstrike" => Some("crowdstrike_hosts"),
        "sentinelone" => Some("sentinelone_agents"),
        "servicenow" => Some("servicenow_hardware_assets"),
        "snipe_it" => Some("snipe_it_hardware"),
        "jira_assets" => Some("jira_assets"),
        "aws_workspaces" => Some("aws_workspaces"),
        "google" => Some("google_workspace_reports"),
        // Intune and Defender repeat Entra's ids, so one of those says nothing about where it was read.
        _ => None,
    }
}

/// Keys of one device each, ordered by their smallest key.
fn groups<'a>(ledger: &Ledger, sent: impl Iterator<Item = &'a Serial>) -> Vec<BTreeSet<DeviceKey>> {
    let mut keys: BTreeSet<DeviceKey> = sent.map(|it| DeviceKey::Serial(it.clone())).collect();
    let mut same: BTreeSet<(DeviceKey, DeviceKey)> = BTreeSet::new();
    for (subject, facts) in &ledger.said {
        let Subject::Device(key) = subject else { continue };
        keys.insert(key.clone());
        for fact in facts.keys() {
            if let Fact::SameDevice(other) = fact {
                keys.insert(other.clone());
                same.insert((key.clone(), other.clone()));
            }
        }
    }
    keys.extend(
        ledger
            .footprints
            .keys()
            .filter_map(|it| if let Subject::Device(key) = it { Some(key.clone()) } else { None }),
    );
    let mut sets = KeySets::of(keys);
    let is_host = |key: &DeviceKey| matches!(key, DeviceKey::Host(_));
    let (by_host, firm): (Vec<_>, Vec<_>) =
        same.into_iter().partition(|(a, b)| is_host(a) || is_host(b));
    firm.iter().for_each(|(a, b)| sets.join(a, b));
    join_by_host(&by_host, &mut sets);
    sets.into_groups()
}

/// A host name joins where it can mean one machine only: no two serial numbers or ids of one system carry it.
fn join_by_host(same: &[(DeviceKey, DeviceKey)], sets: &mut KeySets) {
    let mut carriers: BTreeMap<&DeviceKey, BTreeSet<&DeviceKey>> = BTreeMap::new();
    for (a, b) in same {
        let (host, other) = if matches!(a, DeviceKey::Host(_)) { (a, b) } else { (b, a) };
        carriers.entry(host).or_default().insert(other);
    }
    for (host, others) in carriers {
        let DeviceKey::Host(name) = host else { continue };
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut marks: BTreeMap<&'static str, usize> = BTreeMap::new();
        for root in others.iter().map(|it| sets.root(it)) {
            if seen.insert(root) {
                for mark in sets.marks(root) {
                    *marks.entry(mark).or_default() += 1;
                }
            }
        }
        let means_one = marks.values().all(|machines| *machines == 1);
        let is_telling = !is_common_host(name) || seen.len() == 1;
        if means_one && is_telling {
            others.iter().for_each(|it| sets.join(host, it));
        }
    }
}

/// Disjoint sets of device keys; two serial numbers never become one device.
struct KeySets {
    keys: Vec<DeviceKey>,
    parent: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl KeySets {
    fn of(keys: BTreeSet<DeviceKey>) -> Self {
        let keys: Vec<DeviceKey> = keys.into_iter().collect();
        Self {
            parent: (0..keys.len()).collect(),
            members: (0..keys.len()).map(|it| vec![it]).collect(),
            keys,
        }
    }

    fn root(&self, key: &DeviceKey) -> usize {
        let idx = self.keys.binary_search(key).expect("every key was entered in `of`");
        self.parent[idx]
    }

    fn join(&mut self, a: &DeviceKey, b: &DeviceKey) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b || (self.marks(a).contains("serial") && self.marks(b).contains("serial")) {
            return;
        }
        let (keep, give) = (a.min(b), a.max(b));
        let given = std::mem::take(&mut self.members[give]);
        given.iter().for_each(|it| self.parent[*it] = keep);
        self.members[keep].extend(given);
    }

    /// Which kinds of firm key the set of a representative has.
    fn marks(&self, root: usize) -> BTreeSet<&'static str> {
        let of = |idx: &usize| match &self.keys[*idx] {
            DeviceKey::Serial(_) => Some("serial"),
            DeviceKey::Managed { system, .. } => Some(*system),
            DeviceKey::Host(_) => None,
        };
        self.members[root].iter().filter_map(of).collect()
    }

    fn into_groups(self) -> Vec<BTreeSet<DeviceKey>> {
        let filled = self.members.iter().filter(|it| !it.is_empty());
        filled.map(|members| members.iter().map(|it| self.keys[*it].clone()).collect()).collect()
    }
}
