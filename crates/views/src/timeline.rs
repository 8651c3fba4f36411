//! What happened when: lanes drawn over one axis, and the same as a table.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

use bonafide_model::Moment;

use crate::{Shown, cell, day, esc, table};

/// Lanes in the order of a worker's life; others follow.
const LANES: &[&str] = &["hiring", "equipment", "access", "money", "code", "afterwards"];
/// Width of the drawing in its own units; the page stretches it.
const WIDTH: f64 = 1000.0;

/// Lanes with one mark a moment. Nothing is drawn without a moment.
pub fn timeline(out: &mut String, moments: &[Moment]) -> fmt::Result {
    let (Some(first), Some(last)) =
        (moments.iter().map(|it| it.at).min(), moments.iter().map(|it| it.at).max())
    else {
        return Ok(());
    };
    let span = last.as_second() - first.as_second();
    let x = |moment: &Moment| match span {
        0 => WIDTH / 2.0,
        span => {
            6.0 + (moment.at.as_second() - first.as_second()) as f64 / span as f64 * (WIDTH - 12.0)
        }
    };
    let mut lanes: BTreeMap<(usize, &str), Vec<&Moment>> = BTreeMap::new();
    for moment in moments {
        let position = LANES.iter().position(|it| *it == moment.lane).unwrap_or(LANES.len());
        lanes.entry((position, moment.lane)).or_default().push(moment);
    }
    out.write_str("<div class=\"timeline\" aria-hidden=\"true\">")?;
    for ((_, lane), moments) in lanes {
        write!(
            out,
            "<span class=\"lane\">{} ({})</span><svg viewBox=\"0 0 {WIDTH} 24\" preserveAspectRatio=\"none\">",
            esc(lane),
            moments.len()
        )?;
        write!(out, "<line class=\"rail\" x1=\"0\" x2=\"{WIDTH}\" y1=\"12\" y2=\"12\"/>")?;
        for moment in moments {
            let x = x(moment);
            write!(out, "<line class=\"moment\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"3\" y2=\"21\"/>")?;
        }
        out.write_str("</svg>")?;
    }
    write!(
        out,
        "<span class=\"lane\"></span><span class=\"axis\"><span>{}</span><span>{}</span></span></div>",
        day(first),
        day(last)
    )
}

/// The same, oldest first, each with its line.
pub fn timeline_table(out: &mut String, moments: &[Moment], shown: Shown) -> fmt::Result {
    table(out, "moments", "Timeline; times are UTC", &["When", "Lane", "What", "Row"])?;
    for moment in moments {
        out.write_str("<tr>")?;
        let at = moment.at.strftime("%Y-%m-%d %H:%M");
        cell(out, "When", format_args!("<time datetime=\"{}\">{at}</time>", moment.at))?;
        cell(out, "Lane", esc(moment.lane))?;
        cell(out, "What", esc(&shown.words(&moment.what)))?;
        cell(out, "Row", format_args!("<code>{}</code>", esc(&shown.place(&moment.from))))?;
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table>")
}
