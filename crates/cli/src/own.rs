//! Signals of the organization's own and its overlay: from a folder and a file to what they do in a scan.

mod account;
mod folder;
mod questions;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::Context;
use bonafide_exports::own_jsonl::OwnLine;
use bonafide_model::{Bits, Scan, Settings};
use bonafide_own::{Fault, Overlay, OwnSignal};
use bonafide_pipeline::{Own, Tables, Watch};

use crate::{
    args::{self, Reading},
    exports::{self, Exports},
    kept::Kept,
    scan::Made,
};

/// What an organization has of its own, as far as it can be used.
#[derive(Debug, Default)]
pub(crate) struct House {
    /// Signals, in order of id.
    pub(crate) signals: Vec<OwnSignal>,
    /// Files that cannot be used.
    pub(crate) faults: Vec<Fault>,
    /// Its overlay.
    pub(crate) overlay: Overlay,
}

/// What they did in a scan, in order.
#[derive(Debug, Default)]
pub(crate) struct Account {
    /// One a signal, switch or exception.
    pub(crate) lines: Vec<OwnLine>,
}

impl House {
    /// Loads what the command line names. A file of a signal that cannot be used is kept as a fault; an overlay that cannot be
    /// used is an error, since without it others would be counted who should not.
    pub(crate) fn load(args: &args::Own) -> anyhow::Result<Self> {
        let mut res = Self::default();
        if let Some(folder) = &args.signals {
            let gathered = bonafide_own::gather(&folder::files(folder)?, &shipped_ids());
            res.signals = gathered.signals;
            res.faults = gathered.faults;
            let (_, unplaced) = Watch::of(&res.signals);
            let is_unplaced = |it: &OwnSignal| unplaced.iter().any(|fault| fault.file == it.file);
            res.signals.retain(|it| !is_unplaced(it));
            res.faults.extend(unplaced);
            res.faults.sort();
        }
        if let Some(path) = &args.overlay {
            let text = fs::read_to_string(path)
                .with_context(|| format!("cannot read the overlay {}", path.display()))?;
            let name = path.display().to_string();
            res.overlay = Overlay::parse((&name, &text), &res.weights())
                .map_err(|faults| anyhow::anyhow!("{}", lines(&faults)))?;
        }
        Ok(res)
    }

    /// The overlay without the signals: of what no source reads, rules and questions see nothing.
    pub(crate) fn overlay_alone(&self) -> Self {
        Self { overlay: self.overlay.clone(), ..Self::default() }
    }

    /// Usual weights of all signals, by id.
    fn weights(&self) -> BTreeMap<&'static str, Bits> {
        let shipped = bonafide_signals::SIGNALS.iter().map(|it| it.card);
        let all = shipped.chain(self.signals.iter().map(|it| it.card));
        all.map(|it| (it.id, it.weight)).collect()
    }

    /// Whether there is nothing.
    fn is_empty(&self) -> bool {
        self.signals.is_empty() && self.overlay == Overlay::default()
    }

    /// Which records the rules look at.
    pub(crate) fn watch(&self) -> Watch<'_> {
        Watch::of(&self.signals).0
    }

    /// Reads exports with the rules looking on.
    pub(crate) fn read(
        &self,
        path: &Path,
        reading: &Reading,
        kept: Option<&mut Kept>,
    ) -> anyhow::Result<Exports> {
        let watch = self.watch();
        exports::each(path, reading, kept, &mut |file, mapped| {
            bonafide_pipeline::read_watching(file, mapped, &watch)
        })
    }

    /// What the signals find in a scan, and what the overlay makes of it and of what shipped signals found.
    pub(crate) fn add_to(
        &self,
        mut scan: Scan,
        tables: Tables<'_>,
        settings: &Settings,
    ) -> anyhow::Result<Made> {
        if self.is_empty() {
            return Ok(Made { scan, own: account::of(self, &self.faults, None) });
        }
        let (found, failed) = questions::ask(&self.signals, &scan)?;
        let faults = [self.faults.clone(), failed].concat();
        let own = Own { signals: &self.signals, found, overlay: &self.overlay };
        let reconsidered = bonafide_pipeline::reconsider(&scan, own, tables, settings);
        let own = account::of(self, &faults, Some((&reconsidered, scan.as_of)));
        scan.cases = reconsidered.cases;
        Ok(Made { scan, own })
    }

    /// Tells what cannot be used, on stderr.
    pub(crate) fn tell_faults(&self) {
        for fault in &self.faults {
            eprintln!("your signals: {fault}");
        }
    }
}

pub(crate) use questions::fault as question_fault;

/// Ids of shipped signals.
pub(crate) fn shipped_ids() -> BTreeSet<&'static str> {
    bonafide_signals::SIGNALS.iter().map(|it| it.card.id).collect()
}

/// Faults, one a line.
pub(crate) fn lines(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
