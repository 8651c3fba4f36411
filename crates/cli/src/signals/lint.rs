//! `signals lint`: what is wrong with signals and an overlay before anybody relies on them.

use anyhow::{bail, ensure};
use bonafide_model::value::utc_day;
use bonafide_own::Fault;
use jiff::{Timestamp, civil::Date};

use crate::{
    args::Own,
    own::{House, question_fault},
    summary::println_out,
};

/// Tells every fault; an error if there is one.
pub(super) fn run(own: &Own, as_of: Option<Date>) -> anyhow::Result<()> {
    ensure!(
        own.signals.is_some() || own.overlay.is_some(),
        "expected the folder of your signals, or --overlay FILE"
    );
    let house = House::load(own)?;
    let today = as_of.unwrap_or_else(|| utc_day(Timestamp::now()));
    let mut faults: Vec<Fault> = house.faults.clone();
    for signal in &house.signals {
        faults.extend(bonafide_own::lint_signal(signal));
        faults.extend(question_fault(signal)?);
    }
    let (of_overlay, soon) = bonafide_own::lint_overlay(&house.overlay, today);
    faults.extend(of_overlay);
    for fault in &faults {
        println_out(&fault.to_string())?;
    }
    for fault in &soon {
        println_out(&format!("soon: {fault}"))?;
    }
    let (signals, exceptions) = (house.signals.len(), house.overlay.exceptions.len());
    if faults.is_empty() {
        println_out(&format!("{signals} signals and {exceptions} exceptions, no fault"))?;
        return Ok(());
    }
    bail!("{} faults in {signals} signals and {exceptions} exceptions", faults.len())
}
