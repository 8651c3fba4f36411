//! A Sigma rule: parsed and evaluated by `rsigma`, held against one record at a time.
//!
//! What a rule asks that cannot be answered from one record is refused with a reason, so that no rule is quiet because it was
//! not understood. Regular expressions are those of the `regex` crate, whose time is linear in the text.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use bonafide_model::{Body, Record};
use rsigma_eval::{
    CompiledRule, compile_rule, evaluate_rule,
    event::{Event, EventValue, JsonEvent},
};
use rsigma_parser::{Detection, DetectionItem, Modifier, SigmaRule, parse_sigma_yaml};
use serde_json::Value;

use crate::Fault;

/// Letters of a condition. Guess: published ones have some hundred; a parser that calls itself needs an end.
const LONGEST_CONDITION: usize = 4000;
/// Regular expressions of one rule: each may take up to 10 MiB. Guess, published rules have a handful.
const MOST_PATTERNS: usize = 32;
/// Parts of field names that speak of a person's name or of what must not be judged by.
const UNFAIR: [&str; 15] = [
    "displayname",
    "firstname",
    "lastname",
    "givenname",
    "familyname",
    "fullname",
    "surname",
    "middlename",
    "nationality",
    "citizenship",
    "ethnicity",
    "religion",
    "gender",
    "birth",
    "pronoun",
];

/// A rule that can be held against records.
#[derive(Debug)]
pub struct Rule {
    /// Title.
    pub title: String,
    /// Ordinary explanations, as the rule's author gives them.
    pub falsepositives: Vec<String>,
    /// Product of its logsource.
    pub product: Option<String>,
    /// Service of its logsource.
    pub service: Option<String>,
    /// Category of its logsource.
    pub category: Option<String>,
    /// Id of the source whose records it is for, where the card says so.
    pub source: Option<String>,
    /// Field that names the person, where the card says so.
    pub who: Option<String>,
    /// Field that holds the time, where the card says so.
    pub when: Option<String>,
    /// Name of the rule's file.
    pub file: String,
    /// The rule as written: what a reading rests on.
    pub text: String,
    tags: Vec<String>,
    compiled: CompiledRule,
}

impl Rule {
    /// Parses a file that holds one rule.
    pub fn parse((file, text): (&str, &str)) -> Result<Self, Fault> {
        let wrong = |key: &str, why: String| Fault::of_key((file, text), key, why);
        let long = text.lines().find(|it| it.len() > LONGEST_CONDITION);
        if long.is_some() {
            let why = format!("expected lines of at most {LONGEST_CONDITION} letters");
            return Err(wrong("condition", why));
        }
        let all = parse_sigma_yaml(text).map_err(|it| wrong("detection", it.to_string()))?;
        if let Some(error) = all.errors.first() {
            let why = format!("{error}; this rule cannot be evaluated here");
            return Err(wrong("detection", why));
        }
        if !all.correlations.is_empty() || !all.filters.is_empty() {
            let why = "correlations and filters are not followed: take the rule that it counts, and say `at_least` and `on_days` in its card";
            return Err(wrong("correlation", why.to_owned()));
        }
        let [rule] = all.rules.as_slice() else {
            let why = format!("expected one rule in a file, found {}", all.rules.len());
            return Err(Fault::new(file, 0, why));
        };
        refuse(rule).map_err(|(key, why)| wrong(&key, why))?;
        let compiled = compile_rule(rule).map_err(|it| wrong("detection", it.to_string()))?;
        Ok(Self {
            title: rule.title.clone(),
            falsepositives: rule.falsepositives.clone(),
            product: rule.logsource.product.clone(),
            service: rule.logsource.service.clone(),
            category: rule.logsource.category.clone(),
            source: None,
            who: None,
            when: None,
            file: file.to_owned(),
            text: text.to_owned(),
            tags: rule.tags.clone(),
            compiled,
        })
    }

    /// ATT&CK techniques among its tags.
    pub(crate) fn attack(&self) -> Vec<String> {
        let after = self.tags.iter().filter_map(|it| it.strip_prefix("attack.t"));
        let techniques = after.filter(|it| it.starts_with(|it: char| it.is_ascii_digit()));
        techniques.map(|it| format!("T{it}")).collect()
    }

    /// Whether it matches.
    pub fn matches(&self, view: &View<'_>) -> bool {
        evaluate_rule(&self.compiled, view).is_some()
    }

    /// Its logsource in words.
    pub fn logsource(&self) -> String {
        let parts =
            [("product", &self.product), ("service", &self.service), ("category", &self.category)];
        let said = parts.iter().filter_map(|(name, it)| Some(format!("{name}: {}", it.as_ref()?)));
        said.collect::<Vec<_>>().join(", ")
    }
}

