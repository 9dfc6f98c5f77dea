//! The fonts that pages and charts are set in: embedded, or from a folder with the embedded ones below.

use crate::error::{Error, Result};
use resvg::usvg::fontdb;
use std::path::Path;
use std::sync::Arc;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The embedded text face: it holds Arabic with its vowel marks, and Latin.
///
/// It is IBM Plex Sans Arabic with its letters put together in another way; `fonts/make_face.py` says how and why.
pub(super) const TEXT_FAMILY: &str = "Mizan Sans";
pub(super) const TEXT_REGULAR: &[u8] = include_bytes!("fonts/MizanSans-Regular.ttf");
pub(super) const TEXT_BOLD: &[u8] = include_bytes!("fonts/MizanSans-Bold.ttf");
/// The embedded face for letters that the text face lacks: Greek, Cyrillic, rarer Arabic ones.
const WIDER_FAMILY: &str = "DejaVu Sans";
/// The embedded face for queries and hashes.
const MONO_FAMILY: &str = "DejaVu Sans Mono";

/// Every face, for both engines that set text: Typst's and the charts' rasteriser.
pub(super) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub faces: Vec<Font>,
    pub database: Arc<fontdb::Database>,
    /// Families for text, the preferred first.
    pub families: Vec<String>,
    /// Families for queries and hashes, the preferred first.
    pub mono_families: Vec<String>,
}

impl Fonts {
    /// The embedded faces, and before them those of a folder's TrueType and OpenType files.
    pub fn load(folder: Option<&Path>) -> Result<Fonts> {
        let mut data: Vec<Bytes> = Vec::new();
        let mut families = Vec::new();
        if let Some(folder) = folder {
            data = files_of(folder)?;
            families = families_of(&data);
            if families.is_empty() {
                return Err(Error::new("holds no TrueType or OpenType font")
                    .at(folder)
                    .hint("give a folder with .ttf or .otf files"));
            }
        }
        let embedded = [TEXT_REGULAR, TEXT_BOLD, dejavu::sans::regular(), dejavu::sans_mono::regular()];
        data.extend(embedded.into_iter().map(Bytes::new));
        families.extend([TEXT_FAMILY.to_owned(), WIDER_FAMILY.to_owned()]);

        let mut database = fontdb::Database::new();
        for bytes in &data {
            database.load_font_source(fontdb::Source::Binary(Arc::new(bytes.clone())));
        }
        database.set_sans_serif_family(families[0].clone());
        let faces: Vec<Font> = data.into_iter().flat_map(Font::iter).collect();
        Ok(Fonts {
            book: LazyHash::new(FontBook::from_fonts(&faces)),
            faces,
            database: Arc::new(database),
            mono_families: [MONO_FAMILY.to_owned()].into_iter().chain(families.iter().cloned()).collect(),
            families,
        })
    }
}

/// The folder's font files in the order of their names.
fn files_of(folder: &Path) -> Result<Vec<Bytes>> {
    let entries = std::fs::read_dir(folder).map_err(|cause| Error::read(folder, &cause))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            ending.eq_ignore_ascii_case("ttf") || ending.eq_ignore_ascii_case("otf")
        })
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| std::fs::read(path).map_err(|cause| Error::read(path, &cause));
    paths.iter().map(|path| read(path).map(Bytes::new)).collect()
}

fn families_of(data: &[Bytes]) -> Vec<String> {
    let mut families: Vec<String> = Vec::new();
    for font in data.iter().cloned().flat_map(Font::iter) {
        let family = &font.info().family;
        if !families.contains(family) {
            families.push(family.clone());
        }
    }
    families
}
