//! What the columns of a table hold, as their headers and their cells show.

use bonafide_model::{Column, ColumnKind, ProposedKind, Table};

/// Headers by kind, folded to letters and digits. Facts of everyday use, gathered from exports and from the tables of the benchmark.
const HEADERS: &[(ColumnKind, &[&str])] = &[
    (ColumnKind::RecordId, &["id", "recid", "recordid", "uniqueid", "rowid", "uid", "key"]),
    (
        ColumnKind::Given,
        &["given", "givenname", "firstname", "forename", "fname", "first", "vorname", "prenom"],
    ),
    (
        ColumnKind::Family,
        &["family", "familyname", "surname", "lastname", "lname", "last", "nachname", "nom"],
    ),
    (
        ColumnKind::FullName,
        &[
            "name",
            "fullname",
            "displayname",
            "candidate",
            "candidatename",
            "employee",
            "employeename",
            "person",
        ],
    ),
    (ColumnKind::Born, &["dob", "dateofbirth", "birthdate", "born", "birthday", "geburtsdatum"]),
    (
        ColumnKind::Mail,
        &["email", "mail", "emailaddress", "mailaddress", "personalemail", "workemail"],
    ),
    (
        ColumnKind::Phone,
        &["phone", "phonenumber", "telephone", "tel", "mobile", "cell", "mobilephone", "telefon"],
    ),
    (ColumnKind::HouseNumber, &["streetnumber", "housenumber", "streetno", "houseno"]),
    (
        ColumnKind::Street,
        &[
            "street",
            "streetaddress",
            "address",
            "address1",
            "addressline1",
            "streetname",
            "road",
            "strasse",
        ],
    ),
    (ColumnKind::Postcode, &["postcode", "postalcode", "zip", "zipcode", "plz", "postcodefake"]),
    (ColumnKind::City, &["city", "town", "suburb", "locality", "municipality", "ort"]),
    (
        ColumnKind::Identifier,
        &[
            "ssn",
            "socsecid",
            "nationalid",
            "taxid",
            "deviceid",
            "device",
            "serial",
            "payoutid",
            "account",
            "accountid",
            "iban",
            "wallet",
            "customerid",
            "employeeid",
            "linkedin",
            "github",
        ],
    ),
    (
        ColumnKind::Category,
        &[
            "address2",
            "addressline2",
            "state",
            "region",
            "province",
            "county",
            "department",
            "occupation",
            "title",
            "jobtitle",
            "employer",
            "company",
            "school",
        ],
    ),
    (
        ColumnKind::Text,
        &[
            "resume",
            "resumetext",
            "cv",
            "cvtext",
            "coverletter",
            "letter",
            "bio",
            "biography",
            "aboutme",
            "workhistory",
        ],
    ),
    (
        ColumnKind::Coordinates,
        &["coordinates", "coords", "latlon", "latlng", "latlong", "geolocation", "gps"],
    ),
    (ColumnKind::Latitude, &["lat", "latitude"]),
    (ColumnKind::Longitude, &["lon", "lng", "long", "longitude"]),
    (
        ColumnKind::ImageHash,
        &[
            "phash",
            "dhash",
            "imagehash",
            "photohash",
            "picturehash",
            "avatarhash",
            "perceptualhash",
        ],
    ),
    (
        ColumnKind::Documents,
        &["documents", "documentids", "docids", "ancestors", "derivedfrom", "documentancestry"],
    ),
    (
        ColumnKind::Ignored,
        &["source", "src", "cluster", "clusterid", "label", "truth", "notes", "birthplace"],
    ),
];
/// Cells that are looked at.
const SEEN: usize = 2000;
/// Part of the filled cells that must look like the kind. Guess.
const MOST: f64 = 0.9;
/// Distinct cells, as a part of the filled ones, from which each is somebody's own. Guess.
const OWN: f64 = 0.6;
/// Letters and digits on average from which a cell that is somebody's own is issued and no word. Guess.
const ISSUED_LEN: usize = 6;
/// Words on average from which cells are texts. Guess: no name, address or title has as many.
const TEXT_WORDS: usize = 30;

/// Proposes what each column holds; the first column of records' own numbers is the id, others are ignored.
pub(crate) fn propose(table: &Table) -> Vec<ProposedKind> {
    let mut has_id = false;
    let mut res: Vec<ProposedKind> = table
        .columns
        .iter()
        .map(|column| {
            let proposed = by_header(&column.name).unwrap_or_else(|| by_cells(column));
            let is_second_id = has_id && proposed.kind == ColumnKind::RecordId;
            has_id |= proposed.kind == ColumnKind::RecordId;
            if is_second_id {
                ProposedKind { kind: ColumnKind::Ignored, why: "a second id" }
            } else {
                proposed
            }
        })
        .collect();
    let has = |res: &[ProposedKind], kind| res.iter().any(|it| it.kind == kind);
    for (kind, other) in [
        (ColumnKind::Latitude, ColumnKind::Longitude),
        (ColumnKind::Longitude, ColumnKind::Latitude),
    ] {
        if !has(&res, other) {
            for it in res.iter_mut().filter(|it| it.kind == kind) {
                *it = ProposedKind { kind: ColumnKind::Ignored, why: "half of a place" };
            }
        }
    }
    res
}

