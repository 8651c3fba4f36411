//! A mail address, and the mailbox it ends up in.

use std::fmt;

use email_address::{EmailAddress, Options};
use unicode_normalization::UnicodeNormalization;

use super::{ValueError, mask};

const EXPECTED: ValueError = ValueError::Expected("an email address");

/// What a provider does with the part before the `@` when it looks for the mailbox.
struct Provider {
    /// The domains under which one mailbox is reachable; the first stands for all.
    domains: &'static [&'static str],
    /// Characters that the provider does not look at.
    ignored: &'static [char],
}

/// Providers known to deliver `name+anything` to `name`. Published: each provider's help pages. A provider that
/// is missing here only means that two spellings of one mailbox are not joined.
const PLUS_PROVIDERS: &[Provider] = &[
    Provider { domains: &["gmail.com", "googlemail.com"], ignored: &['.'] },
    Provider { domains: &["proton.me", "protonmail.com", "pm.me"], ignored: &['.', '-', '_'] },
    Provider { domains: &["icloud.com", "me.com", "mac.com"], ignored: &[] },
    Provider { domains: &["fastmail.com"], ignored: &[] },
    Provider { domains: &["hey.com"], ignored: &[] },
    Provider { domains: &["hotmail.com"], ignored: &[] },
    Provider { domains: &["live.com"], ignored: &[] },
    Provider { domains: &["mailbox.org"], ignored: &[] },
    Provider { domains: &["msn.com"], ignored: &[] },
    Provider { domains: &["outlook.com"], ignored: &[] },
    Provider { domains: &["posteo.de"], ignored: &[] },
    Provider { domains: &["runbox.com"], ignored: &[] },
    Provider { domains: &["yandex.com", "yandex.ru", "ya.ru"], ignored: &[] },
    Provider { domains: &["zoho.com", "zohomail.com"], ignored: &[] },
];

/// A mail address in lower case; equal when it is written alike.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email {
    address: String,
    at: usize,
}

impl Email {
    /// Reads `ada@corp.example`, also in `Ada <ada@corp.example>` and behind `mailto:`.
    pub fn parse(text: &str) -> Result<Email, ValueError> {
        let address: String = bare(text).nfkc().flat_map(char::to_lowercase).nfc().collect();
        let address = address.trim().trim_end_matches('.');
        // Without a display name and without `[192.0.2.1]` for a domain: neither names a mailbox of a person.
        let options =
            Options::default().without_display_text().without_domain_literal().with_required_tld();
        EmailAddress::parse_with_options(address, options).or(Err(EXPECTED))?;
        // A quoted local part may hold anything; nobody's mailbox is called so.
        if address.contains(['"', '<', '>']) || address.chars().any(char::is_whitespace) {
            return Err(EXPECTED);
        }
        let at = address.rfind('@').ok_or(EXPECTED)?;
        Ok(Email { address: address.to_owned(), at })
    }

    /// What stands before the `@`.
    pub fn local(&self) -> &str {
        &self.address[..self.at]
    }

    /// The whole domain.
    pub fn domain(&self) -> &str {
        &self.address[self.at + 1..]
    }

    /// The domain that somebody registered: `corp.example` of `mail.corp.example`.
    pub fn registrable_domain(&self) -> &str {
        psl::domain_str(self.domain()).unwrap_or_else(|| self.domain())
    }

    /// The mailbox that mail to this address ends up in: dots, tags and second domains as the provider sees them.
    pub fn mailbox_key(&self) -> String {
        let Some(provider) = PLUS_PROVIDERS.iter().find(|it| it.domains.contains(&self.domain()))
        else {
            return self.address.clone();
        };
        let local = self.local().split('+').next().unwrap_or_default();
        let mailbox: String = local.chars().filter(|it| !provider.ignored.contains(it)).collect();
        if mailbox.is_empty() {
            return self.address.clone();
        }
        format!("{mailbox}@{}", provider.domains[0])
    }

    /// The address in full.
    pub fn reveal(&self) -> &str {
        &self.address
    }
}

/// The address without what mail programs put around it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let text = match (text.rfind('<'), text.rfind('>')) {
        (Some(open), Some(close)) if open < close => &text[open + 1..close],
        _ => text,
    };
    let text = text.trim_matches(['"', '\'', ' ']);
    match text.split_at_checked("mailto:".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => {
            rest.split('?').next().unwrap_or(rest)
        }
        _ => text,
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", mask::head(self.local()), self.domain())
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    #[test]
    fn every_way_of_writing_is_one_address() {
        for text in [
            "ada@corp.example",
            " Ada@Corp.Example ",
            "Ada Lovelace <ada@corp.example>",
            "<ada@corp.example>",
            "MAILTO:ada@corp.example?subject=x",
            "ada@corp.example.",
        ] {
            assert_eq!(email(text).reveal(), "ada@corp.example", "{text}");
        }
        assert_eq!(
            format!("{0} {0:?}", email("ada@corp.example")),
            "a…@corp.example Email(a…@corp.example)"
        );
        assert_eq!(email("a@corp.example").to_string(), "…@corp.example");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "ada",
            "ada@",
            "@corp.example",
            "ada@corp",
            "a b@corp.example",
            "ada@[192.0.2.1]",
            "ada@@x.example",
        ] {
            assert_eq!(
                Email::parse(text).unwrap_err().to_string(),
                "expected an email address",
                "{text}"
            );
        }
    }

    #[test]
    fn the_registered_domain_is_found() {
        assert_eq!(email("ada@mail.corp.example").registrable_domain(), "corp.example");
        assert_eq!(email("ada@mail.corp.co.uk").registrable_domain(), "corp.co.uk");
        assert_eq!(email("ada@bücher.example").domain(), "bücher.example");
    }

    #[test]
    fn a_mailbox_is_what_the_provider_makes_of_it() {
        let key = |text: &str| email(text).mailbox_key();
        assert_eq!(key("A.da.Example+jobs@googlemail.com"), "adaexample@gmail.com");
        assert_eq!(key("ada_ex-ample@pm.me"), "adaexample@proton.me");
        assert_eq!(key("ada.example+x@outlook.com"), "ada.example@outlook.com");
        assert_eq!(key("ada.example@me.com"), "ada.example@icloud.com");
        // What another provider does with a plus is not known: it may be somebody else's mailbox.
        assert_eq!(key("ada+x@corp.example"), "ada+x@corp.example");
        assert_eq!(key("+x@gmail.com"), "+x@gmail.com");
    }

    proptest::proptest! {
        #[test]
        fn what_is_revealed_is_read_again(local in "[a-zA-Z0-9]{3,20}(\\.[a-z]{1,5})?", domain in "[a-z]{1,10}(\\.[a-z]{1,5})?\\.example") {
            let email = email(&format!("{local}@{domain}"));
            proptest::prop_assert_eq!(Email::parse(email.reveal()), Ok(email.clone()));
            proptest::prop_assert_eq!(Email::parse(&email.mailbox_key()), Ok(email.clone()));
            let debug = format!("{email:?}");
            let before_at = &email.reveal()[..=email.local().len()];
            proptest::prop_assert!(!debug.contains(before_at));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}@\\PC{0,30}") {
            if let Ok(email) = Email::parse(&text) {
                proptest::prop_assert_eq!(Email::parse(email.reveal()), Ok(email.clone()));
            }
        }
    }
}
