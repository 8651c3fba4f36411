//! Jobs on one line and on several, and lines that are none.

use super::*;
use crate::shelf::resume_files::sections::lines;

/// `employer | title | since | until` of every job in a text.
fn jobs(text: &str) -> Vec<String> {
    let lines = lines(text);
    let shown = |fact: Fact| {
        let Fact::Employment { employer, title, since, until } = fact else { panic!("a job") };
        let day = |it: Option<jiff::civil::Date>| it.map_or("-".to_owned(), |it| it.to_string());
        format!("{employer} | {} | {} | {}", title.expect("a title"), day(since), day(until))
    };
    found_in(&lines).into_iter().map(|(_, fact)| shown(fact)).collect()
}

#[test]
fn a_job_is_a_line_with_employer_title_and_months() {
    for (line, expected) in [
        (
            "Contoso — Software Engineer, Jan 2020 – Mar 2023",
            "Contoso | Software Engineer | 2020-01-01 | 2023-03-31",
        ),
        (
            "Software Engineer at Contoso (January 2020 - March 2023)",
            "Contoso | Software Engineer | 2020-01-01 | 2023-03-31",
        ),
        (
            "Contoso | Software Engineer | 01/2020 – 03/2023",
            "Contoso | Software Engineer | 2020-01-01 | 2023-03-31",
        ),
        (
            "Software Engineer, Contoso, Sept. 2021 - Present",
            "Contoso | Software Engineer | 2021-09-01 | -",
        ),
        (
            "Contoso, Berlin - Software Engineer\tJan 2020 – Present",
            "Contoso | Software Engineer | 2020-01-01 | -",
        ),
        (
            "01/2020 – heute\tSoftwareentwicklerin, Beispiel GmbH",
            "Beispiel GmbH | Softwareentwicklerin | 2020-01-01 | -",
        ),
        (
            "Ingénieur logiciel chez Exemple (mars 2019 à juin 2020)",
            "Exemple | Ingénieur logiciel | 2019-03-01 | 2020-06-30",
        ),
        (
            "Ejemplo, S.A. | Desarrolladora | enero de 2019 - actualidad",
            "Ejemplo, S.A. | Desarrolladora | 2019-01-01 | -",
        ),
    ] {
        assert_eq!(jobs(line), [expected], "{line}");
    }
}

#[test]
fn an_employer_with_a_legal_form_may_have_a_place_behind_it() {
    let expected = "Beispiel GmbH | Softwareentwickler | 2020-01-01 | -";
    for line in [
        "01/2020 – heute\tSoftwareentwickler, Beispiel GmbH, Berlin",
        "Beispiel GmbH, Softwareentwickler, Berlin (01/2020 – heute)",
    ] {
        assert_eq!(jobs(line), [expected], "{line}");
    }
}

#[test]
fn a_job_may_fill_two_or_three_lines() {
    let contoso = "Contoso Ltd | Senior Engineer | 2020-01-01 | -";
    for text in [
        "Contoso Ltd\tJan 2020 – Present\nSenior Engineer\n• rebuilt it",
        "Senior Engineer\tJan 2020 – Present\nContoso Ltd, New York\n• rebuilt it",
        "Contoso Ltd\nSenior Engineer\tJan 2020 – Present\n• rebuilt it",
        "Contoso Ltd\n5 years 2 months\nSenior Engineer\nJanuary 2020 - Present (5 years 2 months)\nrebuilt what was there before",
        "Senior Engineer\nContoso Ltd\nJan 2020 – Present\n• rebuilt it",
        "Jan 2020 – Present\nSenior Engineer\nContoso Ltd\n• rebuilt it",
        "Senior Engineer, Contoso Ltd\nJan 2020 – Present",
    ] {
        assert_eq!(jobs(&format!("Experience\n{text}")), [contoso], "{text}");
    }
    assert_eq!(
        jobs("Experience\nContoso Ltd, Senior Engineer, 2020 – 2022"),
        ["Contoso Ltd | Senior Engineer | - | -"]
    );
}

#[test]
fn two_jobs_do_not_mix() {
    let text = "Work Experience\nContoso Ltd\tJan 2020 – Present\nSenior Engineer\n• rebuilt it\n• led a team\n\
        Northwind\tMar 2016 – Dec 2019\nSoftware Engineer\n• designed a queue\nEducation\nUniversity of Westmere\t2012 – 2016";
    assert_eq!(
        jobs(text),
        [
            "Contoso Ltd | Senior Engineer | 2020-01-01 | -",
            "Northwind | Software Engineer | 2016-03-01 | 2019-12-31"
        ]
    );
}

#[test]
fn other_lines_claim_nothing() {
    for line in [
        "",
        "-",
        "Contoso, 2020 - 2023",
        "Contoso, Engineer, 2020 - 2023",
        "Led a team of 5 engineers - Jan 2020",
        "Contoso - Northwind, Jan 2020 - Mar 2023",
        "Lead Engineer - Engineer, Jan 2020 - Mar 2023",
        "Contoso - Engineer - Berlin, Jan 2020 - Mar 2023",
        "Engineer, Payments, Contoso, Jan 2020 - Mar 2023",
        "Contoso - Engineer, Foo 2020 - Mar 2023",
        "• Contoso migration with lead engineer, Jan 2020 - Mar 2023",
        "é - Jan 2020",
        // Whose?
        "Experience\nContoso\nSenior Engineer\tJan 2020 – Present\nNorthwind",
        "Experience\nSenior Engineer\tBerlin\tJan 2020 – Present\nContoso Ltd",
        "Experience\nrebuilt the import\nJan 2020 – Present\nwrote a parser",
        "References\nGil Adams, Contoso — Engineer, Jan 2020 – Mar 2023",
    ] {
        assert_eq!(jobs(line), Vec::<String>::new(), "{line}");
    }
}
