//! Greenhouse candidates: people who applied or were found, with contact, career and applications.
//!
//! How to get it: Harvest API `GET /v1/candidates` (all pages, JSON) with a key that may read candidates; or the candidate
//! webhooks as they were received. Attachments are downloaded beside it: `attachments[].url` expires.
//!
//! What it tells: name, mail, telephone, addresses, profiles, employers and schools as claimed, names of résumé files, and
//! for every application where it came from and what became of it. What it cannot: whether any of it is true, and from
//! which network address somebody applied.
//!
//! Shape: real samples, the examples of Greenhouse's API documentation (Apache-2.0). Employers and schools are kept as
//! claims to be verified. Custom fields, demographics, notes and tags are not read.

#[cfg(test)]
mod tests;

use bonafide_model::{Need, Reading, Record, Reject};
use serde::Deserialize;

use crate::{
    Source,
    applicant::about,
    greenhouse::{
        Candidate,
        webhook::{self, Topic},
    },
    json::{Present, filled, typed},
};

const ID: &str = "greenhouse_candidates";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Greenhouse",
    title: "Candidates of the applicant-tracking system, with their applications",
    feeds: &[Need::Applications],
    how: "Harvest API `GET /v1/candidates`, all pages; or the candidate webhooks as received",
    permission: "a Harvest API key that may read candidates",
    tells: "name, mail, phone, address, profiles, claimed employers and schools, résumé file names, applications, referrals and their outcome",
    cannot: "whether any of it is true; the network address of an applicant",
    shape_from: "real sample: examples of Greenhouse's API documentation",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

/// Fields that a candidate of the Harvest API has and nothing else of Greenhouse has together.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Probe {
    id: Present,
    last_name: Present,
    email_addresses: Present,
    applications: Present,
    application_ids: Present,
}

fn is_candidate(record: &Record) -> Result<bool, Reject> {
    let probe: Probe = typed(record, "a Greenhouse candidate")?;
    let has_more = probe.email_addresses.0 || probe.applications.0 || probe.application_ids.0;
    Ok(probe.id.0 && probe.last_name.0 && has_more)
}

fn recognize(record: &Record) -> bool {
    is_candidate(record) == Ok(true)
        || matches!(webhook::topic(record), Some(Topic::Candidate | Topic::Other))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    if webhook::topic(record).is_some() {
        return webhook::read(record, ID);
    }
    if !is_candidate(record)? {
        return Err(Reject::new(
            "a Greenhouse candidate: expected `id`, `last_name` and `email_addresses`; export it from the API unchanged",
        ));
    }
    let candidate: Candidate<'_> = typed(record, "a Greenhouse candidate")?;
    let mut telling = about(filled(&candidate.id), ID)?;
    candidate.tell(&mut telling);
    for application in &candidate.applications {
        application.tell(&mut telling);
    }
    telling.finish("a candidate of whom nothing is said")
}
