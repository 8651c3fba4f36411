//! Phones, tablets and computers under Google's device management: whose they are, what is on them, what Google found.

use bonafide_model::{Channel, Fact, Identifier, Program, value::Email};

use super::{Activity, Event, Told, chrome::SYSTEM};
use crate::{
    naming::{device, managed, serial},
    telling::Telling,
};

pub(super) fn tell(activity: &Activity<'_>, event: &Event) -> Told {
    let names = [
        serial(event.text("SERIAL_NUMBER")),
        managed(SYSTEM, event.text("RESOURCE_ID")),
        managed(SYSTEM, event.text("DEVICE_ID")),
    ];
    let Some(mut telling) = device(names, Some(activity.at)) else {
        return nameless(activity, event);
    };
    let mailbox = event.text("USER_EMAIL").and_then(|it| Email::parse(it).ok());
    let mailbox = mailbox.or_else(|| activity.mailbox().cloned());
    let is_gone = event.text("ACCOUNT_STATE") == Some("UNREGISTERED");
    telling.say_all(mailbox.filter(|_| !is_gone).map(Identifier::Mailbox).map(Fact::HeldBy));
    describe(event, &mut telling);
    telling.say_all(found(event));
    activity.tell_use(&mut telling, Channel::Device);
    Ok(vec![telling])
}

/// An event that names no device says at most what Google found about its user.
fn nameless(activity: &Activity<'_>, event: &Event) -> Told {
    let found = found(event).ok_or("a device event that names no device")?;
    let mailbox = event.text("USER_EMAIL").filter(|it| Email::parse(it).is_ok());
    let mailbox = mailbox.ok_or("a device event that names neither device nor person")?;
    let mut telling = activity.somebody(mailbox, false);
    telling.say(found);
    Ok(vec![telling])
}

fn describe(event: &Event, telling: &mut Telling) {
    let os = [event.text("DEVICE_TYPE"), event.text("OS_VERSION")];
    let os = os.into_iter().flatten().collect::<Vec<_>>().join(" ");
    telling.say_all(event.text("DEVICE_MODEL").map(|model| Fact::Model {
        model: model.into(),
        os: Some(os.as_str()).filter(|it| !it.is_empty()).map(Into::into),
    }));
    telling.say_all(match event.text("DEVICE_OWNERSHIP") {
        Some("COMPANY_OWNED") => Some(Fact::CompanyOwned(true)),
        Some("USER_OWNED") => Some(Fact::CompanyOwned(false)),
        Some(_) | None => None,
    });
    let is_registered = event.name == "DEVICE_REGISTER_UNREGISTER_EVENT"
        && event.text("ACCOUNT_STATE") == Some("REGISTERED");
    telling.say_all(is_registered.then_some(Fact::Enrolled));
    let is_installed =
        event.name == "APPLICATION_EVENT" && event.text("APPLICATION_STATE") == Some("INSTALLED");
    let application = event.text("APPLICATION_ID").filter(|_| is_installed);
    telling.say_all(application.map(|it| {
        Fact::Installed(Program { name: it.to_lowercase().into(), product: None, switch: None })
    }));
}

/// What Google's own detection says of the device.
fn found(event: &Event) -> Option<Fact> {
    let is_broken = event.name == "DEVICE_COMPROMISED_EVENT"
        && event.text("DEVICE_COMPROMISED_STATE") == Some("COMPROMISED");
    (is_broken || event.name == "SUSPICIOUS_ACTIVITY_EVENT")
        .then(|| Fact::Alerted(event.name.as_str().into()))
}
