//! What the levels of a linking model say: match weights, and the m and u that they come from. Splink's charts of these names.

use std::fmt::{self, Write};

use bonafide_model::{Bits, ComparisonLevel, LinkModel};

use crate::{esc, signed};

/// Half the width of a drawing in its own units; the page stretches it.
const HALF: f64 = 500.0;

/// The match-weight chart: for every comparison and level its bits; hatched frames mark levels that no pair has trained.
pub fn match_weights(out: &mut String, model: &LinkModel) -> fmt::Result {
    let levels = || model.comparisons.iter().flat_map(|it| &it.levels);
    let most = levels().map(|it| bits(it).abs()).fold(1.0, f64::max);
    out.write_str(
        "<table class=\"levels weights\"><caption>Match weights in bits: log2 of m over u. To the right a level speaks for one person, to the left \
         against. A rare value weighs more than its level says, a common one less.</caption><thead><tr><th scope=\"col\">Level</th>\
         <th scope=\"col\">Drawn</th><th scope=\"col\">Bits</th><th scope=\"col\">Trained</th></tr></thead>",
    )?;
    for comparison in &model.comparisons {
        opened(out, &comparison.name, 4)?;
        for level in &comparison.levels {
            let bits = bits(level);
            let class = if bits > 0.0 { "raises" } else { "lowers" };
            let guess = if level.is_trained { "" } else { " guess" };
            let wide = bits.abs() / most * HALF;
            let left = if bits > 0.0 { HALF } else { HALF - wide };
            write!(
                out,
                "<tr><th scope=\"row\">{}</th><td class=\"drawn\"><svg viewBox=\"0 0 {} 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
                 <rect class=\"{class}{guess}\" x=\"{left:.1}\" y=\"3\" width=\"{:.1}\" height=\"14\"/>\
                 <line class=\"even\" x1=\"{HALF}\" x2=\"{HALF}\" y1=\"0\" y2=\"20\"/></svg></td><td class=\"num\">{}</td><td>{}</td></tr>",
                esc(&level.level),
                HALF * 2.0,
                wide.max(2.0),
                signed(Bits(bits)),
                if level.is_trained { "yes" } else { "no, a guess" },
            )?;
        }
        out.write_str("</tbody>")?;
    }
    out.write_str("</table>")
}

/// The chart of m and u: how often each level is seen among pairs of one person and among strangers.
pub fn m_and_u(out: &mut String, model: &LinkModel) -> fmt::Result {
    out.write_str(
        "<table class=\"levels shares\"><caption>m is how often a level is seen among pairs of one person (filled), u among strangers (hollow), of the pairs \
         in which both sides have a value. Bars of half a percent and less look alike; the numbers tell them apart.</caption><thead><tr>\
         <th scope=\"col\">Level</th><th scope=\"col\">Drawn</th><th scope=\"col\">m</th><th scope=\"col\">u</th></tr></thead>",
    )?;
    for comparison in &model.comparisons {
        opened(out, &comparison.name, 4)?;
        for level in &comparison.levels {
            write!(
                out,
                "<tr><th scope=\"row\">{}</th><td class=\"drawn\"><svg viewBox=\"0 0 {} 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
                 <rect class=\"raises\" x=\"0\" y=\"2\" width=\"{:.1}\" height=\"7\"/><rect class=\"lowers\" x=\"0\" y=\"11\" width=\"{:.1}\" height=\"7\"/>\
                 </svg></td><td class=\"num\">{}</td><td class=\"num\">{}</td></tr>",
                esc(&level.level),
                HALF * 2.0,
                (level.m * HALF * 2.0).max(4.0),
                (level.u * HALF * 2.0).max(4.0),
                share(level.m),
                share(level.u),
            )?;
        }
        out.write_str("</tbody>")?;
    }
    out.write_str("</table>")
}

fn opened(out: &mut String, name: &str, columns: usize) -> fmt::Result {
    write!(
        out,
        "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{columns}\">{}</th></tr>",
        esc(name)
    )
}

/// The weight of a level. A model that was edited can hold an m of 0.
fn bits(level: &ComparisonLevel) -> f64 {
    level.weight().0.clamp(-99.0, 99.0)
}

/// A share with two digits that count: `0.71`, `0.0031`, `2e-6`.
fn share(share: f64) -> String {
    match share {
        it if it >= 0.1 => format!("{it:.2}"),
        it if it >= 0.001 => format!("{it:.4}"),
        it => format!("{it:.0e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_keep_the_digits_that_count() {
        assert_eq!(
            [share(0.714), share(0.0031), share(0.000_002), share(0.0)],
            ["0.71", "0.0031", "2e-6", "0e0"]
        );
    }
}
