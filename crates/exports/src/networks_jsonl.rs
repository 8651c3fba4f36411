//! `networks.jsonl`: one line a network of linked personas.

use bonafide_model::{Facilitator, Network, Scan, Settings, Tie};
use serde::Serialize;

use crate::{
    Export, Reveal,
    line::{Place, SCHEMA, join, places},
};

/// The format.
pub(crate) const EXPORT: Export =
    Export { file: "networks.jsonl", about: "one line a network of linked personas", write };

/// Key order is part of the format.
#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    network: &'a str,
    members: Vec<MemberLine<'a>>,
    facilitators: Vec<FacilitatorLine<'a>>,
    ties: Vec<TieLine<'a>>,
}

#[derive(Serialize)]
struct MemberLine<'a> {
    persona: &'a str,
    role: &'static str,
}

#[derive(Serialize)]
struct FacilitatorLine<'a> {
    role: &'static str,
    kind: &'static str,
    value: &'a str,
    personas: Vec<&'a str>,
    evidence: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct TieLine<'a> {
    a: &'a str,
    b: &'a str,
    kind: &'static str,
    bits: f64,
    because: &'a str,
    evidence: Vec<Place<'a>>,
}

fn write(scan: &Scan, _settings: &Settings, reveal: Reveal) -> Vec<u8> {
    join(scan.linked.networks.values().map(|network| line(network, reveal)))
}

fn line(network: &Network, reveal: Reveal) -> Line<'_> {
    Line {
        schema: SCHEMA,
        network: &network.id.0,
        members: network
            .members
            .iter()
            .map(|it| MemberLine { persona: &it.persona.0, role: it.role.as_str() })
            .collect(),
        facilitators: network.facilitators.iter().map(|it| facilitator_line(it, reveal)).collect(),
        ties: network.ties.iter().map(|it| tie_line(it, reveal)).collect(),
    }
}

fn facilitator_line(facilitator: &Facilitator, reveal: Reveal) -> FacilitatorLine<'_> {
    FacilitatorLine {
        role: facilitator.role.as_str(),
        kind: facilitator.kind.as_str(),
        value: reveal.words(&facilitator.value),
        personas: facilitator.personas.iter().map(|it| &*it.0).collect(),
        evidence: places(&facilitator.evidence),
    }
}

fn tie_line(tie: &Tie, reveal: Reveal) -> TieLine<'_> {
    TieLine {
        a: &tie.a.0,
        b: &tie.b.0,
        kind: tie.kind.as_str(),
        bits: tie.bits.0,
        because: reveal.words(&tie.because),
        evidence: places(&tie.evidence),
    }
}
