//! A network drawn on a circle, and the same as tables of ties and facilitators.

use std::{
    collections::BTreeMap,
    f64::consts::{PI, TAU},
    fmt::{self, Write},
};

use bonafide_model::PersonaId;

use crate::{Picture, Shown, cell, esc, evidence_folded, signed, spaced, table, tie_words};

/// Personas that one drawing holds before their labels meet: measured by eye.
const MOST_DRAWN: usize = 24;
/// Rows of one table; the machine-readable files have all. Guess.
const MOST_ROWS: usize = 30;
/// Bits below which a line is dashed: such a tie suggests, it does not hold. Guess.
const WEAK_BITS: f64 = 4.0;
/// Size of the drawing and of the circle in it, in its own units; labels need the room at both sides.
const WIDTH: f64 = 620.0;
const HEIGHT: f64 = 380.0;
const RADIUS_X: f64 = 135.0;
const RADIUS_Y: f64 = 145.0;
/// How far below a pair its facilitators stand.
const BELOW: f64 = 55.0;

type Point = (f64, f64);

/// Members are circles, facilitators squares, ties lines: the heavier, the wider; dashed where they only suggest.
pub fn network_picture(out: &mut String, picture: &Picture<'_>) -> fmt::Result {
    let drawn = picture.nodes.len().min(MOST_DRAWN);
    let at: BTreeMap<&PersonaId, Point> = picture
        .nodes
        .iter()
        .take(drawn)
        .enumerate()
        .map(|(idx, node)| (node.persona, on_circle((idx, drawn), 1.0)))
        .collect();
    // Two lie on one line: the room above and below them stays out.
    let (top, height) =
        if drawn <= 2 { (HEIGHT / 2.0 - 30.0, 60.0 + BELOW) } else { (0.0, HEIGHT) };
    write!(
        out,
        "<figure class=\"network\"><svg viewBox=\"0 {top} {WIDTH} {height}\" role=\"img\" aria-label=\"Network of {} personas, {} ties and {} \
         facilitators; the tables beside it say the same\">",
        picture.nodes.len(),
        picture.ties.len(),
        picture.facilitators.len(),
    )?;
    lines(out, picture, &at)?;
    squares(out, picture, &at)?;
    circles(out, picture, &at)?;
    out.write_str("</svg><figcaption>Circles are personas, squares are facilitators. The wider a line, the more the tie says; dashed ties only suggest.")?;
    if picture.nodes.len() > drawn {
        write!(
            out,
            " {drawn} of {} personas are drawn; the table has the rest.",
            picture.nodes.len()
        )?;
    }
    out.write_str("</figcaption></figure>")
}

/// The `idx`-th of `n` points, clockwise from the top; two lie side by side, where their labels have room.
pub(crate) fn on_circle((idx, n): (usize, usize), share: f64) -> Point {
    let start = if n == 2 { -PI } else { -PI / 2.0 };
    let angle = start + idx as f64 / n.max(1) as f64 * TAU;
    (WIDTH / 2.0 + RADIUS_X * share * angle.cos(), HEIGHT / 2.0 + RADIUS_Y * share * angle.sin())
}

/// One line a pair: its ties' bits together.
fn lines(out: &mut String, picture: &Picture<'_>, at: &BTreeMap<&PersonaId, Point>) -> fmt::Result {
    let mut pairs: BTreeMap<(&PersonaId, &PersonaId), f64> = BTreeMap::new();
    for tie in &picture.ties {
        *pairs.entry((&tie.a, &tie.b)).or_default() += tie.bits.0;
    }
    for ((a, b), bits) in pairs {
        let (Some((x1, y1)), Some((x2, y2))) = (at.get(a), at.get(b)) else { continue };
        let class = if bits < WEAK_BITS { "tie weak" } else { "tie" };
        let width = (1.0 + bits / 3.0).clamp(1.0, 8.0);
        write!(
            out,
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke-width=\"{width:.1}\"/>"
        )?;
    }
    Ok(())
}

