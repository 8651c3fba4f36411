//! Okta System Log: sign-ins, second factors, enrolled devices and phones.
//!
//! How to get it: `GET /api/v1/logs` (one JSON array a page), Log Streaming, or a SIEM's copy as NDJSON. The console's CSV
//! lacks the fields that matter here.
//!
//! What was seen: 52 records of panther-analysis (Apache-2.0), among them such with keys in lower case; 10 records of other
//! collectors' tests. From Okta's published detections: `debugData.tunnels` as a string that holds
//! `[{"anonymous":true,"operator":…,"type":"VPN"}]`, `debugData.factor`, `target[].detailEntry.oktaDeviceId`, and the
//! `MobilePhone` target of a phone verification. From memory: outcomes beyond SUCCESS, FAILURE, ALLOW, DENY, CHALLENGE;
//! that `osPlatform` says ANDROID or IOS.
//!
//! One sign-in leaves several events (policy, session, factor, application); each counts as one use.

mod events;
#[cfg(test)]
mod tests;

use bonafide_model::{Channel, Need, Reading, Record, Reject};

use crate::{Source, object::Object};
use events::Event;

const ID: &str = "okta_system_log";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Okta",
    title: "Okta System Log: sign-ins, second factors, enrolled devices and phones",
    feeds: &[Need::SignIns, Need::SecondFactors, Need::Authenticators],
    how: "`GET /api/v1/logs` page by page, Log Streaming, or a SIEM's copy as NDJSON. Okta keeps 90 days",
    permission: "a read-only administrator",
    tells: "who signed in when, from which address and browser, through which anonymizer Okta saw, to which HR application; which phone or device was enrolled; when all factors of somebody were reset",
    cannot: "the console's CSV lacks what matters; the phone's address is known for Okta Verify pushes only, and in another event than the computer's",
    shape_from: "real sample: panther-analysis (Apache-2.0); vendor reference: Okta's published detections for `tunnels` and `oktaDeviceId`",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| it.has("eventType") && it.has("published") && it.has("actor"))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    let kind = fields.require(&["eventType"])?.to_lowercase();
    let is_of_use = kind.starts_with("user.authentication.") || OF_USE.contains(&kind.as_str());
    if !is_of_use {
        return Ok(Reading::PassOver("an event of another kind"));
    }
    let event = Event::new(fields, kind)?;
    match event.kind.as_str() {
        "user.authentication.slo" | "user.authentication.universal_logout" => {
            Ok(Reading::PassOver("a sign-out"))
        }
        "user.authentication.sso" => event.sign_in(event.door()),
        "user.authentication.auth_via_mfa" => event.sign_in(Channel::SecondFactor),
        "system.sms.send_phone_verification_message" => event.phone_verified(),
        "device.user.add" | "device.enrollment.create" => event.device_enrolled(),
        "user.mfa.factor.reset_all" => event.factor_reset(),
        _ => event.sign_in(Channel::SignIn),
    }
}

/// Kinds of event that say something, beside all of `user.authentication.*`.
const OF_USE: &[&str] = &[
    "device.enrollment.create",
    "device.user.add",
    "policy.evaluate_sign_on",
    "system.sms.send_phone_verification_message",
    "user.mfa.factor.reset_all",
    "user.session.start",
];
