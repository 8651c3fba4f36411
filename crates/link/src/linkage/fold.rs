//! Foldings: what is the same for a comparison becomes the same text.

use bonafide_model::{Column, value::DateOrder};

/// Letters and digits in lower case and without marks, single blanks between words.
pub(crate) fn words_into(res: &mut String, text: &str) {
    if text.is_ascii() {
        ascii_words_into(res, text);
    } else {
        ascii_words_into(res, &any_ascii::any_ascii(text));
    }
}

fn ascii_words_into(res: &mut String, text: &str) {
    let start = res.len();
    let mut is_open = false;
    for it in text.bytes() {
        if it.is_ascii_alphanumeric() {
            if is_open && res.len() > start {
                res.push(' ');
            }
            is_open = false;
            res.push(char::from(it.to_ascii_lowercase()));
        } else if it != b'\'' && it != b'.' {
            is_open = true;
        }
    }
}

/// Letters and digits alone, in lower case.
pub(crate) fn solid_into(res: &mut String, text: &str) {
    if !text.is_ascii() {
        return solid_into(res, &any_ascii::any_ascii(text));
    }
    let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
    res.extend(kept.map(|it| char::from(it.to_ascii_lowercase())));
}

/// Digits of a telephone number without the zeros in front.
pub(crate) fn digits_into(res: &mut String, text: &str) {
    let digits = text.chars().filter(char::is_ascii_digit);
    res.extend(digits.skip_while(|it| *it == '0'));
}

/// Degrees, one number or two, rounded to some ten meters, so that one building is one place.
pub(crate) fn degrees_into(res: &mut String, text: &str) {
    for number in text.split([',', ';', ' ']).filter_map(|it| it.parse::<f64>().ok()) {
        res.push_str(&format!("{number:.4} "));
    }
}

/// A mail address in lower case; nothing if it has no two sides.
pub(crate) fn mail_into(res: &mut String, text: &str) {
    let has_sides = text.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
    if has_sides {
        res.extend(text.chars().flat_map(char::to_lowercase).filter(|it| !it.is_whitespace()));
    }
}

/// What tells mailboxes of one domain apart: the local part without dots and without what follows a `+`.
pub(crate) fn mail_local(mail: &str) -> String {
    let local = mail.split_once('@').map_or("", |(local, _)| local);
    let local = local.split_once('+').map_or(local, |(name, _)| name);
    local.chars().filter(|it| *it != '.').collect()
}

fn words(text: &str) -> String {
    let mut res = String::new();
    words_into(&mut res, text);
    res
}

/// A whole name as given and family names: `Family, Given`, or the last word is the family name.
pub(crate) fn split_name(text: &str) -> (String, String) {
    if let Some((family, given)) = text.split_once(',') {
        return (words(given), words(family));
    }
    let all = words(text);
    match all.rsplit_once(' ') {
        Some((given, family)) => (given.to_owned(), family.to_owned()),
        None => (String::new(), all),
    }
}

/// Cells that are looked at for the order of a date.
const DATES_SEEN: usize = 20_000;

/// The order of day and month that fits a column: month first only where a second number above 12 shows it and no first one denies it.
pub(crate) fn date_order(column: &Column) -> DateOrder {
    let (mut first_over, mut second_over) = (0_usize, 0_usize);
    for text in column.texts().take(DATES_SEEN) {
        if let [first, second, year] = &numbers(text)[..]
            && year.len() == 4
        {
            first_over += usize::from(first.parse::<u32>().is_ok_and(|it| it > 12));
            second_over += usize::from(second.parse::<u32>().is_ok_and(|it| it > 12));
        }
    }
    if second_over > first_over { DateOrder::MonthFirst } else { DateOrder::DayFirst }
}

fn numbers(text: &str) -> Vec<&str> {
    text.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty()).collect()
}

/// A date as `YYYYMMDD`, also one that no calendar has, since a slip of the pen is what is looked for; nothing if it is none.
pub(crate) fn date_into(res: &mut String, text: &str, order: DateOrder) {
    let (year, month, day) = match (&numbers(text)[..], order) {
        ([whole], _) if whole.len() == 8 => return res.push_str(whole),
        // What follows a date is a time of day.
        ([year, month, day, ..], _) if year.len() == 4 => (*year, *month, *day),
        ([day, month, year], DateOrder::DayFirst) if year.len() == 4 => (*year, *month, *day),
        ([month, day, year], DateOrder::MonthFirst) if year.len() == 4 => (*year, *month, *day),
        _ => return,
    };
    res.push_str(year);
    for part in [month, day] {
        if part.len() == 1 {
            res.push('0');
        }
        res.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(fold: impl Fn(&mut String, &str), text: &str) -> String {
        let mut res = String::new();
        fold(&mut res, text);
        res
    }

    #[test]
    fn spellings_of_one_thing_fold_to_one_text() {
        assert_eq!(folded(words_into, "  Jürgen-O'Neil  "), "jurgen oneil");
        assert_eq!(folded(solid_into, "SW1A 2be"), "sw1a2be");
        assert_eq!(folded(digits_into, "+44 (0)20 555-0123"), "440205550123");
        assert_eq!(folded(mail_into, "Ada@Mail.Example"), "ada@mail.example");
        assert_eq!(folded(mail_into, "none"), "");
        assert_eq!(mail_local("a.da+x@mail.example"), "ada");
        assert_eq!(split_name("Novak, Ada Maria"), ("ada maria".to_owned(), "novak".to_owned()));
        assert_eq!(split_name("Ada Novak"), ("ada".to_owned(), "novak".to_owned()));
    }

    #[test]
    fn dates_fold_in_the_order_of_their_column() {
        for (text, order, expected) in [
            ("1973-08-31", DateOrder::DayFirst, "19730831"),
            ("19730831", DateOrder::DayFirst, "19730831"),
            ("1973-08-31T00:00:00Z", DateOrder::DayFirst, "19730831"),
            ("31/8/1973", DateOrder::DayFirst, "19730831"),
            ("8/31/1973", DateOrder::MonthFirst, "19730831"),
            ("1781-01-81", DateOrder::DayFirst, "17810181"),
            ("soon", DateOrder::DayFirst, ""),
        ] {
            assert_eq!(folded(|res, it| date_into(res, it, order), text), expected);
        }
    }
}
