//! One entry of a report: its own fields and those of its groups under our columns, its accounts apart.

use bonafide_model::Header;

use super::names::{forms, is_of_others, shared};
use crate::{
    object::{Object, objects},
    worker::{COLUMNS, Gathered, INDEX, Path},
};

/// What an entry says of its worker.
pub(super) struct Entry {
    pub(super) worker: Gathered,
    /// Accounts, and whether pay goes there no more.
    pub(super) accounts: Vec<(Gathered, bool)>,
    shared: Option<String>,
}

/// What the items of a group are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Usage {
    Any,
    Home,
    Work,
    Account,
}

/// Columns of the same field at home and at work.
const AT_HOME: &[Path] = &[
    ("work_email", "personal_email"),
    ("email", "personal_email"),
    ("work_line1", "home_line1"),
    ("work_city", "home_city"),
    ("work_region", "home_region"),
    ("work_country", "home_country"),
];
const AT_WORK: &[Path] = &[
    ("email", "work_email"),
    ("personal_email", "work_email"),
    ("home_line1", "work_line1"),
    ("home_city", "work_city"),
    ("home_region", "work_region"),
    ("home_country", "work_country"),
    // No column stands for the rest of an office's address.
    ("home_line2", ""),
    ("home_postcode", ""),
    ("phone", ""),
];
/// Words of a group of accounts.
const ACCOUNTS: &[&str] =
    &["account", "accounts", "bank", "deposit", "election", "elections", "payment"];

impl Entry {
    pub(super) fn of(entry: &Object<'_>) -> Self {
        let shared = shared(entry.names().filter(|it| !it.ends_with("_group")));
        let mut res = Self { worker: Gathered::default(), accounts: Vec::new(), shared };
        res.take(entry, Usage::Any);
        res
    }

    fn take(&mut self, object: &Object<'_>, usage: Usage) {
        for name in object.names().filter(|it| !is_of_others(it)) {
            if let Some(text) = object.text(name) {
                self.put(name, &text, usage);
                continue;
            }
            for item in objects(&object.json(name).unwrap_or_default()) {
                match used_for(name, &item) {
                    Usage::Account => self.take_account(&item),
                    inner @ (Usage::Any | Usage::Home | Usage::Work) => self.take(&item, inner),
                }
            }
        }
    }

    /// Puts a text under the column that its name means.
    fn put(&mut self, name: &str, text: &str, usage: Usage) {
        let text = without_zone(text);
        let folded = Header::fold(name);
        let known = forms(&folded, self.shared.as_deref())
            .into_iter()
            .find_map(|it| INDEX.get(it).map(|place| (it, place)));
        let Some((form, (column_idx, _))) = known else { return };
        let column = COLUMNS.get(*column_idx).map(|it| it.name);
        let renamed = match usage {
            Usage::Any | Usage::Account => None,
            Usage::Home => AT_HOME.iter().find(|(ours, _)| Some(*ours) == column),
            Usage::Work => AT_WORK.iter().find(|(ours, _)| Some(*ours) == column),
        };
        match renamed {
            Some((_, "")) => {}
            Some((_, other)) => self.worker.put(other, name, text),
            None if column == Some("phone") => self.worker.put("phone", name, text),
            None => {
                self.worker.put_folded(form, name, text);
            }
        }
    }

    /// One account of a group, with its fields kept together.
    fn take_account(&mut self, item: &Object<'_>) {
        let mut account = Gathered::default();
        let mut is_over = false;
        for name in item.names() {
            let Some(text) = item.text(name) else { continue };
            let folded = Header::fold(name);
            is_over |= folded.ends_with("end_date") || (folded == "inactive" && text != "0");
            for form in forms(&folded, self.shared.as_deref()) {
                if account.put_folded(form, name, &text) {
                    break;
                }
            }
        }
        self.accounts.push((account, is_over));
    }
}

/// What a group's item is for: by the name of the group, else by the usage that the item states.
fn used_for(group: &str, item: &Object<'_>) -> Usage {
    let by_words = |text: &str| {
        let folded = Header::fold(text);
        let has = |words: &[&str]| folded.split('_').any(|it| words.contains(&it));
        if has(ACCOUNTS) {
            Usage::Account
        } else if has(&["home", "personal", "private"]) {
            Usage::Home
        } else if has(&["work", "business", "office"]) {
            Usage::Work
        } else {
            Usage::Any
        }
    };
    let by_name = by_words(group);
    if by_name != Usage::Any {
        return by_name;
    }
    let usage = item.names().find(|it| {
        let folded = Header::fold(it);
        folded.ends_with("usage") || folded.ends_with("usage_type") || folded == "type"
    });
    usage.and_then(|it| item.text(it)).map_or(Usage::Any, |it| by_words(&it))
}

/// A date without the zone that Workday writes behind it, `2025-03-03-08:00`; any other text as it is.
fn without_zone(text: &str) -> &str {
    let Some((date, zone)) = text.split_at_checked(10) else { return text };
    let is_zone = zone.len() == 6 && zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":");
    let is_date = date.bytes().all(|it| it.is_ascii_digit() || it == b'-');
    if is_zone && is_date { date } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_loses_its_zone_and_a_telephone_keeps_its_digits() {
        assert_eq!(without_zone("2025-03-03-08:00"), "2025-03-03");
        assert_eq!(without_zone("2025-03-03"), "2025-03-03");
        assert_eq!(without_zone("+1 217 555 0142"), "+1 217 555 0142");
    }
}
