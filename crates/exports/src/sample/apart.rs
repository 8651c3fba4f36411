//! What two of the sample share and what ties nobody, and two who stay two people.

use std::collections::BTreeMap;

use bonafide_model::{Asked, Muted, Refused, Sentence, TieKind, sentence, value::Phone};

use super::{ADA, DEE, EVE, id, line};

pub(super) fn muted() -> Muted {
    let sharer = |pseudonym: &str, row: u64| (id(pseudonym), line("hris/workers.csv", row));
    Muted {
        kind: TieKind::Phone,
        value: sentence!(
            "{}",
            Phone::parse("+12125550142", None).expect("the sample's number is one")
        ),
        people: 143,
        why: Sentence::plain("shared by 143 people; what more than 12 share is common property"),
        sharers: BTreeMap::from([sharer(ADA, 2), sharer(DEE, 5)]),
    }
}

pub(super) fn refused() -> Refused {
    Refused {
        a: id(DEE),
        b: id(EVE),
        asked: Asked::OnePerson,
        because: Sentence::plain(
            "hris_workers W-5 and hris_workers W-6 have one mailbox, but their names differ",
        ),
    }
}
