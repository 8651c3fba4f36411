//! How honest people apply and come to work: the ordinary lives from which the stories depart.

use jiff::{ToSpan, civil::Date};

use crate::{
    account, device,
    device::Parcel,
    person::{
        Candidate, Desk, Egress, Habits, Home, Incident, Marks, Pay, Person, Reference, Standing,
        Trip, Worker,
    },
    random::Random,
    resume,
    world::{DOMAIN, World},
};

/// Title, department, whether the work is in code repositories.
const ROLES: &[(&str, &str, bool)] = &[
    ("Software Engineer", "Engineering", true),
    ("Senior Software Engineer", "Engineering", true),
    ("Site Reliability Engineer", "Infrastructure", true),
    ("Data Engineer", "Data", true),
    ("Product Designer", "Product", false),
    ("Product Manager", "Product", false),
    ("Customer Support Specialist", "Support", false),
    ("Accountant", "Finance", false),
    ("Recruiter", "People", false),
    ("IT Administrator", "IT", true),
    ("Account Executive", "Sales", false),
];
const CHANNELS: &[&str] = &[
    "LinkedIn",
    "Company careers page",
    "Indeed",
    "Referral",
    "Job board",
    "Sourced by recruiter",
];
/// The browser of a Mac, as it names itself.
pub(crate) const MAC_AGENT: &str = AGENTS[1];
const AGENTS: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36",
];
const PHONES: &[&str] = &["iPhone 14", "iPhone 15", "Pixel 8", "Galaxy S23", "Galaxy A54"];
const CAMERAS: &[&str] =
    &["FaceTime HD Camera", "Integrated Webcam", "HD Pro Webcam C920", "Integrated Camera"];
const MICROPHONES: &[&str] = &[
    "MacBook Pro Microphone",
    "Microphone Array (Realtek(R) Audio)",
    "Jabra Evolve2 65",
    "Plantronics Blackwire 3220 Series",
];
const KIND_WORDS: &[&str] = &[
    "I would hire them again.",
    "They were missed when they left.",
    "A pleasure in every review.",
    "Careful, and quick when it mattered.",
    "I learned from them.",
];

/// How long applications and orders are kept; guess, two years.
const RECORDS_KEPT_DAYS: i64 = 730;
/// Of a hundred honest people so many work for some days from another city, and so many lose a phone; guess.
const SHORT_TRIP_PERCENT: u32 = 12;
const LOST_PHONE_PERCENT: u32 = 6;
/// So many of those who were hired were brought by a colleague; guess.
const REFERRED_PERCENT: u32 = 15;
/// So many change their bank, and so many correct the address of their parcel; guess.
const BANK_CHANGED_PERCENT: u32 = 5;
const PARCEL_CORRECTED_PERCENT: u32 = 4;

/// Adds an application with a résumé of their own; returns its position among the person's.
pub(crate) fn apply(
    world: &mut World,
    person: &mut Person,
    applied: Date,
    stands: Standing,
) -> usize {
    let (id, application) = (4_100_000 + world.number() * 7, 6_200_000 + world.number() * 11);
    let random = &mut world.random;
    let (job, _, _) = *random.pick(ROLES);
    let resume = resume::write(random, &person.name, applied);
    person.candidates.push(Candidate {
        id,
        application,
        applied,
        job,
        channel: random.word(CHANNELS),
        stands,
        referrer: None,
        phone: person.phone.clone(),
        resume,
        references: Vec::new(),
        interview: None,
        interpreter: None,
    });
    person.candidates.len() - 1
}

/// Two former colleagues vouch for an applicant.
pub(crate) fn vouch(world: &mut World, person: &mut Person, application: usize) {
    for idx in 0..2 {
        let place = world.any_city();
        let name = world.names.draw(&mut world.random);
        let (mail, phone, ip) =
            (world.mail(&name), world.phones.next(place), world.egress(place).ip);
        let candidate = &mut person.candidates[application];
        let job = &candidate.resume.jobs[idx % candidate.resume.jobs.len()];
        let random = &mut world.random;
        let text = format!(
            "{} {} {} {}",
            person.name.given,
            resume::deed(random).to_lowercase(),
            resume::deed(random),
            random.pick(KIND_WORDS)
        );
        candidate.references.push(Reference {
            name,
            mail,
            phone,
            employer: job.employer.clone(),
            relationship: random.word(&["Manager", "Colleague", "Team lead"]),
            submitted: candidate.applied.saturating_add(random.between(12, 24).days()),
            ip,
            text,
            is_confirmed: random.chance(35),
        });
    }
}

