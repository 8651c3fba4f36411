//! Network 3: a worker is dismissed, takes the code along, makes demands, and is hired again under another name.

use jiff::ToSpan;

use crate::{
    device, hire,
    names::Name,
    person::{Desk, Incident, Reference, Standing},
    resume::Format,
    truth::{RecordRef, TrueFacilitator, TrueMember, TrueNetwork},
    world::World,
};

/// Days before the end of the logs: hired, dismissed, back as an applicant, back at work, pay moved. Guess.
const HIRED: i64 = 320;
const DISMISSED: i64 = 112;
const APPLIED_AGAIN: i64 = 70;
const HIRED_AGAIN: i64 = 48;
const PAY_MOVED: i64 = 18;

pub(super) fn tell(world: &mut World) {
    let leaver = leave(world);
    let other_name = world.names.draw(&mut world.random);
    let other_mail = world.mail(&other_name);
    let back = come_back(world, leaver, (&other_name, &other_mail));
    let account = world.worker(leaver).pay.account.clone();
    let value = if account.iban.is_empty() {
        format!("{}/{}", account.routing, account.number)
    } else {
        account.iban
    };
    let members = vec![
        world.operated("worker", leaver),
        world.operated("worker", back),
        TrueMember {
            role: "referee",
            records: vec![RecordRef { source: "reference_checks", key: other_mail.clone() }],
        },
    ];
    let facilitators = vec![
        TrueFacilitator { role: "payee", kind: "bank_account", value },
        TrueFacilitator { role: "voucher", kind: "person", value: other_mail },
    ];
    world.truth.networks.push(TrueNetwork { name: "returning-leaver", members, facilitators });
}

fn leave(world: &mut World) -> usize {
    let plan = world.plan;
    let place = world.city("GB", &["Manchester", "London"]);
    let hired = plan.days_before_end(HIRED);
    let mut person = world.person(place);
    let application =
        hire::apply(world, &mut person, hired.saturating_sub(41.days()), Standing::Hired);
    let candidate = &mut person.candidates[application];
    (candidate.job, candidate.resume.format) = ("Site Reliability Engineer", Format::Docx);
    candidate.resume.file = format!("{}_{}_CV.docx", person.name.given, person.name.family);
    hire::employ(world, &mut person, hired);
    let exit = world.vpn_exit();
    let worker = person.worker.as_mut().expect("just employed");
    worker.met_on = None;
    // The laptop was never sent back.
    hire::leave(worker, plan.days_before_end(DISMISSED), "Dismissed", None);
    worker.incidents.push(Incident::MassClone { on: plan.days_before_end(DISMISSED + 13) });
    for days in [1, 2, 4] {
        let at = device::at(plan.days_before_end(DISMISSED - days), 22 * 60 + 7 * days);
        worker.incidents.push(Incident::RefusedSignIn { at, from: exit.clone() });
    }
    worker.incidents.push(Incident::Threat {
        at: device::at(plan.days_before_end(DISMISSED - 9), 6 * 60 + 31),
        summary: "Demands payment within ten days, or repositories of the company will be published; attaches a list of file names.",
    });
    world.add(person)
}

/// Under a new name, with a new phone and mail, but with the old résumé file, the old browser and in the end the old account.
fn come_back(world: &mut World, leaver: usize, (referee, referee_mail): (&Name, &str)) -> usize {
    let plan = world.plan;
    let before = world.people[leaver].clone();
    let mut person = world.person(before.home.place);
    let applied = plan.days_before_end(APPLIED_AGAIN);
    let application = hire::apply(world, &mut person, applied, Standing::Hired);
    let their_file = &before.candidates[0].resume;
    let phone = world.phones.next(before.home.place);
    let candidate = &mut person.candidates[application];
    candidate.job = "Site Reliability Engineer";
    let own = candidate.resume.rsids.split_off(candidate.resume.rsids.len().min(2));
    candidate.resume.rsids = their_file.rsids.iter().cloned().chain(own).collect();
    candidate.resume.format = Format::Docx;
    candidate.resume.file = format!("{}_{}_CV.docx", person.name.given, person.name.family);
    candidate.resume.created = their_file.created;
    candidate.resume.author = before.name.full();
    candidate.references.push(Reference {
        name: referee.clone(),
        mail: referee_mail.to_owned(),
        phone,
        employer: their_file.jobs[0].employer.clone(),
        relationship: "Colleague",
        submitted: applied.saturating_add(8.days()),
        ip: before.worker.as_ref().map_or(std::net::Ipv4Addr::UNSPECIFIED, |it| it.habits.home.ip),
        text:
            "We kept the same systems running for two years. Calm, precise, available at any hour."
                .to_owned(),
        is_confirmed: false,
    });
    hire::employ(world, &mut person, plan.days_before_end(HIRED_AGAIN));
    let Some(old) = before.worker else { return world.add(person) };
    let worker = person.worker.as_mut().expect("just employed");
    worker.met_on = None;
    worker.marks.browser_token = old.marks.browser_token;
    let home = worker.habits.home.ip;
    let mut account = old.pay.account;
    account.holder = person.name.full();
    worker.pay.changes.push((plan.days_before_end(PAY_MOVED), account, home));
    worker.incidents.push(Incident::FactorReset {
        at: device::at(plan.days_before_end(HIRED_AGAIN - 12), 13 * 60),
    });
    if let Desk::Laptop(laptop) = &mut worker.desk {
        laptop.has_agent = true;
    }
    world.add(person)
}
