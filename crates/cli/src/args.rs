//! The command line.

mod own;

use std::path::PathBuf;

use bonafide_model::{ColumnKind, Settings};
use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use own::{Own, Preview, Signals, SignalsWhat};

/// Finds remote workers who are not who, or not where, they say they are, from records that the organization already holds.
///
/// Reads plain exports, offline; gives a short ordered list of people to look at, each with the evidence for and against,
/// the row it came from, what could not be checked, and the least intrusive check that would clear or confirm.
#[derive(Debug, Parser)]
#[command(name = "bonafide", version, propagate_version = true)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a synthetic company, scan it, and tell the first case in words
    Demo(Demo),
    /// Scan a folder or archive of exports
    Scan(Scan),
    /// Say what would be read: sources recognized, rows refused and why, which checks will be blind
    Check(Check),
    /// Show the evidence behind a rank, or behind (or against) a link between two personas, down to the row
    Why(Why),
    /// Fold exports into lines that can be joined later: the first half of reading at scale
    Fold(Fold),
    /// Join folded lines of several machines or days into one file
    Merge(Merge),
    /// Find who is one person in any table of people: entity resolution on its own, without training data
    Link(Link),
    /// Answer for one applicant against the people of a scan or of a linked table: who it may be, and what it shares with whom
    Screen(Screen),
    /// List the signals, or show one; write, test and check signals of your own, and see what an overlay would change
    Signals(Signals),
    /// List the sources, or show one
    Sources(List),
    /// List the shipped reference tables with origin, license and date
    Reference(List),
    /// Ask the scan's own SQLite file anything (read-only)
    Query(Query),
    /// Write a synthetic company with its truth
    Simulate(Simulate),
    /// Read documents from standard input, one after the other: how a scan starts its own workers
    #[command(hide = true)]
    ReadDocuments,
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// How tables are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// One JSON object a line
    Jsonl,
}

/// How `link` writes its tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// pairs.csv and clusters.csv
    Csv,
    /// pairs.parquet and clusters.parquet
    Parquet,
}

/// From which priority on the exit code is 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// First
    Now,
    /// This week, or first
    Soon,
    /// Anything at all
    Later,
}

/// `link`
#[derive(Debug, clap::Args)]
pub(crate) struct Link {
    /// A table of people as CSV (any delimiter and encoding; its first row is the header) or Parquet
    pub(crate) table: PathBuf,
    /// A second table: then only records of different tables are linked
    pub(crate) second: Option<PathBuf>,
    /// Where to write link.html, pairs, clusters, operators.csv and model.json; it must not exist or hold an earlier result
    #[arg(long, default_value = "linked")]
    pub(crate) out: PathBuf,
    /// What a column holds, where its header and cells do not tell: `handle=identifier`; kinds are id, given, family, name, born,
    /// mail, phone, house-number, street, postcode, city, identifier, category, text, coordinates, latitude, longitude, image-hash,
    /// documents (ids separated by `;`), ignored
    #[arg(long, value_name = "COLUMN=KIND", value_parser = column_kind)]
    pub(crate) column: Vec<(String, ColumnKind)>,
    /// Match weight, in bits, from which two records count as one person: 0 is as likely as not, 10 is a thousand to one
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
    pub(crate) least_bits: f64,
    /// Weigh with a model.json of an earlier run, edited or not, instead of training one
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// What people have decided about pairs, as a table with the columns unique_id_l, unique_id_r and decision (`same`, `different`, or
    /// nothing): pairs.csv with a column more. It goes before every weight
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// Also write people.index, against which `screen` answers for one more record. It holds the records in full
    #[arg(long, conflicts_with = "second")]
    pub(crate) index: bool,
    /// Gigabytes of memory that it may take: a table that needs more is refused before linking begins
    #[arg(long, value_name = "GB", value_parser = gigabytes)]
    pub(crate) memory: Option<f64>,
    /// How to write pairs and clusters
    #[arg(long, value_enum, default_value = "csv")]
    pub(crate) format: TableFormat,
    /// Show values of the table in full on the page; without it they are masked there
    #[arg(long)]
    pub(crate) reveal: bool,
}

