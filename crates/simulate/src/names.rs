//! Invented people's names: common given and family names of many regions, put together by chance.
//!
//! Every name may belong to anybody: where a person lives, how they are and whether they are operated are drawn
//! without looking at it, so that a name carries no information.

use std::collections::BTreeSet;

use crate::random::Random;

/// A person's name at one time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    pub(crate) given: String,
    pub(crate) family: String,
}

impl Name {
    /// Given name first.
    pub(crate) fn full(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    /// Letters fit for a mailbox: `ada.lovelace`.
    pub(crate) fn mailbox(&self) -> String {
        format!("{}.{}", ascii(&self.given), ascii(&self.family))
    }

    /// `alovelace`, for code hosting.
    pub(crate) fn handle(&self) -> String {
        format!("{}{}", ascii(&self.given).chars().take(1).collect::<String>(), ascii(&self.family))
    }
}

const GIVEN: &[&str] = &[
    "Ada",
    "Aiko",
    "Alejandro",
    "Amara",
    "Amir",
    "Ana",
    "Andrei",
    "Anika",
    "Arjun",
    "Astrid",
    "Ayesha",
    "Beatriz",
    "Bogdan",
    "Caleb",
    "Camila",
    "Chen",
    "Chiara",
    "Chukwu",
    "Clara",
    "Dagny",
    "Daniel",
    "Dario",
    "Deepa",
    "Diego",
    "Dmitri",
    "Ebba",
    "Eilidh",
    "Elena",
    "Emeka",
    "Emre",
    "Esther",
    "Fatima",
    "Felix",
    "Finn",
    "Gabriela",
    "Goran",
    "Grace",
    "Greta",
    "Hana",
    "Hassan",
    "Helga",
    "Hugo",
    "Ibrahim",
    "Ines",
    "Ingrid",
    "Isaac",
    "Ivana",
    "Jakub",
    "Jamal",
    "Jana",
    "Javier",
    "Jelena",
    "Jin",
    "Joana",
    "Jonas",
    "Kaito",
    "Karim",
    "Katarina",
    "Kenji",
    "Kofi",
    "Lars",
    "Layla",
    "Leila",
    "Lena",
    "Linh",
    "Luca",
    "Lucia",
    "Magda",
    "Mai",
    "Marek",
    "Maria",
    "Mateo",
    "Maya",
    "Mei",
    "Milan",
    "Mina",
    "Miriam",
    "Nadia",
    "Naomi",
    "Natalia",
    "Nikhil",
    "Nina",
    "Noor",
    "Oksana",
    "Olga",
    "Oliver",
    "Omar",
    "Pablo",
    "Pavel",
    "Petra",
    "Priya",
    "Rafael",
    "Rahul",
    "Rania",
    "Rosa",
    "Ruth",
    "Sam",
    "Sanjay",
    "Sara",
    "Sean",
    "Selma",
    "Sofia",
    "Soo",
    "Stefan",
    "Suresh",
    "Tara",
    "Tariq",
    "Teresa",
    "Thandi",
    "Thomas",
    "Tiago",
    "Tomas",
    "Uma",
    "Vera",
    "Viktor",
    "Wanjiru",
    "Wei",
    "Yara",
    "Yasmin",
    "Yuki",
    "Zainab",
    "Zoe",
    "Zuzana",
];
const FAMILY: &[&str] = &[
    "Abara",
    "Acheampong",
    "Adeyemi",
    "Aguilar",
    "Ahmadi",
    "Almeida",
    "Andersen",
    "Antonescu",
    "Araujo",
    "Asante",
    "Baker",
    "Banerjee",
    "Barros",
    "Baumann",
    "Bekele",
    "Berg",
    "Bianchi",
    "Blaho",
    "Bondar",
    "Brandt",
    "Calloway",
    "Cardoso",
    "Castillo",
    "Chandra",
    "Chaudhry",
    "Chau",
    "Cohen",
    "Conti",
    "Cruz",
    "Dahl",
    "Danso",
    "Demir",
    "Desai",
    "Diallo",
    "Dominguez",
    "Dubois",
    "Dvorak",
    "Eklund",
    "Eriksen",
    "Esposito",
    "Farouk",
    "Ferrari",
    "Fischer",
    "Fonseca",
    "Forde",
    "Fujita",
    "Garza",
    "Georgiou",
    "Ghosh",
    "Grant",
    "Haddad",
    "Hakimi",
    "Halloran",
    "Hamza",
    "Hansen",
    "Hartmann",
    "Hayashi",
    "Herrera",
    "Hoang",
    "Horvat",
    "Hughes",
    "Ibarra",
    "Ilic",
    "Iyer",
    "Jankovic",
    "Jansen",
    "Jovanovic",
    "Kamara",
    "Kapoor",
    "Kato",
    "Keller",
    "Khalil",
    "Kim",
    "Kovac",
    "Kowalska",
    "Krause",
    "Kumar",
    "Larsen",
    "Laurent",
    "Lin",
    "Lindgren",
    "Lopes",
    "Macleod",
    "Malik",
    "Marino",
    "Markovic",
    "Mbeki",
    "Mendes",
    "Mensah",
    "Mitchell",
    "Mokoena",
    "Molina",
    "Moreau",
    "Nair",
    "Navarro",
    "Ndlovu",
    "Nguyen",
    "Novak",
    "Nowak",
    "Obi",
    "Okafor",
    "Olsen",
    "Ortega",
    "Osei",
    "Ozturk",
    "Palmer",
    "Papadakis",
    "Park",
    "Patel",
    "Pereira",
    "Petrov",
    "Popescu",
    "Quinn",
    "Rahman",
    "Ramos",
    "Rao",
    "Reyes",
    "Rossi",
    "Sato",
    "Schneider",
    "Shah",
    "Sharma",
    "Silva",
    "Singh",
    "Sokolov",
    "Stewart",
    "Suzuki",
    "Svensson",
    "Tanaka",
    "Tesfaye",
    "Torres",
    "Tran",
    "Vargas",
    "Vasquez",
    "Vidal",
    "Vogel",
    "Walsh",
    "Wang",
    "Weber",
    "Yamada",
    "Yilmaz",
    "Zhang",
    "Zielinska",
];

/// Gives every person a name that nobody else in the company's records has.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    taken: BTreeSet<Name>,
}

/// Draws after which a double family name is tried; guess, reached only by very large companies.
const DRAWS: usize = 24;

impl Registry {
    /// A name not yet taken.
    pub(crate) fn draw(&mut self, random: &mut Random) -> Name {
        loop {
            for _ in 0..DRAWS {
                let name = Name {
                    given: (*random.pick(GIVEN)).to_owned(),
                    family: (*random.pick(FAMILY)).to_owned(),
                };
                if self.taken.insert(name.clone()) {
                    return name;
                }
            }
            let family = format!("{}-{}", random.pick(FAMILY), random.pick(FAMILY));
            let name = Name { given: (*random.pick(GIVEN)).to_owned(), family };
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// A family name to marry into.
pub(crate) fn family(random: &mut Random) -> String {
    (*random.pick(FAMILY)).to_owned()
}

fn ascii(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).map(|it| it.to_ascii_lowercase()).collect()
}
