//! The head of the report: title, headline and contents.

use std::fmt::{self, Write};

use bonafide_views::day;

use super::Report;
use crate::frame::{self, Frame};

/// Opens the page up to and with the contents.
pub(super) fn open(out: &mut String, report: Report<'_>) -> fmt::Result {
    let title = format!("Who needs a check, as of {}", day(report.scan.as_of));
    frame::open(out, &Frame { title: &title, skip: "Skip to the cases in order", css: "" })?;
    out.write_str("<header class=\"top\">")?;
    super::overview::headline(out, report)?;
    out.write_str(
        "<nav aria-label=\"Contents\"><ul><li><a href=\"#main\">In order</a></li><li><a href=\"#cases\">Cases</a></li>\
         <li><a href=\"#networks\">Networks</a></li><li><a href=\"#intake\">What was read</a></li><li><a href=\"#method\">Method and limits</a></li>\
         </ul></nav></header>\n<main>",
    )
}
