//! `signals`, `sources`, `reference`: what the binary knows, listed or one shown whole.

use anyhow::bail;

use crate::{
    args::{List, ListWhat},
    console,
    summary::println_out,
};

/// The signals.
pub(crate) fn signals(list: &List) -> anyhow::Result<()> {
    if let Some(ListWhat::Show { id }) = &list.what {
        let Some(signal) = bonafide_signals::SIGNALS.iter().find(|it| it.card.id == id) else {
            bail!("there is no signal `{id}`: see `bonafide signals list`");
        };
        let card = signal.card;
        let needs: Vec<&str> = card.needs.iter().map(|it| it.label()).collect();
        let rows = [
            ("title", card.title.to_owned()),
            ("stage", card.stage.as_str().to_owned()),
            ("family", card.family.label().to_owned()),
            ("weight", format!("{} bits ({})", card.weight, card.weight_from)),
            ("needs", needs.join("; ")),
            ("ordinary explanations", card.benign.join("; ")),
            ("check", card.verify.to_owned()),
            ("published by", card.sources.join(", ")),
            ("answers", card.indicators.join(", ")),
            ("ATT&CK", card.attack.join(", ")),
        ];
        return show(id, &rows);
    }
    let rows: Vec<Vec<String>> = bonafide_signals::SIGNALS
        .iter()
        .map(|it| {
            vec![
                it.card.id.to_owned(),
                it.card.stage.as_str().to_owned(),
                it.card.family.as_str().to_owned(),
                it.card.weight.to_string(),
                it.card.title.to_owned(),
            ]
        })
        .collect();
    console::rows(console::format(list.format), &["id", "stage", "family", "bits", "title"], &rows)
}

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

fn show(id: &str, rows: &[(&str, String)]) -> anyhow::Result<()> {
    println_out(id)?;
    for (name, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
        for (idx, line) in console::wrapped(text, 72).iter().enumerate() {
            let lead = if idx == 0 { *name } else { "" };
            println_out(&format!("  {lead:24}{line}"))?;
        }
    }
    Ok(())
}
