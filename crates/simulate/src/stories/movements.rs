//! Honest people who move, travel, hide their address, or keep odd hours.

use jiff::ToSpan;

use crate::{
    person::{Person, Trip, Tunnel},
    world::World,
};

pub(super) fn tell(world: &mut World) {
    traveler(world);
    expatriate(world);
    private_tunnel(world);
    night_owl(world);
    split_day(world);
    shared_desks(world);
}

fn at_home(person: &Person) -> bool {
    person.worker.as_ref().is_some_and(|it| it.left.is_none() && it.habits.elsewhere.is_none())
}

fn traveler(world: &mut World) {
    let who = world.cast(|it| at_home(it) && it.home.place.country == "US");
    let place = world.city("GB", &["Manchester", "London"]);
    let (since, egress) = (world.plan.days_before_end(80), world.egress(place));
    world.worker(who).habits.trips.push(Trip {
        since,
        until: since.saturating_add(20.days()),
        egress,
        zone: place.zone,
    });
    world.odd("traveler-for-three-weeks", who);
}

/// Moves abroad with the approval of HR, which writes the new home down.
fn expatriate(world: &mut World) {
    let who = world.cast(|it| at_home(it) && it.home.place.country == "US");
    let place = world.city("DE", &["Munich", "Berlin"]);
    let (moved, egress, home) =
        (world.plan.days_before_end(100), world.egress(place), world.home(place));
    let until = world.plan.until;
    world.worker(who).habits.trips.push(Trip { since: moved, until, egress, zone: place.zone });
    world.people[who].home = home;
    world.odd("expatriate-with-approval", who);
}

fn private_tunnel(world: &mut World) {
    let who = world.cast(at_home);
    let exits = (0..4).map(|_| world.vpn_exit()).collect();
    world.worker(who).habits.tunnel =
        Some(Tunnel { exits, operator: Some("NORD_VPN"), percent: 70 });
    world.odd("consumer-vpn-for-privacy", who);
}

fn night_owl(world: &mut World) {
    let who = world.cast(at_home);
    world.worker(who).habits.start_minute = 19 * 60;
    world.odd("night-owl", who);
}

fn split_day(world: &mut World) {
    let who = world.cast(at_home);
    let habits = &mut world.worker(who).habits;
    (habits.is_split, habits.start_minute) = (true, 6 * 60 + 30);
    world.odd("parent-with-split-day", who);
}

/// Six people of one city rent desks in one co-working house.
fn shared_desks(world: &mut World) {
    let place = world.city("US", &["New York", "Chicago"]);
    let egress = world.egress(place);
    for _ in 0..6 {
        let who = world.cast(|it| at_home(it) && it.home.place == place);
        world.worker(who).habits.elsewhere = Some((egress.clone(), 60));
        world.odd("co-working-egress", who);
    }
}
