//! A cell of a table of people, masked by what its column holds.

use super::mask;
use crate::ColumnKind;

/// What a reader without leave may see of a cell. Ids of records stay, since results name records by them, unless they are mailboxes.
pub fn masked_cell(kind: ColumnKind, cell: &str) -> String {
    if cell.is_empty() {
        return String::new();
    }
    // A text can hold an @ anywhere.
    if kind != ColumnKind::Text
        && let Some((local, domain)) = cell.rsplit_once('@')
    {
        return format!("{}@{domain}", mask::head(local));
    }
    match kind {
        ColumnKind::Text => format!("{} words", cell.split_whitespace().count()),
        ColumnKind::Documents => format!("{} ids", cell.split(';').count()),
        ColumnKind::RecordId | ColumnKind::City | ColumnKind::Category => cell.to_owned(),
        ColumnKind::Given | ColumnKind::Family | ColumnKind::FullName => initials(cell),
        ColumnKind::Born => year(cell),
        ColumnKind::Phone | ColumnKind::Identifier | ColumnKind::ImageHash => mask::tail(cell, 4),
        ColumnKind::Postcode => mask::ends(cell, 2),
        ColumnKind::HouseNumber
        | ColumnKind::Street
        | ColumnKind::Mail
        | ColumnKind::Coordinates
        | ColumnKind::Latitude
        | ColumnKind::Longitude
        | ColumnKind::Ignored => "…".to_owned(),
    }
}

/// `A. N.` of `Ada Novak`.
fn initials(name: &str) -> String {
    let words = name.split(|it: char| !it.is_alphanumeric()).filter_map(|it| it.chars().next());
    let res: Vec<String> = words.map(|it| format!("{}.", it.to_uppercase())).collect();
    if res.is_empty() { "…".to_owned() } else { res.join(" ") }
}

/// The year of a date that writes it with four digits.
fn year(date: &str) -> String {
    let mut numbers = date.split(|it: char| !it.is_ascii_digit());
    numbers.find(|it| it.len() == 4).map_or_else(|| "…".to_owned(), |it| format!("{it}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_shows_what_tells_it_apart_and_not_what_it_is() {
        for (kind, cell, expected) in [
            (ColumnKind::RecordId, "r17", "r17"),
            (ColumnKind::RecordId, "ada.novak@mail.example", "a…@mail.example"),
            (ColumnKind::FullName, "Ada Novak", "A. N."),
            (ColumnKind::Given, "<b>", "B."),
            (ColumnKind::Born, "31/8/1973", "1973…"),
            (ColumnKind::Born, "19730831", "…"),
            (ColumnKind::Mail, "a@mail.example", "…@mail.example"),
            (ColumnKind::Phone, "+1 212 555 0123", "…0123"),
            (ColumnKind::Street, "12 High Street", "…"),
            (ColumnKind::Identifier, "A1B2C3D4E5", "…D4E5"),
            (ColumnKind::Text, "write to ada@mail.example", "3 words"),
            (ColumnKind::Documents, "a1;b2", "2 ids"),
            (ColumnKind::Coordinates, "51.5,-0.1", "…"),
            (ColumnKind::City, "Leeds", "Leeds"),
            (ColumnKind::Category, "", ""),
        ] {
            assert_eq!(masked_cell(kind, cell), expected, "{cell}");
        }
    }
}
