//! Freelancer.com: accounts of freelancers, and the bids that they made.
//!
//! How to get it: API `GET /users/0.1/users/?users[]=…&location_details=true&status=true…` and
//! `GET /projects/0.1/bids/?projects[]=…&user_details=true`, as JSON.
//!
//! What it tells: user name, name shown, own mail where it is one's own account, the place and time zone that the account
//! states, since when it exists, whether the platform checked the identity; who bid on which project when. What it cannot:
//! from which network.
//!
//! Shape: answers in the tests of freelancer/freelancer-sdk-python, Freelancer's own client, and a Go client's types of whole
//! answers (both seen, not copied). From memory: `timezone` as an object with `timezone` in it, and `email_verified` beside a
//! mail that is given for one's own account alone.
//!
//! The text of a bid, amounts, reputation, pictures and the language are not read. The country is the place that the account
//! states, not whose citizen somebody is.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, AddressPurpose, Channel, EmailUse, Fact, Need, Reading, Record, Reject,
    ScreeningOutcome,
    value::{AddressParts, Email, Handle, PersonName, PostalAddress, Site, Zone},
};

use crate::{
    Source,
    object::{Object, objects},
    telling::{Telling, finish, instant},
};

const ID: &str = "freelancer_accounts";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Freelancer.com",
    title: "Accounts and bids on Freelancer.com",
    feeds: &[Need::Platforms],
    how: "API `GET /users/0.1/users/` with location and status, and `GET /projects/0.1/bids/` with users, for your projects",
    permission: "an OAuth token of the account that posted the projects",
    tells: "user name, name shown, stated place and time zone, age of the account, whether the platform checked the identity; who bid on which project when",
    cannot: "from which network; mail and telephone of others",
    shape_from: "vendor reference: tests of Freelancer's own Python client, and types of a Go client (seen, not copied); `timezone` from memory",
    columns: &[],
    marks: &[],
    recognize: |record| {
        Object::of_json(record).is_ok_and(|it| {
            let result = it.inside("result").unwrap_or_default();
            is_bid(&it) || is_user(&it) || is_user(&result) || is_answer(&result)
        })
    },
    read,
};

fn is_bid(object: &Object<'_>) -> bool {
    ["bidder_id", "project_id"].iter().all(|it| object.has(it))
        && (object.has("time_submitted") || object.has("submitdate"))
}

fn is_user(object: &Object<'_>) -> bool {
    object.has("username")
        && object.has("registration_date")
        && ["chosen_role", "limited_account", "public_name", "display_name", "status"]
            .iter()
            .any(|it| object.has(it))
}

/// A page of bids, or of users by their ids.
fn is_answer(result: &Object<'_>) -> bool {
    if let Some(bids) = result.json("bids") {
        return objects(&bids).first().is_some_and(is_bid);
    }
    let users = result.inside("users").unwrap_or_default();
    users.names().next().and_then(|it| users.inside(it)).is_some_and(|it| is_user(&it))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let whole = Object::of_json(record)?;
    let result = whole.inside("result").unwrap_or_else(|| whole.clone());
    let mut told = Vec::new();
    if is_bid(&result) {
        told.push(bid(&result)?);
    } else if is_user(&result) {
        told.push(user(&result)?);
    } else if is_answer(&result) {
        for it in objects(&result.json("bids").unwrap_or_default()) {
            told.push(bid(&it)?);
        }
        let users = result.inside("users").unwrap_or_default();
        for it in users.names().filter_map(|it| users.inside(it)) {
            told.push(user(&it)?);
        }
    } else {
        return Err(Reject::new(
            "an answer of Freelancer.com: expected `username` and `registration_date`, or `bidder_id` and `time_submitted`; ask for details and keep the answer unchanged",
        ));
    }
    finish(told, "an account of which nothing is said")
}

fn bid(bid: &Object<'_>) -> Result<Telling, Reject> {
    let mut telling = Telling::of_person(ID, &*bid.require(&["bidder_id"])?);
    let at = bid.require_time(&["time_submitted", "submitdate"])?;
    if let Some(project) = bid.text("project_id") {
        let job = format!("project {project}").into();
        telling.say_at(Fact::Applied { job, channel: Some("Freelancer.com".into()) }, Some(at));
    }
    telling.access(Access::new(Channel::Platform, at));
    Ok(telling)
}

fn user(user: &Object<'_>) -> Result<Telling, Reject> {
    let mut telling = Telling::of_person(ID, &*user.require(&["id", "username"])?);
    let handle = telling.read_first(user, &["username"], |it| Handle::new(Site::Freelancer, it));
    telling.say_all(handle.map(Fact::Handle));
    // One word is a user name or a firm.
    let shown = user.any(&["public_name", "display_name"]).filter(|it| it.trim().contains(' '));
    telling.say_all(shown.and_then(|it| PersonName::parse(&it).ok()).map(Fact::Name));
    let email = telling.read_first(user, &["email"], Email::parse);
    telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Personal)));
    place(user, &mut telling);
    let zone = user.inside("timezone").unwrap_or_else(|| user.clone());
    let zone = telling.read_first(&zone, &["timezone"], Zone::parse);
    telling.say_all(zone.map(Fact::StatedZone));
    if let Some(at) = telling.read_first(user, &["registration_date"], instant) {
        telling.access(Access::new(Channel::Platform, at));
    }
    let status = user.inside("status").unwrap_or_default();
    if status.flag("identity_verified") == Some(true) {
        let outcome = ScreeningOutcome::Confirmed;
        telling.say(Fact::Screened { check: "identity on Freelancer.com".into(), outcome });
    }
    Ok(telling)
}

fn place(user: &Object<'_>, telling: &mut Telling) {
    let Some(location) = user.inside("location") else { return };
    let part = |name: &str| location.text(name).map(|it| it.into_owned());
    let country = location.inside("country").unwrap_or_default();
    let country = country.any(&["code", "name"]).map(|it| it.to_uppercase());
    let parts = AddressParts {
        city: part("city").or_else(|| part("vicinity")),
        region: part("administrative_area"),
        country,
        ..AddressParts::default()
    };
    if parts.city.is_none() && parts.country.is_none() {
        return;
    }
    match PostalAddress::from_parts(parts) {
        Ok(address) => telling.say(Fact::Address(address, AddressPurpose::Work)),
        Err(err) => telling.unread("location", &err),
    }
}
