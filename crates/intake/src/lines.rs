//! Text line by line, each at most as long as the gate holds.

use std::io::Read;

use memchr::memchr;

use crate::window::Window;

/// The next line that is not blank, with its number, without its line end; or why it cannot be handed on.
pub(crate) fn next_line<R: Read>(
    window: &mut Window<R>,
    cap: usize,
) -> Option<(u64, Result<Vec<u8>, String>)> {
    window.skip_space();
    let line = window.line();
    let mut res = Vec::new();
    let mut n_bytes = 0;
    loop {
        let here = window.ahead(1);
        if here.is_empty() {
            break;
        }
        let end = memchr(b'\n', here);
        let n = end.unwrap_or(here.len());
        n_bytes += n;
        if n_bytes <= cap {
            res.extend_from_slice(&here[..n]);
        } else {
            // Skipped to its end without being held.
            res = Vec::new();
        }
        window.advance(n + usize::from(end.is_some()));
        if end.is_some() {
            return Some((line, finish(res, n_bytes, cap)));
        }
    }
    if let Some(failure) = window.take_failure() {
        return Some((line, Err(failure)));
    }
    (n_bytes > 0).then(|| (line, finish(res, n_bytes, cap)))
}

fn finish(mut line: Vec<u8>, n_bytes: usize, cap: usize) -> Result<Vec<u8>, String> {
    if n_bytes > cap {
        return Err(too_long(cap));
    }
    let n = line.trim_ascii_end().len();
    line.truncate(n);
    // Files joined end to end carry the mark of UTF-8 in the middle.
    if line.starts_with("\u{feff}".as_bytes()) {
        line.drain(..3);
    }
    Ok(line)
}

/// What a record above the cap says.
pub(crate) fn too_long(cap: usize) -> String {
    format!(
        "record longer than {cap} bytes, skipped to its end; check that the file has line ends and closed quotes"
    )
}
