//! A name on a site where people show their work, or the address of a page of their own.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::{ValueError, mask};

const EXPECTED: ValueError = ValueError::Expected("the address of a profile or page");
/// Characters above which a text is not a profile address. Guess.
const MAX_CHARS: usize = 2048;

/// Where the name is used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Site {
    /// github.com, gists and github.io pages.
    GitHub,
    /// gitlab.com.
    GitLab,
    /// bitbucket.org.
    Bitbucket,
    /// linkedin.com personal profiles.
    LinkedIn,
    /// t.me.
    Telegram,
    /// upwork.com.
    Upwork,
    /// freelancer.com.
    Freelancer,
    /// fiverr.com.
    Fiverr,
    /// x.com and twitter.com.
    X,
    /// facebook.com.
    Facebook,
    /// Any other page: host and path.
    Web,
    /// A service named by the export, in lower case (`skype`, `wechat`).
    Other(String),
}

/// A name in the one form that all its spellings share.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Handle {
    site: Site,
    name: String,
}

/// How the profiles of one site are addressed.
struct Profiles {
    site: fn() -> Site,
    hosts: &'static [&'static str],
    /// What stands before the name; empty where the name comes first.
    before: &'static [&'static str],
    /// First segments that are pages of the site itself.
    reserved: &'static [&'static str],
}

/// Published: the sites' own profile addresses; reserved words are the ones met in résumés and exports.
const PROFILES: &[Profiles] = &[
    Profiles {
        site: || Site::GitHub,
        hosts: &["github.com", "gist.github.com"],
        before: &["", "orgs", "sponsors"],
        reserved: &[
            "about",
            "apps",
            "collections",
            "enterprise",
            "explore",
            "features",
            "login",
            "marketplace",
            "notifications",
            "pricing",
            "search",
            "settings",
            "signup",
            "topics",
            "trending",
        ],
    },
    Profiles {
        site: || Site::GitLab,
        hosts: &["gitlab.com"],
        before: &["", "users"],
        reserved: &["-", "dashboard", "explore", "groups", "help", "search"],
    },
    Profiles {
        site: || Site::Bitbucket,
        hosts: &["bitbucket.org"],
        before: &[""],
        reserved: &["account", "dashboard", "product"],
    },
    Profiles {
        site: || Site::LinkedIn,
        hosts: &["linkedin.com"],
        before: &["in", "pub"],
        reserved: &[],
    },
    Profiles {
        site: || Site::Telegram,
        hosts: &["t.me", "telegram.me", "telegram.dog"],
        before: &["", "s"],
        reserved: &["addstickers", "c", "joinchat", "proxy", "share"],
    },
    Profiles {
        site: || Site::Upwork,
        hosts: &["upwork.com"],
        before: &["freelancers", "o/profiles/users"],
        reserved: &[],
    },
    Profiles {
        site: || Site::Freelancer,
        hosts: &["freelancer.com"],
        before: &["u"],
        reserved: &[],
    },
    Profiles {
        site: || Site::Fiverr,
        hosts: &["fiverr.com"],
        before: &["", "freelancers"],
        reserved: &["categories", "gigs", "search", "users"],
    },
    Profiles {
        site: || Site::X,
        hosts: &["x.com", "twitter.com", "mobile.twitter.com"],
        before: &[""],
        reserved: &["explore", "hashtag", "home", "i", "intent", "search", "share"],
    },
    Profiles {
        site: || Site::Facebook,
        hosts: &["facebook.com", "m.facebook.com", "fb.com"],
        before: &[""],
        reserved: &["events", "groups", "pages", "people", "profile.php", "sharer"],
    },
];

impl Handle {
    /// Reads the address of a profile or page, with or without its scheme.
    pub fn parse_url(text: &str) -> Result<Handle, ValueError> {
        let text = text.trim().trim_matches(['<', '>', '"']);
        let mail_address = text.contains('@') && !text.contains('/');
        let in_no_address = |it: char| it.is_whitespace() || it.is_control() || "<>\"".contains(it);
        if text.len() > MAX_CHARS || mail_address || text.contains(in_no_address) {
            return Err(EXPECTED);
        }
        let address = without_scheme(text)?;
        let address = address.split(['?', '#']).next().unwrap_or(address);
        let (authority, path) = address.split_once('/').unwrap_or((address, ""));
        let host = host_of(authority).ok_or(EXPECTED)?;
        let segments: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
        if let Some(handle) = profile(&host, &segments) {
            return Ok(handle);
        }
        let name =
            if segments.is_empty() { host } else { format!("{host}/{}", segments.join("/")) };
        Ok(Handle { site: Site::Web, name })
    }

    /// The same, but refuses the address of something under a profile: a link to a repository or a post names its owner, who
    /// may be anybody.
    pub fn parse_own_url(text: &str) -> Result<Handle, ValueError> {
        let handle = Handle::parse_url(text)?;
        let bare = text.split_once("://").map_or(text, |(_scheme, rest)| rest);
        let path = bare.split(['?', '#']).next().unwrap_or(bare).split_once('/');
        let n_segments =
            path.map_or(0, |(_, it)| it.split('/').filter(|it| !it.trim().is_empty()).count());
        let is_itself = match handle.site {
            Site::GitHub
            | Site::GitLab
            | Site::Bitbucket
            | Site::Telegram
            | Site::X
            | Site::Facebook => n_segments <= 1,
            Site::LinkedIn
            | Site::Upwork
            | Site::Freelancer
            | Site::Fiverr
            | Site::Web
            | Site::Other(_) => true,
        };
        if is_itself {
            Ok(handle)
        } else {
            Err(ValueError::Expected("the address of a profile itself, not of something under it"))
        }
    }

