//! What a row of each table says.

use bonafide_model::{Fact, Program, value::Mac};

use super::same;
use crate::{
    machines::{account, model},
    naming::{host, managed, program_name, serial, telling_switch},
    object::Object,
    telling::{Field, Telling},
};

/// A table, or a query with a name of ours, told by the end of the query's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Displays,
    Gateway,
    LoggedIn,
    Neighbors,
    Processes,
    Programs,
    System,
    Usb,
    Wifi,
}

/// Ends of query names, with `_` for every other separator.
const NAMES: &[(&str, Table)] = &[
    ("apps", Table::Programs),
    ("connected_displays", Table::Displays),
    ("deb_packages", Table::Programs),
    ("gateway", Table::Gateway),
    ("homebrew_packages", Table::Programs),
    ("installed_applications", Table::Programs),
    ("logged_in_users", Table::LoggedIn),
    ("neighbors", Table::Neighbors),
    ("process_events", Table::Processes),
    ("processes", Table::Processes),
    ("programs", Table::Programs),
    ("rpm_packages", Table::Programs),
    ("system_info", Table::System),
    ("usb_devices", Table::Usb),
    ("wifi_status", Table::Wifi),
];
impl Table {
    pub(super) fn of(query: &str) -> Option<Self> {
        let query: String = query
            .chars()
            .map(|it| if it.is_alphanumeric() { it.to_ascii_lowercase() } else { '_' })
            .collect();
        let fits = |name: &str| {
            query.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
        };
        NAMES.iter().find(|(name, _)| fits(name)).map(|(_, table)| *table)
    }

    pub(super) fn tell(self, row: &Object<'_>, telling: &mut Telling) {
        match self {
            Self::Displays => telling.say_all(display(row)),
            Self::Gateway => {
                let mac = row.text("mac");
                let mac = mac
                    .as_deref()
                    .and_then(|it| telling.read(Some(Field::new("mac", it)), Mac::parse));
                telling.say_all(mac.map(|mac| Fact::Gateway { mac }));
            }
            Self::LoggedIn => telling.say_all(holder(row)),
            Self::Neighbors => telling.say_all(neighbor(row)),
            Self::Processes => telling.say_all(ran(row)),
            Self::Programs => telling.say_all(installed(row)),
            Self::System => system(row, telling),
            Self::Usb => telling.say_all(usb(row)),
            Self::Wifi => telling.say_all(
                row.text("ssid")
                    .map(|it| Fact::Joined { name: Some((*it).into()), is_wired: false }),
            ),
        }
    }
}

fn hex(row: &Object<'_>, name: &str) -> Option<u16> {
    let text = row.text(name)?;
    let digits = text.trim_start_matches("0x");
    u16::from_str_radix(digits, 16).ok()
}

fn usb(row: &Object<'_>) -> Option<Fact> {
    let text = |name: &str| row.text(name).map(|it| (*it).into());
    // 0, 239 and 255 say that each interface has a class of its own, or none.
    let class = row
        .text("class")
        .and_then(|it| it.parse::<u8>().ok())
        .filter(|it| !matches!(it, 0 | 239 | 255));
    Some(Fact::Usb {
        vendor_id: hex(row, "vendor_id")?,
        product_id: hex(row, "model_id")?,
        manufacturer: text("vendor"),
        product: text("model"),
        serial: text("serial"),
        classes: class.into_iter().collect(),
    })
}

fn display(row: &Object<'_>) -> Option<Fact> {
    let manufacturer = hex(row, "vendor_id").and_then(letters);
    let name = row.text("name").map(|it| (*it).into());
    let serial = row.text("serial_number").filter(|it| it != "0").map(|it| (*it).into());
    if manufacturer.is_none() && name.is_none() {
        return None;
    }
    Some(Fact::Display {
        manufacturer: manufacturer.map(Into::into),
        product_code: hex(row, "product_id"),
        name,
        serial,
    })
}

/// Three letters of five bits each, A = 1. Published: VESA E-EDID.
fn letters(packed: u16) -> Option<String> {
    let letter = |shift: u16| {
        u8::try_from((packed >> shift) & 0x1f)
            .ok()
            .filter(|it| (1..=26).contains(it))
            .map(|it| char::from(b'A' + it - 1))
    };
    [10, 5, 0].into_iter().map(letter).collect()
}

fn holder(row: &Object<'_>) -> Option<Fact> {
    account(&row.text("user")?).map(Fact::HeldBy)
}

fn neighbor(row: &Object<'_>) -> Option<Fact> {
    let name = row.any(&["host", "hostname", "name"])?.to_lowercase();
    Some(Fact::Neighbor { host: name.split('.').next().unwrap_or_default().into() })
}

fn ran(row: &Object<'_>) -> Option<Fact> {
    let name = program_name(&row.any(&["path", "name"])?)?;
    let switch = row.text("cmdline").and_then(|it| telling_switch(&name, &it));
    Some(Fact::Ran(Program { name, product: None, switch }))
}

/// Applications of macOS have the file that runs; others only their name in a list.
fn installed(row: &Object<'_>) -> Option<Fact> {
    let listed = row.any(&["display_name", "name"])?;
    let name = row
        .text("bundle_executable")
        .or_else(|| row.text("name"))
        .unwrap_or_else(|| listed.clone())
        .to_lowercase();
    let name = name.trim_end_matches(".app");
    Some(Fact::Installed(Program {
        name: name.into(),
        product: Some((*listed).into()),
        switch: None,
    }))
}

fn system(row: &Object<'_>, telling: &mut Telling) {
    same(telling, serial(row.text("hardware_serial")));
    same(telling, managed("osquery", row.text("uuid")));
    same(telling, row.any(&["hostname", "computer_name"]).and_then(|it| host(&it)));
    telling.say_all(model(&[row.text("hardware_vendor"), row.text("hardware_model")], &[]));
}
