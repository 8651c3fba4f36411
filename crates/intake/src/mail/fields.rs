//! The header of a mail as fields of a record: who, when, over which hops, and what the receiver's checks said. No subject.

use std::net::IpAddr;

use mail_parser::{Addr, Address, Header, HeaderName, HeaderValue, MessageParser};
use serde_json::{Map, Value, json};

/// Hops that are kept.
const HOPS: usize = 50; // guess: a mail through lists and forwards has fifteen
/// Checks of receiving servers that are kept.
const CHECKS: usize = 10; // guess: one of each server that took part
/// Letters kept of one value.
const VALUE_CHARS: usize = 1000; // published: RFC 5322 allows 998 in a line

/// Headers in which mail services write the address of the sender's own machine.
const ORIGIN_HEADERS: &[&str] = &[
    "X-Originating-IP",
    "X-Original-IP",
    "X-Sender-IP",
    "X-Source-IP",
    "X-Client-IP",
    "X-SenderIP",
    "X-EIP",
    "X-AOL-IP",
];
/// Headers in which programs name themselves.
const PROGRAM_HEADERS: &[&str] = &["X-Mailer", "User-Agent"];
/// Headers that only mail from lists and machines has.
const LIST_HEADERS: &[&str] =
    &["List-ID", "List-Unsubscribe", "List-Post", "X-Auto-Response-Suppress", "Feedback-ID"];

/// The parser of the headers that are looked at.
pub(crate) fn parser() -> MessageParser {
    MessageParser::new().with_address_headers().with_message_ids()
}

/// The fields of a header, or why it is none.
pub(crate) fn read(parser: &MessageParser, header: &[u8]) -> Result<Map<String, Value>, String> {
    let parsed = parser.parse_headers(header);
    let headers = parsed.as_ref().and_then(|it| it.parts.first()).map(|it| it.headers.as_slice());
    let written = Written { raw: header, headers: headers.unwrap_or_default() };
    let from = written.addresses(HeaderName::From);
    if written.headers.is_empty() || (from.is_none() && written.text("Date").is_none()) {
        return Err(
            "expected the header of a mail, with `From` and `Date`; export the mail whole, as .eml or mbox"
                .to_owned(),
        );
    }
    let mut res = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            res.insert(name.to_owned(), value);
        }
    };
    put("message_id", written.message_id());
    let date = written.text("Date").map(|it| without_comments(&it).trim().to_owned());
    put("offset", date.as_deref().and_then(offset).map(Value::from));
    put("date", date.map(Value::String));
    put("from", from);
    put("sender", written.addresses(HeaderName::Sender));
    put("reply_to", written.addresses(HeaderName::ReplyTo));
    put("to", written.addresses(HeaderName::To));
    put("cc", written.addresses(HeaderName::Cc));
    put("received", written.hops());
    put("originating_ip", written.origin());
    put("authentication", written.checks());
    put("authenticated_as", written.text("X-MS-Exchange-Organization-AuthAs").map(Value::String));
    let program = PROGRAM_HEADERS.iter().find_map(|it| written.text(it));
    put("program", program.map(Value::String));
    put("automatic", written.is_automatic().then_some(Value::Bool(true)));
    Ok(res)
}

/// `+0900` of `Sun, 1 Mar 2026 10:15:00 +0900`: what the clock of the writer's machine was set to.
fn offset(date: &str) -> Option<&str> {
    let zone = date.rsplit(' ').next()?;
    let digits = zone.strip_prefix(['+', '-'])?;
    (digits.len() == 4 && digits.bytes().all(|it| it.is_ascii_digit())).then_some(zone)
}

struct Written<'h> {
    raw: &'h [u8],
    headers: &'h [Header<'h>],
}

