//! The command line of signals, shipped and the organization's own.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Format, Reading};

/// What an organization adds to the shipped signals.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Own {
    /// Folder of signals of your own: YAML files, each with a Sigma rule or a question in SQL (docs/own-signals.md)
    #[arg(long, value_name = "DIR")]
    pub(crate) signals: Option<PathBuf>,
    /// Local overlay in TOML: weights, switches and dated exceptions, for shipped signals and your own
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Option<PathBuf>,
}

/// `signals`
#[derive(Debug, clap::Args)]
pub(crate) struct Signals {
    /// `list` (default), or another verb
    #[command(subcommand)]
    pub(crate) what: Option<SignalsWhat>,
    /// How to print
    #[arg(long, value_enum, global = true)]
    pub(crate) format: Option<Format>,
}

/// What to do with signals.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum SignalsWhat {
    /// All of them
    List {
        #[command(flatten)]
        own: Own,
    },
    /// One of them, whole
    Show {
        /// Its id
        id: String,
        #[command(flatten)]
        own: Own,
    },
    /// Write the file of a new signal of your own, with what is to do in it
    New {
        /// Its id: what is seen, in small letters and digits joined by `-`
        id: String,
        /// A card for this Sigma rule, which lies in the folder or below it; without, a question in SQL
        #[arg(long, value_name = "FILE")]
        sigma: Option<String>,
        /// A question in SQL (the default)
        #[arg(long, conflicts_with = "sigma")]
        sql: bool,
        /// Folder of your signals
        #[arg(long, value_name = "DIR", default_value = "signals")]
        signals: PathBuf,
    },
    /// Run the tests that stand in the files of your own signals
    Test {
        /// Folder of your signals
        #[arg(default_value = "signals")]
        signals: PathBuf,
    },
    /// Check cards, rules, questions and tests of your own signals, and the dates of an overlay
    Lint {
        /// Folder of your signals
        signals: Option<PathBuf>,
        /// Local overlay
        #[arg(long, value_name = "FILE")]
        overlay: Option<PathBuf>,
        /// Look as of this day (YYYY-MM-DD); default: today
        #[arg(long, value_name = "DATE")]
        as_of: Option<jiff::civil::Date>,
    },
    /// Scan without writing, and tell which findings and whose priority an overlay would change
    Preview(Preview),
}

/// `signals preview`
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Preview {
    /// Folder, archive or file of exports
    pub(crate) exports: PathBuf,
    #[command(flatten)]
    pub(crate) own: Own,
    #[command(flatten)]
    pub(crate) reading: Reading,
}
