//! A small scan made by hand, for tests and for looking at what an export writes. Everybody in it is invented.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Access, Assessment, Bits, Blind, Case, Channel, ClaimRow, Evidence, Explanation, Facilitator,
    FacilitatorKind, FacilitatorRole, Fact, FileReport, Finding, Footprint, Linked, Locator,
    Member, MemberRole, Moment, Need, Network, NetworkId, NextCheck, Persona, PersonaId,
    PersonaStage, Priority, Provenance, RecordKey, Said, Scan, Sentence, Settings, Sighting,
    Subject, Tie, TieKind, Weighed, sentence,
    value::{BankAccount, PersonName},
};
use jiff::Timestamp;

mod apart;
mod cards;

use cards::{ACCOUNT, KVM, MET, PAYEE, PLACE, VOUCHED};

const ADA: &str = "P-7F3K2QX9M0";
const BO: &str = "P-C4VN81TZ5H";
const CY: &str = "P-K0QW6RE2JD";
const DEE: &str = "P-M9XH3B7S4A";
const EVE: &str = "P-T2YD5G8N1P";
const NETWORK: &str = "N-5RJ2W8KQ0C";

/// Five personas, of whom three make a network, and four files.
pub fn scan() -> Scan {
    let (linked, intake, as_of) = (linked(), intake(), time("2026-06-01T00:00:00Z"));
    let cases = vec![ada(), bo(), cy(), quiet(4, DEE), quiet(5, EVE)];
    Scan { as_of, cases, linked, intake, fed: BTreeSet::new() }
}

fn id(name: &str) -> PersonaId {
    PersonaId(name.into())
}

fn time(text: &str) -> Timestamp {
    text.parse().expect("the sample's times are written in RFC 3339")
}

fn account() -> BankAccount {
    BankAccount::parse("GB82WEST12345698765432")
        .expect("the sample's account is the IBAN of the standard's examples")
}

fn line(file: &str, line: u64) -> Provenance {
    Provenance::line(file, line)
}

fn at_pointer(file: &str, pointer: &str) -> Provenance {
    Provenance { file: file.into(), at: Locator::Pointer(pointer.into()) }
}

fn ada() -> Case {
    let findings = findings_on_ada();
    let blind = vec![
        Blind { signal: "carrier-redirect", need: Need::CarrierEvents },
        Blind { signal: "second-factor-elsewhere", need: Need::SecondFactors },
    ];
    let res = case(
        (1, ADA),
        Priority::Now,
        assessment(Settings::default().staff_prior(), findings, blind),
    );
    Case {
        claims: claims(),
        timeline: moments(),
        explanations: explanations(),
        next_checks: checks(),
        ..res
    }
}

fn findings_on_ada() -> Vec<Weighed> {
    let ada = id(ADA);
    let because = sentence!("paid into {}, as is {}", account(), id(BO));
    vec![
        weighed(
            Finding::new(
                &KVM,
                &ada,
                Sentence::plain(
                    "a PiKVM (1d6b:0104) was attached on 2026-04-03 <script>alert(1)</script>",
                ),
                &at_pointer("edr/usb.json", "/hits/3"),
            ),
            7.0,
        ),
        weighed(
            Finding::new(&ACCOUNT, &ada, because, &line("payroll/accounts.csv", 2))
                .and(&[line("payroll/accounts.csv", 3)])
                .with(&[id(BO)]),
            6.0,
        ),
        weighed(
            Finding::new(
                &PLACE,
                &ada,
                Sentence::plain(
                    "41 of 44 working days from London, GB; home is Newark, New Jersey, US",
                ),
                &line("okta/log.ndjson", 118),
            ),
            4.0,
        ),
        weighed(
            Finding::new(
                &MET,
                &ada,
                Sentence::plain("met on 2026-02-11 by the talent team"),
                &line("hris/workers.csv", 2),
            ),
            -4.0,
        ),
        weighed(
            Finding::new(
                &PAYEE,
                &ada,
                sentence!("the account {} is held by {}", account(), name("Cy Novak")),
                &line("payroll/accounts.csv", 2),
            ),
            0.0,
        ),
    ]
}

fn bo() -> Case {
    let bo = id(BO);
    let findings = vec![
        weighed(
            Finding::new(
                &ACCOUNT,
                &bo,
                sentence!("paid into {}, as is {}", account(), id(ADA)),
                &line("payroll/accounts.csv", 3),
            ),
            6.0,
        ),
        weighed(
            Finding::new(
                &VOUCHED,
                &bo,
                sentence!("{} gave the reference and applied on the same day", id(CY)),
                &line("references.csv", 9),
            ),
            3.5,
        ),
    ];
    case(
        (2, BO),
        Priority::Soon,
        assessment(
            Settings::default().staff_prior(),
            findings,
            vec![Blind { signal: "hardware-kvm-attached", need: Need::Peripherals }],
        ),
    )
}

