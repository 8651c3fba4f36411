//! How evidence adds up: where it starts, each step, the sum, one row each.

use std::fmt::{self, Write};

use bonafide_model::{Assessment, Bits};

use crate::{counted, esc, percent, signed};

/// Width of the drawing in its own units; the page stretches it.
const WIDTH: f64 = 1000.0;

/// What a bar does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarKind {
    /// Where the sum starts.
    Prior,
    /// Raises the chance.
    Raises,
    /// Lowers it.
    Lowers,
    /// The sum.
    Sum,
}

impl BarKind {
    /// What a step of these bits does.
    pub fn of(bits: f64) -> Self {
        if bits > 0.0 { Self::Raises } else { Self::Lowers }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Prior => "prior",
            Self::Raises => "raises",
            Self::Lowers => "lowers",
            Self::Sum => "sum",
        }
    }
}

/// One row of a waterfall.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// What it does.
    pub kind: BarKind,
    /// Where it starts, in bits.
    pub from: f64,
    /// Where it ends, in bits.
    pub to: f64,
}

/// The waterfall of an assessment. Bars to the right and filled raise the chance, hollow bars lower it.
pub fn waterfall(out: &mut String, assessment: &Assessment) -> fmt::Result {
    waterfall_of_bars(out, "findings-bars", &bars(assessment))?;
    let uncounted = assessment.findings.iter().filter(|it| it.counted.0 == 0.0).count();
    if uncounted > 0 {
        write!(
            out,
            "<p class=\"note\">Without effect here, because another finding of the same family already counts: {}.</p>",
            counted(uncounted, "finding")
        )?;
    }
    Ok(())
}

/// A waterfall as a table whose second column is drawn; `class` is ours.
pub fn waterfall_of_bars(out: &mut String, class: &str, bars: &[Bar]) -> fmt::Result {
    let ends = || bars.iter().flat_map(|it| [it.from, it.to]);
    let (least, most) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    write!(
        out,
        "<table class=\"waterfall {class}\"><caption>In bits: one bit doubles the odds, one bit less halves them. \
         The dashed upright line marks even odds.</caption><thead><tr><th scope=\"col\">Step</th>\
         <th scope=\"col\">Drawn</th><th scope=\"col\">Bits</th><th scope=\"col\">Chance after it</th></tr></thead><tbody>",
    )?;
    for bar in bars {
        row(out, bar, (least, most))?;
    }
    out.write_str("</tbody></table>")
}

fn bars(assessment: &Assessment) -> Vec<Bar> {
    let mut at = assessment.prior.0;
    let bar = |label: &str, kind, from, to| Bar { label: label.to_owned(), kind, from, to };
    let mut res = vec![bar("Before any evidence", BarKind::Prior, 0.0, at)];
    for weighed in assessment.findings.iter().filter(|it| it.counted.0 != 0.0) {
        let to = at + weighed.counted.0;
        res.push(bar(weighed.finding.card.title, BarKind::of(weighed.counted.0), at, to));
        at = to;
    }
    res.push(bar("Sum", BarKind::Sum, 0.0, assessment.bits.0));
    res
}

fn row(out: &mut String, bar: &Bar, (least, most): (f64, f64)) -> fmt::Result {
    let x = |bits: f64| if most > least { (bits - least) / (most - least) * WIDTH } else { 0.0 };
    let (left, right) = (x(bar.from.min(bar.to)), x(bar.from.max(bar.to)));
    let class = bar.kind.class();
    write!(
        out,
        "<tr class=\"{class}\"><th scope=\"row\">{}</th><td class=\"drawn\"><svg viewBox=\"0 0 {WIDTH} 20\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\"><rect class=\"{class}\" x=\"{left:.1}\" y=\"3\" width=\"{:.1}\" height=\"14\"/>\
         <line class=\"even\" x1=\"{zero:.1}\" x2=\"{zero:.1}\" y1=\"0\" y2=\"20\"/></svg></td>\
         <td class=\"num\">{}</td><td class=\"num\">{}</td></tr>",
        esc(&bar.label),
        (right - left).max(2.0),
        signed(Bits(bar.to - bar.from)),
        percent(Bits(bar.to).probability()),
        zero = x(0.0),
    )
}
