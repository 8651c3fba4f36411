//! Names carry no weight: replacing every name by one of another stock changes no priority, bit or rank.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::company::{copy, demo, lines, scan};

/// Syllables of the replacing names; what matters is that they are other ones.
const SYLLABLES: [&str; 12] =
    ["Ma", "Te", "Ko", "Ri", "Nu", "Sa", "Lo", "Vi", "Ze", "Hu", "Pa", "Do"];

/// Tables and logs only: names inside résumé files cannot be exchanged by text, so that neither side reads them.
fn is_read(name: &str) -> bool {
    !name.contains("attachments/")
        && (name.ends_with(".csv") || name.ends_with(".json") || name.ends_with(".ndjson"))
}

/// All words in columns and keys that hold names of people.
fn name_words(text: &str, res: &mut BTreeSet<String>) {
    for key in ["\"first_name\":", "\"last_name\":", "\"preferred_name\":"] {
        for part in text.split(key).skip(1) {
            let value = part.trim_start().trim_start_matches('"').split('"').next().unwrap_or("");
            res.extend(words(value));
        }
    }
    let mut rows = text.lines();
    let header: Vec<String> = rows.next().unwrap_or("").split(',').map(str::to_lowercase).collect();
    let is_name = |it: &String| {
        (it.contains("name") && !it.contains("bank"))
            || it.contains("holder")
            || it.contains("signed")
    };
    let columns: Vec<usize> =
        header.iter().enumerate().filter(|(_, it)| is_name(it)).map(|(idx, _)| idx).collect();
    if columns.is_empty() || text.starts_with(['{', '[']) {
        return;
    }
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        for cell in columns.iter().filter_map(|idx| cells.get(*idx)) {
            res.extend(words(cell));
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|it: char| !it.is_alphabetic())
        .filter(|it| it.chars().count() > 1 && it.starts_with(char::is_uppercase))
        .map(str::to_owned)
}

/// Another name with the same initial, since carriers sign with initials.
fn other_name(idx: usize, name: &str) -> String {
    let n = SYLLABLES.len();
    // A prime step spreads neighbors, so that no two of the names look alike.
    let mut rest = idx * 7919 % (n * n * n * n);
    let mut res: String = name.chars().take(1).collect();
    for _ in 0..4 {
        res.push_str(&SYLLABLES[rest % n].to_lowercase());
        rest /= n;
    }
    res
}

/// Whole words are exchanged, and family names in names of machines; everything else stays.
fn exchanged(
    text: &str,
    names: &BTreeMap<String, String>,
    machines: &BTreeMap<String, String>,
) -> String {
    let mut res = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) =
            rest.split_at(rest.find(|it: char| !it.is_alphabetic()).unwrap_or(rest.len()));
        let other = if after.starts_with("-pc") {
            // `jberg-pc`: an initial and the family name without its accents.
            word.get(..1).zip(word.get(1..).and_then(|it| machines.get(it)))
        } else {
            names.get(word).map(|it| ("", it))
        };
        match other {
            Some((initial, name)) => res.extend([initial, name]),
            None => res.push_str(word),
        }
        let next = after.find(char::is_alphabetic).unwrap_or(after.len());
        res.push_str(&after[..next]);
        rest = &after[next..];
    }
    res
}

#[test]
fn names_of_another_origin_change_no_priority_bit_or_rank() {
    let folder = tempfile::tempdir().unwrap();
    let mut found = BTreeSet::new();
    let gather = |name: &str, bytes: Vec<u8>| is_read(name).then_some((name.to_owned(), bytes));
    copy(&demo("exports"), &folder.path().join("before"), &gather);
    for name in ["hris/workers.csv", "payroll/accounts.csv", "greenhouse/candidates.json"] {
        let path = folder.path().join("before").join(name);
        name_words(
            &std::fs::read_to_string(&path).unwrap_or_else(|it| panic!("{}: {it}", path.display())),
            &mut found,
        );
    }
    // Names that are also cities or months would change what they say elsewhere.
    let places = [
        "Austin", "Berlin", "London", "Madrid", "Denver", "Phoenix", "York", "Chicago", "Jordan",
        "Jersey", "Florence", "April", "June", "May", "August",
    ];
    let kept = found.into_iter().filter(|it| !places.contains(&it.as_str()));
    let mut names: BTreeMap<String, String> =
        kept.enumerate().map(|(idx, it)| (it.clone(), other_name(idx, &it))).collect();
    assert!(names.len() > 60, "{} names were found", names.len());
    let distinct: BTreeSet<&String> = names.values().collect();
    assert_eq!(distinct.len(), names.len(), "the replacing names are not distinct");
    let in_machines = |name: &str| {
        name.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
    };
    let machines: BTreeMap<String, String> =
        names.iter().map(|(name, other)| (in_machines(name), in_machines(other))).collect();
    // Carriers and banks write names in capitals.
    names.extend(
        names.clone().into_iter().map(|(name, other)| (name.to_uppercase(), other.to_uppercase())),
    );
    let swap = |name: &str, bytes: Vec<u8>| {
        Some((
            name.to_owned(),
            exchanged(&String::from_utf8(bytes).unwrap(), &names, &machines).into_bytes(),
        ))
    };
    copy(&folder.path().join("before"), &folder.path().join("after"), &swap);
    let results = ["before", "after"].map(|it| {
        let out = folder.path().join(format!("out-{it}"));
        scan(&folder.path().join(it), &out);
        lines(&out.join("personas.jsonl"))
    });
    assert_eq!(results[0].len(), results[1].len());
    results[0].iter().zip(&results[1]).for_each(|(before, after)| assert_the_same(before, after));
}

/// Nothing that is decided about a person hangs on the name.
fn assert_the_same(before: &Value, after: &Value) {
    for key in [
        "rank",
        "persona",
        "stage",
        "priority",
        "bits",
        "prior_bits",
        "probability",
        "network",
        "blind",
    ] {
        assert_eq!(
            before[key], after[key],
            "{key} of {} changed with the name: {before}\n{after}",
            before["persona"]
        );
    }
}
