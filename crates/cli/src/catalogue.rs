//! `sources`, `reference`: what the binary knows, listed or one shown whole. `signals` is in a module of its own.

use anyhow::bail;

use crate::{
    args::{List, ListWhat},
    console,
    summary::println_out,
};

/// The sources.
pub(crate) fn sources(list: &List) -> anyhow::Result<()> {
    if let Some(ListWhat::Show { id }) = &list.what {
        let Some(source) = bonafide_sources::by_id(id) else {
            bail!("there is no source `{id}`: see `bonafide sources list`");
        };
        let columns: Vec<&str> = source.columns.iter().map(|it| it.name).collect();
        let rows = [
            ("title", source.title.to_owned()),
            ("vendor", source.vendor.to_owned()),
            ("how to get it", source.how.to_owned()),
            ("permission", source.permission.to_owned()),
            ("tells", source.tells.to_owned()),
            ("cannot tell", source.cannot.to_owned()),
            ("feeds", source.gives()),
            ("columns", columns.join(", ")),
            ("shape from", source.shape_from.to_owned()),
        ];
        return show(id, &rows);
    }
    let rows: Vec<Vec<String>> = bonafide_sources::SOURCES
        .iter()
        .map(|it| vec![it.id.to_owned(), it.vendor.to_owned(), it.title.to_owned()])
        .collect();
    console::rows(console::format(list.format), &["id", "vendor", "title"], &rows)
}

/// The reference tables.
pub(crate) fn reference(list: &List) -> anyhow::Result<()> {
    let cards = bonafide_reference::catalogue();
    if let Some(ListWhat::Show { id }) = &list.what
        && !cards.iter().any(|it| it.id == *id)
    {
        bail!("there is no table `{id}`: see `bonafide reference list`");
    }
    let wanted = cards
        .iter()
        .filter(|card| !matches!(&list.what, Some(ListWhat::Show { id }) if card.id != *id));
    let rows: Vec<Vec<String>> = wanted
        .map(|it| {
            vec![
                it.id.to_string(),
                it.rows.to_string(),
                it.bytes.to_string(),
                it.date.to_string(),
                it.licence.to_string(),
                format!("{} · {} {}", it.title, it.origin, it.version),
            ]
        })
        .collect();
    console::rows(
        console::format(list.format),
        &["id", "rows", "bytes", "date", "license", "what, origin and version"],
        &rows,
    )
}

/// One thing whole.
pub(crate) fn show(id: &str, rows: &[(&str, String)]) -> anyhow::Result<()> {
    println_out(id)?;
    for (name, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
        for (idx, line) in console::wrapped(text, console::room(26, 72)).iter().enumerate() {
            let lead = if idx == 0 { *name } else { "" };
            println_out(&format!("  {lead:24}{line}"))?;
        }
    }
    Ok(())
}
