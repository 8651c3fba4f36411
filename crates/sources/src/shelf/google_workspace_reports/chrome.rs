//! Chrome OS devices and managed browsers: who signed in, what was plugged in, whether they were remotely controlled.
//!
//! A Chrome OS device's name is its serial number, in the one sample that was not made unreadable; other systems' is a host
//! name. Addresses of pages, files and their content are not read.

use std::sync::Arc;

use bonafide_model::{
    Channel, DeviceKey, Fact, Identifier, Program,
    value::{Email, Serial, ValueError},
};

use super::{Activity, Event, Told};
use crate::{
    naming::{device, host, managed},
    telling::{Field, Telling},
};

/// The system whose device ids these are.
pub(super) const SYSTEM: &str = "google";
/// Fewest characters of a serial number among device names. Guess: shorter ones are names that somebody gave.
const LEAST_SERIAL: usize = 8;

pub(super) fn tell(activity: &Activity<'_>, event: &Event) -> Told {
    let names = [managed(SYSTEM, event.text("DIRECTORY_DEVICE_ID")), named(event)];
    let mut telling = device(names, Some(activity.at)).ok_or("an event that names no device")?;
    let name = event.name.to_uppercase();
    let seen = seen(&name, event, &mut telling);
    let person = if is_by_holder(&name) { holder(activity, event, &name) } else { None };
    if seen.is_none() && person.is_none() {
        return Err("a device event that says nothing about its use");
    }
    telling.say_all(person.map(Fact::HeldBy));
    telling.say_all(seen);
    activity.tell_use(&mut telling, Channel::Device);
    Ok(vec![telling])
}

/// The name of the device where it tells one from another.
fn named(event: &Event) -> Option<DeviceKey> {
    let name = event.text("DEVICE_NAME")?;
    let is_chrome_os = event.text("CLIENT_TYPE") == Some("CHROME_OS_DEVICE")
        || event.text("DEVICE_PLATFORM").is_some_and(|it| it.starts_with("ChromeOS"));
    if !is_chrome_os {
        return host(name);
    }
    let is_serial = name.len() >= LEAST_SERIAL
        && name.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
        && name.bytes().any(|it| it.is_ascii_digit());
    Serial::parse(name).ok().filter(|_| is_serial).map(DeviceKey::Serial)
}

/// Whether the person of the event sat at the device: not when a sign-in failed or an account was taken off it.
fn is_by_holder(name: &str) -> bool {
    !name.contains("FAILURE") && !name.contains("REMOVE_USER") && !name.contains("POWERWASH")
}

/// The account on the device, else the one in the browser, else the actor's: but an administrator may be the actor of a
/// remote session.
fn holder(activity: &Activity<'_>, event: &Event, name: &str) -> Option<Identifier> {
    let written = ["DEVICE_USER", "PROFILE_USER_NAME"]
        .iter()
        .find_map(|it| Email::parse(event.text(it)?).ok());
    let actor = || activity.mailbox().filter(|_| !name.contains("CRD")).cloned();
    written.or_else(actor).map(Identifier::Mailbox)
}

fn seen(name: &str, event: &Event, telling: &mut Telling) -> Option<Fact> {
    match name {
        "CHROMEOS_PERIPHERAL_ADDED" | "CHROMEOS_PERIPHERAL_STATUS_UPDATED" => usb(event, telling),
        "CHROME_OS_CRD_HOST_STARTED" | "CHROME_OS_CRD_CLIENT_CONNECTED" => {
            Some(Fact::Ran(program("Chrome Remote Desktop")))
        }
        "BROWSER_EXTENSION_INSTALL" => {
            event.text("APP_NAME").map(|it| Fact::Installed(program(it)))
        }
        _ => None,
    }
}

fn program(product: &str) -> Program {
    Program { name: product.to_lowercase().into(), product: Some(product.into()), switch: None }
}

fn usb(event: &Event, telling: &mut Telling) -> Option<Fact> {
    let field = |name: &'static str| event.text(name).map(|it| Field::new(name, it));
    let vendor_id = telling.read(field("VENDOR_ID"), usb_id);
    let product_id = telling.read(field("PRODUCT_ID"), usb_id);
    let text = |name: &str| event.text(name).map(Arc::from);
    Some(Fact::Usb {
        vendor_id: vendor_id?,
        product_id: product_id?,
        manufacturer: text("VENDOR_NAME"),
        product: text("PRODUCT_NAME"),
        serial: None,
        classes: Vec::new(),
    })
}

/// `0x1d6b`. Without the mark it might be a decimal number.
fn usb_id(text: &str) -> Result<u16, ValueError> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    digits
        .and_then(|it| u16::from_str_radix(it, 16).ok())
        .ok_or(ValueError::Expected("a USB id in hexadecimal (0x1d6b)"))
}
