//! `mizan --version`: the program's version, and those of what it holds inside.

use crate::article::sha256;
use crate::dataset::Datasets;
use crate::error::{Error, Result};
use crate::lexicon::ids::Ids;
use crate::lexicon::{embedded_rows, languages};
use crate::table;

/// How many letters of a digest tell one version from another.
const SHORT: usize = 12;

/// The versions, a line each.
pub(super) fn in_full() -> Result<String> {
    let mut lines = vec![env!("CARGO_PKG_VERSION").to_owned()];
    for code in languages() {
        let rows = embedded_rows(code)?;
        let mut csv = Vec::new();
        table::write(&mut csv, &rows)
            .map_err(|cause| Error::new(format!("the lexicon `{code}` cannot be read: {cause}")))?;
        lines.push(format!("lexicon {code}: {} rows, {}", rows.len(), short(&sha256(&csv))));
    }
    for set in Datasets::embedded(&Ids::embedded()).sets() {
        let hashes: String = set.files.iter().map(|(_, sha256)| sha256.as_str()).collect();
        lines.push(format!("data set {} {}: {}", set.name, set.version, short(&sha256(hashes.as_bytes()))));
    }
    Ok(lines.join("\n"))
}

fn short(digest: &str) -> &str {
    digest.get(..SHORT).unwrap_or(digest)
}
