//! Google Workspace's audit activities: sign-ins, second factors, calls, devices, files shared, applications let in.
//!
//! How to get it, any of: Reports API `GET /admin/reports/v1/activity/users/all/applications/{application}` (login, admin,
//! drive, token, meet, chrome, mobile, saml, user_accounts, context_aware_access and others, page by page); a SIEM's copy of
//! it; or the Workspace logs that are shared with Google Cloud, from Cloud Logging. The admin console's own CSV is not read.
//!
//! What was seen: 87 activities of panther-analysis (Apache-2.0; flattened to one event each, `parameters` as a map, many
//! without a time) and 4 records of splunk/security_content (Apache-2.0; `event` for `events`, and a flat form without `id`);
//! 48 of a public collector's tests in the API's own form, among them Meet's `call_ended`, remote desktop sessions and
//! peripherals of Chrome OS devices; `events` as one object, devices and Chrome's browser events in another's; 27 from Cloud
//! Logging (`protoPayload`). From Google's lists of events: what each name means. From memory: `sync_item_content` of Drive,
//! `NEW_VALUE` of `RENAME_USER`, `DEVICE_REGISTER_UNREGISTER_EVENT`; that `dusi` tells one signed-in client from another;
//! that profile 105250506097979753968 stands for anybody (seen once, with a blank address).
//!
//! Numbers are strings (`intValue`). Chrome's `REMOTE_IP` is not read: whether it is the client's or the site's is not said.
//! An application's own calls (`token` `activity`) come from the application's servers, and mail deliveries name messages, so
//! both are passed over. A suspension is no leaving and is not told.
//!
//! Devices, programs and peripherals are told of, but stand not on the card: most exports hold sign-ins alone, and nobody is to
//! be called clean for what was not exported.

mod accounts;
mod activity;
mod admin;
mod chrome;
mod drive;
mod event;
mod meet;
mod mobile;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use bonafide_model::{Channel, Fact, Need, Reading, Record, Reject};

use crate::{
    Source,
    object::Object,
    telling::{Telling, finish},
};
use activity::Activity;
use event::Event;

const ID: &str = "google_workspace_reports";
/// Why a mail delivery is passed over.
const DELIVERY: &str = "a mail delivery, which names messages and no use";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Google",
    title: "Google Workspace audit activities: sign-ins, calls, devices, files and applications",
    feeds: &[Need::SignIns, Need::Meetings, Need::Collaboration, Need::Alerts],
    how: "Reports API `GET /admin/reports/v1/activity/users/all/applications/{application}` for login, admin, drive, token, meet, chrome, mobile, saml, user_accounts and context_aware_access; a SIEM's copy; or Cloud Logging's copy. Google keeps most of it for 6 months",
    permission: "an administrator with the Reports privilege and the scope admin.reports.audit.readonly; Chrome's and some device events need an Enterprise or Chrome Enterprise plan",
    tells: "who signed in when and from where; from which address, under which name and with which delay somebody was in a call; which device a person uses, what was plugged into it and whether it was remotely controlled; when factors were reset; what was downloaded or shared outside; to which mailbox mail is forwarded; which application may act for whom",
    cannot: "the phone that approved a sign-in has no address of its own; where the far end of a call's delay was measured is not said; addresses of guests in calls are left out by Google; which account connected to a remotely controlled device is not kept; the admin console's CSV is not read",
    shape_from: "real sample: panther-analysis and splunk/security_content (Apache-2.0), tests of public collectors; vendor reference: Google's lists of Reports API events",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| Activity::is_one(&it) || is_delivery(&it))
}

/// A row of Gmail's own log, as search tools copy it.
fn is_delivery(fields: &Object<'_>) -> bool {
    fields.has("rfc2822_message_id") && fields.has("flattened_destinations")
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    if is_delivery(&fields) {
        return Ok(Reading::PassOver(DELIVERY));
    }
    let activity = Activity::of(fields)?;
    let (mut tellings, mut passed) = (Vec::new(), "an activity without an event");
    for event in activity.events() {
        match tell(&activity, event) {
            Ok(more) => {
                passed = "an event that says nothing about who or where";
                tellings.extend(more);
            }
            Err(why) => passed = why,
        }
    }
    Ok(match finish(tellings, passed)? {
        // One act of a person often leaves several events that say the same.
        Reading::Says(mut said) => {
            let mut seen = BTreeSet::new();
            said.retain(|it| seen.insert(it.clone()));
            Reading::Says(said)
        }
        Reading::PassOver(why) => Reading::PassOver(why),
    })
}

/// What an event says about each of its subjects, or why it is passed over.
type Told = Result<Vec<Telling>, &'static str>;

fn tell(activity: &Activity<'_>, event: &Event) -> Told {
    // Devices are told by the event's type as well: some exporters give all of them the application `login`.
    if event.kind.starts_with("device_") && event.kind != "device_boot_state_change_type" {
        return mobile::tell(activity, event);
    }
    match activity.application.as_str() {
        "login" | "user_accounts" => accounts::tell(activity, event),
        "saml" => accounts::single_sign_on(activity, event),
        "admin" => admin::tell(activity, event),
        "drive" => drive::tell(activity, event),
        "meet" => meet::tell(activity, event),
        "chrome" => chrome::tell(activity, event),
        "mobile" => mobile::tell(activity, event),
        "token" => application_let_in(activity, event),
        "context_aware_access" => accounts::by_device_and_place(activity, event),
        "gmail" => Err(DELIVERY),
        _ => used(activity, activity.person()?),
    }
}

fn application_let_in(activity: &Activity<'_>, event: &Event) -> Told {
    if event.name != "authorize" {
        return Err("an act of an application");
    }
    let name = event.text("app_name").or_else(|| event.text("client_id"));
    let name = name.ok_or("an authorization that names no application")?;
    let mut telling = activity.person()?;
    telling.say(Fact::AppGranted(name.into()));
    Ok(vec![telling])
}

/// A use of office software and nothing else.
fn used(activity: &Activity<'_>, mut telling: Telling) -> Told {
    if activity.tell_use(&mut telling, Channel::Office) {
        return Ok(vec![telling]);
    }
    Err("an event without a public address that says nothing else")
}
