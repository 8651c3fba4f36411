//! One event: what kind it is, told from its type, its details or its message, and what it says of a project.

use std::{borrow::Cow, sync::Arc};

use bonafide_model::{Fact, GitAction, Outcome};

use crate::object::Object;

/// Event types by which a project leaves for a machine.
const DOWNLOADS: &[&str] =
    &["project_export_file_download_started", "repository_download_operation"];
/// Event types by which a key or token is made that opens code.
const KEYS: &[&str] = &[
    "add_ssh_key",
    "create_ssh_certificate",
    "deploy_key_added",
    "deploy_token_created",
    "group_access_token_created",
    "group_deploy_token_created",
    "personal_access_token_created",
    "project_access_token_created",
];

/// What an event is about, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A sign-in.
    SignedIn,
    /// A sign-in that failed.
    SignInFailed,
    /// Two-factor sign-in was switched off.
    FactorsOff,
    /// A mail address of an account was changed.
    MailChanged,
    /// A user name was changed.
    LoginChanged,
    /// Something was done to code.
    Git(GitAction),
    /// Anything else.
    Other,
}

/// One event.
pub(super) struct Event<'a> {
    fields: &'a Object<'a>,
    details: Object<'a>,
    /// Lower case; blank in older exports and in files.
    kind: String,
    /// What the interface shows, lower case.
    message: String,
}

impl<'a> Event<'a> {
    /// Reads what every kind of event has.
    pub(super) fn new(fields: &'a Object<'a>) -> Self {
        let details = fields.inside("details").unwrap_or_default();
        let message = details.text("custom_message");
        let message = message.or_else(|| fields.any(&["custom_message", "Action"]));
        Self {
            kind: fields.text("event_type").unwrap_or_default().to_lowercase(),
            message: message.unwrap_or_default().to_lowercase(),
            fields,
            details,
        }
    }

    /// A field of the details, which some exports write beside them.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.details.text(name).or_else(|| self.fields.text(name))
    }

    /// Whether no person acted: ids below zero stand for keys, tokens and strangers, and projects have robots.
    pub(super) fn is_of_no_person(&self) -> bool {
        let is_stranger = self.fields.text("author_id").is_some_and(|it| it.starts_with('-'));
        let class = self.text("author_class");
        let is_robot =
            ["meta.user", "author_name"].iter().filter_map(|it| self.text(it)).any(|it| {
                (it.starts_with("project_") || it.starts_with("group_")) && it.contains("_bot")
            });
        is_stranger || class.is_some_and(|it| it != "User") || is_robot
    }

    /// The object and the name of the field in it that hold the address.
    pub(super) fn address(&self) -> (&Object<'a>, &'static str) {
        if self.details.has("ip_address") {
            return (&self.details, "ip_address");
        }
        let is_file = self.fields.has("meta.remote_ip");
        (self.fields, if is_file { "meta.remote_ip" } else { "ip_address" })
    }

    /// What it is about.
    pub(super) fn kind(&self) -> Kind {
        if let Some(action) = self.git() {
            return Kind::Git(action);
        }
        let is = |name: &str| self.kind == name;
        let changes = |what: &str| self.text("change").is_some_and(|it| it == what);
        if self.kind.contains("login_failed")
            || self.text("failed_login").is_some()
            || self.message.starts_with("failed to login")
        {
            return Kind::SignInFailed;
        }
        if self.kind.starts_with("authenticated_with")
            || is("smartcard_authentication_created")
            || self.text("with").is_some()
            || self.message.starts_with("signed in with")
        {
            return Kind::SignedIn;
        }
        if is("user_disable_two_factor") || self.message.starts_with("disabled two-factor") {
            return Kind::FactorsOff;
        }
        if is("user_email_address_updated") || changes("email address") || changes("email") {
            return Kind::MailChanged;
        }
        if is("user_username_updated") || changes("username") {
            return Kind::LoginChanged;
        }
        Kind::Other
    }

    /// What was done to code, if it is something that matters.
    fn git(&self) -> Option<GitAction> {
        if DOWNLOADS.contains(&self.kind.as_str()) || self.message == "repository download started"
        {
            return Some(GitAction::Downloaded);
        }
        if KEYS.contains(&self.kind.as_str()) || self.message == "added ssh key" {
            return Some(GitAction::KeyMade);
        }
        if self.is_made_public() {
            return Some(GitAction::Exposed);
        }
        let operation = self.details.inside("custom_message")?;
        let is_taken = operation.text("action").is_some_and(|it| it == "git-upload-pack");
        // Where the stream does not say more, a fetch of the whole and one of the newest commits look alike.
        let is_clone = operation.text("verb").is_none_or(|it| it == "clone");
        (is_taken && is_clone).then_some(GitAction::Cloned)
    }

    fn is_made_public(&self) -> bool {
        let is_visibility = self.kind.contains("visibility_level_updated")
            || self.text("change").is_some_and(|it| it.to_lowercase().contains("visibility"))
            || self.message.contains("visibility");
        let is_public = self.text("to").is_some_and(|it| it.eq_ignore_ascii_case("public"))
            || self.message.ends_with("to public");
        is_visibility && is_public
    }

    /// The same as a fact about the author, with the project or group.
    pub(super) fn done(&self) -> Option<Fact> {
        let Kind::Git(action) = self.kind() else { return None };
        let repository: Arc<str> =
            self.text("entity_path").or_else(|| self.text("target_details"))?.as_ref().into();
        Some(Fact::Git { action, repository })
    }

    /// Let in or not.
    pub(super) fn outcome(&self) -> Outcome {
        if self.kind() == Kind::SignInFailed { Outcome::Failure } else { Outcome::Success }
    }

    /// `git`, where a git client and no browser was used.
    pub(super) fn client(&self) -> Option<Arc<str>> {
        self.details.inside("custom_message")?.text("protocol").map(|_| "git".into())
    }

    /// The values before and after a change.
    pub(super) fn before_and_after(&self) -> impl Iterator<Item = Cow<'a, str>> {
        ["from", "to"].into_iter().filter_map(|it| self.text(it))
    }
}
