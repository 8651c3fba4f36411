//! The range of a probability as a bar from 0 to 100 %.

use std::fmt::{self, Write};

use bonafide_model::Assessment;

use crate::{percent, range_words};

/// The range as a band, the probability as a mark in it; the words are its label.
pub fn range_bar(out: &mut String, assessment: &Assessment) -> fmt::Result {
    let [low, at, high] = [assessment.low, assessment.probability, assessment.high]
        .map(|it| it.clamp(0.0, 1.0) * 100.0);
    let words = [percent(assessment.probability), range_words(assessment.low, assessment.high)];
    write!(
        out,
        "<svg class=\"range\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-label=\"{}, range {}\"><rect class=\"rail\" x=\"0\" y=\"4\" width=\"100\" height=\"2\"/>\
         <rect class=\"band\" x=\"{low:.1}\" y=\"2\" width=\"{:.1}\" height=\"6\"/>\
         <line class=\"mark\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"0\" y2=\"10\"/></svg>",
        words[0],
        words[1],
        (high - low).max(0.5),
    )
}
