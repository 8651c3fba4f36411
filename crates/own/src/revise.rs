//! Findings of one persona under an overlay: switched off, weighed otherwise, or kept without weight.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Device, DeviceKey, Evidence, Finding, Persona, Provenance, Scene, Show, sentence,
    value::utc_day,
};
use ipnet::IpNet;

use crate::{Applies, Exception, Overlay};

/// What an overlay did to the findings of one persona.
#[derive(Debug, Default)]
pub struct Revised {
    /// The findings, in the order in which they came.
    pub findings: Vec<Finding>,
    /// Ids of switched-off signals that had a finding here.
    pub off: Vec<&'static str>,
    /// Places in [`Overlay::exceptions`] of those that applied.
    pub applied: Vec<usize>,
}

/// Applies an overlay. An exception leaves the finding with its sentence and its lines, and says why it counts nothing.
pub fn revise(
    overlay: &Overlay,
    findings: Vec<Finding>,
    (persona, scene): (&Persona, &Scene<'_>),
) -> Revised {
    let today = utc_day(scene.as_of);
    let mut res = Revised::default();
    for mut finding in findings {
        let id = finding.card.id;
        let setting = overlay.settings.get(id);
        if setting.is_some_and(|it| it.off.is_some()) {
            res.off.push(id);
            continue;
        }
        if let Some(weight) = setting.and_then(|it| it.weight) {
            // A stronger or weaker case of the same thing stays so.
            finding.bits = Bits(finding.bits.0 * weight.0 / finding.card.weight.0);
        }
        let holding = overlay.exceptions.iter().enumerate().find(|(_, it)| {
            it.signal == id && it.holds(today) && applies(it, &finding, (persona, scene))
        });
        if let Some((idx, exception)) = holding {
            res.applied.push(idx);
            finding = without_weight(finding, exception);
        }
        res.findings.push(finding);
    }
    res
}

fn without_weight(finding: Finding, exception: &Exception) -> Finding {
    let because = sentence!(
        "{}; not counted: {} (exception of {} until {}; {} bits otherwise)",
        finding.because,
        exception.reason.trim(),
        exception.owner.trim(),
        exception.until,
        finding.bits.to_string()
    );
    Finding { because, bits: Bits(0.0), ..finding }
}

fn applies(
    exception: &Exception,
    finding: &Finding,
    (persona, scene): (&Persona, &Scene<'_>),
) -> bool {
    exception.applies.iter().all(|it| match it {
        Applies::Persona(who) => is_persona(persona, who),
        Applies::Value(value) => names(&finding.because.full(), value),
        Applies::Network(network) => rests_on_network(finding, *network, (persona, scene)),
        Applies::Device(device) => rests_on_device(finding, device, (persona, scene)),
    })
}

fn is_persona(persona: &Persona, who: &str) -> bool {
    &*persona.id.0 == who || persona.records.iter().any(|it| it.key.eq_ignore_ascii_case(who))
}

/// Whether a text holds a value that does not go on at either end: `192.0.2.1` is not in `192.0.2.17`.
fn names(text: &str, value: &str) -> bool {
    let (text, value) = (text.to_lowercase(), value.trim().to_lowercase());
    let goes_on = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    !value.is_empty()
        && text.match_indices(&value).any(|(at, found)| {
            let (before, after) = (&text[..at], &text[at + found.len()..]);
            !goes_on(before.chars().next_back()) && !goes_on(after.chars().next())
        })
}

/// All uses that the finding rests on came from the network, and there is one. Of a cell the finding knows the line of its
/// first use.
fn rests_on_network(
    finding: &Finding,
    network: IpNet,
    (persona, scene): (&Persona, &Scene<'_>),
) -> bool {
    let lines: BTreeSet<&Provenance> = finding.evidence.lines().iter().collect();
    let devices = scene.devices(persona);
    let cells = persona
        .footprint
        .cells
        .iter()
        .chain(devices.flat_map(|it| &it.footprint.cells))
        .filter(|(_, cell)| lines.contains(&cell.example));
    let from: Vec<_> = cells.filter_map(|(key, _)| key.ip.or(key.factor_ip)).collect();
    knows_all(finding) && !from.is_empty() && from.iter().all(|it| network.contains(it))
}

/// A finding that rests on more lines than it keeps may rest on others than these.
fn knows_all(finding: &Finding) -> bool {
    finding.evidence.lines().len() < Evidence::MOST
}

fn rests_on_device(
    finding: &Finding,
    wanted: &str,
    (persona, scene): (&Persona, &Scene<'_>),
) -> bool {
    let lines: BTreeSet<&Provenance> = finding.evidence.lines().iter().collect();
    let rests = |device: &&Device| {
        let said = device.said.iter().any(|it| lines.contains(it.from()));
        said || device.footprint.cells.values().any(|it| lines.contains(&it.example))
    };
    let under: Vec<_> = scene.devices(persona).filter(rests).collect();
    knows_all(finding) && !under.is_empty() && under.iter().all(|device| is_device(device, wanted))
}

fn is_device(device: &Device, wanted: &str) -> bool {
    let is_key = |key: &DeviceKey| match key {
        DeviceKey::Serial(serial) => serial.reveal().eq_ignore_ascii_case(wanted),
        DeviceKey::Host(host) => host.eq_ignore_ascii_case(wanted),
        DeviceKey::Managed { id, .. } => id.eq_ignore_ascii_case(wanted),
    };
    &*device.id.0 == wanted || device.keys.iter().any(is_key)
}
