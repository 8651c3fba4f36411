//! The page of a linked table: its parts, its sums, hostile cells, masking, and a bound whatever the table's size.

use bonafide_exports::{
    Reveal,
    link::{self, Asked},
};
use bonafide_model::{
    Bits, BlockingRule, ClusterId, Column, ColumnKind, Comparison, ComparisonLevel, Decided,
    LinkModel, LinkSettings, Linkage, LinkedPair, MutedValues, OperatorGroup, PairDecision,
    PairDecisions, RefusedBecause, RefusedJoin, SharedThing, Step, Table,
};

const KINDS: [ColumnKind; 4] =
    [ColumnKind::RecordId, ColumnKind::FullName, ColumnKind::Phone, ColumnKind::Ignored];

fn level(name: &str, m: f64, u: f64, is_trained: bool) -> ComparisonLevel {
    ComparisonLevel { level: name.to_owned(), m, u, household: u, sharing: u, is_trained }
}

fn model() -> LinkModel {
    let levels = || vec![level("equal", 0.8, 0.001, true), level("else", 0.2, 0.999, false)];
    LinkModel {
        same_person: 0.001,
        same_household: 1e-5,
        sharing: 1e-5,
        comparisons: ["name", "phone"]
            .map(|it| Comparison { name: it.to_owned(), levels: levels() })
            .into(),
        blocking: vec![BlockingRule {
            rule: "phone <all>".to_owned(),
            pairs: 12_345,
            hot_values: 3,
            pairs_left_out: 99,
        }],
    }
}

fn table(rows: usize, name: &str) -> Table {
    let mut columns = ["id", "name", "phone", "remarks"].map(Column::new);
    for row in 0..rows {
        let cells =
            [format!("r{row}"), format!("{name}{row}"), format!("555{row:06}"), "<i>".to_owned()];
        for (column, cell) in columns.iter_mut().zip(&cells) {
            column.push(cell);
        }
    }
    Table { columns: columns.into(), rows }
}

/// Six records: two are one person, two more too with a join that was refused, two share a telephone.
fn linkage() -> Linkage {
    let pair = |a, b, weight, is_joined| LinkedPair { a, b, weight: Bits(weight), is_joined };
    let (yes, no) = (Step { level: 1, bits: 10.0 }, Step { level: 2, bits: -2.5 });
    let prior = model().same_person.log2();
    let id = ClusterId;
    Linkage {
        model: model(),
        blocking_recall: 0.97,
        pairs: vec![
            pair(0, 1, prior + 20.0, true),
            pair(2, 3, prior + 20.0, true),
            pair(1, 2, prior + 10.0, false),
            // Both agree, and a household explains it.
            pair(4, 5, -1.5, false),
        ],
        steps: [yes, yes, yes, yes, yes, Step::default(), yes, yes].into_iter().collect(),
        clusters: vec![id(1), id(1), id(2), id(2), id(3), id(4)],
        refused: vec![RefusedJoin {
            a: 1,
            b: 2,
            weight: Bits(prior + 10.0),
            because: RefusedBecause::Mean(Bits(-9.5)),
        }],
        operators: vec![OperatorGroup {
            people: vec![id(3), id(4)],
            things: vec![SharedThing {
                column: "phone".to_owned(),
                row: 4,
                people: vec![id(3), id(4)],
            }],
        }],
        muted: vec![MutedValues { column: "phone".to_owned(), values: 7 }],
    }
    .with_step(no)
}

trait WithStep {
    fn with_step(self, step: Step) -> Self;
}

impl WithStep for Linkage {
    /// A fifth pair, below the threshold, that disagrees in everything.
    fn with_step(mut self, step: Step) -> Self {
        let weight = Bits(self.prior().0 - 5.0);
        self.pairs.push(LinkedPair { a: 0, b: 5, weight, is_joined: false });
        self.steps.extend([step, step]);
        self
    }
}

fn page_of(linkage: &Linkage, table: &Table, reveal: Reveal) -> String {
    let mut settings = LinkSettings::new(KINDS.to_vec());
    settings.least = Bits(-1.0);
    decided_page(linkage, (table, &settings), reveal)
}

fn decided_page(
    linkage: &Linkage,
    (table, settings): (&Table, &LinkSettings),
    reveal: Reveal,
) -> String {
    let asked = Asked { table, settings };
    String::from_utf8(link::page(linkage, asked, reveal)).expect("a page is UTF-8")
}

const HOSTILE: &str = "\"><script>alert(1)</script>\u{202e}Zoë ";

#[test]
fn what_was_decided_is_told_before_what_weighs() {
    let mut linkage = linkage();
    linkage.refused[0].because = RefusedBecause::Decided(0, 3);
    let mut settings = LinkSettings::new(KINDS.to_vec());
    let decided = Decided::DifferentPeople;
    settings.decisions = PairDecisions::of(&[PairDecision { a: 0, b: 3, decided }]).unwrap();
    let page = decided_page(&linkage, (&table(6, "Ada Novak "), &settings), Reveal::Revealed);
    for part in [
        "1 decision of people went before every weight",
        "kept apart by a decision",
        "somebody decided that r0 and r3, one of each group, are <strong>different",
        "Refused by a decision",
    ] {
        assert!(page.contains(part), "the page lacks {part}");
    }
    assert!(!page.contains("the two groups on average"));
}

