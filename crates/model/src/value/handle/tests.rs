//! Handles: every spelling of a profile, pages that are not profiles, and any text.

use super::*;

fn check(text: &str, expected: &str) {
    let found = Handle::parse_url(text).map_or_else(|err| err.to_string(), |it| it.key());
    assert_eq!(found, expected, "{text}");
}

#[test]
fn every_spelling_of_a_profile_is_one_name() {
    check("https://github.com/Ada-Dev/engine?tab=readme#top", "github:ada-dev");
    check("www.github.com/ada-dev/", "github:ada-dev");
    check("ada-dev.github.io/portfolio", "github:ada-dev");
    check("gist.github.com/ada-dev/0123", "github:ada-dev");
    check("github.com/orgs/engines/people", "github:engines");
    check("https://de.linkedin.com/in/Ada-L-123/?locale=de", "linkedin:ada-l-123");
    check("t.me/AdaDev", "telegram:adadev");
    check("https://www.upwork.com/freelancers/~01abc?s=1", "upwork:~01abc");
    check("upwork.com/o/profiles/users/~01abc", "upwork:~01abc");
    check("freelancer.com/u/ada", "freelancer:ada");
    check("https://gitlab.com/ada/x", "gitlab:ada");
    check("https://twitter.com/@ada", "x:ada");
}

#[test]
fn other_pages_are_host_and_path() {
    check("HTTPS://www.Ada.Example:443/Work/?utm=1", "web:ada.example/Work");
    check("ada.example", "web:ada.example");
    check("https://github.com/features/copilot", "web:github.com/features/copilot");
    check("https://www.linkedin.com/company/engines/", "web:linkedin.com/company/engines");
    check("https://t.me/+abc", "web:t.me/+abc");
}

#[test]
fn what_is_no_address_is_refused() {
    for text in [
        "",
        "ada",
        "ada lovelace.example",
        "ftp://ada.example",
        "ada@corp.example",
        "javascript:alert(1)",
        "192.0.2.1/x",
        "http://",
    ] {
        check(text, "expected the address of a profile or page");
    }
}

#[test]
fn a_column_of_names_is_read_too() {
    let key = |site, name| Handle::new(site, name).map(|it| it.key());
    assert_eq!(key(Site::GitHub, " @Ada-Dev "), Ok("github:ada-dev".to_owned()));
    assert_eq!(key(Site::GitHub, "https://github.com/ada-dev"), Ok("github:ada-dev".to_owned()));
    assert_eq!(key(Site::Other("Skype".to_owned()), "live:Ada"), Ok("skype:live:ada".to_owned()));
    assert_eq!(key(Site::Telegram, ""), Err(ValueError::Expected("a name on a site")));
    let handle = Handle::new(Site::GitHub, "ada-dev").unwrap();
    assert_eq!(format!("{handle} {handle:?}"), "github:a… Handle(github:a…)");
}

proptest::proptest! {
    #[test]
    fn what_is_revealed_is_read_again(name in "[a-z][a-z0-9-]{2,20}") {
        for site in [Site::GitHub, Site::GitLab, Site::LinkedIn, Site::Telegram, Site::Upwork, Site::Freelancer] {
            let handle = Handle::new(site, &name).unwrap();
            let again = Handle::parse_url(&handle.reveal()).unwrap();
            // A name that is also a page of the site stays a page.
            if again.site() != &Site::Web {
                proptest::prop_assert_eq!(&again, &handle);
            }
            let masked = format!("Handle({}:{}…)", handle.site().label(), &name[..1]);
            proptest::prop_assert_eq!(format!("{:?}", handle), masked);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}|[a-z]{1,9}\\.example/\\PC{0,20}|(github|linkedin)\\.com/\\PC{0,20}") {
        if let Ok(handle) = Handle::parse_url(&text) {
            proptest::prop_assert_eq!(Handle::parse_url(&handle.reveal()), Ok(handle));
        }
    }
}
