//! Calendars (`.ics`) → one record an event.
//!
//! The record is `{"calendar":{"prodid","method","timezone"},"event":{…}}`; the event has `uid`, `sequence`, `status`,
//! `created`, `last_modified`, `stamp` and `recurrence` as written, `start`, `end` and `recurrence_id` as
//! `{"value","tzid","zone"}` (`zone` is the place that the calendar itself gives for its own zone names), `duration`,
//! `organizer` and `attendees` as `{"email","name","status","role","kind"}`, and of where it is held `{"kind":"url","host"}` or
//! `{"kind":"place"}` only. Neither title nor description is kept.

use std::{collections::BTreeMap, io::Read};

use bonafide_model::Locator;
use memchr::memchr;
use serde_json::{Map, Value};

use crate::{Limits, encoding, json_stream::Piece, lines::too_long, window::Window};

/// Longest property, unfolded.
const PROPERTY_BYTES: usize = 1 << 20; // guess: what we keep is under 10 KiB; pictures inside a calendar are longer
/// Zones that a calendar may define.
const ZONES: usize = 500; // guess: there are some 600 in all
/// Components inside components.
const DEPTH: usize = 16; // published: RFC 5545 nests three

/// Whether a text begins as a calendar does.
pub(crate) fn begins_like(start: &[u8]) -> bool {
    const MARK: &[u8] = b"BEGIN:VCALENDAR";
    start.get(..MARK.len()).is_some_and(|it| it.eq_ignore_ascii_case(MARK))
}

/// The events of a calendar.
pub(crate) struct Events<R> {
    window: Window<R>,
    record_bytes: usize,
    open: Vec<String>,
    calendar: Map<String, Value>,
    zones: BTreeMap<String, String>,
    zone: Option<String>,
    event: Option<Event>,
    is_over: bool,
}

/// An event while its properties come.
struct Event {
    line: u64,
    members: Map<String, Value>,
    bytes_left: usize,
    failure: Option<String>,
}

/// `ATTENDEE;CN="Ada Example";PARTSTAT=ACCEPTED:mailto:ada@x.example`
struct Property {
    name: String,
    parameters: Vec<(String, String)>,
    value: String,
}

impl<R: Read> Events<R> {
    /// Stands before the first event.
    pub(crate) fn new(window: Window<R>, limits: &Limits) -> Self {
        Self {
            window,
            record_bytes: limits.record_bytes,
            open: Vec::new(),
            calendar: Map::new(),
            zones: BTreeMap::new(),
            zone: None,
            event: None,
            is_over: false,
        }
    }

    /// The next property, unfolded; what is too long for any that we keep is `None`.
    fn next_line(&mut self) -> Option<(u64, Option<Vec<u8>>)> {
        let line = self.window.line();
        let mut res = Vec::new();
        let mut n_bytes = 0;
        loop {
            let here = self.window.ahead(1);
            if here.is_empty() {
                break;
            }
            let end = memchr(b'\n', here);
            let n = end.unwrap_or(here.len());
            n_bytes += n;
            if n_bytes <= PROPERTY_BYTES {
                res.extend_from_slice(&here[..n]);
            } else {
                res = Vec::new();
            }
            self.window.advance(n + usize::from(end.is_some()));
            if end.is_none() {
                continue;
            }
            if res.ends_with(b"\r") {
                res.pop();
            }
            // A line that begins with white space goes on with the one before.
            if !matches!(self.window.ahead(1).first(), Some(b' ' | b'\t')) {
                break;
            }
            self.window.advance(1);
            n_bytes += 1;
        }
        if n_bytes == 0 && self.window.ahead(1).is_empty() {
            return None;
        }
        Some((line, (n_bytes <= PROPERTY_BYTES).then_some(res)))
    }

