//! Faults of this program: a panic over one article is that article's error, and the batch goes on.

use crate::article::{ArticleId, Prepared, Reader, Record, Records};
use crate::error::{Error, ErrorRow};
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// Whether a panic of this thread is caught and told as an error.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where the last such panic was.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Has panics that are caught here told as errors only, with their place, and all others as always.
pub(in crate::cli) fn keep_quiet_about_guarded_faults() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if GUARDED.get() {
            let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
            PLACE.with(|kept| *kept.borrow_mut() = place.unwrap_or_default());
        } else {
            usual(panic);
        }
    }));
}

/// What the work gives; where it panics, what to tell.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Error> {
    GUARDED.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    done.map_err(|_| {
        let place = PLACE.with(RefCell::take);
        let place = if place.is_empty() { String::new() } else { format!(" at {place}") };
        Error::new(format!("the article could not be worked through: a fault of this program{place}"))
            .hint("report it with the article")
    })
}

/// What the work makes of an article; where it panics, the error row of the article.
pub(in crate::cli) fn guarded_work<T>(
    path: &str,
    id: &ArticleId,
    work: impl FnOnce() -> T,
) -> Result<T, ErrorRow> {
    guarded(work).map_err(|error| ErrorRow::from(error.at(path)).of_record(id.as_str()))
}

/// Understands a record.
pub(super) fn guarded_reading(reader: &Reader, record: Record) -> Prepared {
    let (path, number) = record.place();
    let path = path.to_path_buf();
    guarded(|| reader.prepare(record))
        .unwrap_or_else(|error| Prepared::Failed(ErrorRow::from(error.at(path)).of_record(number)))
}

/// Takes the next record; where that panics, its file ends with the error.
pub(super) fn guarded_taking(records: &mut Records) -> Option<Record> {
    guarded(|| records.next()).unwrap_or_else(|error| records.broken_off(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_the_article_s_error_with_its_place() {
        keep_quiet_about_guarded_faults();
        let id = ArticleId::from("news-7");
        let none: Vec<u8> = Vec::new();
        let error = guarded_work("news.jsonl", &id, || none[id.as_str().len()]).unwrap_err();
        assert_eq!((error.path.as_str(), error.record.as_str()), ("news.jsonl", "news-7"));
        assert!(error.what.contains("a fault of this program at src/cli/batch/fault.rs:"), "{}", error.what);
        assert_eq!(guarded_work("news.jsonl", &id, || 7_u8), Ok(7));
    }
}
