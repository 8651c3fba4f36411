//! Freelance platforms: one row an account, or one row a thing done there: a bid, a sign-in, a day of work.
//!
//! How to get it: from the platform's client or agency portal, from an investigation of a marketplace that you run, or kept by
//! hand: one row an account, with user name or profile page, what it states of itself, and times and addresses of its use.
//!
//! What it tells: which accounts there are on which platform, their mail, telephone, stated place and time zone, where pay
//! goes, when and from which address they were used, on which projects they bid. What it cannot: who sits behind one.
//!
//! Shape: our columns. Answers of Upwork and Freelancer.com have sources of their own.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, AddressPurpose, Body, Channel, EmailUse, Fact, Identifier, Need, Outcome, Reading,
    Record, Reject,
    value::{self, Email, Handle, PersonName, Phone, Site, ValueError, Wallet, Zone},
};

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index},
    telling::{Telling, instant},
    worker::id,
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "freelance_accounts",
    vendor: "any",
    title: "Accounts on freelance platforms, and what was done with them",
    feeds: &[Need::Platforms],
    how: "client or agency portal of the platform, or a list kept by hand, as CSV: one row an account, a bid, a sign-in or a day of work",
    permission: "the owner's login of the client account; on your own marketplace, a reader of its user and access tables",
    tells: "accounts with stated name, mail, phone, place and time zone, wallet, and when and from which address they were used",
    cannot: "who sits behind an account; portals of clients show no network address",
    shape_from: "our columns",
    columns: &[
        Column::new("platform", "marketplace plattform plateforme"),
        Column::new(
            "account",
            "username user_name account_name freelancer freelancer_username freelancer_id \
             bidder bidder_username bidder_id handle nickname seller talent_id",
        ),
        Column::new(
            "profile_url",
            "profile profile_link freelancer_profile freelancer_url account_url public_url",
        ),
        Column::new("name", "full_name display_name freelancer_name public_name real_name"),
        Column::new("email", "email_address freelancer_email account_email e_mail mail"),
        Column::new("phone", "phone_number mobile telephone telefon téléphone"),
        Column::new("place_line1", "location stated_location address place standort lieu"),
        Column::new("place_city", "city ort ville"),
        Column::new("place_region", "state region"),
        Column::new("place_country", "country stated_country land pays"),
        Column::new("time_zone", "timezone tz zeitzone fuseau_horaire"),
        Column::new("wallet", "payout_wallet wallet_address crypto_address"),
        Column::new("candidate_id", "applicant_id ats_candidate_id"),
        Column::new(
            "registered_at",
            "registration_date registered_on member_since joined_at account_created_at \
             registriert_am",
        ),
        Column::new(
            "at",
            "time timestamp bid_at bid_time bid_date time_submitted submitted_at proposal_date \
             proposed_at login_at last_login last_login_at last_seen last_active worked_at \
             event_time zeitpunkt",
        ),
        Column::new("until", "ended_at worked_until end_time"),
        Column::new(
            "ip_address",
            "ip login_ip last_login_ip bid_ip client_ip remote_ip ip_adresse adresse_ip",
        ),
        Column::new("result", "login_result success outcome"),
        Column::new("project", "project_id project_name job job_id job_title posting"),
    ],
    marks: &[
        &["platform", "profile_url"],
        &["account", "profile_url"],
        &["registered_at", "at", "place_country", "place_line1", "time_zone", "ip_address"],
        &["email", "name", "project", "phone", "wallet", "ip_address", "registered_at"],
    ],
    recognize: |record| has_marks(record, &SOURCE) && is_of_platform(record),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

/// Platforms by a word of their names or pages: those of published advisories (BFV24, TAYV), and others of the kind. Guess.
const PLATFORMS: &[&str] = &[
    "upwork",
    "freelancer",
    "fiverr",
    "guru.com",
    "peopleperhour",
    "toptal",
    "laborx",
    "onlydust",
    "lancers",
    "crowdworks",
    "workana",
    "contra.com",
    "malt.",
    "truelancer",
    "web3.career",
    "cryptojobslist",
];

