//! What a long run is at, and how long each part of it took; on stderr.

use std::time::{Duration, Instant};

use bonafide_pipeline::Phase;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Runs that took less are told in one number. Guess: who waited this long asks what for.
const LONG: Duration = Duration::from_secs(10);
/// How often the time on the terminal moves on.
const TICK: Duration = Duration::from_millis(200);

/// The parts of a run so far.
pub(crate) struct Phases {
    begun: Vec<(&'static str, Instant)>,
    bar: ProgressBar,
}

impl Phases {
    /// A run that begins with this, which shows by itself what it is at.
    pub(crate) fn start(what: &'static str, quiet: bool) -> Self {
        let style = ProgressStyle::with_template("{msg} {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let bar = ProgressBar::with_draw_target(None, target(quiet)).with_style(style);
        Self { begun: vec![(what, Instant::now())], bar }
    }

    /// The next part, which shows by itself what it is at.
    pub(crate) fn mark(&mut self, what: &'static str) {
        self.begun.push((what, Instant::now()));
    }

    /// The next part.
    pub(crate) fn begin(&mut self, what: &'static str) {
        self.mark(what);
        self.bar.set_message(what);
        self.bar.reset_elapsed();
        self.bar.enable_steady_tick(TICK);
    }

    /// The next part of the analysis.
    pub(crate) fn analyze(&mut self, phase: Phase) {
        self.begin(match phase {
            Phase::Link => "linking people",
            Phase::Signals => "looking for signals",
            Phase::Order => "weighing",
        });
    }

    /// The run is over: `0.4 s`, or with its parts if it was long.
    pub(crate) fn end(self) -> String {
        self.bar.finish_and_clear();
        told(&self.begun, Instant::now())
    }
}

/// Where progress is shown.
pub(crate) fn target(quiet: bool) -> ProgressDrawTarget {
    if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() }
}

fn told(begun: &[(&'static str, Instant)], end: Instant) -> String {
    let Some((_, start)) = begun.first() else { return String::new() };
    let whole = end.duration_since(*start);
    let total = format!("{:.1} s", whole.as_secs_f64());
    if whole < LONG {
        return total;
    }
    let ends = begun.iter().skip(1).map(|(_, it)| *it).chain([end]);
    let parts: Vec<String> = begun
        .iter()
        .zip(ends)
        .map(|((what, start), end)| format!("{what} {:.1}", (end - *start).as_secs_f64()))
        .collect();
    format!("{total} ({})", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_is_told_part_by_part_and_a_short_one_in_one_number() {
        let start = Instant::now();
        let after = |seconds: f64| start + Duration::from_secs_f64(seconds);
        let begun = [("reading", start), ("linking people", after(8.0)), ("writing", after(9.5))];
        assert_eq!(
            told(&begun, after(12.0)),
            "12.0 s (reading 8.0, linking people 1.5, writing 2.5)"
        );
        assert_eq!(told(&begun[..1], after(0.44)), "0.4 s");
    }
}
