//! Stays in two places that cannot be one person's, or one machine's.

use bonafide_model::{Cell, Place};

use crate::clock::hours_between;

/// Faster than an airliner: published (impossible-travel rules of identity providers use about this).
const KM_PER_HOUR: f64 = 900.0;
/// Cells of one day that are compared with one another (guess).
const MOST_CELLS: usize = 64;

/// One cell with its place.
pub(crate) type Stay<'a> = (&'a Place, &'a Cell);

/// The first pair of a day that lies farther apart than `far_km` and cannot be one person.
pub(crate) fn clash<'a>(stays: &[Stay<'a>], far_km: f64) -> Option<(Stay<'a>, Stay<'a>)> {
    // A day has a handful of cells; a scanner's flood of addresses must not make this quadratic in it.
    let stays = stays.get(..stays.len().min(MOST_CELLS))?;
    let pairs = stays.iter().flat_map(|here| stays.iter().map(move |there| (*here, *there)));
    pairs.into_iter().find(|(here, there)| is_impossible(*here, *there, far_km))
}

/// Whether `there` began while `here` went on, and no journey fits before or after.
fn is_impossible((here, outer): Stay, (there, inner): Stay, far_km: f64) -> bool {
    let Some(km) = here.km_apart(there).filter(|it| *it > far_km) else { return false };
    if inner.first <= outer.first || inner.first >= outer.last {
        return false;
    }
    // A single use that lasted went on all the time.
    let is_one_session = outer.count == 1 && outer.longest_minutes > 0;
    let shortest_leg =
        hours_between(outer.first, inner.first).min(hours_between(inner.first, outer.last));
    is_one_session || km > KM_PER_HOUR * shortest_leg
}
