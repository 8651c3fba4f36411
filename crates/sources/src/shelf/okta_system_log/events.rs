//! What each kind of event says, and the parts of an event that several kinds share.

use std::{borrow::Cow, sync::Arc};

use bonafide_model::{
    Access, Anonymizer, Artifact, Channel, Fact, Outcome, Place, Reading, Reject,
};
use jiff::Timestamp;

use super::ID;
use crate::{
    hr_applications::is_hr,
    naming::{Login, Written, directory, point, public_ip, uses},
    object::{Object, objects},
};

/// Why an event that says nothing would be passed over; a login always says something.
const NOTHING: &str = "nothing of use";
/// Platforms of phones and tablets in a device's details: there Okta Verify is a second factor.
const PHONES: &[&str] = &["android", "ios"];

/// One event of the log.
pub(super) struct Event<'a> {
    fields: Object<'a>,
    /// Its type, lower case.
    pub(super) kind: String,
    at: Timestamp,
    targets: Cow<'a, str>,
}

impl<'a> Event<'a> {
    /// Reads what every event has.
    pub(super) fn new(fields: Object<'a>, kind: String) -> Result<Self, Reject> {
        let at = fields.require_time(&["published"])?;
        let targets = fields.json("target").unwrap_or_default();
        Ok(Self { fields, kind, at, targets })
    }

    /// Who acted; `None` for systems, tokens and unknown addresses.
    fn actor(&self) -> Option<(Login, Object<'a>)> {
        let actor = self.fields.inside("actor")?;
        let kind = actor.text("type");
        let login = actor.text("alternateId")?;
        let is_person =
            kind.is_none_or(|it| it == "User") && login != "unknown" && login != "system@okta.com";
        is_person.then(|| (Login::read(&login), actor))
    }

    /// A use of a system by the actor.
    pub(super) fn sign_in(&self, channel: Channel) -> Result<Reading, Reject> {
        let Some((login, actor)) = self.actor() else {
            return Ok(Reading::PassOver("not an act of a person"));
        };
        let Some(outcome) = self.outcome()? else {
            return Ok(Reading::PassOver("a step before the outcome"));
        };
        let client = self.fields.inside("client").unwrap_or_default();
        let debug = self.debug();
        let device = self.fields.inside("device").unwrap_or_default();
        let device_id = device.text("id");
        let browser = debug.as_ref().and_then(|it| it.text("dtHash"));

        let mut telling = login.telling(ID, self.at);
        let ip = public_ip(&mut telling, &client, "ipAddress");
        let mut access = Access::new(channel, self.at);
        access.outcome = outcome;
        access.anonymizer = self.anonymizer(debug.as_ref());
        // An approved push is answered by the phone, and the event has the phone's address.
        let is_push = debug
            .as_ref()
            .and_then(|it| it.text("factor"))
            .is_some_and(|it| it == "OKTA_VERIFY_PUSH");
        if channel == Channel::SecondFactor && is_push {
            access.factor_ip = ip;
        } else {
            access.ip = ip;
            access.client = device_id.as_deref().or(browser.as_deref()).map(Arc::from);
            access.os = os(&client);
            access.vendor_place = place(&client);
        }

        telling.say_all(directory(actor.text("id")).map(Fact::Knows));
        if outcome == Outcome::Success && access.ip.is_some() {
            let is_managed = device.flag("managed") == Some(true);
            telling.say_all(
                device_id
                    .as_deref()
                    .filter(|_| !is_managed)
                    .map(|it| uses(Artifact::ClientDevice, it)),
            );
            telling.say_all(browser.as_deref().map(|it| uses(Artifact::BrowserToken, it)));
        }
        telling.access(access);
        telling.finish(NOTHING)
    }

    /// The door that a single sign-on opens.
    pub(super) fn door(&self) -> Channel {
        let mut apps = objects(&self.targets)
            .into_iter()
            .filter(|it| it.text("type").is_some_and(|it| it == "AppInstance"));
        let is_hr = apps.any(|it| {
            ["displayName", "alternateId"]
                .iter()
                .any(|name| it.text(name).is_some_and(|it| is_hr(&it)))
        });
        if is_hr { Channel::HrPortal } else { Channel::SignIn }
    }

    /// All second factors of the target were reset.
    pub(super) fn factor_reset(&self) -> Result<Reading, Reject> {
        if self.outcome()? != Some(Outcome::Success) {
            return Ok(Reading::PassOver("a reset that did not happen"));
        }
        let targets = objects(&self.targets);
        let Some(user) = targets.iter().find(|it| it.text("type").is_some_and(|it| it == "User"))
        else {
            return Err(Reject::new("expected the user whose factors were reset in `target`"));
        };
        let login = Login::read(&user.require(&["alternateId"])?);
        let mut telling = login.telling(ID, self.at);
        telling.say_all(directory(user.text("id")).map(Fact::Knows));
        telling.say(Fact::FactorReset);
        telling.finish(NOTHING)
    }

