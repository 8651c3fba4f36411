//! What is asked of a log of uses beyond its columns: something to tell of each use, the door that it is of, and whether its
//! rows come again and again.

use super::{Filling, Pick, Picks, Theirs, lines};
use crate::{
    Source,
    profile::Kind,
    shelf::{FAILURE_WORDS, SUCCESS_WORDS},
};

/// Share of repeated pointers from which a table is a log and no list of people. Guess.
const LOG_REPEATS: f64 = 0.3;
/// Share of cells that are shaped like names of people in a column of their names. Guess: some scripts have no capitals.
const NAME_SHARE: f64 = 0.3;

/// The source of logs of uses.
pub(super) const EVENTS: &str = "mapped_events";

/// What a log of uses needs besides: something to tell of each use, and a channel, which few logs have in a column.
pub(super) fn add(
    file: &str,
    theirs: &[Theirs<'_>],
    picks: &mut Picks<'_>,
    doubts: &mut Vec<String>,
) -> Option<()> {
    const TELLING: &[&str] = &["ip", "client", "client_mac", "client_id", "serial_number"];
    let words =
        theirs.iter().filter_map(|it| it.column.words()).flatten().map(|(it, _)| it.as_str());
    let names = theirs.iter().map(|it| it.folded.as_str()).chain(words);
    let (channel, why) = lines::channel(file, names);
    let is_telling = |ours: &str| TELLING.contains(&ours) || (ours == "site" && channel == "badge");
    if !picks.iter().any(|(_, it, _)| is_telling(it.ours)) {
        return None;
    }
    let at = picks.iter().find(|(_, it, _)| it.ours == "at")?;
    let has_clock = match &at.1.from {
        Filling::Fields(names) => names.len() > 1,
        Filling::Constant(_) | Filling::Group => false,
    };
    // A day alone is when something began or ended, and no use of a system.
    if !has_clock && at.2.is_some_and(|it| it.share(&[Kind::Time]) < 0.5) {
        return None;
    }
    if let Some(idx) = picks.iter().position(|(_, it, _)| it.ours == "channel") {
        // A column of that name seldom has our words.
        picks.remove(idx);
    }
    outcomes(picks, doubts);
    let evidence = format!("{why}; one of the words that `bonafide sources show {EVENTS}` knows");
    doubts.push(format!("is `channel` right? {why}"));
    picks.push((0.0, Pick { ours: "channel", from: Filling::Constant(channel), evidence }, None));
    Some(())
}

/// Share of cells whose words for let in or not must be known. Guess: the other rows are refused until somebody says.
const KNOWN_OUTCOMES: f64 = 0.5;

/// An outcome in words that nobody knows is left for a human to say.
fn outcomes(picks: &mut Picks<'_>, doubts: &mut Vec<String>) {
    let Some(idx) = picks.iter().position(|(_, it, _)| it.ours == "outcome") else { return };
    let Some((_, pick, Some(column))) = picks.get(idx) else { return };
    let words = column.words();
    let is_known = |it: &str| SUCCESS_WORDS.contains(&it) || FAILURE_WORDS.contains(&it);
    let n_known: u64 =
        words.into_iter().flatten().filter(|(word, _)| is_known(word)).map(|(_, n)| n).sum();
    let share = n_known as f64 / column.n_filled().max(1) as f64;
    let Filling::Fields(names) = &pick.from else { return };
    let name = names.first().cloned().unwrap_or_default();
    if share >= 1.0 || column.n_filled() == 0 {
        return;
    }
    doubts.push(format!(
        "say which words of `{name}` mean let in and which refused: outcome = {{ from = \"{name}\", words = {{ … = \"success\", \"*\" = \"failure\" }} }}"
    ));
    if share < KNOWN_OUTCOMES {
        doubts.push("until then every event counts as let in".to_owned());
        picks.remove(idx);
    }
}

/// Whether people come once, as in a list, or again and again, as in a log.
pub(super) fn likeness(source: &Source, picks: &Picks<'_>) -> f64 {
    let pointer = ["worker_number", "work_email", "login"];
    let repeats = picks
        .iter()
        .filter(|(_, it, _)| pointer.contains(&it.ours))
        .filter_map(|(_, _, column)| *column)
        .map(|it| it.repeats().0 as f64 / it.n_filled().max(1) as f64)
        .fold(0.0, f64::max);
    let is_log = repeats > LOG_REPEATS;
    let is_whole = |pick: &Pick| match &pick.from {
        // What lies in a list of its own is somebody or something beside the person.
        Filling::Fields(names) => !names.iter().any(|it| it.contains("[*]")),
        Filling::Constant(_) | Filling::Group => true,
    };
    let has =
        |names: &[&str]| picks.iter().any(|(_, it, _)| names.contains(&it.ours) && is_whole(it));
    let has_whole_name = picks.iter().any(|(_, pick, column)| {
        // Jobs, groups and documents have a `name` too.
        pick.ours == "full_name"
            && is_whole(pick)
            && column.is_none_or(|it| it.share(&[Kind::Name]) >= NAME_SHARE)
    });
    match source.id {
        // Any record of a person has a name and a mail address; a worker has a day or a job too.
        "hris_workers"
            if !(has(&["first_name", "last_name"]) || has_whole_name)
                || !has(&["hire_date", "termination_date", "title", "department"]) =>
        {
            0.0
        }
        EVENTS if !has(&["login", "worker_number", "serial_number"]) => 0.0,
        "hris_workers" | "payroll_accounts" if is_log => 0.5,
        EVENTS if !is_log => 0.8,
        _ => 1.0,
    }
}
