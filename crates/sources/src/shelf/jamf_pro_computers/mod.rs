//! Jamf Pro's computers: whose they are, from which address they check in, and what is installed on them.
//!
//! How to get it, any of: Jamf Pro API `GET /api/v1/computers-inventory` with the sections GENERAL, HARDWARE,
//! USER_AND_LOCATION, OPERATING_SYSTEM, APPLICATIONS and EXTENSION_ATTRIBUTES; Classic API `GET /JSSResource/computers/id/…`,
//! `computers/subset/basic` and `advancedcomputersearches/id/…` as JSON; an advanced computer search exported as CSV;
//! webhooks such as `ComputerCheckIn`, each with the address of that moment.
//!
//! What was seen: 3 inventory records of another collector's tests, sections asked for one by one and the rest `null`. From
//! the models and tests of a public client of both APIs: the Classic computer (`…_epoch`, `…_utc`), webhooks, names of
//! hardware and operating system. From memory: the columns of an advanced search as CSV.
//!
//! `lastIpAddress` is the address that the server saw; `lastReportedIp` is the machine's own and says nothing about a place.
//! Jamf collects no peripherals: scripts of the customer do, into extension attributes, see `attributes.rs`.

mod attributes;
#[cfg(test)]
mod tests;

use bonafide_model::{
    Fact, Identifier, Need, Reading, Record, Reject,
    value::{Email, PersonName, Phone},
};

use crate::{
    Source,
    columns::yes_or_no,
    machines::{account, checked_in, holder, mac_application, model, seen, time},
    naming::{host, managed, serial},
    object::{Object, objects},
    telling::{Telling, finish},
};

const ID: &str = "jamf_pro_computers";
const NAME: &[&str] = &["computerName", "deviceName", "name"];
const ADDRESS: &[&str] = &["lastIpAddress", "ipAddress", "Last IP Address"];
const SEEN: &[&str] = &[
    "eventTimestamp",
    "lastContactTimeEpoch",
    "lastContactTimeUtc",
    "lastContactTime",
    "Last Check-in",
    "reportDateEpoch",
    "reportDateUtc",
    "reportDate",
    "Last Inventory Update",
];
const ENROLLED: &[&str] = &[
    "lastEnrolledDateEpoch",
    "lastEnrolledDateUtc",
    "lastEnrolledDate",
    "Last Enrollment",
    "initialEntryDateUtc",
    "initialEntryDate",
];
const EMAIL: &[&str] = &["email", "emailAddress"];
const PHONE: &[&str] = &["phone", "phoneNumber"];
/// Columns of an advanced search that no other inventory has beside a computer's name and serial number.
const SEARCH_MARKS: &[&str] = &[
    "JSS Computer ID",
    "Jamf Pro Computer ID",
    "Last Check-in",
    "Last Inventory Update",
    "Last Enrollment",
    "UDID",
];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Jamf",
    title: "Jamf Pro computers: whose they are, where they check in from, what is installed",
    // Peripherals and networks come from scripts of the customer only, so no signal may count on them.
    feeds: &[Need::Devices, Need::Programs],
    how: "Jamf Pro API `GET /api/v1/computers-inventory` with the sections GENERAL, HARDWARE, USER_AND_LOCATION, OPERATING_SYSTEM, APPLICATIONS, EXTENSION_ATTRIBUTES; Classic API computers as JSON; an advanced computer search as CSV; webhooks",
    permission: "an API role with the privilege Read Computers",
    tells: "which computer is assigned to whom, since when, from which public address it last checked in, its serial number, model and installed applications; displays, USB devices, Wi-Fi and gateway where extension attributes collect them",
    cannot: "an inventory has the last address only (webhooks have every check-in); peripherals and networks only where a script of yours collects them into an extension attribute",
    shape_from: "real sample: inventory records of a public collector; vendor reference: models of both APIs in a public client; from memory: columns of an advanced search as CSV",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(root) = Object::of(record) else { return false };
    let has_any = |names: &[&str]| names.iter().any(|it| root.has(it));
    if let Some(hook) = root.inside("webhook") {
        return hook.has("webhookEvent") && root.has("event");
    }
    if let Some(computer) = root.inside("computer") {
        return computer.inside("general").is_some_and(|it| it.has("udid"));
    }
    let is_inventory =
        root.has("udid") && has_any(&["userAndLocation", "hardware", "applications"]);
    let is_subset = root.has("udid") && root.has("serialNumber") && root.has("reportDateUtc");
    let is_search = root.has("computerName") && root.has("serialNumber") && has_any(SEARCH_MARKS);
    is_inventory || is_subset || is_search || root.has("advancedComputerSearch")
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    if let Some(hook) = root.inside("webhook") {
        let is_computer_s = hook.text("webhookEvent").is_some_and(|it| it.starts_with("Computer"));
        let event = root.inside("event").unwrap_or_default();
        if !is_computer_s {
            return Ok(Reading::PassOver("an event about no computer"));
        }
        let computer = event.inside("computer").unwrap_or(event);
        return finish(Computer { root: computer, hook, ..Computer::default() }.tell()?, NOTHING);
    }
    if let Some(search) = root.inside("advancedComputerSearch") {
        let json = search.json("computers").unwrap_or_default();
        let mut tellings = Vec::new();
        for row in objects(&json) {
            tellings.extend(Computer::of(row).tell()?);
        }
        return finish(tellings, "a search without results");
    }
    let computer = root.inside("computer").unwrap_or(root);
    finish(Computer::of(computer).tell()?, NOTHING)
}

