//! A freelancer as Upwork shows them: page, name, stated place, jobs and schools claimed, linked profiles.

use bonafide_model::{
    AddressPurpose, EmailUse, Fact, Reject, ScreeningOutcome,
    value::{AddressParts, Email, Handle, PersonName, Phone, PostalAddress, Zone},
};

use super::ID;
use crate::{
    object::{Object, objects},
    telling::{Field, Telling, date},
};

/// A user, wherever one stands.
pub(super) fn user(user: &Object<'_>) -> Result<Telling, Reject> {
    let key = user.any(&["id", "rid", "ciphertext"]).ok_or_else(|| {
        Reject::new("expected the id of a user; ask for `user { id name location { … } }`")
    })?;
    let mut telling = Telling::of_person(ID, &*key);
    who(user, &mut telling);
    Ok(telling)
}

fn who(user: &Object<'_>, telling: &mut Telling) {
    let page = telling.read_first(user, &["publicUrl", "profileUrl"], Handle::parse_url);
    telling.say_all(page.map(Fact::Handle));
    let part = |name: &str| user.text(name).unwrap_or_default();
    // `name` may be cut to `Dana E.`.
    let name = PersonName::from_parts(&part("firstName"), &part("lastName")).ok();
    let name = name.or_else(|| telling.read_first(user, &["fullName", "name"], PersonName::parse));
    telling.say_all(name.map(Fact::Name));
    let email = telling.read_first(user, &["email"], Email::parse);
    telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Personal)));
    if let Some(location) = user.inside("location").or_else(|| user.inside("address")) {
        place(&location, telling);
    }
}

fn place(location: &Object<'_>, telling: &mut Telling) {
    let zone = telling.read_first(location, &["timezone"], Zone::parse);
    telling.say_all(zone.map(Fact::StatedZone));
    let part = |name: &str| location.text(name).map(|it| it.into_owned());
    let parts = AddressParts {
        line1: part("street"),
        line2: None,
        city: part("cityName"),
        region: part("stateCode"),
        postcode: part("zip"),
        country: part("countryName"),
    };
    if parts.city.is_none() && parts.country.is_none() {
        return;
    }
    match PostalAddress::from_parts(parts) {
        Ok(address) => telling.say(Fact::Address(address, AddressPurpose::Work)),
        Err(err) => telling.unread("location", &err),
    }
}

/// A whole profile.
pub(super) fn of(profile: &Object<'_>) -> Result<Telling, Reject> {
    let owner = profile.inside("userDetails").or_else(|| profile.inside("user"));
    let mut telling = match owner {
        Some(owner) => user(&owner)?,
        None => Telling::of_person(ID, &*profile.require(&["id"])?),
    };
    who(profile, &mut telling);
    if let Some(personal) = profile.inside("personalData") {
        who(&personal, &mut telling);
    }
    if let Some(phone) = profile.inside("phoneNumber") {
        let part = |name: &str| phone.text(name).unwrap_or_default();
        let number = format!("+{} {}", part("code").trim_start_matches('+'), part("number"));
        let phone =
            telling.read(Some(Field::new("phoneNumber", &number)), |it| Phone::parse(it, None));
        telling.say_all(phone.map(Fact::Phone));
    }
    career(profile, &mut telling);
    let linked = profile.inside("linkedExternalAccountsList").unwrap_or_default();
    for edge in objects(&linked.json("edges").unwrap_or_default()) {
        let node = edge.inside("node").unwrap_or_default();
        let handle = telling.read_first(&node, &["userProfile"], Handle::parse_url);
        telling.say_all(handle.map(Fact::Handle));
    }
    let checks = profile.inside("verifications").unwrap_or_default();
    if checks.flag("idVerified") == Some(true) {
        let outcome = ScreeningOutcome::Confirmed;
        telling.say(Fact::Screened { check: "identity on Upwork".into(), outcome });
    }
    Ok(telling)
}

fn career(profile: &Object<'_>, telling: &mut Telling) {
    for job in objects(&profile.json("employmentRecords").unwrap_or_default()) {
        let Some(employer) = job.text("companyName") else { continue };
        let title = job.text("jobTitle").map(|it| (&*it).into());
        let since = telling.read_first(&job, &["startDate"], date);
        let until = telling.read_first(&job, &["endDate"], date);
        telling.say(Fact::Employment { employer: (&*employer).into(), title, since, until });
    }
    for attended in objects(&profile.json("educationRecords").unwrap_or_default()) {
        let Some(school) = attended.text("institutionName") else { continue };
        let degree = attended.text("degree").map(|it| (&*it).into());
        let since = telling.read_first(&attended, &["startDate"], date);
        let until = telling.read_first(&attended, &["endDate"], date);
        telling.say(Fact::Schooling { school: (&*school).into(), degree, since, until });
    }
}
