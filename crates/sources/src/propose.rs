//! A mapping proposed for a file that no source knows, from the names of its columns and from what stands in them.
//!
//! Invariants: what is proposed holds no value of the file, only names of its columns and words of logs that everybody
//! writes; a column whose content contradicts its name is not proposed; the same file gives the same proposal.
//!
//! Read [`of_columns`] first (which source, which column), then `lines` (logs without columns), then `written` (the TOML).

mod expectation;
mod joined;
mod lines;
mod naming;
mod uses;
mod written;

use bonafide_model::{FileForm, value::DateOrder};

use crate::{
    Column, SOURCES, Source,
    profile::{ColumnProfile, Kind, Profile, Shape},
};
use expectation::Expectation;
use uses::EVENTS;
pub use written::{Context, toml};

/// Share of the cells from which a kind speaks for a column whose name says nothing. Guess.
const TELLING_SHARE: f64 = 0.9;
/// What it counts then.
const BY_CONTENT: f64 = 2.0;
/// What a mailbox column loses whose domains say the opposite of its name.
const WRONG_DOMAINS: f64 = 2.0;
/// What a column loses that fewer than half of the rows fill, and once more if fewer than a tenth do. Guess.
const SPARSE: f64 = 1.5;
/// What a path loses that leads through a list, of which only the first element is read. Guess.
const THROUGH_LIST: f64 = 1.5;
/// Columns that must lie in the list itself where its elements are taken for rows. Guess.
const LEAST_IN_LIST: usize = 2;
/// Share of one domain from which mail addresses are company-issued, and below which they are people's own. Guess.
const COMPANY_SHARE: f64 = 0.8;
/// Columns that a proposal has at least. Guess: fewer is chance.
const LEAST_COLUMNS: usize = 2;

/// What is proposed for one file.
#[derive(Debug)]
pub struct Proposal {
    /// The source that shall read it.
    pub source: &'static Source,
    /// What is listed, in the source's order.
    pub(crate) picks: Vec<Pick>,
    /// How the file is written.
    pub(crate) form: FileForm,
    /// Its columns could be read by their names, too.
    pub(crate) is_table: bool,
    /// Names of columns that nothing of ours fits, with what they hold.
    pub(crate) left_over: Vec<(String, Option<Kind>)>,
    /// What a reader should look at, each a line.
    pub(crate) doubts: Vec<String>,
    /// How sure it is; for comparing proposals of one file only.
    pub fit: f64,
}

impl Proposal {
    /// The table's header stands on this line.
    pub fn set_header_row(&mut self, row: u64) {
        self.form.header_row = Some(row);
    }
}

/// One column of ours.
#[derive(Debug)]
pub(crate) struct Pick {
    pub(crate) ours: &'static str,
    pub(crate) from: Filling,
    /// What was seen, for a comment.
    pub(crate) evidence: String,
}

/// What is picked so far: how well it fits, and the column of the file if it is but one.
type Picks<'p> = Vec<(f64, Pick, Option<&'p ColumnProfile>)>;

/// What fills a column of ours.
#[derive(Debug)]
pub(crate) enum Filling {
    /// Columns of a table or paths of records, as a mapping names them.
    Fields(Vec<String>),
    /// The same everywhere.
    Constant(&'static str),
    /// A group of the line's pattern, by our own name: needs no line in the mapping.
    Group,
}

/// What is known of a file besides its records.
#[derive(Debug, Clone, Copy)]
pub struct Hints<'a> {
    /// Its name.
    pub file: &'a str,
    /// The year of times that name none.
    pub year: i16,
}

/// The proposal for a file; `None` if nothing of ours fits.
pub fn of_file(profile: &Profile, hints: Hints<'_>) -> Option<Proposal> {
    if profile.has_values_as_names() {
        return None;
    }
    match profile.shape() {
        Shape::Table | Shape::Json => of_columns(profile, hints),
        Shape::Log => lines::propose(profile, hints),
        Shape::Empty | Shape::Document => None,
    }
}

/// The best source for a file's columns.
fn of_columns(profile: &Profile, hints: Hints<'_>) -> Option<Proposal> {
    let bases = bases(profile);
    let with_columns = || SOURCES.iter().filter(|it| !it.columns.is_empty());
    bases
        .iter()
        .flat_map(|base| with_columns().filter_map(|it| of_source(it, profile, (base, hints))))
        .max_by(|a, b| a.fit.total_cmp(&b.fit).then_with(|| b.source.id.cmp(a.source.id)))
}

/// The proposal for a table that is recognized already, for confirmation.
pub fn of_known(source: &'static Source, profile: &Profile, hints: Hints<'_>) -> Option<Proposal> {
    if profile.has_values_as_names() {
        return None;
    }
    of_source(source, profile, (&None, hints))
}