/// Why a computer of which nothing is said is passed over.
const NOTHING: &str = "nothing but the computer's names";

/// A computer by its sections; a flat row has none, and stands for all of them.
#[derive(Default)]
struct Computer<'a> {
    root: Object<'a>,
    general: Option<Object<'a>>,
    hardware: Option<Object<'a>>,
    user: Option<Object<'a>>,
    system: Option<Object<'a>>,
    /// What a webhook says about itself.
    hook: Object<'a>,
}

impl<'a> Computer<'a> {
    fn of(root: Object<'a>) -> Self {
        Self {
            general: root.inside("general"),
            hardware: root.inside("hardware"),
            user: root.inside("userAndLocation").or_else(|| root.inside("location")),
            system: root.inside("operatingSystem"),
            root,
            hook: Object::default(),
        }
    }

    fn general(&self) -> &Object<'a> {
        self.general.as_ref().unwrap_or(&self.root)
    }

    fn hardware(&self) -> &Object<'a> {
        self.hardware.as_ref().unwrap_or(&self.root)
    }

    fn tell(&self) -> Result<Vec<Telling>, Reject> {
        let sections = [Some(&self.root), self.general.as_ref(), self.hardware.as_ref()];
        let first = |name: &str| sections.iter().flatten().find_map(|it| it.text(name));
        let names = [
            serial(first("serialNumber")),
            managed("jamf", first("udid")),
            self.general().any(NAME).and_then(|it| host(&it)),
        ];
        let dated = if self.hook.has("eventTimestamp") { &self.hook } else { self.general() };
        let Some((mut telling, at)) = seen(names, dated, SEEN) else {
            return Err(Reject::new(
                "expected a serial number or a UDID in `serialNumber` or `udid`; ask for the section HARDWARE",
            ));
        };
        let address = ADDRESS.iter().find(|it| self.general().has(it));
        if let Some(name) = address {
            checked_in(&mut telling, self.general(), name, at);
        }
        self.enrolled(&mut telling);
        telling.say_all(self.model());
        self.programs(&mut telling);
        for section in [Some(&self.root), self.general.as_ref(), self.hardware.as_ref()] {
            let json = section.and_then(|it| it.json("extensionAttributes")).unwrap_or_default();
            attributes::tell(&json, &mut telling);
        }
        let holder = self.holder(&mut telling);
        Ok(std::iter::once(telling).chain(holder).collect())
    }

    fn enrolled(&self, telling: &mut Telling) {
        let enrolled = time(telling, self.general(), ENROLLED);
        if enrolled.is_some() {
            telling.say_at(Fact::Enrolled, enrolled);
        }
        let status = self.general().inside("managementStatus").unwrap_or_default();
        let is_bought = self
            .general()
            .text("enrolledViaAutomatedDeviceEnrollment")
            .or_else(|| status.text("enrolledViaDep"));
        // Apple enrolls by itself only what the organization has bought; the rest may be anybody's.
        let is_bought = is_bought.is_some_and(|it| yes_or_no(&it) == Ok(true));
        telling.say_all(is_bought.then_some(Fact::CompanyOwned(true)));
    }

    fn model(&self) -> Option<Fact> {
        let hardware = self.hardware();
        let system = match &self.system {
            Some(system) => [system.text("name"), system.text("version")],
            None => [
                hardware.any(&["osName", "operatingSystem"]),
                hardware.any(&["osVersion", "operatingSystemVersion"]),
            ],
        };
        model(&[hardware.text("make"), hardware.text("model")], &system)
    }

    fn programs(&self, telling: &mut Telling) {
        let software = self.root.inside("software").unwrap_or_default();
        let json = self.root.json("applications").or_else(|| software.json("applications"));
        let json = json.unwrap_or_default();
        telling.say_all(objects(&json).iter().filter_map(mac_application));
    }

    /// Says whose the computer is, and what is known of that person, if there is a mail address.
    fn holder(&self, telling: &mut Telling) -> Option<Telling> {
        let user = self.user.as_ref().unwrap_or(&self.root);
        let mailbox = telling.read_first(user, EMAIL, Email::parse);
        let login = user.text("username").and_then(|it| account(&it));
        let known = mailbox.clone().map(Identifier::Mailbox).or_else(|| login.clone())?;
        telling.say(Fact::HeldBy(known.clone()));
        let mut person = holder(ID, mailbox?);
        person.say_all(login.filter(|it| *it != known).map(Fact::Knows));
        let name = person.read_first(user, &["realName", "fullName"], PersonName::parse);
        person.say_all(name.map(Fact::Name));
        let phone = person.read_first(user, PHONE, |it| Phone::parse(it, None));
        person.say_all(phone.map(Fact::Phone));
        Some(person)
    }
}
