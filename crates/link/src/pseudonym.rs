//! Short names made from content: the same content gives the same name in every run.

use std::{collections::BTreeSet, sync::Arc};

/// Crockford's base 32: no letter that reads as another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a pseudonym. Guess: 50 bits; among a million names two are alike with a chance of 1 in 2,000.
const CHARS: usize = 10;

/// `P-` and ten characters of a hash of `content`; longer where the name is taken.
pub(crate) fn pseudonym(prefix: &str, content: &str, taken: &BTreeSet<Arc<str>>) -> Arc<str> {
    let hash = blake3::hash(content.as_bytes());
    let letters: String =
        hash.as_bytes().iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect();
    let names = (CHARS..=letters.len()).map(|chars| format!("{prefix}-{}", &letters[..chars]));
    let free = names.map(Arc::<str>::from).find(|it| !taken.contains(it));
    free.expect("two contents with equal hashes of 160 bits do not meet")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_grows_and_content_decides() {
        let first = pseudonym("P", "work:ada@corp.example", &BTreeSet::new());
        assert_eq!(first.len(), 12);
        assert_eq!(first, pseudonym("P", "work:ada@corp.example", &BTreeSet::new()));
        assert_ne!(first, pseudonym("P", "work:bo@corp.example", &BTreeSet::new()));
        let longer = pseudonym("P", "work:ada@corp.example", &BTreeSet::from([first.clone()]));
        assert!(longer.starts_with(&*first) && longer.len() == 13);
    }
}
