//! A field of the Table API: a plain value, a value with what is shown for it, or a reference with its link.

use crate::object::Object;

/// Length of an id of the system, in hexadecimal digits. Published: ServiceNow's `sys_id`.
const ID_LENGTH: usize = 32;

fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|it| it.is_ascii_hexdigit())
}

/// What is shown for a field; never an id.
pub(super) fn shown(row: &Object<'_>, name: &str) -> Option<String> {
    let inner = row.inside(name);
    let shown = match &inner {
        Some(inner) => inner.any(&["display_value", "value"]),
        None => row.text(name),
    };
    shown.map(|it| it.into_owned()).filter(|it| !is_id(it))
}

/// The value of a field as it is stored.
pub(super) fn id(row: &Object<'_>, name: &str) -> Option<String> {
    let inner = row.inside(name);
    let value = match &inner {
        Some(inner) => inner.any(&["value", "display_value"]),
        None => row.text(name),
    };
    value.map(|it| it.into_owned())
}

/// The id that a reference points at: its value, or the end of its link.
pub(super) fn sys_id(row: &Object<'_>, name: &str) -> Option<String> {
    let linked = || {
        let link = row.inside(name)?.text("link")?;
        link.rsplit('/').next().map(str::to_owned)
    };
    id(row, name).filter(|it| is_id(it)).or_else(linked).filter(|it| is_id(it))
}
