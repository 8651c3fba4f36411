//! What Microsoft's directory writes about somebody's second factors when they change, in its own audit log and in the
//! unified one: properties of an account, each with its value before and after as a text that holds JSON.
//!
//! What was seen: `StrongAuthenticationMethod` emptied (panther-analysis, Apache-2.0); `StrongAuthenticationPhoneAppDetail`
//! and `StrongAuthenticationUserDetails` in other collectors' tests, whole. A phone app is written again whenever it
//! approved something; its push token is that of the app on one phone, whichever accounts it serves. The method's own id
//! is another for every account, and the office telephone is the organization's: neither is read.

use bonafide_model::{
    Artifact, EmailUse, Fact,
    value::{Email, Phone},
};

use crate::{
    naming::uses,
    object::{Object, objects},
    telling::{Field, Telling},
};

/// What stands for the push token of an app that gets no pushes.
const NO_TOKEN: &str = "NO_DEVICE_TOKEN";
/// The telephone numbers of a person among those of an account.
const PHONES: &[&str] = &["PhoneNumber", "AlternativePhoneNumber"];

/// Says what a changed property of an account tells of its owner's second factors; false if it tells nothing.
pub(crate) fn tell(telling: &mut Telling, property: &str, before: &str, after: &str) -> bool {
    match property {
        "StrongAuthenticationMethod" => {
            let is_emptied = !objects(before).is_empty() && after.trim() == "[]";
            telling.say_all(is_emptied.then_some(Fact::FactorReset));
            is_emptied
        }
        "StrongAuthenticationPhoneAppDetail" => {
            let apps = objects(after);
            let tokens = apps.iter().filter_map(|it| it.text("DeviceToken"));
            let tokens: Vec<_> = tokens.filter(|it| !it.eq_ignore_ascii_case(NO_TOKEN)).collect();
            telling.say_all(tokens.iter().map(|it| uses(Artifact::Authenticator, it)));
            !tokens.is_empty()
        }
        "StrongAuthenticationUserDetails" => {
            let mut is_told = false;
            for details in objects(after) {
                is_told |= contacts(telling, &details);
            }
            is_told
        }
        _ => false,
    }
}

fn contacts(telling: &mut Telling, details: &Object<'_>) -> bool {
    let mut is_any = false;
    for name in PHONES {
        let Some(text) = details.text(name) else { continue };
        is_any = true;
        let phone = telling.read(Some(Field::new(name, &text)), |it| Phone::parse(it, None));
        telling.say_all(phone.map(Fact::Phone));
    }
    if let Some(text) = details.text("Email") {
        is_any = true;
        let email = telling.read(Some(Field::new("Email", &text)), Email::parse);
        telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)));
    }
    is_any
}
