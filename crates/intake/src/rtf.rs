//! Rich Text Format: text, who made and changed it, revision ids, pictures.
//!
//! Groups are kept on a list and not on the stack, so that a file of a million braces is only a long file.

use bonafide_model::{Document, DocumentKind};
use encoding_rs::{Encoding, WINDOWS_1252};

use crate::{
    document::{tidy, tidy_line},
    docx::field_target,
    flow::Flow,
    picture::{self, Seen},
    rtf_words::{Piece, Pieces},
    stamp,
    worker::Task,
};

/// Groups inside groups that are told apart; guess, word processors stay below 100.
const DEEPEST: usize = 10_000;
/// Bytes of pictures: guess.
const PICTURES_BYTES: usize = 64 << 20;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    Text,
    Nowhere,
    Author,
    Operator,
    Company,
    Generator,
    Template,
    Created,
    Revised,
    Field,
    Picture,
    Rsids,
    /// What describes the document: its own text is left out, the destinations in it are not.
    About,
    /// A destination that older readers leave out, and that we may not know.
    Optional,
}

#[derive(Debug, Clone, Copy)]
struct Group {
    into: Destination,
    /// Bytes that stand for a `\u` letter in old readers and are skipped.
    fallback: usize,
    /// The group is the result of a field whose target is a link.
    is_link: bool,
}

/// A document under way.
struct Reading {
    flow: Flow,
    groups: Vec<Group>,
    code_page: &'static Encoding,
    /// Bytes of letters of the code page that are not yet turned into text.
    bytes: Vec<u8>,
    to_skip: usize,
    /// What stands in the destination that is open.
    value: String,
    stamp: [i32; 5],
    high: Option<u16>,
    pictures: usize,
    field_target: Option<String>,
    document: Document,
}

/// Reads a document.
pub(crate) fn read(bytes: &[u8], task: &Task) -> Result<Document, String> {
    let mut reading = Reading {
        flow: Flow::new(task.text_bytes),
        groups: vec![Group { into: Destination::Text, fallback: 1, is_link: false }],
        code_page: WINDOWS_1252,
        bytes: Vec::new(),
        to_skip: 0,
        value: String::new(),
        stamp: [0; 5],
        high: None,
        pictures: 0,
        field_target: None,
        document: Document::new(DocumentKind::Rtf, task.sha256.clone()),
    };
    for piece in Pieces::of(bytes) {
        match piece {
            Piece::Open => reading.open()?,
            Piece::Close => reading.close(),
            Piece::Word(word, number) => reading.word(word, number),
            Piece::Byte(byte) => reading.byte(byte),
            Piece::Binary(bytes) => reading.picture(bytes),
        }
        if reading.flow.is_full() {
            break;
        }
    }
    while reading.groups.len() > 1 {
        reading.close();
    }
    reading.settle();
    let mut res = reading.document;
    res.text = tidy(&reading.flow.finish(), task.text_bytes);
    Ok(res)
}

impl Reading {
    fn group(&mut self) -> &mut Group {
        self.groups.last_mut().expect("the outermost group is never closed")
    }

    fn open(&mut self) -> Result<(), String> {
        self.settle();
        if self.groups.len() >= DEEPEST {
            return Err(
                "document is damaged: groups nested too deep; save it anew as PDF".to_owned()
            );
        }
        let group = *self.group();
        self.groups.push(Group { is_link: false, ..group });
        Ok(())
    }

    fn close(&mut self) {
        self.settle();
        let Some(group) = (self.groups.len() > 1).then(|| self.groups.pop()).flatten() else {
            return;
        };
        if group.is_link {
            self.flow.close_link();
        }
        if self.group().into != group.into {
            self.keep(group.into);
        }
    }

    /// What a destination held, once it ends.
    fn keep(&mut self, into: Destination) {
        let text = std::mem::take(&mut self.value);
        let line = || tidy_line(text.trim_end_matches(';'));
        let document = &mut self.document;
        match into {
            Destination::Author => document.author = line(),
            Destination::Operator => document.last_modified_by = line(),
            Destination::Company => document.company = line(),
            Destination::Generator => document.producer = line(),
            Destination::Template => document.template = line(),
            Destination::Field => self.field_target = field_target(&text).map(str::to_owned),
            Destination::Created | Destination::Revised => {
                let [year, month, day, hour, minute] = self.stamp;
                let at =
                    stamp::from_pdf(&format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}"));
                if into == Destination::Created {
                    document.created = at;
                } else {
                    document.modified = at;
                }
                self.stamp = [0; 5];
            }
            Destination::Picture => self.picture(&from_hex(&text)),
            Destination::Text
            | Destination::Nowhere
            | Destination::About
            | Destination::Rsids
            | Destination::Optional => {}
        }
    }

