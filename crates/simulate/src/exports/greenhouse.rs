//! Greenhouse: candidates and applications as the Harvest API returns them, and the attached résumé files.

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};
use serde_json::{Value, json};

use super::{country_name, zulu_on};
use crate::{
    document,
    person::{Candidate, Person, Standing},
    resume,
    sink::{self, File, Sink},
    world::World,
};

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    sink::array(
        "greenhouse/candidates.json",
        sink,
        applications(world).map(|(person, it)| candidate(person, it)),
    )?;
    let file = File::new("greenhouse/applications.json.gz", sink);
    let mut packed = GzBuilder::new().write(file, Compression::default());
    packed.write_all(b"[")?;
    for (idx, (_, it)) in applications(world).enumerate() {
        write!(packed, "{}\n{}", if idx > 0 { "," } else { "" }, application(it))?;
    }
    packed.write_all(b"\n]\n")?;
    packed.finish()?.finish()?;
    for (person, it) in applications(world) {
        let path = format!("greenhouse/attachments/{}/{}", it.id, it.resume.file);
        sink(&path, &document::bytes(&it.resume, &resume::lines(&it.resume, &top(person, it))))?;
    }
    Ok(())
}

fn applications(world: &World) -> impl Iterator<Item = (&Person, &Candidate)> {
    world.people.iter().flat_map(|person| person.candidates.iter().map(move |it| (person, it)))
}

/// Name and contact lines of a résumé.
fn top(person: &Person, candidate: &Candidate) -> Vec<String> {
    let place = person.home.place;
    let mut contact = vec![person.mail.clone()];
    contact.extend(candidate.phone.clone());
    contact.push(candidate.resume.profile.clone());
    vec![
        person.name.full(),
        format!("{}, {}", place.city, country_name(place.country)),
        contact.join(" | "),
    ]
}

fn candidate(person: &Person, candidate: &Candidate) -> Value {
    let home = &person.home;
    let (created, resume) = (zulu_on(candidate.applied, 9 * 60 + 4), &candidate.resume);
    json!({
        "id": candidate.id, "first_name": person.name.given, "last_name": person.name.family,
        "company": resume.jobs[0].employer, "title": resume.jobs[0].title,
        "created_at": created, "updated_at": created, "last_activity": created, "is_private": false, "photo_url": null,
        "attachments": [{"filename": resume.file, "url": "https://attachments.example/redacted", "type": "resume", "created_at": created}],
        "application_ids": [candidate.application],
        "phone_numbers": candidate.phone.iter().map(|it| json!({"value": it, "type": "mobile"})).collect::<Vec<_>>(),
        "addresses": [{"value": format!("{}\n{}, {} {}\n{}", home.line1, home.place.city, home.place.region_code, home.postcode, country_name(home.place.country)), "type": "home"}],
        "email_addresses": [{"value": person.mail, "type": "personal"}],
        "website_addresses": [],
        "social_media_addresses": [{"value": resume.profile}],
        "recruiter": null, "coordinator": null, "can_email": true, "tags": [],
        "applications": [application(candidate)],
        "educations": [{"id": candidate.id + 1, "school_name": resume.school.0, "degree": resume.school.1, "discipline": null, "start_date": null, "end_date": format!("{}-06-30T00:00:00.000Z", resume.school.2)}],
        "employments": resume.jobs.iter().enumerate().map(|(idx, it)| json!({
            "id": candidate.id * 10 + idx as u64, "company_name": it.employer, "title": it.title,
            "start_date": zulu_on(it.since, 0), "end_date": it.until.map(|it| zulu_on(it, 0)),
        })).collect::<Vec<_>>(),
        "linked_user_ids": [], "custom_fields": {}, "keyed_custom_fields": {},
    })
}

fn application(candidate: &Candidate) -> Value {
    let applied = zulu_on(candidate.applied, 9 * 60 + 4);
    let decided = zulu_on(candidate.applied.saturating_add(jiff::Span::new().days(9)), 15 * 60);
    let is_refused = candidate.stands == Standing::Refused;
    let (status, stage) = match candidate.stands {
        Standing::Open => ("active", "Phone Interview"),
        Standing::Refused => ("rejected", "Application Review"),
        Standing::Hired => ("hired", "Offer"),
    };
    let credited = candidate.referrer.as_ref().map(|it| {
        json!({"id": 4_080, "first_name": it.given, "last_name": it.family, "name": it.full(), "employee_id": null})
    });
    json!({
        "id": candidate.application, "candidate_id": candidate.id, "prospect": false, "applied_at": applied,
        "rejected_at": is_refused.then(|| decided.clone()), "last_activity_at": decided,
        "location": null, "source": {"id": 16, "public_name": candidate.channel}, "credited_to": credited,
        "recruiter": null, "coordinator": null,
        "rejection_reason": is_refused.then(|| json!({"id": 8, "name": "Lacking skill(s)/qualification(s)", "type": {"id": 1, "name": "We rejected them"}})),
        "rejection_details": null,
        "jobs": [{"id": 149_000 + candidate.job.len(), "name": candidate.job}], "job_post_id": 123, "status": status,
        "current_stage": {"id": 62_828, "name": stage}, "answers": [], "prospective_office": null, "prospective_department": null,
        "prospect_detail": {"prospect_pool": null, "prospect_stage": null, "prospect_owner": null},
        "custom_fields": {}, "keyed_custom_fields": {}, "attachments": [],
    })
}