/// `screen`
#[derive(Debug, clap::Args)]
pub(crate) struct Screen {
    /// The applicant: a JSON object, a table of people as CSV, a record of an applicant-tracking system, or a résumé
    pub(crate) applicant: PathBuf,
    /// Folder of a scan, folder that `link --index` wrote, or the index itself
    #[arg(long, value_name = "OUT")]
    pub(crate) against: PathBuf,
    /// What a column holds, where its name does not tell: `handle=identifier`
    #[arg(long, value_name = "COLUMN=KIND", value_parser = column_kind)]
    pub(crate) column: Vec<(String, ColumnKind)>,
    /// Add the applicant to the index after the answer, so that the next one is held against them too
    #[arg(long)]
    pub(crate) add: bool,
    /// With --add: the applicant is somebody else than this record, named as the answer names it; nothing makes them one person then
    #[arg(long, value_name = "RECORD", requires = "add")]
    pub(crate) different_from: Vec<String>,
    /// With --add: the applicant is the person of this record, whatever the two weigh
    #[arg(long, value_name = "RECORD", requires = "add")]
    pub(crate) same_as: Vec<String>,
    /// Folder that the scan kept its index in, if it was told one with --cache
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) own: Own,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Print names and values in full instead of pseudonyms and masks
    #[arg(long)]
    pub(crate) reveal: bool,
    /// How to print
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
}

fn gigabytes(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|it| it.is_finite() && *it > 0.0);
    number.ok_or_else(|| "expected gigabytes, for example 6 or 1.5".to_owned())
}

fn column_kind(text: &str) -> Result<(String, ColumnKind), String> {
    let (name, word) = text.rsplit_once('=').ok_or("expected COLUMN=KIND")?;
    let kind = ColumnKind::of_word(word).ok_or_else(|| {
        let words: Vec<&str> = ColumnKind::ALL.iter().map(|(_, word)| *word).collect();
        format!("`{word}` is no kind; expected one of {}", words.join(", "))
    })?;
    Ok((name.to_owned(), kind))
}

/// `demo`
#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// Where to write the company and its scan; it must not exist or be an earlier demo
    #[arg(long, default_value = "demo")]
    pub(crate) out: PathBuf,
    /// Seed of the synthetic company
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
    /// No progress, no summary
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// `simulate`
#[derive(Debug, clap::Args)]
pub(crate) struct Simulate {
    /// Folder to write
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// Seed
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
    /// People on staff
    #[arg(long, default_value_t = 220)]
    pub(crate) staff: usize,
    /// Applicants who were not hired
    #[arg(long, default_value_t = 900)]
    pub(crate) applicants: usize,
    /// Months of logs
    #[arg(long, default_value_t = 6)]
    pub(crate) months: u32,
}

/// Time for one document, in seconds.
pub(crate) const DOCUMENT_SECONDS: f32 = 10.0; // guess: a résumé parses in milliseconds

/// What every reading command takes.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Reading {
    /// A TOML file that says which source reads which file and how its columns are named
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// Your own MaxMind, IPinfo or DB-IP database instead of the shipped table of addresses
    #[arg(long, value_name = "FILE", env = "BONAFIDE_MMDB")]
    pub(crate) mmdb: Option<PathBuf>,
    /// Scan as of this day (YYYY-MM-DD); default: the last day that the records speak of
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// No progress, no summary
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Time for one résumé or other document
    #[arg(long, value_name = "SECONDS", default_value_t = DOCUMENT_SECONDS, value_parser = seconds, hide = true)]
    pub(crate) document_seconds: f32,
}

/// `scan`
#[derive(Debug, clap::Args)]
pub(crate) struct Scan {
    /// Folder, archive or file of exports
    pub(crate) exports: PathBuf,
    /// Folder to write; it appears whole or not at all, and replaces an earlier scan only
    #[arg(long, short, default_value = "out")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) own: Own,
    /// Folder that keeps what unchanged files came to, for the next scan; default: `.<OUT>.cache` beside OUT. It holds people's
    /// records in full, for your eyes only
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub(crate) cache: Option<PathBuf>,
    /// Read every file anew and keep nothing
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Write names and values in full instead of pseudonyms and masks
    #[arg(long)]
    pub(crate) reveal: bool,
    /// How many reviews you can make
    #[arg(long, default_value_t = Settings::BUDGET)]
    pub(crate) budget: usize,
    /// How likely an applicant is to misrepresent who or where they are, before any evidence (0 to 1)
    #[arg(long, value_name = "RATE", default_value_t = Settings::APPLICANT_BASE_RATE, value_parser = rate)]
    pub(crate) applicant_base_rate: f64,
    /// The same for staff
    #[arg(long, value_name = "RATE", default_value_t = Settings::STAFF_BASE_RATE, value_parser = rate)]
    pub(crate) staff_base_rate: f64,
    /// Exit with 3 if anybody reaches this priority
    #[arg(long, value_name = "LEVEL")]
    pub(crate) fail_on: Option<Level>,
    /// How to print the list of people
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
}