#[test]
fn it_has_its_parts_and_says_what_was_chosen() {
    let page = page_of(&linkage(), &table(6, "Ada Novak "), Reveal::Masked);
    for part in [
        "<html lang=\"en\">",
        "<main>",
        "6 records are 4 people.",
        "12,345",
        "expected to give 97 % of the pairs of one person",
        "<li>7 of <code>phone</code></li>",
        "Match weights in bits",
        "no, a guess",
        "m is how often",
        "threshold \u{2212}1.0",
        "p0000000000000001",
        "among the largest; held by a weak join",
        "The surest",
        "Kept apart, since a household or a shared thing explains them",
        "A household or shared things explain it too",
        "Refused, since others speak against it",
        "the mean is <strong>\u{2212}9.5 bits</strong>",
        "2 people share 1 thing: phone",
        "Says nothing, since one side is blank: phone",
        "…0004",
    ] {
        assert!(page.contains(part), "the page lacks {part}");
    }
}

#[test]
fn every_waterfall_ends_at_its_weight() {
    let linkage = linkage();
    let page = page_of(&linkage, &table(6, "Ada Novak "), Reveal::Masked);
    // Prior, two comparisons, what is taken off: −10 + 10 + 10 − 11.5.
    let waterfall = page.split("r4 and r5").nth(1).expect("the pair is explained");
    let waterfall = waterfall.split("</details>").next().expect("it ends");
    let bits: Vec<f64> = waterfall
        .split("</svg></td><td class=\"num\">")
        .skip(1)
        .filter_map(|it| it.split('<').next())
        .map(|it| it.replace('\u{2212}', "-").parse().expect("bits are a number"))
        .collect();
    let (sum, steps) = bits.split_last().expect("there are bars");
    assert_eq!(steps.len(), 4);
    assert!((steps.iter().sum::<f64>() - sum).abs() < 0.21, "{bits:?}");
}

#[test]
fn cells_and_headers_cannot_become_markup_masked_or_not() {
    let (mut linkage, mut table) = (linkage(), table(6, HOSTILE));
    table.columns[1].name = HOSTILE.to_owned();
    linkage.model.comparisons[0].name = HOSTILE.to_owned();
    linkage.model.blocking[0].rule = HOSTILE.to_owned();
    linkage.muted[0].column = HOSTILE.to_owned();
    linkage.operators[0].things[0].column = HOSTILE.to_owned();
    for reveal in [Reveal::Masked, Reveal::Revealed] {
        let page = page_of(&linkage, &table, reveal);
        for forbidden in [
            "<script",
            "http://",
            "https://",
            " style=\"",
            "@import",
            "url(",
            "javascript:",
            "\u{202e}",
        ] {
            assert!(!page.contains(forbidden), "the page holds {forbidden}");
        }
        assert!(page.contains("&lt;script&gt;"));
        assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
        for element in [
            "section", "table", "tr", "td", "th", "div", "details", "svg", "figure", "p", "ul",
            "span",
        ] {
            let opened = page.matches(&format!("<{element}>")).count()
                + page.matches(&format!("<{element} ")).count();
            assert_eq!(opened, page.matches(&format!("</{element}>")).count(), "{element}");
        }
        for target in page.split("href=\"#").skip(1).filter_map(|it| it.split('"').next()) {
            assert!(page.contains(&format!("id=\"{target}\"")), "#{target} leads nowhere");
        }
    }
}

#[test]
fn values_are_masked_unless_the_run_was_told_otherwise() {
    let table = table(6, "Ada Novak ");
    let masked = page_of(&linkage(), &table, Reveal::Masked);
    assert!(!masked.contains("Novak") && !masked.contains("555000001"));
    assert!(masked.contains("A. N. 0."));
    let revealed = page_of(&linkage(), &table, Reveal::Revealed);
    assert!(revealed.contains("Ada Novak 0") && revealed.contains("555000001"));
    // What is not compared is shown in neither.
    assert!(!revealed.contains("remarks"));
}

#[test]
fn it_judges_nobody() {
    let page = page_of(&linkage(), &table(6, "Ada Novak "), Reveal::Masked).to_lowercase();
    for word in ["fraud", "suspect", "culprit", "fake", "criminal", "guilty"] {
        assert!(!page.contains(word), "the page says {word}");
    }
}

#[test]
fn a_large_table_of_long_cells_gives_a_page_under_three_megabytes() {
    let rows = 60_000_u32;
    let mut linkage = linkage();
    linkage.clusters = (0..u64::from(rows)).map(|it| ClusterId(it / 12)).collect();
    linkage.pairs = (0..rows - 1)
        .map(|a| LinkedPair {
            a,
            b: a + 1,
            weight: Bits(40.0 - f64::from(a) / 1000.0),
            is_joined: a / 12 == (a + 1) / 12,
        })
        .collect();
    linkage.steps = (0..linkage.pairs.len() * 2).map(|_| Step { level: 1, bits: 10.0 }).collect();
    linkage.refused = (0..rows / 12 - 1)
        .map(|it| RefusedJoin {
            a: it * 12 + 11,
            b: it * 12 + 12,
            weight: Bits(3.0),
            because: RefusedBecause::Mean(Bits(-9.0)),
        })
        .collect();
    let people: Vec<ClusterId> = (0..40).map(ClusterId).collect();
    let thing = SharedThing { column: "phone".to_owned(), row: 1, people: people.clone() };
    linkage.operators = vec![OperatorGroup { people, things: vec![thing; 300] }; 300];
    let page = page_of(&linkage, &table(rows as usize, &"<&>".repeat(40)), Reveal::Revealed);
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    for part in [
        "more clusters of several records are in",
        "more records of this cluster",
        "more groups are in",
        "further refusals not shown",
    ] {
        assert!(page.contains(part), "the page lacks {part}");
    }
}
