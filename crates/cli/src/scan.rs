//! `scan`: exports in, an ordered list of people out.

use std::collections::BTreeMap;

use anyhow::Context;
use bonafide_exports::{Reveal, own_jsonl};
use bonafide_model::{Priority, Scan, Settings};
use bonafide_pipeline::Tables;
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    args::{self, Level},
    console, exports,
    kept::Kept,
    own::{Account, House},
    phases::Phases,
    publish::{self, Draft},
    since::Earlier,
    summary,
};

/// The file by which a folder is known as a scan's.
pub(crate) const MARK: &str = "personas.jsonl";
/// The scan's own database.
pub(crate) const DATABASE: &str = "bonafide.db";

/// Scans, writes `--out`, prints the list. `true`: `--fail-on` was met.
pub(crate) fn run(args: &args::Scan) -> anyhow::Result<bool> {
    let mut phases = Phases::start("reading", args.reading.quiet);
    publish::refuse_inside(&args.out, &args.exports)?;
    publish::refuse_foreign(&args.out, MARK)?;
    let settings = settings(args)?;
    let house = House::load(&args.own)?;
    let mut kept = Kept::of(args, &house.watch().fingerprint());
    let made = make(args, &house, kept.as_mut(), &mut phases)?;
    phases.begin("writing");
    let earlier = if args.reading.quiet { None } else { Earlier::of(&args.out) };
    publish(args, &settings, &made)?;
    let Made { scan, own } = made;
    if let Some(kept) = &kept {
        kept.keep_people(&scan);
    }
    let took = phases.end();
    let format = console::format(args.format);
    summary::people(&scan, &settings, format, args.reveal)?;
    if !args.reading.quiet {
        if let Some(kept) = kept.as_ref().filter(|it| it.n_unchanged > 0) {
            eprintln!("\nunchanged since the last scan: {} files", kept.n_unchanged);
        }
        if let Some(earlier) = earlier {
            summary::changes(&earlier.changes(&scan));
        }
        own.tell();
        summary::end(&scan, &settings, &args.out, &took);
    }
    // What could not be looked at is told even to who wants no summary.
    own.tell_failures();
    if let Some(kept) = kept {
        kept.close();
    }
    let level = args.fail_on.map(|it| match it {
        Level::Now => Priority::Now,
        Level::Soon => Priority::Soon,
        Level::Later => Priority::Later,
    });
    Ok(level.is_some_and(|level| scan.cases.iter().any(|it| it.priority >= level)))
}

/// A scan, and what the organization's own signals and overlay did in it.
pub(crate) struct Made {
    pub(crate) scan: Scan,
    pub(crate) own: Account,
}

/// Reads and analyzes.
pub(crate) fn make(
    args: &args::Scan,
    house: &House,
    kept: Option<&mut Kept>,
    phases: &mut Phases,
) -> anyhow::Result<Made> {
    let settings = settings(args)?;
    let shipped = exports::tables(&args.reading)?;
    let read = house.read(&args.exports, &args.reading, kept)?;
    let tables = Tables { atlas: &shipped, lists: shipped.lists() };
    let read = (read.ledger, read.intake);
    let scan =
        bonafide_pipeline::analyze_watched(read, tables, &settings, &mut |it| phases.analyze(it));
    house.add_to(scan, tables, &settings)
}

/// Writes the contract's files, the report and the database, all or none.
pub(crate) fn publish(args: &args::Scan, settings: &Settings, made: &Made) -> anyhow::Result<()> {
    let Made { scan, own } = made;
    let draft = Draft::start(&args.out, MARK)?;
    let reveal = if args.reveal { Reveal::Revealed } else { Reveal::Masked };
    draft.put(&bonafide_exports::write_scan(scan, settings, reveal))?;
    if !own.lines.is_empty() {
        let bytes = own_jsonl::write(&own.lines);
        draft.put(&BTreeMap::from([(own_jsonl::FILE.to_owned(), bytes)]))?;
    }
    bonafide_store::write(&draft.path().join(DATABASE), scan, args.reveal)?;
    draft.publish()
}

/// Settings of the command line.
pub(crate) fn settings(args: &args::Scan) -> anyhow::Result<Settings> {
    Ok(Settings {
        as_of: as_of(&args.reading)?,
        applicant_base_rate: args.applicant_base_rate,
        staff_base_rate: args.staff_base_rate,
        budget: args.budget,
    })
}

/// The day as of which a command looks, if it was told one.
pub(crate) fn as_of(reading: &args::Reading) -> anyhow::Result<Option<Timestamp>> {
    let Some(day) = reading.as_of else { return Ok(None) };
    Ok(Some(day.to_zoned(TimeZone::UTC).context("--as-of is out of range")?.timestamp()))
}
