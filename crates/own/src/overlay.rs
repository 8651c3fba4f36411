//! The local overlay: weights, switches and dated exceptions, kept apart from the published logic.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Bits, nearest};
use ipnet::IpNet;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de::Error as _};
use toml::Spanned;

use crate::Fault;

/// What a user sets beside the signals; it holds for shipped signals and for their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overlay {
    /// Name of its file.
    pub file: String,
    /// By id of signal.
    pub settings: BTreeMap<String, Setting>,
    /// In the order of the file.
    pub exceptions: Vec<Exception>,
}

/// What is set of one signal.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// 1-based.
    pub line: usize,
    /// Another usual weight.
    pub weight: Option<Bits>,
    /// Where that weight is from; empty without one.
    pub parent: String,
    /// Why it is switched off, if it is.
    pub off: Option<String>,
}

/// Findings that count nothing until a day, and who answers for that.
#[derive(Debug, Clone, PartialEq)]
pub struct Exception {
    /// 1-based.
    pub line: usize,
    /// Id of the signal.
    pub signal: String,
    /// What a finding must be about; all of these hold.
    pub applies: Vec<Applies>,
    /// Who answers for it.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// The last day on which it applies.
    pub until: Date,
}

/// What an exception is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Applies {
    /// A persona, by pseudonym or by the key of one of its records, such as a mailbox.
    Persona(String),
    /// A value that the finding's sentence names.
    Value(String),
    /// A network from which all uses are that the finding rests on.
    Network(IpNet),
    /// A device that the finding rests on, and on no other: by serial number, host name or managed id.
    Device(String),
}

impl Exception {
    /// Whether it still applies on a day.
    pub fn holds(&self, day: Date) -> bool {
        day <= self.until
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayText {
    #[serde(default)]
    signals: BTreeMap<Spanned<String>, SettingText>,
    #[serde(default)]
    exception: Vec<Spanned<ExceptionText>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingText {
    weight: Option<f64>,
    parent: Option<String>,
    #[serde(default)]
    off: bool,
    reason: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExceptionText {
    signal: String,
    persona: Option<String>,
    value: Option<String>,
    network: Option<IpNet>,
    device: Option<String>,
    owner: String,
    reason: String,
    #[serde(deserialize_with = "day")]
    until: Date,
}

/// A day as TOML's own date or as text.
fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let written = toml::Value::deserialize(deserializer)?;
    let text = written.as_str().map(str::to_owned);
    let text = text.or_else(|| Some(written.as_datetime()?.to_string())).unwrap_or_default();
    text.parse().map_err(|_not_a_day| D::Error::custom("expected a day such as 2026-12-31"))
}

/// The heaviest that a signal may be set to, in bits: guess, as for a user's own.
const MOST_BITS: f64 = 10.0;

impl Overlay {
    /// Parses a file. `weights` are the usual weights of all signals there are.
    pub fn parse(
        (file, text): (&str, &str),
        weights: &BTreeMap<&str, Bits>,
    ) -> Result<Self, Vec<Fault>> {
        let line = |at: usize| text.get(..at).map_or(0, |it| it.matches('\n').count() + 1);
        let raw: OverlayText = toml::from_str(text).map_err(|err| {
            let line = err.span().map_or(0, |it| line(it.start));
            vec![Fault::new(file, line, err.message())]
        })?;
        let mut faults = Vec::new();
        let mut res = Self { file: file.to_owned(), ..Self::default() };
        for (id, raw) in raw.signals {
            let line = line(id.span().start);
            match setting(line, (id.get_ref(), raw), weights) {
                Ok(setting) => drop(res.settings.insert(id.into_inner(), setting)),
                Err(why) => faults.push(Fault::new(file, line, why)),
            }
        }
        for raw in raw.exception {
            let line = line(raw.span().start);
            match exception(line, raw.into_inner(), weights) {
                Ok(exception) => res.exceptions.push(exception),
                Err(why) => faults.push(Fault::new(file, line, why)),
            }
        }
        if faults.is_empty() { Ok(res) } else { Err(faults) }
    }

    /// Exceptions that no longer apply on a day.
    pub fn expired(&self, day: Date) -> impl Iterator<Item = &Exception> {
        self.exceptions.iter().filter(move |it| !it.holds(day))
    }

    /// Ids of signals that are switched off.
    pub fn off(&self) -> BTreeSet<&str> {
        let off = self.settings.iter().filter(|(_, it)| it.off.is_some());
        off.map(|(id, _)| id.as_str()).collect()
    }
}

fn setting(
    line: usize,
    (id, raw): (&str, SettingText),
    weights: &BTreeMap<&str, Bits>,
) -> Result<Setting, String> {
    let usual = weight_of(id, weights)?;
    let off = match (raw.off, raw.reason) {
        (true, Some(reason)) if !reason.trim().is_empty() => Some(reason),
        (true, _) => return Err(format!("{id}: expected `reason` beside `off`")),
        (false, _) => None,
    };
    let Some(weight) = raw.weight else {
        if off.is_none() {
            return Err(format!("{id}: expected `weight` with `parent`, or `off` with `reason`"));
        }
        return Ok(Setting { line, weight: None, parent: String::new(), off });
    };
    let Some(parent) = raw.parent.filter(|it| !it.trim().is_empty()) else {
        return Err(format!(
            "{id}: expected `parent` beside `weight`: measured, published or guess, and from what"
        ));
    };
    // What speaks for a person must not be turned against them by a sign.
    if !weight.is_finite() || weight.abs() > MOST_BITS || weight * usual.0 <= 0.0 {
        let sign = if usual.0 < 0.0 { "below 0" } else { "above 0" };
        return Err(format!(
            "{id}: expected a weight {sign} and at most {MOST_BITS} bits; `off` switches a signal off"
        ));
    }
    Ok(Setting { line, weight: Some(Bits(weight)), parent, off })
}

fn exception(
    line: usize,
    raw: ExceptionText,
    weights: &BTreeMap<&str, Bits>,
) -> Result<Exception, String> {
    weight_of(&raw.signal, weights)?;
    let applies: Vec<Applies> = [
        raw.persona.map(Applies::Persona),
        raw.value.map(Applies::Value),
        raw.network.map(Applies::Network),
        raw.device.map(Applies::Device),
    ]
    .into_iter()
    .flatten()
    .collect();
    if applies.is_empty() {
        return Err("expected whom or what it applies to: `persona`, `value`, `network` or `device`; `off` in [signals] is for everybody".to_owned());
    }
    if raw.owner.trim().is_empty() || raw.reason.trim().is_empty() {
        return Err("expected an `owner` who answers for it and a `reason`".to_owned());
    }
    Ok(Exception {
        line,
        signal: raw.signal,
        applies,
        owner: raw.owner,
        reason: raw.reason,
        until: raw.until,
    })
}

fn weight_of(id: &str, weights: &BTreeMap<&str, Bits>) -> Result<Bits, String> {
    weights.get(id).copied().ok_or_else(|| {
        let hint = nearest(id, weights.keys().copied());
        let hint = hint.map_or_else(
            || "see `bonafide signals list`".to_owned(),
            |it| format!("did you mean `{it}`?"),
        );
        format!("there is no signal `{id}`: {hint}")
    })
}
