//! Pages of a Parquet column, unpacked by the pure-Rust parsers that the gate has anyway, and with limits of our own: what a page's header
//! announces is never trusted with memory.

use std::{io::Read, sync::Arc};

use parquet::{
    basic::{Compression, Encoding},
    column::page::{Page, PageMetadata, PageReader},
    errors::{ParquetError, Result},
    file::{
        metadata::ColumnChunkMetaData, reader::ChunkReader, serialized_reader::SerializedPageReader,
    },
};

/// Bytes of an unpacked page. Guess: writers make them of 1 MiB, dictionaries of some more.
const MOST_BYTES: usize = 64 << 20;
/// Bytes of a page whose values are told by what they have in common with the one before: each can be as long as the page.
const MOST_FRONT_CODED: usize = 2 << 20;

/// The pages of one column chunk.
pub(super) struct Pages<R: ChunkReader> {
    inner: SerializedPageReader<R>,
    compression: Compression,
}

impl<R: ChunkReader + 'static> Pages<R> {
    /// Opens a chunk of so many rows.
    pub(super) fn new(file: &Arc<R>, chunk: &ColumnChunkMetaData, rows: usize) -> Result<Self> {
        let compression = chunk.compression();
        // The parser is told that nothing is packed, and gives pages as they stand in the file.
        let plain =
            chunk.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
        let inner = SerializedPageReader::new(Arc::clone(file), &plain, rows, None)?;
        Ok(Self { inner, compression })
    }

    fn unpacked(&self, mut page: Page) -> Result<Page> {
        match &mut page {
            Page::DataPage { buf, encoding, .. } => {
                let plain = unpack(self.compression, buf)?;
                refuse_front_coded(*encoding, plain.len())?;
                *buf = plain.into();
            }
            Page::DataPageV2 {
                buf,
                encoding,
                def_levels_byte_len,
                rep_levels_byte_len,
                is_compressed,
                ..
            } => {
                let levels = *def_levels_byte_len as usize + *rep_levels_byte_len as usize;
                let (levels, values) =
                    buf.split_at_checked(levels).ok_or_else(|| damaged("levels beyond a page"))?;
                let mut plain = levels.to_vec();
                if *is_compressed && !values.is_empty() {
                    plain.extend(unpack(self.compression, values)?);
                } else {
                    plain.extend_from_slice(values);
                }
                refuse_front_coded(*encoding, plain.len())?;
                *buf = plain.into();
                *is_compressed = false;
            }
            Page::DictionaryPage { buf, num_values, .. } => {
                let plain = unpack(self.compression, buf)?;
                // Every value takes a byte at least.
                if *num_values as usize > plain.len() {
                    return Err(damaged("a dictionary of more values than bytes"));
                }
                *buf = plain.into();
            }
        }
        Ok(page)
    }
}

impl<R: ChunkReader + 'static> Iterator for Pages<R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl<R: ChunkReader + 'static> PageReader for Pages<R> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.inner.get_next_page()?.map(|it| self.unpacked(it)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.inner.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.inner.skip_next_page()
    }
}

fn damaged(what: &str) -> ParquetError {
    ParquetError::General(format!("damaged ({what}); save the table anew"))
}

fn refuse_front_coded(encoding: Encoding, bytes: usize) -> Result<()> {
    if encoding == Encoding::DELTA_BYTE_ARRAY && bytes > MOST_FRONT_CODED {
        return Err(ParquetError::General(
            "front-coded pages of more than 2 MiB; save the table without DELTA_BYTE_ARRAY"
                .to_owned(),
        ));
    }
    Ok(())
}

fn unpack(compression: Compression, packed: &[u8]) -> Result<Vec<u8>> {
    let broken = |why: &dyn std::fmt::Display| damaged(&format!("packed bytes: {why}"));
    match compression {
        Compression::UNCOMPRESSED => Ok(packed.to_vec()),
        Compression::SNAPPY => {
            let bytes = snap::raw::decompress_len(packed).map_err(|it| broken(&it))?;
            if bytes > MOST_BYTES {
                return Err(too_big());
            }
            snap::raw::Decoder::new().decompress_vec(packed).map_err(|it| broken(&it))
        }
        Compression::GZIP(_) => read_all(flate2::read::MultiGzDecoder::new(packed)),
        Compression::ZSTD(_) => {
            let reader =
                ruzstd::decoding::StreamingDecoder::new(packed).map_err(|it| broken(&it))?;
            read_all(reader)
        }
        other @ (Compression::LZO
        | Compression::BROTLI(_)
        | Compression::LZ4
        | Compression::LZ4_RAW) => Err(ParquetError::General(format!(
            "packed with {other}; save the table with snappy, gzip or zstd"
        ))),
    }
}

fn read_all(reader: impl Read) -> Result<Vec<u8>> {
    let mut res = Vec::new();
    reader
        .take(MOST_BYTES as u64 + 1)
        .read_to_end(&mut res)
        .map_err(|why| damaged(&format!("packed bytes: {why}")))?;
    if res.len() > MOST_BYTES { Err(too_big()) } else { Ok(res) }
}

fn too_big() -> ParquetError {
    ParquetError::General(
        "a page of more than 64 MiB; save the table with smaller pages".to_owned(),
    )
}
