//! The near side of the workers: processes that are kept, fed with documents, watched, and stopped when they take too long.

use std::{
    ffi::OsString,
    fmt, io,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use bonafide_model::Document;

use crate::{
    Limits,
    document::{GAVE_UP, too_slow},
    worker::{self, Task, Terms},
};

/// Documents after which a worker is replaced, so that what parsers leave in memory does not add up: guess.
const DOCUMENTS: u32 = 500;
/// Bytes of an answer beside its text, and how much longer a text becomes as JSON at most: guess and JSON's `\u0000`.
const ANSWER_BYTES: usize = 8 << 20;
const ESCAPED: usize = 6;

/// Processes that read documents. Clones share them; the last one ends them.
#[derive(Clone)]
pub struct Workers(Arc<Pool>);

struct Pool {
    program: PathBuf,
    arguments: Vec<OsString>,
    idle: Mutex<Vec<Worker>>,
}

impl Workers {
    /// Workers that are started as this program with these arguments, which has to call [`crate::serve_documents`].
    pub fn new(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Self {
        Self(Arc::new(Pool {
            program: program.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            idle: Mutex::new(Vec::new()),
        }))
    }

    /// Has one document read. Many threads may ask at once; each then has a worker of its own.
    pub(crate) fn read(
        &self,
        task: Task,
        bytes: Vec<u8>,
        limits: &Limits,
    ) -> Result<Document, String> {
        let order = Arc::new(Order { task, bytes });
        let idle = self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(worker) = idle {
            match self.ask(worker, &order, limits) {
                // The worker may have ended for what came before: only a fresh one says what this document does.
                Err(Failure::Ended) => {}
                Err(Failure::Refused(why)) => return Err(why),
                Ok(document) => return Ok(document),
            }
        }
        let worker = self.0.start(limits).map_err(|why| {
            format!("no process for reading the document ({why}); scan again with fewer programs running")
        })?;
        self.ask(worker, &order, limits).map_err(|why| match why {
            Failure::Ended => GAVE_UP.to_owned(),
            Failure::Refused(why) => why,
        })
    }

    /// Asks one worker. One that answers as agreed goes back to the others; any other is ended.
    fn ask(
        &self,
        mut worker: Worker,
        order: &Arc<Order>,
        limits: &Limits,
    ) -> Result<Document, Failure> {
        let answer = worker.answer(order, limits.document_time)?;
        let answer: Result<Document, String> =
            serde_json::from_slice(&answer).map_err(|_not_ours| Failure::Ended)?;
        worker.n_read += 1;
        if worker.n_read < DOCUMENTS {
            self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        }
        answer.map_err(Failure::Refused)
    }
}

impl fmt::Debug for Workers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workers").field("program", &self.0.program).finish_non_exhaustive()
    }
}

impl PartialEq for Workers {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Workers {}

/// Why a worker gave no document.
enum Failure {
    /// It ended, or said something else than agreed.
    Ended,
    /// In words for the person who scans.
    Refused(String),
}

/// What a worker is asked.
struct Order {
    task: Task,
    bytes: Vec<u8>,
}

/// One running process, and a thread of ours that speaks with it, since a pipe cannot be waited for with a limit of time.
struct Worker {
    child: Child,
    orders: mpsc::Sender<Arc<Order>>,
    answers: mpsc::Receiver<io::Result<Vec<u8>>>,
    n_read: u32,
}

impl Pool {
    fn start(&self, limits: &Limits) -> io::Result<Worker> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What a parser prints when it gives up may hold what stands in the document.
            .stderr(Stdio::null())
            .spawn()?;
        let missing = || io::Error::other("its pipes are missing");
        let input = child.stdin.take().ok_or_else(missing)?;
        let output = child.stdout.take().ok_or_else(missing)?;
        let (orders, to_send) = mpsc::channel();
        let (found, answers) = mpsc::channel();
        let terms = Terms {
            memory_bytes: limits.document_memory_bytes,
            seconds: limits.document_time.as_secs() + 1,
            document_bytes: limits.document_bytes,
        };
        let line =
            Line { input, output, most: limits.document_text_bytes * ESCAPED + ANSWER_BYTES };
        let worker = Worker { child, orders, answers, n_read: 0 };
        thread::Builder::new()
            .name("document worker".to_owned())
            .spawn(move || line.speak(&terms, &to_send, &found))?;
        Ok(worker)
    }
}

