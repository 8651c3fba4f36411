//! Lines of a log that name their values: `user=ada msg="signed in"`.

/// `<134>Mar  1 … user=ada msg="signed in" ip=192.0.2.7` → its keys and values; what has no key is left aside, but for what
/// stands before the first key, which is `head`.
pub fn key_values(line: &str) -> Vec<(String, String)> {
    let mut res: Vec<(String, String)> = Vec::new();
    let mut put = |key: &str, value: String| {
        if !res.iter().any(|(it, _)| it == key) {
            res.push((key.to_owned(), value));
        }
    };
    let mut rest = line;
    let mut is_first = true;
    while let Some(sign) = rest.find('=') {
        let (before, after) = rest.split_at(sign);
        let key_at = before.rfind(|it: char| !is_key_letter(it)).map_or(0, |it| {
            it + before.get(it..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8)
        });
        let (head, key) = before.split_at(key_at);
        if is_first && !head.trim().is_empty() {
            put("head", head.trim().to_owned());
        }
        is_first = false;
        let (value, behind) = value(after.get(1..).unwrap_or_default());
        if !key.is_empty() {
            put(key, value);
        }
        rest = behind;
    }
    res
}

fn is_key_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.')
}

/// A value, quoted or up to the next white space, comma or semicolon; and what stands behind it.
fn value(text: &str) -> (String, &str) {
    if let Some(inside) = text.strip_prefix('"') {
        let mut is_escaped = false;
        for (idx, letter) in inside.char_indices() {
            match letter {
                '\\' if !is_escaped => is_escaped = true,
                '"' if !is_escaped => {
                    let (value, behind) = inside.split_at(idx);
                    return (value.replace("\\\"", "\""), behind.get(1..).unwrap_or_default());
                }
                _ => is_escaped = false,
            }
        }
        return (inside.to_owned(), "");
    }
    let end = text
        .find(|it: char| it.is_whitespace() || matches!(it, ',' | ';' | '|'))
        .unwrap_or(text.len());
    let (value, behind) = text.split_at(end);
    (value.to_owned(), behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_of_a_line() {
        let line = "<134>Mar  1 10:00:00 gw vpn: user=ada, msg=\"tunnel \\\"up\\\" a=b\" ip=192.0.2.7 note= é=1 =x";
        let found: Vec<String> =
            key_values(line).iter().map(|(key, value)| format!("{key}→{value}")).collect();
        assert_eq!(
            found,
            [
                "head→<134>Mar  1 10:00:00 gw vpn:",
                "user→ada",
                "msg→tunnel \"up\" a=b",
                "ip→192.0.2.7",
                "note→",
                "é→1"
            ]
        );
        assert!(key_values("no keys here").is_empty());
    }
}
