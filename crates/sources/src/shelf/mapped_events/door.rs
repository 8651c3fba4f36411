//! The words of mapped events: which door, let in or not, how long.

use bonafide_model::{Channel, Outcome, value::ValueError};

use jiff::SignedDuration as Lasted;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    /// The use of a system.
    Use(Channel),
    /// A door of a site.
    Badge,
}

impl Door {
    /// Whether only people of the organization pass, with the logins that it gave them.
    pub(super) fn is_inside(self) -> bool {
        match self {
            Self::Badge => true,
            Self::Use(channel) => match channel {
                Channel::SignIn
                | Channel::SecondFactor
                | Channel::VirtualDesktop
                | Channel::Code
                | Channel::HrPortal
                | Channel::Device
                | Channel::Vpn
                | Channel::Office => true,
                Channel::Meeting
                | Channel::Application
                | Channel::Reference
                | Channel::Assessment
                | Channel::Signing
                | Channel::Training
                | Channel::Platform
                | Channel::Commit => false,
            },
        }
    }
}

/// Our words.
const DOORS: &[(&str, Door)] = &[
    ("application", Door::Use(Channel::Application)),
    ("assessment", Door::Use(Channel::Assessment)),
    ("badge", Door::Badge),
    ("code", Door::Use(Channel::Code)),
    ("device", Door::Use(Channel::Device)),
    ("hr_portal", Door::Use(Channel::HrPortal)),
    ("meeting", Door::Use(Channel::Meeting)),
    ("office", Door::Use(Channel::Office)),
    ("platform", Door::Use(Channel::Platform)),
    ("second_factor", Door::Use(Channel::SecondFactor)),
    ("sign_in", Door::Use(Channel::SignIn)),
    ("signing", Door::Use(Channel::Signing)),
    ("training", Door::Use(Channel::Training)),
    ("virtual_desktop", Door::Use(Channel::VirtualDesktop)),
    ("vpn", Door::Use(Channel::Vpn)),
];

const EXPECTED_DOOR: ValueError = ValueError::Expected(
    "application, assessment, badge, code, device, hr_portal, meeting, office, platform, second_factor, sign_in, signing, \
     training, virtual_desktop or vpn; translate the file's own words with `words` in the mapping",
);
const EXPECTED_OUTCOME: ValueError = ValueError::Expected(
    "success or failure; translate the file's own words with `words` in the mapping",
);
const EXPECTED_DURATION: ValueError = ValueError::Expected("seconds, or hours:minutes:seconds");
const EXPECTED_MS: ValueError = ValueError::Expected("milliseconds");

/// The door of a row.
pub(super) fn of(text: &str) -> Result<Door, ValueError> {
    let word = bonafide_model::Header::fold(text);
    DOORS.iter().find(|(it, _)| *it == word).map(|(_, door)| *door).ok_or(EXPECTED_DOOR)
}

/// How logs write that it went through.
pub(crate) const SUCCESS: &[&str] = &[
    "success",
    "succeeded",
    "successful",
    "ok",
    "allow",
    "allowed",
    "permit",
    "permitted",
    "grant",
    "granted",
    "access granted",
    "pass",
    "passed",
    "accept",
    "accepted",
    "connected",
    "true",
    "yes",
    "1",
    "erfolg",
    "erfolgreich",
    "réussi",
    "succès",
];
/// And that it did not.
pub(crate) const FAILURE: &[&str] = &[
    "failure",
    "failed",
    "fail",
    "unsuccessful",
    "deny",
    "denied",
    "access denied",
    "reject",
    "rejected",
    "refused",
    "block",
    "blocked",
    "error",
    "invalid",
    "false",
    "no",
    "0",
    "fehlgeschlagen",
    "abgelehnt",
    "échec",
    "refusé",
];

/// Let in or not.
pub(super) fn outcome(text: &str) -> Result<Outcome, ValueError> {
    let word = text.trim().to_lowercase();
    if SUCCESS.contains(&word.as_str()) {
        return Ok(Outcome::Success);
    }
    if FAILURE.contains(&word.as_str()) { Ok(Outcome::Failure) } else { Err(EXPECTED_OUTCOME) }
}

/// `3600`, `3600.5`, `1:00:00`, `0h 59m 3s`.
pub(super) fn duration(text: &str) -> Result<Lasted, ValueError> {
    if let Ok(lasted) = text.parse::<Lasted>() {
        return Ok(lasted);
    }
    if text.contains(':') {
        let parts: Vec<u32> = text
            .split(':')
            .map(|it| it.trim().parse())
            .collect::<Result<_, _>>()
            .or(Err(EXPECTED_DURATION))?;
        let [hours, minutes, seconds] = parts.as_slice() else { return Err(EXPECTED_DURATION) };
        let whole = u64::from(*hours) * 3600 + u64::from(*minutes) * 60 + u64::from(*seconds);
        return i64::try_from(whole).map(Lasted::from_secs).or(Err(EXPECTED_DURATION));
    }
    let seconds: f64 = text.parse().or(Err(EXPECTED_DURATION))?;
    Lasted::try_from_secs_f64(seconds).or(Err(EXPECTED_DURATION))
}

/// A round trip; an hour is no measurement.
pub(super) fn milliseconds(text: &str) -> Result<u32, ValueError> {
    const MOST: f64 = 3_600_000.0; // guess
    let ms: f64 = text.trim_end_matches("ms").trim().parse().or(Err(EXPECTED_MS))?;
    if (0.0..MOST).contains(&ms) { Ok(ms.round() as u32) } else { Err(EXPECTED_MS) }
}
