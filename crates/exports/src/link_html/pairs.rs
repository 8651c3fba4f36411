//! Chosen pairs, each with its waterfall.

use std::fmt::{self, Write};

use bonafide_model::Decided;
use bonafide_views::{Bar, BarKind, esc, percent, signed, waterfall_of_bars};

use super::{Page, choose, cut};

/// The section.
pub(super) fn write(out: &mut String, page: Page<'_>) -> fmt::Result {
    out.write_str("<section id=\"pairs\" aria-labelledby=\"pairs-title\"><h2 id=\"pairs-title\">Pairs explained</h2>\
        <p>The bits of every comparison stand in <code>pairs</code>; these were chosen to show how they add up.</p>")?;
    let mut heading = "";
    for (place, why) in choose::of_pairs(page.linkage, page.asked.settings, page.places) {
        if why != heading {
            write!(out, "<h3>{}</h3>", esc(why))?;
            heading = why;
        }
        pair(out, page, place)?;
    }
    if heading.is_empty() {
        out.write_str("<p>No pair came near one person.</p>")?;
    }
    out.write_str("</section>")
}

fn pair(out: &mut String, page: Page<'_>, place: usize) -> fmt::Result {
    let pair = &page.linkage.pairs[place];
    write!(
        out,
        "<details class=\"folded\"><summary><span class=\"name\">{} and {}</span> <span class=\"note\">{} bits, {}; {}{}</span></summary>",
        esc(&page.name(pair.a)),
        esc(&page.name(pair.b)),
        signed(pair.weight),
        percent(pair.weight.probability()),
        if pair.is_joined { "in one cluster" } else { "apart" },
        match page.asked.settings.decisions.about(pair.a, pair.b) {
            Some(Decided::OnePerson) => ", since somebody decided that they are one person",
            Some(Decided::DifferentPeople) => {
                ", since somebody decided that they are different people"
            }
            None => "",
        },
    )?;
    page.two_side_by_side(out, [pair.a, pair.b])?;
    let (bars, silent) = bars(page, place);
    waterfall_of_bars(out, "match", &bars)?;
    if !silent.is_empty() {
        write!(
            out,
            "<p class=\"note\">Says nothing, since one side is blank: {}.</p>",
            esc(&silent.join(", "))
        )?;
    }
    out.write_str("</details>")
}

/// The waterfall, and the comparisons that say nothing.
fn bars(page: Page<'_>, place: usize) -> (Vec<Bar>, Vec<String>) {
    let linkage = page.linkage;
    let mut at = linkage.prior().0;
    let prior = "Two random records".to_owned();
    let mut bars = vec![Bar { label: prior, kind: BarKind::Prior, from: 0.0, to: at }];
    let mut silent = Vec::new();
    let mut add = |label: String, bits: f64| {
        bars.push(Bar { label, kind: BarKind::of(bits), from: at, to: at + bits });
        at += bits;
    };
    for (step, comparison) in linkage.steps_of(place).zip(&linkage.model.comparisons) {
        let level = usize::from(step.level).checked_sub(1).and_then(|it| comparison.levels.get(it));
        match level {
            Some(level) => {
                let guess = if level.is_trained { "" } else { " (a guess)" };
                add(
                    format!("{}: {}{guess}", cut(&comparison.name), level.level),
                    f64::from(step.bits),
                );
            }
            None => silent.push(cut(&comparison.name)),
        }
    }
    let otherwise = linkage.explained_otherwise(place).0;
    // Below a twentieth of a bit it would be told as nothing.
    if otherwise <= -0.05 {
        add("A household or shared things explain it too".to_owned(), otherwise);
    }
    let weight = linkage.pairs[place].weight.0;
    bars.push(Bar { label: "Match weight".to_owned(), kind: BarKind::Sum, from: 0.0, to: weight });
    (bars, silent)
}
