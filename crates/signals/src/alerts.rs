//! What security products and providers detect of their own, and call by names of theirs.

use std::sync::Arc;

use bonafide_model::{Bits, Device, Fact, Persona, Said, Scene};

use crate::{
    programs,
    surprise::{self, Frequencies},
};

/// A detection by its vendor's name, the device on which it was, and who says so.
type Hit<'a> = (&'a Arc<str>, &'a Device, &'a Said);

/// The name of a detection that has one of these words in it, which are in lower case.
pub(crate) fn named<'a>(fact: &'a Fact, words: &[&str]) -> Option<&'a Arc<str>> {
    let Fact::Alerted(name) = fact else { return None };
    let lower = name.to_lowercase();
    words.iter().any(|it| lower.contains(it)).then_some(name)
}

/// On how many devices each detection is, of those that show any.
pub(crate) fn on_devices<'a>(
    scene: &Scene<'a>,
    pick: impl Fn(&'a Fact) -> Option<&'a Arc<str>>,
) -> Frequencies<&'a Arc<str>> {
    surprise::on_devices(scene, |it| matches!(it, Fact::Alerted(_)), pick)
}

/// Detections on a person's company devices that are not common here.
pub(crate) fn uncommon<'a>(
    (scene, persona): (&Scene<'a>, &Persona),
    pick: impl Fn(&'a Fact) -> Option<&'a Arc<str>>,
    (known, weight): (&Frequencies<&'a Arc<str>>, Bits),
) -> Vec<Hit<'a>> {
    let hits = programs::seen_on_company_devices(scene, persona, pick).into_iter();
    hits.filter(|(name, ..)| !known.get(name).is_common(weight)).collect()
}
