//! Files and overlays that cannot be used say where and what to do; what can be used says what it says.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Bits, Family, Need, Stage};
use jiff::civil::date;

use bonafide_own::{Gathered, Overlay, gather, lint_overlay, lint_signal};

const CARD: &str = "
id: many-tokens
title: Made many tokens
stage: data
family: exfil
weight: 0.5
weight_from: 'guess: a test'
needs: [sign-ins]
benign: [an administrator]
verify: ask the owner
";

const RULE: &str = "
title: Token made
logsource: {product: okta, service: okta}
detection:
  selection:
    eventType: token.create
  condition: selection
falsepositives: [an administrator]
tags: [attack.t1098, attack.persistence]
";

fn gathered(files: &[(&str, &str)]) -> Gathered {
    let files: BTreeMap<String, String> =
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    gather(&files, &BTreeSet::from(["voip-phone"]))
}

/// The faults of one file.
fn faults(text: &str) -> Vec<String> {
    gathered(&[("a.yml", text)]).faults.iter().map(ToString::to_string).collect()
}

fn sql() -> String {
    format!("{CARD}sql: SELECT 1\n")
}

#[test]
fn a_card_is_read_with_all_it_says() {
    let all = gathered(&[("a.yml", &sql())]);
    assert_eq!(all.faults, []);
    let card = all.signals[0].card;
    assert_eq!(
        (card.id, card.title, card.verify),
        ("many-tokens", "Made many tokens", "ask the owner")
    );
    assert_eq!((card.stage, card.family, card.weight), (Stage::Data, Family::Exfil, Bits(0.5)));
    assert_eq!((card.needs, card.benign), (&[Need::SignIns][..], &["an administrator"][..]));
}

#[test]
fn a_card_beside_a_rule_takes_from_it_what_it_does_not_say() {
    let card = CARD.replace("benign: [an administrator]\n", "") + "rule: rules/r.yml\n";
    let all = gathered(&[("a.yml", &card), ("rules/r.yml", RULE)]);
    assert_eq!(all.faults, []);
    let card = all.signals[0].card;
    assert_eq!((card.benign, card.attack), (&["an administrator"][..], &["T1098"][..]));
}

#[test]
fn a_fault_names_file_line_and_remedy() {
    let cases = [
        (
            sql().replace("sign-ins", "sign-in"),
            "a.yml:8: needs: `sign-in`: did you mean `sign-ins`?",
        ),
        (sql().replace("stage: data", "stage: dta"), "a.yml:4: stage: `dta`: did you mean `data`?"),
        (sql().replace("guess: a test", "we think"), "a.yml:7: weight_from: expected where"),
        (
            sql().replace("weight: 0.5", "weight: 99"),
            "a.yml:6: weight: expected bits from -10 to 10",
        ),
        (sql().replace("many-tokens", "Many Tokens"), "a.yml:2: id `Many Tokens`: expected words"),
        (sql().replace("many-tokens", "voip-phone"), "a.yml: `voip-phone` is a shipped signal"),
        (sql().replace("verify: ask the owner", "verify: ''"), "a.yml:10: verify: expected"),
        (sql() + "colour: red\n", "a.yml:12: unknown field `colour`"),
        (CARD.to_owned(), "a.yml:2: expected either `rule: FILE`"),
        (format!("{CARD}rule: r.yml\n"), "a.yml:11: rule: there is no `r.yml`"),
        (RULE.to_owned(), "a.yml: a Sigma rule without a card"),
    ];
    for (text, expected) in cases {
        let found = faults(&text);
        assert!(
            found.len() == 1 && found[0].starts_with(expected),
            "{found:?}\nexpected {expected}"
        );
    }
}

#[test]
fn a_rule_that_cannot_be_answered_is_refused_with_a_reason() {
    let with = |detection: &str| {
        let rule = RULE.replace("    eventType: token.create\n", detection);
        let files = [("a.yml", format!("{CARD}rule: rules/r.yml\n")), ("rules/r.yml", rule)];
        let all = gathered(&[(files[0].0, &files[0].1), (files[1].0, &files[1].1)]);
        assert!(all.signals.is_empty(), "{detection}");
        all.faults[0].to_string()
    };
    for (detection, expected) in [
        ("    user|expand: '%admins%'\n", "there is no list to fill a placeholder from"),
        ("    user|startwith: a\n", "Unknown modifier 'startwith'"),
        ("    actor.displayName: Ada\n", "people are not told apart by their names"),
        ("    path|re: '(?=a)b'\n", "look-around"),
        ("    a: b\n  timeframe: 5m\n", "say `at_least` and `on_days`"),
        ("    a: b\n  other: {c: d}\n---\n{}\n", "expected"),
    ] {
        let found = with(detection);
        assert!(found.starts_with("rules/r.yml"), "{found}");
        assert!(found.contains(expected) || expected == "expected", "{found}");
    }
    let correlation = "title: many\ncorrelation: {type: event_count, rules: [a], group-by: [b], timespan: 1h, condition: {gte: 3}}\nbonafide:\n";
    let card = CARD.replace('\n', "\n  ");
    assert!(
        faults(&format!("{correlation}{card}"))[0]
            .contains("correlations and filters are not followed")
    );
}

