//! Typst as a library: one trusted template, files in memory, embedded fonts, no clock, no disk.
//!
//! Texts reach the template as JSON strings, never as markup, and the world holds nothing but the files it
//! was given, so that no text can read, import or run anything.

use super::fonts::Fonts;
use super::picture;
use crate::error::{Error, Result};
use rayon::prelude::*;
use std::collections::HashMap;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// The template that is embedded in the program.
pub(super) const TEMPLATE: &str = include_str!("report.typ");
const TEMPLATE_PATH: &str = "report.typ";

/// What a template may see.
pub(super) struct Press<'a> {
    library: LazyHash<Library>,
    fonts: &'a Fonts,
    template: Source,
    files: HashMap<FileId, Bytes>,
}

impl<'a> Press<'a> {
    /// A template with nothing to read yet.
    pub fn new(fonts: &'a Fonts, template: String) -> Result<Self> {
        Ok(Press {
            library: LazyHash::new(Library::builder().build()),
            fonts,
            template: Source::new(file_id(TEMPLATE_PATH)?, template),
            files: HashMap::new(),
        })
    }

    /// Adds a file that the template may read.
    pub fn add(&mut self, path: &str, content: Vec<u8>) -> Result<()> {
        self.files.insert(file_id(path)?, Bytes::new(content));
        Ok(())
    }

    /// Lays the pages out.
    pub fn pages(&self) -> Result<PagedDocument> {
        typst::compile::<PagedDocument>(self).output.map_err(|problems| self.template_error(&problems))
    }

    /// The first problem, at its line of the template.
    fn template_error(&self, problems: &[SourceDiagnostic]) -> Error {
        let Some(problem) = problems.first() else { return Error::new("the template does not compile") };
        let error = Error::new(problem.message.to_string())
            .at(TEMPLATE_PATH)
            .hint("the embedded template is a good start for one's own; see `mizan report --help`");
        match self.range(problem.span) {
            None => error,
            Some(range) => {
                let line = self.template.text()[..range.start].matches('\n').count() + 1;
                error.line(line as u64)
            }
        }
    }
}

/// The pages as a tagged PDF that keeps to PDF/UA-1; where an article has characters that the standard does not
/// admit, such as those that no font draws, as a tagged PDF that is otherwise the same.
pub(super) fn pdf(pages: &PagedDocument) -> Result<Vec<u8>> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|cause| Error::new(format!("PDF/UA-1 is not to be had: {}", cause.message())))?;
    let accessible = PdfOptions { standards, ..PdfOptions::default() };
    typst_pdf::pdf(pages, &accessible).or_else(|_| typst_pdf::pdf(pages, &PdfOptions::default())).map_err(
        |problems| {
            let message = problems.first().map_or("the PDF cannot be written", |problem| &problem.message);
            Error::new(message.to_owned()).at("report.pdf")
        },
    )
}

/// After so many pages what drawing them has kept for later is let go.
const PAGES_AT_ONCE: usize = 16;

/// Draws every page as a PNG picture and hands it on with its number, from 1, in order.
pub(super) fn draw_pages(
    pages: &PagedDocument,
    dots_per_inch: f64,
    mut take: impl FnMut(usize, &[u8]) -> Result<()>,
) -> Result<()> {
    let options = typst_render::RenderOptions {
        pixel_per_pt: (dots_per_inch / 72.0).into(),
        ..typst_render::RenderOptions::default()
    };
    let mut numbers = 1..;
    for some in pages.pages().chunks(PAGES_AT_ONCE) {
        let drawn: Vec<Vec<u8>> = some
            .par_iter()
            .map(|page| picture::png(&typst_render::render(page, &options)))
            .collect::<Result<_>>()?;
        drawn.iter().zip(&mut numbers).try_for_each(|(picture, number)| take(number, picture))?;
        comemo::evict(0);
    }
    Ok(())
}

fn file_id(path: &str) -> Result<FileId> {
    let path = VirtualPath::new(path)
        .map_err(|cause| Error::new(format!("`{path}` cannot name a file of a report: {cause:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Press<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }
    fn main(&self) -> FileId {
        self.template.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::NotSource) }
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let missing = || FileError::NotFound(id.get().vpath().get_without_slash().into());
        self.files.get(&id).cloned().ok_or_else(missing)
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
