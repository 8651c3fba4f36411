//! Network 1: four workers of three claimed cities, whose laptops stand in one stranger's home in a fourth.

use jiff::{ToSpan, civil::Date};

use crate::{
    account,
    device::{self, Display, Laptop, Program, Usb, after},
    hire,
    person::{Account, Desk, Egress, Home, Person, Standing, Tunnel},
    truth::{TrueFacilitator, TrueNetwork},
    world::World,
};

/// What all four share.
struct Farm {
    home: Home,
    line: Egress,
    gateway_mac: String,
    network: String,
    host: String,
    pay: Account,
    exits: Vec<Egress>,
    phone: Egress,
}

/// How one worker's laptop gets to the farm, and what stands in for hands there.
struct Seat {
    city: &'static [&'static str],
    /// Days before the end of the logs.
    hired: i64,
    parcel: Way,
    tool: Tool,
    is_paid_by_host: bool,
    percent_tunneled: u32,
}

enum Way {
    /// The delivery address is changed after the order.
    OrderChanged,
    /// The carrier is told to deliver elsewhere.
    CarrierRedirected,
    /// The farm's address is given as the home from the first day.
    GivenAsHome,
}

enum Tool {
    /// A PiKVM as it comes, and AnyDesk.
    Kvm,
    /// A KVM that claims to be a Dell monitor, on a Mac.
    DisguisedKvm,
    /// Chrome Remote Desktop, set up from a command line.
    RemoteDesktop,
    /// Not seen: the agent was never installed.
    Unseen,
}

const SEATS: [Seat; 4] = [
    Seat {
        city: &["Newark", "New York"],
        hired: 118,
        parcel: Way::OrderChanged,
        tool: Tool::Kvm,
        is_paid_by_host: false,
        percent_tunneled: 30,
    },
    Seat {
        city: &["Austin", "Denver"],
        hired: 96,
        parcel: Way::CarrierRedirected,
        tool: Tool::DisguisedKvm,
        is_paid_by_host: true,
        percent_tunneled: 20,
    },
    Seat {
        city: &["Seattle", "San Francisco"],
        hired: 75,
        parcel: Way::GivenAsHome,
        tool: Tool::RemoteDesktop,
        is_paid_by_host: true,
        percent_tunneled: 45,
    },
    Seat {
        city: &["Austin", "Denver"],
        hired: 49,
        parcel: Way::OrderChanged,
        tool: Tool::Unseen,
        is_paid_by_host: false,
        percent_tunneled: 0,
    },
];

pub(super) fn tell(world: &mut World) {
    let farm = set_up(world);
    let members: Vec<_> = SEATS
        .iter()
        .map(|seat| {
            let who = seat_worker(world, &farm, seat);
            world.operated("worker", who)
        })
        .collect();
    let address = format!(
        "{}, {}, {} {}",
        farm.home.line1, farm.home.place.city, farm.home.place.region_code, farm.home.postcode
    );
    world.truth.networks.push(TrueNetwork {
        name: "laptop-farm",
        members,
        facilitators: vec![
            TrueFacilitator { role: "laptop_host", kind: "address", value: address },
            TrueFacilitator {
                role: "laptop_host",
                kind: "network",
                value: farm.line.ip.to_string(),
            },
            TrueFacilitator {
                role: "payee",
                kind: "bank_account",
                value: format!("{}/{}", farm.pay.routing, farm.pay.number),
            },
        ],
    });
}

fn set_up(world: &mut World) -> Farm {
    let place = world.city("US", &["Phoenix", "Nashville", "Chicago"]);
    let host = world.names.draw(&mut world.random).full();
    let (line, home) = (world.egress(place), Home { line2: String::new(), ..world.home(place) });
    let pay = account::open(&mut world.random, "US", &host);
    let exits = (0..5).map(|_| world.vpn_exit()).collect();
    let phone = world.vpn_exit();
    let gateway_mac = world.random.mac("9c:3d:cf");
    Farm { home, line, gateway_mac, network: "Saguaro-5G".to_owned(), host, pay, exits, phone }
}

