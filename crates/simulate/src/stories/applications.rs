//! Honest applicants whose applications look like others', and honest referees.

use jiff::ToSpan;

use crate::{
    hire,
    person::{Candidate, Person, Standing},
    resume::{self, Format},
    world::World,
};

/// Applicants whom one agency puts forward under its own number.
const AGENCY_APPLICANTS: usize = 25;
/// Applicants who bought one template.
const TEMPLATE_APPLICANTS: usize = 40;

pub(super) fn tell(world: &mut World) {
    agency_phone(world);
    template(world);
    applies_again(world);
    referee_applies(world);
    interpreter(world);
}

fn only_applied(person: &Person) -> bool {
    person.worker.is_none() && person.candidates.len() == 1
}

fn candidate(world: &mut World, who: usize) -> &mut Candidate {
    world.people[who].candidates.last_mut().expect("the story chose an applicant")
}

fn agency_phone(world: &mut World) {
    let place = world.city("US", &["Chicago", "New York"]);
    let phone = world.phones.next(place);
    for _ in 0..AGENCY_APPLICANTS {
        let who = world.cast(only_applied);
        let candidate = candidate(world, who);
        candidate.phone = phone.clone();
        candidate.channel = "Agency: Example Talent Partners";
        world.odd("recruiting-agency-phone", who);
    }
}

/// The template brings its own revision ids and its own first sentences.
fn template(world: &mut World) {
    let marks: Vec<_> = (0..3).map(|_| resume::rsid(&mut world.random)).collect();
    for _ in 0..TEMPLATE_APPLICANTS {
        let who =
            world.cast(|it| only_applied(it) && it.candidates[0].resume.format == Format::Docx);
        let resume = &mut candidate(world, who).resume;
        resume.rsids.splice(0..0, marks.iter().cloned());
        resume.summary = format!("{} {}", resume::TEMPLATE_SUMMARY, resume.summary);
        world.odd("resume-template", who);
    }
}

fn applies_again(world: &mut World) {
    let who = world.cast(|it| only_applied(it) && it.candidates[0].stands == Standing::Refused);
    let mut person = world.people[who].clone();
    let again =
        world.plan.days_before_end(9).max(person.candidates[0].applied.saturating_add(30.days()));
    let earlier = person.candidates[0].resume.clone();
    let idx = hire::apply(world, &mut person, again.min(world.plan.until), Standing::Open);
    person.candidates[idx].resume = earlier;
    world.people[who] = person;
    world.odd("applies-again-under-the-same-name", who);
}

/// Somebody who once vouched for a colleague applies later, under the same name and mail.
fn referee_applies(world: &mut World) {
    let vouched = world
        .cast(|it| it.worker.is_some() && it.candidates.iter().any(|it| !it.references.is_empty()));
    let who = world.cast(only_applied);
    let place = world.people[who].home.place;
    let reference =
        world.people[vouched].candidates.iter().flat_map(|it| &it.references).next().cloned();
    let Some(reference) = reference else { return };
    let later = reference.submitted.saturating_add(40.days()).min(world.plan.until);
    let mut person = Person {
        name: reference.name.clone(),
        mail: reference.mail,
        phone: reference.phone,
        candidates: Vec::new(),
        ..world.people[who].clone()
    };
    person.home = world.home(place);
    hire::apply(world, &mut person, later, Standing::Open);
    world.people[who] = person;
    world.odd("referee-who-applied-later", who);
}

/// A deaf applicant's interpreter joins the call from the same machine under another name.
fn interpreter(world: &mut World) {
    let who = world.cast(|it| only_applied(it) && it.candidates[0].interview.is_some());
    let interpreter = world.names.draw(&mut world.random);
    candidate(world, who).interpreter = Some(format!("{} (interpreter)", interpreter.full()));
    world.odd("interpreter-on-the-call", who);
}
