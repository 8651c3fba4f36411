//! Greenhouse's candidates, applications, offers and webhooks as its APIs write them, and what they say.
//!
//! Shape: the JSON examples of Greenhouse's own API documentation (Apache-2.0). Custom fields, demographics, tags, notes and
//! photographs are not in these structs and so cannot be read.

pub(crate) mod webhook;

use bonafide_model::{
    AddressPurpose, EmailUse, Fact, Identifier,
    value::{Email, Handle, PersonName, Phone, Site},
};
use jiff::Timestamp;
use serde::Deserialize;

use crate::{
    applicant::name_file,
    json::{Text, filled, list, scalar},
    telling::{Field, Telling, date, instant, place},
};

/// A candidate, alone, in a list, or inside an application of a webhook.
#[derive(Debug, Deserialize)]
pub(crate) struct Candidate<'a> {
    #[serde(borrow)]
    pub(crate) id: Option<Text<'a>>,
    #[serde(borrow)]
    first_name: Option<Text<'a>>,
    #[serde(borrow)]
    last_name: Option<Text<'a>>,
    #[serde(borrow)]
    company: Option<Text<'a>>,
    #[serde(borrow)]
    title: Option<Text<'a>>,
    #[serde(borrow)]
    created_at: Option<Text<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    application_ids: Vec<Text<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    phone_numbers: Vec<Labeled<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    addresses: Vec<Labeled<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    email_addresses: Vec<Labeled<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    website_addresses: Vec<Labeled<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    social_media_addresses: Vec<Labeled<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    educations: Vec<Education<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    employments: Vec<Employment<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    attachments: Vec<Attachment<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    pub(crate) applications: Vec<Application<'a>>,
    /// Only in the webhook of a merge: the candidate that stays.
    #[serde(borrow)]
    pub(crate) new_candidate_id: Option<Text<'a>>,
}

/// A value and what it is said to be for.
#[derive(Debug, Deserialize)]
struct Labeled<'a> {
    #[serde(borrow)]
    value: Option<Text<'a>>,
    #[serde(borrow, rename = "type")]
    label: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
struct Education<'a> {
    #[serde(borrow)]
    school_name: Option<Text<'a>>,
    #[serde(borrow)]
    degree: Option<Text<'a>>,
    #[serde(borrow)]
    start_date: Option<Text<'a>>,
    #[serde(borrow)]
    end_date: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
struct Employment<'a> {
    #[serde(borrow)]
    company_name: Option<Text<'a>>,
    #[serde(borrow)]
    title: Option<Text<'a>>,
    #[serde(borrow)]
    start_date: Option<Text<'a>>,
    #[serde(borrow)]
    end_date: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
struct Attachment<'a> {
    #[serde(borrow)]
    filename: Option<Text<'a>>,
    #[serde(borrow, rename = "type")]
    kind: Option<Text<'a>>,
}

/// An application, alone, in a list, inside a candidate, or in a webhook with the candidate inside.
#[derive(Debug, Deserialize)]
pub(crate) struct Application<'a> {
    #[serde(borrow)]
    pub(crate) id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) candidate_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) candidate: Option<Box<Candidate<'a>>>,
    #[serde(borrow)]
    prospect: Option<Text<'a>>,
    #[serde(borrow)]
    status: Option<Text<'a>>,
    #[serde(borrow)]
    applied_at: Option<Text<'a>>,
    #[serde(borrow)]
    rejected_at: Option<Text<'a>>,
    #[serde(borrow)]
    location: Option<Location<'a>>,
    #[serde(borrow)]
    source: Option<Channel<'a>>,
    #[serde(borrow)]
    credited_to: Option<User<'a>>,
    #[serde(borrow)]
    job: Option<Job<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    jobs: Vec<Job<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    answers: Vec<Answer<'a>>,
    #[serde(borrow, default, deserialize_with = "list")]
    attachments: Vec<Attachment<'a>>,
    #[serde(borrow)]
    pub(crate) offer: Option<Offer<'a>>,
}

#[derive(Debug, Deserialize)]
struct Location<'a> {
    #[serde(borrow)]
    address: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
struct Channel<'a> {
    #[serde(borrow)]
    public_name: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
struct User<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
struct Job<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    question: Option<Text<'a>>,
    /// A text or a number; what was chosen from a list may be a list.
    #[serde(borrow, default, deserialize_with = "scalar")]
    answer: Option<Text<'a>>,
}

