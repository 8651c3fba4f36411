//! Company laptops: how they are named, what is plugged into them, what runs on them, and how they travelled.

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

use crate::{person::Home, random::Random};

/// A laptop in one person's hands.
#[derive(Debug, Clone)]
pub(crate) struct Laptop {
    pub(crate) serial: String,
    pub(crate) asset_tag: String,
    pub(crate) host: String,
    pub(crate) entra_id: String,
    pub(crate) defender_id: String,
    pub(crate) intune_id: String,
    pub(crate) model: &'static str,
    pub(crate) maker: &'static str,
    pub(crate) is_mac: bool,
    /// When it was first switched on and joined management.
    pub(crate) enrolled: Timestamp,
    pub(crate) wifi_mac: String,
    pub(crate) gateway_mac: String,
    /// Network name; `None` for a cable.
    pub(crate) network: Option<String>,
    pub(crate) usb: Vec<Usb>,
    pub(crate) displays: Vec<Display>,
    pub(crate) programs: Vec<Program>,
    /// Whether the endpoint agent reports.
    pub(crate) has_agent: bool,
    pub(crate) parcel: Option<Parcel>,
}

/// A thing on USB.
#[derive(Debug, Clone)]
pub(crate) struct Usb {
    pub(crate) at: Timestamp,
    pub(crate) vendor_id: u16,
    pub(crate) product_id: u16,
    pub(crate) maker: &'static str,
    pub(crate) product: &'static str,
    pub(crate) serial: String,
    /// Device class as Windows names it.
    pub(crate) class: &'static str,
}

/// A monitor, or what claims to be one.
#[derive(Debug, Clone)]
pub(crate) struct Display {
    pub(crate) at: Timestamp,
    /// Three-letter EDID maker.
    pub(crate) maker: &'static str,
    pub(crate) product_code: u16,
    pub(crate) name: &'static str,
    pub(crate) serial: String,
}

/// A program started.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) at: Timestamp,
    pub(crate) file: &'static str,
    pub(crate) folder: &'static str,
    pub(crate) product: &'static str,
    pub(crate) command: &'static str,
    pub(crate) account: &'static str,
}

/// The way of a laptop to its user.
#[derive(Debug, Clone)]
pub(crate) struct Parcel {
    pub(crate) order: String,
    pub(crate) recipient: String,
    pub(crate) phone: Option<String>,
    pub(crate) to: Home,
    pub(crate) ordered: Date,
    pub(crate) address_changed: Option<Date>,
    pub(crate) shipped: Date,
    pub(crate) carrier: &'static str,
    pub(crate) tracking: String,
    pub(crate) redirected: Option<Home>,
    pub(crate) signed_by: String,
    pub(crate) return_due: Option<Date>,
    pub(crate) returned: Option<Date>,
}

impl Parcel {
    /// The day of delivery.
    pub(crate) fn delivered(&self) -> Date {
        let days = if self.redirected.is_some() { 4 } else { 2 };
        self.shipped.saturating_add(days.days())
    }

    /// Where it went in the end.
    pub(crate) fn delivered_to(&self) -> &Home {
        self.redirected.as_ref().unwrap_or(&self.to)
    }
}

const MODELS: &[(&str, &str, bool)] = &[
    ("Latitude 5450", "Dell Inc.", false),
    ("ThinkPad T14 Gen 5", "LENOVO", false),
    ("EliteBook 840 G11", "HP", false),
    ("MacBookPro18,3", "Apple Inc.", true),
    ("Mac15,6", "Apple Inc.", true),
];

/// Monitors that honest desks have: maker, product code, name.
const MONITORS: &[(&str, u16, &str)] = &[
    ("DEL", 0x4187, "DELL U2723QE"),
    ("DEL", 0xd0da, "DELL P2422H"),
    ("GSM", 0x5bbf, "LG HDR 4K"),
    ("SAM", 0x7053, "S27A600"),
    ("LEN", 0x66ba, "P27h-20"),
    ("BNQ", 0x7f4b, "BenQ PD2705Q"),
];

/// Things on honest desks: vendor, product, maker, name, class, whether each piece has a serial.
const PERIPHERALS: &[(u16, u16, &str, &str, &str, bool)] = &[
    (0x046d, 0xc52b, "Logitech", "USB Receiver", "HIDClass", false),
    (0x046d, 0x0892, "Logitech", "HD Pro Webcam C920", "Camera", true),
    (0x05ac, 0x024f, "Keychron", "Keychron K8", "HIDClass", false),
    (0x413c, 0x2113, "Dell", "Dell KB216 Wired Keyboard", "HIDClass", false),
    (0x17ef, 0xa396, "Lenovo", "ThinkPad USB-C Dock Gen2", "USB", true),
    (0x0b0e, 0x0422, "GN Netcom", "Jabra Evolve2 65", "AudioEndpoint", true),
    (0x047f, 0xc056, "Plantronics", "Plantronics Blackwire 3220 Series", "AudioEndpoint", true),
    (0x0bda, 0x8153, "Realtek", "USB 10/100/1000 LAN", "Net", true),
];

