//! Résumés: their words, and the traces that word processors leave in them.

use jiff::civil::Date;

use crate::{names::Name, random::Random};

/// A résumé file as uploaded.
#[derive(Debug, Clone)]
pub(crate) struct Resume {
    /// Base name of the attachment.
    pub(crate) file: String,
    pub(crate) format: Format,
    pub(crate) author: String,
    pub(crate) last_modified_by: String,
    pub(crate) created: Date,
    pub(crate) modified: Date,
    /// Word's revision-save ids; eight hexadecimal digits each.
    pub(crate) rsids: Vec<String>,
    /// An embedded picture's bytes.
    pub(crate) image: Option<Vec<u8>>,
    /// Headline and summary, without name and contact lines, which belong to the person.
    pub(crate) summary: String,
    pub(crate) jobs: Vec<Job>,
    pub(crate) school: (&'static str, &'static str, i16),
    pub(crate) profile: String,
}

impl Resume {
    /// Ending of the file's name.
    pub(crate) fn extension(&self) -> &'static str {
        match self.format {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
        }
    }
}

/// File formats of résumés.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Docx,
    Pdf,
}

/// A job in a résumé.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) employer: String,
    pub(crate) title: &'static str,
    pub(crate) since: Date,
    pub(crate) until: Option<Date>,
    pub(crate) did: String,
}

const EMPLOYER_FIRST: &[&str] = &[
    "Northgate",
    "Blue Heron",
    "Copperline",
    "Tidewater",
    "Granite Peak",
    "Silverbrook",
    "Redwood Loop",
    "Lanternfish",
    "Quayside",
    "Overland",
    "Paperbark",
    "Stonebridge",
    "Windrow",
    "Marigold",
    "Ferncliff",
    "Halyard",
    "Ironwood",
    "Juniper Bay",
    "Kingfisher",
    "Lodestar",
    "Mossfield",
    "Nimbus Ridge",
    "Oakhollow",
    "Pinefold",
    "Riverbend",
    "Sandpiper",
    "Thistledown",
    "Umberland",
];
const EMPLOYER_LAST: &[&str] = &[
    "Systems",
    "Analytics",
    "Logistics",
    "Health",
    "Payments",
    "Software",
    "Insurance",
    "Robotics",
    "Media",
    "Foods",
];
const TITLES: &[&str] = &[
    "Software Engineer",
    "Senior Software Engineer",
    "Data Engineer",
    "Site Reliability Engineer",
    "Product Designer",
    "QA Engineer",
    "Support Engineer",
    "Accountant",
    "Recruiter",
    "Backend Developer",
    "Frontend Developer",
    "Machine Learning Engineer",
];
const SCHOOLS: &[&str] = &[
    "Elm Valley State University",
    "Harrow Point College",
    "Lakeshore Technical University",
    "University of Westmere",
    "Port Alder Institute",
];
const DEGREES: &[&str] = &[
    "BSc Computer Science",
    "BEng Software Engineering",
    "BA Economics",
    "MSc Information Systems",
    "BSc Mathematics",
];

const VERBS: &[&str] = &[
    "rebuilt",
    "designed",
    "took over",
    "maintained",
    "replaced",
    "documented",
    "split up",
    "automated",
    "measured",
    "simplified",
    "migrated",
    "tested",
    "launched",
    "untangled",
    "led",
    "cut the cost of",
    "shortened",
    "rewrote",
    "planned",
    "reviewed",
];
const OBJECTS: &[&str] = &[
    "the nightly invoice import",
    "a queue of customer refunds",
    "the release calendar",
    "our address matching",
    "the warehouse label printer service",
    "a dashboard for claims handlers",
    "the onboarding checklist",
    "three legacy cron hosts",
    "the pricing rules of the web shop",
    "alerting for the payments team",
    "the mobile sign-up form",
    "a parser for carrier manifests",
    "the search index of the help center",
    "forecasts for spare parts",
    "accessibility of the booking page",
    "a billing ledger in two currencies",
    "the vendor audit",
    "a training plan for new colleagues",
    "the storage layer of the image archive",
    "the on-call handbook",
    "test data for the clinic portal",
    "the quarterly close",
];
const OUTCOMES: &[&str] = &[
    "so that month end takes a day instead of four",
    "and halved the number of tickets",
    "with a team of three",
    "without a minute of downtime",
    "which two other departments copied later",
    "after a failed attempt by a supplier",
    "and taught it to the night shift",
    "in time for the seasonal peak",
    "and removed eleven thousand lines",
    "while moving the team to weekly releases",
    "for customers in nine markets",
    "with plain tools and good tests",
    "and still answer questions about it",
    "as my first project there",
    "together with the finance office",
    "on a budget that nobody believed in",
    "and wrote the post-mortem that we still use",
];
const TOOLS: &[&str] = &[
    "in Kotlin",
    "in Go",
    "in plain SQL",
    "with Postgres",
    "with Terraform",
    "in Python",
    "on Kafka",
    "with a spreadsheet at first",
    "in TypeScript",
    "with dbt",
    "in Elixir",
    "on bare metal",
    "with open data",
    "in C#",
    "with Grafana",
    "in Rust",
    "on a small cluster",
    "with paper prototypes",
];
const AUDIENCES: &[&str] = &[
    "clinics",
    "depots",
    "branches",
    "tenants",
    "shops",
    "schools",
    "plants",
    "partners",
    "regions",
    "brokers",
    "warehouses",
    "call-center seats",
];
const OPENERS: &[&str] = &[
    "I like systems that can be explained on one page.",
    "Curious generalist with a weakness for old code.",
    "Most useful between two teams that do not talk.",
    "I care about small releases and clear writing.",
    "Ten years of making slow things quick.",
    "Engineer, parent, bad chess player.",
    "I came to this work from music and stayed for the puzzles.",
    "Happy where there is a ledger and a deadline.",
    "Calm in incidents, impatient with meetings.",
    "Looking for a team that reviews code kindly.",
];

