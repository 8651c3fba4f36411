//! How much of a value may be seen: its ends, and never more than half of it.

/// `…1234`: the last `n` characters, fewer where that would be more than half of the text.
pub(super) fn tail(text: &str, n: usize) -> String {
    format!("…{}", last(text, n.min(text.chars().count() / 2)))
}

/// `bc1q…5mdq`: the first and last `n` characters, fewer where that would be more than half of the text.
pub(super) fn ends(text: &str, n: usize) -> String {
    let shown = n.min(text.chars().count() / 4);
    format!("{}…{}", first(text, shown), last(text, shown))
}

/// `a…`: the first character alone.
pub(super) fn head(text: &str) -> String {
    format!("{}…", first(text, 1.min(text.chars().count() / 2)))
}

fn first(text: &str, n: usize) -> &str {
    text.char_indices().nth(n).map_or(text, |(at, _)| &text[..at])
}

fn last(text: &str, n: usize) -> &str {
    let skipped = text.chars().count().saturating_sub(n);
    text.char_indices().nth(skipped).map_or("", |(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_shown_and_never_more_than_half() {
        assert_eq!(tail("00001234", 4), "…1234");
        assert_eq!(tail("12345", 4), "…45");
        assert_eq!(tail("é", 4), "…");
        assert_eq!(ends("bc1qxxxxxxxxxxxx5mdq", 4), "bc1q…5mdq");
        assert_eq!(ends("abcd", 4), "a…d");
        assert_eq!(head("ada"), "a…");
        assert_eq!(head("a"), "…");
    }
}
