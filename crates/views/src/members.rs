//! Records side by side, and what weighs between them: a table by column, a picture, and all pairs as a table.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

use bonafide_model::Bits;

use crate::{esc, network::on_circle, signed};

/// Records that are shown together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Members {
    /// What each record is called.
    pub names: Vec<String>,
    /// What stands above each record's name, where the records are of several groups.
    pub groups: Vec<String>,
    /// Columns with one cell a record.
    pub columns: Vec<MemberColumn>,
    /// What is known of pairs: two places among the records, and the weight.
    pub pairs: Vec<(usize, usize, Bits)>,
}

/// One column of records.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MemberColumn {
    /// Its header.
    pub name: String,
    /// For each record the cell as it may be shown, and what it is equal by; empty cells are blank.
    pub cells: Vec<(String, String)>,
}

/// Records side by side, one row a column of their table. Equal values carry one letter, so that masked ones can be compared too.
pub fn members_table(out: &mut String, members: &Members, caption: &str) -> fmt::Result {
    write!(
        out,
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\"><table class=\"side\"><caption>{caption}</caption><thead><tr><th scope=\"col\">Column</th>",
        caption = esc(caption),
    )?;
    for (place, name) in members.names.iter().enumerate() {
        out.write_str("<th scope=\"col\">")?;
        if let Some(group) = members.groups.get(place) {
            write!(out, "<span class=\"note\">{}</span> ", esc(group))?;
        }
        write!(out, "{}</th>", esc(name))?;
    }
    out.write_str("</tr></thead><tbody>")?;
    for column in &members.columns {
        write!(out, "<tr><th scope=\"row\">{}</th>", esc(&column.name))?;
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for (shown, equal_by) in &column.cells {
            if equal_by.is_empty() {
                out.write_str("<td class=\"blank\">\u{2013}</td>")?;
                continue;
            }
            let next = known.len();
            let letter = *known.entry(equal_by).or_insert(next);
            let class = if letter == 0 { "first" } else { "other" };
            write!(
                out,
                "<td><span class=\"{class}\">{}</span> {}</td>",
                letter_of(letter),
                esc(shown)
            )?;
        }
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table></div>")
}

/// `a`, `b` … for the first, second … distinct value of a row.
fn letter_of(place: usize) -> char {
    (b'a'..=b'z').nth(place).map_or('+', char::from)
}

/// The pairs between records drawn: solid from the threshold on, the wider the heavier; dashed below it.
pub fn members_picture(out: &mut String, members: &Members, least: Bits) -> fmt::Result {
    let n = members.names.len();
    write!(
        out,
        "<figure class=\"network records\"><svg viewBox=\"60 20 500 340\" role=\"img\" aria-label=\"{n} records and the pairs between them; the table of pairs says the same\">"
    )?;
    for (a, b, weight) in &members.pairs {
        let ((x1, y1), (x2, y2)) = (on_circle((*a, n), 1.0), on_circle((*b, n), 1.0));
        let class = if weight.0 < least.0 { "tie weak" } else { "tie" };
        let wide = (1.0 + (weight.0 - least.0) / 5.0).clamp(1.0, 6.0);
        write!(
            out,
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke-width=\"{wide:.1}\"/>"
        )?;
    }
    for place in 0..n {
        let (x, y) = on_circle((place, n), 1.0);
        write!(
            out,
            "<circle class=\"member\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"14\"/><text class=\"inside\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            y + 5.0,
            place + 1,
        )?;
    }
    out.write_str("</svg><figcaption>Numbers are those of the table of pairs. Solid lines: pairs from the threshold on, the wider the heavier; dashed: pairs below it.</figcaption></figure>")
}

/// Every pair of the records as a table: its weight, marked where it is below the threshold; `–` where it was not looked at.
pub fn pairs_matrix(out: &mut String, members: &Members, least: Bits) -> fmt::Result {
    let weights: BTreeMap<(usize, usize), Bits> = members
        .pairs
        .iter()
        .map(|(a, b, weight)| (((*a).min(*b), (*a).max(*b)), *weight))
        .collect();
    out.write_str(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Match weight of every pair\"><table class=\"matrix\">\
         <caption>Match weight of every pair, in bits; in brackets where it is below the threshold, \u{2013} where the two were never put together, or weigh too little to be told</caption>\
         <thead><tr><th scope=\"col\">Record</th>",
    )?;
    for place in 1..members.names.len() {
        write!(out, "<th scope=\"col\">{}</th>", place + 1)?;
    }
    out.write_str("</tr></thead><tbody>")?;
    for (a, name) in members.names.iter().enumerate() {
        write!(out, "<tr><th scope=\"row\">{}. {}</th>", a + 1, esc(name))?;
        for b in 1..members.names.len() {
            match weights.get(&(a, b)) {
                _ if b <= a => out.write_str("<td></td>")?,
                None => out.write_str("<td class=\"num\">\u{2013}</td>")?,
                Some(it) if it.0 < least.0 => {
                    write!(out, "<td class=\"num below\">({})</td>", signed(*it))?;
                }
                Some(it) => write!(out, "<td class=\"num\">{}</td>", signed(*it))?,
            }
        }
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table></div>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> Members {
        let cell = |shown: &str, by: &str| (shown.to_owned(), by.to_owned());
        Members {
            names: vec!["r<1>".to_owned(), "r2".to_owned()],
            groups: Vec::new(),
            columns: vec![
                MemberColumn {
                    name: "name".to_owned(),
                    cells: vec![cell("A.", "ada"), cell("A.", "adam")],
                },
                MemberColumn {
                    name: "mail".to_owned(),
                    cells: vec![cell("", ""), cell("a…", "x")],
                },
            ],
            pairs: vec![(1, 0, Bits(-2.0))],
        }
    }

    #[test]
    fn masked_values_that_differ_carry_different_letters() {
        let mut out = String::new();
        members_table(&mut out, &two(), "Side by side").unwrap();
        assert!(out.contains("<td><span class=\"first\">a</span> A.</td><td><span class=\"other\">b</span> A.</td>"), "{out}");
        assert!(out.contains("r&lt;1&gt;") && out.contains("<td class=\"blank\">"));
    }

    #[test]
    fn a_pair_below_the_threshold_is_marked() {
        let mut out = String::new();
        pairs_matrix(&mut out, &two(), Bits(0.0)).unwrap();
        assert!(out.contains("<td class=\"num below\">(\u{2212}2.0)</td>"), "{out}");
        out.clear();
        members_picture(&mut out, &two(), Bits(0.0)).unwrap();
        assert!(out.contains("class=\"tie weak\""));
    }
}
