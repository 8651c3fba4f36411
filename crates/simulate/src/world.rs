//! The company under construction: hands out ids, names, homes and addresses, and keeps everybody.

use std::{collections::BTreeSet, net::Ipv4Addr};

use jiff::civil::Date;

use crate::{
    Truth,
    account::Phones,
    book::{AddressBook, Allocation, ServerBlock},
    names::{Name, Registry},
    person::{Egress, Home, Person, Worker},
    places::{WantedPlace, wanted_places},
    plan::Plan,
    random::Random,
    truth::{Oddity, RecordRef, TrueMember},
};

/// The name under which the company has its mail and repositories.
pub(crate) const DOMAIN: &str = "harborlight.example";
/// The company's organization at its code host.
pub(crate) const ORGANIZATION: &str = "harborlight";

/// Addresses of a city that ordinary people leave to the stories; guess.
const HOMES_KEPT: u32 = 12;

/// The whole company.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) plan: Plan,
    pub(crate) people: Vec<Person>,
    pub(crate) truth: Truth,
    pub(crate) offices: Vec<(&'static WantedPlace, Egress)>,
    pub(crate) random: Random,
    pub(crate) names: Registry,
    pub(crate) phones: Phones,
    cities: Vec<(&'static WantedPlace, Allocation)>,
    vpn: Vec<(ServerBlock, Allocation)>,
    hosting: Vec<(ServerBlock, Allocation)>,
    cast: BTreeSet<usize>,
    numbers: u64,
}

impl World {
    /// An empty company.
    pub(crate) fn new(plan: Plan, book: &AddressBook) -> Self {
        let blocks = |place: &WantedPlace| {
            book.cities
                .iter()
                .filter(|it| it.country == place.country && it.city == place.city)
                .flat_map(|it| it.blocks.clone())
                .collect::<Vec<_>>()
        };
        let servers = |from: &[ServerBlock]| {
            from.iter().map(|it| (it.clone(), Allocation::new(vec![it.block]))).collect::<Vec<_>>()
        };
        let mut res = Self {
            plan,
            people: Vec::new(),
            truth: Truth::default(),
            offices: Vec::new(),
            random: Random::stream(plan.seed, "people", 0),
            names: Registry::default(),
            phones: Phones::default(),
            cities: wanted_places()
                .iter()
                .map(|it| (it, Allocation::new(blocks(it))))
                .filter(|(_, it)| it.left() > 0)
                .collect(),
            vpn: servers(&book.vpn),
            hosting: servers(&book.hosting),
            cast: BTreeSet::new(),
            numbers: 0,
        };
        assert!(
            res.cities.len() > 1 && !res.vpn.is_empty() && !res.hosting.is_empty(),
            "an address book has cities, VPN exits and servers"
        );
        for country in ["US", "GB"] {
            if let Some(place) = res.cities.iter().map(|it| it.0).find(|it| it.country == country) {
                let egress = res.egress(place);
                res.offices.push((place, egress));
            }
        }
        res
    }

    /// The next number of a series that all ids share.
    pub(crate) fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// Whether homes are still to be had in a city, with some kept for the stories.
    pub(crate) fn has_room(&self, place: &WantedPlace) -> bool {
        self.cities.iter().any(|(it, pool)| *it == place && pool.left() > HOMES_KEPT)
    }

    /// A city in which homes are still to be had.
    pub(crate) fn any_city(&mut self) -> &'static WantedPlace {
        let open: Vec<_> =
            self.cities.iter().map(|it| it.0).filter(|it| self.has_room(it)).collect();
        if open.is_empty() { self.cities[0].0 } else { open[self.random.below(open.len())] }
    }

    /// The first of these cities that the address book has, or any other of the country, or any at all.
    pub(crate) fn city(&mut self, country: &str, wishes: &[&str]) -> &'static WantedPlace {
        let known = |test: &dyn Fn(&WantedPlace) -> bool| {
            self.cities.iter().map(|it| it.0).find(|it| test(it))
        };
        let wished =
            wishes.iter().find_map(|wish| known(&|it| it.country == country && it.city == *wish));
        wished
            .or_else(|| known(&|it| it.country == country && !wishes.is_empty()))
            .unwrap_or(self.cities[0].0)
    }

    /// A new connection in a city.
    pub(crate) fn egress(&mut self, place: &'static WantedPlace) -> Egress {
        let (_, pool) = self
            .cities
            .iter_mut()
            .find(|(it, _)| *it == place)
            .expect("homes are only in cities of the book");
        Egress {
            ip: pool.next(),
            country: place.country.to_owned(),
            region: Some(place.region.to_owned()),
            city: Some(place.city.to_owned()),
            organization: "Example Broadband".to_owned(),
            is_server: false,
        }
    }

    /// An exit of a VPN service.
    pub(crate) fn vpn_exit(&mut self) -> Egress {
        let idx = self.random.below(self.vpn.len());
        server(&mut self.vpn[idx])
    }

    /// A rented server.
    pub(crate) fn rented_server(&mut self) -> Egress {
        let idx = self.random.below(self.hosting.len());
        server(&mut self.hosting[idx])
    }

    /// An address in a city, written as people there write it.
    pub(crate) fn home(&mut self, place: &'static WantedPlace) -> Home {
        let random = &mut self.random;
        let (number, street) = (random.between(2, 2_400), *random.pick(place.streets));
        let is_english = matches!(place.country, "US" | "CA" | "GB");
        let line1 = if is_english {
            format!("{number} {street}")
        } else {
            format!("{street} {}", number % 180 + 1)
        };
        let line2 = if random.chance(45) {
            format!("Apt {}{}", random.between(1, 38), random.pick(&["", "A", "B", "C"]))
        } else {
            String::new()
        };
        Home { line1, line2, postcode: (*random.pick(place.postcodes)).to_owned(), place }
    }

    /// A new person of a city with neither job nor application.
    pub(crate) fn person(&mut self, place: &'static WantedPlace) -> Person {
        let name = self.names.draw(&mut self.random);
        Person {
            id: self.people.len(),
            mail: self.mail(&name),
            name,
            later_family: None,
            phone: self.phones.next(place),
            home: self.home(place),
            candidates: Vec::new(),
            worker: None,
        }
    }

    /// A mailbox of one's own.
    pub(crate) fn mail(&mut self, name: &Name) -> String {
        let host = *self.random.pick(&["mailbox.example", "post.example", "inbox.example"]);
        format!("{}{}@{host}", name.mailbox(), self.random.between(2, 997))
    }

    /// Takes somebody into the company's records; returns the position.
    pub(crate) fn add(&mut self, person: Person) -> usize {
        assert_eq!(
            person.id,
            self.people.len(),
            "people are added in the order in which they are made"
        );
        self.people.push(person);
        self.people.len() - 1
    }

    /// The employment of somebody who has one.
    pub(crate) fn worker(&mut self, who: usize) -> &mut Worker {
        self.people[who].worker.as_mut().expect("the story chose somebody employed")
    }

    /// Somebody of no story yet who fits; there are enough people for every story (`Plan::LEAST_STAFF`).
    pub(crate) fn cast(&mut self, fits: impl Fn(&Person) -> bool) -> usize {
        let open = |it: &&Person| !self.cast.contains(&it.id);
        let found = self.people.iter().filter(open).find(|it| fits(it)).map(|it| it.id);
        let any = self.people.iter().filter(open).find(|it| it.worker.is_some()).map(|it| it.id);
        let res = found.or(any).expect("every story finds people");
        self.cast.insert(res);
        res
    }

    /// Records that somebody honest looks odd.
    pub(crate) fn odd(&mut self, story: &'static str, who: usize) {
        let record = records(&self.people[who]).pop().expect("everybody applied or works");
        self.truth.oddities.push(Oddity { story, record });
    }

    /// Takes somebody out of all stories to come, and lists their records.
    pub(crate) fn operated(&mut self, role: &'static str, who: usize) -> TrueMember {
        self.cast.insert(who);
        TrueMember { role, records: records(&self.people[who]) }
    }
}

