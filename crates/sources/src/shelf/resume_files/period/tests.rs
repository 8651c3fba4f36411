//! Stretches of time in eight languages, and numbers that are none.

use proptest::prelude::*;

use super::*;

fn shown(line: &str) -> Option<(String, String)> {
    let point = |it: Point| match it {
        Point::Month(first) => first.strftime("%Y-%m").to_string(),
        Point::Year(year) => year.to_string(),
        Point::Now => "now".to_owned(),
    };
    find(line).map(|it| (point(it.since), point(it.until)))
}

#[test]
fn stretches_of_eight_languages() {
    for (line, since, until) in [
        ("Jan 2020 – Mar 2023", "2020-01", "2023-03"),
        ("Contoso, Sept. 2021 - Present", "2021-09", "now"),
        ("(January, 2020 to June, 2021)", "2020-01", "2021-06"),
        ("Jan – Mar 2020", "2020-01", "2020-03"),
        ("03/2016-12/2019", "2016-03", "2019-12"),
        ("2016-03 – 2019-12", "2016-03", "2019-12"),
        ("2016/03 - 2019/12", "2016-03", "2019-12"),
        ("01.03.2016 – 31.12.2019", "2016-03", "2019-12"),
        ("2012–2016", "2012", "2016"),
        ("2012 - heute", "2012", "now"),
        ("März 2016 bis Dezember 2019", "2016-03", "2019-12"),
        ("seit 05/2021", "2021-05", "now"),
        ("février 2016 à aujourd’hui", "2016-02", "now"),
        ("depuis août 2020", "2020-08", "now"),
        ("enero de 2016 - actualidad", "2016-01", "now"),
        ("março de 2016 até dezembro de 2019", "2016-03", "2019-12"),
        ("gennaio 2016 – oggi", "2016-01", "now"),
        ("od października 2019", "2019-10", "now"),
        ("styczeń 2016 – grudzień 2019", "2016-01", "2019-12"),
        ("maart 2016 - heden", "2016-03", "now"),
    ] {
        assert_eq!(shown(line), Some((since.to_owned(), until.to_owned())), "{line}");
    }
}

#[test]
fn other_numbers_are_no_stretch() {
    for line in [
        "2020",
        "since then",
        "+1 212 555 0142",
        "10001-2024",
        "C++ 17 2019 2020",
        "Mar 2023 – Jan 2020",
        "Foo 2020 - Mar 2023",
        "Marketing 2020 - Growth 2021",
        "1-2",
        "May - I",
        "01/02/2020 - 03/04/2021",
        "2019-2020 and 2021-2022",
        "3-4 years",
        "ISO 9001-2015",
        "1800 - 1900",
        "13/2020 - 14/2021",
        "Jan 2020",
    ] {
        assert_eq!(shown(line), None, "{line}");
    }
}

proptest! {
    #[test]
    fn whatever_is_found_lies_in_the_line(line in "[A-Za-zäé0-9 .,/–'()-]{0,60}") {
        if let Some(found) = find(&line) {
            prop_assert!(found.before.len() + found.after.len() < line.len());
            prop_assert!(line.starts_with(found.before) && line.ends_with(found.after));
            let (first, last) = found.days();
            prop_assert!(first.is_some() && last.is_none_or(|it| first <= Some(it)));
        }
    }

    #[test]
    fn what_is_written_is_read_back(year in 1951_i16..2090, month in 1_i8..=12, n_months in 0_i32..200) {
        let since = Date::new(year, month, 1).unwrap();
        let until = since.checked_add(jiff::Span::new().months(n_months)).unwrap();
        prop_assume!(YEARS.contains(&until.year()));
        for (format, to) in [("%b %Y", " – "), ("%m/%Y", "-"), ("%B %Y", " to "), ("%Y-%m", " - ")] {
            let line = format!("Engineer, Contoso ({}{to}{})", since.strftime(format), until.strftime(format));
            let found = find(&line).unwrap();
            prop_assert_eq!(found.months(), Some((since, Some(until.last_of_month()))));
            prop_assert_eq!((found.before, found.after), ("Engineer, Contoso (", ")"));
        }
    }
}
