//! A STIX pattern taken apart: the values of which each alone is what the indicator means.
//!
//! `[a:b = 'x' OR c:d = 'y']` means either; `[a:b = 'x' AND a:c = 'y']` means both at once. Patterns are brought into the form
//! "any of these, each of which is all of those". What is behind the brackets (`WITHIN`, `REPEATS`, `START … STOP …`) says how
//! often and when and is not looked at.

/// One comparison of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comparison {
    /// Type and path of the object, lower case: `ipv4-addr:value`.
    pub(super) path: String,
    /// The operator, upper case: `=`, `IN`, `ISSUBSET` …
    pub(super) operator: String,
    /// Whether `NOT` stands before the operator.
    pub(super) is_negated: bool,
    /// What it is compared with.
    pub(super) values: Vec<String>,
}

/// What must hold at once.
pub(super) type All = Vec<Comparison>;

/// Alternatives of one pattern at most: guess, more than anybody writes by hand, and lists of a thousand in one `IN` are one.
const MOST: usize = 1_000;
/// Brackets inside brackets at most: guess.
const DEEPEST: usize = 32;

/// Any of these; none if the pattern is not of the language or means several observations in a row.
pub(super) fn alternatives(pattern: &str) -> Option<Vec<All>> {
    let tokens = tokens(pattern)?;
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
    let mut res = Vec::new();
    loop {
        // Round brackets between observations change nothing where all of them are joined by `OR`.
        while reader.skip(&Token::Sign('(')) {}
        reader.take(&Token::Sign('['))?;
        res.extend(reader.any()?);
        reader.take(&Token::Sign(']'))?;
        while reader.peek().is_some_and(Token::qualifies) {
            reader.at += 1;
        }
        match reader.next() {
            None => return (res.len() <= MOST).then_some(res),
            Some(Token::Word(word)) if word == "OR" => {}
            Some(_) => return None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// `[`, `]`, `(`, `)`, `,`.
    Sign(char),
    /// `=`, `!=`, `<` …
    Operator(String),
    /// A quoted text, unescaped.
    Text(String),
    /// A path, number or key word, as written.
    Word(String),
}

impl Token {
    /// Whether it may stand behind an observation before the next is joined to it.
    fn qualifies(&self) -> bool {
        match self {
            Self::Word(word) => !matches!(word.as_str(), "AND" | "OR" | "FOLLOWEDBY"),
            Self::Sign(sign) => *sign == ')',
            Self::Text(_) => true,
            Self::Operator(_) => false,
        }
    }
}

fn tokens(pattern: &str) -> Option<Vec<Token>> {
    let mut res = Vec::new();
    let mut rest = pattern.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            _ if letter.is_whitespace() => {}
            '[' | ']' | '(' | ')' | ',' => res.push(Token::Sign(letter)),
            '=' | '!' | '<' | '>' => {
                let mut operator = letter.to_string();
                operator.extend(rest.next_if(|it| matches!(it, '=' | '>')));
                res.push(Token::Operator(operator));
            }
            '\'' => res.push(Token::Text(quoted(&mut rest)?)),
            _ => {
                let mut word = letter.to_string();
                word_into(&mut word, &mut rest)?;
                res.push(Token::Word(word));
            }
        }
    }
    Some(res)
}

type Letters<'p> = std::iter::Peekable<std::str::Chars<'p>>;

/// A path may hold quoted keys and an index: `file:hashes.'SHA-256'`, `email-message:to_refs[*].value`.
fn word_into(word: &mut String, rest: &mut Letters<'_>) -> Option<()> {
    while let Some(letter) = rest.peek().copied() {
        match letter {
            '\'' => {
                rest.next();
                word.push_str(&quoted(rest)?);
            }
            '[' if word.contains(':') => {
                for letter in rest.by_ref() {
                    word.push(letter);
                    if letter == ']' {
                        break;
                    }
                }
            }
            '[' | ']' | '(' | ')' | ',' | '=' | '!' | '<' | '>' => break,
            _ if letter.is_whitespace() => break,
            _ => {
                word.push(letter);
                rest.next();
            }
        }
    }
    Some(())
}

/// The rest of a quoted text.
fn quoted(rest: &mut Letters<'_>) -> Option<String> {
    let mut text = String::new();
    loop {
        match rest.next()? {
            '\'' => return Some(text),
            '\\' => text.push(rest.next()?),
            letter => text.push(letter),
        }
    }
}

struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<&Token> {
        let token = self.tokens.get(self.at);
        self.at += 1;
        token
    }

    fn take(&mut self, wanted: &Token) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    fn skip(&mut self, wanted: &Token) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    fn skip_word(&mut self, word: &str) -> bool {
        let is_there = matches!(self.peek(), Some(Token::Word(it)) if it == word);
        self.at += usize::from(is_there);
        is_there
    }

    /// `a OR b`.
    fn any(&mut self) -> Option<Vec<All>> {
        let mut res = self.all()?;
        while self.skip_word("OR") {
            res.extend(self.all()?);
        }
        (res.len() <= MOST).then_some(res)
    }

    /// `a AND b`: every alternative of the one with every alternative of the other.
    fn all(&mut self) -> Option<Vec<All>> {
        let mut res = self.one()?;
        while self.skip_word("AND") {
            let more = self.one()?;
            if res.len() * more.len() > MOST {
                return None;
            }
            let both = |a: &All, b: &All| a.iter().chain(b).cloned().collect::<All>();
            res = res.iter().flat_map(|a| more.iter().map(move |b| both(a, b))).collect();
        }
        Some(res)
    }

    fn one(&mut self) -> Option<Vec<All>> {
        if self.skip(&Token::Sign('(')) {
            self.depth += 1;
            if self.depth > DEEPEST {
                return None;
            }
            let inner = self.any()?;
            self.depth -= 1;
            self.take(&Token::Sign(')'))?;
            return Some(inner);
        }
        Some(vec![vec![self.comparison()?]])
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let mut is_negated = self.skip_word("NOT");
        let is_asked_for_being_there = self.skip_word("EXISTS");
        let Token::Word(path) = self.next()? else { return None };
        let path = path.to_lowercase();
        if !path.contains(':') {
            return None;
        }
        if is_asked_for_being_there {
            let operator = "EXISTS".to_owned();
            return Some(Comparison { path, operator, is_negated, values: Vec::new() });
        }
        is_negated |= self.skip_word("NOT");
        let operator = match self.next()? {
            Token::Operator(operator) => operator.clone(),
            Token::Word(word) => word.to_uppercase(),
            Token::Sign(_) | Token::Text(_) => return None,
        };
        let values = if self.skip(&Token::Sign('(')) { self.set()? } else { vec![self.value()?] };
        Some(Comparison { path, operator, is_negated, values })
    }

    fn set(&mut self) -> Option<Vec<String>> {
        let mut res = vec![self.value()?];
        loop {
            match self.next()? {
                Token::Sign(',') => res.push(self.value()?),
                Token::Sign(')') => return Some(res),
                Token::Sign(_) | Token::Operator(_) | Token::Text(_) | Token::Word(_) => {
                    return None;
                }
            }
        }
    }

    /// A text, a number, a truth value, or a typed one: `t'2026-01-01T00:00:00Z'`, which is read as one word.
    fn value(&mut self) -> Option<String> {
        match self.next()? {
            Token::Text(text) => Some(text.clone()),
            Token::Word(word) => Some(word.clone()),
            Token::Sign(_) | Token::Operator(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pattern: &str) -> Option<Vec<String>> {
        let one = |it: &Comparison| {
            let not = if it.is_negated { "not " } else { "" };
            format!("{} {not}{} {}", it.path, it.operator, it.values.join("|"))
        };
        let all = |it: &All| it.iter().map(one).collect::<Vec<_>>().join(" & ");
        alternatives(pattern).map(|it| it.iter().map(all).collect())
    }

    fn check(pattern: &str, expected: &[&str]) {
        let expected = expected.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(shown(pattern), Some(expected), "{pattern}");
    }

    #[test]
    fn a_pattern_is_any_of_several_alls() {
        check("[ipv4-addr:value = '198.51.100.7']", &["ipv4-addr:value = 198.51.100.7"]);
        check(
            "[a:b='x' OR a:b = 'y'] OR ([c:d IN ('1','2')] WITHIN 5 SECONDS)",
            &["a:b = x", "a:b = y", "c:d IN 1|2"],
        );
        check(
            "[user-account:account_type = 'github' AND (user-account:account_login = 'a' OR user-account:account_login = 'b')]",
            &[
                "user-account:account_type = github & user-account:account_login = a",
                "user-account:account_type = github & user-account:account_login = b",
            ],
        );
        check("[file:hashes.'SHA-256' = 'ab']", &["file:hashes.sha-256 = ab"]);
        check("[a:b NOT = 'it\\'s' ]", &["a:b not = it's"]);
        check(
            "[email-message:to_refs[*].value = 'x'] START t'2026-01-01T00:00:00Z' STOP t'2026-02-01T00:00:00Z'",
            &["email-message:to_refs[*].value = x"],
        );
    }

    #[test]
    fn what_is_no_pattern_or_several_observations_is_refused() {
        for pattern in [
            "",
            "[a:b = 'x'",
            "[a:b = 'x'] AND [c:d = 'y']",
            "[a:b = 'x'] FOLLOWEDBY [c:d = 'y']",
            "alert tcp any any -> any any (msg:\"x\";)",
            "[a = 'x']",
            "[a:b = ]",
            "[a:b = 'x' OR]",
            "[a:b = 'x'] [c:d = 'y']",
        ] {
            assert_eq!(shown(pattern), None, "{pattern}");
        }
        assert_eq!(alternatives(&"(".repeat(100_000)), None);
        assert_eq!(alternatives(&format!("[{}", "(".repeat(100_000))), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}|[\\[\\]()a:b='xORANDIN, ]{0,60}") {
            let res = alternatives(&text);
            proptest::prop_assert!(res.is_none_or(|it| it.iter().all(|it| !it.is_empty())));
        }
    }
}
