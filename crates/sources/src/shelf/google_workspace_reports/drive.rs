//! Files: taken away, and made readable from outside. Of a file only its id is kept, never its title.

use bonafide_model::{Channel, DataAction, Fact, value::Email};

use super::{Activity, Event, Told, used};
use crate::telling::Telling;

/// Events by which a file's content leaves for a machine.
const DOWNLOADS: &[&str] = &["download", "sync_item_content"];

pub(super) fn tell(activity: &Activity<'_>, event: &Event) -> Told {
    let Some(action) = action(event) else {
        return used(activity, actor(activity, event)?);
    };
    let object = event.text("doc_id").map(Into::into);
    let mut telling = actor(activity, event)?;
    telling.say(Fact::Data { action, object });
    activity.tell_use(&mut telling, Channel::Office);
    Ok(vec![telling])
}

fn action(event: &Event) -> Option<DataAction> {
    if DOWNLOADS.contains(&event.name.as_str()) {
        return Some(DataAction::Downloaded);
    }
    let is_opened = event.text("visibility_change") == Some("external");
    (is_opened || is_given_away(event)).then_some(DataAction::SharedOutside)
}

/// A file's new owner is of another domain than its old one.
fn is_given_away(event: &Event) -> bool {
    let domain = |parameter: &str| {
        event.text(parameter).and_then(|it| Email::parse(it).ok()).map(|it| it.domain().to_owned())
    };
    event.name == "change_owner"
        && domain("new_owner").is_some_and(|new| domain("owner").is_some_and(|old| old != new))
}

/// The actor: somebody from outside may read a file that is shared with them, and their mailbox is not the organization's.
fn actor(activity: &Activity<'_>, event: &Event) -> Result<Telling, &'static str> {
    let owner = event.text("owner").and_then(|it| Email::parse(it).ok());
    let is_guest = event.flag("actor_is_collaborator_account") == Some(true);
    match activity.mailbox() {
        Some(mailbox) if is_guest || owner.is_some_and(|it| it.domain() != mailbox.domain()) => {
            Ok(activity.somebody(mailbox.reveal(), true))
        }
        Some(_) | None => activity.person(),
    }
}
