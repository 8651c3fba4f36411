//! Numbers of exports that write a comma before the fraction.

/// `1.234,5` → `1234.5`; `None` for what has no decimal comma.
pub(crate) fn with_point(cell: &str) -> Option<String> {
    let (whole, fraction) = cell.trim().split_once(',')?;
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let unsigned = whole.trim_start_matches(['-', '+']);
    let groups: Vec<&str> = unsigned.split(['.', '\u{a0}', '\u{202f}', '\'']).collect();
    let is_grouped = groups.iter().skip(1).all(|it| it.len() == 3);
    if !digits(fraction) || !is_grouped || !groups.iter().all(|it| digits(it)) {
        return None;
    }
    let sign = if whole.starts_with('-') { "-" } else { "" };
    Some(format!("{sign}{}.{fraction}", groups.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_with_a_comma_change() {
        for (written, expected) in [
            ("52,52", Some("52.52")),
            ("-1.234,5", Some("-1234.5")),
            ("1,234.5", None),
            ("12", None),
            ("Berlin, 10", None),
            ("1.2,5", None),
        ] {
            assert_eq!(with_point(written).as_deref(), expected, "{written}");
        }
    }
}