impl Written<'_> {
    /// Every value of a header as written, on one line, in the order of the file.
    fn texts<'s>(&'s self, name: &'s str) -> impl Iterator<Item = String> + 's {
        self.headers
            .iter()
            .filter(move |it| it.name.as_str().eq_ignore_ascii_case(name))
            .filter_map(|it| {
                let (start, end) = (it.offset_start as usize, it.offset_end as usize);
                let text = String::from_utf8_lossy(self.raw.get(start..end)?);
                let words: Vec<&str> = text.split_whitespace().collect();
                let text: String = words.join(" ").chars().take(VALUE_CHARS).collect();
                (!text.is_empty()).then_some(text)
            })
    }

    fn text(&self, name: &str) -> Option<String> {
        self.texts(name).next()
    }

    fn message_id(&self) -> Option<Value> {
        let header = self.headers.iter().find(|it| it.name == HeaderName::MessageId)?;
        header.value.as_text().map(|it| Value::String(it.chars().take(VALUE_CHARS).collect()))
    }

    /// `[{"address":…,"name":…}]`, groups taken apart.
    fn addresses(&self, name: HeaderName<'_>) -> Option<Value> {
        let header = self.headers.iter().find(|it| it.name == name)?;
        let HeaderValue::Address(addresses) = &header.value else { return None };
        let all: Vec<&Addr<'_>> = match addresses {
            Address::List(list) => list.iter().collect(),
            Address::Group(groups) => groups.iter().flat_map(|it| &it.addresses).collect(),
        };
        let shown = |it: &Addr<'_>| {
            let text = |it: &str| {
                let text: String = it.trim().chars().take(VALUE_CHARS).collect();
                (!text.is_empty()).then_some(text)
            };
            let (address, name) =
                (it.address.as_deref().and_then(text), it.name.as_deref().and_then(text));
            match (address, name) {
                (None, None) => None,
                (Some(address), None) => Some(json!({ "address": address })),
                (None, Some(name)) => Some(json!({ "name": name })),
                (Some(address), Some(name)) => Some(json!({ "address": address, "name": name })),
            }
        };
        let all: Vec<Value> = all.into_iter().filter_map(shown).collect();
        (!all.is_empty()).then_some(Value::Array(all))
    }

    /// The servers that the mail passed, latest first as written.
    fn hops(&self) -> Option<Value> {
        let hops: Vec<Value> = self.texts("Received").map(|it| hop(&it)).take(HOPS).collect();
        (!hops.is_empty()).then_some(Value::Array(hops))
    }

    fn origin(&self) -> Option<Value> {
        let found: Vec<Value> = ORIGIN_HEADERS
            .iter()
            .flat_map(|name| self.texts(name))
            .flat_map(|it| addresses_in(&it).collect::<Vec<_>>())
            .map(|it| Value::String(it.to_string()))
            .collect();
        (!found.is_empty()).then_some(Value::Array(found))
    }

    /// `Authentication-Results`, latest first: the first is that of the server that took the mail in for the reader.
    fn checks(&self) -> Option<Value> {
        let checks: Vec<Value> =
            self.texts("Authentication-Results").map(|it| check(&it)).take(CHECKS).collect();
        (!checks.is_empty()).then_some(Value::Array(checks))
    }

    /// Whether the mail says itself that a list or a machine sent it.
    fn is_automatic(&self) -> bool {
        let is_bulk = self.text("Precedence").is_some_and(|it| {
            ["bulk", "list", "junk", "auto_reply"].contains(&it.to_lowercase().as_str())
        });
        let is_auto = self.text("Auto-Submitted").is_some_and(|it| !it.eq_ignore_ascii_case("no"));
        is_bulk || is_auto || LIST_HEADERS.iter().any(|it| self.text(it).is_some())
    }
}

/// `from desk (x.example [203.0.113.7]) by mx.example with ESMTPSA id 1; Sun, 1 Mar 2026 10:15:00 +0100`
fn hop(text: &str) -> Value {
    let (path, date) = match text.rsplit_once(';') {
        Some((path, date)) => (path, Some(date.trim())),
        None => (text, None),
    };
    let words: Vec<&str> = path.split(' ').collect();
    // Servers write their ciphers in brackets: `(using TLSv1.3 with cipher …)`.
    let plain = without_comments(path);
    let plain_words: Vec<&str> = plain.split(' ').filter(|it| !it.is_empty()).collect();
    let behind = |word: &str| {
        let at = plain_words.iter().position(|it| it.eq_ignore_ascii_case(word))?;
        plain_words.get(at + 1).copied()
    };
    let is_from = words.first().is_some_and(|it| it.eq_ignore_ascii_case("from"));
    let n_from = words.iter().position(|it| it.eq_ignore_ascii_case("by")).unwrap_or(words.len());
    let from = if is_from { words[..n_from].join(" ") } else { String::new() };
    let ips: Vec<String> = addresses_in(&from).map(|it| it.to_string()).collect();
    let mut res = Map::new();
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            res.insert(name.to_owned(), Value::from(value));
        }
    };
    put("from", is_from.then(|| words.get(1).copied()).flatten());
    put("by", behind("by"));
    put("with", behind("with"));
    put("via", behind("via"));
    put("date", date);
    if !ips.is_empty() {
        res.insert("ips".to_owned(), Value::from(ips));
    }
    Value::Object(res)
}

