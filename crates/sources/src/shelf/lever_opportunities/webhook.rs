//! What a webhook says: its `data` holds ids, and of an archiving the time.

use bonafide_model::{Fact, Identifier, Reading, Reject};

use super::{contact_id, under};
use crate::{object::Object, telling::instant};

pub(super) fn read(record: &Object<'_>) -> Result<Reading, Reject> {
    let event = record.text("event").unwrap_or_default();
    let is_hire = match &*event {
        "applicationCreated" => false,
        "candidateHired" | "candidateHire" => true,
        "candidateStageChange" => return Ok(Reading::PassOver("a change of stage")),
        "candidateArchiveChange" => {
            return Ok(Reading::PassOver("an archiving whose reason is an id alone"));
        }
        "candidateDeleted" => return Ok(Reading::PassOver("a webhook about something deleted")),
        _ => return Ok(Reading::PassOver("a webhook about no candidate")),
    };
    let Some(ids) = record.inside("data") else {
        return Err(Reject::new(
            "a Lever webhook: expected an object in `data`; keep the webhook as it was received",
        ));
    };
    let mut telling = under(&ids)?;
    let at = telling.read_first(record, &["triggeredAt"], instant);
    telling.say_all(ids.text("contactId").map(|it| contact_id(&it)));
    let application = ids.text("applicationId");
    telling
        .say_at_all(application.map(|it| Fact::Knows(Identifier::Application((&*it).into()))), at);
    // The moment at which somebody was marked as hired is not their first day.
    if is_hire {
        telling.say_at(Fact::Hired, None);
    }
    telling.finish("a webhook that names nobody")
}
