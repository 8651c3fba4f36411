//! What the full reader answers to a line, apart from the line's time.

use std::net::IpAddr;

use bonafide_model::{Access, Fact, Provenance, Reading, Statement, Subject};
use jiff::Timestamp;

/// What lines of one key say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// These, each at the time of the line or without a time.
    Statements(Vec<Statement>),
    /// Nothing, for a reason.
    Nothing(&'static str),
}

impl Said {
    /// Of whom it is said; of the first, where it is said of several.
    pub(super) fn subject(&self) -> Option<&Subject> {
        match self {
            Self::Statements(statements) => statements.first().map(|it| &it.subject),
            Self::Nothing(_) => None,
        }
    }

    /// The answer without its time, and the time; `None` if it holds more than one time or an end of its own, so that it
    /// can't be said again at another time.
    pub(super) fn of(reading: Reading) -> Option<(Self, Option<Timestamp>)> {
        let mut statements = match reading {
            Reading::PassOver(why) => return Some((Self::Nothing(why), None)),
            Reading::Says(statements) => statements,
        };
        let mut time = None;
        for statement in &mut statements {
            let mut at = statement.at;
            if let Fact::Access(access) = &mut statement.fact {
                if access.until.is_some() || at.is_some_and(|it| it != access.at) {
                    return None;
                }
                at = Some(access.at);
                access.at = Timestamp::UNIX_EPOCH;
                statement.at = at;
            }
            if let Some(at) = at {
                if time.is_some_and(|it| it != at) {
                    return None;
                }
                time = Some(at);
                statement.at = Some(Timestamp::UNIX_EPOCH);
            }
        }
        Some((Self::Statements(statements), time))
    }

    /// Whether somebody is called after the place of the record, so that no other record says the same.
    pub(super) fn is_of_place(&self, from: &Provenance) -> bool {
        let Self::Statements(statements) = self else { return false };
        let place = from.to_string();
        statements
            .iter()
            .any(|it| matches!(&it.subject, Subject::Record(key) if *key.key == *place))
    }

    /// The address of the first use of a system that has one.
    pub(super) fn address(&self) -> Option<IpAddr> {
        let Self::Statements(statements) = self else { return None };
        statements.iter().filter_map(|it| it.fact.as_access()).find_map(|it| it.ip.or(it.factor_ip))
    }

    /// The same with one address in the place of another.
    pub(super) fn with_address(&self, old: IpAddr, new: IpAddr) -> Self {
        let mut said = self.clone();
        if let Self::Statements(statements) = &mut said {
            for statement in statements {
                if let Fact::Access(access) = &mut statement.fact {
                    **access = at_address(access, old, new);
                }
            }
        }
        said
    }
}

/// A use of a system with one address in the place of another.
pub(super) fn at_address(access: &Access, old: IpAddr, new: IpAddr) -> Access {
    let moved = |it: Option<IpAddr>| if it == Some(old) { Some(new) } else { it };
    let (ip, factor_ip) = (moved(access.ip), moved(access.factor_ip));
    Access { ip, factor_ip, ..access.clone() }
}
