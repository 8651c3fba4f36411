//! Times: one line for each form that an export has been seen to write, the ambiguous ones, and any text.

use super::*;

fn check(text: &str, expected: &str) {
    let found = parse_time(text).map_or_else(|err| err.to_string(), |at| at.to_string());
    assert_eq!(found, expected, "{text}");
}

#[test]
fn every_form_of_an_instant_is_read() {
    check("2024-03-21T07:09:03Z", "2024-03-21T07:09:03Z");
    check("2024-03-21T07:09:03.1234567Z", "2024-03-21T07:09:03.1234567Z");
    check("2024-03-21T07:09:03.123456789+02:00", "2024-03-21T05:09:03.123456789Z");
    check("2024-03-21 07:09:03:216", "2024-03-21T07:09:03.216Z");
    check("2022-03-22 14:21:53.225", "2022-03-22T14:21:53.225Z");
    check("2024-03-21 07:09:03 +0000", "2024-03-21T07:09:03Z");
    check("2024-03-21 07:09:03 -05:00", "2024-03-21T12:09:03Z");
    check("2024-03-21 07:09:03 UTC", "2024-03-21T07:09:03Z");
    check("2024-03-21T07:09:03", "2024-03-21T07:09:03Z");
    check("2024-03-21T07:09:03+0530", "2024-03-21T01:39:03Z");
    check("2024-03-21 07:09", "2024-03-21T07:09:00Z");
    check("2024-03-21", "2024-03-21T00:00:00Z");
    check("Mar 21, 2024 07:09:03 PM", "2024-03-21T19:09:03Z");
    check("21/Mar/2024:07:09:03 +0200", "2024-03-21T05:09:03Z");
    check("03/21/2024 12:09:03 AM", "2024-03-21T00:09:03Z");
    check("Thu Mar 21 07:09:03 2024 +0100", "2024-03-21T06:09:03Z");
    check("Thu Mar 21 07:09:03 2024 UTC", "2024-03-21T07:09:03Z");
    check("Thu, 21 Mar 2024 07:09:03 +0000", "2024-03-21T07:09:03Z");
    check("\"2024-03-21T07:09:03Z\"", "2024-03-21T07:09:03Z");
}

#[test]
fn digits_since_1970_tell_their_unit() {
    check("1711004943", "2024-03-21T07:09:03Z");
    check("1711004943.25", "2024-03-21T07:09:03.25Z");
    check("1711004943216", "2024-03-21T07:09:03.216Z");
    check("/Date(1711004943216)/", "2024-03-21T07:09:03.216Z");
    check("/Date(soon)/", "expected a time (RFC 3339, or seconds since 1970)");
    check("1711004943216.5", "2024-03-21T07:09:03.2165Z");
    check("1711004943216789", "2024-03-21T07:09:03.216789Z");
    check("1711004943216789123", "2024-03-21T07:09:03.216789123Z");
}

#[test]
fn what_is_no_instant_or_two_is_refused() {
    let expected = "expected a time (RFC 3339, or seconds since 1970)";
    for text in [
        "",
        "n/a",
        "20240321",
        "03/04/2024 07:09:03",
        "2024-13-21T07:09:03Z",
        "2024-03-21 25:09",
        "2024-03-21 07:09 07:10",
        "2024-03-21 07:09:03 EST",
        "2024-03-21 13:09 PM",
        "1.2.3",
        ".",
        "2024-03-21T07:09:03.1234567890Z",
    ] {
        check(text, expected);
    }
    check(
        "1.71100E+09",
        "expected a time in full, found one rounded by a spreadsheet (like 1.5E+10)",
    );
}

#[test]
fn slashed_dates_follow_the_order_that_the_caller_knows() {
    let date = |text, order| {
        parse_date(text, order).map_or_else(|_| "refused".to_owned(), |it| it.to_string())
    };
    assert_eq!(date("03/04/2024", DateOrder::MonthFirst), "2024-03-04");
    assert_eq!(date("03/04/2024", DateOrder::DayFirst), "2024-04-03");
    assert_eq!(date("03/04/2024", DateOrder::Unknown), "refused");
    assert_eq!(date("03/21/2024", DateOrder::DayFirst), "2024-03-21");
    assert_eq!(date("21/03/2024", DateOrder::MonthFirst), "2024-03-21");
    assert_eq!(date("03-03-2024", DateOrder::Unknown), "2024-03-03");
    assert_eq!(date("4.3.2024", DateOrder::Unknown), "2024-03-04");
    let at = parse_time_ordered("03/04/2024 07:09:03 AM", DateOrder::MonthFirst).unwrap();
    assert_eq!(at.to_string(), "2024-03-04T07:09:03Z");
}

#[test]
fn other_forms_of_a_date_are_read() {
    let date = |text| {
        parse_date(text, DateOrder::Unknown)
            .map_or_else(|_| "refused".to_owned(), |it| it.to_string())
    };
    for text in [
        "2024-03-21",
        "2024/03/21",
        "20240321",
        "2024-03-21T23:59:59-08:00",
        "2024-03-21 23:59",
        "Mar 21, 2024",
        "March 21st 2024",
        "21 Mar 2024",
        "21-Mar-2024",
        "Thursday, 21 March 2024",
    ] {
        assert_eq!(date(text), "2024-03-21", "{text}");
    }
    for text in ["", "21/03/24", "2024-02-30", "2024", "03-2024", "Foo 21, 2024", "2024_03_21"] {
        assert_eq!(date(text), "refused", "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn what_is_printed_is_read_again(seconds in 100_000_000i64..9_999_999_999) {
        let at = Timestamp::from_second(seconds).unwrap();
        proptest::prop_assert_eq!(parse_time(&at.to_string()), Ok(at));
        proptest::prop_assert_eq!(parse_time(&seconds.to_string()), Ok(at));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}|[0-9:/. T+-]{0,40}|[A-Za-z0-9:, ]{0,40}") {
        let (time, date) = (parse_time(&text), parse_date(&text, DateOrder::DayFirst));
        proptest::prop_assert!(time.is_ok() || time.unwrap_err().to_string().starts_with("expected"));
        proptest::prop_assert!(date.is_ok() || date.unwrap_err().to_string().starts_with("expected"));
    }
}
