//! Numbers and closed lists in plain words.

use bonafide_model::{Bits, PersonaStage, Priority, TieKind, value::utc_day};
use jiff::Timestamp;

/// A probability as a reader takes it in: no more digits than it can bear, and never a certain 0 or 100.
pub fn percent(probability: f64) -> String {
    let percent = probability * 100.0;
    if percent < 0.1 {
        "under 0.1 %".to_owned()
    } else if percent > 99.0 {
        "over 99 %".to_owned()
    } else if percent < 10.0 {
        format!("{percent:.1} %")
    } else {
        format!("{percent:.0} %")
    }
}

/// The ends of a range, or one of them where both read the same.
pub fn range_words(low: f64, high: f64) -> String {
    let [low, high] = [low, high].map(percent);
    if low == high { low } else { format!("{} to {high}", low.trim_end_matches(" %")) }
}

/// A count with its thousands set apart: `68,386`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut res = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            res.push(',');
        }
        res.push(digit);
    }
    res
}

/// A small probability as `1 in 343`; from one half up, as a percentage.
pub fn one_in(probability: f64) -> String {
    if probability >= 0.5 || probability <= 0.0 {
        return percent(probability);
    }
    format!("1 in {}", grouped((1.0 / probability).round() as u64))
}

/// Bits with their sign, one digit: `+3.2`, `−0.5`, `0.0`.
pub fn signed(bits: Bits) -> String {
    let rounded = format!("{:.1}", bits.0.abs());
    if rounded == "0.0" {
        rounded
    } else if bits.0 < 0.0 {
        format!("\u{2212}{rounded}")
    } else {
        format!("+{rounded}")
    }
}

/// The UTC day of an instant, `2026-03-01`.
pub fn day(at: Timestamp) -> String {
    utc_day(at).to_string()
}

/// `1 check`, `2 checks`.
pub fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// A word or id of the output contract for readers: `laptop_host` is `laptop host`.
pub fn spaced(word: &str) -> String {
    word.replace(['_', '-'], " ")
}

/// What two personas share, as a reader would call it.
pub fn tie_words(kind: TieKind) -> String {
    match kind.as_str() {
        "egress" => "public address".to_owned(),
        "vouching" => "reference".to_owned(),
        word => spaced(word),
    }
}

/// A priority as what to do.
pub fn priority_words(priority: Priority) -> &'static str {
    match priority {
        Priority::Now => "open first",
        Priority::Soon => "open this week",
        Priority::Later => "open when there is time",
        Priority::None => "no check needed on these records",
    }
}

/// How far the person has come with the organisation.
pub fn stage_words(stage: PersonaStage) -> &'static str {
    match stage {
        PersonaStage::Applicant => "applicant",
        PersonaStage::Offered => "has an offer",
        PersonaStage::Active => "works here",
        PersonaStage::Leaver => "has left",
        PersonaStage::Referee => "gives references",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_never_certain() {
        for (probability, expected) in [
            (0.0, "under 0.1 %"),
            (0.0002, "under 0.1 %"),
            (0.034, "3.4 %"),
            (0.5, "50 %"),
            (0.9849, "98 %"),
            (0.9949, "over 99 %"),
            (1.0, "over 99 %"),
        ] {
            assert_eq!(percent(probability), expected);
        }
    }

    #[test]
    fn ranges_say_no_number_twice() {
        for ((low, high), expected) in [
            ((0.995, 1.0), "over 99 %"),
            ((0.92, 1.0), "92 to over 99 %"),
            ((0.01, 0.4), "1.0 to 40 %"),
        ] {
            assert_eq!(range_words(low, high), expected);
        }
    }

    #[test]
    fn base_rates_read_as_one_in() {
        for (probability, expected) in
            [(1.0 / 343.0, "1 in 343"), (1.0 / 5000.0, "1 in 5,000"), (0.6, "60 %")]
        {
            assert_eq!(one_in(probability), expected);
        }
    }

    #[test]
    fn bits_carry_a_sign_unless_they_are_nothing() {
        for (bits, expected) in
            [(3.21, "+3.2"), (-1.0, "\u{2212}1.0"), (0.01, "0.0"), (-0.0, "0.0")]
        {
            assert_eq!(signed(Bits(bits)), expected);
        }
    }
}
