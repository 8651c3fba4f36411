//! The lists that signals compare with: hardware and rails by hand, remote tools and mail domains from packed tables.

use std::collections::BTreeSet;

use bonafide_model::{CaptureDevice, KvmDisplay, KvmUsb, Lists, PaymentRail, Technology};
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::packed::Lines;
use crate::{software, tables};

#[derive(Deserialize)]
pub(crate) struct Rows<Row> {
    row: Vec<Row>,
}

/// The rows of a list that is part of the binary.
pub(crate) fn rows<Row: DeserializeOwned>(text: &str) -> Vec<Row> {
    let rows: Rows<Row> = toml::from_str(text).expect("a list of lists/ has rows of its own kind");
    rows.row
}

#[derive(Deserialize)]
struct UsbRow {
    device: String,
    vendor_id: u16,
    product_id: Option<u16>,
    text: Option<String>,
    serial: Option<String>,
    specific: bool,
    provenance: String,
}

#[derive(Deserialize)]
struct DisplayRow {
    device: String,
    manufacturer: String,
    product_code: Option<u16>,
    name: Option<String>,
    text_serial: Option<String>,
    serial_number: Option<u32>,
    disguise: bool,
    provenance: String,
}

#[derive(Deserialize)]
struct CaptureRow {
    device: String,
    vendor_id: Option<u16>,
    product_id: Option<u16>,
    text: Option<String>,
    provenance: String,
}

#[derive(Deserialize)]
struct RailRow {
    name: String,
    texts: BTreeSet<String>,
    bank_ids: BTreeSet<String>,
    provenance: String,
}

#[derive(Deserialize)]
struct TechnologyRow {
    name: String,
    spellings: BTreeSet<String>,
    since: Date,
}

#[derive(Deserialize)]
struct FreeMail {
    domains: BTreeSet<String>,
}

/// Reads all lists.
pub(crate) fn read() -> Lists {
    let free: FreeMail = toml::from_str(include_str!("../lists/free-mail.toml"))
        .expect("lists/free-mail.toml is well formed");
    let disposable = tables::disposable_domains();
    // Lists of throw-away domains hold a few providers where anybody has an account for life.
    let disposable_domains =
        each(&disposable).filter(|it| !free.domains.contains(*it)).map(str::to_owned).collect();
    Lists {
        remote_tools: software::remote_tools(),
        kvm_usb: kvm_usb(),
        kvm_displays: kvm_displays(),
        capture_devices: capture_devices(),
        software: software::software(),
        payment_rails: payment_rails(),
        technologies: technologies(),
        disposable_domains,
        free_mail_domains: free.domains,
    }
}

/// The lines of a packed text.
pub(crate) fn each(lines: &Lines) -> impl Iterator<Item = &str> {
    (0..lines.len()).map(|idx| lines.line(idx))
}

fn kvm_usb() -> Vec<KvmUsb> {
    let rows: Vec<UsbRow> = rows(include_str!("../lists/kvm-usb.toml"));
    let usb = |row: UsbRow| KvmUsb {
        device: row.device,
        vendor_id: row.vendor_id,
        product_id: row.product_id,
        text: row.text,
        serial: row.serial,
        is_specific: row.specific,
        provenance: row.provenance,
    };
    rows.into_iter().map(usb).collect()
}

fn kvm_displays() -> Vec<KvmDisplay> {
    let rows: Vec<DisplayRow> = rows(include_str!("../lists/kvm-displays.toml"));
    let display = |row: DisplayRow| KvmDisplay {
        device: row.device,
        manufacturer: row.manufacturer,
        product_code: row.product_code,
        name: row.name,
        text_serial: row.text_serial,
        serial_number: row.serial_number,
        is_disguise: row.disguise,
        provenance: row.provenance,
    };
    rows.into_iter().map(display).collect()
}

fn capture_devices() -> Vec<CaptureDevice> {
    let rows: Vec<CaptureRow> = rows(include_str!("../lists/capture-devices.toml"));
    let capture = |row: CaptureRow| CaptureDevice {
        device: row.device,
        vendor_id: row.vendor_id,
        product_id: row.product_id,
        text: row.text,
        provenance: row.provenance,
    };
    rows.into_iter().map(capture).collect()
}

fn payment_rails() -> Vec<PaymentRail> {
    let rows: Vec<RailRow> = rows(include_str!("../lists/payment-rails.toml"));
    let rail = |row: RailRow| PaymentRail {
        name: row.name,
        texts: row.texts,
        bank_ids: row.bank_ids,
        provenance: row.provenance,
    };
    rows.into_iter().map(rail).collect()
}

fn technologies() -> Vec<Technology> {
    let rows: Vec<TechnologyRow> = rows(include_str!("../lists/technologies.toml"));
    let technology =
        |TechnologyRow { name, spellings, since }| Technology { name, spellings, since };
    rows.into_iter().map(technology).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_means_two_technologies_and_all_are_in_small_letters() {
        let all: Vec<String> = technologies().into_iter().flat_map(|it| it.spellings).collect();
        let distinct: BTreeSet<&String> = all.iter().collect();
        assert_eq!((distinct.len(), all.len() > 100), (all.len(), true));
        assert!(all.iter().all(|it| *it == it.to_lowercase()));
    }
}
