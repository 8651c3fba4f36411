//! The catalogue of sources as a page, made from the cards.

use std::fmt::Write as _;

use crate::{SOURCES, Source};

/// `docs/sources.md`: every export that can be read, one section each, ordered by id.
pub fn catalogue_markdown() -> String {
    let mut page = String::from(
        "# Sources\n\nEvery export that can be read. Files are recognized by their content, never by their name; tables also by other \
         spellings of their columns. This page is made from the cards in `crates/sources`.\n\n| id | vendor | gives |\n|---|---|---|\n",
    );
    for source in SOURCES {
        let gives = source.gives();
        line(
            &mut page,
            format_args!("| [{0}](#{0}) | {1} | {2} |", source.id, source.vendor, gives),
        );
    }
    for source in SOURCES {
        section(&mut page, source);
    }
    page
}

fn section(page: &mut String, source: &Source) {
    line(page, format_args!("\n## {}\n\n{}.\n", source.id, source.title));
    for (what, text) in [
        ("How to get it", source.how),
        ("Permission", source.permission),
        ("What it tells", source.tells),
        ("What it cannot", source.cannot),
        ("Shape from", source.shape_from),
    ] {
        line(page, format_args!("- **{what}**: {text}"));
    }
    if source.columns.is_empty() {
        return;
    }
    let marks = source
        .marks
        .iter()
        .map(|group| group.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" or "));
    line(page, format_args!("- **Recognized by**: {}", marks.collect::<Vec<_>>().join("; and ")));
    line(page, format_args!("\n| column | also read from |\n|---|---|"));
    for column in source.columns {
        let synonyms =
            column.names().skip(1).map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" ");
        line(page, format_args!("| `{}` | {synonyms} |", column.name));
    }
}

fn line(page: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(page, "{text}").expect("writing to a String cannot fail");
}
