//! A line taken apart, and the pattern of lines that are alike.

use bonafide_model::value::{self, Email};

use super::{TIME_PATTERNS, roles::Roles};

/// Parts of a line that are looked at. Guess: who, when and from where come before.
const MOST_TOKENS: usize = 48;

/// Words that logs of every maker write, and that are nobody's name.
pub(super) const LOG_WORDS: &[&str] = &[
    "a",
    "accept",
    "accepted",
    "access",
    "account",
    "address",
    "allowed",
    "an",
    "and",
    "assigned",
    "at",
    "auth",
    "authenticated",
    "authentication",
    "badge",
    "by",
    "card",
    "cardholder",
    "client",
    "close",
    "closed",
    "computer",
    "connect",
    "connected",
    "connection",
    "denied",
    "device",
    "disconnect",
    "disconnected",
    "door",
    "duration",
    "ended",
    "entered",
    "event",
    "exited",
    "failed",
    "failure",
    "for",
    "from",
    "gateway",
    "granted",
    "group",
    "has",
    "host",
    "hostname",
    "id",
    "in",
    "invalid",
    "ip",
    "local",
    "logged",
    "login",
    "logon",
    "logout",
    "machine",
    "new",
    "of",
    "on",
    "open",
    "opened",
    "out",
    "password",
    "peer",
    "permitted",
    "port",
    "publickey",
    "reader",
    "reason",
    "refused",
    "rejected",
    "remote",
    "result",
    "server",
    "session",
    "signed",
    "site",
    "source",
    "src",
    "ssh2",
    "sshd",
    "start",
    "started",
    "status",
    "stopped",
    "succeeded",
    "success",
    "successful",
    "successfully",
    "terminated",
    "the",
    "to",
    "tunnel",
    "type",
    "uid",
    "user",
    "username",
    "using",
    "via",
    "vpn",
    "was",
    "with",
    "workstation",
];

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'l> {
    /// The time.
    At,
    /// An IP address, with a port or not.
    Ip(&'l str),
    /// A mail address.
    Mail(&'l str),
    /// A word of every log.
    Known(&'l str),
    /// Anything else.
    Word(&'l str),
    /// A sign between words.
    Sign(char),
}

/// The parts of a line, each with whether white space stands before it.
#[derive(Debug)]
pub(super) struct Line<'l> {
    pub(super) tokens: Vec<(bool, Token<'l>)>,
}

/// What lines of one make have in common.
pub(super) type Make = String;

/// Takes a line apart at its time; `None` if it has none of that kind.
pub(super) fn of(line: &str, time: usize) -> Option<Line<'_>> {
    let at = TIME_PATTERNS.get(time)?.find(line)?.range();
    let (before, rest) = line.split_at(at.start);
    let behind = rest.get(at.len()..).unwrap_or_default();
    let mut tokens = Vec::new();
    take_apart(before, &mut tokens);
    let is_spaced = before.ends_with(char::is_whitespace);
    tokens.push((is_spaced, Token::At));
    take_apart(behind, &mut tokens);
    tokens.truncate(MOST_TOKENS);
    Some(Line { tokens })
}

fn take_apart<'l>(text: &'l str, tokens: &mut Vec<(bool, Token<'l>)>) {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        let is_spaced = trimmed.len() < rest.len();
        rest = trimmed;
        let Some(first) = rest.chars().next() else { return };
        let end = rest.find(|it: char| !is_word_letter(it)).unwrap_or(rest.len());
        // A colon or full stop behind a word ends it and is no part of it.
        let word = rest.get(..end).unwrap_or_default().trim_end_matches([':', '.']);
        if word.is_empty() {
            tokens.push((is_spaced, Token::Sign(first)));
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        } else {
            tokens.push((is_spaced, token(word)));
            rest = rest.get(word.len()..).unwrap_or_default();
        }
    }
}

fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, '_' | '@' | '.' | '-' | '\\' | '+' | '%' | '$' | ':')
}

fn token(word: &str) -> Token<'_> {
    if word.contains('@') && Email::parse(word).is_ok() {
        return Token::Mail(word);
    }
    if word.contains(['.', ':']) && value::parse_ip(word).is_ok() {
        return Token::Ip(word);
    }
    let lower = word.to_lowercase();
    if LOG_WORDS.contains(&lower.as_str()) { Token::Known(word) } else { Token::Word(word) }
}

impl Line<'_> {
    /// The make of the line.
    pub(super) fn make(&self) -> Make {
        let mut res = String::new();
        for (is_spaced, token) in &self.tokens {
            if *is_spaced {
                res.push(' ');
            }
            match token {
                Token::At => res.push('\u{1}'),
                Token::Ip(_) => res.push('\u{2}'),
                Token::Mail(_) => res.push('\u{3}'),
                Token::Word(_) => res.push('\u{4}'),
                Token::Known(word) => res.push_str(&word.to_lowercase()),
                Token::Sign(sign) => res.push(*sign),
            }
        }
        res
    }
}

/// A pattern for lines like this one, up to the last part that has a role.
pub(super) fn pattern(line: &Line<'_>, roles: &Roles, time: &str) -> String {
    let last = roles.last();
    let mut res = String::from("(?i)^");
    for (idx, (is_spaced, token)) in line.tokens.iter().enumerate() {
        if idx > last {
            break;
        }
        if *is_spaced {
            res.push_str(r"\s+");
        }
        let shape = match token {
            // Months begin with a capital; the rest of the pattern does not mind.
            Token::At => time.to_owned(),
            Token::Ip(_) => r"[0-9a-f.:]*[0-9a-f]".to_owned(),
            Token::Mail(_) | Token::Word(_) if roles.name(idx).is_some() => {
                r"[\w@.\\+%$-]+".to_owned()
            }
            Token::Mail(_) | Token::Word(_) => r"[\w@.\\+%$:-]+?".to_owned(),
            Token::Known(word) => regex::escape(&word.to_lowercase()),
            Token::Sign(sign) => regex::escape(&sign.to_string()),
        };
        match roles.name(idx) {
            Some(name) => res.push_str(&format!("(?P<{name}>{shape})")),
            None => res.push_str(&shape),
        }
    }
    res
}
