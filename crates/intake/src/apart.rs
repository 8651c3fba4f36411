//! Readers that stand on others' parsers run apart: what panics or hangs there costs one file and not the scan.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{self, RecvTimeoutError, SyncSender},
    thread,
    time::Duration,
};

/// Answers that may wait for whoever takes them.
const WAITING: usize = 64; // guess: enough that neither side waits at every row

/// Runs `work` on a thread of its own, which sends what it finds; each next answer is waited for only so long.
///
/// A thread cannot be stopped from outside: one that hangs is left behind and ends with the program. One whose answers nobody
/// takes any more ends when it sends the next.
pub(crate) fn stream<T: Send + 'static>(
    what: &'static str,
    time: Duration,
    work: impl FnOnce(&SyncSender<Result<T, String>>) + Send + 'static,
) -> impl Iterator<Item = Result<T, String>> + Send {
    let (send, answers) = mpsc::sync_channel(WAITING);
    let run = move || {
        if catch_unwind(AssertUnwindSafe(|| work(&send))).is_err() {
            // The one who waits may have given up by now, and then nobody needs the answer.
            drop(send.send(Err(format!("{what} is damaged: its parser gave up; save it anew"))));
        }
    };
    let started = thread::Builder::new().name(what.to_owned()).spawn(run);
    let mut failure = started.err().map(|why| {
        format!("no thread for reading the {what} ({why}); scan again with fewer programs running")
    });
    let mut is_over = false;
    std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        if let Some(why) = failure.take() {
            is_over = true;
            return Some(Err(why));
        }
        match answers.recv_timeout(time) {
            Ok(answer) => Some(answer),
            Err(RecvTimeoutError::Disconnected) => {
                is_over = true;
                None
            }
            Err(RecvTimeoutError::Timeout) => {
                is_over = true;
                let seconds = time.as_secs_f32();
                Some(Err(format!("{what} took longer than {seconds} s to read on; save it anew")))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_order_and_a_panic_or_a_hang_is_the_last() {
        let time = Duration::from_secs(5);
        let found: Vec<Result<u8, String>> =
            stream("book", time, |send| (0..3).for_each(|it| drop(send.send(Ok(it))))).collect();
        assert_eq!(found, [Ok(0), Ok(1), Ok(2)]);
        let found: Vec<Result<u8, String>> =
            stream("book", time, |_| panic!("on purpose")).collect();
        assert_eq!(found, [Err("book is damaged: its parser gave up; save it anew".to_owned())]);
        let time = Duration::from_millis(50);
        let hang = |_: &SyncSender<_>| thread::sleep(Duration::from_secs(2));
        let found: Vec<Result<u8, String>> = stream("book", time, hang).collect();
        assert_eq!(
            found,
            [Err("book took longer than 0.05 s to read on; save it anew".to_owned())]
        );
    }
}
