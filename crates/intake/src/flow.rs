//! Text as a word processor's file gives it, piece by piece, put together as a reader would see it: line by line, the cells of
//! a row beside one another, text boxes behind the paragraph that holds them, targets of links behind their words.

/// Text under way.
#[derive(Debug)]
pub(crate) struct Flow {
    cap: usize,
    out: String,
    /// What stood outside of the text boxes that are open.
    outer: Vec<String>,
    /// Text boxes that wait for the end of their paragraph.
    boxes: String,
    /// Where the open cells began.
    cells: Vec<usize>,
    /// Where the open links began, and their targets.
    links: Vec<(usize, String)>,
    /// Whether the page has any words yet.
    is_page_blank: bool,
}

/// Nesting of text boxes, cells and links that is followed: guess, a hostile file must not fill the memory with it.
const DEEPEST: usize = 64;

impl Flow {
    /// Takes about this many bytes.
    pub(crate) fn new(cap: usize) -> Self {
        Self {
            cap,
            out: String::new(),
            outer: Vec::new(),
            boxes: String::new(),
            cells: Vec::new(),
            links: Vec::new(),
            is_page_blank: true,
        }
    }

    /// Whether enough was taken.
    pub(crate) fn is_full(&self) -> bool {
        self.out.len() + self.boxes.len() > self.cap
    }

    /// Words as they stand.
    pub(crate) fn text(&mut self, text: &str) {
        self.is_page_blank &= text.trim().is_empty();
        self.out.push_str(text);
    }

    /// Words of a format in which runs of white space count as one space.
    pub(crate) fn loose_text(&mut self, text: &str) {
        for letter in text.chars() {
            if !letter.is_whitespace() || letter == '\u{a0}' {
                self.is_page_blank = false;
                self.out.push(letter);
            } else if !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
                self.out.push(' ');
            }
        }
    }

    /// The mark of an item of a list.
    pub(crate) fn bullet(&mut self) {
        if !self.out.ends_with("• ") {
            self.out.push_str("• ");
        }
    }

    /// The end of a line, in a format where each is written.
    pub(crate) fn end_line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&std::mem::take(&mut self.boxes));
    }

    /// The end of a line, unless one has just ended.
    pub(crate) fn end_block(&mut self) {
        let kept = self.out.trim_end_matches([' ', '•']).len();
        self.out.truncate(kept);
        if !self.out.is_empty() && !self.out.ends_with(['\n', '\t']) {
            self.end_line();
        }
    }

    /// The end of a page. Word marks one break twice: where it was asked for, and where it was last drawn.
    pub(crate) fn end_page(&mut self) {
        if self.is_page_blank || !self.outer.is_empty() {
            return;
        }
        if !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push('\u{c}');
        self.is_page_blank = true;
    }

    /// A text box begins.
    pub(crate) fn open_box(&mut self) {
        if self.outer.len() < DEEPEST {
            self.outer.push(std::mem::take(&mut self.out));
        }
    }

    /// A text box ends.
    pub(crate) fn close_box(&mut self) {
        if let Some(outer) = self.outer.pop() {
            let inner = std::mem::replace(&mut self.out, outer);
            self.boxes.push_str(&inner);
        }
    }

    /// A cell of a table begins.
    pub(crate) fn open_cell(&mut self) {
        if self.cells.len() < DEEPEST {
            self.cells.push(self.out.len());
        }
    }

    /// A cell ends: one of a single line stands beside the next cell, one of several above it.
    pub(crate) fn close_cell(&mut self) {
        let Some(start) = self.cells.pop() else { return };
        let Some(cell) = self.out.get(start..) else { return };
        let cell = cell.trim_end();
        if !cell.contains('\n') {
            self.out.truncate(start + cell.len());
            self.out.push('\t');
        }
    }

    /// A row of a table ends.
    pub(crate) fn close_row(&mut self) {
        let kept = self.out.trim_end_matches(['\t', ' ']).len();
        self.out.truncate(kept);
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.end_line();
        }
    }

    /// A link begins.
    pub(crate) fn open_link(&mut self, target: String) {
        if self.links.len() < DEEPEST {
            self.links.push((self.out.len(), target));
        }
    }

    /// A link ends: its target is written behind its words, unless they are the target.
    pub(crate) fn close_link(&mut self) {
        let Some((start, target)) = self.links.pop() else { return };
        let shown = self.out.get(start..).unwrap_or_default();
        if let Some(words) = target_words(shown, &target) {
            self.out.push_str(&words);
        }
    }

    /// All of it.
    pub(crate) fn finish(mut self) -> String {
        while !self.outer.is_empty() {
            self.close_box();
        }
        self.out.push_str(&self.boxes);
        self.out
    }
}

/// Longest target of a link that is kept, in bytes: guess, profiles are short and trackers long.
const TARGET_BYTES: usize = 300;

/// ` <https://…>` for a link to a page or mailbox whose words do not say it.
pub(crate) fn target_words(shown: &str, target: &str) -> Option<String> {
    let target = target.trim();
    let target = target.strip_prefix("mailto:").unwrap_or(target);
    let target =
        if target.contains("://") { target } else { target.split('?').next().unwrap_or(target) };
    let is_page = target.starts_with("http://") || target.starts_with("https://");
    let is_mailbox = target.contains('@') && !target.contains(['/', ' ']);
    let bare = target.split_once("://").map_or(target, |(_, bare)| bare);
    let bare = bare.trim_start_matches("www.").trim_end_matches('/');
    let is_said = shown.to_lowercase().contains(&bare.to_lowercase());
    let is_safe = target.len() <= TARGET_BYTES
        && !target
            .chars()
            .any(|it| it.is_whitespace() || it.is_control() || matches!(it, '<' | '>'));
    ((is_page || is_mailbox) && is_safe && !bare.is_empty() && !is_said)
        .then(|| format!(" <{target}>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_beside_one_another_and_boxes_behind() {
        let mut flow = Flow::new(1000);
        for cell in ["2019 - 2020\n", "Contoso\n"] {
            flow.open_cell();
            flow.text(cell);
            flow.close_cell();
        }
        flow.close_row();
        flow.text("outer");
        flow.open_box();
        flow.text("inner\n");
        flow.close_box();
        flow.text(" end");
        flow.end_line();
        flow.end_page();
        flow.end_page();
        flow.text("two");
        assert_eq!(flow.finish(), "2019 - 2020\tContoso\nouter end\ninner\n\u{c}two");
    }

    #[test]
    fn targets_of_links_are_kept_where_the_words_hide_them() {
        let profile = "https://www.linkedin.com/in/ada";
        assert_eq!(
            target_words("LinkedIn", profile).as_deref(),
            Some(" <https://www.linkedin.com/in/ada>")
        );
        assert_eq!(target_words("linkedin.com/in/ada", profile), None);
        assert_eq!(
            target_words("Mail me", "mailto:ada@mail.example?subject=x").as_deref(),
            Some(" <ada@mail.example>")
        );
        for odd in ["#top", "file:///etc/passwd", "javascript:alert(1)", "https://a b", "https://"]
        {
            assert_eq!(target_words("x", odd), None, "{odd}");
        }
    }
}
