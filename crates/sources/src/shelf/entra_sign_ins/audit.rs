//! Audit events: only those by which an administrator takes all second factors off an account say something.

use bonafide_model::{Fact, Reading, Reject};

use super::{ID, NOTHING, TIME};
use crate::{
    naming::{Login, directory},
    object::{Object, objects},
};

/// Names of those activities, lower case. Seen: the first. From Microsoft's list of audit activities: the second.
const RESETS: &[&str] = &["disable strong authentication", "admin deleted security info"];

pub(super) fn read(row: &Object<'_>, event: &Object<'_>) -> Result<Reading, Reject> {
    let activity = event
        .text("activityDisplayName")
        .or_else(|| row.text("operationName"))
        .unwrap_or_default()
        .to_lowercase();
    if !RESETS.contains(&activity.as_str()) {
        return Ok(Reading::PassOver("an audit event of another kind"));
    }
    if event.text("result").is_some_and(|it| !it.eq_ignore_ascii_case("success")) {
        return Ok(Reading::PassOver("a reset that did not happen"));
    }
    let at = if event.any(TIME).is_some() {
        event.require_time(TIME)?
    } else {
        row.require_time(&["time"])?
    };
    let json = event.json("targetResources").unwrap_or_default();
    let targets = objects(&json);
    let Some(user) = targets.iter().find(|it| it.has("userPrincipalName")) else {
        return Err(Reject::new("expected the user whose factors were reset in `targetResources`"));
    };
    let login = Login::read(&user.require(&["userPrincipalName"])?);
    let mut telling = login.telling(ID, at);
    telling.say_all(directory(user.text("id")).map(Fact::Knows));
    telling.say(Fact::FactorReset);
    telling.finish(NOTHING)
}
