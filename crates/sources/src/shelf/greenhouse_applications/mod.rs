//! Greenhouse applications and offers: one record an application, pointing at its candidate.
//!
//! How to get it: Harvest API `GET /v1/applications` and `GET /v1/offers` (all pages, JSON) with a key that may read them; or
//! the application and offer webhooks as they were received.
//!
//! What it tells: who applied for what, when and through which channel, by whose referral, whether it was refused, offered,
//! accepted, and the agreed first day. What it cannot: who the candidate is; that is in the candidates' export.
//!
//! Shape: real samples, the examples of Greenhouse's API documentation (Apache-2.0). Of the answers to questions only
//! profiles and web pages are read.

#[cfg(test)]
mod tests;

use bonafide_model::{Fact, Identifier, Need, Reading, Record, Reject};
use serde::Deserialize;

use crate::{
    Source,
    applicant::about,
    greenhouse::{
        Application, Offer,
        webhook::{self, Topic},
    },
    json::{Present, filled, typed},
};

const ID: &str = "greenhouse_applications";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Greenhouse",
    title: "Applications and offers of the applicant-tracking system",
    feeds: &[Need::Applications],
    how: "Harvest API `GET /v1/applications` and `GET /v1/offers`, all pages; or the application and offer webhooks as received",
    permission: "a Harvest API key that may read applications and offers",
    tells: "who applied for what and when, through which channel and by whose referral; refusals, offers, agreed first days",
    cannot: "who the candidate is: export the candidates too",
    shape_from: "real sample: examples of Greenhouse's API documentation",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

/// Fields that tell applications and offers from everything else that points at a candidate.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Probe {
    candidate_id: Present,
    application_id: Present,
    applied_at: Present,
    jobs: Present,
    version: Present,
}

/// What a record of the Harvest API is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Application,
    Offer,
    /// A scorecard, an interview, a job.
    Other,
}

fn kind(record: &Record) -> Result<Kind, Reject> {
    let probe: Probe = typed(record, "a Greenhouse application or offer")?;
    if !probe.candidate_id.0 {
        return Ok(Kind::Other);
    }
    Ok(match (probe.application_id.0, probe.version.0) {
        (true, true) => Kind::Offer,
        (false, _) if probe.jobs.0 || probe.applied_at.0 => Kind::Application,
        (true, false) | (false, _) => Kind::Other,
    })
}

fn recognize(record: &Record) -> bool {
    matches!(kind(record), Ok(Kind::Application | Kind::Offer))
        || webhook::topic(record) == Some(Topic::Application)
}

fn read(record: &Record) -> Result<Reading, Reject> {
    if webhook::topic(record).is_some() {
        return webhook::read(record, ID);
    }
    match kind(record)? {
        Kind::Application => {
            let application: Application<'_> = typed(record, "a Greenhouse application")?;
            let mut telling = about(filled(&application.candidate_id), ID)?;
            application.tell(&mut telling);
            telling.finish("an application of which nothing is said")
        }
        Kind::Offer => {
            let offer: Offer<'_> = typed(record, "a Greenhouse offer")?;
            let mut telling = about(filled(&offer.candidate_id), ID)?;
            telling.say_all(
                filled(&offer.application_id)
                    .map(|it| Fact::Knows(Identifier::Application(it.into()))),
            );
            offer.tell(&mut telling);
            telling.finish("an offer of which nothing is said")
        }
        Kind::Other => Ok(Reading::PassOver("neither an application nor an offer")),
    }
}