    /// A device was enrolled for the actor.
    pub(super) fn device_enrolled(&self) -> Result<Reading, Reject> {
        let Some((login, actor)) = self.actor() else {
            return Ok(Reading::PassOver("not an act of a person"));
        };
        if self.outcome()? != Some(Outcome::Success) {
            return Ok(Reading::PassOver("an enrollment that did not happen"));
        }
        let targets = objects(&self.targets);
        let Some((id, details)) = targets.iter().find_map(|target| {
            let details = target.inside("detailEntry")?;
            Some((details.text("oktaDeviceId")?, details))
        }) else {
            return Ok(Reading::PassOver("an enrollment without a device id"));
        };
        if details.flag("managed") == Some(true) {
            return Ok(Reading::PassOver("an enrollment of a managed device"));
        }
        let is_phone = details
            .text("osPlatform")
            .is_some_and(|it| PHONES.contains(&it.to_lowercase().as_str()));
        let mut telling = login.telling(ID, self.at);
        telling.say_all(directory(actor.text("id")).map(Fact::Knows));
        telling.say(uses(
            if is_phone { Artifact::Authenticator } else { Artifact::ClientDevice },
            &id,
        ));
        telling.finish(NOTHING)
    }

    /// A message to verify a phone was sent; the phone's id is the same wherever its number is.
    pub(super) fn phone_verified(&self) -> Result<Reading, Reject> {
        let Some((login, actor)) = self.actor() else {
            return Ok(Reading::PassOver("not an act of a person"));
        };
        let targets = objects(&self.targets);
        let phone = targets.iter().find(|it| it.text("type").is_some_and(|it| it == "MobilePhone"));
        let Some(id) = phone.and_then(|it| it.text("id")) else {
            return Ok(Reading::PassOver("a message without a phone id"));
        };
        let mut telling = login.telling(ID, self.at);
        telling.say_all(directory(actor.text("id")).map(Fact::Knows));
        telling.say(uses(Artifact::Authenticator, &id));
        telling.finish(NOTHING)
    }

    /// `None` while the outcome is open (`CHALLENGE`).
    fn outcome(&self) -> Result<Option<Outcome>, Reject> {
        let result = self
            .fields
            .inside("outcome")
            .and_then(|it| it.text("result"))
            .map(|it| it.to_uppercase());
        match result.as_deref() {
            Some("SUCCESS" | "ALLOW") => Ok(Some(Outcome::Success)),
            Some("FAILURE" | "DENY" | "ABANDONED" | "RATE_LIMIT" | "UNANSWERED") => {
                Ok(Some(Outcome::Failure))
            }
            Some("CHALLENGE" | "SKIPPED" | "SCHEDULED" | "DEFERRED" | "UNKNOWN") => Ok(None),
            Some(_) | None => Err(Reject::new(
                "expected SUCCESS, ALLOW, FAILURE, DENY or CHALLENGE in `outcome.result`",
            )),
        }
    }

    fn debug(&self) -> Option<Object<'a>> {
        self.fields.inside("debugContext")?.inside("debugData")
    }

    /// What Okta itself says about a tunnel on the path; `tunnels` is a string that holds JSON.
    fn anonymizer(&self, debug: Option<&Object<'_>>) -> Option<Anonymizer> {
        let tunnels = debug.and_then(|it| it.json("tunnels"));
        let tunnels = tunnels.as_deref().map(objects).unwrap_or_default();
        if let Some(tunnel) = tunnels.iter().find(|it| it.flag("anonymous") == Some(true)) {
            return Some(Anonymizer { operator: tunnel.text("operator").map(|it| (*it).into()) });
        }
        let is_proxy = self.fields.inside("securityContext")?.flag("isProxy") == Some(true);
        is_proxy.then_some(Anonymizer { operator: None })
    }
}

fn os(client: &Object<'_>) -> Option<Arc<str>> {
    let os = client.inside("userAgent")?.text("os")?;
    (os != "Unknown").then(|| os.as_ref().into())
}

fn place(client: &Object<'_>) -> Option<Place> {
    let written = client.inside("geographicalContext")?;
    let (country, region, city) =
        (written.text("country"), written.text("state"), written.text("city"));
    let geolocation = written.inside("geolocation").unwrap_or_default();
    Written {
        country: country.as_deref(),
        region: region.as_deref(),
        city: city.as_deref(),
        point: point(&geolocation, "lat", "lon"),
    }
    .place()
}