    fn take(&mut self, line: u64, property: &Property) -> Option<Piece> {
        let value = property.value.trim();
        match property.name.as_str() {
            "BEGIN" => {
                let component = value.to_ascii_uppercase();
                if component == "VEVENT" && self.event.is_none() {
                    self.event = Some(Event::new(line, self.record_bytes));
                }
                if component == "VCALENDAR" {
                    self.calendar = Map::new();
                    self.zones = BTreeMap::new();
                }
                if self.open.len() < DEPTH {
                    self.open.push(component);
                }
                return None;
            }
            "END" => {
                let component = value.to_ascii_uppercase();
                if let Some(at) = self.open.iter().rposition(|it| *it == component) {
                    self.open.truncate(at);
                }
                if component == "VTIMEZONE" {
                    self.zone = None;
                }
                return (component == "VEVENT")
                    .then(|| self.event.take())
                    .flatten()
                    .map(|it| it.finish(&self.calendar));
            }
            _ => {}
        }
        match self.open.last().map(String::as_str) {
            Some("VEVENT") => {
                if let Some(event) = &mut self.event {
                    event.take(property, &self.zones, self.record_bytes);
                }
            }
            Some("VCALENDAR") => {
                let name = match property.name.as_str() {
                    "PRODID" => "prodid",
                    "METHOD" => "method",
                    "X-WR-TIMEZONE" => "timezone",
                    _ => return None,
                };
                self.calendar.insert(name.to_owned(), Value::from(value));
            }
            Some("VTIMEZONE") => match property.name.as_str() {
                "TZID" => self.zone = Some(value.to_owned()),
                "X-LIC-LOCATION" if self.zones.len() < ZONES => {
                    if let Some(zone) = &self.zone {
                        self.zones.insert(zone.clone(), value.to_owned());
                    }
                }
                _ => {}
            },
            Some(_) | None => {}
        }
        None
    }
}

impl<R: Read> Iterator for Events<R> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while !self.is_over {
            let Some((line, bytes)) = self.next_line() else {
                self.is_over = true;
                let failure = self.window.take_failure();
                let at =
                    Locator::Line(self.event.as_ref().map_or(self.window.line(), |it| it.line));
                let cut = || "the calendar ends inside this event: export it again".to_owned();
                let why = failure.or_else(|| self.event.is_some().then(cut))?;
                return Some((at, Err(why)));
            };
            let Some(bytes) = bytes else { continue };
            let property = match encoding::text(bytes) {
                Ok(text) => Property::parse(&text),
                Err(why) => {
                    if let Some(event) = &mut self.event {
                        event.failure.get_or_insert(why);
                    }
                    continue;
                }
            };
            if let Some(piece) = property.and_then(|it| self.take(line, &it)) {
                return Some(piece);
            }
        }
        None
    }
}

impl Event {
    fn new(line: u64, record_bytes: usize) -> Self {
        Self { line, members: Map::new(), bytes_left: record_bytes, failure: None }
    }

    fn take(&mut self, property: &Property, zones: &BTreeMap<String, String>, cap: usize) {
        let (name, value) = match property.name.as_str() {
            "UID" => ("uid", property.text()),
            "SEQUENCE" => ("sequence", property.text()),
            "STATUS" => ("status", property.text()),
            "CREATED" => ("created", property.text()),
            "LAST-MODIFIED" => ("last_modified", property.text()),
            "DTSTAMP" => ("stamp", property.text()),
            "DURATION" => ("duration", property.text()),
            "DTSTART" => ("start", property.time(zones)),
            "DTEND" => ("end", property.time(zones)),
            "RECURRENCE-ID" => ("recurrence_id", property.time(zones)),
            "ORGANIZER" => ("organizer", property.person()),
            "ATTENDEE" => ("attendees", property.person()),
            "RRULE" | "RDATE" | "EXDATE" => {
                ("recurrence", Value::from(format!("{}:{}", property.name, property.value)))
            }
            "LOCATION"
            | "CONFERENCE"
            | "X-GOOGLE-CONFERENCE"
            | "X-MICROSOFT-SKYPETEAMSMEETINGURL" => ("location", property.location()),
            _ => return,
        };
        if property.value.trim().is_empty() {
            return;
        }
        match self.bytes_left.checked_sub(property.value.len() + property.n_parameter_bytes()) {
            Some(left) => self.bytes_left = left,
            None => {
                self.members = Map::new();
                self.failure.get_or_insert(too_long(cap));
            }
        }
        if self.failure.is_some() {
            return;
        }
        if name == "attendees" || name == "recurrence" {
            if let Value::Array(all) = self.members.entry(name).or_insert(Value::Array(Vec::new()))
            {
                all.push(value);
            }
        } else if name == "location" && value.get("host").is_none() {
            // A link says more than the name of a room.
            self.members.entry(name).or_insert(value);
        } else {
            self.members.insert(name.to_owned(), value);
        }
    }

