//! Which part of a make of line is who, when, from where.

use bonafide_model::value;

use super::tokens::{Line, Token};
use crate::shelf::{FAILURE_WORDS, SUCCESS_WORDS};

/// Words before the name of a user.
const WHO: &[&str] = &["user", "username", "for", "login", "account", "uid", "by", "cardholder"];
/// Words before the address that somebody comes from.
const FROM: &[&str] = &["from", "src", "source", "client", "peer", "remote", "ip", "address"];
/// Words before a machine.
const MACHINE: &[&str] = &["host", "hostname", "device", "computer", "machine", "workstation"];
/// Words before a door.
const DOOR: &[&str] = &["door", "reader", "site"];

/// Places of the parts that are read, with our names for them.
#[derive(Debug)]
pub(super) struct Roles {
    places: Vec<(usize, &'static str)>,
}

impl Roles {
    /// Our name for a part.
    pub(super) fn name(&self, idx: usize) -> Option<&'static str> {
        self.places.iter().find(|(it, _)| *it == idx).map(|(_, name)| *name)
    }

    /// All our names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.places.iter().map(|(_, name)| *name)
    }

    /// The last part that is read.
    pub(super) fn last(&self) -> usize {
        self.places.iter().map(|(idx, _)| *idx).max().unwrap_or_default()
    }
}

/// The roles in lines of one make; `None` if they do not say who, when, and from where or through which door.
pub(super) fn of(lines: &[&Line<'_>]) -> Option<Roles> {
    let first = lines.first()?;
    let tokens: Vec<Token<'_>> = first.tokens.iter().map(|(_, it)| *it).collect();
    let position = |is: &dyn Fn(&Token<'_>) -> bool| tokens.iter().position(is);
    let at = position(&|it| matches!(it, Token::At))?;
    let after = |words: &[&str]| {
        (0..tokens.len()).find(|idx| {
            let is_word = matches!(tokens.get(*idx), Some(Token::Word(_)));
            is_word && is_named(&tokens, *idx, words) && !is_mostly_number(lines, *idx)
        })
    };
    let who = position(&|it| matches!(it, Token::Mail(_))).or_else(|| after(WHO))?;
    let ips: Vec<usize> =
        (0..tokens.len()).filter(|it| matches!(tokens.get(*it), Some(Token::Ip(_)))).collect();
    let ip = ips
        .iter()
        .find(|it| is_named(&tokens, **it, FROM) && is_mostly_public(lines, **it))
        .or_else(|| ips.iter().find(|it| is_mostly_public(lines, **it)));
    let mut places = vec![(at, "at"), (who, "login")];
    places.extend(ip.map(|it| (*it, "ip")));
    for (words, name) in [(MACHINE, "client"), (DOOR, "site")] {
        places.extend(after(words).filter(|it| *it != who).map(|it| (it, name)));
    }
    if places.len() < 3 {
        return None;
    }
    let outcome = position(&|it| {
        let Token::Known(word) = it else { return false };
        let word = word.to_lowercase();
        [SUCCESS_WORDS, FAILURE_WORDS].iter().any(|it| it.contains(&word.as_str()))
    });
    places.extend(outcome.map(|it| (it, "outcome")));
    Some(Roles { places })
}

/// Whether the nearest word before a part is one of these.
fn is_named(tokens: &[Token<'_>], idx: usize, words: &[&str]) -> bool {
    let before = tokens.get(..idx).unwrap_or_default();
    let nearest = before.iter().rev().find(|it| !matches!(it, Token::Sign(_)));
    let Some(Token::Known(word)) = nearest else { return false };
    words.contains(&word.to_lowercase().as_str())
}

fn is_mostly(lines: &[&Line<'_>], idx: usize, is: impl Fn(&str) -> bool) -> bool {
    let n = lines
        .iter()
        .filter(|line| match line.tokens.get(idx) {
            Some((_, Token::Word(text) | Token::Ip(text))) => is(text),
            Some((_, Token::At | Token::Mail(_) | Token::Known(_) | Token::Sign(_))) | None => {
                false
            }
        })
        .count();
    n * 2 > lines.len()
}

fn is_mostly_number(lines: &[&Line<'_>], idx: usize) -> bool {
    is_mostly(lines, idx, |it| it.bytes().all(|it| it.is_ascii_digit()))
}

fn is_mostly_public(lines: &[&Line<'_>], idx: usize) -> bool {
    is_mostly(lines, idx, |it| value::parse_ip(it).is_ok_and(value::is_public))
}
