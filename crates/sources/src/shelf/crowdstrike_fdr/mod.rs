//! CrowdStrike Falcon Data Replicator: which programs ran, who logged on, what was plugged in, from which address the sensor
//! speaks; and the lookups beside the events (`aidmaster`, `managedassets`, `notmanaged`, `userinfo`).
//!
//! How to get it: the replicator's folders (`data/`, `fdrv2/…`) as they are; or a SIEM's copy, in which the event stands in
//! `event` and some of its fields again beside it, with other capitals and times in words.
//!
//! What was seen: 39 records of panther-analysis and one of splunk/security_content (both Apache-2.0); events of 40 kinds,
//! the lookups `userinfo` and `notmanaged` in other collectors' tests. From public hunting queries and parsers: the fields of
//! `DcUsbDeviceConnected` and `UserLogon`, `GatewayMAC` of `managedassets`. From memory: `AgentOnline`, `NeighborListIP4`,
//! `InstalledApplication`.
//!
//! Numbers and times are texts: `timestamp` in milliseconds is the cloud's clock, `ContextTimeStamp` in seconds with a
//! fraction the machine's. Of command lines only one telling switch is kept. Name look-ups and connections are not read: what
//! somebody visits is nobody's business here.

mod events;
mod lookups;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use bonafide_model::{Need, Reading, Record, Reject, value};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{device, host, managed},
    object::Object,
    shelf::crowdstrike_detections,
    telling::Telling,
};

const ID: &str = "crowdstrike_fdr";
/// The kind of event: in the event itself, or as a SIEM repeats it.
const KIND: &[&str] = &["event_simpleName", "fdr_event_type", "ExternalApiType"];
/// When the machine saw it, else when the cloud did.
const SEEN: &[&str] = &["ContextTimeStamp", "timestamp"];
/// Why an event that says nothing would be passed over.
const NOTHING: &str = "nothing but the machine's names";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "CrowdStrike",
    title: "Falcon Data Replicator: programs, logons, peripherals and public address of machines",
    feeds: &[Need::Devices, Need::DeviceNetworks, Need::Peripherals, Need::Programs, Need::Alerts],
    how: "the replicator's files, events and lookups (aidmaster, managedassets, notmanaged, userinfo), or a SIEM's copy of them",
    permission: "the replicator's own credentials, which read nothing else",
    tells: "which programs ran, who logged on at the machine, which USB devices were attached, from which public address the sensor spoke, its gateway and neighbors",
    cannot: "serial numbers of machines are not in it (the hosts API has them); command lines are not kept, but for one telling switch; look-ups of names and connections are not read",
    shape_from: "real sample: panther-analysis and splunk/security_content (Apache-2.0); vendor reference: public queries and parsers for USB events, logons and managedassets; from memory: AgentOnline, NeighborListIP4, InstalledApplication",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(root) = Object::of(record) else { return false };
    let is_event = |it: &Object<'_>| it.has("event_simpleName") && it.has("aid");
    is_event(&root)
        || root.inside("event").is_some_and(|it| is_event(&it))
        || (root.has("fdr_event_type") && root.has("cid"))
        || lookups::Lookup::of(&root).is_some()
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    if let Some(lookup) = lookups::Lookup::of(&root) {
        return lookup.read(&root);
    }
    let event = Event::of(root);
    if crowdstrike_detections::is_detection(&event.own) {
        return crowdstrike_detections::detected(&event.own, event.at(SEEN)?);
    }
    events::read(&event)
}

/// An event, and what a SIEM wrote around it.
struct Event<'a> {
    own: Object<'a>,
    around: Object<'a>,
}

impl<'a> Event<'a> {
    fn of(root: Object<'a>) -> Self {
        match root.inside("event") {
            Some(own) => Self { own, around: root },
            None => Self { own: root, around: Object::default() },
        }
    }

    fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.own.text(name).or_else(|| self.around.text(name))
    }

    /// The first of several times that can be read.
    fn at(&self, names: &[&str]) -> Result<Timestamp, Reject> {
        let readable = |name: &&str| self.text(name).and_then(|it| value::parse_time(&it).ok());
        names.iter().find_map(readable).ok_or_else(|| {
            Reject::new("expected the time of the event in `ContextTimeStamp` or `timestamp`")
        })
    }

    /// The machine by the sensor's id, with its host name if the event has it.
    fn machine(&self, at: Timestamp) -> Result<Telling, Reject> {
        let names = [
            managed("crowdstrike", self.text("aid")),
            self.text("ComputerName").and_then(|it| host(&it)),
        ];
        device(names, Some(at)).ok_or_else(|| Reject::new("expected the sensor's id in `aid`"))
    }
}
