//! The lookups beside the events: machines, their networks, machines without a sensor that were seen nearby, users.

use bonafide_model::{DeviceKey, Fact, Reading, Reject, value::Mac};

use super::events::neighbor;
use crate::{
    machines::{account, check_in, model, seen, time},
    naming::{Written, host, managed},
    object::Object,
    telling::{Telling, finish},
};

/// Which of the lookups a record is from, told by its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lookup {
    /// `aidmaster`: a machine with a sensor.
    Machines,
    /// `managedassets`: an adapter of such a machine, with the gateway before it.
    Adapters,
    /// `notmanaged`: a machine without a sensor that others saw on their network.
    Unmanaged,
    /// `userinfo`: a user's last logon.
    Users,
}

impl Lookup {
    pub(super) fn of(row: &Object<'_>) -> Option<Self> {
        let has = |names: &[&str]| names.iter().all(|it| row.has(it));
        if row.has("event_simpleName") || row.has("event") {
            return None;
        }
        if has(&["discoverer_aid", "NeighborName"]) {
            return Some(Self::Unmanaged);
        }
        if has(&["aid", "ComputerName", "SystemProductName"]) {
            return Some(Self::Machines);
        }
        if has(&["UserSid_readable", "LastLoggedOnHost"]) {
            return Some(Self::Users);
        }
        has(&["aid", "GatewayMAC"]).then_some(Self::Adapters)
    }

    pub(super) fn read(self, row: &Object<'_>) -> Result<Reading, Reject> {
        match self {
            Self::Machines => machine(row),
            Self::Adapters => adapter(row),
            Self::Unmanaged => unmanaged(row),
            Self::Users => user(row),
        }
    }
}

fn sensor(row: &Object<'_>) -> [Option<DeviceKey>; 2] {
    [managed("crowdstrike", row.text("aid")), row.text("ComputerName").and_then(|it| host(&it))]
}

fn missing() -> Reject {
    Reject::new("expected the sensor's id in `aid`")
}

fn machine(row: &Object<'_>) -> Result<Reading, Reject> {
    let (mut telling, at) = seen(sensor(row), row, &["Time", "_time"]).ok_or_else(missing)?;
    if let Some(mut access) = check_in(&mut telling, row, "aip", at) {
        let (country, city) = (row.text("Country"), row.text("City"));
        let written =
            Written { country: country.as_deref(), city: city.as_deref(), ..Written::default() };
        access.vendor_place = written.place();
        telling.access(access);
    }
    let first = time(&mut telling, row, &["FirstSeen"]);
    if first.is_some() {
        telling.say_at(Fact::Enrolled, first);
    }
    telling.say_all(model(
        &[row.text("SystemManufacturer"), row.text("SystemProductName")],
        &[row.text("Version")],
    ));
    gateway(row, &mut telling);
    telling.finish("nothing but the machine's names")
}

fn adapter(row: &Object<'_>) -> Result<Reading, Reject> {
    let (mut telling, _) = seen(sensor(row), row, &["_time", "Time"]).ok_or_else(missing)?;
    gateway(row, &mut telling);
    telling.finish("an adapter without a gateway")
}

fn gateway(row: &Object<'_>, telling: &mut Telling) {
    let mac = telling.read_first(row, &["GatewayMAC"], Mac::parse);
    telling.say_all(mac.map(|mac| Fact::Gateway { mac }));
}

/// Each machine with a sensor that saw the other one has it for a neighbor.
fn unmanaged(row: &Object<'_>) -> Result<Reading, Reject> {
    let names = [row.text("NeighborName"), row.text("ComputerName")];
    let Some(fact) = names.iter().flatten().find_map(|it| neighbor(it)) else {
        return Ok(Reading::PassOver("a machine nearby without a name"));
    };
    let finders = row.text("discoverer_aid").or_else(|| row.text("LastDiscoveredBy"));
    let finders = finders.unwrap_or_default();
    let mut tellings = Vec::new();
    for finder in finders.split([' ', ',', ';']).filter(|it| !it.is_empty()) {
        let Some((mut telling, _)) = seen([managed("crowdstrike", Some(finder))], row, &["_time"])
        else {
            continue;
        };
        telling.say(fact.clone());
        tellings.push(telling);
    }
    finish(tellings, "a machine nearby that no sensor is said to have seen")
}

fn user(row: &Object<'_>) -> Result<Reading, Reject> {
    let kind = row.text("LogonType").unwrap_or_default().to_lowercase();
    if !kind.is_empty() && !kind.contains("interactive") && !kind.contains("unlock") {
        return Ok(Reading::PassOver("a logon that put nobody in front of the machine"));
    }
    let user = row.any(&["UserName", "User"]).and_then(|it| account(&it));
    let Some(user) = user else {
        return Ok(Reading::PassOver("a logon of the system itself"));
    };
    let names = [row.text("LastLoggedOnHost").and_then(|it| host(&it))];
    let Some((mut telling, _)) = seen(names, row, &["LogonTime", "_time"]) else {
        return Ok(Reading::PassOver("a user whose last machine has no name of its own"));
    };
    telling.say(Fact::HeldBy(user));
    telling.finish("nothing of use")
}