fn squares(
    out: &mut String,
    picture: &Picture<'_>,
    at: &BTreeMap<&PersonaId, Point>,
) -> fmt::Result {
    let n = picture.facilitators.len().min(MOST_DRAWN);
    for (idx, facilitator) in picture.facilitators.iter().take(n).enumerate() {
        let (x, y) = if at.len() <= 2 {
            ((idx + 1) as f64 / (n + 1) as f64 * WIDTH, HEIGHT / 2.0 + BELOW)
        } else {
            on_circle((idx, n), if n == 1 { 0.0 } else { 0.45 })
        };
        for (x2, y2) in facilitator.personas.iter().filter_map(|it| at.get(it)) {
            write!(
                out,
                "<line class=\"serves\" x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
            )?;
        }
        write!(
            out,
            "<rect class=\"facilitator\" x=\"{:.1}\" y=\"{:.1}\" width=\"22\" height=\"22\"/><text class=\"inside\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            x - 11.0,
            y - 11.0,
            y + 5.0,
            letter(idx),
        )?;
    }
    Ok(())
}

/// `A`, `B` … by which drawing and table name a facilitator.
fn letter(idx: usize) -> char {
    (b'A'..=b'Z').nth(idx).map_or('+', char::from)
}

fn circles(
    out: &mut String,
    picture: &Picture<'_>,
    at: &BTreeMap<&PersonaId, Point>,
) -> fmt::Result {
    for node in &picture.nodes {
        let Some((x, y)) = at.get(node.persona) else { continue };
        let is_focus = picture.focus == Some(node.persona);
        let class = if is_focus { "member focus" } else { "member" };
        let (toward, anchor) = match x - WIDTH / 2.0 {
            dx if dx > 1.0 => (18.0, "start"),
            dx if dx < -1.0 => (-18.0, "end"),
            _ => (0.0, "middle"),
        };
        let (label_x, above) = (
            x + toward,
            if toward == 0.0 { if *y < HEIGHT / 2.0 { -17.0 } else { 27.0 } } else { 5.0 },
        );
        write!(
            out,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"11\"/><text x=\"{label_x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>",
            y + above,
            esc(&node.persona.0),
        )?;
    }
    Ok(())
}

/// Every tie with its weight, its reason and its lines.
pub fn ties_table(out: &mut String, picture: &Picture<'_>, shown: Shown) -> fmt::Result {
    let caption = format!("Ties, heaviest first ({})", picture.ties.len());
    table(out, "ties", &caption, &["Between", "Shared", "Bits", "Because", "Rows"])?;
    for tie in picture.ties.iter().take(MOST_ROWS) {
        out.write_str("<tr>")?;
        cell(
            out,
            "Between",
            format_args!(
                "<span class=\"id\">{}</span> and <span class=\"id\">{}</span>",
                esc(&tie.a.0),
                esc(&tie.b.0)
            ),
        )?;
        cell(out, "Shared", esc(&tie_words(tie.kind)))?;
        cell(out, "Bits", signed(tie.bits))?;
        cell(out, "Because", esc(&shown.words(&tie.because)))?;
        let mut lines = String::new();
        evidence_folded(&mut lines, &tie.evidence, shown)?;
        cell(out, "Rows", lines)?;
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table>")?;
    left_out(out, picture.ties.len())
}

/// Who or what serves the personas, and which of them.
pub fn facilitators_table(out: &mut String, picture: &Picture<'_>, shown: Shown) -> fmt::Result {
    if picture.facilitators.is_empty() {
        return out.write_str("<p>No facilitator shows in these records.</p>");
    }
    table(
        out,
        "facilitators",
        "Facilitators: who or what serves several personas",
        &["", "Role", "Known by", "Serves", "Rows"],
    )?;
    for (idx, facilitator) in picture.facilitators.iter().take(MOST_ROWS).enumerate() {
        out.write_str("<tr>")?;
        cell(out, "Letter", letter(idx))?;
        cell(out, "Role", esc(&spaced(facilitator.role.as_str())))?;
        let value = shown.words(&facilitator.value);
        cell(
            out,
            "Known by",
            format_args!("{}: {}", esc(&spaced(facilitator.kind.as_str())), esc(&value)),
        )?;
        let served: Vec<String> = facilitator
            .personas
            .iter()
            .map(|it| format!("<span class=\"id\">{}</span>", esc(&it.0)))
            .collect();
        cell(out, "Serves", served.join(", "))?;
        let mut lines = String::new();
        evidence_folded(&mut lines, &facilitator.evidence, shown)?;
        cell(out, "Rows", lines)?;
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table>")?;
    left_out(out, picture.facilitators.len())
}

fn left_out(out: &mut String, n: usize) -> fmt::Result {
    match n.checked_sub(MOST_ROWS) {
        None | Some(0) => Ok(()),
        Some(more) => {
            write!(out, "<p class=\"note\">{more} more are in the machine-readable file.</p>")
        }
    }
}
