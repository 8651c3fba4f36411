//! The one way by which text becomes HTML, and the few shapes that every table shares.

use std::fmt::{self, Write};

/// Text that prints escaped, fit for content and for double-quoted attributes.
#[derive(Debug, Clone, Copy)]
pub struct Escaped<'a>(&'a str);

/// Escapes a text.
pub fn esc(text: &str) -> Escaped<'_> {
    Escaped(text)
}

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                letter if is_unprintable(letter) => f.write_char('\u{fffd}')?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// Control characters, and those that turn the direction of the text around them: with these a value could make a
/// sentence beside it read as something else.
fn is_unprintable(letter: char) -> bool {
    let is_control = letter.is_control() && !matches!(letter, '\n' | '\t');
    is_control
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// A name for `id` and `href="#…"`: letters, digits and `-` stay, anything else is written as its code.
pub fn anchor(prefix: &str, id: &str) -> String {
    let mut res = format!("{prefix}-");
    for letter in id.chars() {
        if letter.is_ascii_alphanumeric() || letter == '-' {
            res.push(letter);
        } else {
            res.push_str(&format!("_{:x}", u32::from(letter)));
        }
    }
    res
}

/// Opens a table whose rows become blocks on a narrow screen; `class` is ours, `caption` and `heads` are escaped.
pub fn table(out: &mut String, class: &str, caption: &str, heads: &[&str]) -> fmt::Result {
    write!(out, "<table class=\"stack {class}\"><caption>{}</caption><thead><tr>", esc(caption))?;
    for head in heads {
        write!(out, "<th scope=\"col\">{}</th>", esc(head))?;
    }
    out.write_str("</tr></thead><tbody>")
}

/// One cell. `head` is its column's name, repeated in front of it on a narrow screen; `content` must be escaped already.
pub fn cell(out: &mut String, head: &str, content: impl fmt::Display) -> fmt::Result {
    write!(out, "<td data-label=\"{}\">{content}</td>", esc(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        for (text, expected) in [
            ("plain", "plain"),
            ("<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"),
            ("\" onload=\"x", "&quot; onload=&quot;x"),
            ("a & b", "a &amp; b"),
            ("\u{202e}cod\u{0}", "\u{fffd}cod\u{fffd}"),
            ("ä 山", "ä 山"),
        ] {
            assert_eq!(esc(text).to_string(), expected);
        }
    }

    #[test]
    fn anchors_of_different_ids_differ() {
        assert_eq!(anchor("case", "P-7F3K"), "case-P-7F3K");
        assert_ne!(anchor("case", "a b"), anchor("case", "a\"b"));
    }
}
