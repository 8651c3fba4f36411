//! Honest people with unusual hardware or software, or another's laptop.

use jiff::ToSpan;

use crate::{
    device::{self, Laptop, Program, Usb},
    hire,
    person::{Desk, Person},
    world::World,
};

pub(super) fn tell(world: &mut World) {
    home_lab(world);
    help_desk_tool(world);
    streamer(world);
    reissued_laptop(world);
    honest_contractor(world);
}

fn at_home(person: &Person) -> bool {
    person.worker.as_ref().is_some_and(|it| {
        it.left.is_none() && it.habits.elsewhere.is_none() && matches!(it.desk, Desk::Laptop(_))
    })
}

fn laptop(world: &mut World, who: usize) -> &mut Laptop {
    match &mut world.worker(who).desk {
        Desk::Laptop(laptop) => laptop,
        Desk::Virtual { .. } => panic!("the story chose somebody with a laptop"),
    }
}

/// An administrator keeps a real PiKVM among other boards and tries it on the work laptop, months after the first start.
fn home_lab(world: &mut World) {
    let settled = world.plan.days_before_end(200);
    let who = world.cast(|it| {
        at_home(it)
            && it.worker.as_ref().is_some_and(|it| it.department == "IT" && it.hired < settled)
    });
    let at = device::at(world.plan.days_before_end(60), 19 * 60);
    let worker = world.worker(who);
    (worker.title, worker.department) = ("IT Administrator", "IT");
    worker.met_on = Some(worker.hired);
    hire::use_system(world.worker(who), false);
    laptop(world, who).usb.push(Usb {
        at,
        vendor_id: 0x1d6b,
        product_id: 0x0104,
        maker: "PiKVM",
        product: "PiKVM Composite Device",
        serial: "CAFEBABE".to_owned(),
        class: "USB",
    });
    world.odd("home-lab-with-kvm", who);
}

fn help_desk_tool(world: &mut World) {
    let who = world.cast(|it| {
        at_home(it) && it.worker.as_ref().is_some_and(|it| it.department == "Engineering")
    });
    let at = device::at(world.plan.days_before_end(45), 15 * 60);
    hire::use_system(world.worker(who), false);
    laptop(world, who).programs.push(Program {
        at,
        file: "AnyDesk.exe",
        folder: "C:\\Program Files (x86)\\AnyDesk",
        product: "AnyDesk",
        command: "\"C:\\Program Files (x86)\\AnyDesk\\AnyDesk.exe\" --install --start-with-win",
        account: "helpdesk.admin",
    });
    world.odd("anydesk-by-help-desk", who);
}

fn streamer(world: &mut World) {
    let who = world.cast(at_home);
    let (at, serial) =
        (device::at(world.plan.days_before_end(90), 20 * 60), world.random.plate(10));
    world.worker(who).marks.camera = "OBS Virtual Camera";
    laptop(world, who).usb.push(Usb {
        at,
        vendor_id: 0x534d,
        product_id: 0x2109,
        maker: "MACROSILICON",
        product: "USB Video",
        serial,
        class: "Camera",
    });
    world.odd("streamer-with-virtual-camera", who);
}

/// A leaver's laptop comes back, is set up again and goes to a new colleague.
fn reissued_laptop(world: &mut World) {
    let settled = world.plan.days_before_end(200);
    let hired = |it: &Person| it.worker.as_ref().map(|it| it.hired);
    let leaver = world.cast(|it| at_home(it) && hired(it) <= Some(settled));
    let heir = world.cast(|it| at_home(it) && hired(it) > Some(settled));
    let last_day = world.worker(heir).hired.saturating_sub(30.days());
    let returned = last_day.saturating_add(7.days());
    hire::leave(world.worker(leaver), last_day, "Resigned", Some(returned));
    let before = laptop(world, leaver).clone();
    hire::use_system(world.worker(heir), before.is_mac);
    let theirs = laptop(world, heir);
    (theirs.serial, theirs.asset_tag) = (before.serial, before.asset_tag);
    (theirs.model, theirs.maker, theirs.wifi_mac) = (before.model, before.maker, before.wifi_mac);
    theirs.host.clone_from(&before.host);
    world.worker(heir).marks.machine_name = before.host;
    world.odd("reissued-laptop", leaver);
    world.odd("reissued-laptop", heir);
}

fn honest_contractor(world: &mut World) {
    let who = world.cast(|it| {
        at_home(it) && matches!(it.home.place.country, "GB" | "DE" | "PT" | "SK" | "PL" | "ES")
    });
    let machine = format!("{}-desktop", world.people[who].name.given.to_lowercase());
    hire::use_own_device(world.worker(who), 28, machine);
    world.odd("honest-contractor-on-own-device", who);
}
