//! The stories of the company: honest people whose records look odd, and three operated networks among them.

mod applications;
mod desktop;
mod farm;
mod households;
mod machines;
mod movements;
mod returning;

use crate::world::World;

/// Applicants whom the stories of operated networks add.
pub(crate) const OPERATED_APPLICANTS: usize = desktop::REFUSED;

/// Tells all of them. Honest stories come first and choose among honest people.
pub(crate) fn tell(world: &mut World) {
    households::tell(world);
    movements::tell(world);
    machines::tell(world);
    applications::tell(world);
    farm::tell(world);
    desktop::tell(world);
    returning::tell(world);
}
