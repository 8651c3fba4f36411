//! What a signal and an overlay should be before others rely on them: stricter than what a scan asks.

use jiff::civil::Date;

use crate::{Asks, Exception, Fault, Overlay, OwnSignal};

/// Words that judge a person or say where they are from; a finding says what is seen.
const JUDGING: [&str; 11] = [
    "fraud",
    "fraudster",
    "fake",
    "impostor",
    "suspect",
    "culprit",
    "criminal",
    "liar",
    "dprk",
    "north korea",
    "north korean",
];
/// Days before the end of an exception from which it is told. Guess: enough to ask its owner.
const SOON_DAYS: i32 = 30;
/// The longest that an exception may be given. Guess: a year, so that somebody looks at it again.
const LONGEST_DAYS: i32 = 366;

/// Faults of a signal that a scan would run.
pub fn lint_signal(signal: &OwnSignal) -> Vec<Fault> {
    let wrong = |why: String| Fault::new(&signal.file, 0, format!("{}: {why}", signal.card.id));
    let mut res = Vec::new();
    let card = signal.card;
    let told = [card.id, card.title, card.verify, signal.says.as_deref().unwrap_or_default()];
    for text in told {
        let text = text.to_lowercase().replace('-', " ");
        let words = format!(" {} ", text.replace(|it: char| !it.is_alphanumeric(), " "));
        if let Some(word) = JUDGING.iter().find(|it| words.contains(&format!(" {it} "))) {
            res.push(wrong(format!(
                "`{word}`: say what is seen, not what it might mean or who somebody is"
            )));
        }
    }
    let fires = signal.examples.iter().filter(|it| !it.fires_on.is_empty()).count();
    if fires == 0 {
        res.push(wrong("tests: expected one that fires (`fires_on: [KEY]`)".to_owned()));
    }
    if fires == signal.examples.len() {
        let why = "tests: expected one of an honest person on whom it is quiet (`fires_on: []`)";
        res.push(wrong(why.to_owned()));
    }
    if matches!(signal.asks, Asks::Sql(_)) && signal.least.days > 1 {
        res.push(wrong("on_days: is for rules; count days in the question".to_owned()));
    }
    if card.benign.iter().chain([&card.title, &card.verify]).any(|it| it.starts_with("TO DO")) {
        res.push(wrong("there is still something marked `TO DO`".to_owned()));
    }
    res
}

/// Faults of an overlay on a day, and what ends soon.
pub fn lint_overlay(overlay: &Overlay, today: Date) -> (Vec<Fault>, Vec<Fault>) {
    let (mut faults, mut soon) = (Vec::new(), Vec::new());
    for exception in &overlay.exceptions {
        let told = |why: String| Fault::new(&overlay.file, exception.line, why);
        let left = days_left(exception, today);
        let (signal, until) = (&exception.signal, exception.until);
        if left < 0 {
            faults.push(told(format!("{signal}: ended on {until} and no longer applies: ask {} whether to renew or remove it", exception.owner)));
        } else if left > LONGEST_DAYS {
            faults.push(told(format!("{signal}: until {until} is more than a year: give it an end at which somebody looks again")));
        } else if left <= SOON_DAYS {
            soon.push(told(format!(
                "{signal}: ends on {until}; {} answers for it",
                exception.owner
            )));
        }
    }
    (faults, soon)
}

fn days_left(exception: &Exception, today: Date) -> i32 {
    (exception.until - today).get_days()
}
