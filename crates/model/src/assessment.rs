//! Findings weighed: for, against and blind.

use std::{fmt, iter::Sum, ops};

use crate::{Finding, Need};

/// log2 of a likelihood ratio: evidence adds.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Bits(pub f64);

impl Bits {
    /// Odds of this many bits as a probability.
    pub fn probability(self) -> f64 {
        1.0 / (1.0 + (-self.0).exp2())
    }

    /// Bits of a probability; it is clamped to 1e-9 … 1 − 1e-9.
    pub fn from_probability(probability: f64) -> Self {
        let probability = probability.clamp(1e-9, 1.0 - 1e-9);
        Self((probability / (1.0 - probability)).log2())
    }
}

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.1}", self.0)
    }
}

impl ops::Add for Bits {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl ops::Neg for Bits {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Bits {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self(0.0), ops::Add::add)
    }
}

/// A finding with what it counts for.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The finding.
    pub finding: Finding,
    /// What it adds once correlated findings of its family are counted together.
    pub counted: Bits,
}

/// A check that could not run for a persona.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blind {
    /// Signal id.
    pub signal: &'static str,
    /// What was missing.
    pub need: Need,
}

impl fmt::Display for Blind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} needs {}", self.signal, self.need.label())
    }
}

/// All evidence on one persona, weighed.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// log2 odds before the evidence.
    pub prior: Bits,
    /// log2 odds after: `prior` plus every `counted`.
    pub bits: Bits,
    /// `bits` as a probability.
    pub probability: f64,
    /// Lower end of its range.
    pub low: f64,
    /// Upper end of its range; wider the more could not be checked.
    pub high: f64,
    /// For and against, largest absolute counted weight first.
    pub findings: Vec<Weighed>,
    /// Checks that could not run, ordered.
    pub blind: Vec<Blind>,
}
