//! What the comparisons of a pattern name that a person's records can carry.

use super::pattern::{All, Comparison};
use crate::listings::{self, Kind};

/// What one alternative of a pattern comes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning<'p> {
    /// Each of these values, of this kind or of the kind that its form shows.
    Values(Option<Kind>, &'p [String]),
    /// Nothing that we look for, and why.
    Nothing(&'static str),
}

const OTHER: Meaning<'_> = Meaning::Nothing("an indicator of files, processes or traffic");

/// The one comparison that names a value, if all others only say more of the same object.
pub(super) fn meaning(all: &All) -> Meaning<'_> {
    let mut naming = all.iter().filter(|it| !is_context(it));
    let (Some(one), None) = (naming.next(), naming.next()) else {
        return Meaning::Nothing("a pattern of several values at once");
    };
    let Some((object, property)) = one.path.split_once(':') else { return OTHER };
    let is_value = matches!(one.operator.as_str(), "=" | "==" | "IN")
        || (one.operator == "ISSUBSET" && property.ends_with("value"));
    if one.is_negated || !is_value {
        return Meaning::Nothing("a pattern that compares otherwise than with one value");
    }
    let kind = match (object, property) {
        ("ipv4-addr" | "ipv6-addr", "value") => Kind::Network,
        ("domain-name" | "hostname", "value") => Kind::Domain,
        ("url", "value") | ("media-content", "url") => Kind::Page,
        ("email-addr", "value") | ("email-message", "from_ref.value" | "sender_ref.value") => {
            Kind::Email
        }
        ("phone-number", "value") | ("x-phone-number", "international_phone_number") => Kind::Phone,
        ("cryptocurrency-wallet" | "x-cryptocurrency-wallet" | "x-crypto", "value" | "address") => {
            Kind::Wallet
        }
        ("bank-account", "iban" | "account_number") => Kind::Account,
        ("network-traffic", "src_ref.value" | "dst_ref.value") => {
            return Meaning::Values(None, &one.values);
        }
        ("user-account", "account_login" | "user_id") => return account(all, one),
        _ => return OTHER,
    };
    Meaning::Values(Some(kind), &one.values)
}

/// Whether a comparison says more of an object without naming it: its type, chain, bank.
fn is_context(comparison: &Comparison) -> bool {
    let property = comparison.path.split_once(':').map_or("", |(_, it)| it);
    let is_said = !comparison.is_negated && matches!(comparison.operator.as_str(), "=" | "==");
    let says_more = matches!(
        property,
        "account_type" | "chain" | "currency" | "currency_code" | "type" | "bic" | "display_name"
    ) || property.ends_with("_ref.type")
        || property.starts_with("is_");
    is_said && says_more
}

/// A name on a site; a name without a site is shared by strangers, unless it is a mail address.
fn account<'p>(all: &All, one: &'p Comparison) -> Meaning<'p> {
    let of_type = all.iter().find(|it| it.path.ends_with(":account_type"));
    let site = of_type.and_then(|it| it.values.first()).and_then(|it| listings::site(it));
    if let Some(site) = site {
        return Meaning::Values(Some(Kind::Profile(site)), &one.values);
    }
    let is_mail = |it: &String| Kind::Email.read(it).is_ok() && it.contains('@');
    if one.values.iter().all(is_mail) {
        return Meaning::Values(Some(Kind::Email), &one.values);
    }
    Meaning::Nothing("an account without a site that we know: strangers share a name")
}
