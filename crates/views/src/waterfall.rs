//! How the evidence adds up: the base rate, each counted finding, the sum, one row each.

use std::fmt::{self, Write};

use bonafide_model::{Assessment, Bits};

use crate::{counted, esc, percent, signed};

/// Width of the drawing in its own units; the page stretches it.
const WIDTH: f64 = 1000.0;

#[derive(Clone, Copy)]
enum Kind {
    Prior,
    Against,
    For,
    Sum,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Prior => "prior",
            Self::Against => "against",
            Self::For => "for",
            Self::Sum => "sum",
        }
    }
}

struct Step<'a> {
    label: &'a str,
    kind: Kind,
    from: f64,
    to: f64,
}

/// The waterfall as a table whose second column is drawn. Bars to the right and filled raise the chance, hollow bars lower it.
pub fn waterfall(out: &mut String, assessment: &Assessment) -> fmt::Result {
    let steps = steps(assessment);
    let ends = || steps.iter().flat_map(|it| [it.from, it.to]);
    let (least, most) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    out.write_str(
        "<table class=\"waterfall\"><caption>In bits: one bit doubles the odds, one bit less halves them. \
         The dashed upright line marks even odds.</caption><thead><tr><th scope=\"col\">Step</th>\
         <th scope=\"col\">Drawn</th><th scope=\"col\">Bits</th><th scope=\"col\">Chance after it</th></tr></thead><tbody>",
    )?;
    for step in &steps {
        row(out, step, (least, most))?;
    }
    out.write_str("</tbody></table>")?;
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

fn steps(assessment: &Assessment) -> Vec<Step<'_>> {
    let mut at = assessment.prior.0;
    let mut res = vec![Step { label: "Before any evidence", kind: Kind::Prior, from: 0.0, to: at }];
    for weighed in assessment.findings.iter().filter(|it| it.counted.0 != 0.0) {
        let kind = if weighed.counted.0 > 0.0 { Kind::Against } else { Kind::For };
        let to = at + weighed.counted.0;
        res.push(Step { label: weighed.finding.card.title, kind, from: at, to });
        at = to;
    }
    res.push(Step { label: "Sum", kind: Kind::Sum, from: 0.0, to: assessment.bits.0 });
    res
}

fn row(out: &mut String, step: &Step<'_>, (least, most): (f64, f64)) -> fmt::Result {
    let x = |bits: f64| if most > least { (bits - least) / (most - least) * WIDTH } else { 0.0 };
    let (left, right) = (x(step.from.min(step.to)), x(step.from.max(step.to)));
    let class = step.kind.class();
    write!(
        out,
        "<tr class=\"{class}\"><th scope=\"row\">{}</th><td class=\"drawn\"><svg viewBox=\"0 0 {WIDTH} 20\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\"><rect class=\"{class}\" x=\"{left:.1}\" y=\"3\" width=\"{:.1}\" height=\"14\"/>\
         <line class=\"even\" x1=\"{zero:.1}\" x2=\"{zero:.1}\" y1=\"0\" y2=\"20\"/></svg></td>\
         <td class=\"num\">{}</td><td class=\"num\">{}</td></tr>",
        esc(step.label),
        (right - left).max(2.0),
        signed(Bits(step.to - step.from)),
        percent(Bits(step.to).probability()),
        zero = x(0.0),
    )
}