/// An honest person who joins on a day.
pub(crate) fn join(world: &mut World, hired: Date) -> usize {
    let is_hybrid = world.random.chance(30);
    let office_idx = world.random.below(world.offices.len().max(1));
    let office = world
        .offices
        .get(office_idx)
        .filter(|(place, _)| is_hybrid && world.has_room(place))
        .cloned();
    let place = match &office {
        Some((place, _)) => *place,
        None => world.any_city(),
    };
    let mut person = world.person(place);
    // Older applications were erased, as retention demands.
    if hired > world.plan.days_before_end(RECORDS_KEPT_DAYS) {
        let applied = hired.saturating_sub(world.random.between(28, 55).days());
        let application = apply(world, &mut person, applied, Standing::Hired);
        if hired > world.plan.days_before_end(200) {
            vouch(world, &mut person, application);
        }
    }
    employ(world, &mut person, hired);
    let worker = person.worker.as_mut().expect("just employed");
    if let Some((_, egress)) = office {
        worker.is_hybrid = true;
        worker.met_on = Some(hired);
        worker.habits.elsewhere = Some((egress, 55));
    }
    if world.random.chance(REFERRED_PERCENT) {
        refer(world, &mut person);
    }
    live(world, &mut person);
    world.add(person)
}

/// A colleague who was there before brings somebody in.
fn refer(world: &mut World, person: &mut Person) {
    let (Some(worker), Some(candidate)) = (&mut person.worker, person.candidates.last_mut()) else {
        return;
    };
    let before = world
        .people
        .iter()
        .filter(|it| it.worker.as_ref().is_some_and(|it| it.hired < worker.hired));
    let names: Vec<_> = before.map(|it| it.name.clone()).collect();
    if names.is_empty() {
        return;
    }
    let name = world.random.pick(&names).clone();
    candidate.channel = "Referral";
    (candidate.referrer, worker.referred_by) = (Some(name.clone()), Some(name));
}

/// What happens to anybody in half a year: days in another city, a lost phone, another bank, a mistyped address.
fn live(world: &mut World, person: &mut Person) {
    let days_ago = world.random.between(15, 140);
    let since = world.plan.days_before_end(days_ago);
    let place = world.any_city();
    if world.random.chance(SHORT_TRIP_PERCENT) {
        let until = since.saturating_add(world.random.between(2, 8).days());
        let egress = world.egress(place);
        if let Some(worker) = &mut person.worker {
            worker.habits.trips.push(Trip { since, until, egress, zone: place.zone });
        }
    }
    if world.random.chance(LOST_PHONE_PERCENT)
        && let Some(worker) = &mut person.worker
    {
        worker.incidents.push(Incident::FactorReset { at: device::at(since, 15 * 60) });
    }
    let (country, holder) = (person.home.place.country, person.name.full());
    let Some(worker) = &mut person.worker else { return };
    if world.random.chance(BANK_CHANGED_PERCENT) && since > worker.hired {
        let account = account::open(&mut world.random, country, &holder);
        worker.pay.changes.push((since, account, worker.habits.home.ip));
    }
    if let Desk::Laptop(laptop) = &mut worker.desk
        && let Some(parcel) = &mut laptop.parcel
        && world.random.chance(PARCEL_CORRECTED_PERCENT)
    {
        redirect_order(parcel, &person.home);
    }
}

