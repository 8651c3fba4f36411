//! Portable documents of one page, as a simple export writes them.

use crate::{random::Random, resume::Resume};

/// Characters that fit on a line of the page; guess.
const WRAP_CHARS: usize = 95;

/// A document of one text line a line, wrapped.
pub(super) fn bytes(resume: &Resume, lines: &[String]) -> Vec<u8> {
    let mut text = String::from("BT /F1 10 Tf 50 790 Td 13 TL\n");
    for line in lines.iter().flat_map(|line| wrap(line)) {
        text += &format!("({}) Tj T*\n", escape(&line));
    }
    text += "ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", latin1(&text).len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!(
            "<< /Author ({}) /Producer (Example Writer 7.5) /CreationDate (D:{}101200Z) /ModDate (D:{}174000Z) >>",
            escape(&resume.author),
            resume.created.strftime("%Y%m%d"),
            resume.modified.strftime("%Y%m%d")
        ),
    ];
    assemble(&objects, resume)
}

fn assemble(objects: &[String], resume: &Resume) -> Vec<u8> {
    let mut res = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (idx, object) in objects.iter().enumerate() {
        offsets.push(res.len());
        res.extend(latin1(&format!("{} 0 obj\n{object}\nendobj\n", idx + 1)));
    }
    let table = res.len();
    let mut tail = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        tail += &format!("{offset:010} 00000 n \n");
    }
    // The first half of the id stays through edits of a file, so it has to differ between files of different makers.
    let id =
        Random::stream(0, &resume.file, resume.created.day_of_year().unsigned_abs().into()).hex(32);
    tail += &format!(
        "trailer\n<< /Size {} /Root 1 0 R /Info 6 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    res.extend(tail.into_bytes());
    res
}

fn wrap(line: &str) -> Vec<String> {
    let mut res = vec![String::new()];
    for word in line.split(' ') {
        let last = res.last_mut().expect("the list starts with one line");
        if !last.is_empty() && last.len() + word.len() >= WRAP_CHARS {
            res.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    res
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}

/// The single-byte encoding of the page's font; what it does not have becomes a question mark.
fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|it| u8::try_from(u32::from(it)).unwrap_or(b'?')).collect()
}
