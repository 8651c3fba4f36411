//! `signals`: the shipped ones and the organization's own, listed or shown; its own written, tested and checked; an overlay's
//! impact told before it is used.

mod lint;
mod new;
mod preview;
mod test;

use anyhow::bail;
use bonafide_model::Card;

use crate::{
    args::{Own, Signals, SignalsWhat},
    catalogue::show,
    console,
    own::House,
};

/// Runs one of the verbs.
pub(crate) fn run(args: &Signals) -> anyhow::Result<()> {
    match &args.what {
        None => list(args, &Own::default()),
        Some(SignalsWhat::List { own }) => list(args, own),
        Some(SignalsWhat::Show { id, own }) => one(id, own),
        Some(SignalsWhat::New { id, sigma, sql: _, signals }) => {
            new::run(id, sigma.as_deref(), signals)
        }
        Some(SignalsWhat::Test { signals }) => test::run(signals),
        Some(SignalsWhat::Lint { signals, overlay, as_of }) => {
            lint::run(&Own { signals: signals.clone(), overlay: overlay.clone() }, *as_of)
        }
        Some(SignalsWhat::Preview(preview)) => preview::run(preview, console::format(args.format)),
    }
}

/// Cards of shipped signals, then of the organization's own.
fn cards(house: &House) -> impl Iterator<Item = &'static Card> {
    let own: Vec<&'static Card> = house.signals.iter().map(|it| it.card).collect();
    bonafide_signals::SIGNALS.iter().map(|it| it.card).chain(own)
}

fn list(args: &Signals, own: &Own) -> anyhow::Result<()> {
    let house = House::load(own)?;
    house.tell_faults();
    let row = |card: &'static Card| {
        let (bits, _) = weight(card, &house);
        vec![
            card.id.to_owned(),
            card.stage.as_str().to_owned(),
            card.family.as_str().to_owned(),
            bits,
            card.title.to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = cards(&house).map(row).collect();
    console::rows(console::format(args.format), &["id", "stage", "family", "bits", "title"], &rows)
}

fn one(id: &str, own: &Own) -> anyhow::Result<()> {
    let house = House::load(own)?;
    house.tell_faults();
    let Some(card) = cards(&house).find(|it| it.id == id) else {
        bail!(
            "there is no signal `{id}`: see `bonafide signals list`, with --signals for your own"
        );
    };
    let needs: Vec<&str> = card.needs.iter().map(|it| it.label()).collect();
    let (bits, from) = weight(card, &house);
    let file = house.signals.iter().find(|it| it.card.id == id).map(|it| it.file.clone());
    let rows = [
        ("title", card.title.to_owned()),
        ("stage", card.stage.as_str().to_owned()),
        ("family", card.family.label().to_owned()),
        ("weight", format!("{bits} bits ({from})")),
        ("needs", needs.join("; ")),
        ("ordinary explanations", card.benign.join("; ")),
        ("check", card.verify.to_owned()),
        ("published by", card.sources.join(", ")),
        ("answers", card.indicators.join(", ")),
        ("ATT&CK", card.attack.join(", ")),
        ("your file", file.unwrap_or_default()),
    ];
    show(id, &rows)
}

/// The usual weight of a signal under the overlay, and where it is from.
fn weight(card: &Card, house: &House) -> (String, String) {
    let Some(setting) = house.overlay.settings.get(card.id) else {
        return (card.weight.to_string(), card.weight_from.to_owned());
    };
    match (&setting.off, setting.weight) {
        (Some(reason), _) => ("off".to_owned(), format!("your overlay: {reason}")),
        (None, Some(bits)) => (bits.to_string(), format!("your overlay: {}", setting.parent)),
        (None, None) => (card.weight.to_string(), card.weight_from.to_owned()),
    }
}