#[test]
fn a_hostile_file_ends_as_a_fault() {
    let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (name, last) in ('b'..='h').zip('a'..='g') {
        let all = vec![format!("*{last}"); 9].join(",");
        bomb += &format!("{name}: &{name} [{all}]\n");
    }
    let deep = "[".repeat(50_000);
    let parentheses = RULE
        .replace("condition: selection", &format!("condition: {}selection", "(".repeat(50_000)));
    for text in [
        &bomb,
        &deep,
        "",
        "\u{0}",
        "- 1",
        "id: [",
        &format!("{parentheses}bonafide:\n{}", CARD.replace('\n', "\n  ")),
    ] {
        let found = faults(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].len() < 500, "{}", found[0].len());
    }
}

#[test]
fn a_signal_without_tests_or_with_a_judging_word_does_not_pass() {
    let all = gathered(&[("a.yml", &sql().replace("Made many tokens", "A fake worker's tokens"))]);
    let found: Vec<String> = lint_signal(&all.signals[0]).iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("a.yml: many-tokens: `fake`: say what is seen"));
    assert!(found[1].contains("one that fires") && found[2].contains("honest person"));
    let tested = sql()
        + "tests:\n  - {name: a, files: {a: b}, fires_on: [ada]}\n  - {name: b, files: {a: b}, fires_on: []}\n";
    assert_eq!(lint_signal(&gathered(&[("a.yml", &tested)]).signals[0]), []);
}

fn overlay(text: &str) -> Result<Overlay, Vec<String>> {
    let weights = BTreeMap::from([("voip-phone", Bits(0.5)), ("met-in-person", Bits(-3.0))]);
    Overlay::parse(("o.toml", text), &weights)
        .map_err(|it| it.iter().map(ToString::to_string).collect())
}

const EXCEPTION: &str = "
[[exception]]
signal = 'voip-phone'
persona = 'ada@corp.example'
owner = 'hr@corp.example'
reason = 'her line'
until = 2026-12-31
";

#[test]
fn an_exception_ends_and_says_so() {
    let overlay = overlay(EXCEPTION).expect("it is sound");
    let exception = &overlay.exceptions[0];
    assert!(exception.holds(date(2026, 12, 31)) && !exception.holds(date(2027, 1, 1)));
    let lint = |day| {
        let (faults, soon) = lint_overlay(&overlay, day);
        (faults.len(), soon.len())
    };
    assert_eq!(lint(date(2026, 6, 1)), (0, 0));
    assert_eq!(lint(date(2026, 12, 10)), (0, 1));
    assert_eq!(lint(date(2027, 1, 1)), (1, 0));
    assert_eq!(lint(date(2025, 6, 1)), (1, 0));
}

#[test]
fn an_overlay_at_fault_names_line_and_remedy() {
    for (text, expected) in [
        (EXCEPTION.replace("until = 2026-12-31\n", ""), "o.toml:2: missing field `until`"),
        (EXCEPTION.replace("2026-12-31", "'soon'"), "o.toml:7: expected a day such as 2026-12-31"),
        (
            EXCEPTION.replace("'voip-phone'", "'voip-phon'"),
            "o.toml:2: there is no signal `voip-phon`: did you mean `voip-phone`?",
        ),
        (
            EXCEPTION.replace("persona = 'ada@corp.example'\n", ""),
            "o.toml:2: expected whom or what",
        ),
        (EXCEPTION.replace("hr@corp.example", " "), "o.toml:2: expected an `owner`"),
        (
            "[signals.voip-phone]\nweight = 1.0\n".to_owned(),
            "o.toml:1: voip-phone: expected `parent`",
        ),
        (
            "[signals.voip-phone]\noff = true\n".to_owned(),
            "o.toml:1: voip-phone: expected `reason`",
        ),
        (
            "[signals.met-in-person]\nweight = 1.0\nparent = 'guess'\n".to_owned(),
            "o.toml:1: met-in-person: expected a weight below 0",
        ),
        ("[signals.voip-phone]\nwait = 1.0\n".to_owned(), "o.toml:2: unknown field `wait`"),
    ] {
        let found = overlay(&text).expect_err(expected);
        assert!(
            found.len() == 1 && found[0].starts_with(expected),
            "{found:?}\nexpected {expected}"
        );
    }
}
