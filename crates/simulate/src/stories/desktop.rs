//! Network 2: one operator behind three contractors on virtual desktops; one referee vouches for all, and one
//! document mill wrote their résumés and those of five who were refused.

use jiff::ToSpan;

use crate::{
    account, hire,
    names::Name,
    person::{Account, Egress, Person, Reference, Standing, Tunnel},
    random::Random,
    resume::{self, Format, Resume},
    truth::{RecordRef, TrueFacilitator, TrueMember, TrueNetwork},
    world::World,
};

/// Applicants of the mill who were refused.
pub(super) const REFUSED: usize = 5;
/// City wishes, country and days before the end at which each of the three started.
const SEATS: [(&str, &[&str], i64); 3] =
    [("SK", &["Bratislava"], 130), ("PT", &["Lisbon"], 104), ("DE", &["Berlin"], 62)];
/// Round trips to a gateway in Europe, too long for any city in it. Guess, within what the plan's threat notes report.
const ROUND_TRIPS_MS: [i64; 3] = [188, 231, 204];

/// What the personas have from their operator.
struct Operator {
    rsids: Vec<String>,
    image: Vec<u8>,
    /// Sentences of the mill's file, beside those that the persona's own story needs.
    sentences: String,
    referee: Name,
    referee_mail: String,
    phone: Option<String>,
    servers: Vec<Egress>,
    holder: String,
    accounts: Vec<Account>,
    disk_id: String,
    client_mac: String,
}

pub(super) fn tell(world: &mut World) {
    let operator = set_up(world);
    let mut members: Vec<_> = (0..SEATS.len())
        .map(|idx| {
            let who = hire_persona(world, &operator, idx);
            world.operated("worker", who)
        })
        .collect();
    for idx in 0..REFUSED {
        let who = refuse_persona(world, &operator, idx);
        members.push(world.operated("applicant", who));
    }
    let referee = RecordRef { source: "reference_checks", key: operator.referee_mail.clone() };
    members.push(TrueMember { role: "referee", records: vec![referee] });
    let mut facilitators = vec![TrueFacilitator {
        role: "voucher",
        kind: "person",
        value: operator.referee_mail.clone(),
    }];
    facilitators.extend(operator.accounts.iter().map(|it| TrueFacilitator {
        role: "payee",
        kind: "bank_account",
        value: it.iban.clone(),
    }));
    world.truth.networks.push(TrueNetwork { name: "own-device-operator", members, facilitators });
}

fn set_up(world: &mut World) -> Operator {
    let berlin = world.city("DE", &["Berlin"]);
    let referee = world.names.draw(&mut world.random);
    let holder = world.names.draw(&mut world.random).full();
    let servers =
        vec![world.rented_server(), world.vpn_exit(), world.rented_server(), world.vpn_exit()];
    let (referee_mail, phone) = (world.mail(&referee), world.phones.next(berlin));
    let random = &mut world.random;
    Operator {
        rsids: (0..6).map(|_| resume::rsid(random)).collect(),
        image: picture(random),
        sentences: format!(
            "{} {} {}",
            resume::deed(random),
            resume::deed(random),
            resume::deed(random)
        ),
        referee,
        referee_mail,
        phone,
        servers,
        accounts: vec![account::open(random, "DE", &holder), account::open(random, "PT", &holder)],
        holder,
        disk_id: random.uuid(),
        client_mac: random.mac("00:e0:4c"),
    }
}

/// Bytes that begin like a picture and are nobody's portrait.
fn picture(random: &mut Random) -> Vec<u8> {
    let mut res = b"\x89PNG\r\n\x1a\n".to_vec();
    res.extend((0..64).flat_map(|_| random.next().to_le_bytes()));
    res
}

/// The mill edits one file again and again: its ids stay, and so do its sentences.
fn mill(resume: &mut Resume, operator: &Operator, name: &Name) {
    resume.format = Format::Docx;
    resume.file = format!("{}_{}_CV.docx", name.given, name.family);
    let own = resume.rsids.split_off(resume.rsids.len().min(2));
    resume.rsids = operator.rsids.iter().cloned().chain(own).collect();
    resume.last_modified_by = "Admin".to_owned();
    resume.image = Some(operator.image.clone());
    resume.jobs[0].did.clone_from(&operator.sentences);
}

fn hire_persona(world: &mut World, operator: &Operator, idx: usize) -> usize {
    let (country, wishes, days) = SEATS[idx];
    let place = world.city(country, wishes);
    let hired = world.plan.days_before_end(days);
    let mut person = world.person(place);
    let application =
        hire::apply(world, &mut person, hired.saturating_sub(38.days()), Standing::Hired);
    person.candidates[application].job = "Senior Software Engineer";
    mill(&mut person.candidates[application].resume, operator, &person.name);
    let reference = reference(world, operator, &person, application);
    person.candidates[application].references.push(reference);
    if idx == 2 {
        // The third gives the number that the referee gave too.
        person.phone = operator.phone.clone();
        person.candidates[application].phone = operator.phone.clone();
    }
    hire::employ(world, &mut person, hired);
    let worker = person.worker.as_mut().expect("just employed");
    worker.met_on = None;
    hire::use_own_device(worker, ROUND_TRIPS_MS[idx], "desktop-k7q2r9d".to_owned());
    worker.habits.tunnel =
        Some(Tunnel { exits: operator.servers.clone(), operator: None, percent: 100 });
    worker.habits.phone = Some(operator.servers[idx].clone());
    worker.habits.start_minute -= 90;
    // The first two share a disk, the last two a network card, so that each pair shows only a part.
    if idx < 2 {
        worker.marks.disk_id = operator.disk_id.clone();
    }
    if idx > 0 {
        worker.marks.client_mac = operator.client_mac.clone();
    }
    worker.pay.account = operator.accounts[idx / 2].clone();
    worker.pay.account.holder = operator.holder.clone();
    world.add(person)
}

fn reference(
    world: &mut World,
    operator: &Operator,
    person: &Person,
    application: usize,
) -> Reference {
    let candidate = &person.candidates[application];
    let days = world.random.between(6, 9);
    Reference {
        name: operator.referee.clone(),
        mail: operator.referee_mail.clone(),
        phone: operator.phone.clone(),
        employer: candidate.resume.jobs[0].employer.clone(),
        relationship: "Manager",
        submitted: candidate.applied.saturating_add(days.days()),
        ip: operator.servers[1].ip,
        text: format!(
            "{} joined my team at a difficult time and became the engineer whom everybody asked. Deadlines were met without exception, \
and the quality of the code was above what we had seen from contractors before. I recommend {} without any reservation.",
            person.name.given, person.name.given
        ),
        is_confirmed: false,
    }
}

fn refuse_persona(world: &mut World, operator: &Operator, idx: usize) -> usize {
    let place = world.any_city();
    let mut person = world.person(place);
    let applied = world.plan.days_before_end(150 - 22 * idx as i64);
    let application = hire::apply(world, &mut person, applied, Standing::Refused);
    mill(&mut person.candidates[application].resume, operator, &person.name);
    if idx % 2 == 1 {
        // Two of the five go through a converter that drops what Word remembers; the picture stays.
        person.candidates[application].resume.rsids.clear();
    }
    world.add(person)
}