/// Where rows may lie: the records themselves, or a list inside them that is much longer than there are records.
fn bases(profile: &Profile) -> Vec<Option<String>> {
    /// Guess: a record with its few lines is one record, a record with a page of people is a page.
    const LEAST_ELEMENTS: u64 = 3;
    let mut res = vec![None];
    for (list, n) in profile.lists() {
        if n >= profile.n_records().saturating_mul(LEAST_ELEMENTS) && !list.contains("[*]") {
            res.push(Some(list.to_owned()));
        }
    }
    res
}

/// A column of the file under the name that it has from a base.
struct Theirs<'p> {
    column: &'p ColumnProfile,
    /// As a mapping names it.
    name: String,
    folded: String,
    /// What it loses for being seldom filled or lying in a list.
    cost: f64,
}

fn theirs<'p>(profile: &'p Profile, base: &Option<String>) -> Vec<Theirs<'p>> {
    let named = |column: &'p ColumnProfile| {
        let path = column.written.as_str();
        if profile.shape() == Shape::Table {
            // A second column of one name, or one without a name, is called by its place.
            let is_plain = bonafide_model::Header::fold(path) == column.folded;
            let name = if is_plain { path } else { column.folded.as_str() };
            return Some(Theirs {
                column,
                name: name.to_owned(),
                folded: column.folded.clone(),
                cost: cost(profile, column),
            });
        }
        let (name, inner) = match base {
            None => (path.to_owned(), path),
            Some(list) => {
                match path.strip_prefix(list.as_str()).and_then(|it| it.strip_prefix("[*]")) {
                    Some(inner) => {
                        let inner = inner.strip_prefix('.').unwrap_or(inner);
                        (inner.to_owned(), inner)
                    }
                    None if path.contains("[*]") => return None,
                    None => (format!("$.{path}"), path),
                }
            }
        };
        let in_list = if inner.contains("[*]") { THROUGH_LIST } else { 0.0 };
        let cost = cost(profile, column) + in_list;
        Some(Theirs { column, folded: bonafide_model::Header::fold(inner), name, cost })
    };
    profile
        .columns()
        .iter()
        .filter(|it| it.written != crate::source::DROPPED)
        .filter_map(named)
        .filter(|it| !it.name.is_empty())
        .collect()
}

fn cost(profile: &Profile, column: &ColumnProfile) -> f64 {
    let (filled, places) = (column.n_filled(), profile.n_places(column));
    let steps = [filled * 2 < places, filled * 10 < places];
    steps.iter().filter(|it| **it).count() as f64 * SPARSE
}