fn server((block, pool): &mut (ServerBlock, Allocation)) -> Egress {
    Egress {
        ip: pool.next(),
        country: block.country.clone(),
        region: None,
        city: block.city.clone(),
        organization: block.organization.clone(),
        is_server: true,
    }
}

/// Every record that stands for a person; the one of HR last, if there is one.
fn records(person: &Person) -> Vec<RecordRef> {
    let mut res: Vec<_> = person
        .candidates
        .iter()
        .map(|it| RecordRef { source: "greenhouse_candidates", key: it.id.to_string() })
        .collect();
    if let Some(worker) = &person.worker {
        let source = if person.has_entra() { "entra_sign_ins" } else { "okta_system_log" };
        res.push(RecordRef { source, key: worker.login.clone() });
        res.extend(
            worker
                .code_login
                .iter()
                .map(|it| RecordRef { source: "github_audit_log", key: it.clone() }),
        );
        res.push(RecordRef { source: "hris_workers", key: worker.number.clone() });
    }
    res
}

/// The address that filled in a reference form, or changed an account, by whoever has it.
pub(crate) fn ip_of(person: &Person, date: Date) -> Option<Ipv4Addr> {
    let worker = person.worker.as_ref()?;
    let trip = worker.habits.trips.iter().find(|it| (it.since..=it.until).contains(&date));
    Some(trip.map_or(worker.habits.home.ip, |it| it.egress.ip))
}
