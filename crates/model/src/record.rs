//! One row of an export as the vendor wrote it, where it stood, and the answer that a source gives about it.

use std::{fmt, net::IpAddr, sync::Arc};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Document, Fact,
    names::Name,
    value::{BankAccount, Email, Handle, Phone, Serial, Wallet},
};

/// Where inside a file something stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Locator {
    /// 1-based line, for text that is read line by line.
    Line(u64),
    /// RFC 6901 pointer, for JSON that is not line-delimited.
    Pointer(String),
    /// 1-based page of a document.
    Page(u32),
    /// Commit id of a git history.
    Commit(String),
}

/// The place where something was said: a file of the input and a position in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Provenance {
    /// Path relative to the scanned folder, `/`-separated; inside archives `archive.zip/inner.json`.
    pub file: Arc<str>,
    /// Position in the file.
    pub at: Locator,
}

impl Provenance {
    /// A line of a file.
    pub fn line(file: impl Into<Arc<str>>, line: u64) -> Self {
        Self { file: file.into(), at: Locator::Line(line) }
    }
}

impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Locator::Line(line) => write!(f, "{}:{line}", self.file),
            Locator::Pointer(pointer) => write!(f, "{}#{pointer}", self.file),
            Locator::Page(page) => write!(f, "{} page {page}", self.file),
            Locator::Commit(commit) => write!(f, "{}@{commit}", self.file),
        }
    }
}

/// The header row of a table, as written and as matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Column names as the file has them.
    pub written: Vec<String>,
    /// The same, folded for matching: lower case, runs of anything but letters and digits as one `_`, no leading or trailing `_`.
    pub folded: Vec<String>,
}

impl Header {
    /// Folds the written names.
    pub fn new(written: Vec<String>) -> Self {
        let mut folded: Vec<String> = written.iter().map(|it| Self::fold(it)).collect();
        // Where another column says `Number` in words, `Serial #` is another serial.
        for (idx, name) in written.iter().enumerate().filter(|(_, it)| it.contains('#')) {
            if folded.iter().enumerate().any(|(other, it)| other != idx && *it == folded[idx]) {
                folded[idx] = Self::fold(&name.replace('#', " "));
            }
        }
        Self { written, folded }
    }

    /// `Work E-mail ` → `work_e_mail`; `workEmail` → `work_email`; `Employee #` → `employee_number`.
    pub fn fold(name: &str) -> String {
        let mut res = String::with_capacity(name.len());
        let mut previous_is_small = false;
        for letter in name.chars() {
            if !letter.is_alphanumeric() {
                previous_is_small = false;
                if !res.is_empty() && !res.ends_with('_') {
                    res.push('_');
                }
                if letter == '#' {
                    res.push_str("number_");
                }
                continue;
            }
            if letter.is_uppercase() && previous_is_small {
                res.push('_');
            }
            previous_is_small = letter.is_lowercase() || letter.is_numeric();
            res.extend(letter.to_lowercase());
        }
        res.trim_end_matches('_').to_owned()
    }

    /// Position of a column by its folded name.
    pub fn position(&self, folded: &str) -> Option<usize> {
        self.folded.iter().position(|it| it == folded)
    }
}

/// What a record holds.
#[derive(Debug, Clone)]
pub enum Body {
    /// One JSON value, as text.
    Json(Box<str>),
    /// One row of a table; short rows are padded with empty cells by the gate, long ones refused there.
    Row {
        /// The table's header.
        header: Arc<Header>,
        /// One cell a column.
        cells: Vec<String>,
    },
    /// One line of a log.
    Line(Box<str>),
    /// A document beside the exports (a résumé), already turned into text and metadata.
    Document(Arc<Document>),
}

/// One row or entry as the vendor wrote it.
#[derive(Debug, Clone)]
pub struct Record {
    /// Where it stood.
    pub from: Provenance,
    /// What it holds.
    pub body: Body,
}

