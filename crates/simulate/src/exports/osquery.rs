//! osquery results as its logger writes them: USB devices, displays, and the gateway's hardware address.

use std::io;

use jiff::{Timestamp, civil::Weekday};
use serde_json::{Value, json};

use super::{days, is_logged, workers};
use crate::{
    activity::{self, employed_on},
    device::{Display, Laptop, Usb, at},
    person::{Desk, Egress, Person, Worker},
    random::Random,
    sink::{File, Sink},
    world::World,
};

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut file = File::new("osquery/results.ndjson", sink);
    for (_, _, laptop) in watched(world) {
        let usb = laptop
            .usb
            .iter()
            .filter(|_| laptop.is_mac)
            .map(|it| (it.at, "pack_hardware_usb_devices", usb(it)));
        let displays = laptop
            .displays
            .iter()
            .filter(|_| laptop.is_mac)
            .map(|it| (it.at, "pack_hardware_connected_displays", display(it)));
        for (time, name, columns) in usb.chain(displays) {
            if is_logged(world, time) {
                file.line(&added(laptop, time, name, &columns))?;
            }
        }
    }
    // A machine at home sees the same router every day; a differential log says so once a week at most.
    for date in days(world).filter(|it| it.weekday() == Weekday::Tuesday) {
        for (person, worker, laptop) in watched(world) {
            if employed_on(person, date).is_none() || at(date, 0) < laptop.enrolled {
                continue;
            }
            let sessions = activity::sessions(world.plan.seed, person, date);
            let Some(session) = sessions.first() else { continue };
            let is_home = session.seat == &worker.habits.home;
            let router = if is_home { laptop.gateway_mac.clone() } else { router_of(session.seat) };
            file.line(&added(
                laptop,
                session.at,
                "pack_network_default_gateway",
                &gateway(laptop, &router),
            ))?;
        }
    }
    file.finish()
}

fn watched(world: &World) -> impl Iterator<Item = (&Person, &Worker, &Laptop)> {
    workers(world).filter_map(|(person, worker)| match &worker.desk {
        Desk::Laptop(laptop) if laptop.has_agent => Some((person, worker, laptop.as_ref())),
        Desk::Laptop(_) | Desk::Virtual { .. } => None,
    })
}

fn added(laptop: &Laptop, time: Timestamp, name: &str, columns: &Value) -> Value {
    json!({
        "name": name, "hostIdentifier": laptop.host, "calendarTime": time.strftime("%a %b %e %H:%M:%S %Y UTC").to_string(),
        "unixTime": time.as_second(), "epoch": 0, "counter": 1, "numerics": false,
        "decorations": {"host_uuid": laptop.intune_id.to_uppercase(), "hostname": laptop.host, "hardware_serial": laptop.serial},
        "columns": columns, "action": "added",
    })
}

fn usb(usb: &Usb) -> Value {
    json!({
        "usb_address": "2", "usb_port": "1", "vendor": usb.maker, "vendor_id": format!("{:04x}", usb.vendor_id), "version": "1.0", "model": usb.product,
        "model_id": format!("{:04x}", usb.product_id), "serial": usb.serial, "class": "0", "subclass": "0", "protocol": "0", "removable": "1",
    })
}

fn display(display: &Display) -> Value {
    // The serial of the identification block is a number; what the maker prints is text beside it.
    json!({
        "name": display.name, "product_id": format!("{:04x}", display.product_code), "serial_number": display.serial,
        "vendor_id": vendor(display.maker), "manufactured_week": "32", "manufactured_year": "2020", "display_id": "2", "pixels": "1920 x 1080",
        "resolution": "1920 x 1080", "ambient_brightness_enabled": "0", "connection_type": "", "display_type": "", "main": "1", "mirror": "0",
        "online": "1", "rotation": "0",
    })
}

/// The three letters of a maker as the identification block packs them, five bits each: `DEL` is `10ac`.
fn vendor(maker: &str) -> String {
    let packed =
        maker.bytes().fold(0_u16, |packed, letter| (packed << 5) | u16::from(letter - b'A' + 1));
    format!("{packed:04x}")
}

/// The router of an office, a co-working house or a hotel: one for everybody behind one public address.
fn router_of(seat: &Egress) -> String {
    Random::stream(0, "router", u32::from(seat.ip).into()).mac("00:1a:8c")
}

fn gateway(laptop: &Laptop, router: &str) -> Value {
    let interface = if laptop.is_mac { "en0" } else { "9" };
    json!({"address": "192.168.1.1", "mac": router, "interface": interface, "permanent": "0", "gateway": "192.168.1.1"})
}
