//! Lever opportunities: people who applied, were referred or were found, with their applications, offers and parsed résumés.
//!
//! How to get it: Data API `GET /v1/opportunities` (all pages, JSON), best with `expand=applications`, `expand=stage` and
//! `expand=sourcedBy`; under every opportunity `/applications`, `/offers`, `/resumes` and `/referrals`; `GET /v1/contacts`;
//! or the webhooks as they were received. The deprecated `/v1/candidates` has the same shape.
//!
//! What it tells: name, mail, telephone, place and profiles of everybody who applied, the address, system and time zone of
//! the client that an application was sent from, referrals, offers, refusals. What it cannot: whether any of it is true.
//!
//! Shape: live answers of opportunities, applications, contacts and webhook settings, recorded in the tests of Nango's
//! integration templates (seen, not copied); offers and referrals as the schemas of Singer's Lever tap and the Go client of
//! Corbalt have them; envelope and names of webhook events as api-evangelist has them. From memory: the fields of a webhook's
//! `data`, the values of an offer's `status`, what stands inside `parsedData`, and the form of expanded fields.
//!
//! An opportunity is the record; Lever's `candidateId` is its id, `contact` the person behind several. What lies under an
//! opportunity and does not name it must be given its `opportunityId` when it is downloaded. The headline mixes employers
//! with schools and is not read; nor are tags, comments, notes, feedback, EEO answers and answers to questions.

mod hiring;
mod person;
#[cfg(test)]
mod tests;
mod webhook;

use bonafide_model::{Fact, Identifier, Need, Reading, Record, Reject};

use crate::{Source, applicant::about, object::Object, telling::Telling};

const ID: &str = "lever_opportunities";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Lever",
    title: "Opportunities of the applicant-tracking system, with applications, offers and parsed résumés",
    feeds: &[Need::Applications],
    how: "Data API `GET /v1/opportunities?expand=applications`, all pages, and `/applications`, `/offers`, `/resumes`, `/referrals` under each with its `opportunityId` written beside; or the webhooks as received",
    permission: "a Lever API key that may read opportunities, applications, offers, resumes and referrals (a super admin makes it; confidential ones need their own switch)",
    tells: "name, mail, phone, place and profiles of applicants; network address, system and time zone of the client that applied; claimed jobs and schools; referrals, offers, refusals",
    cannot: "whether any of it is true; why somebody was archived, where the reason is an id alone",
    shape_from: "real sample: live answers recorded in NangoHQ/integration-templates (seen, not copied); vendor reference: schemas of singer-io/tap-lever; webhook data, offer status and parsed résumés from memory",
    columns: &[],
    marks: &[],
    recognize: |record| Object::answered(record, kind).is_some(),
    read,
};

/// What a record of Lever is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Opportunity,
    Contact,
    Application,
    Offer,
    Resume,
    Referral,
    Webhook,
}

fn kind(record: &Object<'_>) -> Option<Kind> {
    let has = |names: &[&str]| names.iter().all(|it| record.has(it));
    if has(&["event", "triggeredAt", "data"]) {
        return Some(Kind::Webhook);
    }
    if has(&["parsedData", "file"]) {
        return Some(Kind::Resume);
    }
    if has(&["baseTemplateId", "referrer"]) {
        return Some(Kind::Referral);
    }
    if has(&["sentDocument", "creator"]) {
        return Some(Kind::Offer);
    }
    if has(&["customQuestions", "posting"]) {
        return Some(Kind::Application);
    }
    if has(&["emails", "stage", "origin"]) && (has(&["stageChanges"]) || has(&["lastAdvancedAt"])) {
        return Some(Kind::Opportunity);
    }
    has(&["emails", "phones", "isAnonymized"]).then_some(Kind::Contact)
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let Some((kind, record)) = Object::answered(record, kind) else {
        return Err(Reject::new(
            "a Lever opportunity: expected `emails`, `stage` and `origin`; export it from the API unchanged",
        ));
    };
    match kind {
        Kind::Opportunity => person::opportunity(&record),
        Kind::Contact => person::contact(&record),
        Kind::Application => {
            let mut telling = under(&record)?;
            hiring::application(&record, None, &mut telling);
            telling.finish("an application of which nothing is said")
        }
        Kind::Offer => {
            let mut telling = under(&record)?;
            hiring::offer(&record, &mut telling);
            telling.finish("an offer of which nothing is said")
        }
        Kind::Resume => {
            let mut telling = under(&record)?;
            person::resume(&record, &mut telling);
            telling.finish("a résumé of which nothing is said")
        }
        Kind::Referral => hiring::referral(&record),
        Kind::Webhook => webhook::read(&record),
    }
}

/// Opens the telling of the opportunity that a record lies under: that which it names, or which the downloader wrote beside.
fn under(record: &Object<'_>) -> Result<Telling, Reject> {
    let Some(id) = record.any_beside(&["opportunityId", "candidateId"]) else {
        return Err(Reject::new(
            "expected the `opportunityId` that this record of Lever lies under; write it beside the record when it is downloaded",
        ));
    };
    about(Some(&id), ID)
}

/// The person behind an opportunity.
fn contact_id(id: &str) -> Fact {
    Fact::Knows(Identifier::Candidate(id.into()))
}
