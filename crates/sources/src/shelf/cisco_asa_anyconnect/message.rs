//! One message of the firewall: its number says what happened, its words name user and address in one of five ways.

use bonafide_model::value::ValueError;
use jiff::SignedDuration;

use crate::telling::Field;

/// What a message tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A session began, or went on from another address.
    Start,
    /// A session ended, and how long it had lasted.
    End,
    /// A login was refused.
    Refused,
    /// Something about the client's machine.
    Attribute,
}

/// `%ASA-6-113039: Group <…> User <…> IP <…> …`.
pub(super) struct Message<'a> {
    number: &'a str,
    text: &'a str,
}

impl<'a> Message<'a> {
    /// The message that begins with its mark. Interfaces' names may stand between level and number.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let end = text.find([':', ' ']).unwrap_or(text.len());
        let (mark, rest) = text.split_at_checked(end)?;
        let number = mark.rsplit('-').next()?;
        let is_number = number.len() == 6 && number.bytes().all(|it| it.is_ascii_digit());
        is_number.then(|| Self { number, text: rest.trim_start_matches(':').trim() })
    }

    /// What its number means; `None` for what is of no use.
    pub(super) fn what(&self) -> Option<What> {
        match self.number {
            // A second form of 722051 tells of a standby unit's copy of the session.
            "113039" | "713228" | "716001" | "716038" | "716059" | "722022" | "722051"
            | "722055" | "750006" => Some(What::Start),
            "113019" => Some(What::End),
            "113005" | "113015" | "716039" | "750003" => Some(What::Refused),
            "734003" => Some(What::Attribute),
            _ => None,
        }
    }

    /// User and address, by whichever words the message has.
    pub(super) fn user_and_address(&self) -> Option<(&'a str, &'a str)> {
        let by = |user: (&str, &str), address: (&str, &str)| {
            Some((self.between(user)?, self.between(address)?))
        };
        by(("User <", ">"), (" IP <", ">"))
            .or_else(|| by(("Username = ", ","), (" IP = ", ",")))
            .or_else(|| by(("user = ", " :"), ("user IP = ", " ")))
            .or_else(|| by(("Username:", " "), ("Remote:", " ")))
            .or_else(|| by(("DAP: User ", ", Addr "), (", Addr ", ": ")))
            .or_else(|| by(("client user ", ","), (", IP ", " ")))
    }

    /// What follows the first text, up to the second or the end.
    fn between(&self, (start, end): (&str, &str)) -> Option<&'a str> {
        let (_, rest) = self.text.split_once(start)?;
        Some(rest.split_once(end).map_or(rest, |(inside, _)| inside).trim())
    }

    /// The operating system in the client's own words: `AnyConnect VPN Agent for Windows 4.10`, `Mac OS X (15.4.0)`.
    pub(super) fn client_os(&self) -> Option<&'a str> {
        let client = self.between(("Client Type: ", ";"))?;
        let client = client.rsplit_once(" for ").map_or(client, |(_, it)| it);
        let end = client.find(|it: char| it.is_ascii_digit() || it == '(').unwrap_or(client.len());
        let os = client.get(..end)?.trim();
        (!os.is_empty()).then_some(os)
    }

    /// `Duration: 6h:33m:18s`.
    pub(super) fn duration(&self) -> Option<Field<'a>> {
        Some(Field::new("Duration", self.between(("Duration: ", ","))?))
    }

    /// `Session Attribute name = "value"`.
    pub(super) fn attribute(&self) -> Option<(&'a str, &'a str)> {
        let (_, rest) = self.text.split_once("Session Attribute")?;
        let (name, value) = rest.trim_start_matches(':').split_once('=')?;
        let value = value.trim().trim_matches('"');
        (!value.is_empty()).then(|| (name.trim(), value))
    }
}

/// `1d 6h:33m:18s`, whatever parts are there.
pub(super) fn lasted(text: &str) -> Result<SignedDuration, ValueError> {
    const EXPECTED: ValueError = ValueError::Expected("a length such as 6h:33m:18s");
    let mut seconds: i64 = 0;
    for part in text.split([' ', ':']).filter(|it| !it.is_empty()) {
        let (number, unit) = part.split_at_checked(part.len() - 1).ok_or(EXPECTED)?;
        let number: u32 = number.parse().or(Err(EXPECTED))?;
        let unit = match unit {
            "d" => 24 * 60 * 60,
            "h" => 60 * 60,
            "m" => 60,
            "s" => 1,
            _ => return Err(EXPECTED),
        };
        seconds += i64::from(number) * unit;
    }
    Ok(SignedDuration::from_secs(seconds))
}
