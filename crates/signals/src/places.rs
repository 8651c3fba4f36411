//! Where uses of systems were, and how far from where the person says they are.

use std::{collections::BTreeSet, net::IpAddr};

use bonafide_model::{
    AddressPurpose, Cell, CellKey, Channel, NetworkFacts, NetworkKind, Persona, Place, Said, Scene,
};
use jiff::civil::Date;

/// An address behind which at least this many personas work is an exit that the organisation knows: office, gateway, carrier (guess).
const COMMON_EXIT_PERSONAS: usize = 10;
/// And they are at least this share of the population, in percent (guess): a desk with a dozen laptops in a large firm is not common.
const COMMON_EXIT_PERCENT: usize = 1;

/// Doors through which the work itself goes, as against hiring and meetings.
pub(crate) fn is_work(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::SignIn
            | Channel::SecondFactor
            | Channel::VirtualDesktop
            | Channel::Code
            | Channel::HrPortal
    )
}

/// What the tables know of the address of a use.
pub(crate) fn network<'a>(scene: &'a Scene<'_>, key: &CellKey) -> &'a NetworkFacts {
    key.ip.map_or(&NetworkFacts::UNKNOWN, |ip| scene.network(ip))
}

/// Where a use was: by our tables, else as the vendor placed it.
pub(crate) fn place_of<'a>(
    scene: &'a Scene<'_>,
    key: &CellKey,
    cell: &'a Cell,
) -> Option<&'a Place> {
    network(scene, key).place.as_ref().or(cell.vendor_place.as_deref())
}

/// Whether the address says where an exit of a VPN or a rented server is, and not where the person is.
pub(crate) fn is_anonymized(scene: &Scene<'_>, key: &CellKey) -> bool {
    key.anonymizer.is_some() || network(scene, key).is_rented()
}

/// Whether the use came from a network that connects homes, firms or phones, and nobody named an anonymizer.
pub(crate) fn is_access(scene: &Scene<'_>, key: &CellKey) -> bool {
    key.anonymizer.is_none() && network(scene, key).kind == NetworkKind::Access
}

/// Whether so many personas stand behind the address that its place says nothing of one of them.
pub(crate) fn is_common_exit(scene: &Scene<'_>, ip: IpAddr) -> bool {
    let users = scene.users_of(ip);
    users >= COMMON_EXIT_PERSONAS && users * 100 >= scene.n_people() * COMMON_EXIT_PERCENT
}

/// Whether the use came through such an exit.
pub(crate) fn through_common_exit(scene: &Scene<'_>, key: &CellKey) -> bool {
    key.ip.is_some_and(|ip| is_common_exit(scene, ip))
}

/// Where the address tells where the person is: neither anonymized nor a common exit.
pub(crate) fn telling_place<'a>(
    scene: &'a Scene<'_>,
    key: &CellKey,
    cell: &'a Cell,
) -> Option<&'a Place> {
    // The network is looked up once: this is asked of most uses, by many signals.
    let network = network(scene, key);
    if key.anonymizer.is_some() || network.is_rented() || through_common_exit(scene, key) {
        return None;
    }
    network.place.as_ref().or(cell.vendor_place.as_deref())
}

/// Every place where the person is declared to live or to work. An approved move shows as a place of work.
pub(crate) fn claims<'a>(scene: &'a Scene<'_>, persona: &'a Persona) -> Vec<(&'a Place, &'a Said)> {
    persona
        .addresses()
        .filter(|((_, purpose), _)| matches!(purpose, AddressPurpose::Home | AddressPurpose::Work))
        .filter_map(|((address, _), said)| Some((scene.place_of(address)?, said)))
        .collect()
}

/// Least distance of a place from the claims; `None` without a claim that has a point.
pub(crate) fn km_from_claims(claims: &[(&Place, &Said)], place: &Place) -> Option<f64> {
    claims.iter().filter_map(|(claim, _)| claim.km_apart(place)).min_by(f64::total_cmp)
}

/// Names of the claims, each once: `Austin, Texas, US or Newark, New Jersey, US`.
pub(crate) fn claim_words(claims: &[(&Place, &Said)]) -> String {
    let labels = claims.iter().map(|(place, _)| place.label()).collect::<BTreeSet<_>>();
    labels.into_iter().collect::<Vec<_>>().join(" or ")
}

/// The place named most often; the first in order among equals.
pub(crate) fn usual_place<'a>(places: impl IntoIterator<Item = &'a Place>) -> String {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for place in places {
        *counts.entry(place.label()).or_default() += 1;
    }
    let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    most.map_or_else(|| "an unknown place".to_owned(), |(label, _)| label)
}

/// Days from the first to the last, both counted; 0 for none.
pub(crate) fn span_days(days: &BTreeSet<Date>) -> i64 {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return 0 };
    first.until(*last).map_or(0, |it| i64::from(it.get_days()) + 1)
}

/// How many in a hundred, rounded.
pub(crate) fn percent(part: usize, whole: usize) -> usize {
    (part * 100 + whole / 2).checked_div(whole).unwrap_or(0)
}

/// A distance as it is said.
pub(crate) fn km_words(km: f64) -> u64 {
    km.round() as u64
}
