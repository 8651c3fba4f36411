//! Upwork: proposals of freelancers for your jobs, their profiles, and when they worked by the diary.
//!
//! How to get it: GraphQL API: `vendorProposals`, `clientProposals` with `user`, `auditDetails` and the job's id;
//! `freelancerProfile…`; `workDiaryCompany` with `user` and `time`, as JSON.
//!
//! What it tells: name, profile page, mail and telephone where Upwork shows them, stated place and time zone, jobs and schools
//! claimed, profiles that were linked, whether the platform checked the identity; when a proposal was made; from when to when
//! somebody worked on a day. What it cannot: from which network.
//!
//! Shape: types that muhammedaksam/upwork-node generated from Upwork's own GraphQL schema (seen, not copied). Which fields an
//! answer has is what was asked for. From memory: that times come as RFC 3339 or as milliseconds.
//!
//! Letters, rates, earnings, window titles, pictures of screen and camera, counts of keys, and languages are not read.

mod profile;
#[cfg(test)]
mod tests;

use bonafide_model::{Access, Channel, Fact, Need, Reading, Record, Reject};

use crate::{
    Source,
    object::{Object, objects},
    telling::{Telling, finish, instant},
};

const ID: &str = "upwork_proposals";
/// How deep an answer's records lie: `data`, the query, `edges`, `node`.
const MAX_DEPTH: u8 = 5;

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Upwork",
    title: "Proposals, freelancers' profiles and work diaries on Upwork",
    feeds: &[Need::Platforms],
    how: "GraphQL API: `vendorProposals` or `clientProposals` with user and `auditDetails`, freelancers' profiles, `workDiaryCompany` with user and time",
    permission: "an API key of the client account with the scopes of proposals, profiles and work diary",
    tells: "who made a proposal when, profile page, stated place and time zone, jobs and schools claimed, linked profiles, whether the platform checked the identity; when somebody worked",
    cannot: "from which network; mail and telephone are seldom shown",
    shape_from: "vendor reference: types generated from Upwork's GraphQL schema (seen, not copied)",
    columns: &[],
    marks: &[],
    recognize: |record| {
        let mut is_ours = false;
        let whole = Object::of_json(record);
        whole.is_ok_and(|it| {
            visit(&it, MAX_DEPTH, &mut |_, _| {
                is_ours = true;
                Ok(())
            })
            .is_ok()
        }) && is_ours
    },
    read,
};

/// What an object is.
#[derive(Clone, Copy)]
enum Kind {
    Proposal,
    Profile,
    Snapshot,
}

fn kind(object: &Object<'_>) -> Option<Kind> {
    let has = |name: &str| object.has(name);
    if has("auditDetails") && has("user") {
        return Some(Kind::Proposal);
    }
    if has("personalData")
        && (has("user") || has("userDetails") || has("fullName") || has("verifications"))
    {
        return Some(Kind::Profile);
    }
    let time = object.inside("time").filter(|_| has("user"))?;
    (time.has("firstWorkedInt") || time.has("firstWorked")).then_some(Kind::Snapshot)
}

/// Finds the records of an answer, however it wraps them.
fn visit(
    object: &Object<'_>,
    depth: u8,
    found: &mut impl FnMut(Kind, &Object<'_>) -> Result<(), Reject>,
) -> Result<(), Reject> {
    if let Some(kind) = kind(object) {
        return found(kind, object);
    }
    let is_wrapper =
        depth < MAX_DEPTH || ["data", "edges", "node", "snapshots"].iter().any(|it| object.has(it));
    if depth == 0 || !is_wrapper {
        return Ok(());
    }
    for name in object.names() {
        let json = object.json(name).unwrap_or_default();
        if json.starts_with(['{', '[']) {
            for inner in objects(&json) {
                visit(&inner, depth - 1, found)?;
            }
        }
    }
    Ok(())
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let whole = Object::of_json(record)?;
    let mut told = Vec::new();
    visit(&whole, MAX_DEPTH, &mut |kind, object| {
        told.push(match kind {
            Kind::Proposal => proposal(object)?,
            Kind::Profile => profile::of(object)?,
            Kind::Snapshot => snapshot(object)?,
        });
        Ok(())
    })?;
    finish(told, "an answer without proposals, profiles or days of work")
}

fn proposal(proposal: &Object<'_>) -> Result<Telling, Reject> {
    let user = proposal.inside("user").unwrap_or_default();
    let mut telling = profile::user(&user)?;
    let audit = proposal.inside("auditDetails").unwrap_or_default();
    let made_at = telling.read_first(&audit, &["createdDateTime"], instant);
    let job =
        ["marketplaceJobPosting", "job"].iter().find_map(|it| proposal.inside(it)?.text("id"));
    if let Some(job) = job {
        let job = format!("job {job}").into();
        telling.say_at(Fact::Applied { job, channel: Some("Upwork".into()) }, made_at);
    }
    if let Some(at) = made_at {
        telling.access(Access::new(Channel::Platform, at));
    }
    Ok(telling)
}

/// One day of a freelancer's work diary.
fn snapshot(snapshot: &Object<'_>) -> Result<Telling, Reject> {
    let user = snapshot.inside("user").unwrap_or_default();
    let mut telling = profile::user(&user)?;
    let time = snapshot.inside("time").unwrap_or_default();
    if let Some(at) = telling.read_first(&time, &["firstWorkedInt", "firstWorked"], instant) {
        let mut access = Access::new(Channel::Platform, at);
        access.until = telling.read_first(&time, &["lastWorkedInt", "lastWorked"], instant);
        telling.access(access);
    }
    Ok(telling)
}
