//! How well the name of a column says that it is one of ours: the same, its end, its words, or a slip of the pen.

use bonafide_model::nearest;

use crate::Column;

/// The file has our own name for it or one that we know.
const KNOWN: f64 = 6.0;
/// The name ends in one that we know: `actor_email`.
const ENDS_IN: f64 = 4.0;
/// All words of a known name are in it, or it is one slip away.
const SOUNDS_LIKE: f64 = 3.0;
/// What each place in the order of trust costs.
const RANK_COST: f64 = 0.02;
/// Letters of a single word that tells something where it is one of several. Guess: `id`, `at` and `ip` are in other words.
const TELLING_CHARS: usize = 5;
/// Single words that stand at the end of names of all kinds of column. Guess.
const VAGUE: &[&str] = &[
    "name",
    "status",
    "time",
    "date",
    "type",
    "code",
    "number",
    "user",
    "state",
    "start",
    "end",
    "city",
    "country",
    "region",
    "location",
    "address",
    "mail",
    "email",
    "account",
    "host",
    "result",
    "title",
    "service",
    "team",
    "active",
    "company",
    "text",
    "subject",
    "event",
    "reader",
    "source",
    "code",
    "tag",
    "reference",
    "office",
    "vendor",
    "position",
    "name",
];

/// How well the name fits, 0 to [`KNOWN`].
pub(super) fn fit(ours: &Column, theirs: &str) -> f64 {
    let mut best: f64 = 0.0;
    for (rank, name) in ours.names().enumerate() {
        let cost = RANK_COST * rank as f64;
        best = best.max(of_name(name, theirs) - cost);
    }
    if best > 0.0 || theirs.len() < TELLING_CHARS {
        return best;
    }
    let long = ours.names().filter(|it| it.len() >= TELLING_CHARS);
    if nearest(theirs, long).is_some_and(|it| is_one_slip(it, theirs)) {
        SOUNDS_LIKE - 1.0
    } else {
        0.0
    }
}

/// Whether a name fits because it is ours or one that we know.
pub(super) fn is_known(fit: f64) -> bool {
    fit > ENDS_IN
}

fn of_name(name: &str, theirs: &str) -> f64 {
    if name == theirs {
        return KNOWN;
    }
    // `first_name`, `host_name` and `file_name` are names of other things.
    if name == "name" {
        return 0.0;
    }
    if is_abbreviated(name, theirs) {
        return SOUNDS_LIKE;
    }
    let is_vague = VAGUE.contains(&name);
    let ends_in = theirs.strip_suffix(name).is_some_and(|it| it.ends_with('_'));
    if ends_in && name.len() >= 2 {
        return if is_vague { SOUNDS_LIKE } else { ENDS_IN };
    }
    let words: Vec<&str> = theirs.split('_').collect();
    let mut own = name.split('_').peekable();
    let is_telling = name.contains('_') || name.len() >= TELLING_CHARS;
    let has_all = own.peek().is_some() && own.all(|it| words.contains(&it));
    if has_all && is_telling && !is_vague { SOUNDS_LIKE } else { 0.0 }
}

/// `pers_nr` is `personal_nr`: word by word the start of the other.
fn is_abbreviated(name: &str, theirs: &str) -> bool {
    /// Letters of an abbreviation. Guess.
    const LEAST_CHARS: usize = 3;
    let (own, other): (Vec<&str>, Vec<&str>) =
        (name.split('_').collect(), theirs.split('_').collect());
    own.len() == other.len()
        && own.len() > 1
        && own.iter().zip(&other).all(|(own, other)| {
            own == other || (other.chars().count() >= LEAST_CHARS && own.starts_with(other))
        })
}

/// Names of about one length: `emial` is `email`, `emails_sent` is not.
fn is_one_slip(name: &str, theirs: &str) -> bool {
    name.chars().count().abs_diff(theirs.chars().count()) <= 1
        && name.chars().next() == theirs.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_more_or_less() {
        let ours = Column::new("work_email", "email business_email");
        assert!(fit(&ours, "work_email") > fit(&ours, "business_email"));
        assert!(fit(&ours, "business_email") > fit(&ours, "actor_business_email"));
        assert!(fit(&ours, "bussiness_email") > 0.0);
        assert!(fit(&ours, "bus_email") > 0.0 && fit(&ours, "b_e") == 0.0);
        assert!(fit(&Column::new("full_name", "name"), "first_name") == 0.0);
        assert!(fit(&ours, "emails_sent") == 0.0);
        assert!(fit(&ours, "phone") == 0.0);
    }
}
