//! An input file as the gate hands it over.

use crate::{Provenance, Record, Reject};

/// A record as the gate hands it over; what the gate itself could not read is refused with its place.
pub type Incoming = Result<Record, (Provenance, Reject)>;

/// Records in file order.
pub type RecordStream<'a> = Box<dyn Iterator<Item = Incoming> + Send + 'a>;

/// Many lines of a file at once, as they lie there.
#[derive(Debug)]
pub enum Block {
    /// Whole lines.
    Lines {
        /// 1-based number of the first.
        first: u64,
        /// The lines with their ends, in UTF-8 unless the file is damaged.
        bytes: Vec<u8>,
    },
    /// A line that cannot be handed on, or the place where reading stopped.
    Refused(Provenance, Reject),
}

/// What the gate makes of one line, given its number and its text without white space around; it never answers differently
/// for equal lines but for their place.
pub type LineGate = Box<dyn FnMut(u64, &[u8]) -> Incoming + Send>;

/// The blocks of a file in order.
pub trait Blocks: Send {
    /// The next one, in a buffer that is no longer needed: new memory for every block would cost more than reading it.
    fn next_block(&mut self, spare: Vec<u8>) -> Option<Block>;
}

/// A file of one JSON object a line, for readers that know most lines at a glance. A blank line is no record.
pub trait LineFile: Send + Sync {
    /// The lines from the start of the file; of a stream they can be asked for once.
    fn blocks(&self) -> Box<dyn Blocks>;

    /// A gate for single lines; one for each thread.
    fn gate(&self) -> LineGate;
}

/// SHA-256 of a file's own bytes as they lie on disk or in the archive, lower-case hex; empty for a stream. Best asked for
/// when the records have been read: lines are hashed on the way, and before that the file would be read for the hash alone.
pub type Sha256<'a> = Box<dyn Fn() -> String + Send + Sync + 'a>;

/// One file of the input, inside an archive or not.
pub struct InputFile<'a> {
    /// Path relative to the scanned folder, `/`-separated.
    pub name: String,
    /// The hash of its bytes.
    pub sha256: Sha256<'a>,
    /// Columns or keys that hold protected traits: the gate has dropped them.
    pub dropped_columns: Vec<String>,
    /// Its records.
    pub records: RecordStream<'a>,
    /// The same records as lines, where the file is one of JSON lines.
    pub lines: Option<Box<dyn LineFile + 'a>>,
}
