//! Bytes that nobody wrote.

use proptest::prelude::*;

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn bytes_of_others_never_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..20)) {
        thread_local! {
            static BYTES: (Vec<Person>, Vec<u8>) = {
                let people = crowd();
                let bytes = written(&people, &(0..300).chain(2250..2400).collect::<Vec<_>>());
                (people, bytes)
            };
        }
        BYTES.with(|(people, bytes)| {
            let mut bytes = bytes.clone();
            // Half of the damage goes to the end, where the file says where everything lies.
            for (number, (place, flip)) in flips.iter().enumerate() {
                let place = if number % 2 == 0 {
                    place.index(bytes.len())
                } else {
                    bytes.len() - 1 - place.index(2000)
                };
                bytes[place] ^= flip;
            }
            let Ok(mut index) = Index::open(Box::new(bytes)) else { return };
            for person in people.iter().take(40) {
                let asked = asked(&index, "new", person);
                drop(index.screen(&asked));
                drop(index.insert(&asked, &BTreeMap::new(), |_| Ok(())));
            }
            drop(index.people(0..index.records() as u32));
        });
    }

    #[test]
    fn journals_of_others_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let people = crowd();
        let mut index = opened(&written(&people, &(0..60).collect::<Vec<_>>()));
        let mut journal = index.journal_start();
        let sealed = crate::linkage::online::codec::sealed(&bytes);
        journal.extend(crate::linkage::online::codec::sealed(&(sealed.len() as u32).to_le_bytes()));
        journal.extend_from_slice(&sealed);
        drop(index.replay(&journal));
    }
}
