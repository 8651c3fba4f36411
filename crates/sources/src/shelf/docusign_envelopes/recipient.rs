//! Who has to sign an envelope: how they are reached, when they opened and signed it, and what checks of them came to.

use bonafide_model::{
    Access, AddressPurpose, Channel, EmailUse, Fact, ScreeningOutcome,
    value::{AddressParts, Email, PersonName, Phone, PostalAddress},
};

use super::ID;
use crate::{
    naming::directory,
    object::{Object, objects, texts},
    telling::{Field, Telling, instant},
};

/// Lists of those who sign; others get copies or pass an envelope on.
const SIGNERS: &[&str] = &["signers", "inPersonSigners", "witnesses"];
/// Checks that look at who somebody is, not at what they hold.
const IDENTITY: &[&str] = &["identityVerificationResult", "idLookupResult", "idQuestionsResult"];

/// Everybody who signs.
pub(super) fn all(recipients: &Object<'_>) -> Vec<Telling> {
    let mut res = Vec::new();
    for list in SIGNERS {
        let json = recipients.json(list).unwrap_or_default();
        res.extend(objects(&json).iter().filter_map(signer));
    }
    res
}

fn signer(signer: &Object<'_>) -> Option<Telling> {
    let email = signer.named(&["email", "signerEmail"]);
    let name = signer.named(&["name", "signerName", "fullName"]);
    let key = email.as_ref().or(name.as_ref()).map(|(_, it)| it.to_lowercase())?;
    let mut telling = Telling::of_person(ID, key);
    telling.say_all(directory(signer.text("userId")).map(Fact::Knows));
    let email =
        email.and_then(|(column, it)| telling.read(Some(Field::new(column, &it)), Email::parse));
    telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Unknown)));
    let name = name
        .and_then(|(column, it)| telling.read(Some(Field::new(column, &it)), PersonName::parse));
    telling.say_all(name.map(Fact::Name));
    phones(signer, &mut telling);
    address(signer, &mut telling);
    let device = signer
        .inside("offlineAttributes")
        .and_then(|it| Some(it.text("deviceName")?.to_lowercase()));
    for (column, is_last) in
        [("deliveredDateTime", false), ("signedDateTime", true), ("declinedDateTime", true)]
    {
        let Some(at) = telling.read_first(signer, &[column], instant) else { continue };
        let mut access = Access::new(Channel::Signing, at);
        access.client = device.as_deref().filter(|_| is_last).map(Into::into);
        telling.access(access);
    }
    checks(signer, &mut telling);
    Some(telling)
}

/// Telephones to which a code was sent.
fn phones(signer: &Object<'_>, telling: &mut Telling) {
    let mut say = |text: &str| {
        let phone = telling
            .read(Some(Field::new("senderProvidedNumbers", text)), |it| Phone::parse(it, None));
        telling.say_all(phone.map(Fact::Phone));
    };
    for method in ["smsAuthentication", "phoneAuthentication"] {
        let method = signer.inside(method).unwrap_or_default();
        for number in texts(&method.json("senderProvidedNumbers").unwrap_or_default()) {
            say(&number);
        }
    }
    let workflow = signer.inside("identityVerification").unwrap_or_default();
    for input in objects(&workflow.json("inputOptions").unwrap_or_default()) {
        for phone in objects(&input.json("phoneNumberList").unwrap_or_default()) {
            let part = |name: &str| phone.text(name).unwrap_or_default();
            let (code, number) = (part("countryCode"), part("number"));
            if !number.is_empty() {
                say(format!("+{} {number}", code.trim_start_matches('+')).trim());
            }
        }
    }
}

/// The address that the signer gave for an id check.
fn address(signer: &Object<'_>, telling: &mut Telling) {
    let input = signer.inside("idCheckInformationInput").unwrap_or_default();
    let input = input.inside("addressInformationInput").unwrap_or_default();
    let Some(address) = input.inside("addressInformation") else { return };
    let part = |name: &str| address.text(name).map(|it| it.into_owned());
    let parts = AddressParts {
        line1: part("street1"),
        line2: part("street2"),
        city: part("city"),
        region: part("state"),
        postcode: part("zip"),
        country: part("country"),
    };
    match PostalAddress::from_parts(parts) {
        Ok(address) => telling.say(Fact::Address(address, AddressPurpose::Home)),
        Err(err) => telling.unread("addressInformation", &err),
    }
}

fn checks(signer: &Object<'_>, telling: &mut Telling) {
    let status = signer.inside("recipientAuthenticationStatus").unwrap_or_default();
    for name in IDENTITY {
        let Some(result) = status.inside(name) else { continue };
        let outcome = match result.text("status").map(|it| it.to_lowercase()).as_deref() {
            Some("passed") => ScreeningOutcome::Confirmed,
            Some("failed") => ScreeningOutcome::Unsettled,
            Some(_) | None => continue,
        };
        let at = telling.read_first(&result, &["eventTimestamp"], instant);
        telling.say_at(Fact::Screened { check: "identity".into(), outcome }, at);
    }
}