/// Words of a widely sold template, which many honest applicants leave in.
pub(crate) const TEMPLATE_SUMMARY: &str = "Results-oriented professional with a proven record of delivering value across the full project life cycle. \
Adept at building strong relationships with stakeholders at every level of the organization and at turning requirements into outcomes.";

/// An invented firm.
pub(crate) fn employer(random: &mut Random) -> String {
    format!("{} {}", random.pick(EMPLOYER_FIRST), random.pick(EMPLOYER_LAST))
}

/// A sentence about work that hardly anybody else writes: of its parts some ten million can be made.
pub(crate) fn deed(random: &mut Random) -> String {
    let (verb, object, with) = (random.word(VERBS), random.word(OBJECTS), random.word(TOOLS));
    let (number, of, outcome) =
        (random.between(3, 240), random.word(AUDIENCES), random.word(OUTCOMES));
    let mut words = format!("{verb} {object} {with} for {number} {of} {outcome}.");
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// A résumé of somebody's own making.
pub(crate) fn write(random: &mut Random, name: &Name, applied: Date) -> Resume {
    let format = if random.chance(60) { Format::Docx } else { Format::Pdf };
    let created = back(applied, random.between(5, 400));
    let mut jobs = Vec::new();
    let mut end = None;
    let mut newest = back(applied, random.between(20, 400));
    for _ in 0..random.between(2, 4) {
        let since = back(newest, random.between(300, 1_300));
        let did = format!("{} {}", deed(random), deed(random));
        jobs.push(Job {
            employer: employer(random),
            title: random.word(TITLES),
            since,
            until: end,
            did,
        });
        newest = back(since, random.between(10, 90));
        end = Some(newest);
    }
    let graduated = newest.year() - random.between(0, 3) as i16;
    let extension = if format == Format::Docx { "docx" } else { "pdf" };
    Resume {
        file: format!(
            "{}_{}_{}.{extension}",
            name.given,
            name.family,
            random.pick(&["Resume", "CV", "resume_final"])
        ),
        format,
        author: name.full(),
        last_modified_by: name.full(),
        created,
        modified: back(applied, random.between(0, 4)).max(created),
        rsids: (0..random.between(4, 14)).map(|_| rsid(random)).collect(),
        image: None,
        summary: format!("{} {} {}", random.pick(OPENERS), deed(random), deed(random)),
        jobs,
        school: (random.word(SCHOOLS), random.word(DEGREES), graduated),
        profile: format!("linkedin.com/in/{}-{}", name.mailbox().replace('.', "-"), random.hex(6)),
    }
}

/// A revision-save id as Word draws them: a random number below 2^24 or so, in eight digits.
pub(crate) fn rsid(random: &mut Random) -> String {
    format!("00{}", random.hex(6).to_ascii_uppercase())
}

fn back(date: Date, days: i64) -> Date {
    date.saturating_sub(jiff::Span::new().days(days))
}

/// The whole text, with the person's own lines on top.
pub(crate) fn lines(resume: &Resume, top: &[String]) -> Vec<String> {
    let mut res = top.to_vec();
    res.push(String::new());
    res.push(resume.summary.clone());
    res.push(String::new());
    res.push("EXPERIENCE".to_owned());
    for job in &resume.jobs {
        let until = job.until.map_or("Present".to_owned(), month);
        res.push(format!("{}, {} ({} - {until})", job.title, job.employer, month(job.since)));
        res.push(job.did.clone());
    }
    res.push(String::new());
    res.push("EDUCATION".to_owned());
    res.push(format!("{}, {}, {}", resume.school.1, resume.school.0, resume.school.2));
    res
}

fn month(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let idx = usize::from(date.month().unsigned_abs()).saturating_sub(1) % 12;
    format!("{} {}", MONTHS[idx], date.year())
}
