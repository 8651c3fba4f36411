//! Mails and mailboxes: what is kept of them, what is attached, and what nobody should send.

use std::{
    fs,
    io::{self, Read},
};

use bonafide_model::Mapping;
use serde_json::{Value, json};

use super::{gzip, read, read_with, show_file, zip_of};
use crate::{Input, Limits, mail, open};

const HEADER: &str = "Return-Path: <ada@x.example>\r\n\
Received: from mx.corp.example (198.51.100.9) by in.corp.example with ESMTPS id 2;\r\n\tSun, 1 Mar 2026 10:15:05 +0000\r\n\
Received: from LAPTOP-7 (host.isp.example [203.0.113.7])\r\n by smtp.x.example with ESMTPSA id 1; Sun, 1 Mar 2026 10:15:01 +0000\r\n\
Authentication-Results: in.corp.example; spf=pass smtp.mailfrom=x.example;\r\n dkim=pass header.d=x.example; dmarc=pass header.from=x.example\r\n\
X-Originating-IP: [203.0.113.7]\r\n\
From: =?utf-8?Q?Ad=C3=A4_Example?= <Ada@x.example>\r\n\
Reply-To: ada.private@y.example\r\n\
To: \"Jobs, Corp\" <jobs@corp.example>, b@corp.example\r\n\
Subject: my application\r\n\
Date: Sun, 1 Mar 2026 19:15:00 +0900 (JST)\r\n\
Message-ID: <1@x.example>\r\n\
X-Mailer: Example Mail 1.0\r\n\
MIME-Version: 1.0\r\n";

/// The JSON of the one record that these bytes are.
fn mail_of(name: &str, bytes: impl Into<Vec<u8>>) -> Value {
    let records = read(name, bytes);
    let text =
        records[0].strip_prefix(&format!("{name}:1 ")).unwrap_or_else(|| panic!("{records:?}"));
    let mut value: Value = serde_json::from_str(text).unwrap();
    value["mail"].take()
}

pub(super) fn pdf_part(name: &str) -> String {
    format!(
        "--b1\r\nContent-Type: application/pdf; name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\nJVBERi0xLjcK\r\nJSVFT0Y=\r\n"
    )
}

pub(super) fn with_parts(parts: &str) -> String {
    format!(
        "{HEADER}Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\nThis is MIME.\r\n--b1\r\nContent-Type: text/plain\r\n\r\nDear all,\r\n\r\nmy text\r\n{parts}--b1--\r\n"
    )
}

#[test]
fn a_mail_is_its_header_without_text_and_subject() {
    let expected = json!({
        "message_id": "1@x.example",
        "offset": "+0900",
        "date": "Sun, 1 Mar 2026 19:15:00 +0900",
        "from": [{"address": "Ada@x.example", "name": "Adä Example"}],
        "reply_to": [{"address": "ada.private@y.example"}],
        "to": [{"address": "jobs@corp.example", "name": "Jobs, Corp"}, {"address": "b@corp.example"}],
        "received": [
            {"from": "mx.corp.example", "by": "in.corp.example", "with": "ESMTPS", "date": "Sun, 1 Mar 2026 10:15:05 +0000", "ips": ["198.51.100.9"]},
            {"from": "LAPTOP-7", "by": "smtp.x.example", "with": "ESMTPSA", "date": "Sun, 1 Mar 2026 10:15:01 +0000", "ips": ["203.0.113.7"]},
        ],
        "originating_ip": ["203.0.113.7"],
        "authentication": [{"server": "in.corp.example", "results": [
            {"method": "spf", "result": "pass", "of": "x.example"},
            {"method": "dkim", "result": "pass", "of": "x.example"},
            {"method": "dmarc", "result": "pass", "of": "x.example"},
        ]}],
        "program": "Example Mail 1.0",
    });
    let text = format!("{HEADER}\r\nDear all,\r\n\r\nFrom Sunday on I can start.\r\n");
    assert_eq!(mail_of("1.eml", text.clone()), expected);
    assert_eq!(mail_of("no-name", text.replace("\r\n", "\n")), expected);
    assert_eq!(mail_of("a/attachments/x.txt", gzip(text.as_bytes())), expected);
}