    /// Takes a name on a site as an export's own column gives it, with or without a leading `@`; an address is read as one.
    pub fn new(site: Site, name: &str) -> Result<Handle, ValueError> {
        let name = name.trim();
        if site == Site::Web || name.contains("://") || (name.contains('/') && name.contains('.')) {
            return Handle::parse_url(name);
        }
        let name = name.trim_start_matches('@').trim_matches('/');
        if name.is_empty()
            || name.len() > MAX_CHARS
            || name.chars().any(|it| it.is_whitespace() || it.is_control())
        {
            return Err(ValueError::Expected("a name on a site"));
        }
        let site = match site {
            Site::Other(service) => Site::Other(service.trim().to_lowercase()),
            Site::GitHub
            | Site::GitLab
            | Site::Bitbucket
            | Site::LinkedIn
            | Site::Telegram
            | Site::Upwork
            | Site::Freelancer
            | Site::Fiverr
            | Site::X
            | Site::Facebook
            | Site::Web => site,
        };
        Ok(Handle { site, name: name.to_lowercase() })
    }

    /// Where the name is used.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The name on the site; host and path of a page.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Site and name in one text, by which two exports meet: `github:ada-dev`.
    pub fn key(&self) -> String {
        format!("{}:{}", self.site.label(), self.name)
    }

    /// The address in full, without scheme; `service:name` where the service has no addresses.
    pub fn reveal(&self) -> String {
        match self.site {
            Site::GitHub => format!("github.com/{}", self.name),
            Site::GitLab => format!("gitlab.com/{}", self.name),
            Site::Bitbucket => format!("bitbucket.org/{}", self.name),
            Site::LinkedIn => format!("linkedin.com/in/{}", self.name),
            Site::Telegram => format!("t.me/{}", self.name),
            Site::Upwork => format!("upwork.com/freelancers/{}", self.name),
            Site::Freelancer => format!("freelancer.com/u/{}", self.name),
            Site::Fiverr => format!("fiverr.com/{}", self.name),
            Site::X => format!("x.com/{}", self.name),
            Site::Facebook => format!("facebook.com/{}", self.name),
            Site::Web => self.name.clone(),
            Site::Other(_) => self.key(),
        }
    }
}

impl Site {
    /// The site in one lower-case word.
    pub fn label(&self) -> &str {
        match self {
            Site::GitHub => "github",
            Site::GitLab => "gitlab",
            Site::Bitbucket => "bitbucket",
            Site::LinkedIn => "linkedin",
            Site::Telegram => "telegram",
            Site::Upwork => "upwork",
            Site::Freelancer => "freelancer",
            Site::Fiverr => "fiverr",
            Site::X => "x",
            Site::Facebook => "facebook",
            Site::Web => "web",
            Site::Other(service) => service,
        }
    }
}

fn without_scheme(text: &str) -> Result<&str, ValueError> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Ok(text.trim_start_matches("//"));
    };
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if web { Ok(rest) } else { Err(EXPECTED) }
}

/// The host in lower case without user, port and `www.`; none where it can't be one on the internet.
fn host_of(authority: &str) -> Option<String> {
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = host.split(':').next().unwrap_or(host).trim_end_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let labels_are_names = host.split('.').all(|label| {
        !label.is_empty() && label.chars().all(|it| it.is_alphanumeric() || it == '-' || it == '_')
    });
    let has_a_domain = host.split('.').count() > 1 && host.chars().any(char::is_alphabetic);
    (labels_are_names && has_a_domain).then(|| host.to_owned())
}

fn profile(host: &str, segments: &[&str]) -> Option<Handle> {
    let handle =
        |site, name: &str| Handle { site, name: name.trim_start_matches('@').to_lowercase() };
    if let Some(login) = host.strip_suffix(".github.io") {
        return Some(handle(Site::GitHub, login));
    }
    // Country editions (`de.linkedin.com`, `freelancer.co.uk` aside) show the same people.
    let host = if host.ends_with(".linkedin.com") { "linkedin.com" } else { host };
    let profiles = PROFILES.iter().find(|it| it.hosts.contains(&host))?;
    let first = segments.first()?.to_lowercase();
    if profiles.reserved.contains(&first.as_str()) || first.starts_with('+') {
        return None;
    }
    let path = segments.join("/");
    // Longer beginnings first, so that `orgs/x` is not read as the person `orgs`.
    let mut befores = profiles.before.to_vec();
    befores.sort_by_key(|it| std::cmp::Reverse(it.len()));
    befores.into_iter().find_map(|before| {
        let rest = if before.is_empty() {
            Some(path.as_str())
        } else {
            path.strip_prefix(before)?.strip_prefix('/')
        }?;
        let name = rest.split('/').next().filter(|it| !it.trim_start_matches('@').is_empty())?;
        Some(handle((profiles.site)(), name))
    })
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.site.label(), mask::head(&self.name))
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({self})")
    }
}

#[cfg(test)]
mod tests;