fn cy() -> Case {
    let cy = id(CY);
    let cv = Provenance { file: "cv/cy.pdf".into(), at: Locator::Page(2) };
    let commit = Provenance { file: "repo.git".into(), at: Locator::Commit("9f3c2ab".into()) };
    let findings = vec![weighed(
        Finding::new(
            &VOUCHED,
            &cy,
            Sentence::plain("applied with the words of another résumé"),
            &cv,
        )
        .and(&[commit]),
        3.5,
    )];
    case(
        (3, CY),
        Priority::Later,
        assessment(Settings::default().applicant_prior(), findings, Vec::new()),
    )
}

fn quiet(rank: usize, persona: &str) -> Case {
    case(
        (rank, persona),
        Priority::None,
        assessment(Settings::default().staff_prior(), Vec::new(), Vec::new()),
    )
}

fn weighed(finding: Finding, counted: f64) -> Weighed {
    Weighed { finding, counted: Bits(counted) }
}

/// The sum as it must be; the range is two bits to each side.
fn assessment(prior: Bits, findings: Vec<Weighed>, blind: Vec<Blind>) -> Assessment {
    let bits = prior + findings.iter().map(|it| it.counted).sum();
    let [low, high] = [bits + Bits(-2.0), bits + Bits(2.0)].map(Bits::probability);
    Assessment { prior, bits, probability: bits.probability(), low, high, findings, blind }
}

fn case((rank, persona): (usize, &str), priority: Priority, assessment: Assessment) -> Case {
    let network = [ADA, BO, CY].contains(&persona).then(|| NetworkId(NETWORK.into()));
    Case {
        rank,
        persona: id(persona),
        priority,
        assessment,
        network,
        explanations: Vec::new(),
        next_checks: Vec::new(),
        claims: Vec::new(),
        timeline: Vec::new(),
    }
}

fn claims() -> Vec<ClaimRow> {
    vec![
        ClaimRow {
            about: "place",
            said: vec![(Sentence::plain("Newark, New Jersey, US"), line("hris/workers.csv", 2))],
            observed: vec![(
                Sentence::plain("sign-in: London, GB, 41 network-days"),
                line("okta/log.ndjson", 118),
            )],
        },
        ClaimRow {
            about: "pay",
            said: vec![(sentence!("{}", name("Ada Vrba")), line("hris/workers.csv", 2))],
            observed: vec![(
                sentence!("account {} held by {}", account(), name("Cy Novak")),
                line("payroll/accounts.csv", 2),
            )],
        },
    ]
}

fn moments() -> Vec<Moment> {
    [
        ("2026-01-12T09:00:00Z", "hiring", "applied"),
        ("2026-02-11T10:00:00Z", "hiring", "met in person, with identity document"),
        ("2026-03-01T00:00:00Z", "hiring", "first day"),
        ("2026-03-02T15:30:00Z", "equipment", "device sent"),
        ("2026-03-05T13:05:00Z", "access", "first sign-in from London, GB"),
        ("2026-04-03T08:12:00Z", "equipment", "PiKVM (1d6b:0104) attached"),
        ("2026-04-20T07:00:00Z", "money", "bank details changed"),
        ("2026-05-30T23:10:00Z", "code", "cloned 14 repositories"),
    ]
    .into_iter()
    .zip(1..)
    .map(|((at, lane, what), row)| Moment {
        at: time(at),
        lane,
        what: Sentence::plain(what),
        from: line("hris/workers.csv", row),
    })
    .collect()
}

fn explanations() -> Vec<Explanation> {
    vec![
        Explanation {
            name: "a real person who fronts for somebody else's work",
            supports: vec![KVM.title.to_owned(), PLACE.title.to_owned()],
            tells_apart: "ask for their own account of last week's work, without notice",
        },
        Explanation {
            name: "an honest worker with an ordinary reason for each of these",
            supports: vec![MET.title.to_owned()],
            tells_apart: "the next checks of this case",
        },
    ]
}

fn checks() -> Vec<NextCheck> {
    [&ACCOUNT, &KVM]
        .map(|card| NextCheck { step: card.verify, settles: vec![card.id], bits: card.weight.0 })
        .into()
}

fn name(text: &str) -> PersonName {
    PersonName::parse(text).expect("the sample's names are names")
}