/// The proposal for one source; `None` if it lacks what the source cannot do without.
fn of_source(
    source: &'static Source,
    profile: &Profile,
    (base, hints): (&Option<String>, Hints<'_>),
) -> Option<Proposal> {
    let theirs = theirs(profile, base);
    let mut is_used = vec![false; theirs.len()];
    let mut picks: Picks<'_> = Vec::new();
    for (ours, found) in source.columns.iter().zip(assign(source, &theirs, &mut is_used)) {
        if let Some((it, fit)) = found.and_then(|(idx, fit)| Some((theirs.get(idx)?, fit))) {
            let evidence = written::evidence(profile, it.column);
            let from = Filling::Fields(vec![it.name.clone()]);
            picks.push((fit, Pick { ours: ours.name, from, evidence }, Some(it.column)));
        }
    }
    joined::add(source, &theirs, &mut is_used, &mut picks);
    let n_columns = picks.len();
    let mut doubts = Vec::new();
    if source.id == EVENTS {
        uses::add(hints.file, &theirs, &mut picks, &mut doubts)?;
    }
    let has = |name: &str| picks.iter().any(|(_, it, _)| it.ours == name);
    let is_enough = source.marks.iter().all(|group| group.iter().any(|it| has(it)));
    let is_in_list = |pick: &Pick| match &pick.from {
        Filling::Fields(names) => names.iter().any(|it| !it.starts_with("$.")),
        Filling::Constant(_) | Filling::Group => false,
    };
    let n_in_list = picks.iter().filter(|(_, it, _)| is_in_list(it)).count();
    let is_list = base.is_none() || (n_in_list >= LEAST_IN_LIST && n_in_list * 2 >= n_columns);
    if !is_enough || n_columns < LEAST_COLUMNS || !is_list {
        return None;
    }
    let fit: f64 = picks.iter().map(|(fit, ..)| fit).sum();
    let fit = fit * uses::likeness(source, &picks);
    if fit <= 0.0 {
        return None;
    }
    let used: Vec<&ColumnProfile> = picks.iter().filter_map(|(_, _, it)| *it).collect();
    let mut form = FileForm { each: base.clone(), ..FileForm::default() };
    dates(&used, &mut form, &mut doubts);
    let left_over = theirs
        .iter()
        .zip(&is_used)
        .filter(|(it, used)| !**used && it.column.n_filled() > 0)
        .map(|(it, _)| (it.name.clone(), it.column.kinds().first().map(|(kind, _)| *kind)))
        .collect();
    let picks = picks.into_iter().map(|(_, pick, _)| pick).collect();
    let is_table = profile.shape() == Shape::Table;
    Some(Proposal { source, picks, form, is_table, left_over, doubts, fit })
}

/// For every column of ours that of the file which fits best, each once, with how well it fits.
fn assign(
    source: &Source,
    theirs: &[Theirs<'_>],
    is_used: &mut [bool],
) -> Vec<Option<(usize, f64)>> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (ours_idx, ours) in source.columns.iter().enumerate() {
        for (idx, it) in theirs.iter().enumerate() {
            let fit = fit(ours, it, source);
            if fit > 0.0 {
                pairs.push((fit, ours_idx, idx));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut res: Vec<Option<(usize, f64)>> = vec![None; source.columns.len()];
    for (fit, ours_idx, idx) in pairs {
        if let (Some(place @ None), Some(used @ false)) =
            (res.get_mut(ours_idx), is_used.get_mut(idx))
        {
            *place = Some((idx, fit));
            *used = true;
        }
    }
    res
}

/// How well a column of the file is one of ours, by name and content; 0 if it is not.
fn fit(ours: &Column, theirs: &Theirs<'_>, source: &Source) -> f64 {
    let expectation = Expectation::of(ours.name);
    let Some(content) = expectation.fit(theirs.column) else { return 0.0 };
    let name = naming::fit(ours, &theirs.folded);
    // An empty column is told by its whole name or not at all.
    if theirs.column.n_filled() == 0 && !naming::is_known(name) {
        return 0.0;
    }
    if name > 0.0 {
        let penalty = if has_wrong_domains(ours.name, theirs.column) { WRONG_DOMAINS } else { 0.0 };
        return (name + content - penalty - theirs.cost).max(0.1);
    }
    // Ids of messages look like mail addresses.
    let is_of_message = theirs.folded.contains("message");
    let fit = if is_of_message { 0.0 } else { by_content(ours.name, theirs.column, source) };
    if fit > 0.0 { (fit - theirs.cost).max(0.1) } else { 0.0 }
}

fn has_wrong_domains(ours: &str, theirs: &ColumnProfile) -> bool {
    let is_of_one = theirs.one_domain_share() >= COMPANY_SHARE;
    match ours {
        "work_email" => theirs.share(&[Kind::Mail]) > 0.0 && !is_of_one,
        "personal_email" => theirs.n_filled() > 1 && is_of_one,
        _ => false,
    }
}

/// Columns that their content alone gives away.
fn by_content(ours: &str, theirs: &ColumnProfile, source: &Source) -> f64 {
    let kind = match ours {
        "work_email" | "login" if theirs.one_domain_share() >= COMPANY_SHARE => Kind::Mail,
        "personal_email" if theirs.one_domain_share() < COMPANY_SHARE => Kind::Mail,
        "ip" | "ip_address" => Kind::Ip,
        "at" | "event_at" | "changed_at" => Kind::Time,
        "full_name" if source.id != EVENTS => Kind::Name,
        "iban" => Kind::Iban,
        "wallet" => Kind::Wallet,
        "phone" => Kind::Phone,
        "client_mac" => Kind::Mac,
        "time_zone" => Kind::Zone,
        _ => return 0.0,
    };
    let share = theirs.share(&[kind]);
    if share >= TELLING_SHARE { BY_CONTENT * share } else { 0.0 }
}

/// Order of dates and what to ask about them.
fn dates(used: &[&ColumnProfile], form: &mut FileForm, doubts: &mut Vec<String>) {
    let sum =
        |of: fn(&crate::profile::Dates) -> u64| used.iter().map(|it| of(it.dates())).sum::<u64>();
    let (day_first, month_first) = (sum(|it| it.n_day_first), sum(|it| it.n_month_first));
    let ambiguous = sum(|it| it.n_ambiguous);
    match (day_first, month_first) {
        (0, 0) if ambiguous > 0 => doubts.push(format!(
            "{ambiguous} dates can be read with the day or the month first, and none shows which: say dates = \"day_first\" or \"month_first\""
        )),
        (0, 0) => {}
        (_, 0) => form.times.order = Some(DateOrder::DayFirst),
        (0, _) => form.times.order = Some(DateOrder::MonthFirst),
        (_, _) => doubts.push(format!(
            "dates in two orders: {day_first} with the day first, {month_first} with the month first; export them as YYYY-MM-DD"
        )),
    }
    let unzoned = sum(|it| it.n_unzoned);
    if unzoned > 0 {
        doubts.push(format!(
            "{unzoned} times have no zone and are taken for UTC: say zone = \"Europe/Berlin\" or the like"
        ));
    }
}

#[cfg(test)]
mod tests;