/// Gives a person a job, a laptop at home, and an ordinary life there.
pub(crate) fn employ(world: &mut World, person: &mut Person, hired: Date) {
    let number = world.number();
    let home = world.egress(person.home.place);
    let random = &mut world.random;
    let (title, department, codes) = *random.pick(ROLES);
    let title = person.candidates.last().map_or(title, |it| it.job);
    let (department, codes) =
        ROLES.iter().find(|it| it.0 == title).map_or((department, codes), |it| (it.1, it.2));
    let mut laptop = device::ordinary(random, number as usize, (hired, world.plan.since()));
    let marks = marks(random, laptop.is_mac, &laptop.host);
    // Older orders are not in the asset system any more.
    if hired > world.plan.days_before_end(RECORDS_KEPT_DAYS) {
        laptop.parcel = Some(parcel(random, person, hired));
    }
    person.worker = Some(Worker {
        number: format!("W-{:05}", 10_000 + number),
        login: format!("{}{}@{DOMAIN}", person.name.mailbox(), random.between(1, 99)),
        directory_id: format!("00u{}", random.plate(17).to_lowercase()),
        code_login: codes.then(|| format!("{}-{}", person.name.handle(), random.hex(3))),
        title,
        department,
        hired,
        left: None,
        is_hybrid: false,
        agency: None,
        referred_by: None,
        met_on: random
            .chance(40)
            .then(|| hired.saturating_add(random.between(5, 60).days()))
            .filter(|it| *it <= world.plan.until),
        pay: Pay {
            account: account::open(random, person.home.place.country, &person.name.full()),
            changes: Vec::new(),
        },
        habits: habits(random, home, person.home.place.zone),
        desk: Desk::Laptop(Box::new(laptop)),
        marks,
        incidents: Vec::new(),
    });
}

fn habits(random: &mut Random, home: Egress, zone: &'static str) -> Habits {
    let start_minute = random.between(7 * 60 + 40, 10 * 60);
    Habits {
        zone,
        start_minute,
        is_split: false,
        home,
        elsewhere: None,
        trips: Vec::new(),
        tunnel: None,
        phone: None,
    }
}

fn marks(random: &mut Random, is_mac: bool, host: &str) -> Marks {
    Marks {
        browser_token: random.hex(64),
        user_agent: AGENTS[usize::from(is_mac)],
        authenticator: format!("DP{}", random.plate(18)),
        phone_model: random.word(PHONES),
        client_mac: random.mac("f4:7b:09"),
        disk_id: random.uuid(),
        machine_name: host.to_owned(),
        camera: random.word(CAMERAS),
        microphone: random.word(MICROPHONES),
    }
}

fn parcel(random: &mut Random, person: &Person, hired: Date) -> Parcel {
    let shipped = hired.saturating_sub(random.between(4, 8).days());
    let carrier = *random.pick(&["UPS", "FedEx", "DHL"]);
    Parcel {
        order: format!("PO-{}", random.digits(6)),
        recipient: person.name.full(),
        phone: person.phone.clone(),
        to: person.home.clone(),
        ordered: shipped.saturating_sub(3.days()),
        address_changed: None,
        shipped,
        carrier,
        tracking: match carrier {
            "UPS" => format!("1Z{}", random.digits(16)),
            _ => random.digits(12),
        },
        redirected: None,
        signed_by: if random.chance(70) {
            person.name.family.to_uppercase()
        } else {
            String::new()
        },
        return_due: None,
        returned: None,
    }
}

/// A laptop of the wished system, and the browser that goes with it.
pub(crate) fn use_system(worker: &mut Worker, is_mac: bool) {
    worker.marks.user_agent = AGENTS[usize::from(is_mac)];
    if let Desk::Laptop(laptop) = &mut worker.desk {
        if is_mac {
            device::make_mac(laptop);
        } else {
            device::make_windows(laptop);
        }
        worker.marks.machine_name = laptop.host.clone();
    }
}

/// The day on which somebody leaves, and what becomes of the laptop.
pub(crate) fn leave(
    worker: &mut Worker,
    last_day: Date,
    kind: &'static str,
    returned: Option<Date>,
) {
    worker.left = Some((last_day, kind));
    if let Desk::Laptop(laptop) = &mut worker.desk
        && let Some(parcel) = &mut laptop.parcel
    {
        (parcel.return_due, parcel.returned) = (Some(last_day.saturating_add(14.days())), returned);
    }
}

/// A virtual desktop in place of a laptop, and no laptop.
pub(crate) fn use_own_device(worker: &mut Worker, round_trip_ms: i64, machine_name: String) {
    worker.desk = Desk::Virtual { round_trip_ms };
    worker.marks.machine_name = machine_name;
    worker.agency = Some("Example Contracting Services");
}

/// Sends an order to another address after it was placed.
pub(crate) fn redirect_order(parcel: &mut Parcel, to: &Home) {
    parcel.to = to.clone();
    parcel.address_changed = Some(parcel.ordered.saturating_add(1.day()));
}
