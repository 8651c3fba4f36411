//! A webhook's envelope, and what it says of whichever candidate is inside.

use bonafide_model::{Fact, Identifier, Reading, Record, Reject};
use serde::{Deserialize, de::IgnoredAny};

use super::{Application, Candidate, Offer};
use crate::{
    applicant::about,
    json::{Text, filled, typed},
    telling::Telling,
};

/// What a webhook is about, from the first words of its action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// A candidate.
    Candidate,
    /// An application or offer.
    Application,
    /// Jobs, interviews, offices.
    Other,
}

/// Actions of Greenhouse's webhooks by topic. Published: its webhook documentation.
const ACTIONS: &[(Topic, &[&str])] = &[
    (
        Topic::Candidate,
        &[
            "candidate_anonymized",
            "candidate_stage_change",
            "delete_candidate",
            "hire_candidate",
            "merge_candidate",
            "reject_candidate",
            "unhire_candidate",
            "unreject_candidate",
            "update_candidate",
        ],
    ),
    (
        Topic::Application,
        &[
            "application_updated",
            "delete_application",
            "new_candidate_application",
            "new_prospect_application",
            "offer_approved",
            "offer_created",
            "offer_deleted",
            "offer_updated",
        ],
    ),
    (
        Topic::Other,
        &[
            "department_deleted",
            "interview_deleted",
            "job_approved",
            "job_created",
            "job_deleted",
            "job_interview_stage_deleted",
            "job_post_created",
            "job_post_deleted",
            "job_post_updated",
            "job_updated",
            "office_deleted",
            "scorecard_deleted",
        ],
    ),
];

/// The topic of a record, if it is a webhook of Greenhouse.
pub(crate) fn topic(record: &Record) -> Option<Topic> {
    #[derive(Deserialize)]
    struct Probe<'a> {
        #[serde(borrow)]
        action: Text<'a>,
        #[serde(rename = "payload")]
        _payload: IgnoredAny,
    }
    let probe: Probe<'_> = typed(record, "a webhook").ok()?;
    let action = probe.action.filled()?;
    ACTIONS.iter().find(|(_, actions)| actions.contains(&action)).map(|(topic, _)| *topic)
}

#[derive(Debug, Deserialize)]
struct Webhook<'a> {
    #[serde(borrow)]
    action: Text<'a>,
    #[serde(borrow)]
    payload: Payload<'a>,
}

#[derive(Debug, Deserialize)]
struct Payload<'a> {
    #[serde(borrow)]
    application: Option<Application<'a>>,
    #[serde(borrow, alias = "person")]
    candidate: Option<Candidate<'a>>,
    /// The payload of an offer's webhook is the offer.
    #[serde(borrow, flatten)]
    offer: Offer<'a>,
}

/// Reads a webhook for one of the two sources.
pub(crate) fn read(record: &Record, source: &'static str) -> Result<Reading, Reject> {
    if topic(record) == Some(Topic::Other) {
        return Ok(Reading::PassOver("a webhook about no candidate"));
    }
    let webhook: Webhook<'_> = typed(record, "a Greenhouse webhook")?;
    let payload = &webhook.payload;
    match webhook.action.filled().unwrap_or_default() {
        "delete_candidate" | "delete_application" | "offer_deleted" | "candidate_anonymized" => {
            Ok(Reading::PassOver("a webhook about something deleted"))
        }
        "merge_candidate" => merged(payload, source),
        "offer_approved" | "offer_created" | "offer_updated" => offered(&payload.offer, source),
        action => match (&payload.application, &payload.candidate) {
            (Some(application), _) => applied(application, action == "hire_candidate", source),
            (None, Some(candidate)) => {
                let mut telling = about(filled(&candidate.id), source)?;
                candidate.tell(&mut telling);
                telling.finish("a candidate of whom nothing is said")
            }
            (None, None) => Err(Reject::new(
                "a Greenhouse webhook: expected `application`, `candidate` or `person` in `payload`",
            )),
        },
    }
}

fn applied(
    application: &Application<'_>,
    is_hired: bool,
    source: &'static str,
) -> Result<Reading, Reject> {
    let candidate = application.candidate.as_deref();
    let id = candidate.and_then(|it| filled(&it.id)).or(filled(&application.candidate_id));
    let mut telling = about(id, source)?;
    if let Some(candidate) = candidate {
        candidate.tell(&mut telling);
    }
    application.tell(&mut telling);
    if is_hired {
        let starts_at = application.offer.as_ref().and_then(|it| it.starts_at(&mut telling));
        telling.say_at(Fact::Hired, starts_at);
    }
    telling.finish("an application of which nothing is said")
}

/// An offer names its application and not its candidate.
fn offered(offer: &Offer<'_>, source: &'static str) -> Result<Reading, Reject> {
    let Some(application) = filled(&offer.application_id) else {
        return Err(Reject::new("a Greenhouse webhook: expected `application_id` in the offer"));
    };
    let mut telling = Telling::of_person(source, format!("application:{application}"));
    telling.say(Fact::Knows(Identifier::Application(application.into())));
    offer.tell(&mut telling);
    telling.finish("an offer of which nothing is said")
}

/// Two candidates of one person, as a recruiter has decided.
fn merged(payload: &Payload<'_>, source: &'static str) -> Result<Reading, Reject> {
    let candidate = payload.candidate.as_ref();
    let ids = candidate.map(|it| (filled(&it.id), filled(&it.new_candidate_id)));
    let Some((Some(gone), Some(stays))) = ids else {
        return Err(Reject::new(
            "a Greenhouse webhook: expected `id` and `new_candidate_id` of the merged person",
        ));
    };
    let mut telling = about(Some(gone), source)?;
    telling.say(Fact::Knows(Identifier::Candidate(stays.into())));
    telling.finish("a merge")
}
