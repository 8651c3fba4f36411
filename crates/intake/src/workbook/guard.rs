//! What an Excel workbook unpacks to, looked at before another's parser holds it: that one trusts every size that a file
//! announces.

use std::io::Read;

use quick_xml::{Reader, events::Event};

use crate::{Limits, archive, markup::Capped, place::Place, window::Window};

/// Unpacked bytes of all parts that may be held while sheets are read: shared strings, formats, pictures.
const HELD_BYTES: u64 = 256 << 20; // guess: a sheet of a million rows has 100 MiB of shared strings
/// Announced strings beyond twice the ones that are there.
const SLACK: usize = 1_000; // guess: writers count a few too many

/// Refuses a workbook that unpacks to more than can be held, or announces more than it has.
pub(crate) fn check(book: &Place, limits: &Limits) -> Result<(), String> {
    let mut held = 0;
    for part in archive::parts(book, limits)? {
        let unreadable = |why: String| {
            format!("workbook has a part that cannot be read ({why}); save each sheet as CSV")
        };
        let place = part.place.map_err(unreadable)?;
        let reader = place.reader(limits).map_err(|why| unreadable(why.to_string()))?;
        held += n_held(Window::new(reader), limits).map_err(unreadable)?;
        if held > HELD_BYTES {
            return Err(format!(
                "workbook with strings and pictures of more than {} MiB; save each sheet as CSV",
                HELD_BYTES >> 20
            ));
        }
    }
    Ok(())
}

/// Bytes of a part that are held; none for sheets, which stream.
fn n_held(mut window: Window<impl Read>, limits: &Limits) -> Result<u64, String> {
    let start = window.ahead(1).trim_ascii_start();
    let is_xml = start.starts_with(b"<") || start.starts_with("\u{feff}<".as_bytes());
    if !is_xml {
        return n_bytes(window);
    }
    let cap = limits.record_bytes;
    let mut reader = Reader::from_reader(Capped::new(window, cap));
    // As the parser that reads the part later: what it passes over must not stop this look either.
    let config = reader.config_mut();
    (config.check_end_names, config.check_comments) = (false, false);
    let mut buffer = Vec::new();
    let (mut is_sheet, mut is_first) = (false, true);
    let (mut n_announced, mut n_strings) = (0_usize, 0_usize);
    loop {
        buffer.clear();
        reader.get_mut().renew(cap);
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            // The parser would stop here as well; pictures drawn in old markup are often broken.
            Err(quick_xml::Error::Io(why)) => return Err(why.to_string()),
            Err(_broken) => break,
        };
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.local_name();
                if is_first {
                    is_sheet = name.as_ref() == "worksheet";
                    is_first = false;
                }
                if name.as_ref() == "si" {
                    n_strings += 1;
                } else if name.as_ref() == "sst" {
                    let count = start.try_get_attribute("uniqueCount").ok().flatten();
                    let count = count.and_then(|it| it.value.parse::<usize>().ok());
                    n_announced = n_announced.max(count.unwrap_or_default());
                }
            }
            Event::Eof => break,
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
    if let Some(failure) = reader.get_mut().take_failure() {
        return Err(failure);
    }
    if n_announced > n_strings.saturating_mul(2).saturating_add(SLACK) {
        return Err("it announces far more strings than it has".to_owned());
    }
    Ok(if is_sheet { 0 } else { reader.buffer_position() })
}

fn n_bytes(mut window: Window<impl Read>) -> Result<u64, String> {
    let mut res = 0;
    loop {
        let n = window.ahead(1).len();
        if n == 0 {
            return window.take_failure().map_or(Ok(res), Err);
        }
        res += n as u64;
        window.advance(n);
        if res > HELD_BYTES {
            return Ok(res);
        }
    }
}
