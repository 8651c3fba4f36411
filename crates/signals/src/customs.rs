//! Whether something is so common in this organization that it tells nothing of one person.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Fact, Scene};

/// As many may be a custom (guess).
const LEAST: usize = 5;
/// And are one at this share of those on whom it could be seen, in percent (guess).
const PERCENT: usize = 10;

/// Whether so many of those on whom it could be seen have it that it is a custom here, or was rolled out.
pub(crate) fn is_custom(n: usize, of: usize) -> bool {
    n >= LEAST && n * 100 >= of * PERCENT
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
