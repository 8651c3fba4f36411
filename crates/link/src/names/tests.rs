//! Which names agree, and how alike others are written.

use super::*;

fn check(a: &str, b: &str, expected: Agreement) {
    let (a, b) = (PersonName::parse(a).unwrap(), PersonName::parse(b).unwrap());
    assert_eq!(agree(&a, &b), expected, "{} | {}", a.reveal(), b.reveal());
    assert_eq!(agree(&b, &a), expected, "{} | {}", b.reveal(), a.reveal());
}

#[test]
fn spelling_order_nicknames_and_initials_do_not_split() {
    for (a, b) in [
        ("Ada Lovelace", "Lovelace, Ada"),
        ("Ada Lovelace", "ada LOVELACE"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("William Hart", "Bill Hart"),
        ("Олександр Ковальчук", "Oleksandr Kovalchuk"),
        ("Oleksandr Kovalchuk", "Alex Kovalchuk"),
        ("Kim Min-jun", "Minjun Kim"),
        ("Min Jun Kim", "Kim Minjun"),
        ("Ada Maria Novak", "A. Novak"),
        ("Ada Novak", "Ada Novak-Kim"),
        ("Ana García López", "Ana Garcia"),
        ("Ewa Kowalska", "Ewa Kowalski"),
        ("Ada", "Ada"),
        ("Usama bin Karim", "Osama ibn Karim"),
        ("Ada von der Berg", "Ada Berg"),
    ] {
        check(a, b, Agreement::Agree);
    }
}

#[test]
fn different_people_differ() {
    for (a, b) in [
        ("Ada Novak", "Bo Kim"),
        ("Ada Novak", "Jan Novak"),
        ("Ivan Novak", "Ivana Novakova"),
        ("Mario Rossi", "Maria Rossi"),
        ("Daniel Berg", "Daniela Berg"),
        ("Li Chen", "Wu Chen"),
        ("Ada Maria Novak", "Ada Maria Kim"),
        ("Mohammed Karimov", "Ahmed Karimov"),
        ("Ada von Berg", "Bo von Berg"),
    ] {
        check(a, b, Agreement::Differ);
    }
}

#[test]
fn one_word_of_two_says_nothing() {
    check("Ada", "Ada Novak", Agreement::Unknown);
    check("Bo", "Ada Novak", Agreement::Unknown);
    check("A. N.", "Ada Novak", Agreement::Unknown);
    check("A. bin N.", "Ada bin Novak", Agreement::Unknown);
}

#[test]
fn a_family_name_is_shared_by_spouses_and_not_by_strangers() {
    let share =
        |a, b| share_family_name(&PersonName::parse(a).unwrap(), &PersonName::parse(b).unwrap());
    assert!(share("Ada Novak", "Jan Novak"));
    assert!(share("Ivan Novak", "Ivana Novakova"));
    assert!(!share("Ada Novak", "Bo Kim"));
}

fn prepared(kind: NameKind, text: &str) -> PreparedName {
    PreparedName::read(kind, text).unwrap()
}

fn similarity(kind: NameKind, a: &str, b: &str) -> f64 {
    compare(&prepared(kind, a), &prepared(kind, b)).similarity
}

#[test]
fn people_in_other_spellings_are_alike() {
    for (a, b) in [
        ("Ada Lovelace", "LOVELACE, Ada"),
        ("Олександр Ковальчук", "Oleksandr Kovalchuk"),
        ("Abd al-Rahman Karim", "Abdulrahman Karim"),
        ("AdaLovelace", "Ada Lovelace"),
        ("Ada Love lace", "Ada Lovelace"),
        ("J. Novak", "Jan Novak"),
        ("JP Novak", "Jan-Pawel Novak"),
        ("Dr. Ada van der Berg", "Ada Berg"),
        ("Kim Minjun", "김민준"),
        ("陳大文", "陈大文"),
        ("Will Hart", "Bill Hart"),
    ] {
        let similarity = similarity(NameKind::Person, a, b);
        assert!(similarity >= ALIKE, "{a} | {b}: {similarity}");
    }
}

#[test]
fn people_of_one_family_name_are_not_alike() {
    for (a, b) in [
        ("Ada Novak", "Jan Novak"),
        ("Li Chen", "Wu Chen"),
        ("Kim Do Yun", "Kim Min Yun"),
        ("Nguyen Van An", "Nguyen Thi An"),
        ("Ada Maria Novak", "Ada Maria Kim"),
        ("Omar bin Karim", "Karim bin Omar"),
        ("William G. Hart", "William W. Hart"),
        ("陳大文", "陳小文"),
        ("Ada", "Ada Maria Novak"),
    ] {
        let similarity = similarity(NameKind::Person, a, b);
        assert!(similarity < ALIKE, "{a} | {b}: {similarity}");
    }
}

#[test]
fn organizations_are_told_apart_by_their_own_words() {
    let check = |a: &str, b: &str, is_alike: bool| {
        let similarity = similarity(NameKind::Organization, a, b);
        assert_eq!(similarity >= ALIKE, is_alike, "{a} | {b}: {similarity}");
    };
    check("Tern Harbor LLC", "Tern Harbor Limited Liability Company", true);
    check("ООО Альтаир", "Altair Ltd.", true);
    check("The Tern & Heron Co.", "Tern and Heron Company", true);
    check("T.H.L. Trading", "THL Trading", true);
    check("Tern Harbor Logistics Union", "THLU", true);
    check("Tern Bank of Norland", "Osprey Bank of Norland", false);
    check("Tern Systems Inc.", "Tern Industries Inc.", false);
    check("Tern GmbH", "Tern AG", false);
}

#[test]
fn a_comparison_says_what_lay_beside_what() {
    let (a, b) = (
        prepared(NameKind::Organization, "Tern Harbor Fund VII LP"),
        prepared(NameKind::Organization, "Tern Harbour Fund VIII LLP"),
    );
    let it = compare(&a, &b);
    assert!(it.numbers_differ && !it.forms_differ);
    assert_eq!(
        it.to_string(),
        "2 words the same, 1 a few letters apart, 1 that differs; the numbers differ"
    );
    assert_eq!((a.reveal(3..4), b.reveal(1..2)), ("7", "harbour"));

    let (a, b) =
        (prepared(NameKind::Person, "A. Lovelace"), prepared(NameKind::Person, "Ada M. Lovelace"));
    let it = compare(&a, &b);
    let expected =
        [(0..1, 0..1, How::Initials), (1..2, 2..3, How::Same), (0..0, 1..2, How::Missing)];
    let found: Vec<_> = it.words.into_iter().map(|it| (it.first, it.second, it.how)).collect();
    assert_eq!(found, expected);
}

#[test]
fn no_word_is_shown_and_long_texts_are_cut() {
    let name = prepared(NameKind::Person, &"Ada ".repeat(40));
    assert_eq!(format!("{name:?}"), "PreparedName(Person, 16 words)");
}

#[test]
fn a_text_without_letters_is_no_name() {
    for text in ["", " ", "?!", "\u{200d}"] {
        assert_eq!(PreparedName::read(NameKind::Person, text), None);
        assert_eq!(PreparedName::read(NameKind::Organization, text), None);
    }
}

const TEXT: &str = "\\PC{0,40}|([A-Za-z.&,'0-9-]{1,9} ){0,20}|(bin|van|de|Ltd|Co|Ada|A\\.|von| |Novak|김민준|陳|הכנ|VII|,){0,12}";

proptest::proptest! {
    #[test]
    fn any_two_texts_compare_the_same_both_ways(a in TEXT, b in TEXT) {
        for kind in [NameKind::Person, NameKind::Organization] {
            let (Some(a), Some(b)) = (PreparedName::read(kind, &a), PreparedName::read(kind, &b)) else { continue };
            let (there, back) = (compare(&a, &b), compare(&b, &a));
            proptest::prop_assert!((0.0..=1.0).contains(&there.similarity));
            proptest::prop_assert_eq!(there.similarity, back.similarity);
            proptest::prop_assert_eq!(there.words.len(), back.words.len());
            proptest::prop_assert_eq!(&there, &compare(&a, &b));
            for (side, name) in [(0, &a), (1, &b)] {
                let spans = there.words.iter().map(|it| if side == 0 { &it.first } else { &it.second });
                proptest::prop_assert_eq!(spans.map(|it| it.len()).sum::<usize>(), name.len());
            }
        }
    }

    #[test]
    fn a_name_is_itself(text in TEXT) {
        for kind in [NameKind::Person, NameKind::Organization] {
            let Some(name) = PreparedName::read(kind, &text) else { continue };
            proptest::prop_assert_eq!(compare(&name, &name).similarity, 1.0);
        }
    }
}
