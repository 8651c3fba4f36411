//! The machine-readable zone of a passport or identity card in a text: read at the door, so that the birth date, the nationality
//! and the sex that stand in every zone come no further.
//!
//! A page that holds a zone is the page of an identity document and loses its whole text: beside the zone the same is printed
//! in words. Visas are left out with everything on them.

use bonafide_model::{IdentityZone, value::PersonName};
use jiff::civil::Date;
use mrz::{Format, MrzData};
use sha2::{Digest, Sha256};

use crate::document::hex;

/// Letters of a line of a zone. Published (ICAO 9303 parts 4 to 7): 30, 36 or 44; a letter or two may be misread as none or two.
const LINE: std::ops::RangeInclusive<usize> = 28..=46;
/// Lines that are looked at: guess, a page has two or three.
const LINES: usize = 30;

/// Takes the pages with a zone out of a text and gives what is kept of the first zone.
pub(crate) fn take(text: &mut String) -> Option<IdentityZone> {
    // Most texts have none, and are left as they are.
    if !text.contains("<<") {
        return None;
    }
    let mut res = None;
    let mut kept: Vec<&str> = Vec::new();
    for page in text.split('\u{c}') {
        let lines = lines_of_zone(page);
        if lines.is_empty() {
            kept.push(page);
        } else {
            res = res.or_else(|| read(&lines.join("\n")));
            kept.push("");
        }
    }
    *text = kept.join("\u{c}");
    res
}

/// Lines of capital letters, digits and fillers, of which two or more follow one another.
fn lines_of_zone(page: &str) -> Vec<String> {
    let mut res: Vec<String> = Vec::new();
    let mut run: Vec<String> = Vec::new();
    let bare = |line: &str| line.split_whitespace().collect::<String>();
    let lines = page.lines().map(bare).filter(|it| !it.is_empty());
    for line in lines.chain([String::new()]) {
        if is_line_of_zone(&line) {
            run.push(line);
            continue;
        }
        if run.len() > 1 && run.iter().any(|it| it.contains("<<")) {
            res.append(&mut run);
        }
        run.clear();
    }
    res.truncate(LINES);
    res
}

fn is_line_of_zone(line: &str) -> bool {
    LINE.contains(&line.len())
        && line.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'<')
}

fn read(lines: &str) -> Option<IdentityZone> {
    let zone = mrz::find_and_parse(lines).ok()?;
    let is_visa = matches!(zone.format, Format::MrvA | Format::MrvB);
    (!is_visa).then(|| kept(&zone))
}

fn kept(zone: &MrzData) -> IdentityZone {
    // A zone that holds only once a letter was exchanged is one to look at again, whoever exchanged it before.
    let holds = zone.valid() && !zone.damaged_recovery;
    let number = format!("{}:{}", zone.issuing_country, zone.full_document_number());
    let expires = zone.date_of_expiry.calendar().and_then(|it| {
        let small = |it: u32| i8::try_from(it).ok();
        Date::new(i16::try_from(it.year).ok()?, small(it.month)?, small(it.day)?).ok()
    });
    IdentityZone {
        holds,
        name: PersonName::from_parts(&zone.given_names, &zone.surname).ok(),
        expires: expires.filter(|_| zone.checks.date_of_expiry == Some(true)),
        number: holds.then(|| hex(&Sha256::digest(number)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Published (ICAO 9303 part 4 to 6): the specimens of the State of Utopia.
    const PASSPORT: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    const CARD: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    const SMALL_CARD: &str =
        "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
    const VISA: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<";

    #[test]
    fn every_size_of_document_is_read_and_no_trait_of_the_person_is_kept() {
        for zone in [PASSPORT, CARD, SMALL_CARD] {
            let mut text = format!("Curriculum\n\u{c}UTOPIA\nDate of birth 12 AUG 1974\n{zone}\n");
            let found = take(&mut text).unwrap();
            assert_eq!(text, "Curriculum\n\u{c}");
            assert!(found.holds);
            assert_eq!(found.expires, Some("2012-04-15".parse().unwrap()));
            assert_eq!(found.name.unwrap().reveal(), "ANNA MARIA ERIKSSON");
            assert_eq!(found.number.unwrap().len(), 64);
        }
    }

    #[test]
    fn one_number_of_two_states_is_two_numbers() {
        let number = |zone: &str| take(&mut zone.to_owned()).unwrap().number;
        assert_eq!(number(CARD), number(SMALL_CARD));
        assert_ne!(number(CARD), number(PASSPORT));
    }

    #[test]
    fn a_zone_that_does_not_hold_is_said_to_and_gives_no_number() {
        // The number and the composite no longer agree with their digits, in more places than one misread letter.
        let mut forged = PASSPORT.replace("L898902C3", "L898742C3").replace("120415", "290415");
        let found = take(&mut forged).unwrap();
        assert!(!found.holds);
        assert_eq!((found.number, found.expires), (None, None));
        assert_eq!(forged, "");
    }

    #[test]
    fn visas_and_other_texts_give_nothing() {
        let mut visa = VISA.to_owned();
        assert_eq!((take(&mut visa), visa.as_str()), (None, ""));
        let code = "shift << 2\nABCDEFGHIJKLMNOPQRSTUVWXYZ<<ABCDEFGHIJKL\nlower case";
        let mut text = code.to_owned();
        assert_eq!((take(&mut text), text.as_str()), (None, code));
    }
}
