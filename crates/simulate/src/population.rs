//! Fills the company: honest staff, applicants who were not hired, and then the stories.

use jiff::ToSpan;

use crate::{book::AddressBook, hire, person::Standing, plan::Plan, stories, world::World};

/// Workers whom the stories of operated networks add.
const OPERATED_STAFF: usize = 9;
/// Of a hundred honest workers so many joined within the span of the logs; guess.
const NEW_PERCENT: u32 = 30;
/// Of a hundred applicants so many are still being looked at; guess.
const OPEN_PERCENT: u32 = 15;

/// The company that a plan and an address book give.
pub(crate) fn people(plan: &Plan, book: &AddressBook) -> World {
    let plan = Plan {
        staff: plan.staff.max(Plan::LEAST_STAFF),
        applicants: plan.applicants.max(Plan::LEAST_APPLICANTS),
        ..*plan
    };
    let mut world = World::new(plan, book);
    for _ in 0..plan.staff - OPERATED_STAFF {
        hire_one(&mut world);
    }
    for _ in 0..plan.applicants - stories::OPERATED_APPLICANTS {
        apply_one(&mut world);
    }
    stories::tell(&mut world);
    world
}

fn hire_one(world: &mut World) {
    let plan = world.plan;
    let days_logged =
        i64::from(plan.since().until(plan.until).map_or(150, |it| it.get_days()).max(60));
    let days_ago = if world.random.chance(NEW_PERCENT) {
        world.random.between(12, days_logged - 12)
    } else {
        world.random.between(days_logged, days_logged + 1_400)
    };
    let who = hire::join(world, plan.days_before_end(days_ago));
    // One in twenty-five leaves in peace; guess.
    if days_ago > days_logged && world.random.chance(4) {
        let last_day = plan.days_before_end(world.random.between(5, days_logged - 10));
        // One in five forgets the laptop for a while; guess.
        let returned = world.random.chance(80).then(|| last_day.saturating_add(8.days()));
        hire::leave(world.worker(who), last_day, "Resigned", returned);
    }
}

fn apply_one(world: &mut World) {
    let plan = world.plan;
    let days_logged =
        i64::from(plan.since().until(plan.until).map_or(150, |it| it.get_days()).max(60));
    let applied = plan.until.saturating_sub(world.random.between(3, days_logged + 60).days());
    let place = world.any_city();
    let mut person = world.person(place);
    let stands = if world.random.chance(OPEN_PERCENT) { Standing::Open } else { Standing::Refused };
    let application = hire::apply(world, &mut person, applied, stands);
    if stands == Standing::Open && world.random.chance(40) {
        hire::vouch(world, &mut person, application);
    }
    if world.random.chance(20) && applied > plan.since() {
        person.candidates[application].interview = Some(world.egress(place));
    }
    world.add(person);
}