fn by_header(name: &str) -> Option<ProposedKind> {
    let mut folded = String::new();
    super::fold::solid_into(&mut folded, name);
    let (kind, _) = HEADERS.iter().find(|(_, names)| names.contains(&folded.as_str()))?;
    Some(ProposedKind { kind: *kind, why: "its header" })
}

/// Tells what the cells alone show; anything that is not plain is ignored rather than guessed.
fn by_cells(column: &Column) -> ProposedKind {
    let cells: Vec<&str> = column.texts().filter(|it| !it.is_empty()).take(SEEN).collect();
    let part = |is_it: fn(&str) -> bool| {
        cells.iter().filter(|it| is_it(it)).count() as f64 / cells.len().max(1) as f64
    };
    if cells.is_empty() {
        return ProposedKind { kind: ColumnKind::Ignored, why: "no cell is filled" };
    }
    if part(is_mail) > MOST {
        return ProposedKind { kind: ColumnKind::Mail, why: "its cells are mail addresses" };
    }
    if part(is_phone) > MOST {
        return ProposedKind { kind: ColumnKind::Phone, why: "its cells are telephone numbers" };
    }
    if part(is_point) > MOST {
        return ProposedKind {
            kind: ColumnKind::Coordinates,
            why: "its cells are latitude and longitude",
        };
    }
    let words: usize =
        cells.iter().map(|it| it.split_whitespace().count()).sum::<usize>() / cells.len();
    if words >= TEXT_WORDS {
        return ProposedKind { kind: ColumnKind::Text, why: "its cells are texts" };
    }
    let distinct = cells.iter().collect::<std::collections::BTreeSet<_>>().len();
    let letters: usize = cells.iter().map(|it| it.len()).sum::<usize>() / cells.len();
    let is_own = distinct as f64 > OWN * cells.len() as f64;
    if is_own && letters >= ISSUED_LEN && part(is_solid) > MOST {
        return ProposedKind {
            kind: ColumnKind::Identifier,
            why: "its cells are issued one by one",
        };
    }
    ProposedKind { kind: ColumnKind::Ignored, why: "neither its header nor its cells tell" }
}

fn is_mail(cell: &str) -> bool {
    cell.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !cell.contains(' ')
    })
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_dialed = cell.starts_with('+') || cell.contains(['(', ' ', '-']);
    let others = cell.bytes().all(|it| it.is_ascii_digit() || b"+()-./ ".contains(&it));
    is_dialed && others && (8..=15).contains(&digits)
}

/// Two numbers with fractions, since two whole ones can be anything.
fn is_point(cell: &str) -> bool {
    let has_fractions =
        cell.split_once(',').is_some_and(|(lat, lon)| lat.contains('.') && lon.contains('.'));
    has_fractions && super::shape::point(cell).is_some()
}

fn is_solid(cell: &str) -> bool {
    !cell.contains(' ') && cell.bytes().any(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, cells: &[&str], expected: ColumnKind) {
        let mut column = Column::new(name);
        for cell in cells {
            column.push(cell);
        }
        let table = Table { columns: vec![column], rows: cells.len() };
        assert_eq!(propose(&table)[0].kind, expected, "{name}");
    }

    #[test]
    fn headers_come_first_and_cells_speak_where_headers_do_not() {
        check("First Name", &["ada"], ColumnKind::Given);
        check("soc_sec_id", &["123"], ColumnKind::Identifier);
        check("date_of_birth", &["x"], ColumnKind::Born);
        check("contact", &["a@b.example", "c@d.example"], ColumnKind::Mail);
        check("reach", &["+44 20 5550 0123"], ColumnKind::Phone);
        check("where", &["51.5074,-0.1278", "48.8566, 2.3522"], ColumnKind::Coordinates);
        check("pHash", &["ff00ff00ff00ff00"], ColumnKind::ImageHash);
        check("told", &["a word and more ".repeat(10).as_str()], ColumnKind::Text);
        check("asset", &["A1B2C3D4", "E5F6A7B8"], ColumnKind::Identifier);
    }

    #[test]
    fn what_does_not_tell_is_ignored() {
        check("remarks", &["likes tea", "likes coffee"], ColumnKind::Ignored);
        check("range", &["1,2", "3,4"], ColumnKind::Ignored);
        // One of the two alone is no place.
        check("latitude", &["51.5"], ColumnKind::Ignored);
        check("birth_place", &["leeds"], ColumnKind::Ignored);
        check("blank", &["", ""], ColumnKind::Ignored);
    }
}
