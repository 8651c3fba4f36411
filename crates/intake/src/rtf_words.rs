//! Rich Text Format cut into braces, control words and bytes of text.

/// One piece of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` or `\word-12`, and signs such as `\~` and `\*`.
    Word(&'b str, Option<i32>),
    /// One byte of text, written as it is or as `\'e9`.
    Byte(u8),
    /// The bytes behind `\bin`.
    Binary(&'b [u8]),
}

/// The pieces of a file in order; whatever the bytes are, it ends.
pub(crate) struct Pieces<'b> {
    rest: &'b [u8],
}

impl<'b> Pieces<'b> {
    pub(crate) fn of(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, n: usize) -> &'b [u8] {
        let (taken, rest) = self.rest.split_at(n.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Piece<'b>> {
        let n_letters = self.rest.iter().take_while(|it| it.is_ascii_alphabetic()).count();
        if n_letters == 0 {
            return self.sign();
        }
        let word = std::str::from_utf8(self.take(n_letters)).ok()?;
        let n_sign = usize::from(self.rest.first() == Some(&b'-'));
        let n_digits = self.rest.iter().skip(n_sign).take_while(|it| it.is_ascii_digit()).count();
        let number = if n_digits == 0 {
            None
        } else {
            std::str::from_utf8(self.take(n_sign + n_digits)).ok().and_then(|it| it.parse().ok())
        };
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if word == "bin" {
            let n = number.and_then(|it: i32| usize::try_from(it).ok()).unwrap_or(0);
            return Some(Piece::Binary(self.take(n)));
        }
        Some(Piece::Word(word, number))
    }

    fn sign(&mut self) -> Option<Piece<'b>> {
        let sign = self.take(1);
        Some(match sign.first()? {
            byte @ (b'\\' | b'{' | b'}') => Piece::Byte(*byte),
            b'\'' => {
                let digits = std::str::from_utf8(self.take(2)).unwrap_or_default();
                // Two digits that are none stand for nothing.
                Piece::Byte(u8::from_str_radix(digits, 16).unwrap_or(b' '))
            }
            b'\r' | b'\n' => Piece::Word("par", None),
            b'\t' => Piece::Word("tab", None),
            _ => Piece::Word(std::str::from_utf8(sign).unwrap_or_default(), None),
        })
    }
}

impl<'b> Iterator for Pieces<'b> {
    type Item = Piece<'b>;

    fn next(&mut self) -> Option<Piece<'b>> {
        loop {
            return match self.take(1).first()? {
                b'{' => Some(Piece::Open),
                b'}' => Some(Piece::Close),
                b'\\' => self.control(),
                // Line ends only make the file readable.
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Piece::Byte(*byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_cut_at_its_signs() {
        let pieces: Vec<_> = Pieces::of(b"{\\rtf1 a\\'e9\\u-3-\\~\\{\\bin2 }}x\\").collect();
        assert_eq!(
            pieces,
            [
                Piece::Open,
                Piece::Word("rtf", Some(1)),
                Piece::Byte(b'a'),
                Piece::Byte(0xe9),
                Piece::Word("u", Some(-3)),
                Piece::Byte(b'-'),
                Piece::Word("~", None),
                Piece::Byte(b'{'),
                Piece::Binary(b"}}"),
                Piece::Byte(b'x'),
            ]
        );
    }
}
