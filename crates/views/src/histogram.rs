//! How many pairs have which match weight, and where the threshold stands.

use std::fmt::{self, Write};

use bonafide_model::{Bits, LinkedPair};

use crate::{esc, grouped, signed};

/// Weights that the first and the last bar hold together, in bits. Guess: beyond them nothing is decided.
const ENDS: (f64, f64) = (-16.0, 48.0);
/// Bits that one bar spans.
const STEP: f64 = 2.0;
/// Width of a bar, and height of the drawing, in its own units.
const BAR: f64 = 24.0;
const HEIGHT: f64 = 220.0;

/// Pairs whose weight lies in one span.
#[derive(Clone, Copy, Default)]
struct Count {
    joined: u64,
    apart: u64,
}

/// The histogram of match weights with the threshold: filled the pairs of one cluster, hollow those that stay apart.
pub fn weights_histogram(out: &mut String, pairs: &[LinkedPair], least: Bits) -> fmt::Result {
    let counts = counts(pairs);
    let most = counts.iter().map(|it| it.joined + it.apart).max().unwrap_or(0).max(1);
    let wide = counts.len() as f64 * BAR;
    let height = |n: u64| n as f64 / most as f64 * HEIGHT;
    write!(
        out,
        "<figure class=\"histogram\"><svg viewBox=\"0 -24 {wide} {}\" role=\"img\" aria-label=\"Pairs by match weight; the table below says the same\">",
        HEIGHT + 50.0,
    )?;
    for (place, count) in (0_u32..).zip(&counts) {
        let x = f64::from(place) * BAR;
        let (joined, apart) = (height(count.joined), height(count.apart));
        for (class, top, tall) in
            [("joined", HEIGHT - joined, joined), ("apart", HEIGHT - joined - apart, apart)]
        {
            if tall > 0.0 {
                write!(
                    out,
                    "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
                    x + 2.0,
                    top - f64::from(u8::from(tall < 1.0)),
                    BAR - 4.0,
                    tall.max(1.0),
                )?;
            }
        }
        if place % 4 == 0 {
            let at = ENDS.0 + f64::from(place) * STEP;
            write!(
                out,
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{}\">{}</text>",
                HEIGHT + 20.0,
                if place == 0 { "start" } else { "middle" },
                whole(at)
            )?;
        }
    }
    let at = (least.0.clamp(ENDS.0, ENDS.1) - ENDS.0) / STEP * BAR;
    write!(
        out,
        "<line class=\"axis\" x1=\"0\" x2=\"{wide}\" y1=\"{HEIGHT}\" y2=\"{HEIGHT}\"/><line class=\"threshold\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"-4\" y2=\"{HEIGHT}\"/>\
         <text x=\"{at:.1}\" y=\"-10\" text-anchor=\"middle\">threshold {}</text></svg><figcaption>Filled: both stand in one cluster. Hollow: they stay apart. \
         The first and the last bar hold everything beyond them.</figcaption></figure>",
        esc(&signed(least)),
    )?;
    table(out, &counts)
}

fn counts(pairs: &[LinkedPair]) -> Vec<Count> {
    let bars = ((ENDS.1 - ENDS.0) / STEP) as usize;
    let mut res = vec![Count::default(); bars];
    for pair in pairs {
        let place = ((pair.weight.0 - ENDS.0) / STEP).floor().clamp(0.0, (bars - 1) as f64);
        let count = &mut res[place as usize];
        if pair.is_joined {
            count.joined += 1;
        } else {
            count.apart += 1;
        }
    }
    res
}

fn table(out: &mut String, counts: &[Count]) -> fmt::Result {
    out.write_str("<details><summary>The histogram as a table</summary>")?;
    let heads = ["Match weight", "In one cluster", "Apart"];
    crate::table(out, "bins", "Pairs by match weight", &heads)?;
    for (place, count) in (0_u32..).zip(counts).filter(|(_, it)| it.joined + it.apart > 0) {
        let from = ENDS.0 + f64::from(place) * STEP;
        let span = match place as usize {
            0 => format!("below {}", whole(from + STEP)),
            last if last + 1 == counts.len() => format!("from {}", whole(from)),
            _ => format!("{} to {}", whole(from), whole(from + STEP)),
        };
        out.write_str("<tr>")?;
        crate::cell(out, heads[0], esc(&span))?;
        crate::cell(out, heads[1], grouped(count.joined))?;
        crate::cell(out, heads[2], grouped(count.apart))?;
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table></details>")
}

fn whole(bits: f64) -> String {
    if bits < 0.0 { format!("\u{2212}{:.0}", -bits) } else { format!("{bits:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_stands_in_one_bar() {
        let pair = |weight, is_joined| LinkedPair { a: 0, b: 1, weight: Bits(weight), is_joined };
        let pairs = [
            pair(-400.0, true),
            pair(-0.1, false),
            pair(0.0, true),
            pair(1.9, true),
            pair(900.0, true),
        ];
        let counts = counts(&pairs);
        let zero = 8;
        assert_eq!((counts[0].joined, counts[zero - 1].apart, counts[zero].joined), (1, 1, 2));
        assert_eq!(counts.last().unwrap().joined, 1);
        let mut out = String::new();
        weights_histogram(&mut out, &pairs, Bits(0.0)).unwrap();
        assert!(out.contains("threshold 0.0") && out.contains("below \u{2212}14"), "{out}");
    }
}