#[test]
fn attached_documents_are_files_of_their_own() {
    let calendar = "--b1\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let logo = "--b1\r\nContent-Type: image/png; name=logo.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n";
    let text = with_parts(&format!(
        "{}{}{calendar}{logo}",
        pdf_part("../../cv.pdf"),
        pdf_part("../../cv.pdf")
    ));
    let mail = mail_of("m.eml", text.clone());
    let names: Vec<_> = mail["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["name"].as_str(), it["bytes"].as_u64(), it["file"].as_str()))
        .collect();
    assert_eq!(
        names,
        [
            (Some("../../cv.pdf"), Some(14), Some("m.eml/.._.._cv.pdf")),
            (Some("../../cv.pdf"), Some(14), Some("m.eml/.._.._cv.pdf~2")),
            (None, Some(63), Some("m.eml/part-3.ics")),
            (Some("logo.png"), Some(8), None),
        ]
    );
    assert_eq!(mail["attachments"][0]["type"], "application/pdf");
    let input =
        Input::from_memory(vec![("m.eml".to_owned(), text.into_bytes())], &Limits::default());
    let mapping = Mapping::default();
    let files: Vec<(String, String)> = input
        .files(&mapping)
        .map(|it| it.unwrap())
        .map(|it| {
            let sha256 = (it.sha256)();
            (it.name, sha256)
        })
        .collect();
    assert_eq!(
        files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["m.eml", "m.eml/.._.._cv.pdf", "m.eml/.._.._cv.pdf~2", "m.eml/part-3.ics"]
    );
    assert_eq!(mail["attachments"][0]["sha256"], files[1].1.as_str());
    let records: Vec<String> = input.files(&mapping).skip(3).flat_map(show_file).collect();
    assert_eq!(records, [r#"m.eml/part-3.ics:2 {"calendar":{},"event":{"uid":"1"}}"#]);
}

#[test]
fn a_mailbox_is_read_mail_by_mail() {
    let one = HEADER.replace("\r\n", "\n");
    let two = one.replace("<1@", "<2@");
    let with_cv = with_parts(&pdf_part("cv.pdf")).replace("\r\n", "\n").replace("<1@", "<3@");
    let mbox = format!(
        "From ada@x.example Sun Mar  1 10:15:00 2026\n{one}\nHello\n>From here it goes on.\nFrom Monday on at 10:15 we meet\n\nFrom - Sun Mar 01 10:16:00 2026\n{two}\nHi\n\nFrom 18@xxx Sun Mar 01 10:17:00 +0000 2026\n{with_cv}\nFrom - Sun Mar 01 10:18:00 2026\n\nFrom - Sun Mar 01 10:19:00 2026\nnothing of a mail\n\nbody\n"
    );
    let records = read("inbox.mbox", mbox.clone());
    let line = |text: &str| mbox.lines().position(|it| it.contains(text)).unwrap() + 1;
    let shown: Vec<String> = records.iter().map(|it| it.chars().take(60).collect()).collect();
    assert_eq!(records.len(), 6, "{shown:?}");
    assert!(
        records[0].starts_with(r#"inbox.mbox:2 {"mail":{"message_id":"1@x.example""#),
        "{shown:?}"
    );
    assert!(records[1].starts_with(&format!(
        r#"inbox.mbox:{} {{"mail":{{"message_id":"2@x.example""#,
        line("10:16:00") + 1
    )));
    let third = line("10:17:00") + 1;
    assert!(
        records[2].contains(&format!("\"file\":\"inbox.mbox/{third}/cv.pdf\"")),
        "{}",
        records[2]
    );
    assert!(
        records[3].contains("REFUSED expected the header of a mail, with `From` and `Date`"),
        "{shown:?}"
    );
    assert!(records[4].contains("REFUSED expected the header"), "{shown:?}");
    assert!(
        records[5].starts_with(&format!("inbox.mbox/{third}/cv.pdf:1 REFUSED PDF is damaged")),
        "{shown:?}"
    );
    let packed = read("inbox.mbox.gz", gzip(mbox.as_bytes()));
    assert_eq!(packed.len(), 6);
    assert!(packed[5].starts_with(&format!("inbox.mbox.gz/{third}/cv.pdf:1 ")));
    assert_eq!(read("e.zip", zip_of(&[("mail/inbox", mbox.as_bytes())])).len(), 6);
}

#[test]
fn a_maildir_is_a_folder_of_mails() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("Inbox/cur")).unwrap();
    fs::write(folder.path().join("Inbox/cur/1772360100.M1.host:2,S"), "From: a@x.example\n\nhi\n")
        .unwrap();
    let input = open(folder.path(), &Limits::default()).unwrap();
    let records: Vec<String> = input.files(&Mapping::default()).flat_map(show_file).collect();
    assert_eq!(
        records,
        [r#"Inbox/cur/1772360100.M1.host:2,S:1 {"mail":{"from":[{"address":"a@x.example"}]}}"#]
    );
}

#[test]
fn letters_and_tables_are_no_mail() {
    let letter = "From: Ada\nTo: Bo\nDate: today\n\nDear Bo,\n";
    assert_eq!(read("ref.txt", letter), [format!("ref.txt page 1 Text {letter:?}")]);
    assert_eq!(
        read("a.csv", "from,message-id,received\n1,2,3\n"),
        ["a.csv:2 from=1 message_id=2 received=3"]
    );
}

#[test]
fn what_is_called_a_mail_and_has_no_header_of_one_is_refused() {
    let why = "expected the header of a mail, with `From` and `Date`; export the mail whole, as .eml or mbox";
    assert_eq!(
        read("x.eml", "Content-Type: text/plain\n\nhello\n"),
        [format!("x.eml:1 REFUSED {why}")]
    );
    let text = with_parts(
        "--b1\r\nContent-Type: message/rfc822; name=note.txt\r\n\r\nTo: a@x.example\r\n\r\nhi\r\n",
    );
    assert_eq!(read("m.eml", text)[1], format!("m.eml/note.txt.eml:1 REFUSED {why}"));
}

#[test]
fn machines_and_lists_are_told() {
    let mail = mail_of(
        "1.eml",
        format!(
            "List-ID: <all.x.example>\r\n{HEADER}X-MS-Exchange-Organization-AuthAs: Internal\r\n\r\n"
        ),
    );
    assert_eq!((&mail["automatic"], &mail["authenticated_as"]), (&json!(true), &json!("Internal")));
}

#[test]
fn forwarded_mails_are_opened_only_so_deep() {
    let mut text = with_parts(&pdf_part("cv.pdf"));
    for _ in 0..8 {
        text = format!("{HEADER}Content-Type: message/rfc822\r\n\r\n{text}");
    }
    let records = read("m.eml", text);
    let deepest = format!(
        "UNOPENED m.eml{}/attached: mail nested too deep in other mails; save the inner mail as .eml and give that",
        "/part-1.eml".repeat(4)
    );
    assert_eq!(records.iter().filter(|it| it.contains("\"mail\"")).count(), 5);
    assert!(
        records.contains(&deepest),
        "{:?}",
        records.iter().map(|it| it.chars().take(90).collect::<String>()).collect::<Vec<_>>()
    );
}

#[test]
fn parts_in_parts_are_walked_and_never_without_end() {
    let open: String = (0..100)
        .map(|it| format!("--b{it}\r\nContent-Type: multipart/mixed; boundary=b{}\r\n\r\n", it + 1))
        .collect();
    let text = format!("{HEADER}Content-Type: multipart/mixed; boundary=b0\r\n\r\n{open}");
    assert_eq!(mail_of("m.eml", text)["unread"], "parts nested deeper than 32");
    let text = format!(
        "{HEADER}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
        "--b\n\n".repeat(20_000)
    );
    assert_eq!(mail_of("m.eml", text)["unread"], "more than 10000 parts");
    let text = format!("{HEADER}Content-Type: multipart/mixed\r\n\r\n--b\r\n");
    assert_eq!(
        mail_of("m.eml", text)["unread"],
        "a part that should hold parts does not say where they begin"
    );
    let text = with_parts("--b1\r\n--b1\r\n").replace("my text\r\n", "my text\r\n--b1");
    assert!(mail_of("m.eml", text)["unread"].is_null());
}

/// A reader that gives a start, then a line over and over.
struct Endless {
    start: Vec<u8>,
    line: &'static [u8],
    left: u64,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !self.start.is_empty() {
            let n = self.start.as_slice().read(into)?;
            self.start.drain(..n);
            return Ok(n);
        }
        let n = into.len().min(usize::try_from(self.left).unwrap());
        into[..n].iter_mut().zip(self.line.iter().cycle()).for_each(|(to, from)| *to = *from);
        self.left -= n as u64;
        Ok(n)
    }
}

#[test]
fn mails_without_end_pass_by_and_are_never_held() {
    let attached = with_parts(&pdf_part("a.pdf")).replace("JSVFT0Y=\r\n--b1--\r\n", "");
    for (start, line) in [
        (attached.as_str(), b"QWRhIExvdmVsYWNl".as_slice()),
        (attached.as_str(), b"QWRhIExvdmVsYWNl\r\n"),
        (HEADER, b"X-Line: 1\r\n"),
        (HEADER, b"x"),
        ("From: a@x.example\nDate: 1\nReceived: 1\n\n", b"\n"),
    ] {
        let reader = Endless { start: start.as_bytes().to_vec(), line, left: 10_000_000 };
        let records = mail::records(reader, mail::Kind::Mailbox, "m".to_owned());
        let kinds: Vec<bool> = records.map(|(_, it)| it.is_ok()).collect();
        assert_eq!(kinds, [start != HEADER]);
    }
    let mbox = "From a Sun Mar 1 10:15:00 2026\nFrom: a@x.example\n\n".repeat(10_000);
    assert_eq!(mail::records(mbox.as_bytes(), mail::Kind::Mailbox, "m".to_owned()).count(), 10_000);
}

#[test]
fn more_attachments_than_files_are_refused() {
    let text = with_parts(&pdf_part("cv.pdf").repeat(5));
    let few = Limits { files: 3, ..Limits::default() };
    assert_eq!(
        read_with("m.eml", text, &few),
        ["UNOPENED m.eml: more than 3 files inside; unpack it and scan it in parts"]
    );
}

#[test]
fn what_outlook_keeps_says_what_to_do() {
    assert_eq!(
        read("a.pst", b"!BDN\0\0\0\0".to_vec()),
        [
            "a.pst:1 REFUSED Outlook data file (.pst, .ost): export the folder as mbox, or the mails as .eml"
        ]
    );
    let mut message = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    message.extend("__properties_version1.0".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(
        read("a.msg", message),
        ["a.msg:1 REFUSED Outlook message (.msg): save it as .eml, or export the folder as mbox"]
    );
}
