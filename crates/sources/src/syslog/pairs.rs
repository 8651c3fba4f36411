//! The parts of a message: `key=value` pairs, the heads and extensions of CEF and LEEF, and cells parted by commas.

use crate::object::Object;

/// `key=value key="a value"`, parted by blanks, commas or tabs; what is no pair is skipped. A quote behind a backslash does not
/// end a value.
pub(crate) fn pairs(text: &str) -> Object<'_> {
    let mut res = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('=') {
        let (before, after) = rest.split_at(at);
        let after = after.get(1..).unwrap_or_default();
        let key = last_word(before);
        let (value, tail) = value(after);
        if !key.is_empty() {
            res.push((key, value));
        }
        rest = tail;
    }
    Object::of_pairs(res)
}

/// The value at the start of a text, and what follows it.
fn value(text: &str) -> (&str, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(|it: char| it.is_whitespace() || it == ',').unwrap_or(text.len());
        return text.split_at(end);
    };
    let mut is_escaped = false;
    for (at, letter) in quoted.char_indices() {
        match letter {
            '"' if !is_escaped => {
                let (value, tail) = quoted.split_at(at);
                return (value, tail.get(1..).unwrap_or_default());
            }
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    (quoted, "")
}

/// `key=a value key=another`: a value goes on to the next word that has an equals sign behind it.
pub(crate) fn spaced(text: &str) -> Object<'_> {
    let mut res: Vec<(&str, &str)> = Vec::new();
    let mut key = "";
    let mut start = 0;
    for (at, _) in text.match_indices('=') {
        let before = text.get(start..at).unwrap_or_default();
        let name = last_word(before);
        let is_escaped = before.ends_with('\\');
        let begins = before.len() - name.len();
        let is_parted =
            begins == 0 || before.get(..begins).is_some_and(|it| it.ends_with([' ', '\t']));
        if name.is_empty() || is_escaped || !is_parted {
            continue;
        }
        if !key.is_empty() {
            res.push((key, before.get(..begins).unwrap_or_default().trim()));
        }
        key = name;
        start = at + 1;
    }
    if !key.is_empty() {
        res.push((key, text.get(start..).unwrap_or_default().trim()));
    }
    Object::of_pairs(res)
}

/// The name that ends a text.
fn last_word(text: &str) -> &str {
    let is_of_name = |it: char| it.is_ascii_alphanumeric() || "_.-()#".contains(it);
    let start = text.rfind(|it: char| !is_of_name(it)).map_or(0, |at| {
        at + text.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8)
    });
    text.get(start..).unwrap_or_default()
}

/// A message of ArcSight's CEF or QRadar's LEEF.
pub(crate) struct Headed<'a> {
    /// Maker of the device.
    pub(crate) vendor: &'a str,
    /// Its product.
    pub(crate) product: &'a str,
    /// Kind of event: CEF's class id, LEEF's event id.
    pub(crate) kind: &'a str,
    /// The extension's fields.
    pub(crate) fields: Object<'a>,
}

/// Reads a CEF or LEEF message, behind whatever head.
pub(crate) fn headed(text: &str) -> Option<Headed<'_>> {
    if let Some((_, message)) = text.split_once("CEF:") {
        let mut parts = message.splitn(8, '|');
        let (_, vendor, product) = (parts.next()?, parts.next()?, parts.next()?);
        let (_, kind, _, _) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        return Some(Headed { vendor, product, kind, fields: spaced(parts.next()?) });
    }
    let (_, message) = text.split_once("LEEF:")?;
    let mut parts = message.splitn(6, '|');
    let (version, vendor, product) = (parts.next()?, parts.next()?, parts.next()?);
    let (_, kind, rest) = (parts.next()?, parts.next()?, parts.next()?);
    // The second version names what parts its fields, the first has tabs.
    let (delimiter, extension) = match rest.split_once('|') {
        Some((named, extension)) if version.starts_with('2') => (delimiter(named), extension),
        Some(_) | None => ('\t', rest),
    };
    if !extension.contains(delimiter) || delimiter == ' ' {
        return Some(Headed { vendor, product, kind, fields: spaced(extension) });
    }
    let fields = extension.split(delimiter).filter_map(|it| it.trim().split_once('='));
    Some(Headed { vendor, product, kind, fields: Object::of_pairs(fields) })
}

