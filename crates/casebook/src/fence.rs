//! Fenced blocks of a Markdown page.

/// One fenced block: ```` ```kind name repeat=30d ````.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fence<'a> {
    /// First word after the fence.
    pub(crate) kind: &'a str,
    /// Second word.
    pub(crate) name: Option<&'a str>,
    /// Days from `repeat=30d`.
    pub(crate) repeat_days: Option<u16>,
    /// Lines between the fences, each with its `\n`.
    pub(crate) body: &'a str,
}

impl<'a> Fence<'a> {
    /// All blocks in order. An unclosed block reaches to the end.
    pub(crate) fn all(text: &'a str) -> Vec<Self> {
        let mut res = Vec::new();
        let mut open: Option<(&str, usize)> = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let Some(words) = line.strip_prefix("```") else { continue };
            match open.take() {
                None => open = Some((words.trim(), at)),
                Some((words, from)) => res.push(Self::new(words, &text[from..start])),
            }
        }
        if let Some((words, from)) = open {
            res.push(Self::new(words, &text[from..]));
        }
        res
    }

    fn new(words: &'a str, body: &'a str) -> Self {
        let mut words = words.split_whitespace();
        let kind = words.next().unwrap_or("");
        let mut res = Self { kind, name: None, repeat_days: None, body };
        for word in words {
            match word.strip_prefix("repeat=").and_then(|it| it.strip_suffix('d')) {
                Some(days) => res.repeat_days = days.parse().ok(),
                None => res.name = Some(word),
            }
        }
        res
    }
}
