//! The catalogue of signals as a page, made from the cards.

use std::fmt::Write as _;

use bonafide_model::Card;

use crate::SIGNALS;

/// Every signal on one page of Markdown: a table, then one section each.
pub fn catalogue_markdown() -> String {
    let mut page = String::from(
        "# Signals\n\nMade from the cards in `crates/signals`; do not edit. Weights are bits (log2 of a likelihood ratio); \
         negative weights speak for the person.\n\n| signal | stage | family | bits |\n|---|---|---|---|\n",
    );
    for signal in SIGNALS {
        let Card { id, stage, family, weight, .. } = signal.card;
        line(
            &mut page,
            format_args!("| [{id}](#{id}) | {} | {} | {weight} |", stage.as_str(), family.as_str()),
        );
    }
    for signal in SIGNALS {
        section(&mut page, signal.card);
    }
    page
}

fn section(page: &mut String, card: &Card) {
    line(page, format_args!("\n## {}\n\n{}.\n", card.id, card.title));
    line(page, format_args!("- **Weight**: {} ({})", card.weight, card.weight_from));
    let needs = card.needs.iter().map(|it| it.label()).collect::<Vec<_>>().join(", ");
    line(page, format_args!("- **Needs**: {needs}"));
    line(page, format_args!("- **Innocent reasons**: {}", card.benign.join("; ")));
    line(page, format_args!("- **To settle it**: {}", card.verify));
    for (what, tags) in
        [("Indicators", card.indicators), ("Sources", card.sources), ("ATT&CK", card.attack)]
    {
        if !tags.is_empty() {
            line(page, format_args!("- **{what}**: {}", tags.join(", ")));
        }
    }
}

fn line(page: &mut String, words: std::fmt::Arguments<'_>) {
    writeln!(page, "{words}").expect("a String takes every write");
}