/// Makers of home routers, by the first octets of their hardware addresses.
const ROUTERS: &[&str] = &["3c:a6:2f", "e8:9f:80", "50:c7:bf", "b0:4e:26", "a4:91:b1"];

/// A laptop as bought and set up in an ordinary home from a day on; what is plugged in and started is told from the
/// first day of the logs, as docks are plugged in again every morning.
pub(crate) fn ordinary(
    random: &mut Random,
    number: usize,
    (first_day, logged_since): (Date, Date),
) -> Laptop {
    let (model, maker, is_mac) = *random.pick(MODELS);
    let enrolled = at(first_day, 8 * 60 + random.between(0, 240));
    let seen_since = enrolled.max(at(logged_since, 8 * 60));
    let mut usb = Vec::new();
    let mut displays = Vec::new();
    for _ in 0..random.below(4) {
        let (vendor_id, product_id, maker, product, class, has_serial) = *random.pick(PERIPHERALS);
        let serial = if has_serial { random.plate(10) } else { String::new() };
        usb.push(Usb {
            at: later(random, seen_since),
            vendor_id,
            product_id,
            maker,
            product,
            serial,
            class,
        });
    }
    for _ in 0..random.below(3) {
        let (maker, product_code, name) = *random.pick(MONITORS);
        displays.push(Display {
            at: later(random, seen_since),
            maker,
            product_code,
            name,
            serial: random.plate(8),
        });
    }
    let network = random.chance(80).then(|| {
        format!(
            "{}-{}",
            random.pick(&["HomeNet", "Linden", "Skylight", "FRITZ!Box", "Hub"]),
            random.hex(4)
        )
    });
    Laptop {
        serial: random.plate(if is_mac { 12 } else { 7 }),
        asset_tag: format!("HL-{number:05}"),
        host: format!("HL-{}-{number:04}", if is_mac { "MAC" } else { "WIN" }),
        entra_id: random.uuid(),
        defender_id: random.hex(40),
        intune_id: random.uuid(),
        model,
        maker,
        is_mac,
        enrolled,
        wifi_mac: random.mac("f4:7b:09"),
        gateway_mac: {
            let router = *random.pick(ROUTERS);
            random.mac(router)
        },
        network,
        usb,
        displays,
        programs: office_programs(random, seen_since, is_mac),
        has_agent: true,
        parcel: None,
    }
}

/// Makes a Windows laptop of any, for stories that need one.
pub(crate) fn make_windows(laptop: &mut Laptop) {
    (laptop.model, laptop.maker, laptop.is_mac) = MODELS[0];
    laptop.host = laptop.host.replace("MAC", "WIN");
    laptop.serial.truncate(7);
    laptop.programs.retain(|it| it.file.ends_with(".exe"));
}

/// Makes a Mac of any, for stories that need one.
pub(crate) fn make_mac(laptop: &mut Laptop) {
    (laptop.model, laptop.maker, laptop.is_mac) = MODELS[3];
    laptop.host = laptop.host.replace("WIN", "MAC");
    laptop.programs.retain(|it| !it.file.ends_with(".exe"));
}

fn office_programs(random: &mut Random, enrolled: Timestamp, is_mac: bool) -> Vec<Program> {
    let all: &[(&str, &str, &str)] = if is_mac {
        &[
            ("zoom.us", "/Applications/zoom.us.app/Contents/MacOS", "zoom.us"),
            ("Slack", "/Applications/Slack.app/Contents/MacOS", "Slack"),
        ]
    } else {
        &[
            ("Zoom.exe", "C:\\Program Files\\Zoom\\bin", "Zoom Workplace"),
            ("slack.exe", "C:\\Program Files\\Slack", "Slack"),
            ("Code.exe", "C:\\Program Files\\Microsoft VS Code", "Visual Studio Code"),
            ("EXCEL.EXE", "C:\\Program Files\\Microsoft Office\\root\\Office16", "Microsoft Excel"),
        ]
    };
    all.iter()
        .map(|(file, folder, product)| Program {
            at: later(random, enrolled),
            file,
            folder,
            product,
            command: "",
            account: "user",
        })
        .collect()
}

/// Some hours to weeks after the first start.
fn later(random: &mut Random, enrolled: Timestamp) -> Timestamp {
    after(enrolled, random.between(60, 20 * 24 * 60))
}

/// So many minutes after.
pub(crate) fn after(time: Timestamp, minutes: i64) -> Timestamp {
    time.saturating_add(minutes.minutes()).expect("minutes are no calendar unit")
}

/// A minute of a day in UTC.
pub(crate) fn at(date: Date, minute: i64) -> Timestamp {
    let midnight = date.to_zoned(TimeZone::UTC).expect("UTC has no gaps").timestamp();
    after(midnight, minute)
}