/// What can't be answered, or must not be asked: the key at fault, and why.
fn refuse(rule: &SigmaRule) -> Result<(), (String, String)> {
    if rule.detection.timeframe.is_some() {
        let why = "timeframe: counting over time is not followed; say `at_least` and `on_days` in the card";
        return Err(("timeframe".to_owned(), why.to_owned()));
    }
    let mut items = Vec::new();
    let named: BTreeMap<&String, &Detection> = rule.detection.named.iter().collect();
    named.into_values().for_each(|it| collect(it, &mut items));
    let patterns = items.iter().filter(|it| it.field.has_modifier(Modifier::Re));
    let n_patterns: usize = patterns.map(|it| it.values.len()).sum();
    if n_patterns > MOST_PATTERNS {
        let why = format!(
            "{n_patterns} regular expressions, expected at most {MOST_PATTERNS}: use `contains` or `endswith` where they do"
        );
        return Err(("detection".to_owned(), why));
    }
    items.into_iter().try_for_each(item_at_fault)
}

/// All fields that a detection looks at, however deep.
fn collect<'a>(detection: &'a Detection, items: &mut Vec<&'a DetectionItem>) {
    match detection {
        Detection::AllOf(own) => items.extend(own),
        Detection::AnyOf(parts) | Detection::And(parts) => {
            parts.iter().for_each(|it| collect(it, items));
        }
        Detection::ArrayMatch { body, .. } => collect(body, items),
        Detection::Conditional { named, .. } => {
            let names: BTreeMap<&String, &Detection> = named.iter().collect();
            names.into_values().for_each(|it| collect(it, items));
        }
        Detection::Keywords(_) => {}
    }
}

fn item_at_fault(item: &DetectionItem) -> Result<(), (String, String)> {
    let Some(name) = &item.field.name else {
        if item.field.has_modifier(Modifier::All) {
            let why =
                "keywords that must all be there are not followed: write one selection for each";
            return Err(("'|all'".to_owned(), why.to_owned()));
        }
        return Ok(());
    };
    if item.field.has_modifier(Modifier::Expand) {
        let why = format!(
            "`{name}|expand`: there is no list to fill a placeholder from; write the values out"
        );
        return Err((name.clone(), why));
    }
    let letters: String =
        name.chars().filter(|it| it.is_alphanumeric()).collect::<String>().to_lowercase();
    if UNFAIR.iter().any(|it| letters.contains(it)) {
        let why = format!(
            "`{name}`: people are not told apart by their names or by protected traits; look at what was done"
        );
        return Err((name.clone(), why));
    }
    Ok(())
}

/// A record as a rule looks at it.
pub struct View<'a> {
    event: JsonEvent<'a>,
    /// Where fields may stand besides where the rule says: `Event.EventData.`
    below: &'a [&'a str],
}

impl<'a> View<'a> {
    /// The fields of a record: of a JSON object, of a row by the columns as written, of a line as `line`. `None` for others.
    pub fn fields(record: &Record) -> Option<Value> {
        match &record.body {
            Body::Json(text) => serde_json::from_str(text).ok().filter(Value::is_object),
            Body::Row { header, cells } => {
                let cell =
                    |it: &String| if it.is_empty() { Value::Null } else { it.clone().into() };
                let named = header.written.iter().zip(cells);
                Some(Value::Object(
                    named.map(|(name, it)| (name.trim().to_owned(), cell(it))).collect(),
                ))
            }
            Body::Line(line) => Some(serde_json::json!({ "line": line })),
            Body::Document(_) => None,
        }
    }

    /// Looks at fields.
    pub fn new(fields: &'a Value, below: &'a [&'a str]) -> Self {
        Self { event: JsonEvent::borrow(fields), below }
    }

    /// A field as text.
    pub fn text(&self, path: &str) -> Option<String> {
        self.get_field(path)?.as_str().map(Cow::into_owned).filter(|it| !it.trim().is_empty())
    }

    /// Whether the record is one of these events of Windows; any record if none are named.
    pub fn is_event(&self, ids: &[i64]) -> bool {
        const PLACES: [&str; 4] = ["EventID", "event_id", "Id", "event.code"];
        let found: BTreeSet<i64> =
            PLACES.iter().filter_map(|it| self.get_field(it)?.as_i64()).collect();
        ids.is_empty() || ids.iter().any(|it| found.contains(it))
    }
}

impl Event for View<'_> {
    fn get_field(&self, path: &str) -> Option<EventValue<'_>> {
        self.event.get_field(path).or_else(|| {
            self.below.iter().find_map(|below| self.event.get_field(&format!("{below}{path}")))
        })
    }

    fn any_string_value(&self, pred: &dyn Fn(&str) -> bool) -> bool {
        self.event.any_string_value(pred)
    }

    fn all_string_values(&self) -> Vec<Cow<'_, str>> {
        self.event.all_string_values()
    }

    fn to_json(&self) -> Value {
        self.event.to_json()
    }
}
