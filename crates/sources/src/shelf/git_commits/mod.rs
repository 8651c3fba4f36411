//! Commits of a git history: who wrote and committed under which mailbox, on which clock, with which key, and which changes.
//!
//! How to get it: put a clone, a bare repository or a bundle into the scanned folder. The gate turns each commit into
//! `{"commit":{…}}` without its message, paths and files.
//!
//! Shape: ours, made by the gate from git's own formats (gitformat-commit, gitformat-pack, gitformat-bundle). From the
//! documentation of GitHub and of GitLab's merge request 22560: private addresses `12345+login@users.noreply.github.com`,
//! `login@users.noreply.github.com`, `12345-login@users.noreply.gitlab.com`. From memory: the names of bots and services below.
//!
//! All of it is what the writer's own computer was told: names, mailboxes and dates can be set at will. What cannot be set at
//! will is a key, and the trees of somebody else's history.

#[cfg(test)]
mod tests;
mod who;

use std::sync::Arc;

use bonafide_model::{
    Access, Artifact, Channel, Fact, Need, Reading, Record, Reject,
    value::{self, ValueError},
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Source,
    object::{Object, texts},
    telling::{self, Telling},
};
use who::Who;

const ID: &str = "git_commits";
/// Minutes from UTC that any clock on land has. Published (tz database): -12:00 to +14:00.
const OFFSETS_MINUTES: std::ops::RangeInclusive<i16> = -12 * 60..=14 * 60;
/// Writing comes before committing; clocks of two machines differ by less than this. Guess.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_hours(24);

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "any",
    title: "Git history: who wrote which change, on which clock and with which key",
    feeds: &[Need::CodeHistory],
    how: "a clone, a bare repository (`git clone --mirror`) or a bundle (`git bundle create x.bundle --all`) in the scanned folder; nothing of the files is read",
    permission: "read access to the repository",
    tells: "under which names and mailboxes somebody commits, the offset of their clock, the hours, the key that signs, the account behind a private address of GitHub or GitLab, and changes that stand in another history under another name",
    cannot: "names, mailboxes and dates are what the writer's computer was told, and a signature is not verified; of a long history some hundred changes are compared; commits by bots and services are passed over",
    shape_from: "vendor reference: git's formats of commits, packs and bundles, GitHub's and GitLab's private addresses; from memory: names of bots",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record)
        .ok()
        .and_then(|it| it.inside("commit"))
        .is_some_and(|it| it.has("id") && it.has("tree") && it.has("parents"))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let whole = Object::of(record)?;
    let commit = whole.inside("commit").ok_or_else(|| {
        Reject::new("expected a commit as the gate reads it; give the repository or a bundle of it")
    })?;
    let (author, committer) = (Hand::of(&commit, "author"), Hand::of(&commit, "committer"));
    let is_one = author.who == committer.who;
    let mut tellings = Vec::new();
    if let Some(mut telling) = author.telling(committer.at) {
        telling.say_at_all(change(&commit), committer.at.or(author.at));
        if is_one {
            telling.say_all(key(&commit));
        }
        tellings.push(telling);
    }
    if !is_one && let Some(mut telling) = committer.telling(None) {
        telling.say_all(key(&commit));
        tellings.push(telling);
    }
    if tellings.is_empty() {
        let is_nobody = matches!(author.who, Who::Nobody);
        return Ok(Reading::PassOver(if is_nobody {
            "a commit by a bot or a service"
        } else {
            "a commit without a mailbox of its author"
        }));
    }
    telling::finish(tellings, "nothing of use")
}

/// The author or the committer of a commit.
struct Hand {
    name: &'static str,
    who: Who,
    at: Option<Timestamp>,
    offset: Option<i16>,
}

impl Hand {
    fn of(commit: &Object<'_>, name: &'static str) -> Self {
        let hand = commit.inside(name).unwrap_or_default();
        let at = hand.text("at").and_then(|it| value::parse_time(&it).ok());
        let offset = hand.text("offset").and_then(|it| clock_offset(&it));
        Self { name, who: Who::of(&hand), at, offset }
    }

    /// What the hand tells of its owner; `None` for bots and where there is no mailbox. `before` is when it was done at last.
    fn telling(&self, before: Option<Timestamp>) -> Option<Telling> {
        let mut telling = self.who.telling(ID, self.at)?;
        let Some(at) = self.at else {
            let column = format!("{}.at", self.name);
            telling.unread(&column, &ValueError::Expected("a time between the years 1 and 9998"));
            return Some(telling);
        };
        telling.say_all(self.offset.map(Fact::ClockOffset));
        // What was committed before it was written was written on a clock that is wrong, or with a date that was made up.
        if before.is_none_or(|it| at.duration_since(it) <= CLOCKS_DIFFER) {
            telling.access(Access::new(Channel::Commit, at));
        }
        Some(telling)
    }
}

/// The change that the commit makes, if it is one of those that are compared and nobody else is named for it.
fn change(commit: &Object<'_>) -> Option<Fact> {
    let others = commit.json("co_authors").unwrap_or_default();
    if !texts(&others).is_empty() {
        return None;
    }
    let text = |name: &str| commit.text(name).map(|it| Arc::from(&*it));
    Some(Fact::WroteChange { change: text("change")?, history: text("history")? })
}

/// The key that signed, if the signature names it.
fn key(commit: &Object<'_>) -> Option<Fact> {
    let key = commit.inside("signature")?.text("key")?;
    Some(Fact::Uses(Artifact::SigningKey(Arc::from(&*key))))
}

/// `+0530` → 330.
fn clock_offset(text: &str) -> Option<i16> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        (_, _) => return None,
    };
    let number: i16 = digits.parse().ok()?;
    let minutes = sign * (number / 100 * 60 + number % 100);
    (digits.len() == 4 && OFFSETS_MINUTES.contains(&minutes)).then_some(minutes)
}
