//! Events and attributes of MISP: one event a record, answers of its search, files of a feed, and the CSV of attributes.
//!
//! How to get it: an event's "Download as… MISP JSON", `/events/restSearch` or `/attributes/restSearch` with `returnFormat` `json`
//! or `csv`, or the files of a feed.
//!
//! What it tells: which mail addresses, domains, networks, telephone numbers, wallets, bank accounts and profiles an
//! organization shares, since when, and whether somebody has seen that one is a false positive or has expired. What it cannot:
//! whether the organization is right.
//!
//! Shape: MISP's own core format and the lists of types in PyMISP and misp-objects; the answer of an attribute search from memory.
//!
//! Of a person's attributes (names, birth, nationality, passports) none is read. Types whose box "for intrusion detection" is
//! ticked by default count only while it is; of the others, where it is off by default, it says nothing.

mod attribute;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{Need, Reading, Record, Reject};

use self::attribute::Kept;
use crate::{
    Source,
    listings::Listings,
    object::{Object, objects},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "misp_events",
    vendor: "misp",
    title: "Events and attributes of MISP",
    feeds: &[Need::WatchLists],
    how: "MISP: download events as MISP JSON, or /events/restSearch or /attributes/restSearch with returnFormat json or csv; an event over 16 MiB by its attributes as CSV",
    permission: "a user with an API key, or the feed's address",
    tells: "which mail addresses, domains, networks, telephone numbers, wallets, bank accounts and profiles an organization shares, since when, and whether one was found to be wrong or expired",
    cannot: "whether the organization is right; attributes of persons, files and malware are not read; those that are not meant for detection are left out where that is said by a ticked box; targets and victims are left out",
    shape_from: "vendor reference: MISP core format, PyMISP describeTypes, misp-objects, misp taxonomy; the answer of an attribute search from memory",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

const IDLE: &str = "an event without a value that a person's records can carry";
const DELETED: &str = "an event or attribute that was deleted";
/// The list's name where an attribute names no organization.
const NO_ORGANIZATION: &str = "MISP";

fn recognize(record: &Record) -> bool {
    let Ok(object) = Object::of(record) else { return false };
    if let Some(event) = object.inside("Event") {
        return is_event(&event) || is_attribute(&object);
    }
    if let Some(response) = object.inside("response") {
        return response.has("Attribute");
    }
    object.inside("Attribute").is_some_and(|it| is_attribute(&it)) || is_attribute(&object)
}

fn is_event(event: &Object<'_>) -> bool {
    event.has("uuid") && event.has("info") && (event.has("Attribute") || event.has("Orgc"))
}

fn is_attribute(object: &Object<'_>) -> bool {
    ["type", "category", "value", "to_ids", "uuid"].iter().all(|it| object.has(it))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let object = Object::of(record)?;
    let mut listings = Listings::default();
    let kept = if is_attribute(&object) {
        lone(&object, &mut listings)
    } else if let Some(attribute) = object.inside("Attribute") {
        lone(&attribute, &mut listings)
    } else if let Some(event) = object.inside("Event") {
        of_event(&event, &mut listings)
    } else if let Some(response) = object.inside("response") {
        let json = response.json("Attribute").unwrap_or("[]".into());
        objects(&json).iter().map(|it| lone(it, &mut listings)).fold(Kept::default(), Kept::and)
    } else {
        return Err(Reject::new(
            "expected an event or attributes of MISP; export events as MISP JSON, or attributes as json or csv",
        ));
    };
    listings.finish(kept.why_nothing(IDLE))
}

/// An attribute that names its event, if at all, beside itself.
fn lone(attribute: &Object<'_>, listings: &mut Listings) -> Kept {
    let event = attribute.inside("Event").unwrap_or_default();
    let id = event.any(&["id", "uuid"]).or_else(|| attribute.any(&["event_id", "event_uuid"]));
    let relation = attribute.any(&["object_relation"]);
    let object = attribute.any(&["object_name"]);
    let part = object.as_deref().zip(relation.as_deref());
    attribute::say(attribute, part, &list(&event, id.as_deref()), listings)
}

/// All attributes of an event, alone or in objects.
fn of_event(event: &Object<'_>, listings: &mut Listings) -> Kept {
    if event.flag("deleted") == Some(true) {
        return Kept::nothing(DELETED);
    }
    let list = list(event, event.any(&["id", "uuid"]).as_deref());
    let mut kept = Kept::default();
    let own = event.json("Attribute").unwrap_or("[]".into());
    for attribute in objects(&own) {
        kept = kept.and(attribute::say(&attribute, None, &list, listings));
    }
    let parts = event.json("Object").unwrap_or("[]".into());
    for object in objects(&parts) {
        if object.flag("deleted") == Some(true) {
            continue;
        }
        let name = object.text("name");
        let own = object.json("Attribute").unwrap_or("[]".into());
        for attribute in objects(&own) {
            let relation = attribute.text("object_relation");
            let part = name.as_deref().zip(relation.as_deref());
            kept = kept.and(attribute::say(&attribute, part, &list, listings));
        }
    }
    kept
}

/// `Example CSIRT, event 1234`: who says so, and where to look it up. Titles of events are free text.
fn list(event: &Object<'_>, id: Option<&str>) -> Arc<str> {
    let organization = event.inside("Orgc").or_else(|| event.inside("Org"));
    let name = organization.and_then(|it| it.text("name"));
    let name = name.as_deref().unwrap_or(NO_ORGANIZATION);
    id.map_or_else(|| name.into(), |id| format!("{name}, event {id}").into())
}
