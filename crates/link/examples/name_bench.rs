//! Measures how well and how fast whole names are compared, on labelled pairs that lie outside of the repository.
//!
//! `cargo xtask bench names name_bench_cases.csv` reads the columns `case_group`, `schema`,
//! `name1`, `name2`, `is_match` (the cases of the nomenklatura project are such a file). Costs were tried on half A alone; half B
//! was not looked at, pair by pair, before it was measured.

use std::{
    collections::BTreeMap,
    error::Error,
    io::{self, Write},
    time::Instant,
};

use bonafide_link::names::{ALIKE, NameKind, PreparedName, compare};

/// Rounds over all pairs whose median is told.
const ROUNDS: usize = 201;

/// What was said of the pairs of a group, against their labels.
#[derive(Default)]
struct Told {
    right: u32,
    wrong: u32,
    missed: u32,
    apart: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path =
        std::env::args().nth(1).ok_or("expected the path of a CSV file of labelled pairs")?;
    let mut rows = csv::Reader::from_path(path)?;
    let headers = rows.headers()?.clone();
    let column = |name: &str| {
        headers.iter().position(|it| it == name).ok_or(format!("expected a column {name}"))
    };
    let columns = [
        column("case_group")?,
        column("schema")?,
        column("name1")?,
        column("name2")?,
        column("is_match")?,
    ];
    let mut groups: BTreeMap<String, Told> = BTreeMap::new();
    let (mut texts, mut pairs) = (Vec::new(), Vec::new());
    for row in rows.records() {
        let row = row?;
        let [group, schema, a, b, label] = columns.map(|it| row.get(it).unwrap_or_default());
        let kind = if schema == "Person" { NameKind::Person } else { NameKind::Organization };
        let names = (PreparedName::read(kind, a), PreparedName::read(kind, b));
        let is_alike = match &names {
            (Some(a), Some(b)) => compare(a, b).similarity >= ALIKE,
            (None, _) | (_, None) => false,
        };
        let half = half(a, b);
        for group in ["all".to_owned(), schema.to_owned(), group.to_owned()] {
            for halves in ["AB", half] {
                let told = groups.entry(format!("{group:16} {halves}")).or_default();
                match (label == "true", is_alike) {
                    (true, true) => told.right += 1,
                    (false, true) => told.wrong += 1,
                    (true, false) => told.missed += 1,
                    (false, false) => told.apart += 1,
                }
            }
        }
        texts.push((kind, a.to_owned(), b.to_owned()));
        pairs.extend(names.0.zip(names.1));
    }
    let mut out = io::stdout().lock();
    for (group, told) in &groups {
        writeln!(out, "{group:20} {}", told.in_words())?;
    }
    let (compared, prepared) = (time_comparing(&pairs), time_preparing(&texts));
    writeln!(
        out,
        "{compared:.2} us a pair of prepared names, {prepared:.2} us to prepare a name (medians of {ROUNDS} rounds)"
    )?;
    Ok(())
}

/// The half of a pair, by a hash (FNV-1a) of both names in order.
fn half(a: &str, b: &str) -> &'static str {
    let text = if a <= b { format!("{a}\n{b}") } else { format!("{b}\n{a}") };
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    if (hash >> 32) & 1 == 0 { "A" } else { "B" }
}

impl Told {
    fn in_words(&self) -> String {
        let [right, wrong, missed] = [self.right, self.wrong, self.missed].map(f64::from);
        let count = self.right + self.wrong + self.missed + self.apart;
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
        let f1 = share(2.0 * right, 2.0 * right + wrong + missed);
        format!("{count:4} pairs: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}")
    }
}

fn time_comparing(pairs: &[(PreparedName, PreparedName)]) -> f64 {
    median_us(pairs.len(), || {
        std::hint::black_box(pairs.iter().map(|(a, b)| compare(a, b).similarity).sum::<f64>());
    })
}

fn time_preparing(texts: &[(NameKind, String, String)]) -> f64 {
    median_us(texts.len() * 2, || {
        for (kind, a, b) in texts {
            std::hint::black_box((PreparedName::read(*kind, a), PreparedName::read(*kind, b)));
        }
    })
}

/// Microseconds for one of `count` things in the median round, since other work on the machine only ever adds.
fn median_us(count: usize, mut round: impl FnMut()) -> f64 {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            round();
            start.elapsed().as_secs_f64()
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds.get(ROUNDS / 2).map_or(0.0, |it| it * 1e6 / count.max(1) as f64)
}