    fn picture(&mut self, bytes: &[u8]) {
        self.pictures += bytes.len();
        if !bytes.is_empty() && self.pictures <= PICTURES_BYTES {
            picture::note(Seen::of(bytes), bytes, &mut self.document);
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    /// Turns the bytes so far into text.
    fn settle(&mut self) {
        self.high = None;
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (text, _) = self.code_page.decode_without_bom_handling(&bytes);
        self.text(&text);
    }

    fn text(&mut self, text: &str) {
        match self.group().into {
            Destination::Text => self.flow.text(text),
            Destination::Nowhere
            | Destination::About
            | Destination::Rsids
            | Destination::Optional => {}
            Destination::Author
            | Destination::Operator
            | Destination::Company
            | Destination::Generator
            | Destination::Template
            | Destination::Created
            | Destination::Revised
            | Destination::Field
            | Destination::Picture => self.value.push_str(text),
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if word == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        self.settle();
        self.to_skip = 0;
        if let Some(into) = destination(word) {
            // A destination that stands in a group that is left out is left out with it.
            if self.group().into != Destination::Nowhere {
                self.group().into = into;
            }
            return;
        }
        if self.group().into == Destination::Optional {
            // `{\*\whatever …}`: older readers leave it out, and so do we.
            self.group().into = Destination::Nowhere;
        }
        match (word, number) {
            ("ansicpg", Some(page)) => self.code_page = code_page(page),
            ("uc", Some(n)) => self.group().fallback = usize::try_from(n).unwrap_or(1).min(8),
            ("rsid" | "rsidroot", Some(rsid)) if self.group().into == Destination::Rsids => {
                self.document.rsids.insert(format!("{rsid:08X}"));
            }
            ("fldrslt", _) => {
                if let Some(target) = self.field_target.take() {
                    self.flow.open_link(target);
                    self.group().is_link = true;
                }
            }
            ("yr" | "mo" | "dy" | "hr" | "min", Some(number)) => self.part_of_stamp(word, number),
            _ => self.sign(word),
        }
    }

    fn part_of_stamp(&mut self, word: &str, number: i32) {
        let [year, month, day, hour, minute] = &mut self.stamp;
        let part = match word {
            "yr" => year,
            "mo" => month,
            "dy" => day,
            "hr" => hour,
            _ => minute,
        };
        *part = number.clamp(0, 9999);
    }

    /// Words that stand for a sign or a break.
    fn sign(&mut self, word: &str) {
        if self.group().into != Destination::Text {
            return;
        }
        match word {
            "par" | "sect" => self.flow.end_line(),
            "line" => self.flow.text("\n"),
            "page" => self.flow.end_page(),
            "tab" => self.flow.text("\t"),
            "cell" | "nestcell" => self.flow.text("\t"),
            "row" | "nestrow" => self.flow.close_row(),
            "emdash" => self.flow.text("\u{2014}"),
            "endash" => self.flow.text("\u{2013}"),
            "bullet" => self.flow.text("\u{2022}"),
            "lquote" => self.flow.text("\u{2018}"),
            "rquote" => self.flow.text("\u{2019}"),
            "ldblquote" => self.flow.text("\u{201c}"),
            "rdblquote" => self.flow.text("\u{201d}"),
            "~" => self.flow.text("\u{a0}"),
            "_" => self.flow.text("-"),
            "emspace" | "enspace" | "qmspace" => self.flow.text(" "),
            _ => {}
        }
    }

    /// `\u8217`: one unit of UTF-16 as a signed number.
    fn unicode(&mut self, number: i32) {
        let high = self.high.take();
        self.settle();
        self.to_skip = self.group().fallback;
        let Ok(unit) = u16::try_from(number & 0xffff) else { return };
        let units: Vec<u16> = high.into_iter().chain([unit]).collect();
        match char::decode_utf16(units).last().and_then(Result::ok) {
            Some(letter) => self.text(letter.encode_utf8(&mut [0; 4])),
            None => self.high = Some(unit),
        }
    }
}

fn destination(word: &str) -> Option<Destination> {
    Some(match word {
        "*" => Destination::Optional,
        "fonttbl" | "colortbl" | "stylesheet" | "listtable" | "listoverridetable" | "themedata"
        | "revtbl" | "datastore" | "latentstyles" | "nonshppict" | "pntext" | "title"
        | "subject" | "keywords" | "doccomm" => Destination::Nowhere,
        "info" => Destination::About,
        "author" => Destination::Author,
        "operator" => Destination::Operator,
        "company" => Destination::Company,
        "generator" => Destination::Generator,
        "template" => Destination::Template,
        "creatim" => Destination::Created,
        "revtim" => Destination::Revised,
        "fldinst" => Destination::Field,
        "pict" => Destination::Picture,
        "rsidtbl" => Destination::Rsids,
        "shppict" | "shp" | "shpinst" | "shptxt" | "footnote" | "header" | "headerl"
        | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => Destination::Text,
        _ => return None,
    })
}

fn code_page(number: i32) -> &'static Encoding {
    let label = match number {
        65001 => "utf-8".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        874 => "windows-874".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

/// Pictures are written as hexadecimal digits.
fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|it| it.to_digit(16))
        .filter_map(|it| u8::try_from(it).ok())
        .collect();
    digits.chunks_exact(2).map(|it| it.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}
