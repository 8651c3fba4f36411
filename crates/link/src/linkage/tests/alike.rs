//! Texts, places, images and documents: they bring together who writes the name another way, and nobody who shares a template, a
//! building, a stock picture or a form.

use super::*;

const KINDS: [ColumnKind; 6] = [
    ColumnKind::Given,
    ColumnKind::Family,
    ColumnKind::Text,
    ColumnKind::Coordinates,
    ColumnKind::ImageHash,
    ColumnKind::Documents,
];
const NAMES: [&str; 6] = ["given", "family", "resume", "coordinates", "phash", "documents"];
const TEXT: usize = 2;
const PLACE: usize = 3;
const IMAGE: usize = 4;
const DOCUMENTS: usize = 5;

type Applicant = [String; 6];

/// So many words of a number's own.
fn words(number: u64, n: u64) -> String {
    let word = |it: u64| format!("w{}", mix(number * 1000 + it) % 5000);
    (0..n).map(word).collect::<Vec<_>>().join(" ")
}

/// One of thirty templates, filled by somebody.
fn resume(template: u64, own: u64) -> String {
    let section = |it: u64| {
        format!("{} {}", words(900_000 + template * 10 + it, 15), words(own * 10 + it, 20))
    };
    (0..4).map(section).collect::<Vec<_>>().join(" ")
}

fn applicant(number: u64) -> Applicant {
    let [given, family, ..] = person(number);
    let draw = |what: u64, of: u64| mix(number * 16 + what) % of;
    [
        given,
        family,
        resume(draw(12, 30), number),
        format!(
            "{:.5},{:.5}",
            40.0 + draw(13, 900_000) as f64 / 1e5,
            draw(14, 900_000) as f64 / 1e5
        ),
        format!("{:016x}", mix(number * 16 + 15)),
        format!("d{number}"),
    ]
}

/// 1,600 applicants, of whom 400 come again: with another spelling, a newer résumé, a compressed picture, a derived document.
fn applicants() -> Vec<Applicant> {
    let mut res: Vec<Applicant> = (0..1600).map(applicant).collect();
    for number in 0..400 {
        res.push(again(number));
    }
    res
}

/// Somebody's second record.
fn again(number: u64) -> Applicant {
    let mut again = applicant(number);
    again[0].push('x');
    again[TEXT] = format!("{} {}", again[TEXT], words(number + 70_000, 20));
    let hash = u64::from_str_radix(&again[IMAGE], 16).unwrap();
    again[IMAGE] = format!("{:016x}", hash ^ 0b1001);
    again[DOCUMENTS] = format!("e{number};d{number}");
    match mix(number ^ 99) % 4 {
        0 => again[TEXT].clear(),
        1 => again[IMAGE].clear(),
        2 => again[DOCUMENTS].clear(),
        _ => again[PLACE] = applicant(number + 80_000)[PLACE].clone(),
    }
    again
}

fn link(people: &[Applicant]) -> Linkage {
    link_table(&table(&NAMES, people), &LinkSettings::new(KINDS.to_vec())).unwrap()
}

/// The clusters of people who stand behind the applicants.
fn beside(people: &[Applicant]) -> Vec<ClusterId> {
    let mut all = applicants();
    all.extend(people.iter().cloned());
    link(&all).clusters.split_off(2000)
}

/// Somebody of a number, with one thing of another.
fn sharing(number: u64, other: u64, thing: usize) -> Applicant {
    let mut res = applicant(number);
    res[thing].clone_from(&applicant(other)[thing]);
    res
}

#[test]
fn who_comes_again_is_found_and_nobody_else_joins() {
    let linkage = link(&applicants());
    let found = (0..400).filter(|it| linkage.clusters[*it] == linkage.clusters[1600 + it]).count();
    assert!(found >= 392, "{found} of 400");
    let wrong = linkage.pairs.iter().filter(|it| it.is_joined && it.b != it.a + 1600).count();
    assert_eq!(wrong, 0);
}

#[test]
fn two_resumes_of_one_template_are_two_people() {
    let mut two = [applicant(5001), applicant(5002)];
    two[0][TEXT] = resume(77, 5001);
    two[1][TEXT] = resume(77, 5002);
    are_apart(&beside(&two));
    // A whole class that a career service has helped.
    let class: Vec<Applicant> = (0..40)
        .map(|it| {
            let mut res = applicant(5100 + it);
            res[TEXT] = resume(78, 5100 + it);
            res
        })
        .collect();
    are_apart(&beside(&class));
}

#[test]
fn people_of_one_building_and_of_one_stock_picture_stay_apart() {
    are_apart(&beside(&[applicant(6001), sharing(6002, 6001, PLACE)]));
    let tower: Vec<Applicant> = (0..60).map(|it| sharing(6100 + it, 6100, PLACE)).collect();
    are_apart(&beside(&tower));
    let picture: Vec<Applicant> = (0..25).map(|it| sharing(6200 + it, 6200, IMAGE)).collect();
    are_apart(&beside(&picture));
}

#[test]
fn a_form_that_many_filled_in_is_no_ancestor() {
    let filled: Vec<Applicant> = (0..60)
        .map(|it| {
            let mut res = applicant(7000 + it);
            res[DOCUMENTS] = format!("f{it};form");
            res
        })
        .collect();
    are_apart(&beside(&filled));
}
