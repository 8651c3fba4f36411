//! Whether something is so common in this organization that it tells nothing of one person.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Fact, Finding, Scene};

/// From how many on, and from which share on of those on whom it could be seen, in percent.
struct Common {
    least: usize,
    percent: usize,
}

/// Of devices and what is done with them (guess).
const CUSTOM: Common = Common { least: 5, percent: 10 };
/// Of what a few people go through, such as tests and checks: there the tool that saw it errs on many of few (guess).
const HABIT: Common = Common { least: 3, percent: 20 };

impl Common {
    const fn holds(&self, n: usize, of: usize) -> bool {
        n >= self.least && n * 100 >= of * self.percent
    }
}

/// Whether so many of those on whom it could be seen have it that it is a custom here, or was rolled out.
pub(crate) const fn is_custom(n: usize, of: usize) -> bool {
    CUSTOM.holds(n, of)
}

/// Whether a thing that is seen on some people is a way of the house, or of the tool that saw it.
pub(crate) const fn is_habit(n: usize, of: usize) -> bool {
    HABIT.holds(n, of)
}

/// Findings, one a person, unless so many have one that it is a custom here.
pub(crate) fn unless_custom(findings: Vec<Finding>, of: usize) -> Vec<Finding> {
    if is_custom(findings.len(), of) { Vec::new() } else { findings }
}

/// The same by the measure of habits.
pub(crate) fn unless_habit(findings: Vec<Finding>, of: usize) -> Vec<Finding> {
    if is_habit(findings.len(), of) { Vec::new() } else { findings }
}

/// What so many devices have in common, of all that show anything of its kind, that it was rolled out or is noise.
pub(crate) fn on_devices<'a, T: Ord>(
    scene: &Scene<'a>,
    is_of_kind: impl Fn(&Fact) -> bool,
    pick: impl Fn(&'a Fact) -> Option<T>,
) -> BTreeSet<T> {
    let mut with: BTreeMap<T, usize> = BTreeMap::new();
    let mut n_showing = 0;
    for device in scene.linked.devices.values() {
        let seen = device.said.iter().filter(|said| is_of_kind(&said.fact)).collect::<Vec<_>>();
        n_showing += usize::from(!seen.is_empty());
        let picked = seen.iter().filter_map(|said| pick(&said.fact)).collect::<BTreeSet<T>>();
        picked.into_iter().for_each(|it| *with.entry(it).or_default() += 1);
    }
    with.into_iter().filter(|(_, n)| is_custom(*n, n_showing)).map(|(it, _)| it).collect()
}

#[cfg(test)]
mod tests {
    use super::is_custom;

    #[test]
    fn a_few_are_no_custom_and_many_of_very_many_are_none_either() {
        assert!(!is_custom(4, 4));
        assert!(is_custom(5, 50));
        assert!(!is_custom(5, 51));
    }
}
