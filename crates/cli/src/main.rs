//! The binary: arguments in, exit codes out. 0 ran · 1 failed · 2 wrong command line · 3 `--fail-on` was met.

mod args;
mod book;
mod catalogue;
mod check;
mod console;
mod demo;
mod exports;
mod fold;
mod kept;
mod known;
mod link;
mod own;
mod phases;
mod publish;
mod query;
mod scan;
mod screen;
mod signals;
mod since;
mod summary;
mod why;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::args::{Args, Command};

/// The scan ran and `--fail-on` was met.
const MET: u8 = 3;

fn main() -> ExitCode {
    let args = Args::parse();
    match run(args) {
        Ok(code) => code,
        Err(error) => {
            // A closed pipe (`bonafide … | head`) is not a failure of ours.
            if is_broken_pipe(&error) {
                return ExitCode::SUCCESS;
            }
            for line in format!("bonafide: {error:#}").lines() {
                eprintln!("{}", console::plain(line));
            }
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::Demo(demo) => demo::run(&demo)?,
        Command::Scan(scan) => {
            if scan::run(&scan)? {
                return Ok(ExitCode::from(MET));
            }
        }
        Command::Check(check) => check::run(&check)?,
        Command::Fold(args) => fold::fold(&args)?,
        Command::Merge(args) => fold::merge(&args)?,
        Command::Link(args) => link::run(&args)?,
        Command::Why(why) => why::run(&why)?,
        Command::Screen(args) => screen::run(&args)?,
        Command::Signals(args) => signals::run(&args)?,
        Command::Sources(list) => catalogue::sources(&list)?,
        Command::Reference(list) => catalogue::reference(&list)?,
        Command::Query(query) => query::run(&query)?,
        Command::Simulate(simulate) => demo::simulate(&simulate)?,
        Command::ReadDocuments => bonafide_intake::serve_documents()?,
        Command::Completions { shell } => {
            clap_complete::generate(
                shell,
                &mut Args::command(),
                "bonafide",
                &mut std::io::stdout(),
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|it| it.downcast_ref::<std::io::Error>())
        .any(|it| it.kind() == std::io::ErrorKind::BrokenPipe)
}
