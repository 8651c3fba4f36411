//! Foldings: what is the same for a comparison becomes the same text.

use bonafide_model::Column;

/// Letters and digits in lower case and without marks, single blanks between words.
pub(crate) fn words(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    let mut is_open = false;
    let mut push = |text: &str| {
        for it in text.chars() {
            if it.is_ascii_alphanumeric() {
                if is_open && !res.is_empty() {
                    res.push(' ');
                }
                is_open = false;
                res.push(it.to_ascii_lowercase());
            } else if it != '\'' && it != '.' {
                is_open = true;
            }
        }
    };
    if text.is_ascii() {
        push(text);
    } else {
        push(&any_ascii::any_ascii(text));
    }
    res
}

/// Letters and digits alone.
pub(crate) fn solid(text: &str) -> String {
    let mut res = words(text);
    res.retain(|it| it != ' ');
    res
}

/// Digits of a telephone number without the zeros in front.
pub(crate) fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

/// A mail address in lower case; empty if it has no two sides.
pub(crate) fn mail(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let has_sides = text.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
    if has_sides { text } else { String::new() }
}

/// What tells mailboxes of one domain apart: the local part without dots and without what follows a `+`.
pub(crate) fn mail_local(mail: &str) -> String {
    let local = mail.split_once('@').map_or("", |(local, _)| local);
    let local = local.split_once('+').map_or(local, |(name, _)| name);
    local.chars().filter(|it| *it != '.').collect()
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

/// In which order a column writes its dates where the year does not stand first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateOrder {
    /// 31/08/1973.
    DayFirst,
    /// 08/31/1973.
    MonthFirst,
}

impl DateOrder {
    /// The order that fits a column: month first only where a second number above 12 shows it and no first one denies it.
    pub(crate) fn of(column: &Column) -> Self {
        let (mut first_over, mut second_over) = (0_usize, 0_usize);
        for (_, text) in column.texts.iter() {
            if let [first, second, year] = numbers(text)[..]
                && year.len() == 4
            {
                first_over += usize::from(first.parse::<u32>().is_ok_and(|it| it > 12));
                second_over += usize::from(second.parse::<u32>().is_ok_and(|it| it > 12));
            }
        }
        if second_over > first_over { Self::MonthFirst } else { Self::DayFirst }
    }
}

fn numbers(text: &str) -> Vec<&str> {
    text.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty()).collect()
}

/// A date as `YYYYMMDD`, also one that no calendar has, since a slip of the pen is what is looked for; empty if it is none.
pub(crate) fn date(text: &str, order: DateOrder) -> String {
    match (&numbers(text)[..], order) {
        ([whole], _) if whole.len() == 8 => (*whole).to_owned(),
        // What follows a date is a time of day.
        ([year, month, day, ..], _) if year.len() == 4 => format!("{year}{month:0>2}{day:0>2}"),
        ([day, month, year], DateOrder::DayFirst) if year.len() == 4 => {
            format!("{year}{month:0>2}{day:0>2}")
        }
        ([month, day, year], DateOrder::MonthFirst) if year.len() == 4 => {
            format!("{year}{month:0>2}{day:0>2}")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_thing_fold_to_one_text() {
        assert_eq!(words("  Jürgen-O'Neil  "), "jurgen oneil");
        assert_eq!(solid("SW1A 2be"), "sw1a2be");
        assert_eq!(digits("+44 (0)20 555-0123"), "440205550123");
        assert_eq!(mail(" Ada@Mail.Example "), "ada@mail.example");
        assert_eq!(mail("none"), "");
        assert_eq!(mail_local("a.da+x@mail.example"), "ada");
        assert_eq!(split_name("Novak, Ada Maria"), ("ada maria".to_owned(), "novak".to_owned()));
        assert_eq!(split_name("Ada Novak"), ("ada".to_owned(), "novak".to_owned()));
    }

    #[test]
    fn dates_fold_in_the_order_of_their_column() {
        assert_eq!(date("1973-08-31", DateOrder::DayFirst), "19730831");
        assert_eq!(date("19730831", DateOrder::DayFirst), "19730831");
        assert_eq!(date("1973-08-31T00:00:00Z", DateOrder::DayFirst), "19730831");
        assert_eq!(date("31/8/1973", DateOrder::DayFirst), "19730831");
        assert_eq!(date("8/31/1973", DateOrder::MonthFirst), "19730831");
        assert_eq!(date("1781-01-81", DateOrder::DayFirst), "17810181");
        assert_eq!(date("soon", DateOrder::DayFirst), "");
    }
}