/// A character, or its number as `x09` or `0x09`.
fn delimiter(named: &str) -> char {
    let hex = named.trim_start_matches("0x").trim_start_matches('x');
    let by_number = || u8::from_str_radix(hex, 16).ok().map(char::from);
    let mut letters = named.chars();
    match (letters.next(), letters.next()) {
        (Some(one), None) => one,
        _ => by_number().unwrap_or('\t'),
    }
}

/// Cells parted by commas; a quoted one may hold commas. The quotes around a cell are taken off, doubled ones inside stay.
pub(crate) fn cells(text: &str) -> Vec<&str> {
    let mut res = Vec::new();
    let mut start = 0;
    let mut is_quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted => {
                res.push(unquoted(text.get(start..at).unwrap_or_default()));
                start = at + 1;
            }
            _ => {}
        }
    }
    res.push(unquoted(text.get(start..).unwrap_or_default()));
    res
}

fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_with_quotes_and_without() {
        let fields = pairs(
            r#"<189>date=2026-03-01 user="CORP\ada" msg="said \"a=b\", left" remip=203.0.113.7,next="" last=x"#,
        );
        assert_eq!(fields.text("user").as_deref(), Some(r"CORP\ada"));
        assert_eq!(fields.text("msg").as_deref(), Some(r#"said \"a=b\", left"#));
        assert_eq!(fields.text("remip").as_deref(), Some("203.0.113.7"));
        assert_eq!(fields.text("last").as_deref(), Some("x"));
        assert_eq!(fields.text("next"), None);
        assert_eq!(fields.text("a"), None);
        assert!(fields.has("next"));
    }

    #[test]
    fn values_with_blanks_end_before_the_next_key() {
        let fields =
            spaced(r"rt=Mar 01 2026 20:35:54 empty= request=a?b=c os=Intel Mac OS x\=1 end=z");
        assert_eq!(fields.text("rt").as_deref(), Some("Mar 01 2026 20:35:54"));
        assert_eq!(fields.text("empty"), None);
        assert_eq!(fields.text("request").as_deref(), Some("a?b=c"));
        assert_eq!(fields.text("os").as_deref(), Some(r"Intel Mac OS x\=1"));
        assert_eq!(fields.text("end").as_deref(), Some("z"));
    }

    #[test]
    fn heads_of_both_formats_are_read() {
        for text in [
            "Mar  1 x CEF:0|Maker|Box|1.0|LOGIN|login|3|user=ada ip=192.0.2.7",
            "LEEF:1.0|Maker|Box|1.0|LOGIN|user=ada\tip=192.0.2.7",
            "LEEF:2.0|Maker|Box|1.0|LOGIN|^|user=ada^ip=192.0.2.7",
            "LEEF:2.0|Maker|Box|1.0|LOGIN|x7C|user=ada|ip=192.0.2.7",
            "LEEF:2.0|Maker|Box|1.0|LOGIN| |user=ada ip=192.0.2.7",
        ] {
            let message = headed(text).expect("a message");
            assert_eq!((message.vendor, message.product, message.kind), ("Maker", "Box", "LOGIN"));
            assert_eq!(message.fields.text("user").as_deref(), Some("ada"), "{text}");
            assert_eq!(message.fields.text("ip").as_deref(), Some("192.0.2.7"), "{text}");
        }
        assert!(headed("CEF:0|Maker|Box").is_none());
    }

    #[test]
    fn quoted_cells_keep_their_commas() {
        assert_eq!(cells(r#"1,"a, b",,"c""d",e"#), ["1", "a, b", "", r#"c""d"#, "e"]);
        assert_eq!(cells(""), [""]);
    }

    #[test]
    fn any_text_is_taken_apart() {
        for text in
            ["=", "é=ß", "a=\"", "\"=\"=", "LEEF:2.0|a|b|c|d|é|x=1", "CEF:|||||||", "=é=", "a=\"\\"]
        {
            drop((pairs(text), spaced(text), cells(text), headed(text)));
        }
    }
}