impl Worker {
    fn answer(&mut self, order: &Arc<Order>, time: Duration) -> Result<Vec<u8>, Failure> {
        self.orders.send(Arc::clone(order)).map_err(|_ended| Failure::Ended)?;
        match self.answers.recv_timeout(time) {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(why)) if why.kind() == io::ErrorKind::InvalidData => Err(Failure::Refused(
                "document gives far more text than a résumé; save a shorter copy".to_owned(),
            )),
            Ok(Err(_)) | Err(mpsc::RecvTimeoutError::Disconnected) => Err(Failure::Ended),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(Failure::Refused(too_slow(time))),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It keeps nothing, so it may be ended at any time; one that has ended already cannot be, which is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The two pipes of a worker.
struct Line<I, O> {
    input: I,
    output: O,
    most: usize,
}

impl<I: io::Write, O: io::Read> Line<I, O> {
    /// Passes orders on and answers back until either side has ended.
    fn speak(
        mut self,
        terms: &Terms,
        orders: &mpsc::Receiver<Arc<Order>>,
        answers: &mpsc::Sender<io::Result<Vec<u8>>>,
    ) {
        let mut greeting = Some(terms);
        while let Ok(order) = orders.recv() {
            let answer = self.exchange(greeting.take(), &order);
            let is_last = answer.is_err();
            if answers.send(answer).is_err() || is_last {
                return;
            }
        }
    }

    fn exchange(&mut self, terms: Option<&Terms>, order: &Order) -> io::Result<Vec<u8>> {
        if let Some(terms) = terms {
            worker::write_frame(&mut self.input, &serde_json::to_vec(terms)?)?;
        }
        worker::write_frame(&mut self.input, &serde_json::to_vec(&order.task)?)?;
        worker::write_frame(&mut self.input, &order.bytes)?;
        self.input.flush()?;
        worker::read_frame(&mut self.output, self.most)?
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::document::Format;

    /// What becomes of a document whose worker is this shell script.
    fn read_by(script: &str, time: Duration) -> Result<Document, String> {
        let limits = Limits { document_time: time, ..Limits::default() };
        let workers = Workers::new("/bin/sh", ["-c", script]);
        let task = || Task { format: Format::Rtf, sha256: String::new(), text_bytes: 1, pages: 1 };
        let first = workers.read(task(), vec![b'x'; 1 << 10], &limits);
        assert_eq!(first, workers.read(task(), Vec::new(), &limits), "a worker stays a worker");
        first
    }

    #[test]
    fn a_worker_that_ends_hangs_or_never_stops_talking_costs_its_document_only() {
        let time = Duration::from_secs(5);
        assert_eq!(read_by("exit 7", time).unwrap_err(), GAVE_UP);
        assert_eq!(read_by("kill -9 $$", time).unwrap_err(), GAVE_UP);
        assert_eq!(read_by("/bin/printf '\\003\\000\\000\\000abc'", time).unwrap_err(), GAVE_UP);
        assert!(read_by("/bin/yes", time).unwrap_err().contains("far more text"));
        let start = Instant::now();
        let short = Duration::from_millis(100);
        assert_eq!(read_by("/bin/sleep 60", short).unwrap_err(), too_slow(short));
        let limits = Limits { document_time: short, ..Limits::default() };
        let deaf = Workers::new("/bin/sleep", ["60"]);
        let task = Task { format: Format::Rtf, sha256: String::new(), text_bytes: 1, pages: 1 };
        let more_than_a_pipe_holds = vec![b'x'; 4 << 20];
        assert_eq!(deaf.read(task, more_than_a_pipe_holds, &limits).unwrap_err(), too_slow(short));
        assert!(start.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn without_a_program_documents_are_refused_and_not_read_here() {
        let limits = Limits::default();
        let workers = Workers::new("/nowhere/bonafide", ["read-documents"]);
        let task = Task { format: Format::Rtf, sha256: String::new(), text_bytes: 1, pages: 1 };
        let why = workers.read(task, Vec::new(), &limits).unwrap_err();
        assert!(why.starts_with("no process for reading the document"), "{why}");
    }
}
