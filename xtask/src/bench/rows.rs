//! Sign-in events in the shape of Okta's System Log as lines of JSON: the same people for 30 days however many rows there are.
//!
//! What is held constant when rows grow: 1,000 people, their one or two devices, their home and second network, and one network
//! elsewhere for each of their days. So more rows are more sign-ins of the same people from the same places, and what they fold
//! into hardly grows. Every event has its own id, session, requests and time. The same number of rows gives the same bytes.

use std::io::{self, Write};

const PEOPLE: u64 = 1_000;
const DAYS: u64 = 30;
/// Sign-ins in a hundred that come from the second network, and from elsewhere.
const SECOND: u64 = 20;
const ELSEWHERE: u64 = 5;

/// What never differs from person to person and row to row.
const PLACE: &str = r#"{"city":"Springfield","state":"Illinois","country":"United States","postalCode":null,"geolocation":null}"#;

struct Person {
    home: String,
    second: String,
    devices: Vec<String>,
    start: u64,
    system: &'static str,
}

impl Person {
    fn new(idx: u64, numbers: &mut Numbers) -> Self {
        let n_devices = [1, 1, 2][numbers.below(3) as usize];
        Self {
            home: format!("198.{}.{}.{}", 18 + idx % 2, idx / 2 % 256, 1 + numbers.below(254)),
            second: format!("203.0.113.{}", 1 + numbers.below(254)),
            devices: (0..n_devices).map(|_| numbers.hex(32)).collect(),
            start: 6 + numbers.below(10),
            system: ["Mac OS X", "Windows 10"][numbers.below(2) as usize],
        }
    }
}

/// Writes that many rows, in order of time by the day.
pub(super) fn write(rows: u64, out: &mut impl Write) -> io::Result<()> {
    let mut numbers = Numbers(7);
    let people: Vec<Person> = (0..PEOPLE).map(|idx| Person::new(idx, &mut numbers)).collect();
    for row in 0..rows {
        let day = row * DAYS / rows;
        let idx = numbers.below(PEOPLE);
        event((idx, &people[idx as usize]), day, &mut numbers, out)?;
    }
    out.flush()
}

fn event(
    (idx, who): (u64, &Person),
    day: u64,
    numbers: &mut Numbers,
    out: &mut impl Write,
) -> io::Result<()> {
    let chance = numbers.below(100);
    let (network, device) = if chance < ELSEWHERE {
        (&*format!("192.0.2.{}", 1 + (idx * 31 + day * 17) % 254), 0)
    } else {
        let network = if chance < ELSEWHERE + SECOND { &who.second } else { &who.home };
        (&**network, numbers.below(who.devices.len() as u64))
    };
    let device = &who.devices[device as usize];
    let (hour, minute, second) =
        (who.start + numbers.below(8), numbers.below(60), numbers.below(60));
    let (uuid, session, request) = (numbers.hex(32), numbers.hex(24), numbers.hex(26));
    writeln!(
        out,
        concat!(
            r#"{{"uuid":"{uuid}","published":"2026-01-{day:02}T{hour:02}:{minute:02}:{second:02}.{thousandth:03}Z","#,
            r#""eventType":"user.session.start","version":"0","severity":"INFO","legacyEventType":"core.user_auth.login_success","#,
            r#""displayMessage":"User login to Okta","actor":{{"id":"00u{idx:017}","type":"User","#,
            r#""alternateId":"person{idx}@corp.example","displayName":"Person {idx}","detailEntry":null}},"#,
            r#""client":{{"userAgent":{{"rawUserAgent":"Mozilla/5.0 (compatible)","os":"{system}","browser":"CHROME"}},"#,
            r#""zone":"null","device":"Computer","id":null,"ipAddress":"{network}","geographicalContext":{place}}},"#,
            r#""device":null,"authenticationContext":{{"authenticationProvider":null,"credentialProvider":null,"#,
            r#""credentialType":null,"issuer":null,"interface":null,"authenticationStep":0,"externalSessionId":"idx{session}"}},"#,
            r#""outcome":{{"result":"SUCCESS","reason":null}},"securityContext":{{"asNumber":64500,"asOrg":"example","#,
            r#""isp":"example","domain":null,"isProxy":false}},"debugContext":{{"debugData":{{"requestId":"{request}","#,
            r#""requestUri":"/idp/idx/identify","url":"/idp/idx/identify?","dtHash":"{device}"}}}},"#,
            r#""transaction":{{"type":"WEB","id":"{transaction}","detail":{{}}}},"request":{{"ipChain":[{{"ip":"{network}","#,
            r#""geographicalContext":{place},"version":"V4","source":null}}]}},"target":null}}"#
        ),
        uuid = uuid,
        day = day + 1,
        hour = hour,
        minute = minute,
        second = second,
        thousandth = numbers.below(1000),
        idx = idx,
        system = who.system,
        network = network,
        place = PLACE,
        session = session,
        request = request,
        device = device,
        transaction = numbers.hex(26),
    )
}

/// Numbers that look random, the same on every machine: SplitMix64.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn hex(&mut self, n_digits: usize) -> String {
        let mut res = format!("{:016x}{:016x}", self.next(), self.next());
        res.truncate(n_digits);
        res
    }
}
