//! Keys of one device, and whose it is.

use bonafide_model::{Fact, Identifier, value::Email};

use super::exports::*;

fn devices(exports: &Exports) -> Vec<String> {
    let linked = exports.link();
    let mut res: Vec<String> = linked
        .devices
        .values()
        .map(|it| format!("{} keys, {} holders", it.keys.len(), it.holders.len()))
        .collect();
    res.sort();
    res
}

fn held_by(mail: &str) -> Fact {
    Fact::HeldBy(Identifier::Mailbox(Email::parse(mail).unwrap()))
}

#[test]
fn management_endpoint_and_shipment_speak_of_one_laptop() {
    let exports = Exports::new()
        .worker("W1", "Ada Novak", [sent("C02XK1ABCD")])
        .device(
            managed("intune", "i-1"),
            "2026-02-01",
            [
                Fact::SameDevice(bonafide_model::DeviceKey::Serial(serial("C02XK1ABCD"))),
                Fact::SameDevice(host("desktop-1a2b3c4")),
            ],
        )
        .device(
            managed("defender", "d-1"),
            "2026-02-01",
            [Fact::SameDevice(host("desktop-1a2b3c4")), held_by("w1@corp.example")],
        );
    assert_eq!(devices(&exports), ["4 keys, 1 holders"]);
    let linked = exports.link();
    let device = linked.devices.values().next().unwrap();
    assert_eq!(
        device.sources.iter().copied().collect::<Vec<_>>(),
        ["asset_shipments", "defender_advanced_hunting", "intune_managed_devices"]
    );
    assert_eq!(linked.personas.values().next().unwrap().devices, std::slice::from_ref(&device.id));
}

#[test]
fn a_host_name_of_several_machines_joins_none() {
    let machine = |exports: Exports, system, id: &str, name: &str| {
        exports.device(managed(system, id), "2026-02-01", [Fact::SameDevice(host(name))])
    };
    let two_of_one_system = machine(
        machine(Exports::new(), "intune", "i-1", "build-box"),
        "intune",
        "i-2",
        "build-box",
    );
    assert_eq!(two_of_one_system.link().devices.len(), 3);
    let makers_name = machine(
        machine(Exports::new(), "intune", "i-1", "macbook-pro"),
        "defender",
        "d-1",
        "macbook-pro",
    );
    assert_eq!(makers_name.link().devices.len(), 3);
    let own_name = machine(
        machine(Exports::new(), "intune", "i-1", "adas-mac"),
        "defender",
        "d-1",
        "adas-mac",
    );
    assert_eq!(own_name.link().devices.len(), 1);
}
