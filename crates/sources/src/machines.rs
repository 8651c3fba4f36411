//! What inventories and agents of machines say alike: a person's account on them, maker and model, the address that they
//! check in from, an application in a list, a time that may be "never", a device by its plug-and-play id.

use std::borrow::Cow;

use bonafide_model::{
    Access, Channel, DeviceKey, EmailUse, Fact, Identifier, Program,
    value::{self, Email, ValueError},
};
use jiff::Timestamp;

use crate::{
    naming::{Login, device, is_system_account, public_ip},
    object::Object,
    telling::Telling,
};

/// How systems begin a time that stands for "never".
const NEVER: &[&str] = &["0001-", "1970-01-01T00:00:00", "1970-01-01 00:00:00", "9999-"];

/// Folders and owners of the programs that every Mac is born with.
const APPLE_S_OWN: &[&str] = &["/System/", "com.apple."];

/// A person's login on a machine: in lower case, without the domain or machine before it; `None` for the system's own.
pub(crate) fn login(name: &str) -> Option<Login> {
    if let Ok(mailbox) = Email::parse(name) {
        return Some(Login::read(mailbox.reveal()));
    }
    let name = name.trim().rsplit(['\\', '/']).next().unwrap_or_default().trim().to_lowercase();
    (!is_system_account(&name) && !name.is_empty()).then(|| Login::read(&name))
}

/// The same as a pointer at the person.
pub(crate) fn account(name: &str) -> Option<Identifier> {
    login(name).map(|it| it.identifier())
}

/// A telling of the person whom an inventory names beside a machine, by their work mailbox.
pub(crate) fn holder(source: &'static str, mailbox: Email) -> Telling {
    let mut person = Telling::of_person(source, mailbox.reveal());
    person.say(Fact::Knows(Identifier::Mailbox(mailbox.clone())));
    person.say(Fact::Email(mailbox, EmailUse::Work));
    person
}

/// A telling of a machine by its names, dated by the first of several times that is there; `None` if it has no name.
pub(crate) fn seen(
    names: impl IntoIterator<Item = Option<DeviceKey>>,
    object: &Object<'_>,
    times: &[&str],
) -> Option<(Telling, Option<Timestamp>)> {
    let mut telling = device(names, None)?;
    let at = time(&mut telling, object, times);
    Some((if let Some(at) = at { telling.dated(at) } else { telling }, at))
}

/// Maker and model, and the operating system with its version, from the parts that are there; `None` without a model.
pub(crate) fn model(
    model: &[Option<Cow<'_, str>>],
    system: &[Option<Cow<'_, str>>],
) -> Option<Fact> {
    let join = |parts: &[Option<Cow<'_, str>>]| {
        let words: Vec<&str> = parts.iter().flatten().map(|it| &**it).collect();
        Some(words.join(" ")).filter(|it| !it.is_empty())
    };
    let os = join(system).map(Into::into);
    join(model).map(|model| Fact::Model { model: model.into(), os })
}

/// The machine's check-in from the public address in a field. An address without a time would say nothing: it is noted.
pub(crate) fn checked_in(
    telling: &mut Telling,
    object: &Object<'_>,
    name: &str,
    at: Option<Timestamp>,
) {
    if let Some(access) = check_in(telling, object, name, at) {
        telling.access(access);
    }
}

/// The same check-in before it is said, for whoever knows more of it.
pub(crate) fn check_in(
    telling: &mut Telling,
    object: &Object<'_>,
    name: &str,
    at: Option<Timestamp>,
) -> Option<Access> {
    let ip = public_ip(telling, object, name)?;
    let Some(at) = at else {
        telling.unread(name, &ValueError::Expected("the time of the last contact beside it"));
        return None;
    };
    let mut access = Access::new(Channel::Device, at);
    access.ip = Some(ip);
    Some(access)
}

/// An application by its name in a list: `Google Chrome.app` is `google chrome`.
pub(crate) fn application(listed: &str) -> Program {
    let listed = listed.trim().trim_end_matches(".app");
    Program { name: listed.to_lowercase().into(), product: Some(listed.into()), switch: None }
}

/// An application in a Mac's inventory, unless it is one of those that every Mac is born with.
pub(crate) fn mac_application(listed: &Object<'_>) -> Option<Fact> {
    let is_apple_s = ["path", "bundleId"].iter().any(|name| {
        let text = listed.text(name).unwrap_or_default();
        APPLE_S_OWN.iter().any(|it| text.starts_with(it))
    });
    let name = listed.any(&["appName", "name"]).filter(|_| !is_apple_s)?;
    Some(Fact::Installed(application(&name)))
}

/// The first of several times that is there and is not "never"; one that can't be read is noted.
pub(crate) fn time(
    telling: &mut Telling,
    object: &Object<'_>,
    names: &[&str],
) -> Option<Timestamp> {
    let is_never = |text: &str| text == "0" || NEVER.iter().any(|it| text.starts_with(it));
    let filled = |name: &&str| object.text(name).is_some_and(|it| !is_never(&it));
    let name = names.iter().find(|it| filled(it))?;
    telling.read_first(object, &[name], value::parse_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_of_the_system_are_nobody_s() {
        for name in ["SYSTEM", "NT AUTHORITY\\SYSTEM", "DWM-2", "LT-0042$", "root", " ", "CORP\\"] {
            assert_eq!(account(name), None, "{name}");
        }
        assert_eq!(account("CORP\\Ada"), Some(Identifier::Login("ada".into())));
        assert!(matches!(account("Ada@corp.example"), Some(Identifier::Mailbox(_))));
    }

    #[test]
    fn applications_lose_their_ending() {
        let program = application("AnyDesk.app");
        assert_eq!((&*program.name, program.product.as_deref()), ("anydesk", Some("AnyDesk")));
    }
}
