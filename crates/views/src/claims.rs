//! What the person says, beside what records show.

use std::fmt::{self, Write};

use bonafide_model::{ClaimRow, Provenance, Sentence};

use crate::{Shown, cell, esc, table};

/// Lines of one cell; the first weigh most. Guess: what an eye takes in at once.
const MOST: usize = 4;

/// One row a subject; nothing is judged here, the two columns stand side by side.
pub fn claims_table(out: &mut String, claims: &[ClaimRow], shown: Shown) -> fmt::Result {
    table(
        out,
        "claims",
        "What is said, and what records show",
        &["About", "The person says", "Records show"],
    )?;
    for claim in claims {
        out.write_str("<tr>")?;
        cell(out, "About", esc(claim.about))?;
        side(out, ("The person says", "nothing in these records"), &claim.said, shown)?;
        side(out, ("Records show", "nothing in these records"), &claim.observed, shown)?;
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table>")
}

fn side(
    out: &mut String,
    (head, empty): (&str, &str),
    lines: &[(Sentence, Provenance)],
    shown: Shown,
) -> fmt::Result {
    if lines.is_empty() {
        return cell(out, head, format_args!("<span class=\"note\">{empty}</span>"));
    }
    let mut list = String::from("<ul>");
    for (sentence, from) in lines.iter().take(MOST) {
        write!(
            list,
            "<li>{} <code>{}</code></li>",
            esc(&shown.words(sentence)),
            esc(&shown.place(from))
        )?;
    }
    if lines.len() > MOST {
        write!(
            list,
            "<li class=\"note\">and {} more in the machine-readable file</li>",
            lines.len() - MOST
        )?;
    }
    list.push_str("</ul>");
    cell(out, head, list)
}
