//! The list of signals.

use bonafide_model::{Card, Finding, Scene};

/// One signal.
#[derive(Debug, Clone, Copy)]
pub struct Signal {
    /// Everything about it that is not its code.
    pub card: &'static Card,
    /// Looks for it; findings in order of persona.
    pub detect: fn(&Scene) -> Vec<Finding>,
}

/// From module names: every module has a `CARD` and a `detect`.
macro_rules! shelf {
    ($($signal:ident,)*) => {
        &[$(Signal { card: &crate::$signal::CARD, detect: crate::$signal::detect }),*]
    };
}

/// Every signal, in order of card id. A new signal adds its file, its `mod` line and one line here.
pub const SIGNALS: &[Signal] = shelf![
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case_and_in_order() {
        let ids = SIGNALS.iter().map(|it| it.card.id).collect::<Vec<_>>();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
        for id in ids {
            assert!(id.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-'), "{id}");
        }
    }

    #[test]
    fn cards_are_filled_in() {
        for Signal { card, .. } in SIGNALS {
            assert!(!card.benign.is_empty(), "{}: no innocent reason", card.id);
            assert!(!card.verify.is_empty(), "{}: no check", card.id);
            assert!(!card.needs.is_empty(), "{}: needs nothing", card.id);
            let has_parent = ["guess: ", "measured ", "published ("].iter().any(|it| card.weight_from.starts_with(it));
            assert!(has_parent, "{}: weight without a parent", card.id);
        }
    }
}