fn seat_worker(world: &mut World, farm: &Farm, seat: &Seat) -> usize {
    let place = world.city("US", seat.city);
    let hired = world.plan.days_before_end(seat.hired);
    let mut person = world.person(place);
    let application =
        hire::apply(world, &mut person, hired.saturating_sub(34.days()), Standing::Hired);
    person.candidates[application].job = "Software Engineer";
    hire::vouch(world, &mut person, application);
    for reference in &mut person.candidates[application].references {
        reference.is_confirmed = false;
    }
    hire::employ(world, &mut person, hired);
    if matches!(seat.parcel, Way::GivenAsHome) {
        person.home = farm.home.clone();
    }
    let worker = person.worker.as_mut().expect("just employed");
    worker.met_on = None;
    worker.habits.home = farm.line.clone();
    // The hours are those of the claimed city; a little late, as the day begins elsewhere.
    worker.habits.start_minute += 45;
    worker.habits.phone = Some(farm.phone.clone());
    if seat.percent_tunneled > 0 {
        worker.habits.tunnel = Some(Tunnel {
            exits: farm.exits.clone(),
            operator: Some("ASTRILL_VPN"),
            percent: seat.percent_tunneled,
        });
    }
    if seat.is_paid_by_host {
        worker.pay.account = farm.pay.clone();
    }
    equip(&mut person, farm, seat, hired);
    world.add(person)
}

fn equip(person: &mut Person, farm: &Farm, seat: &Seat, hired: Date) {
    let Some(worker) = &mut person.worker else { return };
    hire::use_system(worker, matches!(seat.tool, Tool::DisguisedKvm));
    let Desk::Laptop(laptop) = &mut worker.desk else { return };
    laptop.gateway_mac = farm.gateway_mac.clone();
    laptop.network = Some(farm.network.clone());
    // Nobody sits at the desk: no second monitor, no headset.
    (laptop.usb, laptop.displays) = (Vec::new(), Vec::new());
    laptop.enrolled = device::at(hired, 16 * 60 + 20);
    add_tool(laptop, &seat.tool);
    let Some(parcel) = &mut laptop.parcel else { return };
    match seat.parcel {
        Way::OrderChanged => hire::redirect_order(parcel, &farm.home),
        Way::CarrierRedirected => parcel.redirected = Some(farm.home.clone()),
        Way::GivenAsHome => parcel.to = farm.home.clone(),
    }
    parcel.signed_by = farm.host.split(' ').next_back().unwrap_or(&farm.host).to_uppercase();
}

fn add_tool(laptop: &mut Laptop, tool: &Tool) {
    let first_start = laptop.enrolled;
    match tool {
        Tool::Kvm => {
            laptop.usb.push(Usb {
                at: after(first_start, 190),
                vendor_id: 0x1d6b,
                product_id: 0x0104,
                maker: "PiKVM",
                product: "PiKVM Composite Device",
                serial: "CAFEBABE".to_owned(),
                class: "USB",
            });
            laptop.programs.push(Program {
                at: after(first_start, 260),
                file: "AnyDesk.exe",
                folder: "C:\\Users\\Public\\Downloads",
                product: "AnyDesk",
                command: "\"C:\\Users\\Public\\Downloads\\AnyDesk.exe\"",
                account: "user",
            });
        }
        Tool::DisguisedKvm => {
            laptop.displays.push(Display {
                at: after(first_start, 150),
                maker: "DEL",
                product_code: 0x2013,
                name: "DELL D2721H",
                serial: "3S5GQ23".to_owned(),
            });
            laptop.usb.push(Usb {
                at: after(first_start, 150),
                vendor_id: 0x413c,
                product_id: 0x2011,
                maker: "Dell Inc.",
                product: "Multimedia Pro Keyboard",
                serial: "7f3a09c14be2".to_owned(),
                class: "HIDClass",
            });
        }
        Tool::RemoteDesktop => {
            laptop.programs.extend(REMOTE_DESKTOP.iter().map(|(minutes, file, command)| Program {
                at: after(first_start, *minutes),
                file,
                folder: "C:\\Program Files (x86)\\Google\\Chrome Remote Desktop\\CurrentVersion",
                product: "Chrome Remote Desktop",
                command,
                account: "user",
            }));
        }
        Tool::Unseen => laptop.has_agent = false,
    }
}

/// Minutes after the first start, file and command line of an unattended set-up.
const REMOTE_DESKTOP: [(i64, &str, &str); 2] = [
    (
        95,
        "remoting_start_host.exe",
        "remoting_start_host.exe --code=\"4/0Aexample\" --redirect-url=\"https://remotedesktop.google.com/_/oauthredirect\" --name=%COMPUTERNAME% --pin=000000",
    ),
    (97, "remoting_host.exe", "remoting_host.exe --type=host"),
];
