//! GitHub audit log of an organization or enterprise: who took which repository, from where.
//!
//! How to get it: the audit log's JSON export, the REST API (`include=all` adds git events), or streaming. Addresses are in it
//! only where the enterprise has switched their disclosure on.
//!
//! What was seen: 69 records of panther-analysis (Apache-2.0), among them `git.clone`, `git.push`, `git.fetch`, `repo.access`,
//! `repo.transfer_outgoing`, `org.invite_member`, `external_identity_nameid`, times as milliseconds (`@timestamp`,
//! `created_at`) and as text (`at_sign_timestamp`); 4 of another collector's tests. From GitHub's list of events: the other
//! actions below. From memory: `visibility` of `repo.access` is the new one.
//!
//! Apps and bots are passed over, and so is what an action does to somebody else.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Access, Channel, Fact, GitAction, Identifier, Need, Place, Reading, Record, Reject,
    value::Email,
};

use crate::{
    Source,
    naming::{Written, public_ip},
    object::Object,
    telling::Telling,
};

const ID: &str = "github_audit_log";
const TIME: &[&str] = &["@timestamp", "at_sign_timestamp", "created_at"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "GitHub",
    title: "GitHub audit log: repositories cloned, exposed and shared",
    feeds: &[Need::CodeAudit],
    how: "the audit log's JSON export, `GET /orgs/{org}/audit-log?include=all`, or streaming. Switch on the disclosure of addresses first",
    permission: "an organization owner",
    tells: "who cloned or downloaded which repository, made one public, made a key or invited somebody, and from where",
    cannot: "git events are kept for 7 days and are not in the web export; no address without the enterprise's disclosure setting",
    shape_from: "real sample: panther-analysis (Apache-2.0); vendor reference: GitHub's list of audit log events",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let is_action = it.text("action").is_some_and(|it| it.contains('.') && !it.contains(' '));
        let is_github = ["org", "repo", "business", "_document_id"].iter().any(|name| it.has(name));
        is_action && it.has("actor") && is_github
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let event = Object::of(record)?;
    let action = event.require(&["action"])?;
    let Some(actor) = event.text("actor").map(|it| it.to_lowercase()) else {
        return Ok(Reading::PassOver("an event without an actor"));
    };
    let is_app = event
        .text("programmatic_access_type")
        .is_some_and(|it| it.to_lowercase().contains("github app") || it == "github_app");
    if is_app
        || actor.ends_with("[bot]")
        || actor == "deploy_key"
        || event.flag("actor_is_bot") == Some(true)
    {
        return Ok(Reading::PassOver("an act of a bot or app"));
    }
    let at = event.require_time(TIME)?;
    let mut telling = Telling::of_person(ID, actor.as_str()).dated(at);
    telling.say(Fact::Knows(Identifier::CodeLogin(actor.into())));
    let mailbox = event.text("external_identity_nameid").and_then(|it| Email::parse(&it).ok());
    telling.say_all(mailbox.map(|it| Fact::Knows(Identifier::Mailbox(it))));
    telling.say_all(done(&action, &event));
    let mut access = Access::new(Channel::Code, at);
    access.ip = public_ip(&mut telling, &event, "actor_ip");
    access.vendor_place = place(&event);
    access.client = event.text("user_agent").map(|it| program(&it));
    telling.access(access);
    telling.finish("nothing of use")
}

/// What was done to a repository, if it is something that matters.
fn done(action: &str, event: &Object<'_>) -> Option<Fact> {
    let action = match action {
        "git.clone" => GitAction::Cloned,
        "repo.download_zip" => GitAction::Downloaded,
        "repo.access" if event.text("visibility").is_some_and(|it| it == "public") => {
            GitAction::Exposed
        }
        "repo.transfer_outgoing" | "repo.transfer_start" => GitAction::Exposed,
        "personal_access_token.create"
        | "personal_access_token.request_created"
        | "public_key.create" => GitAction::KeyMade,
        "org.add_outside_collaborator" | "org.invite_member" | "org.invite_user" => {
            GitAction::OutsiderInvited
        }
        _ => return None,
    };
    // Keys and invitations may be to no repository, but to the whole organization.
    let repository: Arc<str> =
        event.any(&["repo", "repository", "org", "business"])?.as_ref().into();
    Some(Fact::Git { action, repository })
}

/// The program in a user agent: `git/2.30.2` is `git`, and a browser's long line is its first word.
fn program(agent: &str) -> Arc<str> {
    agent.split(['/', ' ']).next().unwrap_or_default().to_lowercase().into()
}

fn place(event: &Object<'_>) -> Option<Place> {
    let location = event.inside("actor_location")?;
    let country = location.any(&["country_code", "country_name"]);
    Written { country: country.as_deref(), ..Written::default() }.place()
}
