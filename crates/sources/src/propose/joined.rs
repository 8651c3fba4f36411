//! Columns of ours that a file keeps in two: first and last name, day and time of day.

use super::{Filling, Pick, Picks, Theirs};
use crate::{Source, profile::Kind};

/// What a joined column counts: less than one that is there as it is.
const FIT: f64 = 4.0;
/// Columns of ours that hold a whole name.
const WHOLE_NAMES: &[&str] = &["full_name", "recipient_name", "candidate_name", "account_holder"];
/// Folded names of the parts of a name.
const FIRST: &[&str] =
    &["first_name", "given_name", "firstname", "forename", "vorname", "prénom", "prenom", "first"];
const LAST: &[&str] =
    &["last_name", "family_name", "surname", "lastname", "nachname", "familienname", "nom", "last"];
/// Folded names of a time of day beside a date.
const CLOCKS: &[&str] =
    &["time", "clock", "hour", "uhrzeit", "zeit", "heure", "time_of_day", "local_time"];

/// Adds what can be joined.
pub(super) fn add<'p>(
    source: &Source,
    theirs: &[Theirs<'p>],
    is_used: &mut [bool],
    picks: &mut Picks<'p>,
) {
    names(source, theirs, is_used, picks);
    clocks(theirs, is_used, picks);
}

fn place(theirs: &[Theirs<'_>], is_used: &[bool], names: &[&str]) -> Option<usize> {
    let found = theirs.iter().position(|it| names.contains(&it.folded.as_str()))?;
    (!is_used.get(found).copied().unwrap_or(true)).then_some(found)
}

fn names<'p>(source: &Source, theirs: &[Theirs<'p>], is_used: &mut [bool], picks: &mut Picks<'p>) {
    let has_parts = source.columns.iter().any(|it| it.name == "first_name");
    let whole = source.columns.iter().find(|it| WHOLE_NAMES.contains(&it.name));
    let (Some(whole), false) = (whole, has_parts) else { return };
    if picks.iter().any(|(_, it, _)| it.ours == whole.name) {
        return;
    }
    let (Some(first), Some(last)) = (place(theirs, is_used, FIRST), place(theirs, is_used, LAST))
    else {
        return;
    };
    let parts = [first, last];
    let fields: Vec<String> =
        parts.iter().filter_map(|it| Some(theirs.get(*it)?.name.clone())).collect();
    parts.iter().filter_map(|it| is_used.get_mut(*it).map(|used| *used = true)).for_each(drop);
    let pick = Pick {
        ours: whole.name,
        from: Filling::Fields(fields),
        evidence: "the two parts of a name, joined".to_owned(),
    };
    picks.push((FIT, pick, None));
}

/// A day whose time of day stands in a column of its own.
fn clocks<'p>(theirs: &[Theirs<'p>], is_used: &mut [bool], picks: &mut Picks<'p>) {
    let days: Vec<usize> = picks
        .iter()
        .enumerate()
        .filter(|(_, (_, pick, column))| {
            let is_moment = pick.ours == "at" || pick.ours.ends_with("_at");
            is_moment && column.is_some_and(|it| it.share(&[Kind::Date]) > 0.5)
        })
        .map(|(idx, _)| idx)
        .collect();
    // Two days and one clock: nobody knows whose it is.
    let ([day], Some(clock)) = (days.as_slice(), place(theirs, is_used, CLOCKS)) else { return };
    let (Some((_, pick, _)), Some(found)) = (picks.get_mut(*day), theirs.get(clock)) else {
        return;
    };
    if found.column.share(&[Kind::Clock]) < 0.5 {
        return;
    }
    if let Filling::Fields(fields) = &mut pick.from {
        fields.push(found.name.clone());
        pick.evidence.push_str(", joined with the time of day");
    }
    if let Some(used) = is_used.get_mut(clock) {
        *used = true;
    }
}