/// An offer, of the Harvest API or of a webhook; the two name their fields otherwise.
#[derive(Debug, Deserialize)]
pub(crate) struct Offer<'a> {
    #[serde(borrow)]
    pub(crate) application_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) candidate_id: Option<Text<'a>>,
    #[serde(borrow, alias = "offer_status")]
    status: Option<Text<'a>>,
    #[serde(borrow, alias = "sent_on")]
    sent_at: Option<Text<'a>>,
    #[serde(borrow, alias = "start_date")]
    starts_at: Option<Text<'a>>,
}

fn field<'t>(column: &'t str, text: &'t Option<Text<'_>>) -> Option<Field<'t>> {
    filled(text).map(|it| Field::new(column, it))
}

impl Candidate<'_> {
    /// Says who the candidate is.
    pub(crate) fn tell(&self, telling: &mut Telling) {
        let created_at = telling.read(field("created_at", &self.created_at), instant);
        let (given, family) = (filled(&self.first_name), filled(&self.last_name));
        let name = given.or(family).map(|it| Field::new("first_name and last_name", it));
        let name = telling
            .read(name, |_| PersonName::from_parts(given.unwrap_or(""), family.unwrap_or("")));
        telling.say_at_all(name.map(Fact::Name), created_at);
        self.tell_contact(telling, created_at);
        for id in self.application_ids.iter().filter_map(Text::filled) {
            telling.say(Fact::Knows(Identifier::Application(id.into())));
        }
        self.tell_career(telling);
        name_files(&self.attachments, telling);
    }

    fn tell_contact(&self, telling: &mut Telling, at: Option<Timestamp>) {
        let mut country = None;
        for address in &self.addresses {
            let Some(address) = telling.read(field("addresses", &address.value), place) else {
                continue;
            };
            country = country.or(address.country().map(str::to_owned));
            telling.say_at(Fact::Address(address, AddressPurpose::Home), at);
        }
        // Without an address of their own, what they wrote into the application says in which plan they dial.
        let country = country.or_else(|| self.applications.iter().find_map(Application::country));
        for email in &self.email_addresses {
            // `work` is where the candidate works now, elsewhere.
            let is_personal =
                filled(&email.label).is_some_and(|it| it.eq_ignore_ascii_case("personal"));
            let used = if is_personal { EmailUse::Personal } else { EmailUse::Unknown };
            let email = telling.read(field("email_addresses", &email.value), Email::parse);
            telling.say_at_all(email.map(|it| Fact::Email(it, used)), at);
        }
        for phone in &self.phone_numbers {
            let phone = telling.read(field("phone_numbers", &phone.value), |it| {
                Phone::parse(it, country.as_deref())
            });
            telling.say_at_all(phone.map(Fact::Phone), at);
        }
        let pages = self.website_addresses.iter().map(|it| field("website_addresses", &it.value));
        let profiles =
            self.social_media_addresses.iter().map(|it| field("social_media_addresses", &it.value));
        for page in pages.chain(profiles) {
            let handle = telling.read(page, Handle::parse_url);
            telling.say_at_all(handle.map(Fact::Handle), at);
        }
    }

    fn tell_career(&self, telling: &mut Telling) {
        for job in &self.employments {
            let since = telling.read(field("employments.start_date", &job.start_date), date);
            let until = telling.read(field("employments.end_date", &job.end_date), date);
            let Some(employer) = filled(&job.company_name) else { continue };
            let title = filled(&job.title).map(Into::into);
            telling.say(Fact::Employment { employer: employer.into(), title, since, until });
        }
        // The present employer is written once more in two fields of its own.
        let is_told = |employer: &str| {
            self.employments.iter().any(|it| filled(&it.company_name) == Some(employer))
        };
        if let Some(employer) = filled(&self.company).filter(|it| !is_told(it)) {
            let title = filled(&self.title).map(Into::into);
            telling.say(Fact::Employment {
                employer: employer.into(),
                title,
                since: None,
                until: None,
            });
        }
        for school in &self.educations {
            let since = telling.read(field("educations.start_date", &school.start_date), date);
            let until = telling.read(field("educations.end_date", &school.end_date), date);
            let Some(name) = filled(&school.school_name) else { continue };
            let degree = filled(&school.degree).map(Into::into);
            telling.say(Fact::Schooling { school: name.into(), degree, since, until });
        }
    }
}

