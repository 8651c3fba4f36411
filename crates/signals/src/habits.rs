//! What is seen on so many that it says nothing of one: a way of the house, or of the tool that saw it.

/// People from whom on it can be a way of the house (guess).
const PEOPLE: usize = 3;
/// And is, at this share of all on whom it could have been seen, in percent (guess).
const PERCENT: usize = 20;

/// Whether a thing that is seen on some people is a way of the house, given on how many it could have been seen.
pub(crate) fn is_habit(n_seen: usize, n_all: usize) -> bool {
    n_seen >= PEOPLE && n_seen * 100 >= n_all * PERCENT
}
