//! The machines from which systems are used, as the systems themselves tell them apart.

use bonafide_model::{CellKey, Channel};

/// Words in the names of systems that phones and tablets have, lower case.
const MOBILE: &[&str] = &["ios", "android", "iphone", "ipad"];

/// The client's id or name, where the door gives one that stays with the machine. Brokers, code hosts and mail name a kind
/// of program instead, which many machines have.
pub(crate) fn machine(key: &CellKey) -> Option<&str> {
    let is_named =
        matches!(key.channel, Channel::SignIn | Channel::SecondFactor | Channel::HrPortal);
    key.client.as_deref().filter(|it| is_named && !it.is_empty())
}

/// Whether the client is a phone or tablet, whose provider lets it out where it likes.
pub(crate) fn is_mobile(key: &CellKey) -> bool {
    key.os.as_deref().is_some_and(|os| {
        let mut words = os.split(|it: char| !it.is_ascii_alphabetic());
        words.any(|word| MOBILE.iter().any(|it| it.eq_ignore_ascii_case(word)))
    })
}