impl Application<'_> {
    /// Says what became of the application.
    pub(crate) fn tell(&self, telling: &mut Telling) {
        telling.say_all(filled(&self.id).map(|it| Fact::Knows(Identifier::Application(it.into()))));
        let applied_at = telling.read(field("applied_at", &self.applied_at), instant);
        let channel = self.source.as_ref().and_then(|it| filled(&it.public_name));
        // Somebody whom a recruiter has only taken note of has not applied.
        let is_prospect = filled(&self.prospect) == Some("true");
        // One webhook writes its job twice, alone and in a list.
        let jobs = if self.jobs.is_empty() { self.job.as_slice() } else { &self.jobs };
        if !is_prospect {
            for job in jobs.iter().filter_map(|it| filled(&it.name)) {
                telling.say_at(
                    Fact::Applied { job: job.into(), channel: channel.map(Into::into) },
                    applied_at,
                );
            }
        }
        self.tell_referrer(channel, telling);
        if let Some(location) = self.location.as_ref().and_then(|it| field("location", &it.address))
        {
            let address = telling.read(Some(location), place);
            telling
                .say_at_all(address.map(|it| Fact::Address(it, AddressPurpose::Home)), applied_at);
        }
        self.tell_pages(telling);
        name_files(&self.attachments, telling);
        let rejected_at = telling.read(field("rejected_at", &self.rejected_at), instant);
        if rejected_at.is_some() || filled(&self.status) == Some("rejected") {
            telling.say_at(Fact::Refused, rejected_at);
        }
        if let Some(offer) = &self.offer {
            offer.tell(telling);
        }
        if filled(&self.status) == Some("hired") {
            let starts_at = self.offer.as_ref().and_then(|it| it.starts_at(telling));
            telling.say_at(Fact::Hired, starts_at);
        }
    }

    /// Where the applicant says they are.
    fn country(&self) -> Option<String> {
        let location = filled(&self.location.as_ref()?.address)?;
        place(location).ok()?.country().map(str::to_owned)
    }

    /// Whoever sourced a candidate gets the credit; only a referral makes them a referrer.
    fn tell_referrer(&self, channel: Option<&str>, telling: &mut Telling) {
        if !channel.is_some_and(|it| it.to_lowercase().contains("referral")) {
            return;
        }
        let name = self.credited_to.as_ref().and_then(|it| field("credited_to", &it.name));
        let name = telling.read(name, PersonName::parse);
        telling.say_all(name.map(Fact::ReferredByName));
    }

    /// Profiles and pages among the answers; no other answer is read.
    fn tell_pages(&self, telling: &mut Telling) {
        for answer in &self.answers {
            let Some(question) = filled(&answer.question).map(str::to_lowercase) else { continue };
            let asks_for = |words: &[&str]| words.iter().any(|it| question.contains(it));
            let site = if asks_for(&["linkedin"]) {
                Site::LinkedIn
            } else if asks_for(&["github"]) {
                Site::GitHub
            } else if asks_for(&["website", "portfolio"]) {
                Site::Web
            } else {
                continue;
            };
            let handle = telling.read(field("answers", &answer.answer), |it| Handle::new(site, it));
            telling.say_all(handle.map(Fact::Handle));
        }
    }
}

impl Offer<'_> {
    /// Says that an offer was made, and the first day if it was taken.
    pub(crate) fn tell(&self, telling: &mut Telling) {
        let sent_at = telling.read(field("sent_at", &self.sent_at), instant);
        if sent_at.is_some() {
            telling.say_at(Fact::Offered, sent_at);
        }
        let is_accepted =
            filled(&self.status).is_some_and(|it| it.eq_ignore_ascii_case("accepted"));
        if is_accepted {
            let starts_at = self.starts_at(telling);
            telling.say_at(Fact::Hired, starts_at);
        }
    }

    /// The agreed first day.
    pub(crate) fn starts_at(&self, telling: &mut Telling) -> Option<Timestamp> {
        telling.read(field("starts_at", &self.starts_at), instant)
    }
}

/// Résumés and letters lie beside the exports; offer packets and forms of the organization say nothing of the person.
fn name_files(attachments: &[Attachment<'_>], telling: &mut Telling) {
    let is_own = |it: &&Attachment<'_>| {
        filled(&it.kind).is_none_or(|it| {
            ["resume", "cover_letter"].iter().any(|kind| it.eq_ignore_ascii_case(kind))
        })
    };
    for name in attachments.iter().filter(is_own).filter_map(|it| filled(&it.filename)) {
        name_file(name, telling);
    }
}
