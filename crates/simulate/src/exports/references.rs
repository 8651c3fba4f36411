//! Reference forms and threat reports, two small tables that arrive in one archive.

use std::io::{self, Cursor, Write};

use zip::{ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::{workers, zulu};
use crate::{
    device,
    person::Incident,
    sink::{self, Sink},
    world::World,
};

const REFERENCES: &[&str] = &[
    "reference_id",
    "candidate_id",
    "candidate_name",
    "candidate_email",
    "referee_name",
    "referee_email",
    "referee_phone",
    "employer",
    "relationship",
    "submitted_at",
    "ip_address",
    "reference_text",
    "call_back_confirmed",
];
const THREATS: &[&str] =
    &["report_id", "received_at", "channel", "worker_number", "work_email", "about", "summary"];

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let parts =
        [("reference_checks.csv", references(world)), ("threat_reports.csv", threats(world))];
    sink("people/references_and_reports.zip", &pack(&parts)?)
}

fn pack(parts: &[(&str, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn references(world: &World) -> Vec<u8> {
    let all = world.people.iter().flat_map(|person| {
        person.candidates.iter().flat_map(move |candidate| {
            candidate
                .references
                .iter()
                .enumerate()
                .map(move |(idx, it)| (person, candidate, idx, it))
        })
    });
    let rows = all.map(|(person, candidate, idx, it)| {
        vec![
            format!("RC-{}-{}", candidate.id, idx + 1),
            candidate.id.to_string(),
            person.name.full(),
            person.mail.clone(),
            it.name.full(),
            it.mail.clone(),
            it.phone.clone().unwrap_or_default(),
            it.employer.clone(),
            it.relationship.to_owned(),
            zulu(device::at(it.submitted, 11 * 60 + 17)),
            it.ip.to_string(),
            it.text.clone(),
            if it.is_confirmed { "yes" } else { "" }.to_owned(),
        ]
    });
    sink::table(REFERENCES, rows)
}

fn threats(world: &World) -> Vec<u8> {
    let all = workers(world).flat_map(|(person, worker)| {
        worker.incidents.iter().filter_map(move |it| match it {
            Incident::Threat { at, summary } => Some((person, worker, *at, *summary)),
            Incident::RefusedSignIn { .. }
            | Incident::MassClone { .. }
            | Incident::FactorReset { .. } => None,
        })
    });
    let rows = all.enumerate().map(|(idx, (person, worker, at, summary))| {
        vec![
            format!("TR-{:03}", idx + 1),
            zulu(at),
            "email".to_owned(),
            worker.number.clone(),
            worker.login.clone(),
            person.name.full(),
            summary.to_owned(),
        ]
    });
    sink::table(THREATS, rows)
}