impl Record {
    /// A cell by folded column name; `None` when the column is missing or the cell is blank.
    pub fn cell(&self, folded: &str) -> Option<&str> {
        let Body::Row { header, cells } = &self.body else { return None };
        let cell = cells.get(header.position(folded)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }
}

/// A record of one system that stands for a person: a candidate, a worker row, a login, a referee.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordKey {
    /// Id of the source, such as `okta_system_log`.
    #[serde(with = "crate::names")]
    pub source: Name,
    /// The record's own identifier in that system, as the system writes it.
    pub key: Arc<str>,
}

impl RecordKey {
    /// A key of a source.
    pub fn new(source: &'static str, key: impl Into<Arc<str>>) -> Self {
        Self { source, key: key.into() }
    }
}

/// A name by which an export points at a device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DeviceKey {
    /// The maker's serial number.
    Serial(Serial),
    /// Host name, lower case, without domain.
    Host(String),
    /// A management system's own id.
    Managed {
        /// Which system's ids these are: `entra`, `defender`, `intune`, `jamf`, `crowdstrike` and so on.
        #[serde(with = "crate::names")]
        system: Name,
        /// The id, lower case.
        id: String,
    },
}

/// Whom or what a statement is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A record that stands for a person.
    Record(RecordKey),
    /// A device; linking finds out whose it is.
    Device(DeviceKey),
    /// A parcel by its tracking number; linking finds the shipment that it carried.
    Parcel(String),
    /// A value that a watch list names: nobody's own, to be met with what people use.
    Indicator(Indicator),
}

/// A value that a watch list can name. Names of people are not among them: a name is shared by strangers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Indicator {
    /// A mail address.
    Email(Email),
    /// A domain, lower case, for mail addresses and pages at or under it.
    Domain(Arc<str>),
    /// A telephone number.
    Phone(Phone),
    /// A network: its first address and the length of its prefix; a single address has its full length.
    Network(IpAddr, u8),
    /// A profile or web page.
    Handle(Handle),
    /// A wallet.
    Wallet(Wallet),
    /// A bank account.
    Account(BankAccount),
    /// A device, by its maker's serial number.
    Serial(Serial),
}

impl Indicator {
    /// The network of this length that an address is in; no length is longer than the address.
    pub fn network(ip: IpAddr, prefix_bits: u8) -> Self {
        let ip = ip.to_canonical();
        let most = if ip.is_ipv4() { 32 } else { 128 };
        let network = ipnet::IpNet::new_assert(ip, prefix_bits.min(most)).trunc();
        Self::Network(network.network(), network.prefix_len())
    }
}

/// One fact about one subject, said once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// Whom or what it is about.
    pub subject: Subject,
    /// What is said.
    pub fact: Fact,
    /// When it was so, if the record says; a plain date is midnight UTC of that day.
    pub at: Option<Timestamp>,
}

/// What a source answers about one record: exactly one of these or a [`Reject`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The record says this much.
    Says(Vec<Statement>),
    /// The record is sound and of no use here; the reason is one of few, in words.
    PassOver(&'static str),
}

/// Why a record could not be read, in words for the person who made the export: lower case, what was expected and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reject(pub String);

impl Reject {
    /// A reason.
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_says_number_in_words_goes_before_one_with_a_sign() {
        let folded =
            |names: &[&str]| Header::new(names.iter().map(|&it| it.into()).collect()).folded;
        assert_eq!(folded(&["Serial #", "Serial Number"]), ["serial", "serial_number"]);
        assert_eq!(folded(&["Employee #", "Name"]), ["employee_number", "name"]);
    }

    #[test]
    fn headers_fold_to_one_form() {
        for (written, folded) in [
            ("Work E-mail ", "work_e_mail"),
            ("workEmail", "work_email"),
            ("\u{feff}Hire Date (UTC)", "hire_date_utc"),
            ("IP", "ip"),
            ("Employee #", "employee_number"),
            ("# of devices", "number_of_devices"),
            ("address1", "address1"),
        ] {
            assert_eq!(Header::fold(written), folded);
        }
    }
}
