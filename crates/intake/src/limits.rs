//! How much the gate takes from one input, so that a hostile or broken file cannot fill the memory or the day.

use std::time::Duration;

use crate::Workers;

/// Caps of the gate. [`Limits::default`] is what the product uses; tests take smaller ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Longest record held, in bytes: a line, a table row or a JSON element.
    pub record_bytes: usize,
    /// Deepest nesting of a JSON record.
    pub json_depth: usize,
    /// Files and archive members taken together.
    pub files: usize,
    /// Folders inside folders.
    pub folder_depth: usize,
    /// Unpacked bytes of one compressed file.
    pub unpacked_bytes: u64,
    /// Unpacked bytes for every packed byte, once `unpacked_grace_bytes` are exceeded.
    pub unpacked_ratio: u64,
    /// Unpacked bytes that are taken whatever the ratio.
    pub unpacked_grace_bytes: u64,
    /// Bytes of archives inside archives, which are held in memory, all together.
    pub inner_archive_bytes: u64,
    /// Size of a document file, in bytes.
    pub document_bytes: u64,
    /// Text taken from a document, in bytes.
    pub document_text_bytes: usize,
    /// Pages taken from a document.
    pub document_pages: usize,
    /// Time for one document.
    pub document_time: Duration,
    /// Memory for one document, in bytes of address space; kept only by a process of its own.
    pub document_memory_bytes: u64,
    /// Commits of one repository.
    pub history_commits: usize,
    /// Bytes of one commit or tag.
    pub history_object_bytes: u64,
    /// Bytes of a bundle, and of the commits in it.
    pub history_memory_bytes: u64,
    /// Time for finding the commits of one repository.
    pub history_time: Duration,
    /// The processes in which documents are parsed. Without them a thread parses, which can be waited for but not stopped, and
    /// whose memory nobody counts: good enough for files of one's own.
    pub document_workers: Option<Workers>,
}

/// One mebibyte.
const MIB: u64 = 1 << 20;
/// One gibibyte.
const GIB: u64 = 1 << 30;

impl Default for Limits {
    fn default() -> Self {
        Self {
            // guess: the largest audit event seen in samples is under 100 KiB.
            record_bytes: (16 * MIB) as usize,
            // published: serde_json stops at 128 as well.
            json_depth: 128,
            // guess: a hundred thousand applicants with some papers each; a year of hourly log files is 8,760.
            files: 1_000_000,
            // guess
            folder_depth: 32,
            // guess: a year of sign-ins of a large company.
            unpacked_bytes: 256 * GIB,
            // guess: repetitive logs reach 1:50 with gzip; deflate itself ends near 1:1032, so a bomb is close to that.
            unpacked_ratio: 400,
            // guess: below this a bomb is only a nuisance.
            unpacked_grace_bytes: 64 * MIB,
            // guess
            inner_archive_bytes: 256 * MIB,
            // guess: a résumé with photographs is under 10 MiB.
            document_bytes: 20 * MIB,
            // guess: 2 MiB are about 1,000 pages of text.
            document_text_bytes: (2 * MIB) as usize,
            // guess
            document_pages: 200,
            // guess: a résumé parses in milliseconds.
            document_time: Duration::from_secs(10),
            // guess: a document of the greatest size, unpacked several times over.
            document_memory_bytes: GIB,
            // guess: Linux has 1.4 million, and nobody's own repositories come near it.
            history_commits: 1_000_000,
            // guess: generated messages reach some hundred KiB.
            history_object_bytes: 4 * MIB,
            // guess: ten years of a large product with its files.
            history_memory_bytes: GIB,
            // guess: a hundred thousand commits take seconds.
            history_time: Duration::from_secs(300),
            document_workers: None,
        }
    }
}
