//! Which parts of a record an answer rests on.
//!
//! Most lines of a log say again what an earlier line said, but for their time and for ids that nobody reads. To know such
//! a line at a glance one must know which parts were read. [`Object`](crate::object::Object) is the one way by which
//! sources look into a record of JSON, so it notes every value that it hands out, as build systems note the files that a
//! step has opened. What depends on absence or on the kind of a value (`has`, "is it a list?") depends on the record's
//! skeleton, which whoever compares records compares too.

use std::{cell::RefCell, ops::Range};

use bonafide_model::{Body, Reading, Record, Reject};

use crate::Source;

thread_local! {
    /// Addresses of the values handed out; `None` while nobody asks.
    static NOTED: RefCell<Option<Vec<Range<usize>>>> = const { RefCell::new(None) };
}

/// Notes a value that is handed out.
pub(crate) fn note(value: &str) {
    NOTED.with_borrow_mut(|noted| {
        if let Some(noted) = noted {
            let start = value.as_ptr().addr();
            noted.push(start..start + value.len());
        }
    });
}

/// Reads a record and says which bytes of its JSON text the answer rests on, beside its skeleton. Ranges may overlap.
/// Of a record that is no JSON every byte counts, which is said by a range without end.
pub fn read_noting(
    source: &Source,
    record: &Record,
) -> (Result<Reading, Reject>, Vec<Range<usize>>) {
    let earlier = NOTED.replace(Some(Vec::new()));
    let answer = (source.read)(record);
    let noted = NOTED.replace(earlier).unwrap_or_default();
    let Body::Json(text) = &record.body else {
        return (answer, std::iter::once(0..usize::MAX).collect());
    };
    let start = text.as_ptr().addr();
    let own = start..start + text.len();
    // Values inside a string that was decoded lie elsewhere; the string itself was noted when it was handed out.
    let inside = noted.into_iter().filter(|it| own.contains(&it.start));
    (answer, inside.map(|it| it.start - start..it.end - start).collect())
}