/// `fold`
#[derive(Debug, clap::Args)]
pub(crate) struct Fold {
    /// Folder, archive or file of exports; `-` reads standard input
    pub(crate) exports: PathBuf,
    /// Name by which evidence calls standard input
    #[arg(long, default_value = "stdin", value_name = "NAME")]
    pub(crate) name: String,
    /// File to write; standard output without
    #[arg(long, short)]
    pub(crate) out: Option<PathBuf>,
    /// Folder of signals of your own: their rules look at records while they are folded. Scan with the same folder
    #[arg(long, value_name = "DIR")]
    pub(crate) signals: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// `merge`
#[derive(Debug, clap::Args)]
pub(crate) struct Merge {
    /// Files that `fold` or `merge` wrote
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// File to write; standard output without
    #[arg(long, short)]
    pub(crate) out: Option<PathBuf>,
}

/// `check`
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Folder, archive or file of exports
    pub(crate) exports: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Folder of signals of your own: faults in their files are told, and which of them would be blind
    #[arg(long, value_name = "DIR")]
    pub(crate) signals: Option<PathBuf>,
    /// Write a mapping file, drafted from headers and content, for what is not recognized or read by column names alone; an
    /// existing file is left alone
    #[arg(long, value_name = "FILE")]
    pub(crate) propose: Option<PathBuf>,
    /// Tell of every column of every file
    #[arg(long)]
    pub(crate) columns: bool,
    /// Show one value of each column in full
    #[arg(long)]
    pub(crate) reveal: bool,
    /// How to print
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
}

/// `why`
#[derive(Debug, clap::Args)]
pub(crate) struct Why {
    /// A rank, a pseudonym (P-…) or the key of one of the person's records
    pub(crate) persona: String,
    /// A second one: why are the two linked, or why not
    pub(crate) other: Option<String>,
    /// Who else? Everybody whom ties lead to from this persona, the most firmly tied first, each with the way
    #[arg(long, conflicts_with = "other")]
    pub(crate) who_else: bool,
    /// Folder of the scan
    #[arg(long, default_value = "out")]
    pub(crate) out: PathBuf,
}

/// Lists of the catalogues.
#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// `list` (default), or `show` with an id
    #[command(subcommand)]
    pub(crate) what: Option<ListWhat>,
    /// How to print
    #[arg(long, value_enum, global = true)]
    pub(crate) format: Option<Format>,
}

/// What to list.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum ListWhat {
    /// All of them
    List,
    /// One of them, whole
    Show {
        /// Its id
        id: String,
    },
}

/// `query`
#[derive(Debug, clap::Args)]
pub(crate) struct Query {
    /// One SELECT; tables: personas, records, joins, footprints, ties, muted, muted_personas, refused, networks, network_members, facilitators,
    /// findings, evidence, blind, intake
    pub(crate) sql: String,
    /// Folder of the scan
    #[arg(long, default_value = "out")]
    pub(crate) out: PathBuf,
    /// How to print
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
}

fn rate(text: &str) -> Result<f64, String> {
    let rate: f64 = text.parse().map_err(|it| format!("expected a number such as 0.003 ({it})"))?;
    if rate > 0.0 && rate < 1.0 {
        Ok(rate)
    } else {
        Err("expected a rate between 0 and 1".to_owned())
    }
}

fn seconds(text: &str) -> Result<f32, String> {
    let seconds: f32 = text.parse().map_err(|it| format!("expected a number such as 10 ({it})"))?;
    if (0.0..=3600.0).contains(&seconds) {
        Ok(seconds)
    } else {
        Err("expected at most an hour".to_owned())
    }
}