/// Whether the headers or the row itself name a platform: many logs have a user name and an address.
fn is_of_platform(record: &Record) -> bool {
    let Body::Row { header, .. } = &record.body else { return false };
    let is_headed =
        header.folded.iter().any(|it| it.starts_with("freelancer") || it.starts_with("bid"));
    let is_named = |row: Row<'_>| {
        let named = ["platform", "profile_url"].map(|it| row.text(it).unwrap_or("").to_lowercase());
        named.iter().any(|text| PLATFORMS.iter().any(|it| text.contains(it)))
    };
    is_headed || Row::of(record, SOURCE.columns, &INDEX).is_ok_and(is_named)
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let platform = row.text("platform").map(str::to_lowercase);
    let page = row.field("profile_url");
    let Some(account) = row.field("account").or(page) else {
        return Err(Reject::new(
            "expected the name of an account or its page in every row; add the column `account` or `profile_url`",
        ));
    };
    let key = account.read(id)?.to_lowercase();
    let key = platform.as_ref().map_or_else(|| key.clone(), |it| format!("{it}/{key}"));
    let mut telling = Telling::of_person(SOURCE.id, key);
    let page = telling.read(page, Handle::parse_url);
    telling.say_all(page.map(Fact::Handle));
    if let Some(platform) = &platform {
        let site = site(platform);
        let handle = telling.read(row.field("account"), |it| Handle::new(site, it));
        telling.say_all(handle.map(Fact::Handle));
    }
    stated(&row, &mut telling);
    used(&row, platform, &mut telling);
    telling.finish("an account of which nothing is said")
}

fn site(platform: &str) -> Site {
    match platform {
        "upwork" => Site::Upwork,
        "freelancer" | "freelancer.com" => Site::Freelancer,
        "fiverr" => Site::Fiverr,
        other => Site::Other(other.to_owned()),
    }
}

/// What the account states of itself.
fn stated(row: &Row<'_>, telling: &mut Telling) {
    let name = telling.read(row.field("name"), PersonName::parse);
    telling.say_all(name.map(Fact::Name));
    let email = telling.read(row.field("email"), Email::parse);
    telling.say_all(email.map(|it| Fact::Email(it, EmailUse::Personal)));
    let phone = telling.read(row.field("phone"), |it| Phone::parse(it, None));
    telling.say_all(phone.map(Fact::Phone));
    let place = telling.address(row, "place");
    telling.say_all(place.map(|it| Fact::Address(it, AddressPurpose::Work)));
    let zone = telling.read(row.field("time_zone"), Zone::parse);
    telling.say_all(zone.map(Fact::StatedZone));
    let wallet = telling.read(row.field("wallet"), Wallet::parse);
    telling.say_all(wallet.map(Fact::PaidToWallet));
    let candidate = telling.read(row.field("candidate_id"), id);
    telling.say_all(candidate.map(|it| Fact::Knows(Identifier::Candidate(it))));
}

/// What was done with it.
fn used(row: &Row<'_>, platform: Option<String>, telling: &mut Telling) {
    let ip =
        telling.read(row.field("ip_address"), value::parse_ip).filter(|it| value::is_public(*it));
    let at = telling.read(row.field("at"), instant);
    if let Some(registered_at) = telling.read(row.field("registered_at"), instant) {
        telling.access(Access::new(Channel::Platform, registered_at));
    }
    match (at, ip) {
        (Some(at), ip) => {
            let mut access = Access { ip, ..Access::new(Channel::Platform, at) };
            access.until = telling.read(row.field("until"), instant);
            let is_refused = |it: &str| {
                let it = it.to_lowercase();
                it.contains("fail") || it.contains("refus") || it == "false" || it == "no"
            };
            if row.text("result").is_some_and(is_refused) {
                access.outcome = Outcome::Failure;
            }
            telling.access(access);
        }
        (None, Some(_)) => {
            telling.unread("ip_address", &ValueError::Expected("the time of its use beside it"));
        }
        (None, None) => {}
    }
    // Who worked on it from one hour to another applied before.
    let project = row.text("project").filter(|_| row.field("until").is_none());
    if let Some(project) = project {
        let channel = platform.map(Into::into);
        telling.say_at(Fact::Applied { job: project.into(), channel }, at);
    }
}