    fn finish(self, calendar: &Map<String, Value>) -> Piece {
        let at = Locator::Line(self.line);
        if let Some(why) = self.failure {
            return (at, Err(why));
        }
        let mut res = Map::new();
        res.insert("calendar".to_owned(), Value::Object(calendar.clone()));
        res.insert("event".to_owned(), Value::Object(self.members));
        (at, Ok(Value::Object(res).to_string().into_bytes()))
    }
}

impl Property {
    /// `None` for what is no property.
    fn parse(line: &str) -> Option<Self> {
        let line = line.trim_start_matches('\u{feff}');
        let n_name = line.find([';', ':'])?;
        let (name, mut rest) = line.split_at(n_name);
        let mut parameters = Vec::new();
        while let Some(inner) = rest.strip_prefix(';') {
            let (name, value) = inner.split_once('=')?;
            // Quotes hold signs that would end the value.
            let (value, after) = match value.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"')?,
                None => value.split_at(value.find([';', ':'])?),
            };
            parameters.push((name.to_ascii_uppercase(), decircumflexed(value)));
            // Several values of one parameter: the first counts.
            let mut after = after;
            while let Some(more) = after.strip_prefix(',') {
                after = match more.strip_prefix('"') {
                    Some(quoted) => quoted.split_once('"')?.1,
                    None => &more[more.find([',', ';', ':'])?..],
                };
            }
            rest = after;
        }
        let value = rest.strip_prefix(':')?.to_owned();
        Some(Self { name: name.trim().to_ascii_uppercase(), parameters, value })
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.trim()).filter(|it| !it.is_empty())
    }

    fn n_parameter_bytes(&self) -> usize {
        self.parameters.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    fn text(&self) -> Value {
        Value::from(self.value.trim())
    }

    fn time(&self, zones: &BTreeMap<String, String>) -> Value {
        let mut res = Map::new();
        res.insert("value".to_owned(), self.text());
        if let Some(zone) = self.parameter("TZID") {
            res.insert("tzid".to_owned(), Value::from(zone));
            if let Some(place) = zones.get(zone) {
                res.insert("zone".to_owned(), Value::from(place.as_str()));
            }
        }
        Value::Object(res)
    }

    fn person(&self) -> Value {
        let value = self.value.trim();
        let mailbox = match value.split_at_checked("mailto:".len()) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => Some(rest),
            Some(_) | None => value.contains('@').then_some(value),
        };
        let mut res = Map::new();
        let mut put = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                res.insert(name.to_owned(), Value::from(value));
            }
        };
        put("email", mailbox.filter(|it| !it.is_empty()).or(self.parameter("EMAIL")));
        put("name", self.parameter("CN"));
        put("status", self.parameter("PARTSTAT"));
        put("role", self.parameter("ROLE"));
        put("kind", self.parameter("CUTYPE"));
        Value::Object(res)
    }

    /// The host of a link, or that it is a place; what the place is called is nobody's business here.
    fn location(&self) -> Value {
        let link = self.value.find("://").map(|it| &self.value[it + 3..]);
        let host =
            link.and_then(|it| it.split(['/', '?', '#', ' ', '\\', ',', ';', '>', ':']).next());
        let host = host.filter(|it| it.contains('.') && !it.contains('@'));
        let mut res = Map::new();
        let kind = if host.is_some() { "url" } else { "place" };
        res.insert("kind".to_owned(), Value::from(kind));
        if let Some(host) = host {
            res.insert("host".to_owned(), Value::from(host.to_lowercase()));
        }
        Value::Object(res)
    }
}

/// `^'` is a quote in a parameter, `^n` a line end, `^^` the sign itself (RFC 6868).
fn decircumflexed(written: &str) -> String {
    if !written.contains('^') {
        return written.to_owned();
    }
    written.replace("^n", " ").replace("^'", "\"").replace("^^", "^")
}
