//! What administrators do to the accounts of others.

use bonafide_model::{Channel, DataAction, EmailUse, Fact, Identifier, value::Email};

use super::{Activity, Event, Told};
use crate::telling::{Field, Telling};

/// Acts that take a second factor from somebody.
const FACTOR_RESETS: &[&str] =
    &["REVOKE_SECURITY_KEY", "TURN_OFF_2_STEP_VERIFICATION", "UNENROLL_USER_FROM_STRONG_AUTH"];

/// The person that it was done to, and the administrator's own use of the console.
pub(super) fn tell(activity: &Activity<'_>, event: &Event) -> Told {
    let mut tellings: Vec<Telling> = target(activity, event).into_iter().collect();
    if let Ok(mut administrator) = activity.person() {
        let is_export = event.name == "CUSTOMER_TAKEOUT_SUCCEEDED";
        if is_export {
            administrator.say(Fact::Data { action: DataAction::Exported, object: None });
        }
        if activity.tell_use(&mut administrator, Channel::Office) || is_export {
            tellings.push(administrator);
        }
    }
    if tellings.is_empty() {
        return Err("an administrator's act that says nothing about a person");
    }
    Ok(tellings)
}

/// What is said about the account in `USER_EMAIL`, if anything is.
fn target(activity: &Activity<'_>, event: &Event) -> Option<Telling> {
    let mailbox = event.text("USER_EMAIL").filter(|it| Email::parse(it).is_ok())?;
    let mut telling = activity.somebody(mailbox, false);
    match event.name.as_str() {
        "CREATE_USER" => {}
        "RENAME_USER" => {
            let new = event.text("NEW_VALUE").map(|it| Field::new("NEW_VALUE", it));
            let new = telling.read(new, Email::parse)?;
            telling.say(Fact::Knows(Identifier::Mailbox(new.clone())));
            telling.say(Fact::Email(new, EmailUse::Work));
        }
        name if FACTOR_RESETS.contains(&name) => telling.say(Fact::FactorReset),
        _ => return None,
    }
    Some(telling)
}
