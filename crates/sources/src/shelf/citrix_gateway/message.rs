//! One message: a date, the appliance, module and event, then `Name value` parts between dashes.

use bonafide_model::{
    Reject,
    value::{self, DateOrder, utc_day},
};
use jiff::{Timestamp, civil::Date};

/// Modules whose messages are recognized.
const MODULES: &[&str] = &[
    "AAA", "AAATM", "APPFW", "CLI", "CONN", "GUI", "ICA", "PITBOSS", "SNMP", "SSLLOG", "SSLVPN",
    "TCP", "UI",
];
/// Days by which the collector's date may differ from the appliance's. Guess: clocks and zones differ by one.
const NEAR_DAYS: i32 = 2;

/// `12/19/2024:10:37:23 GMT ns1 0-PPE-0 : default SSLVPN LOGOUT 40895248 0 : Context … - User … - Client_ip …`.
pub(super) struct Message<'a> {
    head: &'a str,
    stamp: &'a str,
    module: &'a str,
    event: &'a str,
    body: &'a str,
    text: &'a str,
}

impl<'a> Message<'a> {
    pub(super) fn of(text: &'a str) -> Option<Self> {
        Self::in_new_form(text).or_else(|| Self::in_old_form(text))
    }

    /// `<134>1 2025-07-09T17:11:30Z ns1 SSLVPN PID - - default LOGIN 10000000 0 : …`, the head of RFC 5424.
    fn in_new_form(text: &'a str) -> Option<Self> {
        let (kind, body) = text.split_once(" : ")?;
        let mut words = kind.split_whitespace();
        let (_, stamp, _, module) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let is_time = stamp.contains('T') && value::parse_time(stamp).is_ok();
        let event = words.skip_while(|it| *it != "default").nth(1)?;
        let is_ours = is_time && MODULES.contains(&module);
        is_ours.then_some(Self { head: "", stamp, module, event, body, text })
    }

    fn in_old_form(text: &'a str) -> Option<Self> {
        let stamp = text.split_whitespace().find(|it| is_stamp(it))?;
        let (head, rest) = text.split_once(stamp)?;
        // The appliance and its engine end at the first colon, module and event at the second.
        let (appliance, rest) = rest.split_once(" : ")?;
        let (kind, body) = rest.split_once(" : ").unwrap_or((rest, ""));
        let mut words = kind.split_whitespace().filter(|it| *it != "default");
        let module = words.next().filter(|it| MODULES.contains(it))?;
        let event = words.next()?;
        let is_engine = appliance.contains("PPE-") || appliance.split_whitespace().count() <= 3;
        is_engine.then_some(Self { head, stamp, module, event, body, text })
    }

    /// Module and event.
    pub(super) fn kind(&self) -> (&'a str, &'a str) {
        (self.module, self.event)
    }

    /// The value of one of the parts between dashes.
    pub(super) fn value(&self, name: &str) -> Option<&'a str> {
        let parts = self.body.split(" - ").flat_map(|it| it.split("- User ").enumerate());
        let mut values = parts.filter_map(|(idx, it)| {
            // A dash may stand against the word before it: `SessionId: 7558- User ada`.
            if idx > 0 {
                return (name == "User").then_some(it);
            }
            it.trim().strip_prefix(name)?.strip_prefix(' ')
        });
        values.next().map(|it| it.trim().trim_matches('"')).filter(|it| !it.is_empty())
    }

    /// When it was written.
    pub(super) fn time(&self) -> Result<Timestamp, Reject> {
        read_stamp(self.stamp, self.order()).ok_or_else(|| {
            Reject::new("expected a date such as 03/02/2026:15:00:01 before the message")
        })
    }

    /// Start and end of a session; LOGOUT and the like have both.
    pub(super) fn session(&self) -> Option<(Timestamp, Timestamp)> {
        let time = |names: [&str; 2]| {
            let text = names.iter().find_map(|it| self.value(it))?;
            read_stamp(text.split_whitespace().next()?, self.order())
        };
        let since = time(["Start_time", "startTime"])?;
        let until = time(["End_time", "endTime"])?;
        (since < until).then_some((since, until))
    }

    /// The system in a browser's words: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) …`.
    pub(super) fn client_os(&self) -> Option<&'a str> {
        let browser = self.value("Browser_type").or_else(|| self.value("Browser"))?;
        let (_, inside) = browser.split_once('(')?;
        let systems = ["Windows", "Macintosh", "iPhone", "iPad", "Android", "CrOS", "Linux"];
        let inside = inside.split(')').next()?;
        systems.into_iter().find(|it| inside.contains(it))
    }

    /// Whether days or months come first in this line.
    fn order(&self) -> DateOrder {
        let stamps = self.text.split([' ', '"']).filter(|it| is_stamp(it));
        if let Some(order) = stamps.filter_map(order_of).next() {
            return order;
        }
        let written = self.head_date();
        let as_order = |order: DateOrder| read_stamp(self.stamp, order).zip(written);
        let is_near = |(at, written): (Timestamp, (i16, i8, i8))| {
            let date = utc_day(at);
            let (year, month, day) = written;
            let year = if year == 0 { date.year() } else { year };
            let days = Date::new(year, month, day).ok().and_then(|it| it.until(date).ok());
            days.is_some_and(|it| it.get_days().abs() < NEAR_DAYS)
        };
        let is_day_first = as_order(DateOrder::DayFirst).is_some_and(is_near)
            && !as_order(DateOrder::MonthFirst).is_some_and(is_near);
        if is_day_first { DateOrder::DayFirst } else { DateOrder::MonthFirst }
    }

    /// Year (0 if not written), month and day that a collector wrote before the message.
    fn head_date(&self) -> Option<(i16, i8, i8)> {
        let words: Vec<&str> = self.head.split_whitespace().collect();
        words.windows(2).find_map(|it| {
            let [month, day] = it else { return None };
            let month = month.rsplit('>').next().unwrap_or(month);
            let date =
                value::parse_date(&format!("{month} {day} 2024"), DateOrder::Unknown).ok()?;
            Some((0, date.month(), date.day()))
        })
    }
}

/// `12/19/2024:10:37:23` or `2024/12/19:10:37:23`.
fn is_stamp(word: &str) -> bool {
    let Some((date, clock)) = word.split_once(':') else { return false };
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    date.split('/').count() == 3
        && date.split('/').all(is_number)
        && clock.split(':').count() == 3
        && clock.split(':').all(is_number)
}

/// What a stamp alone says about the order.
fn order_of(stamp: &str) -> Option<DateOrder> {
    let mut parts = stamp.split('/').map(|it| it.parse::<u16>().unwrap_or(0));
    let (first, second) = (parts.next()?, parts.next()?);
    match (first, second) {
        (1000.., _) => Some(DateOrder::MonthFirst),
        (13.., _) => Some(DateOrder::DayFirst),
        (_, 13..) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

fn read_stamp(stamp: &str, order: DateOrder) -> Option<Timestamp> {
    if stamp.contains('T') {
        return value::parse_time(stamp).ok();
    }
    let (date, clock) = stamp.split_once(':')?;
    value::parse_time_ordered(&format!("{date} {clock}"), order).ok()
}