fn linked() -> Linked {
    let people = [
        (ADA, "Ada Vrba", PersonaStage::Active),
        (BO, "Bo Lindqvist", PersonaStage::Leaver),
        (CY, "Cy Novak", PersonaStage::Applicant),
        (DEE, "Dee Okafor", PersonaStage::Active),
        (EVE, "Eve Marsh", PersonaStage::Referee),
    ];
    let personas: BTreeMap<PersonaId, Persona> = people
        .into_iter()
        .zip(2..)
        .map(|((pseudonym, written, stage), row)| {
            (id(pseudonym), persona((pseudonym, row), written, stage))
        })
        .collect();
    let network = network();
    Linked {
        personas,
        ties: network.ties.clone(),
        muted: vec![apart::muted()],
        refused: vec![apart::refused()],
        networks: BTreeMap::from([(network.id.clone(), network)]),
        ..Linked::default()
    }
}

fn persona((pseudonym, row): (&str, u64), written: &str, stage: PersonaStage) -> Persona {
    let key = RecordKey::new("hris_workers", format!("W-{row}"));
    let from = line("hris/workers.csv", row);
    let mut footprint = Footprint::default();
    let first = time("2026-03-05T13:05:00Z");
    let access = Access { ip: "198.51.100.7".parse().ok(), ..Access::new(Channel::SignIn, first) };
    footprint.add(&access, &line("okta/log.ndjson", row));
    let sighting = Sighting { first: Some(first), last: Some(first), count: 1, from };
    Persona {
        id: id(pseudonym),
        records: BTreeSet::from([
            key.clone(),
            RecordKey::new("okta_system_log", format!("w{row}@corp.example")),
        ]),
        joins: Vec::new(),
        stage,
        said: vec![Said {
            subject: Subject::Record(key),
            fact: Fact::Name(name(written)),
            sighting,
        }],
        footprint,
        devices: Vec::new(),
    }
}

fn network() -> Network {
    let tie = |(a, b): (&str, &str), kind: TieKind, bits: f64| Tie {
        a: id(a),
        b: id(b),
        kind,
        value: sentence!("{}", account()),
        bits: Bits(bits),
        because: sentence!("both are paid into {}", account()),
        evidence: Evidence::new(&line("payroll/accounts.csv", 2))
            .and(&[line("payroll/accounts.csv", 3)]),
        sharers: 2,
    };
    Network {
        id: NetworkId(NETWORK.into()),
        members: [(ADA, MemberRole::Worker), (BO, MemberRole::Worker), (CY, MemberRole::Referee)]
            .map(|(it, role)| Member { persona: id(it), role })
            .into(),
        facilitators: vec![Facilitator {
            role: FacilitatorRole::Payee,
            kind: FacilitatorKind::BankAccount,
            value: sentence!("{}", account()),
            personas: BTreeSet::from([id(ADA), id(BO)]),
            evidence: Evidence::new(&line("payroll/accounts.csv", 2)),
        }],
        ties: vec![
            tie((ADA, BO), TieKind::BankAccount, 12.5),
            tie((BO, CY), TieKind::Vouching, 3.0),
        ],
    }
}

fn intake() -> Vec<FileReport> {
    let file = |name: &str, source: Option<&'static str>, says: u64| FileReport {
        file: name.to_owned(),
        sha256: "0123456789abcdef".repeat(4),
        source,
        records: says,
        says,
        passed_over: BTreeMap::new(),
        rejected: BTreeMap::new(),
        reject_examples: Vec::new(),
        dropped_columns: Vec::new(),
        unused_columns: Vec::new(),
        span: None,
    };
    let why = "expected a date (YYYY-MM-DD)";
    let workers = FileReport {
        records: 6,
        rejected: BTreeMap::from([(why.to_owned(), 1)]),
        reject_examples: vec![(line("hris/workers.csv", 7), why.to_owned())],
        dropped_columns: vec!["nationality".to_owned()],
        ..file("hris/workers.csv", Some("hris_workers"), 5)
    };
    let notes = FileReport {
        records: 1,
        passed_over: BTreeMap::from([("no source recognises this file".to_owned(), 1)]),
        ..file("notes.txt", None, 0)
    };
    let log = FileReport {
        records: 130,
        passed_over: BTreeMap::from([("not a sign-in".to_owned(), 10)]),
        ..file("okta/log.ndjson", Some("okta_system_log"), 120)
    };
    vec![workers, notes, log, file("payroll/accounts.csv", Some("payroll_accounts"), 5)]
}
