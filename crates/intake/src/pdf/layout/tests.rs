//! Columns, margins and lines from runs with places.

use super::*;

/// Runs of 10-point letters, half as wide as they are high.
fn page(lines: &[(f32, f32, &str)]) -> String {
    let run = |(x, y, text): &(f32, f32, &str)| Run {
        x: (*x, *x + text.chars().count() as f32 * 5.0),
        y: *y,
        size: 10.0,
        turns: 0,
        text: (*text).to_owned(),
    };
    text(lines.iter().map(run).collect())
}

#[test]
fn words_are_told_by_the_gap_between_them() {
    let found = page(&[
        (50.0, 700.0, "Ada"),
        (68.0, 700.0, "Novak"),
        (93.2, 700.5, "ska"),
        (50.0, 680.0, "Oslo"),
    ]);
    assert_eq!(found, "Ada Novakska\nOslo\n");
}

#[test]
fn a_sidebar_is_read_by_itself() {
    let mut lines =
        vec![(50.0, 760.0, "Ada Novak, who builds things that last, in two columns of text")];
    for idx in 0..6_u8 {
        let y = 700.0 - f32::from(idx) * 14.0;
        lines.push((50.0, y - 3.0, "skill"));
        lines.push((250.0, y, "a long line about work in the main column"));
    }
    let found = page(&lines);
    let expected = format!(
        "Ada Novak, who builds things that last, in two columns of text\n{}{}",
        "skill\n".repeat(6),
        "a long line about work in the main column\n".repeat(6)
    );
    assert_eq!(found, expected);
}

#[test]
fn dates_in_the_margin_stay_with_their_jobs() {
    let mut lines = Vec::new();
    for idx in 0..6_u8 {
        let y = 700.0 - f32::from(idx) * 40.0;
        lines.push((50.0, y, "Engineer, Contoso"));
        lines.push((400.0, y, "Jan 2019 - Mar 2020"));
        lines.push((50.0, y - 14.0, "did this and that"));
    }
    let found = page(&lines);
    assert!(
        found.starts_with("Engineer, Contoso\tJan 2019 - Mar 2020\ndid this and that\n"),
        "{found}"
    );
}

#[test]
fn a_table_of_labels_is_read_row_by_row() {
    let rows = [
        ("Name", "Jo Beispiel"),
        ("Geburtsdatum", "01.05.1990"),
        ("Berufserfahrung", ""),
        ("01/2020 - heute", "Softwareentwickler, Beispiel GmbH"),
        ("", "Neubau der Abrechnung"),
        ("03/2016 - 12/2019", "Projektleiter, Muster AG"),
        ("", "Betrieb"),
        ("Ausbildung", ""),
        ("10/2011 - 02/2016", "Universität Musterstadt"),
    ];
    let mut lines = Vec::new();
    for (idx, (left, right)) in rows.iter().enumerate() {
        let y = 700.0 - idx as f32 * 14.0;
        // The first time stands in the middle of the two lines beside it.
        let lower = if idx == 3 { 7.0 } else { 0.0 };
        lines.extend(
            [(50.0, y - lower, *left), (250.0, y, *right)]
                .into_iter()
                .filter(|it| !it.2.is_empty()),
        );
    }
    let found = page(&lines);
    assert!(
        found.starts_with(
            "Name\tJo Beispiel\nGeburtsdatum\t01.05.1990\nBerufserfahrung\nSoftwareentwickler, Beispiel GmbH\n01/2020 - heute\nNeubau"
        ),
        "{found}"
    );
}

#[test]
fn places_at_the_edge_stay_on_their_lines() {
    let mut lines = Vec::new();
    for idx in 0..20_u8 {
        let y = 780.0 - f32::from(idx) * 14.0;
        lines.push((50.0, y, "what was done there"));
        if idx % 4 == 0 {
            lines.push((450.0, y, "Oslo"));
        }
    }
    let found = page(&lines);
    assert!(found.starts_with("what was done there\tOslo\nwhat"), "{found}");
}

#[test]
fn odd_places_never_panic() {
    for x in [f32::NAN, f32::INFINITY, -1e30, 1e30] {
        let run = |x, y| Run { x: (x, x), y, size: x, turns: 9, text: "a".to_owned() };
        text(vec![run(x, 0.0); 20]);
        let run = |x, y| Run { x: (x, x), y, size: x, turns: 1, text: "a".to_owned() };
        text([(x, x), (0.0, x), (x, 1.0)].map(|(x, y)| vec![run(x, y); 8]).concat());
    }
}
