//! A user's mapping file: which columns of an export are which of ours.

use std::{collections::BTreeMap, path::Path};

use bonafide_model::{MappedFile, Mapping};
use serde::Deserialize;

use crate::IntakeError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    file: Vec<WrittenFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    pattern: String,
    source: String,
    #[serde(default)]
    columns: BTreeMap<String, String>,
}

/// Reads a mapping from TOML; a key that we do not know is an error, since it is most often a misspelled one.
pub fn load(path: &Path) -> Result<Mapping, IntakeError> {
    let text = std::fs::read_to_string(path).map_err(|source| IntakeError::of(path, source))?;
    parse(&text).map_err(|why| IntakeError::Mapping { path: path.to_owned(), why })
}

fn parse(text: &str) -> Result<Mapping, String> {
    let written: Written =
        toml::from_str(text).map_err(|why| why.to_string().trim_end().to_owned())?;
    if written.file.is_empty() {
        return Err("no [[file]] entry".to_owned());
    }
    let files = written
        .file
        .into_iter()
        .map(|it| MappedFile { pattern: it.pattern, source: it.source, columns: it.columns })
        .collect();
    Ok(Mapping { files })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_read_and_a_misspelled_key_is_not() {
        let mapping = parse(
            "[[file]]\npattern = \"people*.csv\"\nsource = \"hris_workers\"\n[file.columns]\nwork_email = \"Mail (work)\"\n",
        )
        .unwrap();
        let expected = MappedFile {
            pattern: "people*.csv".to_owned(),
            source: "hris_workers".to_owned(),
            columns: BTreeMap::from([("work_email".to_owned(), "Mail (work)".to_owned())]),
        };
        assert_eq!(mapping.files, [expected]);
        let why = parse("[[file]]\npattern = \"a\"\nsource = \"b\"\ncolums = {}\n").unwrap_err();
        assert!(why.contains("unknown field `colums`"), "{why}");
    }
}
