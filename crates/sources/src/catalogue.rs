//! The catalogue of sources as pages for users, made from the cards: one list, and one page a source.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::{SOURCES, Source};

/// The starts of a part of [`Source::shape_from`], and what a page calls it.
const PARENTS: &[(&str, &str)] = &[
    ("real sample", "Real records that were seen"),
    ("vendor reference", "From the vendor's own reference"),
    ("our columns", "Our own columns"),
    ("file format", "From the file format's specification"),
    ("from memory", "From memory, not yet checked against a record"),
];

/// Every page by its path below `docs/`.
pub fn catalogue_pages() -> BTreeMap<String, String> {
    let pages = SOURCES.iter().map(|it| (format!("sources/{}.md", it.id), page(it)));
    std::iter::once(("sources.md".to_owned(), list())).chain(pages).collect()
}

fn list() -> String {
    let mut page = format!(
        "# Sources\n\nThe {} exports that can be read, with a page for each. Files are recognized by their content, never by their \
         name; tables also by other spellings of their columns. Any other table or log is read through a mapping file: \
         `bonafide check --propose mapping.toml EXPORTS` writes one. These pages are made from the cards in `crates/sources`.\n\n\
         | id | vendor | what it is | gives |\n|---|---|---|---|\n",
        SOURCES.len()
    );
    for source in SOURCES {
        line(
            &mut page,
            format_args!(
                "| [{0}](sources/{0}.md) | {1} | {2} | {3} |",
                source.id,
                source.vendor,
                source.title,
                source.gives()
            ),
        );
    }
    page
}

fn page(source: &Source) -> String {
    let mut page = format!("# {}\n\n`{}` · {}\n\n", source.title, source.id, source.vendor);
    for (what, text) in [
        ("How to get it", source.how),
        ("Permission", source.permission),
        ("What it tells", source.tells),
        ("What it cannot", source.cannot),
        ("Gives", &source.gives()),
    ] {
        line(&mut page, format_args!("- **{what}**: {text}"));
    }
    line(&mut page, format_args!("\n## Where its shape is known from\n"));
    for (what, text) in parents(source.shape_from) {
        let more = if text.is_empty() { String::new() } else { format!(": {text}") };
        line(&mut page, format_args!("- **{what}**{more}"));
    }
    if !source.columns.is_empty() {
        columns(&mut page, source);
    }
    page
}

/// The parts of `shape_from` under the words of a page; a part without a start of its own goes with the one before it.
fn parents(shape_from: &str) -> Vec<(&'static str, String)> {
    let mut res: Vec<(&'static str, String)> = Vec::new();
    for part in shape_from.split("; ") {
        let known = PARENTS.iter().find_map(|(start, what)| {
            let rest = part.strip_prefix(start)?;
            Some((*what, rest.trim_start_matches([':', ',']).trim()))
        });
        match (known, res.last_mut()) {
            (Some((what, text)), _) => res.push((what, text.to_owned())),
            (None, Some((_, text))) => {
                text.push_str("; ");
                text.push_str(part);
            }
            (None, None) => {}
        }
    }
    res
}

fn columns(page: &mut String, source: &Source) {
    let marks = source
        .marks
        .iter()
        .map(|group| group.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" or "));
    let marks = marks.collect::<Vec<_>>().join("; and ");
    line(page, format_args!("\n## Columns\n\nRecognized by {marks}.\n"));
    line(page, format_args!("| column | also read from |\n|---|---|"));
    for column in source.columns {
        let synonyms =
            column.names().skip(1).map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" ");
        line(page, format_args!("| `{}` | {synonyms} |", column.name));
    }
}

fn line(page: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(page, "{text}").expect("writing to a String cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_says_what_was_real_and_what_was_not() {
        for source in SOURCES {
            let parts = parents(source.shape_from);
            let first = source.shape_from.split("; ").next().unwrap_or_default();
            assert!(
                PARENTS.iter().any(|(start, _)| first.starts_with(start)),
                "{}: `shape_from` begins with one of {PARENTS:?}, not `{first}`",
                source.id
            );
            assert!(!parts.is_empty(), "{}", source.id);
            for (what, text) in [
                ("how", source.how),
                ("permission", source.permission),
                ("tells", source.tells),
                ("cannot", source.cannot),
            ] {
                assert!(text.len() > 10, "{}: `{what}` says nothing", source.id);
            }
        }
    }

    #[test]
    fn parts_stand_under_their_parent() {
        assert_eq!(
            parents("real sample: a; b; from memory: c"),
            [
                ("Real records that were seen", "a; b".to_owned()),
                ("From memory, not yet checked against a record", "c".to_owned()),
            ]
        );
        assert_eq!(parents("our columns"), [("Our own columns", String::new())]);
    }
}