/// The addresses of machines in a text, in order: `[192.0.2.1]`, `(IPv6:2001:db8::1)`.
fn addresses_in(text: &str) -> impl Iterator<Item = IpAddr> {
    text.split(|it: char| it.is_whitespace() || "[](),;\"<>=".contains(it)).filter_map(|it| {
        let bare = match it.split_at_checked(5) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("IPv6:") => rest,
            Some(_) | None => it,
        };
        bare.parse().ok()
    })
}

/// `mx.example; spf=pass smtp.mailfrom=x.example; dkim=fail header.d=x.example; dmarc=fail header.from=x.example`
fn check(text: &str) -> Value {
    let text = without_comments(text);
    let mut parts = text.split(';').map(str::trim).filter(|it| !it.is_empty());
    let mut server = None;
    let mut results: Vec<Value> = Vec::new();
    for part in parts.by_ref() {
        let mut words = part.split(' ').filter(|it| !it.is_empty());
        let first = words.next().unwrap_or_default();
        let Some((method, result)) = first.split_once('=') else {
            // The server comes first, and Microsoft leaves it out.
            server = server.or_else(|| results.is_empty().then(|| first.to_owned()));
            continue;
        };
        let mut members = Map::new();
        members.insert("method".to_owned(), Value::from(method.to_ascii_lowercase()));
        members.insert("result".to_owned(), Value::from(result.to_ascii_lowercase()));
        let domain = words.find_map(|it| {
            let (property, value) = it.split_once('=')?;
            ["smtp.mailfrom", "header.d", "header.from", "header.i"]
                .iter()
                .any(|it| property.eq_ignore_ascii_case(it))
                .then(|| value.rsplit('@').next().unwrap_or(value).to_lowercase())
        });
        if let Some(domain) = domain {
            members.insert("of".to_owned(), Value::from(domain));
        }
        results.push(Value::Object(members));
    }
    json!({ "server": server, "results": results })
}

/// Comments in brackets may hold any sign; they are left out.
fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|it| match it {
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                let was_inside = depth > 0;
                depth = depth.saturating_sub(1);
                !was_inside
            }
            _ => depth == 0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hops_of_several_servers_are_read() {
        for (text, expected) in [
            (
                "from [192.168.58.241] (host.example. [198.51.100.7]) by smtp.example with ESMTPSA id a1 (version=TLS1_3); Sun, 1 Mar 2026 07:07:37 -0800 (PST)",
                r#"{"from":"[192.168.58.241]","by":"smtp.example","with":"ESMTPSA","date":"Sun, 1 Mar 2026 07:07:37 -0800 (PST)","ips":["192.168.58.241","198.51.100.7"]}"#,
            ),
            (
                "from A1.example (2001:db8::9) by B2.example (2001:db8::8) with Microsoft SMTP Server id 15.20; Sun, 1 Mar 2026 10:00:00 +0000",
                r#"{"from":"A1.example","by":"B2.example","with":"Microsoft","date":"Sun, 1 Mar 2026 10:00:00 +0000","ips":["2001:db8::9"]}"#,
            ),
            ("by 2002:a1c:6707:: with SMTP id b7", r#"{"by":"2002:a1c:6707::","with":"SMTP"}"#),
            (
                "from x.example (x.example [192.0.2.7]) (using TLSv1.3 with cipher A (1/2 bits)) by mx.example (Postfix) with ESMTPS id 1",
                r#"{"from":"x.example","by":"mx.example","with":"ESMTPS","ips":["192.0.2.7"]}"#,
            ),
            (
                "from [203.0.113.7] by web1.example via HTTP",
                r#"{"from":"[203.0.113.7]","by":"web1.example","via":"HTTP","ips":["203.0.113.7"]}"#,
            ),
            ("nonsense", "{}"),
        ] {
            assert_eq!(hop(text).to_string(), expected);
        }
    }

    #[test]
    fn checks_of_several_servers_are_read() {
        for (text, expected) in [
            (
                "mx.example 1; spf=pass (ok; really) smtp.mailfrom=ada@x.example; dkim=FAIL header.i=@x.example header.s=s1; dmarc=fail action=none header.from=X.example",
                r#"{"server":"mx.example","results":[{"method":"spf","result":"pass","of":"x.example"},{"method":"dkim","result":"fail","of":"x.example"},{"method":"dmarc","result":"fail","of":"x.example"}]}"#,
            ),
            ("spf=none; none", r#"{"server":null,"results":[{"method":"spf","result":"none"}]}"#),
            ("((((", r#"{"server":null,"results":[]}"#),
        ] {
            assert_eq!(check(text).to_string(), expected);
        }
    }
}
