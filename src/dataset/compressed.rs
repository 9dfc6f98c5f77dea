//! Compressed reference files: gzip, and zip archives that hold one table.

use crate::error::{Error, Result};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use std::path::Path;

/// The most that a file may unpack to, in bytes.
const MOST: u64 = 8 << 30;

/// How many times its own size a file may unpack to, from [`SMALL`] on: tables of figures stay far below.
const RATIO: u64 = 250;

/// What may be unpacked whatever its ratio, in bytes.
const SMALL: u64 = 64 << 20;

/// A table's bytes, and its path in the archive where it came out of one.
#[derive(Debug)]
pub(super) struct Unpacked<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    pub(super) member: Option<String>,
}

/// The bytes of the table that a file holds: its own, or what they unpack to. Contents decide, not names.
pub(super) fn unpack(bytes: &[u8]) -> Result<Unpacked<'_>> {
    if bytes.starts_with(b"\x1f\x8b") {
        let unpacked = limited(flate2::read::MultiGzDecoder::new(bytes), bytes.len())?;
        Ok(Unpacked { bytes: Cow::Owned(unpacked), member: None })
    } else if bytes.starts_with(b"PK\x03\x04") {
        only_table(bytes)
    } else {
        Ok(Unpacked { bytes: Cow::Borrowed(bytes), member: None })
    }
}

fn only_table(bytes: &[u8]) -> Result<Unpacked<'_>> {
    let damaged =
        |cause: zip::result::ZipError| Error::new(format!("the archive cannot be read: {cause}")).hint(AGAIN);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = archive.file_names().filter_map(|name| name.ok().map(Cow::into_owned));
    let mut tables: Vec<String> = names.filter(|name| is_table(Path::new(name))).collect();
    tables.sort();
    let name = match tables.as_slice() {
        [one] => one,
        [] => {
            return Err(
                Error::new("the archive holds no CSV file").hint("unpack it, and save the table as CSV")
            );
        }
        [first, second, ..] => {
            return Err(Error::new(format!("the archive holds several tables: {first}, {second}, ..."))
                .hint("unpack it beside the archive, and take the archive away"));
        }
    };
    let member = archive.by_name(name).map_err(damaged)?;
    let size = usize::try_from(member.compressed_size()).unwrap_or(usize::MAX);
    let unpacked = limited(member, size)?;
    Ok(Unpacked { bytes: Cow::Owned(unpacked), member: Some(name.clone()) })
}

const AGAIN: &str = "download it again";

fn limited(source: impl Read, packed: usize) -> Result<Vec<u8>> {
    let most = (packed as u64).saturating_mul(RATIO).clamp(SMALL, MOST);
    let mut unpacked = Vec::new();
    source
        .take(most + 1)
        .read_to_end(&mut unpacked)
        .map_err(|cause| Error::new(format!("it cannot be unpacked: {cause}")).hint(AGAIN))?;
    if unpacked.len() as u64 > most {
        return Err(Error::new(format!(
            "it unpacks to more than {} MB, far more than a table would",
            most >> 20
        ))
        .hint("if it is a table all the same, unpack it yourself"));
    }
    Ok(unpacked)
}

/// Whether a name is that of a table.
pub(super) fn is_table(path: &Path) -> bool {
    ends_in(path, &["csv", "tsv", "tab"])
}

/// Whether a name is that of a table or of what a table may be packed into: `counts.csv.gz`, `counts.zip`.
pub(super) fn may_hold_table(path: &Path) -> bool {
    let gzipped = ends_in(path, &["gz"]) && path.file_stem().is_some_and(|stem| is_table(Path::new(stem)));
    is_table(path) || gzipped || ends_in(path, &["zip"])
}

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The name that a table's data set goes by: its file's, without endings.
pub(super) fn table_name(path: &Path) -> String {
    let stem = Path::new(path.file_stem().unwrap_or_default());
    let stem = if is_table(stem) { stem.file_stem().unwrap_or_default() } else { stem.as_os_str() };
    stem.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    pub(super) fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn problem(bytes: &[u8]) -> String {
        unpack(bytes).unwrap_err().to_string()
    }

    #[test]
    fn a_table_comes_out_as_it_went_in() {
        let table = b"country,year\nIraq,2020\n";
        assert_eq!(&*unpack(table).unwrap().bytes, table);
        assert_eq!(&*unpack(&gzipped(table)).unwrap().bytes, table);
        let archive = zipped(&[("readme.txt", b"about"), ("in/t.csv", table)]);
        let unpacked = unpack(&archive).unwrap();
        assert_eq!((&*unpacked.bytes, unpacked.member.as_deref()), (&table[..], Some("in/t.csv")));
    }

    #[test]
    fn an_archive_must_hold_one_table() {
        assert!(problem(&zipped(&[("a.txt", b"a")])).starts_with("the archive holds no CSV file"));
        let two = zipped(&[("b.csv", b"b"), ("a.csv", b"a")]);
        assert!(problem(&two).starts_with("the archive holds several tables: a.csv, b.csv"));
    }

    #[test]
    fn what_is_damaged_or_swells_is_refused() {
        let packed = gzipped(b"country,year\nIraq,2020\n");
        assert!(problem(&packed[..packed.len() - 6]).starts_with("it cannot be unpacked"));
        assert!(problem(b"PK\x03\x04 and then nothing").starts_with("the archive cannot be read"));
        let bomb = gzipped(&vec![b'0'; 80 << 20]);
        assert!(problem(&bomb).starts_with("it unpacks to more than 64 MB"), "{}", problem(&bomb));
    }

    #[test]
    fn names_lose_every_ending() {
        for (path, name) in
            [("x/a.csv", "a"), ("a.csv.gz", "a"), ("ged251-csv.zip", "ged251-csv"), ("a.b.csv", "a.b")]
        {
            assert_eq!(table_name(Path::new(path)), name);
        }
        assert!(may_hold_table(Path::new("a.CSV.gz")) && !may_hold_table(Path::new("a.tar.gz")));
    }
}
