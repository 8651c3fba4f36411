//! Honest people who share a home, a name or an account, or change one.

use jiff::ToSpan;

use crate::{
    account, names,
    person::{Desk, Person},
    world::{World, ip_of},
};

pub(super) fn tell(world: &mut World) {
    couple(world);
    flatmates(world);
    married_name(world);
    father_and_son(world);
    bank_switched_twice(world);
    partner_takes_parcel(world);
    concierge_signs(world);
}

fn at_home(person: &Person) -> bool {
    person.worker.as_ref().is_some_and(|it| {
        it.left.is_none() && it.habits.elsewhere.is_none() && matches!(it.desk, Desk::Laptop(_))
    })
}

fn newly_equipped(person: &Person) -> bool {
    at_home(person) && person.worker.as_ref().is_some_and(|it| laptop_parcel(&it.desk))
}

fn laptop_parcel(desk: &Desk) -> bool {
    matches!(desk, Desk::Laptop(laptop) if laptop.parcel.is_some())
}

/// Two employees move into one home: one address, one connection, one router.
fn share_home(world: &mut World) -> (usize, usize) {
    let first = world.cast(at_home);
    let country = world.people[first].home.place.country;
    let second = world.cast(|it| at_home(it) && it.home.place.country == country);
    let host = world.people[first].clone();
    let host_worker = host.worker.expect("chosen as somebody who works at home");
    world.people[second].home = host.home.clone();
    let guest = world.worker(second);
    guest.habits.home = host_worker.habits.home;
    guest.habits.zone = host_worker.habits.zone;
    if let (Desk::Laptop(theirs), Desk::Laptop(ours)) = (&host_worker.desk, &mut guest.desk) {
        ours.gateway_mac = theirs.gateway_mac.clone();
        ours.network = theirs.network.clone();
        if let Some(parcel) = &mut ours.parcel {
            parcel.to = host.home;
        }
    }
    (first, second)
}

fn couple(world: &mut World) {
    let (first, second) = share_home(world);
    let joint =
        format!("{} and {}", world.people[first].name.full(), world.people[second].name.full());
    world.worker(first).pay.account.holder = joint;
    let account = world.worker(first).pay.account.clone();
    world.worker(second).pay.account = account;
    for who in [first, second] {
        world.worker(who).pay.changes.clear();
    }
    world.odd("couple-with-joint-account", first);
    world.odd("couple-with-joint-account", second);
}

fn flatmates(world: &mut World) {
    let (first, second) = share_home(world);
    world.odd("flatmates", first);
    world.odd("flatmates", second);
}

fn married_name(world: &mut World) {
    let who = world.cast(|it| at_home(it) && !it.candidates.is_empty());
    let family = names::family(&mut world.random);
    let since = world.plan.days_before_end(70);
    world.people[who].later_family = Some((since, family));
    world.odd("married-name-change", who);
}

fn father_and_son(world: &mut World) {
    let father = world.cast(|it| at_home(it) && it.candidates.is_empty());
    let son = world.cast(|it| it.worker.is_none());
    let (name, home) = (world.people[father].name.clone(), world.people[father].home.clone());
    let person = &mut world.people[son];
    person.home = home;
    for candidate in &mut person.candidates {
        candidate.resume.author = name.full();
        candidate.resume.last_modified_by = name.full();
        candidate.resume.file =
            format!("{}_{}_Jr.{}", name.given, name.family, candidate.resume.extension());
    }
    person.mail = format!("{}.jr@post.example", name.mailbox());
    person.name = name;
    world.odd("father-and-son-of-one-name", father);
    world.odd("father-and-son-of-one-name", son);
}

fn bank_switched_twice(world: &mut World) {
    let who = world.cast(at_home);
    let (country, holder) = (world.people[who].home.place.country, world.people[who].name.full());
    world.worker(who).pay.changes.clear();
    for days in [120, 55] {
        let date = world.plan.days_before_end(days);
        let ip = ip_of(&world.people[who], date).expect("chosen as somebody who works");
        let account = account::open(&mut world.random, country, &holder);
        world.worker(who).pay.changes.push((date, account, ip));
    }
    world.odd("bank-switched-twice-for-bonus", who);
}

fn partner_takes_parcel(world: &mut World) {
    let who = world.cast(newly_equipped);
    let partner = world.names.draw(&mut world.random);
    let place = world.people[who].home.place;
    let other_home = world.home(place);
    if let Desk::Laptop(laptop) = &mut world.worker(who).desk
        && let Some(parcel) = &mut laptop.parcel
    {
        crate::hire::redirect_order(parcel, &other_home);
        parcel.signed_by = partner.family.to_uppercase();
    }
    world.odd("laptop-to-partners-address", who);
}

fn concierge_signs(world: &mut World) {
    let who = world.cast(newly_equipped);
    if let Desk::Laptop(laptop) = &mut world.worker(who).desk
        && let Some(parcel) = &mut laptop.parcel
    {
        parcel.signed_by = "FRONT DESK".to_owned();
        // It lies at the desk for a weekend before it is switched on.
        laptop.enrolled =
            laptop.enrolled.saturating_add(72.hours()).expect("hours are no calendar unit");
    }
    world.odd("concierge-signs", who);
}
