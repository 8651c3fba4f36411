//! Whether mail is sent on to another domain, by the parameters of a command or by the actions of a rule.

use bonafide_model::value::Email;

use super::event::Event;
use crate::object::{Object, objects};

/// Parameters that name where mail goes on to. `ForwardingAddress` names a recipient of the directory, often not an address.
const PARAMETERS: &[&str] = &[
    "ForwardTo",
    "ForwardAsAttachmentTo",
    "RedirectTo",
    "ForwardingSmtpAddress",
    "ForwardingAddress",
];

/// Where mail goes on to.
pub(super) enum Forwarding {
    /// Nothing is sent on.
    None,
    /// To somebody of the same domain, or to a recipient that the directory knows by name.
    Inside,
    /// To this domain.
    Outside(String),
}

/// What the parameters of a command say.
pub(super) fn of_command(event: &Event<'_>) -> Forwarding {
    let texts: Vec<String> =
        PARAMETERS.iter().filter_map(|it| event.value("Parameters", it)).collect();
    among(&texts, event)
}

/// What the actions of a rule say that Outlook wrote: JSON in the text of an operation's property.
pub(super) fn of_rule(event: &Event<'_>) -> Forwarding {
    let json = event.value("OperationProperties", "RuleActions").unwrap_or_default();
    let is_forward = |it: &Object<'_>| {
        it.text("ActionType").is_some_and(|it| {
            let it = it.to_lowercase();
            it.contains("forward") || it.contains("redirect")
        })
    };
    let actions = objects(&json);
    let recipients = actions.iter().filter(|it| is_forward(it));
    let texts: Vec<String> = recipients
        .filter_map(|it| it.json("Recipients").map(std::borrow::Cow::into_owned))
        .collect();
    among(&texts, event)
}

fn among(texts: &[String], event: &Event<'_>) -> Forwarding {
    if texts.is_empty() {
        return Forwarding::None;
    }
    // The tenant's own domain, the one of who acted and the one of the mailbox count as inside.
    let identity = event.value("Parameters", "Identity");
    let own: Vec<String> = [event.text("UserId").as_deref(), identity.as_deref()]
        .into_iter()
        .flatten()
        .filter_map(domain)
        .chain(event.text("OrganizationName").map(|it| it.to_lowercase()))
        .collect();
    let outside = texts.iter().flat_map(|it| domains(it)).find(|it| !own.contains(it));
    outside.map_or(Forwarding::Inside, Forwarding::Outside)
}

/// Domains of the addresses in `smtp:a@b`, `a@b;c@d`, `"Ada" [SMTP:a@b]` or a JSON list of such.
fn domains(text: &str) -> impl Iterator<Item = String> {
    text.split(|it: char| it.is_whitespace() || ";,[]<>\"'()".contains(it)).filter_map(domain)
}

fn domain(address: &str) -> Option<String> {
    let address = match address.split_at_checked("smtp:".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("smtp:") => rest,
        Some(_) | None => address,
    };
    let email = Email::parse(address).ok()?;
    // Below this one every tenant has a domain of its own.
    let is_tenants = email.registrable_domain() == "onmicrosoft.com";
    let domain = if is_tenants { email.domain() } else { email.registrable_domain() };
    Some(domain.to_owned())
}
